#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/pca.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Pca;

const auto registered =
    mutants<Pca>()
        .spoils("not_centred", "singular vectors of X itself", []<class T>(Pca::Out<T>& out, const Pca::In<T>& in) {
          const std::int64_t n = in.x.shape[0], d = in.x.shape[1];
          Pca::In<T> mirrored{Tensor<T>({2 * n, d}), in.k};  // X and −X have the mean 0
          for (std::size_t i = 0; i < in.x.size(); ++i) mirrored.x[i] = in.x[i], mirrored.x[i + in.x.size()] = -in.x[i];
          const auto other = Wings<Pca>::fast(mirrored);
          out.components = other->components;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < in.k; ++j) out.scores(i, j) = other->scores(i, j);
        })
        .spoils("population_variance", "the divisor n", []<class T>(Pca::Out<T>& out, const Pca::In<T>& in) {
          const auto n = static_cast<T>(in.x.shape[0]);
          for (auto& x : out.explained_variance) x *= (n - 1) / n;
          out.reconstruction_error *= (n - 1) / n;
        })
        .spoils("deviations", "standard deviations called variances", [](auto& out, const auto&) { for (auto& x : out.explained_variance) x = std::sqrt(x); })
        .spoils("smallest_first", "eigenvectors in the ascending order of an eigenvalue solver", [](auto& out, const auto& in) {
          const std::int64_t d = in.x.shape[1];
          std::reverse(out.explained_variance.begin(), out.explained_variance.end());
          for (std::int64_t i = 0; i < in.k / 2; ++i)
            for (std::int64_t j = 0; j < d; ++j) std::swap(out.components(i, j), out.components(in.k - 1 - i, j));
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.k / 2; ++j) std::swap(out.scores(i, j), out.scores(i, in.k - 1 - j));
        })
        .spoils("whitened_scores", "scores of variance 1", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.k; ++j)
              if (out.explained_variance[j] > 0) out.scores(i, j) /= std::sqrt(out.explained_variance[j]);
        })
        .spoils("scores_not_centred", "XVᵀ: the mean comes back", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.k; ++j) {
              out.scores(i, j) = 0;
              for (std::int64_t l = 0; l < in.x.shape[1]; ++l) out.scores(i, j) += in.x(i, l) * out.components(j, l);
            }
        })
        .spoils("signs_apart", "a sign made canonical in the components, but not in the scores", []<class T>(Pca::Out<T>& out, const Pca::In<T>& in) {
          for (std::int64_t i = 0; i < in.k; ++i) {
            T sum = 0;
            for (std::int64_t j = 0; j < in.x.shape[1]; ++j) sum += out.components(i, j);
            for (std::int64_t j = 0; sum < 0 && j < in.x.shape[1]; ++j) out.components(i, j) = -out.components(i, j);
          }
        })
        .spoils("error_of_kept", "the variance kept instead of the one left out", [](auto& out, const auto&) {
          out.reconstruction_error = 0;
          for (const auto x : out.explained_variance) out.reconstruction_error += x;
        });

}  // namespace
}  // namespace etalon::verify
