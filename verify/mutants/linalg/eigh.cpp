#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/eigh.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigh;

const auto registered =
    mutants<Eigh>()
        .spoils("rows", "the eigenvectors are the rows of q", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) std::swap(out.q(i, j), out.q(j, i));
        })
        .spoils("descending", "the largest eigenvalue first, as of singular values", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          std::reverse(out.lambda.begin(), out.lambda.end());
          for (std::int64_t i = 0; i < n; ++i) std::reverse(out.q.begin() + i * n, out.q.begin() + (i + 1) * n);
        })
        .spoils("sorted_values_only", "the eigenvalues are sorted, the vectors stay as they came", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          if (n > 1)
            for (std::int64_t i = 0; i < n; ++i) std::swap(out.q(i, 0), out.q(i, n - 1));
        })
        .add("upper_triangle", "the upper triangle is read",
             []<class T>(const Eigh::In<T>& in) -> Result<Eigh::Out<T>> {
               Eigh::In<T> other = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < i; ++j) std::swap(other.a(i, j), other.a(j, i));
               return Wings<Eigh>::fast(other);
             })
        .spoils("by_absolute_value", "singular values of A: the signs of the eigenvalues are lost", [](auto& out, const auto&) {
          for (auto& x : out.lambda) x = std::abs(x);
        })
        .spoils("close_vectors_not_orthogonalized", "inverse iteration for each eigenvalue alone: vectors of close ones are not orthogonal",
                []<class T>(Eigh::Out<T>& out, const Eigh::In<T>& in) {
                  const std::int64_t n = in.a.shape[0];
                  for (std::int64_t j = 1; j < n; ++j)
                    if (std::abs(out.lambda[j] - out.lambda[j - 1]) < T(1e-5) * std::abs(out.lambda[j]))
                      for (std::int64_t i = 0; i < n; ++i) out.q(i, j) = (3 * out.q(i, j) + 4 * out.q(i, j - 1)) / 5;
                })
        .spoils("not_normalized", "eigenvectors with a largest entry of 1", []<class T>(Eigh::Out<T>& out, const Eigh::In<T>& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t j = 0; j < n; ++j) {
            T largest = 0;
            for (std::int64_t i = 0; i < n; ++i) largest = std::max(largest, std::abs(out.q(i, j)));
            for (std::int64_t i = 0; i < n; ++i) out.q(i, j) /= largest;
          }
        })
        .spoils("half_precision", "vectors with half of the bits", []<class T>(Eigh::Out<T>& out, const Eigh::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
          for (auto& x : out.q) x = x * splitter - (x * splitter - x);
        });

}  // namespace
}  // namespace etalon::verify
