#include "reference/contract/gan/least_squares_discriminator_loss.hpp"

#include <utility>

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::LeastSquaresDiscriminatorLoss;
using contract::gan::LeastSquaresDiscriminatorLossGradient;
using Op = LeastSquaresDiscriminatorLoss;
using Variant = Op::Variant;

const auto registered =
    mutants<LeastSquaresDiscriminatorLoss>()
        .spoils("half_of_the_other", "the other convention's factor ½", [](auto& out, const auto&, Variant v) { out.loss *= v == Variant::halved ? 2 : 0.5f; })
        .spoils("targets_exchanged", "real samples to a, generated ones to b", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          std::swap(other.a, other.b);
          out = *Wings<LeastSquaresDiscriminatorLoss>::fast(other, v);
        })
        .spoils("of_probabilities", "a sigmoid before the squares, as for the minimax game", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const auto sigmoids = [](const Tensor<T>& x) { return map(x, [](T s) { return sigmoid(s); }); };
          out = *Wings<LeastSquaresDiscriminatorLoss>::fast(Op::In<T>{sigmoids(in.real), sigmoids(in.fake), in.a, in.b}, v);
        })
        .spoils("square_of_the_mean", "(mean D − b)², without the variance", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const auto itself = [](T s) { return s; };
          const Tensor<T> real({1}, {mean(in.real, itself)}), fake({1}, {mean(in.fake, itself)});
          out = *Wings<LeastSquaresDiscriminatorLoss>::fast(Op::In<T>{real, fake, in.a, in.b}, v);
        })
        .spoils("wrong_size", "both means over the number of real samples", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const auto square = [](T off) { return off * off; };
          const T n = static_cast<T>(in.real.size()), m = static_cast<T>(in.fake.size());
          out.loss = mean(in.real, [&](T s) { return square(s - in.b); }) + mean(in.fake, [&](T s) { return square(s - in.a); }) * m / n;
          if (v == Variant::halved) out.loss /= 2;
        });

const auto registered_gradient =
    mutants<LeastSquaresDiscriminatorLossGradient>()
        .spoils("half_of_the_other", "the other convention's factor", [](auto& out, const auto&, Variant v) {
          for (auto& g : out.grad_real) g *= v == Variant::halved ? 2 : 0.5f;
        })
        .spoils("sign", "away from the target", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = -g;
        })
        .spoils("summed", "the sum's slope", []<class T>(LeastSquaresDiscriminatorLossGradient::Out<T>& out, const Op::In<T>& in) { scale(out.grad_real, static_cast<T>(in.real.size())); })
        .spoils("expanded", "D² − 2bD differentiated, b forgotten", []<class T>(LeastSquaresDiscriminatorLossGradient::Out<T>& out, const Op::In<T>& in, Variant v) {
          for (std::size_t i = 0; i < in.real.size(); ++i) out.grad_real[i] = in.real[i] / static_cast<T>(in.real.size()) * (v == Variant::halved ? 1 : 2);
        });

}  // namespace
}  // namespace etalon::verify
