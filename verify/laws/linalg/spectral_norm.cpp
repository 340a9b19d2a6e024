#include "reference/contract/linalg/spectral_norm.hpp"
#include "verify/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralNorm;
using In = SpectralNorm::In<double>;

Interval norm_of(const Exact<SpectralNorm>& t, Matrix a) { return t.f({std::move(a)}).norm; }

const auto registered =
    laws<SpectralNorm>()
        .matrices({.blocks = false}, [](const Format&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the size of a block", [](const Format& f) { return In{draw::around_a_block(f)}; })
        .theorem("C2", "max |a_ij| ≤ ‖A‖₂ ≤ ‖A‖_F ≤ √k·‖A‖₂", [](Exact<SpectralNorm>& t) {
          const Interval norm = t.f(t.in).norm, frobenius = frobenius_norm(t.in.a), k = std::min(t.in.a.shape[0], t.in.a.shape[1]);
          for (const Interval& x : t.in.a) t.at_most(abs(x), norm, "|a_ij| ≤ ‖A‖₂");
          t.at_most(norm, frobenius, "‖A‖₂ ≤ ‖A‖_F");
          t.at_most(frobenius, sqrt(k) * norm, "‖A‖_F ≤ √k·‖A‖₂");
        })
        .theorem("C3", "‖Aᵀ‖₂ = ‖A‖₂, ‖αA‖₂ = |α|·‖A‖₂", [](Exact<SpectralNorm>& t) {
          const Interval norm = t.f(t.in).norm;
          t.equal(norm_of(t, transpose(t.in.a)), norm, "‖Aᵀ‖₂");
          t.equal(norm_of(t, scaled(t.in.a, Interval(-11) / 8)), Interval(11) / 8 * norm, "‖αA‖₂");
        })
        .theorem("C4", "‖AᵀA‖₂ = ‖A‖₂²", [](Exact<SpectralNorm>& t) {
          t.equal(norm_of(t, multiply(transpose(t.in.a), t.in.a)), square(t.f(t.in).norm), "‖AᵀA‖₂");
        })
        .theorem("C5", "‖A + B‖₂ ≤ ‖A‖₂ + ‖B‖₂, ‖AB‖₂ ≤ ‖A‖₂·‖B‖₂", [](Exact<SpectralNorm>& t) {
          const Matrix& a = t.in.a;
          const Matrix b = companion_to(a);
          t.at_most(norm_of(t, sum_of(a, b)), norm_of(t, a) + norm_of(t, b), "‖A + B‖₂");
          t.at_most(norm_of(t, multiply(a, transpose(b))), norm_of(t, a) * norm_of(t, b), "‖ABᵀ‖₂");
        })
        .requirement("C6", "|ŝ − σ₁| ≤ c(u·σ₁ + η)", [](Trial<SpectralNorm>& t) {
          t.at_most(abs(t.out.norm - t.truth.norm), *SpectralNorm::c.at(t.sizes) * (t.u * t.truth.norm + t.eta), "|ŝ − σ₁|");
        });

}  // namespace
}  // namespace etalon::verify
