#include "reference/number/reverse_sweep.hpp"

#include <algorithm>
#include <utility>

namespace etalon {
namespace {

template <class T>
using Seeds = std::vector<std::pair<int, T>>;

/// The cotangent of every entry of every output that has one; 1 where there are none.
template <class T>
Result<Seeds<T>> seeds_of(const std::vector<OutputInfo>& declared, const Values<Variable<T>>& outputs, const Values<T>* cotangents) {
  Seeds<T> seeds;
  for (std::size_t f = 0; f < outputs.size(); ++f) {
    const auto* y = if_real(outputs[f]);
    if (!y || declared[f].grade == Grade::analysis) continue;
    const Tensor<T>* c = cotangents ? &real_of((*cotangents)[f]) : nullptr;
    if (c && c->shape != y->shape)
      return domain("C0", "the cotangent of " + declared[f].name + " has shape " + shape_text(c->shape) + "; expected " + shape_text(y->shape));
    for (std::size_t i = 0; i < y->size(); ++i) seeds.emplace_back((*y)[i].node(), c ? (*c)[i] : T(1));
  }
  return seeds;
}

/// Of tensors the shapes stay.
template <class T>
void forget_entries(Value<T>& value) {
  const auto forget = [](Tensor<T>& x) { Storage<T>().swap(x.data); };
  if (auto* x = if_real(value)) forget(*x);
  else if (auto* list = if_list(value)) std::for_each(list->begin(), list->end(), forget);
}

}  // namespace

template <class T>
Result<Values<T>> sweep(const std::vector<InputInfo>& inputs, const std::vector<OutputInfo>& outputs, const std::vector<OutputInfo>& derivative, Values<T> given,
                        const Values<T>* cotangents, const std::function<Result<Values<Variable<T>>>(Values<Variable<T>>)>& primal) {
  Tape<T> tape;  // which begins with the entries that move
  int moving = 0;
  std::vector<std::vector<int>> nodes(inputs.size());
  auto variables = transform<Variable<T>>(given, [&](const T& x, std::size_t field) {
    const bool moves = inputs[field].role == Role::data && !is_infinity(x, +1) && !is_infinity(x, -1);
    auto v = moves ? Variable<T>::independent(x) : Variable<T>(x);
    moving += moves;
    nodes[field].push_back(v.node());
    return v;
  });
  for (Value<T>& field : given) forget_entries(field);
  const auto y = primal(std::move(variables));
  if (!y) return y.failure();
  const auto seeds = seeds_of(outputs, *y, cotangents);
  if (!seeds) return seeds.failure();

  Values<T> gradients;
  std::vector<T*> places(static_cast<std::size_t>(moving));  // of the gradients that are asked for
  for (const OutputInfo& output : derivative) {
    for (std::size_t f = 0; f < inputs.size(); ++f) {
      if (output.name != "grad_" + inputs[f].name) continue;
      std::size_t next = 0;
      const auto zeros = [&](const Tensor<T>& x) {
        Tensor<T> gradient(x.shape);
        for (T& entry : gradient)
          if (const int node = nodes[f][next++]; node >= 0) places[static_cast<std::size_t>(node)] = &entry;
        return gradient;
      };
      if (const auto* x = if_real(given[f])) {
        gradients.emplace_back(zeros(*x));
      } else {
        TensorList<T> all;
        for (const Tensor<T>& member : list_of(given[f])) all.push_back(zeros(member));
        gradients.emplace_back(std::move(all));
      }
    }
    for (std::size_t f = 0; f < outputs.size(); ++f)  // an integer that a constant names
      if (output.name == outputs[f].name) gradients.emplace_back(integers_of((*y)[f]));
  }
  tape.for_each_adjoint(*seeds, [&](int node, const T& adjoint) {
    if (node < moving)
      if (T* const place = places[static_cast<std::size_t>(node)]) *place = adjoint;
  });
  return gradients;
}

template Result<Values<Interval>> sweep(const std::vector<InputInfo>&, const std::vector<OutputInfo>&, const std::vector<OutputInfo>&, Values<Interval>,
                                        const Values<Interval>*, const std::function<Result<Values<Variable<Interval>>>(Values<Variable<Interval>>)>&);
template Result<Values<Variable<Interval>>> sweep(const std::vector<InputInfo>&, const std::vector<OutputInfo>&, const std::vector<OutputInfo>&,
                                                  Values<Variable<Interval>>, const Values<Variable<Interval>>*,
                                                  const std::function<Result<Values<Variable<Variable<Interval>>>>(Values<Variable<Variable<Interval>>>)>&);
template Result<Values<Dual<Interval>>> sweep(const std::vector<InputInfo>&, const std::vector<OutputInfo>&, const std::vector<OutputInfo>&, Values<Dual<Interval>>,
                                              const Values<Dual<Interval>>*,
                                              const std::function<Result<Values<Variable<Dual<Interval>>>>(Values<Variable<Dual<Interval>>>)>&);
template Result<Values<RunningError<Interval>>> sweep(
    const std::vector<InputInfo>&, const std::vector<OutputInfo>&, const std::vector<OutputInfo>&, Values<RunningError<Interval>>, const Values<RunningError<Interval>>*,
    const std::function<Result<Values<Variable<RunningError<Interval>>>>(Values<Variable<RunningError<Interval>>>)>&);

template class Variable<Variable<Interval>>;
template class Variable<Dual<Interval>>;
template class Variable<RunningError<Interval>>;

}  // namespace etalon
template class std::vector<etalon::Variable<etalon::Variable<etalon::Interval>>>;
template struct etalon::Tensor<etalon::Variable<etalon::Variable<etalon::Interval>>>;
template class std::vector<etalon::Variable<etalon::Dual<etalon::Interval>>>;
template struct etalon::Tensor<etalon::Variable<etalon::Dual<etalon::Interval>>>;
template class std::vector<etalon::Variable<etalon::RunningError<etalon::Interval>>>;
template struct etalon::Tensor<etalon::Variable<etalon::RunningError<etalon::Interval>>>;
