#include "reference/contract/linalg/frobenius_norm.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::FrobeniusNorm;
using contract::linalg::FrobeniusNormGradient;
using In = FrobeniusNorm::In<double>;

Interval norm_of(const Exact<FrobeniusNorm>& t, Matrix a) { return t.f({std::move(a)}).norm; }

const auto registered =
    laws<FrobeniusNorm>()
        .matrices({}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(extreme, "the largest numbers", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 3), draw.extent(1, 3)}, draw.format.max_exponent - 4, draw.format.max_exponent - 2)};
        })
        .inputs(edge, "subnormal", [](Draw& draw) {
          return In{draw.reals({draw.extent(1, 4), draw.extent(1, 4)}, draw.format.min_exponent - draw.format.precision, draw.format.min_exponent)};
        })
        .theorem("C2", "‖A‖_F² = tr AᵀA = Σ σᵢ²", [](Exact<FrobeniusNorm>& t) {
          const Matrix gram = multiply(transpose(t.in.a), t.in.a);
          Interval trace = 0;
          for (std::int64_t i = 0; i < gram.shape[0]; ++i) trace += gram(i, i);
          t.equal(square(t.f(t.in).norm), trace, "tr AᵀA");
          if (t.in.a.size() < 100) t.equal(t.f(t.in).norm, frobenius_norm(singular_values(t.in.a)), "√Σ σᵢ²");
        })
        .theorem("C3", "‖Aᵀ‖_F = ‖A‖_F, ‖αA‖_F = |α|·‖A‖_F", [](Exact<FrobeniusNorm>& t) {
          const Interval norm = t.f(t.in).norm;
          t.equal(norm_of(t, transpose(t.in.a)), norm, "‖Aᵀ‖_F");
          t.equal(norm_of(t, scaled(t.in.a, Interval(-11) / 8)), Interval(11) / 8 * norm, "‖αA‖_F");
        })
        .theorem("C4", "‖A + B‖_F ≤ ‖A‖_F + ‖B‖_F, ‖AB‖_F ≤ ‖A‖_F·‖B‖_F", [](Exact<FrobeniusNorm>& t) {
          const Matrix& a = t.in.a;
          const Matrix b = companion_to(a);
          t.at_most(norm_of(t, sum_of(a, b)), norm_of(t, a) + norm_of(t, b), "‖A + B‖_F");
          t.at_most(norm_of(t, multiply(a, transpose(b))), norm_of(t, a) * norm_of(t, b), "‖ABᵀ‖_F");
        })
        .theorem("C5", "max |a_ij| ≤ ‖A‖_F ≤ √(mn)·max |a_ij|", [](Exact<FrobeniusNorm>& t) {
          const Interval norm = t.f(t.in).norm;
          Interval top = 0;
          for (const Interval& x : t.in.a) top = max(top, abs(x));
          t.at_most(top, norm, "max |a_ij| ≤ ‖A‖_F");
          t.at_most(norm, sqrt(Interval(static_cast<std::int64_t>(t.in.a.size()))) * top, "‖A‖_F ≤ √(mn)·max |a_ij|");
        });

const auto registered_gradient =
    laws<FrobeniusNormGradient>()
        .leaves_out("around the sizes of blocks", "the budget of each of thousands of entries is a sweep of its own")
        .leaves_out("zero", "the kink: C2 refuses it")
        .leaves_out("integers of low rank", "some are 0: C2 refuses these")
        .inputs(core, "larger", [](Draw& draw) { return In{draw.reals({draw.extent(9, 12), draw.extent(9, 12)})}; })
        .refuses("C2", "the zero matrix", [](Draw& draw) { return In{Tensor<double>({draw.extent(1, 4), draw.extent(1, 4)})}; })
        .theorem("C3", "‖Ā‖_F = 1, ⟨Ā, A⟩ = ‖A‖_F", [](Exact<FrobeniusNormGradient>& t) {
          if (t.in.a.size() == 0) return;
          const Matrix gradient = t.f(t.in).grad_a;
          Interval along = 0;
          for (std::size_t i = 0; i < gradient.size(); ++i) along += gradient[i] * t.in.a[i];
          t.equal(frobenius_norm(gradient), 1, "‖Ā‖_F");
          t.equal(along, frobenius_norm(t.in.a), "⟨Ā, A⟩");
        })
        .theorem("C4", "αA has the gradient sgn(α)·Ā", [](Exact<FrobeniusNormGradient>& t) {
          const Matrix gradient = t.f(t.in).grad_a;
          t.equal(t.f({scaled(t.in.a, Interval(11) / 8)}).grad_a, gradient, "of 11/8·A");
          t.equal(t.f({scaled(t.in.a, Interval(-11) / 8)}).grad_a, scaled(gradient, -1), "of −11/8·A");
        });

}  // namespace
}  // namespace etalon::verify
