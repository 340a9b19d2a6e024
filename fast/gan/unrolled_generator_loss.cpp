#include "reference/contract/gan/unrolled_generator_loss.hpp"

#include "fast/gan/players.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::UnrolledGeneratorLoss;
using contract::gan::UnrolledGeneratorLossGradient;

namespace {

/// D before the steps, and after each.
template <class T>
std::vector<Network<T>> unrolled(const UnrolledGeneratorLoss::In<T>& in, const Tensor<T>& fake) {
  std::vector<Network<T>> all{{in.d_weights, in.d_biases, in.activation, in.slope}};
  for (std::int64_t k = 0; k < in.steps; ++k) all.push_back(after_a_step(all.back(), in.real, fake, in.d_rate));
  return all;
}
template <class T>
TensorList<DualNumber<T>> along(const TensorList<T>& x, const TensorList<T>& direction) {
  TensorList<DualNumber<T>> all;
  for (std::size_t l = 0; l < x.size(); ++l) all.push_back(with_tangent(x[l], direction[l]));
  return all;
}

}  // namespace

template <>
const Fast<UnrolledGeneratorLoss> Wings<UnrolledGeneratorLoss>::fast = []<class T>(const UnrolledGeneratorLoss::In<T>& in) -> Result<UnrolledGeneratorLoss::Out<T>> {
  const Tensor<T> fake = Network<T>{in.g_weights, in.g_biases, in.activation, in.slope}(in.noise);
  return UnrolledGeneratorLoss::Out<T>{loss_of(unrolled(in, fake).back()(fake), 1)};
};

/// Back over the steps: with λ the gradient in D_t+1, that in D_t is λ − η·Hλ, and −η·∂²L/∂G(z)∂D·λ adds to that in G(z). Both are
/// derivatives along λ of the gradient of D's loss, by dual numbers.
template <>
const Fast<UnrolledGeneratorLossGradient> Wings<UnrolledGeneratorLossGradient>::fast =
    []<class T>(const UnrolledGeneratorLoss::In<T>& in) -> Result<UnrolledGeneratorLossGradient::Out<T>> {
  const Network<T> g{in.g_weights, in.g_biases, in.activation, in.slope};
  const auto pass = g.pass(in.noise);
  const Tensor<T>& fake = pass.taken.back();
  const auto steps = unrolled(in, fake);
  const auto last = steps.back().pass(fake);
  auto lambda = steps.back().pulled_back(last, slopes_of<T>(last.taken.back(), 1));
  for (std::size_t k = steps.size() - 1; k-- > 0;) {
    const Network<DualNumber<T>> d{along(steps[k].weights, lambda.weights), along(steps[k].biases, lambda.biases), in.activation, in.slope};
    const auto second = slopes_of_loss<T>(d, constant(in.real), constant(fake));
    descend(lambda.weights, in.d_rate, each(second.weights, tangent_of<T>)), descend(lambda.biases, in.d_rate, each(second.biases, tangent_of<T>));
    const Tensor<T> of_fake = tangent_of(second.x);
    for (std::size_t i = 0; i < of_fake.size(); ++i) lambda.x[i] -= in.d_rate * of_fake[i];
  }
  auto slopes = g.pulled_back(pass, lambda.x);
  return UnrolledGeneratorLossGradient::Out<T>{std::move(slopes.weights), std::move(slopes.biases)};
};

}  // namespace etalon
