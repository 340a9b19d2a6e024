#include "reference/contract/vae/categorical_log_likelihood.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::CategoricalLogLikelihood;
using contract::vae::CategoricalLogLikelihoodVjp;

/// log of the probability of class x of pixel i, of probabilities.
template <class T>
T of_probabilities(const CategoricalLogLikelihood::In<T>& in, std::size_t i, T epsilon) {
  const std::size_t c = static_cast<std::size_t>(in.logits.shape[2]);
  T sum = 0;
  for (std::size_t k = 0; k < c; ++k) sum += std::exp(in.logits[i * c + k]);
  return std::log(std::exp(in.logits[i * c + in.x[i]]) / sum + epsilon);
}
template <class T>
void reduced(CategoricalLogLikelihood::Out<T>& out, const CategoricalLogLikelihood::In<T>& in, T epsilon) {
  for (T& y : out.log_likelihood) y = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) out.log_likelihood[i / in.x.shape[1]] += of_probabilities(in, i, epsilon);
}

const auto registered =
    mutants<CategoricalLogLikelihood>()
        .spoils("saturated", "the logarithm of softmax: 0 digits of a confident answer, and −∞", []<class T>(CategoricalLogLikelihood::Out<T>& out, const CategoricalLogLikelihood::In<T>& in) { reduced(out, in, T(0)); })
        .spoils("epsilon_inside", "log(p + 10⁻⁸)", []<class T>(CategoricalLogLikelihood::Out<T>& out, const CategoricalLogLikelihood::In<T>& in) { reduced(out, in, T(1e-8)); })
        .spoils("averaged", "the mean over the pixels", [](auto& out, const auto& in) {
          for (auto& y : out.log_likelihood) y /= static_cast<float>(in.x.shape[1]);
        })
        .spoils("logit_alone", "the logit of the class: the partition function is forgotten", []<class T>(CategoricalLogLikelihood::Out<T>& out, const CategoricalLogLikelihood::In<T>& in) {
          for (T& y : out.log_likelihood) y = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) out.log_likelihood[i / in.x.shape[1]] += in.logits[i * in.logits.shape[2] + in.x[i]];
        });

const auto registered_vjp =
    mutants<CategoricalLogLikelihoodVjp>()
        .spoils("loss", "the gradient of the loss", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g = -g;
        })
        .spoils("saturated", "1 − p of a probability that has rounded to 1", []<class T>(CategoricalLogLikelihoodVjp::Out<T>& out, const CategoricalLogLikelihoodVjp::In<T>& in) {
          for (std::size_t i = 0; i < in.x.size(); ++i)
            out.grad_logits[i * in.logits.shape[2] + in.x[i]] = in.cotangent.log_likelihood[i / in.x.shape[1]] * (1 - std::exp(of_probabilities(in, i, T(0))));
        })
        .spoils("averaged", "of the mean over the pixels", [](auto& out, const auto& in) {
          for (auto& g : out.grad_logits) g /= static_cast<float>(in.x.shape[1]);
        });

}  // namespace
}  // namespace etalon::verify
