#include "reference/contract/optimization/lbfgs_direction.hpp"

#include <vector>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::LbfgsDirection;
using Variant = LbfgsDirection::Variant;

struct Bug {
  bool same_order = false;      ///< the second loop from the newest pair, too
  int sign = -1;                ///< of β in α − β
  bool oldest = false;          ///< γ from the oldest pair
  bool inverted = false;        ///< γ = yᵀy/sᵀy
  bool unscaled = false;        ///< γ = 1
};

template <class T>
Result<LbfgsDirection::Out<T>> loops(const LbfgsDirection::In<T>& in, Variant variant, const Bug& bug) {
  auto out = Wings<LbfgsDirection>::fast(in, variant);
  const std::int64_t n = in.g.shape[0], m = in.s.shape[0];
  if (!out) return out;
  const auto dot = [&](const Tensor<T>& a, std::int64_t i, const Tensor<T>& b, std::int64_t k) {
    T sum = 0;
    for (std::int64_t j = 0; j < n; ++j) sum += a[i * n + j] * b[k * n + j];
    return sum;
  };
  Tensor<T> q = in.g;
  std::vector<T> alpha(m);
  for (std::int64_t i = m; i-- > 0;) {
    alpha[i] = dot(in.s, i, q, 0) / dot(in.s, i, in.y, i);
    for (std::int64_t j = 0; j < n; ++j) q[j] -= alpha[i] * in.y(i, j);
  }
  if (m > 0 && variant == Variant::scaled && !bug.unscaled) {
    const std::int64_t k = bug.oldest ? 0 : m - 1;
    const T gamma = dot(in.s, k, in.y, k) / dot(in.y, k, in.y, k);
    for (T& entry : q) entry *= bug.inverted ? 1 / gamma : gamma;
  }
  for (std::int64_t step = 0; step < m; ++step) {
    const std::int64_t i = bug.same_order ? m - 1 - step : step;
    const T along = alpha[i] + static_cast<T>(bug.sign) * dot(in.y, i, q, 0) / dot(in.s, i, in.y, i);
    for (std::int64_t j = 0; j < n; ++j) q[j] += in.s(i, j) * along;
  }
  for (std::int64_t j = 0; j < n; ++j) out->d[j] = -q[j];
  return out;
}

const auto registered =
    mutants<LbfgsDirection>()
        .add("same_order", "both loops from the newest pair to the oldest",
             []<class T>(const LbfgsDirection::In<T>& in, Variant variant) -> Result<LbfgsDirection::Out<T>> { return loops(in, variant, {.same_order = true}); })
        .add("secant_sign", "α + β",
             []<class T>(const LbfgsDirection::In<T>& in, Variant variant) -> Result<LbfgsDirection::Out<T>> { return loops(in, variant, {.sign = 1}); })
        .add("oldest_gamma", "γ from the oldest pair",
             []<class T>(const LbfgsDirection::In<T>& in, Variant variant) -> Result<LbfgsDirection::Out<T>> { return loops(in, variant, {.oldest = true}); })
        .add("inverted_gamma", "γ = yᵀy/sᵀy, the scale of the Hessian",
             []<class T>(const LbfgsDirection::In<T>& in, Variant variant) -> Result<LbfgsDirection::Out<T>> { return loops(in, variant, {.inverted = true}); })
        .add("unscaled", "γ = 1 under the name of the scaled one",
             []<class T>(const LbfgsDirection::In<T>& in, Variant variant) -> Result<LbfgsDirection::Out<T>> { return loops(in, variant, {.unscaled = true}); })
        .spoils("uphill", "Hg", [](auto& out, const auto&) {
          for (auto& entry : out.d) entry = -entry;
        })
        .spoils("steepest_descent", "−g: the pairs are not used", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.g.size(); ++i) out.d[i] = -in.g[i];
        });

}  // namespace
}  // namespace etalon::verify
