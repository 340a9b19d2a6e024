#include "reference/contract/tensor/outer.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Outer;
using contract::tensor::OuterVjp;

/// Rounded to 11 significant bits.
template <class T>
T in_half(T x) {
  const int shift = x == 0 || !std::isfinite(x) ? 0 : 10 - std::ilogb(x);
  return std::ldexp(std::nearbyint(std::ldexp(x, shift)), -shift);
}

const auto registered =
    mutants<Outer>()
        .spoils("transposed", "the memory of baᵀ under the shape of abᵀ", []<class T>(Outer::Out<T>& out, const Outer::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < out.c.shape[0]; ++i)
            for (std::int64_t j = 0; j < out.c.shape[1]; ++j) out.c[static_cast<std::size_t>(j * out.c.shape[0] + i)] = in.a[i] * in.b[j];
        })
        .spoils("inner", "aᵢbᵢ in every row", []<class T>(Outer::Out<T>& out, const Outer::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < out.c.shape[0]; ++i)
            for (std::int64_t j = 0; j < out.c.shape[1]; ++j) out.c(i, j) = in.a[i] * (i < in.b.shape[0] ? in.b[i] : T(0));
        })
        .spoils("in_half", "products of 11 bits", []<class T>(Outer::Out<T>& out, const Outer::In<T>& in) {
          (void)in;
          for (auto& c : out.c) c = in_half(c);
        });

const auto registered_vjp =
    mutants<OuterVjp>()
        .spoils("without_cotangent", "the sum of b for ā", []<class T>(OuterVjp::Out<T>& out, const OuterVjp::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i) {
            out.grad_a[i] = 0;
            for (const T b : in.b) out.grad_a[i] += b;
          }
        })
        .spoils("diagonal", "the diagonal of C̄ alone", []<class T>(OuterVjp::Out<T>& out, const OuterVjp::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < std::min(in.a.shape[0], in.b.shape[0]); ++i) out.grad_a[i] = in.cotangent.c(i, i) * in.b[i];
        })
        .spoils("one_sided", "b̄ is 0", []<class T>(OuterVjp::Out<T>& out, const OuterVjp::In<T>& in) {
          (void)in;
          for (auto& x : out.grad_b) x = 0;
        });

}  // namespace
}  // namespace etalon::verify
