#include <algorithm>
#include <cmath>
#include <tuple>

#include "reference/contract/tensor/matmul.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Matmul;
using contract::tensor::MatmulVjp;

/// As a tensor core reads it: 11 significant bits.
template <class T>
T as_tf32(T x) {
  int exponent;
  const T mantissa = std::frexp(x, &exponent);
  return std::ldexp(std::nearbyint(std::ldexp(mantissa, 11)), exponent - 11);
}

template <class T>
Tensor<T> quarter(const Tensor<T>& x, std::int64_t i, std::int64_t j) {
  Tensor<T> q({x.shape[0] / 2, x.shape[1] / 2});
  for (std::int64_t r = 0; r < q.shape[0]; ++r)
    for (std::int64_t c = 0; c < q.shape[1]; ++c) q(r, c) = x(i * q.shape[0] + r, j * q.shape[1] + c);
  return q;
}

template <class T>
Tensor<T> sum(Tensor<T> x, const Tensor<T>& y, T factor = 1) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += factor * y[i];
  return x;
}

const auto registered =
    mutants<Matmul>()
        .add("tf32_inputs", "tensor cores round the inputs to 11 bits: allow_tf32",
             []<class T>(const Matmul::In<T>& in) { return Wings<Matmul>::fast(Matmul::In<T>{map(in.a, as_tf32<T>), map(in.b, as_tf32<T>)}); })
        .add("strassen", "Strassen's seven products: the error of an entry is relative to the largest ones",
             []<class T>(const Matmul::In<T>& in) -> Result<Matmul::Out<T>> {
               auto out = Wings<Matmul>::fast(in);
               if (!out || in.a.shape[0] % 2 + in.a.shape[1] % 2 + in.b.shape[1] % 2 > 0) return out;
               const auto a = [&](int i, int j) { return quarter(in.a, i, j); };
               const auto b = [&](int i, int j) { return quarter(in.b, i, j); };
               const auto times = [](const Tensor<T>& x, const Tensor<T>& y) { return Wings<Matmul>::fast(Matmul::In<T>{x, y})->c; };
               const auto m1 = times(sum(a(0, 0), a(1, 1)), sum(b(0, 0), b(1, 1))), m2 = times(sum(a(1, 0), a(1, 1)), b(0, 0));
               const auto m3 = times(a(0, 0), sum(b(0, 1), b(1, 1), T(-1))), m4 = times(a(1, 1), sum(b(1, 0), b(0, 0), T(-1)));
               const auto m5 = times(sum(a(0, 0), a(0, 1)), b(1, 1)), m6 = times(sum(a(1, 0), a(0, 0), T(-1)), sum(b(0, 0), b(0, 1)));
               const auto m7 = times(sum(a(0, 1), a(1, 1), T(-1)), sum(b(1, 0), b(1, 1)));
               const Tensor<T> quarters[2][2] = {{sum(sum(sum(m1, m4), m5, T(-1)), m7), sum(m3, m5)},
                                                 {sum(m2, m4), sum(sum(sum(m1, m2, T(-1)), m3), m6)}};
               for (std::int64_t i = 0; i < out->c.shape[0]; ++i)
                 for (std::int64_t j = 0; j < out->c.shape[1]; ++j) {
                   const Tensor<T>& q = quarters[2 * i / out->c.shape[0]][2 * j / out->c.shape[1]];
                   out->c(i, j) = q(i % q.shape[0], j % q.shape[1]);
                 }
               return out;
             })
        .add("column_major", "b is read as if it were stored by columns",
             []<class T>(const Matmul::In<T>& in) {
               auto by_columns = in;
               for (std::int64_t p = 0; p < in.b.shape[0]; ++p)
                 for (std::int64_t j = 0; j < in.b.shape[1]; ++j) by_columns.b(p, j) = in.b[j * in.b.shape[0] + p];
               return Wings<Matmul>::fast(by_columns);
             })
        .add("unrolled_by_four", "sums unrolled by four drop the last terms",
             []<class T>(const Matmul::In<T>& in) {
               auto cut = in;
               for (std::int64_t p = in.a.shape[1] > 4 ? in.a.shape[1] / 4 * 4 : in.a.shape[1]; p < in.a.shape[1]; ++p)
                 for (std::int64_t i = 0; i < in.a.shape[0]; ++i) cut.a(i, p) = 0;
               return Wings<Matmul>::fast(cut);
             })
        .spoils("no_terms_no_write", "with k = 0 the output keeps what the memory held", [](auto& out, const auto& in) {
          if (in.a.shape[1] == 0)
            for (auto& c : out.c) c = 6.25f;
        })
        .add("nan_to_zero", "NaN and infinities are replaced by 0 without a word", []<class T>(const Matmul::In<T>& in) {
          const auto clean = [](T x) { return std::isfinite(x) ? x : T(0); };
          return Wings<Matmul>::fast(Matmul::In<T>{map(in.a, clean), map(in.b, clean)});
        });

const auto registered_vjp =
    mutants<MatmulVjp>()
        .add("tf32_inputs", "tensor cores round the inputs of the backward pass to 11 bits",
             []<class T>(const MatmulVjp::In<T>& in) {
               return Wings<MatmulVjp>::fast(MatmulVjp::In<T>{{map(in.a, as_tf32<T>), map(in.b, as_tf32<T>)}, {map(in.cotangent.c, as_tf32<T>)}});
             })
        .spoils("not_transposed", "C̄B instead of C̄Bᵀ where the shapes allow it", [](auto& out, const auto& in) {
          const auto& [b, c] = std::tie(in.b, in.cotangent.c);
          if (b.shape[0] != b.shape[1]) return;
          for (std::int64_t i = 0; i < c.shape[0]; ++i)
            for (std::int64_t k = 0; k < b.shape[0]; ++k) {
              out.grad_a(i, k) = 0;
              for (std::int64_t j = 0; j < b.shape[0]; ++j) out.grad_a(i, k) += c(i, j) * b(j, k);
            }
        })
        .spoils("rows_for_columns", "B̄ written as its transpose: the memory of C̄ᵀA under the shape of AᵀC̄", [](auto& out, const auto& in) {
          auto& g = out.grad_b;
          const auto right = g;
          for (std::int64_t k = 0; k < in.b.shape[0]; ++k)
            for (std::int64_t j = 0; j < in.b.shape[1]; ++j) g[static_cast<std::size_t>(j * in.b.shape[0] + k)] = right(k, j);
        })
        .add("cotangent_forgotten", "the gradient of the sum of all entries: C̄ taken for ones", []<class T>(const MatmulVjp::In<T>& in) {
          return Wings<MatmulVjp>::fast(MatmulVjp::In<T>{{in.a, in.b}, {map(in.cotangent.c, [](T) { return T(1); })}});
        })
        .spoils("accumulated", "B̄ added to what the gradient held, as if Ā stood there before", [](auto& out, const auto&) {
          for (std::size_t i = 0; i < std::min(out.grad_a.size(), out.grad_b.size()); ++i) out.grad_b[i] += out.grad_a[i];
        });

}  // namespace
}  // namespace etalon::verify
