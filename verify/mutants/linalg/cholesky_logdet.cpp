#include <cmath>

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/contract/linalg/cholesky_logdet.hpp"
#include "reference/contract/linalg/slogdet.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Cholesky;
using contract::linalg::CholeskyLogdet;
using contract::linalg::CholeskyLogdetGradient;
using contract::linalg::Slogdet;

const auto registered =
    mutants<CholeskyLogdet>()
        .spoils("half", "Σ log l_jj: the 2 is missing", [](auto& out, const auto&) { out.logdet /= 2; })
        .add("log_of_product", "the logarithm of a product that overflows",
             []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
               const auto f = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
               if (!f) return f.failure();
               T product = 1;
               for (std::int64_t j = 0; j < in.a.shape[0]; ++j) product *= f->l(j, j) * f->l(j, j);
               return CholeskyLogdet::Out<T>{std::log(product)};
             })
        .add("absolute", "log|det A| by LU: an indefinite matrix has one too",
             []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
               const auto out = Wings<Slogdet>::fast(Slogdet::In<T>{in.a});
               if (!out) return out.failure();
               return CholeskyLogdet::Out<T>{out->logabsdet};
             })
        .add("jitter", "10⁻⁶ on the diagonal, to be safe",
             []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
               CholeskyLogdet::In<T> safe = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) safe.a(i, i) += T(1e-6);
               return Wings<CholeskyLogdet>::fast(safe);
             })
        .add("epsilon_inside", "log(l_jj + 10⁻⁸)",
             []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
               const auto f = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
               if (!f) return f.failure();
               T sum = 0;
               for (std::int64_t j = 0; j < in.a.shape[0]; ++j) sum += std::log(f->l(j, j) + T(1e-8));
               return CholeskyLogdet::Out<T>{2 * sum};
             });

const auto registered_gradient =
    mutants<CholeskyLogdetGradient>()
        .spoils("inverse", "A⁻¹, symmetric: another convention", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_a(j, i) = out.grad_a(i, j) /= 2;
        })
        .spoils("not_doubled", "the lower triangle of A⁻¹: an entry stands for two", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_a(i, j) /= 2;
        })
        .spoils("of_the_factor", "that of log det L, one half", [](auto& out, const auto&) { for (auto& g : out.grad_a) g /= 2; })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.grad_a); });

}  // namespace
}  // namespace etalon::verify
