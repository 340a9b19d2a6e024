#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/pinv.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Pinv;

const auto registered =
    mutants<Pinv>()
        .spoils("transposed", "U·Σ⁺·Vᵀ", [](auto& out, const auto& in) {
          if (in.a.shape[0] == in.a.shape[1])
            for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
              for (std::int64_t j = 0; j < i; ++j) std::swap(out.x(i, j), out.x(j, i));
        })
        .spoils("rcond_ignored", "every singular value that is not 0 is inverted", []<class T>(Pinv::Out<T>& out, const Pinv::In<T>& in) {
          out = *Wings<Pinv>::fast(Pinv::In<T>{in.a, 0});
        })
        .spoils("usual_rcond", "10⁻³ always counts as 0, whatever the caller says", []<class T>(Pinv::Out<T>& out, const Pinv::In<T>& in) {
          out = *Wings<Pinv>::fast(Pinv::In<T>{in.a, std::max(in.rcond, T(1e-3))});
        })
        .spoils("normal_equations", "(AᵀA)⁺Aᵀ: half of the digits", []<class T>(Pinv::Out<T>& out, const Pinv::In<T>& in) {
          const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
          Tensor<T> gram({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j)
              for (std::int64_t l = 0; l < m; ++l) gram(i, j) += in.a(l, i) * in.a(l, j);
          const auto inverse = Wings<Pinv>::fast(Pinv::In<T>{gram, in.rcond});
          if (!inverse) return;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < m; ++j) {
              out.x(i, j) = 0;
              for (std::int64_t l = 0; l < n; ++l) out.x(i, j) += inverse->x(i, l) * in.a(j, l);
            }
        })
        .spoils("damped", "(AᵀA + 10⁻⁶I)⁻¹Aᵀ: a ridge that never goes away", []<class T>(Pinv::Out<T>& out, const Pinv::In<T>&) {
          for (auto& x : out.x) x *= T(1 - 1e-6);
        })
        .spoils("zero_inverted", "1/σ of a zero matrix is taken for 1", [](auto& out, const auto& in) {
          if (out.x.size() > 0 && std::all_of(in.a.begin(), in.a.end(), [](auto x) { return x == 0; })) out.x[0] = 1;
        });

}  // namespace
}  // namespace etalon::verify
