#include "reference/contract/linalg/nuclear_norm.hpp"
#include "verify/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::NuclearNorm;
using In = NuclearNorm::In<double>;

Interval norm_of(const Exact<NuclearNorm>& t, Matrix a) { return t.f({std::move(a)}).norm; }

const auto registered =
    laws<NuclearNorm>()
        .matrices({.blocks = false}, [](const Format&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the size of a block", [](const Format& f) { return In{draw::around_a_block(f)}; })
        .theorem("C2", "‖A‖₂ ≤ ‖A‖_F ≤ ‖A‖_* ≤ √k·‖A‖_F", [](Exact<NuclearNorm>& t) {
          const Interval norm = t.f(t.in).norm, frobenius = frobenius_norm(t.in.a), k = std::min(t.in.a.shape[0], t.in.a.shape[1]);
          t.at_most(largest(singular_values(t.in.a)), frobenius, "‖A‖₂ ≤ ‖A‖_F");
          t.at_most(frobenius, norm, "‖A‖_F ≤ ‖A‖_*");
          t.at_most(norm, sqrt(k) * frobenius, "‖A‖_* ≤ √k·‖A‖_F");
        })
        .theorem("C3", "‖Aᵀ‖_* = ‖A‖_*, ‖αA‖_* = |α|·‖A‖_*", [](Exact<NuclearNorm>& t) {
          const Interval norm = t.f(t.in).norm;
          t.equal(norm_of(t, transpose(t.in.a)), norm, "‖Aᵀ‖_*");
          t.equal(norm_of(t, scaled(t.in.a, Interval(-11) / 8)), Interval(11) / 8 * norm, "‖αA‖_*");
        })
        .theorem("C4", "‖AᵀA‖_* = tr AᵀA", [](Exact<NuclearNorm>& t) {
          t.equal(norm_of(t, multiply(transpose(t.in.a), t.in.a)), square(frobenius_norm(t.in.a)), "‖AᵀA‖_*");
        })
        .theorem("C5", "‖A + B‖_* ≤ ‖A‖_* + ‖B‖_*, |tr A| ≤ ‖A‖_*", [](Exact<NuclearNorm>& t) {
          const Matrix& a = t.in.a;
          const Matrix b = companion_to(a);
          t.at_most(norm_of(t, sum_of(a, b)), norm_of(t, a) + norm_of(t, b), "‖A + B‖_*");
          const Matrix square_block = block(a, std::min(a.shape[0], a.shape[1]), std::min(a.shape[0], a.shape[1]));
          Interval trace = 0;
          for (std::int64_t i = 0; i < square_block.shape[0]; ++i) trace += square_block(i, i);
          t.at_most(abs(trace), norm_of(t, square_block), "|tr A|");
        })
        .requirement("C6", "|ŝ − Σ σᵢ| ≤ c(u·σ₁ + η)", [](Trial<NuclearNorm>& t) {
          Precision guard(256);
          t.at_most(abs(t.out.norm - t.truth.norm), *NuclearNorm::c.at(t.sizes) * (t.u * largest(singular_values(t.in.a)) + t.eta), "|ŝ − Σ σᵢ|");
        });

}  // namespace
}  // namespace etalon::verify
