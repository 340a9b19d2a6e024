#pragma once
#include "fast/optimization/pairs.hpp"
#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/contract/linalg/lu_solve.hpp"

/// Quadratic models gᵀp + ½pᵀHp, and Newton's step to where they are stationary.
namespace etalon::fast::optimization {

/// The symmetric matrix of this lower triangle.
template <class T>
Tensor<T> mirrored(Tensor<T> h) {
  for (std::int64_t i = 0; i < h.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < h.shape[0]; ++j) h(i, j) = h(j, i);
  return h;
}

/// b as a matrix of one column, times a factor of ±1.
template <class T>
Tensor<T> as_column(const Tensor<T>& b, T factor = 1) {
  return Tensor<T>({b.shape[0], 1}, map(b, [&](T entry) { return factor * entry; }).data);
}

/// p with Hp = −g, H positive definite: by linalg.cholesky_solve, with its clause C2.
template <class T>
Result<Tensor<T>> definite_step(const Tensor<T>& h, const Tensor<T>& g) {
  using contract::linalg::CholeskySolve;
  const auto solved = Wings<CholeskySolve>::fast(CholeskySolve::In<T>{h, as_column(g, T(-1))});
  if (!solved) return solved.failure();
  return Tensor<T>(g.shape, solved->x.data);
}

/// The same of any H that is not singular, by its lower triangle: linalg.lu_solve, with its clause C2.
template <class T>
Result<Tensor<T>> nonsingular_step(const Tensor<T>& h, const Tensor<T>& g) {
  using contract::linalg::LuSolve;
  const auto solved = Wings<LuSolve>::fast(LuSolve::In<T>{mirrored(h), as_column(g, T(-1))});
  if (!solved) return solved.failure();
  return Tensor<T>(g.shape, solved->x.data);
}

/// The model in units in which the largest entries of g and of H are near 1: p is 2^exponent times what is found there, and radii
/// are measured so. No product of a few of its numbers leaves the range; H takes an even power, so that Cholesky's roots round as before.
template <class T>
struct UnitModel {
  Tensor<T> g, h;
  int g_exponent = 0, exponent = 0;

  UnitModel(const Tensor<T>& gradient, const Tensor<T>& hessian) {
    auto [unit_g, e_g] = scaled(gradient);
    h = mirrored(hessian);
    const int e_h = scaled(h).exponent / 2 * 2;
    for (T& entry : h) entry = std::ldexp(entry, -e_h);
    g = std::move(unit_g);
    g_exponent = e_g, exponent = e_g - e_h;
  }
  T in_units(T radius) const { return std::ldexp(radius, -exponent); }
  Tensor<T> back(const Tensor<T>& p) const {
    return map(p, [&](T entry) { return std::ldexp(entry, exponent); });
  }
};

/// ‖x‖, without overflow on the way.
template <class T>
T norm(const Tensor<T>& x) {
  const auto [unit, exponent] = scaled(x);
  return std::ldexp(std::sqrt(dot(unit, unit)), exponent);
}
template <class T>
Tensor<T> plus(Tensor<T> x, T factor, const Tensor<T>& y) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += factor * y[i];
  return x;
}

/// t ≥ 0 with ‖z + td‖ = radius, for ‖z‖ ≤ radius and zᵀd ≥ 0: the quadratic equation without cancellation.
template <class T>
T to_boundary(const Tensor<T>& z, const Tensor<T>& d, T radius) {
  const auto [unit, exponent] = scaled(d);
  const T length = norm(z), a = dot(unit, unit), b = dot(z, unit), missing = (radius - length) * (radius + length);
  return std::ldexp(missing / (b + std::sqrt(b * b + a * missing)), -exponent);
}

}  // namespace etalon::fast::optimization
