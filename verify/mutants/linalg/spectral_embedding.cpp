#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/spectral_embedding.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralEmbedding;
using Variant = SpectralEmbedding::Variant;

template <class T, class F>
Result<SpectralEmbedding::Out<T>> changed(const SpectralEmbedding::In<T>& in, Variant v, F change) {
  auto out = Wings<SpectralEmbedding>::fast(in, v);
  if (out) change(*out);
  return out;
}

const auto registered =
    mutants<SpectralEmbedding>()
        .add("largest", "the vectors of the largest eigenvalues",
             []<class T>(const SpectralEmbedding::In<T>& in, Variant v) {
               return changed(in, v, [&](auto& out) {
                 const std::int64_t n = in.w.shape[0];
                 const auto all = Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, n}, v);
                 for (std::int64_t j = 0; j < in.k; ++j) {
                   out.lambda[j] = all->lambda[n - 1 - j];
                   for (std::int64_t i = 0; i < n; ++i) out.vectors(i, j) = all->vectors(i, n - 1 - j);
                 }
               });
             })
        .add("first_skipped", "the constant vector left out, as for drawings",
             []<class T>(const SpectralEmbedding::In<T>& in, Variant v) {
               return changed(in, v, [&](auto& out) {
                 const std::int64_t n = in.w.shape[0];
                 const auto all = Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, n}, v);
                 for (std::int64_t j = 0; j + 1 < n && j < in.k; ++j) {
                   out.lambda[j] = all->lambda[j + 1];
                   for (std::int64_t i = 0; i < n; ++i) out.vectors(i, j) = all->vectors(i, j + 1);
                 }
               });
             })
        .add("random_walk_vectors", "D^(−½)v: the eigenvectors of I − D⁻¹W, which are not orthonormal",
             []<class T>(const SpectralEmbedding::In<T>& in, Variant v) {
               return changed(in, v, [&](auto& out) {
                 for (std::int64_t i = 0; i < in.w.shape[0]; ++i) {
                   T degree = 0;
                   for (std::int64_t j = 0; j < in.w.shape[0]; ++j) degree += in.w(i, j);
                   for (std::int64_t j = 0; j < in.k; ++j) out.vectors(i, j) /= degree > 0 ? std::sqrt(degree) : T(1);
                 }
               });
             })
        .add("rows_not_normalized", "the rows as they are",
             []<class T>(const SpectralEmbedding::In<T>& in, Variant v) { return changed(in, v, [](auto& out) { out.rows = out.vectors; }); })
        .add("columns_normalized", "the other axis scaled",
             []<class T>(const SpectralEmbedding::In<T>& in, Variant v) {
               return changed(in, v, [&](auto& out) {
                 for (std::int64_t j = 0; j < in.k; ++j) {
                   T squares = 0;
                   for (std::int64_t i = 0; i < in.w.shape[0]; ++i) squares += out.rows(i, j) * out.rows(i, j);
                   for (std::int64_t i = 0; squares > 0 && i < in.w.shape[0]; ++i) out.rows(i, j) /= std::sqrt(squares);
                 }
               });
             })
        .add("affinity", "eigenvalues of the affinity, 1 − λ",
             []<class T>(const SpectralEmbedding::In<T>& in, Variant v) {
               return changed(in, v, [](auto& out) {
                 for (T& x : out.lambda) x = 1 - x;
               });
             })
        .add("other_laplacian", "D − W, though the normalized one was asked for", []<class T>(const SpectralEmbedding::In<T>& in, Variant) {
          return Wings<SpectralEmbedding>::fast(in, Variant::unnormalized);
        });

}  // namespace
}  // namespace etalon::verify
