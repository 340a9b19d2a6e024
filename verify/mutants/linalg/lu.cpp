#include <cmath>
#include <numeric>

#include "reference/contract/linalg/lu.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Lu;

/// Elimination as the book has it, with the pivot that `choose` takes of what remains of column k.
template <class T, class Choose>
Result<Lu::Out<T>> eliminated(const Tensor<T>& given, Choose choose) {
  for (const T x : given)
    if (!std::isfinite(x)) return domain("C1", "not finite");
  Tensor<T> a = given;
  const std::int64_t m = a.shape[0], n = a.shape[1], k = std::min(m, n);
  Lu::Out<T> out{Tensor<std::int64_t>({m}), Tensor<T>({m, k}), Tensor<T>({k, n})};
  std::iota(out.p.begin(), out.p.end(), 0);
  for (std::int64_t r = 0; r < k; ++r) {
    const std::int64_t pivot = choose(a, r);
    for (std::int64_t j = 0; j < n; ++j) std::swap(a(r, j), a(pivot, j));
    std::swap(out.p[r], out.p[pivot]);
    for (std::int64_t i = r + 1; i < m && a(r, r) != 0; ++i) {
      a(i, r) /= a(r, r);
      for (std::int64_t j = r + 1; j < n; ++j) a(i, j) -= a(i, r) * a(r, j);
    }
  }
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      if (i <= j && i < k) out.u(i, j) = a(i, j);
      else if (j < k) out.l(i, j) = a(i, j);
  for (std::int64_t i = 0; i < k; ++i) out.l(i, i) = 1;
  return out;
}

const auto registered =
    mutants<Lu>()
        .add("no_pivoting", "rows stay where they are",
             []<class T>(const Lu::In<T>& in) -> Result<Lu::Out<T>> {
               return eliminated(in.a, [](const Tensor<T>&, std::int64_t r) { return r; });
             })
        .add("pivot_if_zero", "rows are swapped only where the pivot is 0",
             []<class T>(const Lu::In<T>& in) -> Result<Lu::Out<T>> {
               return eliminated(in.a, [](const Tensor<T>& a, std::int64_t r) {
                 std::int64_t i = r;
                 while (i + 1 < a.shape[0] && a(i, r) == 0) ++i;
                 return a(i, r) == 0 ? r : i;
               });
             })
        .add("largest_signed", "the largest pivot, not the largest in magnitude",
             []<class T>(const Lu::In<T>& in) -> Result<Lu::Out<T>> {
               return eliminated(in.a, [](const Tensor<T>& a, std::int64_t r) {
                 std::int64_t best = r;
                 for (std::int64_t i = r; i < a.shape[0]; ++i)
                   if (a(i, r) > a(best, r)) best = i;
                 return best;
               });
             })
        .spoils("inverse_permutation", "A = PLU instead of PA = LU", [](auto& out, const auto&) {
          const auto p = out.p;
          for (std::size_t i = 0; i < p.size(); ++i) out.p[p[i]] = static_cast<std::int64_t>(i);
        })
        .spoils("pivots_from_one", "Fortran's numbers of rows", [](auto& out, const auto&) { for (std::int64_t& i : out.p) ++i; })
        .spoils("swaps", "the swaps in their order, as getrf has them, instead of the permutation they make", [](auto& out, const auto&) {
          // swap k brings the row that ends up at k from where it is by then
          std::vector<std::int64_t> now(out.p.size());
          std::iota(now.begin(), now.end(), 0);
          auto swaps = out.p;
          for (std::size_t k = 0; k < now.size(); ++k) {
            std::size_t at = k;
            while (now[at] != out.p[k]) ++at;
            swaps[k] = static_cast<std::int64_t>(at);
            std::swap(now[k], now[at]);
          }
          out.p = swaps;
        })
        .spoils("both_in_u", "L is left below the diagonal of U", [](auto& out, const auto&) {
          for (std::int64_t i = 0; i < out.u.shape[0]; ++i)
            for (std::int64_t j = 0; j < std::min(i, out.u.shape[1]); ++j) out.u(i, j) = out.l(i, j);
        })
        .add("refuses_singular", "a zero pivot is an error",
             []<class T>(const Lu::In<T>& in) -> Result<Lu::Out<T>> {
               auto out = Wings<Lu>::fast(in);
               if (out)
                 for (std::int64_t k = 0; k < out->u.shape[0]; ++k)
                   if (out->u(k, k) == 0) return Failure{"", "singular"};
               return out;
             })
        .spoils("rows_of_l_stay", "the rows of L are not swapped with those of A", [](auto& out, const auto&) {
          if (out.l.shape[0] > 1)
            for (std::int64_t k = 1; k < out.l.shape[0]; ++k)
              if (out.p[k] != k && out.p[k] > k && k + 1 < out.l.shape[0]) {
                for (std::int64_t j = 0; j < std::min(k, out.l.shape[1]); ++j) std::swap(out.l(k, j), out.l(k + 1, j));
                break;
              }
        });

}  // namespace
}  // namespace etalon::verify
