#include "reference/calculus/evaluate.hpp"

#include "reference/number/literal.hpp"

namespace etalon::reference::calculus {
namespace {

using Operation = Formula::Operation;

std::string where(const Formula::Step& step) { return " at character " + std::to_string(step.character); }

/// A constant of the formula; a program rounds it, and so a running error counts it. Small integers are exact.
template <class N>
N constant(const std::string& text) {
  if (text.size() <= 7 && text.find_first_not_of("0123456789") == std::string::npos) return N(std::stoll(text));
  return N(1) * N(Literal(text).enclose());
}

/// What C3 or C4 says of a step, if anything.
template <class N>
std::optional<Failure> refused(const Formula::Step& step, const N* a, const N* b, Wanted wanted) {
  const bool smooth = wanted == Wanted::derivative;
  switch (step.operation) {
    case Operation::divide:
      if (*b == 0) return domain("C3", "a quotient by 0" + where(step));
      return std::nullopt;
    case Operation::integer_power:
      if (step.index < 0 && *a == 0) return domain("C3", "a negative power of 0" + where(step));
      return std::nullopt;
    case Operation::power:
      if (*a <= 0) return domain("C3", "a broken power of a number that is not positive" + where(step));
      return std::nullopt;
    case Operation::log:
      if (*a <= 0) return domain("C3", "a logarithm of a number that is not positive" + where(step));
      return std::nullopt;
    case Operation::log1p:
      if (*a <= -1) return domain("C3", "log1p of a number that is not above −1" + where(step));
      return std::nullopt;
    case Operation::sqrt:
      if (*a < 0) return domain("C3", "a root of a negative number" + where(step));
      if (smooth && *a == 0) return domain("C4", "a root of 0" + where(step));
      return std::nullopt;
    case Operation::atan2:
      if (*a == 0 && *b == 0) return domain("C3", "the angle of the origin" + where(step));
      if (smooth && *a == 0 && *b <= 0) return domain("C4", "the angle jumps on the negative axis" + where(step));
      return std::nullopt;
    case Operation::abs:
    case Operation::relu:
      if (smooth && *a == 0) return domain("C4", "a kink at 0" + where(step));
      return std::nullopt;
    case Operation::max:
    case Operation::min:
      if (smooth && *a == *b) return domain("C4", "equal arguments" + where(step));
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

template <class N>
N apply(const Formula::Step& step, const N* a, const N* b, const std::vector<N>& x) {
  switch (step.operation) {
    case Operation::variable: return x[static_cast<std::size_t>(step.index)];
    case Operation::parameter: break;  // FunctionOfX has none
    case Operation::number: return constant<N>(step.text);
    case Operation::pi: return N(1) * N(pi());
    case Operation::add: return *a + *b;
    case Operation::subtract: return *a - *b;
    case Operation::multiply: return *a * *b;
    case Operation::divide: return *a / *b;
    case Operation::negate: return -*a;
    case Operation::integer_power: return pow(*a, step.index);
    case Operation::power: return exp(*b * log(*a));
    case Operation::exp: return exp(*a);
    case Operation::log: return log(*a);
    case Operation::log1p: return log1p(*a);
    case Operation::expm1: return expm1(*a);
    case Operation::sqrt: return sqrt(*a);
    case Operation::square: return square(*a);
    case Operation::sin: return sin(*a);
    case Operation::cos: return cos(*a);
    case Operation::tan: return sin(*a) / cos(*a);
    case Operation::sinh: return sinh(*a);
    case Operation::cosh: return cosh(*a);
    case Operation::tanh: return tanh(*a);
    case Operation::atan: return atan(*a);
    case Operation::abs: return abs(*a);
    case Operation::sigmoid: return sigmoid(*a);
    case Operation::softplus: return softplus(*a);
    case Operation::erf: return erf(*a);
    case Operation::relu: return max(*a, N(0));
    case Operation::max: return max(*a, *b);
    case Operation::min: return min(*a, *b);
    case Operation::atan2: return atan2(*a, *b);
  }
  return N(0);
}

/// One sweep: Σᵢ wᵢ·∂yᵢ/∂xⱼ for each j.
template <class N>
std::vector<N> pulled_back(const Tape<N>& tape, const std::vector<Variable<N>>& x, const std::vector<Variable<N>>& y, const std::vector<N>& w) {
  std::vector<std::pair<int, N>> seeds;
  for (std::size_t i = 0; i < y.size(); ++i)
    if (y[i].node() >= 0) seeds.emplace_back(y[i].node(), w[i]);
  const std::vector<N> adjoints = tape.adjoints(seeds);
  std::vector<N> gradient;
  for (const Variable<N>& entry : x) gradient.push_back(adjoints[static_cast<std::size_t>(entry.node())]);
  return gradient;
}

}  // namespace

template <class N>
Result<std::vector<N>> evaluate(const Formula& f, const std::vector<N>& x, Wanted wanted) {
  std::vector<N> value;
  value.reserve(f.steps.size());
  for (const Formula::Step& step : f.steps) {
    const N *a = step.a >= 0 ? &value[static_cast<std::size_t>(step.a)] : nullptr, *b = step.b >= 0 ? &value[static_cast<std::size_t>(step.b)] : nullptr;
    if (auto failure = refused(step, a, b, wanted)) return *failure;
    value.push_back(apply(step, a, b, x));
  }
  std::vector<N> outputs;
  for (const int output : f.outputs) outputs.push_back(value[static_cast<std::size_t>(output)]);
  return outputs;
}

template <class T>
Result<Tensor<T>> forward_product(const Formula& f, const Tensor<T>& x, const Tensor<T>& v) {
  std::vector<Dual<T>> lifted;
  for (std::size_t j = 0; j < x.size(); ++j) lifted.emplace_back(x[j], v[j]);
  const auto y = evaluate(f, lifted, Wanted::derivative);
  if (!y) return y.failure();
  Tensor<T> product({f.outputs_count()});
  for (std::size_t i = 0; i < y->size(); ++i) product[i] = (*y)[i].tangent();
  return product;
}

template <class T>
Result<Tensor<T>> forward_jacobian(const Formula& f, const Tensor<T>& x) {
  Tensor<T> jacobian({f.outputs_count(), x.shape[0]});
  for (std::size_t j = 0; j < x.size(); ++j) {
    Tensor<T> direction(x.shape);
    for (std::size_t k = 0; k < x.size(); ++k) direction[k] = T(k == j ? 1 : 0);
    const auto column = forward_product(f, x, direction);
    if (!column) return column.failure();
    for (std::size_t i = 0; i < column->size(); ++i) jacobian[i * x.size() + j] = (*column)[i];
  }
  return jacobian;
}

template <class T>
Result<Tensor<T>> reverse_product(const Formula& f, const Tensor<T>& x, const Tensor<T>& w) {
  Tape<T> tape;
  std::vector<Variable<T>> variables;
  for (const T& entry : x) variables.push_back(Variable<T>::independent(entry));
  const auto y = evaluate(f, variables, Wanted::derivative);
  if (!y) return y.failure();
  return Tensor<T>(x.shape, pulled_back(tape, variables, *y, w.data));
}

template <class T>
Result<Tensor<T>> reverse_jacobian(const Formula& f, const Tensor<T>& x) {
  Tensor<T> jacobian({f.outputs_count(), x.shape[0]});
  for (std::int64_t i = 0; i < f.outputs_count(); ++i) {
    Tensor<T> weights({f.outputs_count()});
    for (std::int64_t k = 0; k < f.outputs_count(); ++k) weights[static_cast<std::size_t>(k)] = T(k == i ? 1 : 0);
    const auto row = reverse_product(f, x, weights);
    if (!row) return row.failure();
    for (std::size_t j = 0; j < x.size(); ++j) jacobian[static_cast<std::size_t>(i) * x.size() + j] = (*row)[j];
  }
  return jacobian;
}

template <class T>
Result<Tensor<T>> hessian_product(const Formula& f, const Tensor<T>& x, const Tensor<T>& v) {
  Tape<Dual<T>> tape;
  std::vector<Variable<Dual<T>>> variables;
  for (std::size_t j = 0; j < x.size(); ++j) variables.push_back(Variable<Dual<T>>::independent(Dual<T>(x[j], v[j])));
  const auto y = evaluate(f, variables, Wanted::derivative);
  if (!y) return y.failure();
  Tensor<T> product(x.shape);
  const auto gradient = pulled_back(tape, variables, *y, std::vector<Dual<T>>(y->size(), Dual<T>(1)));
  for (std::size_t j = 0; j < x.size(); ++j) product[j] = gradient[j].tangent();
  return product;
}

// On each number that a reference runs on.
template Result<std::vector<Interval>> evaluate(const Formula&, const std::vector<Interval>&, Wanted);
template Result<std::vector<Dual<Interval>>> evaluate(const Formula&, const std::vector<Dual<Interval>>&, Wanted);
template Result<std::vector<Variable<Interval>>> evaluate(const Formula&, const std::vector<Variable<Interval>>&, Wanted);
template Result<std::vector<RunningError<Interval>>> evaluate(const Formula&, const std::vector<RunningError<Interval>>&, Wanted);
template Result<std::vector<Dual<Dual<Interval>>>> evaluate(const Formula&, const std::vector<Dual<Dual<Interval>>>&, Wanted);
template Result<std::vector<Dual<Variable<Interval>>>> evaluate(const Formula&, const std::vector<Dual<Variable<Interval>>>&, Wanted);
template Result<std::vector<Dual<RunningError<Interval>>>> evaluate(const Formula&, const std::vector<Dual<RunningError<Interval>>>&, Wanted);
template Result<std::vector<Dual<Dual<Dual<Interval>>>>> evaluate(const Formula&, const std::vector<Dual<Dual<Dual<Interval>>>>&, Wanted);
template Result<Tensor<Interval>> forward_jacobian(const Formula&, const Tensor<Interval>&);
template Result<Tensor<Interval>> reverse_jacobian(const Formula&, const Tensor<Interval>&);
template Result<Tensor<Interval>> forward_product(const Formula&, const Tensor<Interval>&, const Tensor<Interval>&);
template Result<Tensor<Interval>> reverse_product(const Formula&, const Tensor<Interval>&, const Tensor<Interval>&);
template Result<Tensor<Interval>> hessian_product(const Formula&, const Tensor<Interval>&, const Tensor<Interval>&);
template Result<Tensor<Dual<Interval>>> forward_jacobian(const Formula&, const Tensor<Dual<Interval>>&);
template Result<Tensor<Dual<Interval>>> reverse_jacobian(const Formula&, const Tensor<Dual<Interval>>&);
template Result<Tensor<Dual<Interval>>> forward_product(const Formula&, const Tensor<Dual<Interval>>&, const Tensor<Dual<Interval>>&);
template Result<Tensor<Dual<Interval>>> reverse_product(const Formula&, const Tensor<Dual<Interval>>&, const Tensor<Dual<Interval>>&);
template Result<Tensor<Dual<Interval>>> hessian_product(const Formula&, const Tensor<Dual<Interval>>&, const Tensor<Dual<Interval>>&);
template Result<Tensor<Variable<Interval>>> forward_jacobian(const Formula&, const Tensor<Variable<Interval>>&);
template Result<Tensor<Variable<Interval>>> reverse_jacobian(const Formula&, const Tensor<Variable<Interval>>&);
template Result<Tensor<Variable<Interval>>> forward_product(const Formula&, const Tensor<Variable<Interval>>&, const Tensor<Variable<Interval>>&);
template Result<Tensor<Variable<Interval>>> reverse_product(const Formula&, const Tensor<Variable<Interval>>&, const Tensor<Variable<Interval>>&);
template Result<Tensor<Variable<Interval>>> hessian_product(const Formula&, const Tensor<Variable<Interval>>&, const Tensor<Variable<Interval>>&);
template Result<Tensor<RunningError<Interval>>> forward_jacobian(const Formula&, const Tensor<RunningError<Interval>>&);
template Result<Tensor<RunningError<Interval>>> reverse_jacobian(const Formula&, const Tensor<RunningError<Interval>>&);
template Result<Tensor<RunningError<Interval>>> forward_product(const Formula&, const Tensor<RunningError<Interval>>&, const Tensor<RunningError<Interval>>&);
template Result<Tensor<RunningError<Interval>>> reverse_product(const Formula&, const Tensor<RunningError<Interval>>&, const Tensor<RunningError<Interval>>&);
template Result<Tensor<RunningError<Interval>>> hessian_product(const Formula&, const Tensor<RunningError<Interval>>&, const Tensor<RunningError<Interval>>&);

}  // namespace etalon::reference::calculus
