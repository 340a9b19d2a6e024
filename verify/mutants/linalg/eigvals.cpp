#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/eigvals.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigvals;

const auto registered =
    mutants<Eigvals>()
        .spoils("duplicated", "one eigenvalue twice in place of another", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          if (n > 1) out.lambda_re[n - 1] = out.lambda_re[0], out.lambda_im[n - 1] = out.lambda_im[0];
        })
        .spoils("two_steps_of_qr", "the diagonal after a few steps without shifts", []<class T>(Eigvals::Out<T>& out, const Eigvals::In<T>& in) {
          const std::int64_t n = in.a.shape[0];
          Tensor<T> a = in.a;
          for (int step = 0; step < 2; ++step)  // the R of Gram and Schmidt, and RQ
            for (std::int64_t i = 0; i + 1 < n; ++i) {
              const T r = std::hypot(a(i, i), a(i + 1, i));
              if (!(r > 0) || !std::isfinite(r)) continue;
              const T c = a(i, i) / r, s = a(i + 1, i) / r;
              for (std::int64_t j = 0; j < n; ++j) {
                const T x = a(i, j), y = a(i + 1, j);
                a(i, j) = c * x + s * y, a(i + 1, j) = c * y - s * x;
              }
              for (std::int64_t j = 0; j < n; ++j) {
                const T x = a(j, i), y = a(j, i + 1);
                a(j, i) = c * x + s * y, a(j, i + 1) = c * y - s * x;
              }
            }
          for (std::int64_t i = 0; i < n; ++i) out.lambda_re[i] = a(i, i), out.lambda_im[i] = 0;
        })
        .spoils("pair_of_one_sign", "both imaginary parts of a pair are positive", [](auto& out, const auto&) { for (auto& x : out.lambda_im) x = std::abs(x); })
        .spoils("moduli", "|λ| for λ: singular values of a normal matrix", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t i = 0; i < n; ++i) out.lambda_re[i] = std::hypot(out.lambda_re[i], out.lambda_im[i]), out.lambda_im[i] = 0;
        })
        .spoils("diagonal", "the diagonal of A, as for a triangular matrix", [](auto& out, const auto& in) {
          const std::int64_t n = in.a.shape[0];
          for (std::int64_t i = 0; i < n; ++i) out.lambda_re[i] = in.a(i, i), out.lambda_im[i] = 0;
        })
        .spoils("tiny_is_zero", "what is below 10⁻⁸ of the largest is called 0", []<class T>(Eigvals::Out<T>& out, const Eigvals::In<T>& in) {
          const std::int64_t n = in.a.shape[0];
          T largest = 0;
          for (std::int64_t i = 0; i < n; ++i) largest = std::max(largest, std::hypot(out.lambda_re[i], out.lambda_im[i]));
          for (std::int64_t i = 0; i < n; ++i)
            if (std::hypot(out.lambda_re[i], out.lambda_im[i]) < T(1e-8) * largest) out.lambda_re[i] = out.lambda_im[i] = 0;
        });

}  // namespace
}  // namespace etalon::verify
