#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/pinv.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Pinv;

const auto registered =
    mutants<Pinv>()
        .add("transposed", "U·Σ⁺·Vᵀ",
             []<class T>(const Pinv::In<T>& in) -> Result<Pinv::Out<T>> {
               auto out = Wings<Pinv>::fast(in);
               if (out && in.a.shape[0] == in.a.shape[1])
                 for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                   for (std::int64_t j = 0; j < i; ++j) std::swap(out->x(i, j), out->x(j, i));
               return out;
             })
        .add("rcond_ignored", "every singular value that is not 0 is inverted",
             []<class T>(const Pinv::In<T>& in) -> Result<Pinv::Out<T>> {
               auto all = Wings<Pinv>::fast(in);
               return all ? Wings<Pinv>::fast(Pinv::In<T>{in.a, 0}) : all;
             })
        .add("usual_rcond", "10⁻³ always counts as 0, whatever the caller says",
             []<class T>(const Pinv::In<T>& in) -> Result<Pinv::Out<T>> {
               auto own = Wings<Pinv>::fast(in);
               return own ? Wings<Pinv>::fast(Pinv::In<T>{in.a, std::max(in.rcond, T(1e-3))}) : own;
             })
        .add("normal_equations", "(AᵀA)⁺Aᵀ: half of the digits",
             []<class T>(const Pinv::In<T>& in) -> Result<Pinv::Out<T>> {
               auto out = Wings<Pinv>::fast(in);
               if (!out) return out;
               const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
               Tensor<T> gram({n, n});
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < n; ++j)
                   for (std::int64_t l = 0; l < m; ++l) gram(i, j) += in.a(l, i) * in.a(l, j);
               const auto inverse = Wings<Pinv>::fast(Pinv::In<T>{gram, in.rcond});
               if (!inverse) return out;
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < m; ++j) {
                   out->x(i, j) = 0;
                   for (std::int64_t l = 0; l < n; ++l) out->x(i, j) += inverse->x(i, l) * in.a(j, l);
                 }
               return out;
             })
        .add("damped", "(AᵀA + 10⁻⁶I)⁻¹Aᵀ: a ridge that never goes away",
             []<class T>(const Pinv::In<T>& in) -> Result<Pinv::Out<T>> {
               auto out = Wings<Pinv>::fast(in);
               if (out)
                 for (T& x : out->x) x *= T(1 - 1e-6);
               return out;
             })
        .add("zero_inverted", "1/σ of a zero matrix is taken for 1",
             []<class T>(const Pinv::In<T>& in) -> Result<Pinv::Out<T>> {
               auto out = Wings<Pinv>::fast(in);
               if (out && !out->x.data.empty() && std::all_of(in.a.begin(), in.a.end(), [](T x) { return x == 0; })) out->x[0] = 1;
               return out;
             });

}  // namespace
}  // namespace etalon::verify
