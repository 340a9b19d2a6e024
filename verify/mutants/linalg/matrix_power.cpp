#include <cmath>
#include <cstdlib>

#include "reference/contract/linalg/eig.hpp"
#include "reference/contract/linalg/matrix_power.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixPower;
using contract::linalg::MatrixPowerVjp;

const auto registered =
    mutants<MatrixPower>()
        .spoils("entrywise", "a_ijᵖ: the ** of arrays", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.a.size(); ++i) out.power[i] = static_cast<std::decay_t<decltype(out.power[i])>>(std::pow(in.a[i], in.exponent));
        })
        .add("one_factor_short", "p − 1 factors",
             []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
               return Wings<MatrixPower>::fast(MatrixPower::In<T>{in.a, in.exponent > 0 ? in.exponent - 1 : in.exponent});
             })
        .add("sign_ignored", "|p| for p",
             []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
               return Wings<MatrixPower>::fast(MatrixPower::In<T>{in.a, std::abs(in.exponent)});
             })
        .spoils("zeros_for_zero", "A⁰ is 0: the accumulator starts empty", [](auto& out, const auto& in) {
          if (in.exponent == 0)
            for (auto& x : out.power) x = 0;
        })
        .add("pseudo_inverse", "singular matrices get a ridge of 10⁻¹⁰, and so an inverse",
             []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
               MatrixPower::In<T> ridge = in;
               for (std::int64_t i = 0; in.exponent < 0 && i < in.a.shape[0]; ++i) ridge.a(i, i) += T(1e-10);
               return Wings<MatrixPower>::fast(ridge);
             })
        .add("eigendecomposition", "V·Λᵖ·V⁻¹ for any matrix, the real part taken: wrong where A is defective",
             []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
               auto out = Wings<MatrixPower>::fast(in);
               const std::int64_t n = in.a.shape[0];
               if (!out || n != 2 || in.exponent < 2) return out;
               const auto e = Wings<contract::linalg::Eig>::fast(contract::linalg::Eig::In<T>{in.a});
               if (!e || e->lambda_im[0] != 0) return out;
               const T p = static_cast<T>(in.exponent), x = std::pow(e->lambda_re[0], p), y = std::pow(e->lambda_re[1], p);
               const auto& v = e->v_re;
               const T det = v(0, 0) * v(1, 1) - v(0, 1) * v(1, 0);
               out->power(0, 0) = (v(0, 0) * x * v(1, 1) - v(0, 1) * y * v(1, 0)) / det;
               out->power(0, 1) = v(0, 0) * v(0, 1) * (y - x) / det;
               out->power(1, 0) = v(1, 0) * v(1, 1) * (x - y) / det;
               out->power(1, 1) = (v(0, 0) * y * v(1, 1) - v(0, 1) * x * v(1, 0)) / det;
               return out;
             })
        .spoils("transposed", "(Aᵀ)ᵖ: rows and columns of the BLAS exchanged once too often",
                [](auto& out, const auto& in) { transpose_square(out.power, in.a.shape[0]); });

const auto registered_vjp =
    mutants<MatrixPowerVjp>()
        .add("as_if_it_commuted", "p·(Aᵀ)ᵖ⁻¹P̄, as of a number",
             []<class T>(const MatrixPowerVjp::In<T>& in) -> Result<MatrixPowerVjp::Out<T>> {
               auto out = Wings<MatrixPowerVjp>::fast(in);
               if (!out || in.exponent < 1) return out;
               const auto power = Wings<MatrixPower>::fast(MatrixPower::In<T>{in.a, in.exponent - 1});
               const std::int64_t n = in.a.shape[0];
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < n; ++j) {
                   T sum = 0;
                   for (std::int64_t k = 0; k < n; ++k) sum += power->power(k, i) * in.cotangent.power(k, j);
                   out->grad_a(i, j) = static_cast<T>(in.exponent) * sum;
                 }
               return out;
             })
        .spoils("transposed", "A for Aᵀ, and P̄ᵀ for P̄", [](auto& out, const auto& in) { transpose_square(out.grad_a, in.a.shape[0]); })
        .spoils("sign_of_the_inverse", "for p < 0 without the sign of d(A⁻¹)", [](auto& out, const auto& in) {
          if (in.exponent < 0)
            for (auto& g : out.grad_a) g = -g;
        })
        .spoils("identity_for_zero", "P̄ for p = 0", [](auto& out, const auto& in) {
          if (in.exponent == 0) out.grad_a = in.cotangent.power;
        });

}  // namespace
}  // namespace etalon::verify
