#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/pca.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Pca;

template <class T, class F>
Result<Pca::Out<T>> changed(const Pca::In<T>& in, F change) {
  auto out = Wings<Pca>::fast(in);
  if (out) change(*out);
  return out;
}

const auto registered =
    mutants<Pca>()
        .add("not_centred", "singular vectors of X itself",
             []<class T>(const Pca::In<T>& in) -> Result<Pca::Out<T>> {
               auto out = Wings<Pca>::fast(in);
               if (!out) return out;
               const std::int64_t n = in.x.shape[0], d = in.x.shape[1];
               Pca::In<T> mirrored{Tensor<T>({2 * n, d}), in.k};  // X and −X have the mean 0
               for (std::size_t i = 0; i < in.x.size(); ++i) mirrored.x[i] = in.x[i], mirrored.x[i + in.x.size()] = -in.x[i];
               const auto other = Wings<Pca>::fast(mirrored);
               out->components = other->components;
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < in.k; ++j) out->scores(i, j) = other->scores(i, j);
               return out;
             })
        .add("population_variance", "the divisor n",
             []<class T>(const Pca::In<T>& in) {
               return changed(in, [&](auto& out) {
                 const auto n = static_cast<T>(in.x.shape[0]);
                 for (T& x : out.explained_variance) x *= (n - 1) / n;
                 out.reconstruction_error *= (n - 1) / n;
               });
             })
        .add("deviations", "standard deviations called variances",
             []<class T>(const Pca::In<T>& in) {
               return changed(in, [](auto& out) {
                 for (T& x : out.explained_variance) x = std::sqrt(x);
               });
             })
        .add("smallest_first", "eigenvectors in the ascending order of an eigenvalue solver",
             []<class T>(const Pca::In<T>& in) {
               return changed(in, [&](auto& out) {
                 const std::int64_t d = in.x.shape[1];
                 std::reverse(out.explained_variance.begin(), out.explained_variance.end());
                 for (std::int64_t i = 0; i < in.k / 2; ++i)
                   for (std::int64_t j = 0; j < d; ++j) std::swap(out.components(i, j), out.components(in.k - 1 - i, j));
                 for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
                   for (std::int64_t j = 0; j < in.k / 2; ++j) std::swap(out.scores(i, j), out.scores(i, in.k - 1 - j));
               });
             })
        .add("whitened_scores", "scores of variance 1",
             []<class T>(const Pca::In<T>& in) {
               return changed(in, [&](auto& out) {
                 for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
                   for (std::int64_t j = 0; j < in.k; ++j)
                     if (out.explained_variance[j] > 0) out.scores(i, j) /= std::sqrt(out.explained_variance[j]);
               });
             })
        .add("scores_not_centred", "XVᵀ: the mean comes back",
             []<class T>(const Pca::In<T>& in) {
               return changed(in, [&](auto& out) {
                 for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
                   for (std::int64_t j = 0; j < in.k; ++j) {
                     out.scores(i, j) = 0;
                     for (std::int64_t l = 0; l < in.x.shape[1]; ++l) out.scores(i, j) += in.x(i, l) * out.components(j, l);
                   }
               });
             })
        .add("signs_apart", "a sign made canonical in the components, but not in the scores",
             []<class T>(const Pca::In<T>& in) {
               return changed(in, [&](auto& out) {
                 for (std::int64_t i = 0; i < in.k; ++i) {
                   T sum = 0;
                   for (std::int64_t j = 0; j < in.x.shape[1]; ++j) sum += out.components(i, j);
                   for (std::int64_t j = 0; sum < 0 && j < in.x.shape[1]; ++j) out.components(i, j) = -out.components(i, j);
                 }
               });
             })
        .add("error_of_kept", "the variance kept instead of the one left out", []<class T>(const Pca::In<T>& in) {
          return changed(in, [](auto& out) {
            out.reconstruction_error = 0;
            for (const T x : out.explained_variance) out.reconstruction_error += x;
          });
        });

}  // namespace
}  // namespace etalon::verify
