#include "reference/contract/tensor/dot.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Dot;
using contract::tensor::DotVjp;

/// Rounded to 11 significant bits.
template <class T>
T in_half(T x) {
  const int shift = x == 0 || !std::isfinite(x) ? 0 : 10 - std::ilogb(x);
  return std::ldexp(std::nearbyint(std::ldexp(x, shift)), -shift);
}

const auto registered =
    mutants<Dot>()
        .spoils("skips_the_last", "a loop that stops one short", []<class T>(Dot::Out<T>& out, const Dot::In<T>& in) {
          (void)in;
          if (in.a.size() > 1) out.y -= in.a.data.back() * in.b.data.back();
        })
        .spoils("in_half", "a sum of 11 bits", []<class T>(Dot::Out<T>& out, const Dot::In<T>& in) {
          (void)in;
          out.y = in_half(out.y);
        })
        .spoils("cosine", "divided by the norms", []<class T>(Dot::Out<T>& out, const Dot::In<T>& in) {
          (void)in;
          T a = 0, b = 0;
          for (std::size_t i = 0; i < in.a.size(); ++i) a = std::hypot(a, in.a[i]), b = std::hypot(b, in.b[i]);
          out.y /= a * b;
        });

const auto registered_vjp =
    mutants<DotVjp>()
        .spoils("swapped", "ȳa for ā", []<class T>(DotVjp::Out<T>& out, const DotVjp::In<T>& in) {
          (void)in;
          std::swap(out.grad_a, out.grad_b);
        })
        .spoils("without_cotangent", "b for ā", []<class T>(DotVjp::Out<T>& out, const DotVjp::In<T>& in) {
          (void)in;
          out.grad_a = in.b;
        })
        .spoils("twice", "both parts of ⟨a, a⟩", []<class T>(DotVjp::Out<T>& out, const DotVjp::In<T>& in) {
          (void)in;
          for (auto& x : out.grad_b) x *= 2;
        });

}  // namespace
}  // namespace etalon::verify
