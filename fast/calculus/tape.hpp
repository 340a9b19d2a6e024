#pragma once
#include <charconv>
#include <numbers>
#include <vector>

#include "fast/calculus/pair.hpp"
#include "reference/contract/function_of_x.hpp"

namespace etalon::fast::calculus {

/// The steps of a formula as a tape of arrays: values on the way forward, with the slope of every step by what it takes; adjoints
/// on the way back. N is a floating-point number, or a Pair of them.
template <class N>
class Tape {
  using Op = Formula::Operation;

 public:
  explicit Tape(const Formula& f) : f_(f), value_(f.steps.size()), slope_(f.steps.size()) {
    for (std::size_t k = 0; k < f.steps.size(); ++k)
      if (f.steps[k].operation == Op::number) value_[k] = literal(f.steps[k].text);
      else if (f.steps[k].operation == Op::pi) value_[k] = std::numbers::pi_v<decltype(value_of(N()))>;
  }

  /// The values alone, or with slopes; what C3 and C4 refuse.
  std::optional<Failure> run(const Storage<N>& x, bool derivatives) {
    for (std::size_t k = 0; k < f_.steps.size(); ++k)
      if (const char* what = step(k, x, derivatives)) return domain(*what == '!' ? "C4" : "C3", (*what == '!' ? what + 1 : what) + std::string(" at character ") + std::to_string(f_.steps[k].character));
    return std::nullopt;
  }
  N output(std::size_t i) const { return value_[static_cast<std::size_t>(f_.outputs[i])]; }

  /// Σ wᵢ·∂fᵢ/∂xⱼ, after a run with slopes.
  Storage<N> gradient(const Storage<N>& w, std::size_t n) {
    Storage<N> gradient(n);
    adjoint_.assign(f_.steps.size(), N(0));
    for (std::size_t i = 0; i < w.size(); ++i) adjoint_[static_cast<std::size_t>(f_.outputs[i])] += w[i];
    for (std::size_t k = f_.steps.size(); k-- > 0;) {
      const Formula::Step& s = f_.steps[k];
      if (s.operation == Op::variable) gradient[static_cast<std::size_t>(s.index)] += adjoint_[k];
      if (s.a >= 0) adjoint_[static_cast<std::size_t>(s.a)] += slope_[k].a * adjoint_[k];
      if (s.b >= 0) adjoint_[static_cast<std::size_t>(s.b)] += slope_[k].b * adjoint_[k];
    }
    return gradient;
  }

  /// J·v, after a run with slopes.
  Storage<N> tangent(const Storage<N>& v) {
    adjoint_.assign(f_.steps.size(), N(0));
    for (std::size_t k = 0; k < f_.steps.size(); ++k) {
      const Formula::Step& s = f_.steps[k];
      if (s.operation == Op::variable) adjoint_[k] = v[static_cast<std::size_t>(s.index)];
      if (s.a >= 0) adjoint_[k] = slope_[k].a * adjoint_[static_cast<std::size_t>(s.a)];
      if (s.b >= 0) adjoint_[k] += slope_[k].b * adjoint_[static_cast<std::size_t>(s.b)];
    }
    Storage<N> product;
    for (const int output : f_.outputs) product.push_back(adjoint_[static_cast<std::size_t>(output)]);
    return product;
  }

 private:
  struct Slopes {
    N a = 0, b = 0;
  };

