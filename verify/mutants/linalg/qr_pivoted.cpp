#include <algorithm>
#include <cmath>
#include <numeric>

#include "reference/contract/linalg/qr.hpp"
#include "reference/contract/linalg/qr_pivoted.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Qr;
using contract::linalg::QrPivoted;

/// QR of A with its columns in this order.
template <class T>
Result<QrPivoted::Out<T>> in_order(const Tensor<T>& a, const std::vector<std::int64_t>& p) {
  Tensor<T> ap = a;
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) ap(i, j) = a(i, p[j]);
  const auto out = Wings<Qr>::fast(Qr::In<T>{ap, 0});
  if (!out) return out.failure();
  return QrPivoted::Out<T>{out->q, out->r, Tensor<std::int64_t>({a.shape[1]}, p)};
}

template <class T>
std::vector<std::int64_t> numbers(const Tensor<T>& a) {
  std::vector<std::int64_t> p(a.shape[1]);
  std::iota(p.begin(), p.end(), 0);
  return p;
}

const auto registered =
    mutants<QrPivoted>()
        .add("no_pivoting", "columns stay where they are",
             []<class T>(const QrPivoted::In<T>& in) -> Result<QrPivoted::Out<T>> { return in_order(in.a, numbers(in.a)); })
        .add("sorted_once", "by the norms of A's columns; what is left of them is not looked at",
             []<class T>(const QrPivoted::In<T>& in) -> Result<QrPivoted::Out<T>> {
               auto p = numbers(in.a);
               std::vector<T> norm(p.size());
               for (std::size_t j = 0; j < p.size(); ++j)
                 for (std::int64_t i = 0; i < in.a.shape[0]; ++i) norm[j] = std::hypot(norm[j], in.a(i, j));
               std::stable_sort(p.begin(), p.end(), [&](auto i, auto j) { return norm[i] > norm[j]; });
               return in_order(in.a, p);
             })
        .add("smallest_first", "the column of which least is left",
             []<class T>(const QrPivoted::In<T>& in) -> Result<QrPivoted::Out<T>> {
               auto out = Wings<QrPivoted>::fast(in);
               if (!out) return out;
               std::vector<std::int64_t> p(out->p.data.rbegin(), out->p.data.rend());
               return in_order(in.a, p);
             })
        .spoils("inverse_permutation", "A = QRP instead of AP = QR", [](auto& out, const auto&) {
          const auto p = out.p;
          for (std::size_t j = 0; j < p.size(); ++j) out.p[p[j]] = static_cast<std::int64_t>(j);
        })
        .spoils("pivots_from_one", "Fortran's numbers of columns", [](auto& out, const auto&) { for (std::int64_t& j : out.p) ++j; });

}  // namespace
}  // namespace etalon::verify
