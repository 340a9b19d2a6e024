#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/eigvals.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigvals;

template <class T, class F>
Result<Eigvals::Out<T>> changed(const Eigvals::In<T>& in, F change) {
  auto out = Wings<Eigvals>::fast(in);
  if (out) change(*out, in.a.shape[0]);
  return out;
}

const auto registered =
    mutants<Eigvals>()
        .add("duplicated", "one eigenvalue twice in place of another",
             []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
               return changed(in, [](auto& out, std::int64_t n) {
                 if (n > 1) out.lambda_re[n - 1] = out.lambda_re[0], out.lambda_im[n - 1] = out.lambda_im[0];
               });
             })
        .add("two_steps_of_qr", "the diagonal after a few steps without shifts",
             []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
               const std::int64_t n = in.a.shape[0];
               Tensor<T> a = in.a;
               return changed(in, [&](auto& out, std::int64_t) {
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
               });
             })
        .add("pair_of_one_sign", "both imaginary parts of a pair are positive",
             []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
               return changed(in, [](auto& out, std::int64_t) {
                 for (T& x : out.lambda_im) x = std::abs(x);
               });
             })
        .add("moduli", "|λ| for λ: singular values of a normal matrix",
             []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
               return changed(in, [](auto& out, std::int64_t n) {
                 for (std::int64_t i = 0; i < n; ++i) out.lambda_re[i] = std::hypot(out.lambda_re[i], out.lambda_im[i]), out.lambda_im[i] = 0;
               });
             })
        .add("diagonal", "the diagonal of A, as for a triangular matrix",
             []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
               return changed(in, [&](auto& out, std::int64_t n) {
                 for (std::int64_t i = 0; i < n; ++i) out.lambda_re[i] = in.a(i, i), out.lambda_im[i] = 0;
               });
             })
        .add("tiny_is_zero", "what is below 10⁻⁸ of the largest is called 0", []<class T>(const Eigvals::In<T>& in) -> Result<Eigvals::Out<T>> {
          return changed(in, [](auto& out, std::int64_t n) {
            T largest = 0;
            for (std::int64_t i = 0; i < n; ++i) largest = std::max(largest, std::hypot(out.lambda_re[i], out.lambda_im[i]));
            for (std::int64_t i = 0; i < n; ++i)
              if (std::hypot(out.lambda_re[i], out.lambda_im[i]) < T(1e-8) * largest) out.lambda_re[i] = out.lambda_im[i] = 0;
          });
        });

}  // namespace
}  // namespace etalon::verify
