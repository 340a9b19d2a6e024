#include <cmath>

#include "reference/contract/linalg/spectral_embedding.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralEmbedding;
using Variant = SpectralEmbedding::Variant;

/// The vectors first … first + k − 1, counted from the smallest eigenvalue; descending from the last for −1.
template <class Out, class In>
void take_others(Out& out, const In& in, Variant v, std::int64_t first) {
  auto all_of_them = in;
  const std::int64_t n = all_of_them.k = in.w.shape[0];
  const auto all = Wings<SpectralEmbedding>::fast(all_of_them, v);
  for (std::int64_t j = 0; j < in.k && first + j < n; ++j) {
    const std::int64_t from = first < 0 ? n - 1 - j : first + j;
    out.lambda[j] = all->lambda[from];
    for (std::int64_t i = 0; i < n; ++i) out.vectors(i, j) = all->vectors(i, from);
  }
}

const auto registered =
    mutants<SpectralEmbedding>()
        .spoils("largest", "the vectors of the largest eigenvalues", [](auto& out, const auto& in, Variant v) { take_others(out, in, v, -1); })
        .spoils("first_skipped", "the constant vector left out, as for drawings", [](auto& out, const auto& in, Variant v) { take_others(out, in, v, 1); })
        .spoils("random_walk_vectors", "D^(−½)v: the eigenvectors of I − D⁻¹W, which are not orthonormal",
                []<class T>(SpectralEmbedding::Out<T>& out, const SpectralEmbedding::In<T>& in) {
                  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) {
                    T degree = 0;
                    for (std::int64_t j = 0; j < in.w.shape[0]; ++j) degree += in.w(i, j);
                    for (std::int64_t j = 0; j < in.k; ++j) out.vectors(i, j) /= degree > 0 ? std::sqrt(degree) : T(1);
                  }
                })
        .spoils("rows_not_normalized", "the rows as they are", [](auto& out, const auto&) { out.rows = out.vectors; })
        .spoils("columns_normalized", "the other axis scaled",
                []<class T>(SpectralEmbedding::Out<T>& out, const SpectralEmbedding::In<T>& in) {
                  for (std::int64_t j = 0; j < in.k; ++j) {
                    T squares = 0;
                    for (std::int64_t i = 0; i < in.w.shape[0]; ++i) squares += out.rows(i, j) * out.rows(i, j);
                    for (std::int64_t i = 0; squares > 0 && i < in.w.shape[0]; ++i) out.rows(i, j) /= std::sqrt(squares);
                  }
                })
        .spoils("affinity", "eigenvalues of the affinity, 1 − λ",
                [](auto& out, const auto&) {
                  for (auto& x : out.lambda) x = 1 - x;
                })
        .add("other_laplacian", "D − W, though the normalized one was asked for", []<class T>(const SpectralEmbedding::In<T>& in, Variant) {
          return Wings<SpectralEmbedding>::fast(in, Variant::unnormalized);
        });

}  // namespace
}  // namespace etalon::verify
