#include "reference/contract/calculus/complex_step.hpp"

#include <charconv>
#include <complex>
#include <numbers>

namespace etalon {
using contract::function_of;
using contract::calculus::ComplexStep;

namespace {

template <class T>
T literal(const std::string& text) {
  T value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// log(1 + z), its real part without cancellation.
template <class T>
std::complex<T> log1p(std::complex<T> z) {
  return {std::log1p(z.real() * (2 + z.real()) + z.imag() * z.imag()) / 2, std::atan2(z.imag(), 1 + z.real())};
}
template <class T>
std::complex<T> sigmoid(std::complex<T> z) {
  if (z.real() >= 0) return T(1) / (T(1) + std::exp(-z));
  const std::complex<T> e = std::exp(z);
  return e / (T(1) + e);
}

/// A step of the formula on complex numbers; NaN where it is not defined for the real part.
template <class T>
std::complex<T> apply(const Formula::Step& step, std::complex<T> a, std::complex<T> b, const std::vector<std::complex<T>>& x) {
  using Op = Formula::Operation;
  const std::complex<T> nothing = std::numeric_limits<T>::quiet_NaN();
  switch (step.operation) {
    case Op::variable: return x[static_cast<std::size_t>(step.index)];
    case Op::number: return literal<T>(step.text);
    case Op::pi: return std::numbers::pi_v<T>;
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return b == T(0) ? nothing : a / b;
    case Op::negate: return -a;
    case Op::integer_power: return step.index < 0 && a == T(0) ? nothing : step.index == 0 ? std::complex<T>(1) : a == T(0) ? a : std::pow(a, static_cast<int>(step.index));
    case Op::power: return a.real() > 0 ? std::exp(b * std::log(a)) : nothing;
    case Op::exp: return std::exp(a);
    case Op::expm1: return std::exp(a) - T(1);
    case Op::log: return a.real() > 0 ? std::log(a) : nothing;
    case Op::log1p: return a.real() > -1 ? log1p(a) : nothing;
    case Op::sqrt: return a.real() > 0 ? std::sqrt(a) : nothing;
    case Op::square: return a * a;
    case Op::sin: return std::sin(a);
    case Op::cos: return std::cos(a);
    case Op::tan: return std::tan(a);
    case Op::sinh: return std::sinh(a);
    case Op::cosh: return std::cosh(a);
    case Op::tanh: return std::tanh(a);
    case Op::atan: return std::atan(a);
    case Op::sigmoid: return sigmoid(a);
    case Op::softplus: return a.real() > 0 ? a + log1p(std::exp(-a)) : log1p(std::exp(a));
    default: return nothing;  // C4 has refused it
  }
}

}  // namespace

template <>
const Fast<ComplexStep> Wings<ComplexStep>::fast = []<class T>(const ComplexStep::In<T>& in) -> Result<ComplexStep::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tensor<T> derivative({f.outputs_count(), in.x.shape[0]});
  std::vector<std::complex<T>> x(in.x.begin(), in.x.end()), value(f.steps.size());
  const auto of = [&](int step) { return step < 0 ? std::complex<T>() : value[static_cast<std::size_t>(step)]; };
  for (std::size_t j = 0; j < x.size(); ++j) {
    x[j].imag(in.h);
    for (std::size_t k = 0; k < f.steps.size(); ++k) {
      value[k] = apply(f.steps[k], of(f.steps[k].a), of(f.steps[k].b), x);
      if (std::isnan(value[k].real()) && std::isfinite(of(f.steps[k].a).real()) && std::isfinite(of(f.steps[k].b).real()))
        return domain("C3", "the function is not defined at x, or a root of 0 has no slope: at character " + std::to_string(f.steps[k].character));
    }
    for (std::size_t i = 0; i < f.outputs.size(); ++i) derivative[i * x.size() + j] = of(f.outputs[i]).imag() / in.h;
    x[j].imag(0);
  }
  return ComplexStep::Out<T>{std::move(derivative)};
};

}  // namespace etalon
