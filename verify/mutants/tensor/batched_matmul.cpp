#include "reference/contract/tensor/batched_matmul.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::BatchedMatmul;
using contract::tensor::BatchedMatmulVjp;

/// Rounded to 11 significant bits.
template <class T>
T in_half(T x) {
  const int shift = x == 0 || !std::isfinite(x) ? 0 : 10 - std::ilogb(x);
  return std::ldexp(std::nearbyint(std::ldexp(x, shift)), -shift);
}

const auto registered =
    mutants<BatchedMatmul>()
        .spoils("first_of_b", "the first matrix of b for every one", []<class T>(BatchedMatmul::Out<T>& out, const BatchedMatmul::In<T>& in) {
          (void)in;
          const std::int64_t k = in.b.shape[in.b.rank() - 2], n = in.b.shape.back();
          auto one = in;
          for (std::size_t i = 0; i < one.b.size(); ++i) one.b[i] = in.b[i % static_cast<std::size_t>(k * n)];
          out = *Wings<BatchedMatmul>::fast(one);
        })
        .spoils("transposed", "B taken for its transpose where that fits", []<class T>(BatchedMatmul::Out<T>& out, const BatchedMatmul::In<T>& in) {
          (void)in;
          const std::int64_t n = in.b.shape.back();
          if (in.b.shape[in.b.rank() - 2] != n) return;
          auto other = in;
          for (std::size_t at = 0; n > 0 && at < in.b.size(); at += static_cast<std::size_t>(n * n))
            for (std::int64_t i = 0; i < n; ++i)
              for (std::int64_t j = 0; j < n; ++j) other.b[at + static_cast<std::size_t>(i * n + j)] = in.b[at + static_cast<std::size_t>(j * n + i)];
          out = *Wings<BatchedMatmul>::fast(other);
        })
        .spoils("in_half", "products of 11 bits", []<class T>(BatchedMatmul::Out<T>& out, const BatchedMatmul::In<T>& in) {
          (void)in;
          for (auto& c : out.c) c = in_half(c);
        });

const auto registered_vjp =
    mutants<BatchedMatmulVjp>()
        .spoils("not_summed", "the last matrix of the batch alone, where b is spread", []<class T>(BatchedMatmulVjp::Out<T>& out, const BatchedMatmulVjp::In<T>& in) {
          (void)in;
          if (in.b.rank() != 2 || in.a.rank() != 3 || in.a.shape[0] < 2) return;
          auto last = in;
          for (std::size_t i = 0; i < in.cotangent.c.size() - in.cotangent.c.size() / static_cast<std::size_t>(in.a.shape[0]); ++i) last.cotangent.c[i] = 0;
          out.grad_b = Wings<BatchedMatmulVjp>::fast(last)->grad_b;
        })
        .spoils("averaged", "divided by the number of matrices", []<class T>(BatchedMatmulVjp::Out<T>& out, const BatchedMatmulVjp::In<T>& in) {
          (void)in;
          if (in.a.rank() == 3 && in.a.shape[0] > 0)
            for (auto& g : out.grad_b) g /= static_cast<T>(in.a.shape[0]);
        })
        .spoils("sign", "Ā with the other sign", []<class T>(BatchedMatmulVjp::Out<T>& out, const BatchedMatmulVjp::In<T>& in) {
          (void)in;
          for (auto& x : out.grad_a) x = -x;
        });

}  // namespace
}  // namespace etalon::verify
