#include "reference/contract/optimization/descent.hpp"

#include "fast/optimization/walk.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Descent;
using contract::optimization::DescentStep;
using Variant = DescentStep::Variant;

namespace {

/// From x, where the walk has looked unless the convention looks ahead.
template <class T>
std::optional<Failure> step(Walk<T>& walk, Storage<T>& x, Storage<T>& velocity, T eta, T mu, Variant variant) {
  if (variant == Variant::lookahead) {
    Storage<T> ahead = x;
    for (std::size_t i = 0; i < x.size(); ++i) ahead[i] -= eta * mu * velocity[i];
    if (auto failure = walk.look(ahead)) return failure;
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    velocity[i] = mu * velocity[i] + walk.gradient[i];
    x[i] -= eta * (variant == Variant::nesterov ? walk.gradient[i] + mu * velocity[i] : velocity[i]);
  }
  return std::nullopt;
}

}  // namespace

template <>
const Fast<DescentStep> Wings<DescentStep>::fast = []<class T>(const DescentStep::In<T>& in, Variant variant) -> Result<DescentStep::Out<T>> {
  Walk<T> walk(in.function, in.x.shape[0]);
  DescentStep::Out<T> out{in.x, in.velocity};
  if (variant != Variant::lookahead)
    if (auto failure = walk.look(in.x.data)) return *failure;
  if (auto failure = step(walk, out.x_next.data, out.velocity_next.data, in.learning_rate, in.momentum, variant)) return *failure;
  return out;
};

template <>
const Fast<Descent> Wings<Descent>::fast = []<class T>(const Descent::In<T>& in, Variant variant) -> Result<Descent::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  Walk<T> walk(in.function, n);
  Storage<T> x = in.x.data, velocity = in.velocity.data;
  Descent::Out<T> out{Tensor<T>({0, n}), Tensor<T>({0, n}), Tensor<T>({0}), Tensor<T>({0, n})};
  for (std::int64_t k = 0;; ++k) {
    if (auto failure = walk.look(x)) return *failure;
    append(out.iterates, x), append(out.velocities, velocity), append(out.values, {walk.value}), append(out.gradients, walk.gradient);
    if (k == in.steps) return out;
    if (auto failure = step(walk, x, velocity, in.learning_rate, in.momentum, variant)) return *failure;
  }
};

}  // namespace etalon