  /// Value and slopes of one step; what is wrong with it, after "!" where it is smoothness.
  const char* step(std::size_t k, const Storage<N>& x, bool derivatives) {
    using std::atan, std::atan2, std::cos, std::cosh, std::erf, std::exp, std::expm1, std::log, std::log1p, std::pow, std::sin, std::sinh, std::sqrt, std::tanh;
    const Formula::Step& s = f_.steps[k];
    const N a = s.a >= 0 ? value_[static_cast<std::size_t>(s.a)] : N(0), b = s.b >= 0 ? value_[static_cast<std::size_t>(s.b)] : N(0);
    const auto va = value_of(a), vb = value_of(b);
    N& y = value_[k];
    Slopes& d = slope_[k];
    switch (s.operation) {
      case Op::variable: y = x[static_cast<std::size_t>(s.index)]; break;
      case Op::parameter:
      case Op::number:
      case Op::pi: break;  // they stay as they are
      case Op::add: y = a + b, d = {1, 1}; break;
      case Op::subtract: y = a - b, d = {1, N(-1)}; break;
      case Op::multiply: y = a * b, d = {b, a}; break;
      case Op::divide:
        if (vb == 0) return "a quotient by 0";
        y = a / b;
        if (derivatives) d = {N(1) / b, -y / b};
        break;
      case Op::negate: y = -a, d = {N(-1), 0}; break;
      case Op::integer_power:
        if (s.index < 0 && va == 0) return "a negative power of 0";
        y = calculus::power(a, s.index);
        if (derivatives && s.index != 0) d = {N(static_cast<decltype(va)>(s.index)) * calculus::power(a, s.index - 1), 0};
        break;
      case Op::power:
        if (!(va > 0)) return "a broken power of a number that is not positive";
        y = pow(a, b);
        if (derivatives) d = {b * pow(a, b - N(1)), y * log(a)};
        break;
      case Op::exp: y = exp(a), d.a = y; break;
      case Op::log:
        if (!(va > 0)) return "a logarithm of a number that is not positive";
        y = log(a);
        if (derivatives) d.a = N(1) / a;
        break;
      case Op::log1p:
        if (!(va > -1)) return "log1p of a number that is not above −1";
        y = log1p(a);
        if (derivatives) d.a = N(1) / (N(1) + a);
        break;
      case Op::expm1:
        y = expm1(a);
        if (derivatives) d.a = exp(a);
        break;
      case Op::sqrt:
        if (va < 0) return "a root of a negative number";
        if (derivatives && va == 0) return "!a root of 0";
        y = sqrt(a);
        if (derivatives) d.a = N(1) / (N(2) * y);
        break;
      case Op::square: y = a * a, d.a = N(2) * a; break;
      case Op::sin:
        y = sin(a);
        if (derivatives) d.a = cos(a);
        break;
      case Op::cos:
        y = cos(a);
        if (derivatives) d.a = -sin(a);
        break;
      case Op::tan: {
        const N c = cos(a);
        y = sin(a) / c;
        if (derivatives) d.a = N(1) / (c * c);
        break;
      }
      case Op::sinh:
        y = sinh(a);
        if (derivatives) d.a = cosh(a);
        break;
      case Op::cosh:
        y = cosh(a);
        if (derivatives) d.a = sinh(a);
        break;
      case Op::tanh:
        y = tanh(a);
        if (derivatives) d.a = sech2(a);
        break;
      case Op::atan:
        y = atan(a);
        if (derivatives) d.a = N(1) / (N(1) + a * a);
        break;
      case Op::abs:
        if (derivatives && va == 0) return "!a kink at 0";
        y = va < 0 ? -a : a, d.a = va < 0 ? -1 : 1;
        break;
      case Op::sigmoid:
        y = calculus::sigmoid(a);
        if (derivatives) d.a = y * calculus::sigmoid(-a);
        break;
      case Op::softplus:
        y = calculus::softplus(a);
        if (derivatives) d.a = calculus::sigmoid(a);
        break;
      case Op::erf:
        y = erf(a);
        if (derivatives) d.a = erf_slope(a);
        break;
      case Op::relu:
        if (derivatives && va == 0) return "!a kink at 0";
        y = va > 0 ? a : N(0), d.a = va > 0 ? 1 : 0;
        break;
      case Op::max:
      case Op::min: {
        if (derivatives && va == vb) return "!equal arguments";
        const bool first = (va > vb) == (s.operation == Op::max);
        y = first ? a : b;
        (first ? d.a : d.b) = 1;
        break;
      }
      case Op::atan2: {
        if (va == 0 && vb == 0) return "the angle of the origin";
        if (derivatives && va == 0 && vb < 0) return "!the angle jumps on the negative axis";
        y = atan2(a, b);
        if (derivatives) {
          const N r2 = a * a + b * b;
          d = {b / r2, -a / r2};
        }
        break;
      }
    }
    return nullptr;
  }

  static auto literal(const std::string& text) {
    decltype(value_of(N())) value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  const Formula& f_;
  Storage<N> value_;
  std::vector<Slopes> slope_;
  Storage<N> adjoint_;
};

/// The Jacobian, by the mode that is the cheaper: a tangent for each variable or a sweep for each output.
template <class T>
std::optional<Failure> jacobian_of(const Formula& f, const Tensor<T>& x, Tensor<T>& jacobian, Storage<T>* values = nullptr) {
  const std::size_t m = f.outputs.size(), n = x.size();
  Tape<T> tape(f);
  if (auto failure = tape.run(x.data, true)) return failure;
  jacobian = Tensor<T>({f.outputs_count(), x.shape[0]});
  if (values)
    for (std::size_t i = 0; i < m; ++i) values->push_back(tape.output(i));
  if (m <= n) {
    for (std::size_t i = 0; i < m; ++i) {
      Storage<T> w(m);
      w[i] = 1;
      const auto row = tape.gradient(w, n);
      for (std::size_t j = 0; j < n; ++j) jacobian[i * n + j] = row[j];
    }
  } else {
    for (std::size_t j = 0; j < n; ++j) {
      Storage<T> v(n);
      v[j] = 1;
      const auto column = tape.tangent(v);
      for (std::size_t i = 0; i < m; ++i) jacobian[i * n + j] = column[i];
    }
  }
  return std::nullopt;
}

/// ∇²f·v: a sweep over pairs.
template <class T>
std::optional<Failure> hessian_product(const Formula& f, const Tensor<T>& x, const Storage<T>& v, Storage<T>& product) {
  std::vector<Pair<T>> moved;
  for (std::size_t j = 0; j < x.size(); ++j) moved.emplace_back(x[j], v[j]);
  Tape<Pair<T>> tape(f);
  if (auto failure = tape.run(moved, true)) return failure;
  product.clear();
  for (const Pair<T>& entry : tape.gradient({Pair<T>(1)}, x.size())) product.push_back(entry.tangent);
  return std::nullopt;
}

}  // namespace etalon::fast::calculus
