#include "reference/contract/tensor/matvec.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Matvec;
using contract::tensor::MatvecVjp;

/// Rounded to 11 significant bits.
template <class T>
T in_half(T x) {
  const int shift = x == 0 || !std::isfinite(x) ? 0 : 10 - std::ilogb(x);
  return std::ldexp(std::nearbyint(std::ldexp(x, shift)), -shift);
}

const auto registered =
    mutants<Matvec>()
        .spoils("transposed", "Wᵀx where that fits", []<class T>(Matvec::Out<T>& out, const Matvec::In<T>& in) {
          (void)in;
          if (in.w.shape[0] != in.w.shape[1]) return;
          for (std::int64_t i = 0; i < in.w.shape[0]; ++i) {
            out.y[i] = 0;
            for (std::int64_t j = 0; j < in.w.shape[0]; ++j) out.y[i] += in.w(j, i) * in.x[j];
          }
        })
        .spoils("skips_the_last", "a loop that stops one short", []<class T>(Matvec::Out<T>& out, const Matvec::In<T>& in) {
          (void)in;
          const std::int64_t n = in.w.shape[1];
          for (std::int64_t i = 0; n > 1 && i < in.w.shape[0]; ++i) out.y[i] -= in.w(i, n - 1) * in.x[n - 1];
        })
        .spoils("in_half", "sums of 11 bits", []<class T>(Matvec::Out<T>& out, const Matvec::In<T>& in) {
          (void)in;
          for (auto& y : out.y) y = in_half(y);
        });

const auto registered_vjp =
    mutants<MatvecVjp>()
        .spoils("rows", "x̄ by rows of W where that fits", []<class T>(MatvecVjp::Out<T>& out, const MatvecVjp::In<T>& in) {
          (void)in;
          if (in.w.shape[0] != in.w.shape[1]) return;
          for (std::int64_t j = 0; j < in.w.shape[1]; ++j) {
            out.grad_x[j] = 0;
            for (std::int64_t i = 0; i < in.w.shape[0]; ++i) out.grad_x[j] += in.w(j, i) * in.cotangent.y[i];
          }
        })
        .spoils("without_cotangent", "x in every row of W̄", []<class T>(MatvecVjp::Out<T>& out, const MatvecVjp::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < in.w.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.w.shape[1]; ++j) out.grad_w(i, j) = in.x[j];
        })
        .spoils("sign", "x̄ with the other sign", []<class T>(MatvecVjp::Out<T>& out, const MatvecVjp::In<T>& in) {
          (void)in;
          for (auto& x : out.grad_x) x = -x;
        });

}  // namespace
}  // namespace etalon::verify
