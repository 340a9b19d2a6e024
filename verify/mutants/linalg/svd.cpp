#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/svd.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Svd;

const auto registered =
    mutants<Svd>()
        .spoils("v_not_transposed", "the right singular vectors by columns", [](auto& out, const auto&) {
          if (out.vt.shape[0] == out.vt.shape[1])
            for (std::int64_t i = 0; i < out.vt.shape[0]; ++i)
              for (std::int64_t j = 0; j < i; ++j) std::swap(out.vt(i, j), out.vt(j, i));
        })
        .spoils("signs_apart", "U and V are made positive each for itself", [](auto& out, const auto&) {
          for (std::int64_t j = 0; j < out.u.shape[1]; ++j)
            if (out.u.shape[0] > 0 && out.u(0, j) < 0)
              for (std::int64_t i = 0; i < out.u.shape[0]; ++i) out.u(i, j) = -out.u(i, j);
        })
        .spoils("ascending", "singular values in the order of eigenvalues", [](auto& out, const auto&) { std::reverse(out.sigma.begin(), out.sigma.end()); })
        .spoils("u_divided_by_zero", "uᵢ = Avᵢ/σᵢ without a basis where σᵢ = 0: columns of zeros", []<class T>(Svd::Out<T>& out, const Svd::In<T>& in) {
          for (std::int64_t j = 0; j < static_cast<std::int64_t>(out.sigma.size()); ++j)
            for (std::int64_t i = 0; i < out.u.shape[0]; ++i) {
              T sum = 0;
              for (std::int64_t l = 0; l < in.a.shape[1]; ++l) sum += in.a(i, l) * out.vt(j, l);
              out.u(i, j) = out.sigma[j] > 0 ? sum / out.sigma[j] : 0;
            }
        })
        .spoils("full_padded_by_zeros", "what `full` adds is left 0", [](auto& out, const auto&) {
          const auto k = static_cast<std::int64_t>(out.sigma.size());
          for (std::int64_t i = 0; i < out.u.shape[0]; ++i)
            for (std::int64_t j = k; j < out.u.shape[1]; ++j) out.u(i, j) = 0;
        })
        .spoils("squared", "the eigenvalues of AᵀA, their roots forgotten", [](auto& out, const auto&) { for (auto& s : out.sigma) s *= s; })
        .spoils("truncated", "singular values below 10⁻³ of the first are called 0", []<class T>(Svd::Out<T>& out, const Svd::In<T>&) {
          for (auto& s : out.sigma)
            if (s < T(1e-3) * out.sigma[0]) s = 0;
        })
        .spoils("half_precision", "vectors with half of the bits", []<class T>(Svd::Out<T>& out, const Svd::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
          for (Tensor<T>* x : {&out.u, &out.vt})
            for (auto& entry : *x) entry = entry * splitter - (entry * splitter - entry);
        });

}  // namespace
}  // namespace etalon::verify
