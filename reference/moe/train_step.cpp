#include "reference/contract/moe/train_step.hpp"

#include <algorithm>

#include "reference/moe/experts.hpp"
#include "reference/moe/gate.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::TrainStep;
using Variant = TrainStep::Variant;

namespace {

/// The loss, line by line; the share of the routes of each expert is a constant.
template <class T>
T loss_of(const TrainStep::In<T>& in, Variant variant) {
  using namespace reference::moe;
  const std::int64_t t = in.x.shape[0], n = in.gate.shape[0], k = in.index.shape[1];
  const Tensor<T> scores = logits(in.x, in.gate), g = softmax_of_rows(scores);
  const Tensor<T> y = mixture(in, in.x, gate_weights(scores, in.index, variant), in.index);
  T squares = 0, balance = 0;
  for (std::size_t i = 0; i < y.size(); ++i) squares += square(y[i] - in.target[i]);
  for (std::int64_t i = 0; i < n; ++i) {
    T mean = 0;
    for (std::int64_t r = 0; r < t; ++r) mean += g(r, i) / T(t);
    balance += T(static_cast<std::int64_t>(std::count(in.index.begin(), in.index.end(), i))) / T(t * k) * mean;
  }
  return squares / T(static_cast<std::int64_t>(y.size())) + in.alpha * T(n) * balance;
}

}  // namespace

/// One tape from the parameters to the loss, and a step along its slopes.
template <>
const Reference<TrainStep> Wings<TrainStep>::reference = []<class T>(const TrainStep::In<T>& in, Variant variant) -> Result<TrainStep::Out<T>> {
  Tape<T> tape;
  const auto constant = [](const T& x) { return Variable<T>(x); };
  const auto free = [](const T& x) { return Variable<T>::independent(x); };
  const TrainStep::In<Variable<T>> at{map(in.x, constant), map(in.target, constant), map(in.gate, free), in.index,           map(in.w1, free),  map(in.b1, free),
                                      map(in.w2, free),    map(in.b2, free),         in.activation,      constant(in.alpha), constant(in.rate)};
  const Variable<T> loss = loss_of(at, variant);
  const std::vector<T> slopes = tape.adjoints({{loss.node(), T(1)}});
  const auto stepped = [&](const Tensor<T>& theta, const Tensor<Variable<T>>& on_tape) {
    Tensor<T> next = theta;
    for (std::size_t i = 0; i < next.size(); ++i) next[i] -= in.rate * slopes[static_cast<std::size_t>(on_tape[i].node())];
    return next;
  };
  return TrainStep::Out<T>{stepped(in.gate, at.gate), stepped(in.w1, at.w1), stepped(in.b1, at.b1), stepped(in.w2, at.w2), stepped(in.b2, at.b2), loss.value()};
};

}  // namespace etalon
