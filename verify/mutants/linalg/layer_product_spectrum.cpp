#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/layer_product_spectrum.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LayerProductSpectrum;
using contract::linalg::Svdvals;

template <class T, class F>
Result<LayerProductSpectrum::Out<T>> changed(const LayerProductSpectrum::In<T>& in, F change) {
  auto out = Wings<LayerProductSpectrum>::fast(in);
  if (out) change(out->sigma);
  return out;
}

const auto registered =
    mutants<LayerProductSpectrum>()
        .add("product_of_spectra", "Π σᵢ(W_l): as if all layers had the same singular vectors",
             []<class T>(const LayerProductSpectrum::In<T>& in) {
               return changed(in, [&](Tensor<T>& sigma) {
                 for (std::size_t i = 0; i < sigma.size(); ++i) {
                   sigma[i] = 1;
                   for (const Tensor<T>& w : in.weights) {
                     const auto own = Wings<Svdvals>::fast(Svdvals::In<T>{w})->sigma;
                     sigma[i] *= i < own.size() ? own[i] : T(0);
                   }
                 }
               });
             })
        .add("reversed", "W₁⋯W_L, where the shapes allow it",
             []<class T>(const LayerProductSpectrum::In<T>& in) {
               LayerProductSpectrum::In<T> reversed = in;
               std::reverse(reversed.weights.begin(), reversed.weights.end());
               auto out = Wings<LayerProductSpectrum>::fast(in);
               if (!out || !LayerProductSpectrum::fits(reversed)) return out;
               auto other = Wings<LayerProductSpectrum>::fast(reversed);
               return other->sigma.shape == out->sigma.shape ? other : out;
             })
        .add("last_layer_forgotten", "the loop over the layers ends one too early",
             []<class T>(const LayerProductSpectrum::In<T>& in) {
               auto out = Wings<LayerProductSpectrum>::fast(in);
               if (!out || in.weights.size() < 2) return out;
               const LayerProductSpectrum::In<T> fewer{{in.weights.begin(), in.weights.end() - 1}};
               const auto other = Wings<LayerProductSpectrum>::fast(fewer)->sigma;
               for (std::size_t i = 0; i < out->sigma.size(); ++i) out->sigma[i] = i < other.size() ? other[i] : T(0);
               return out;
             })
        .add("ascending", "in the order of an eigenvalue solver",
             []<class T>(const LayerProductSpectrum::In<T>& in) { return changed(in, [](Tensor<T>& sigma) { std::reverse(sigma.begin(), sigma.end()); }); })
        .add("squared", "eigenvalues of PᵀP, their roots forgotten",
             []<class T>(const LayerProductSpectrum::In<T>& in) {
               return changed(in, [](Tensor<T>& sigma) {
                 for (T& s : sigma) s *= s;
               });
             })
        .add("geometric_mean", "the L-th root: growth per layer",
             []<class T>(const LayerProductSpectrum::In<T>& in) {
               return changed(in, [&](Tensor<T>& sigma) {
                 for (T& s : sigma) s = std::pow(s, T(1) / static_cast<T>(in.weights.size()));
               });
             });

}  // namespace
}  // namespace etalon::verify
