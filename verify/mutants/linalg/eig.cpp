#include <cmath>

#include "reference/contract/linalg/eig.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eig;

template <class T>
void copy_pair(Eig::Out<T>& out, std::int64_t from, std::int64_t to, std::int64_t n) {
  out.lambda_re[to] = out.lambda_re[from];
  out.lambda_im[to] = out.lambda_im[from];
  for (std::int64_t i = 0; i < n; ++i) out.v_re(i, to) = out.v_re(i, from), out.v_im(i, to) = out.v_im(i, from);
}

const auto registered =
    mutants<Eig>()
        .add("left_vectors", "row-major A passed as column-major: eigenvectors of Aᵀ",
             []<class T>(const Eig::In<T>& in) -> Result<Eig::Out<T>> {
               Eig::In<T> transposed = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j) transposed.a(i, j) = in.a(j, i);
               return Wings<Eig>::fast(transposed);
             })
        .spoils("vectors_in_rows", "V transposed", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < i; ++j) std::swap(out.v_re(i, j), out.v_re(j, i)), std::swap(out.v_im(i, j), out.v_im(j, i));
        })
        .spoils("duplicated_pair", "one eigenpair twice in place of another: an iteration without deflation", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          if (n > 1) copy_pair(out, 0, n - 1, n);
        })
        .spoils("real_parts_only", "imaginary parts are dropped", [](auto& out, const auto&) { for (auto& x : out.lambda_im) x = 0; })
        .spoils("conjugate_forgotten", "both vectors of a pair are the first", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t j = 0; j < n; ++j)
            if (out.lambda_im[j] < 0)
              for (std::int64_t i = 0; i < n; ++i) out.v_im(i, j) = -out.v_im(i, j);
        })
        .spoils("packed_pair", "LAPACK's packed real and imaginary columns taken as vectors", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t j = 0; j + 1 < n; ++j)
            if (out.lambda_im[j] != 0) {
              for (std::int64_t i = 0; i < n; ++i) out.v_re(i, j + 1) = out.v_im(i, j), out.v_im(i, j) = out.v_im(i, j + 1) = 0;
              ++j;
            }
        })
        .spoils("largest_entry_one", "vectors scaled to a largest entry of 1", []<class T>(Eig::Out<T>& out, const Eig::In<T>& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t j = 0; j < n; ++j) {
            T largest = 0;
            for (std::int64_t i = 0; i < n; ++i) largest = std::max(largest, std::hypot(out.v_re(i, j), out.v_im(i, j)));
            for (std::int64_t i = 0; i < n; ++i) out.v_re(i, j) /= largest, out.v_im(i, j) /= largest;
          }
        })
        .spoils("sorted_values", "the eigenvalues sorted, the vectors not", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = i + 1; j < n; ++j)
              if (out.lambda_re[j] < out.lambda_re[i]) std::swap(out.lambda_re[i], out.lambda_re[j]), std::swap(out.lambda_im[i], out.lambda_im[j]);
        })
        .add("symmetrized", "(A + Aᵀ)/2: a solver for symmetric matrices on any matrix",
             []<class T>(const Eig::In<T>& in) -> Result<Eig::Out<T>> {
               Eig::In<T> both = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j) both.a(i, j) = (in.a(i, j) + in.a(j, i)) / 2;
               return Wings<Eig>::fast(both);
             })
        .spoils("loose_deflation", "eigenvalues with half of the digits", []<class T>(Eig::Out<T>& out, const Eig::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
          for (auto& x : out.lambda_re) x = x * splitter - (x * splitter - x);
        });

}  // namespace
}  // namespace etalon::verify
