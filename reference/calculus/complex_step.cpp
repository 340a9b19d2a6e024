#include "reference/contract/calculus/complex_step.hpp"

#include "reference/calculus/evaluate.hpp"
#include "reference/number/literal.hpp"

namespace etalon {
using contract::function_of;
using contract::calculus::ComplexStep;

namespace {

/// a + bi, with the functions of the book.
template <class T>
struct Complex {
  T re = 0, im = 0;

  friend Complex operator+(const Complex& x, const Complex& y) { return {x.re + y.re, x.im + y.im}; }
  friend Complex operator-(const Complex& x, const Complex& y) { return {x.re - y.re, x.im - y.im}; }
  friend Complex operator-(const Complex& x) { return {-x.re, -x.im}; }
  friend Complex operator*(const Complex& x, const Complex& y) { return {x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re}; }
  friend Complex operator/(const Complex& x, const Complex& y) {
    const T size = square(y.re) + square(y.im);
    return {(x.re * y.re + x.im * y.im) / size, (x.im * y.re - x.re * y.im) / size};
  }
  friend Complex exp(const Complex& z) { return {exp(z.re) * cos(z.im), exp(z.re) * sin(z.im)}; }
  friend Complex log(const Complex& z) { return {log(square(z.re) + square(z.im)) / 2, atan2(z.im, z.re)}; }
  friend Complex sin(const Complex& z) { return {sin(z.re) * cosh(z.im), cos(z.re) * sinh(z.im)}; }
  friend Complex cos(const Complex& z) { return {cos(z.re) * cosh(z.im), -(sin(z.re) * sinh(z.im))}; }
  friend Complex sinh(const Complex& z) { return {sinh(z.re) * cos(z.im), cosh(z.re) * sin(z.im)}; }
  friend Complex cosh(const Complex& z) { return {cosh(z.re) * cos(z.im), sinh(z.re) * sin(z.im)}; }
};

template <class T>
Complex<T> power(const Complex<T>& z, std::int64_t n) {
  Complex<T> y{1, 0};
  for (std::int64_t bit = std::int64_t{1} << 40; bit > 0; bit /= 2) {
    if (bit <= std::abs(n)) y = y * y;
    if (std::abs(n) & bit) y = y * z;
  }
  return n < 0 ? Complex<T>{1, 0} / y : y;
}

/// A step of the formula on complex numbers; nothing where it is not defined for the real part.
template <class T>
std::optional<Complex<T>> apply(const Formula::Step& step, const Complex<T>& a, const Complex<T>& b, const std::vector<Complex<T>>& x) {
  using Op = Formula::Operation;
  const Complex<T> one{1, 0}, two{2, 0}, i{0, 1};
  switch (step.operation) {
    case Op::variable: return x[static_cast<std::size_t>(step.index)];
    case Op::number: return Complex<T>{T(1) * T(Literal(step.text).enclose()), 0};
    case Op::pi: return Complex<T>{T(1) * T(etalon::pi()), 0};
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide:
      if (b.re == 0 && b.im == 0) return std::nullopt;
      return a / b;
    case Op::negate: return -a;
    case Op::integer_power:
      if (step.index < 0 && a.re == 0 && a.im == 0) return std::nullopt;
      return power(a, step.index);
    case Op::power:
      if (a.re <= 0) return std::nullopt;
      return exp(b * log(a));
    case Op::exp: return exp(a);
    case Op::expm1: return exp(a) - one;
    case Op::log:
      if (a.re <= 0) return std::nullopt;
      return log(a);
    case Op::log1p:
      if (a.re <= -1) return std::nullopt;
      return log(one + a);
    case Op::sqrt:
      if (a.re <= 0) return std::nullopt;
      return exp(log(a) / two);
    case Op::square: return a * a;
    case Op::sin: return sin(a);
    case Op::cos: return cos(a);
    case Op::tan: return sin(a) / cos(a);
    case Op::sinh: return sinh(a);
    case Op::cosh: return cosh(a);
    case Op::tanh: return sinh(a) / cosh(a);
    case Op::atan: return (log(one + i * a) - log(one - i * a)) / (two * i);
    case Op::sigmoid: return one / (one + exp(-a));
    case Op::softplus: return log(one + exp(a));
    default: return std::nullopt;  // C4 has refused it
  }
}

}  // namespace

template <>
const Reference<ComplexStep> Wings<ComplexStep>::reference = []<class T>(const ComplexStep::In<T>& in) -> Result<ComplexStep::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tensor<T> derivative({f.outputs_count(), in.x.shape[0]});
  for (std::size_t j = 0; j < in.x.size(); ++j) {
    std::vector<Complex<T>> x, value;
    for (std::size_t k = 0; k < in.x.size(); ++k) x.push_back({in.x[k], k == j ? in.h : T(0)});
    const auto of = [&](int step) { return step < 0 ? Complex<T>{} : value[static_cast<std::size_t>(step)]; };
    for (const Formula::Step& step : f.steps) {
      const auto y = apply(step, of(step.a), of(step.b), x);
      if (!y) return domain("C3", "the function is not defined at x, or a root of 0 has no slope: at character " + std::to_string(step.character));
      value.push_back(*y);
    }
    for (std::size_t i = 0; i < f.outputs.size(); ++i) derivative[i * in.x.size() + j] = value[static_cast<std::size_t>(f.outputs[i])].im / in.h;
  }
  return ComplexStep::Out<T>{std::move(derivative)};
};

}  // namespace etalon
