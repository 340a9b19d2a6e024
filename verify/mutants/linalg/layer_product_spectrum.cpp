#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/layer_product_spectrum.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LayerProductSpectrum;
using contract::linalg::Svdvals;

const auto registered =
    mutants<LayerProductSpectrum>()
        .spoils("product_of_spectra", "Π σᵢ(W_l): as if all layers had the same singular vectors",
                []<class T>(LayerProductSpectrum::Out<T>& out, const LayerProductSpectrum::In<T>& in) {
                  for (std::size_t i = 0; i < out.sigma.size(); ++i) {
                    out.sigma[i] = 1;
                    for (const Tensor<T>& w : in.weights) {
                      const auto own = Wings<Svdvals>::fast(Svdvals::In<T>{w})->sigma;
                      out.sigma[i] *= i < own.size() ? own[i] : T(0);
                    }
                  }
                })
        .spoils("reversed", "W₁⋯W_L, where the shapes allow it",
                [](auto& out, const auto& in) {
                  auto reversed = in;
                  std::reverse(reversed.weights.begin(), reversed.weights.end());
                  if (!LayerProductSpectrum::fits(reversed)) return;
                  const auto other = Wings<LayerProductSpectrum>::fast(reversed);
                  if (other->sigma.shape == out.sigma.shape) out = *other;
                })
        .spoils("last_layer_forgotten", "the loop over the layers ends one too early",
                [](auto& out, const auto& in) {
                  if (in.weights.size() < 2) return;
                  auto fewer = in;
                  fewer.weights.pop_back();
                  const auto other = Wings<LayerProductSpectrum>::fast(fewer)->sigma;
                  for (std::size_t i = 0; i < out.sigma.size(); ++i) out.sigma[i] = i < other.size() ? other[i] : 0;
                })
        .spoils("ascending", "in the order of an eigenvalue solver", [](auto& out, const auto&) { std::reverse(out.sigma.begin(), out.sigma.end()); })
        .spoils("squared", "eigenvalues of PᵀP, their roots forgotten",
                [](auto& out, const auto&) {
                  for (auto& s : out.sigma) s *= s;
                })
        .spoils("geometric_mean", "the L-th root: growth per layer", []<class T>(LayerProductSpectrum::Out<T>& out, const LayerProductSpectrum::In<T>& in) {
          for (T& s : out.sigma) s = std::pow(s, T(1) / static_cast<T>(in.weights.size()));
        });

}  // namespace
}  // namespace etalon::verify
