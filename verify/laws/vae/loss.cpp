#include "reference/vae/loss.hpp"

#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/vae/reparameterize.hpp"
#include "reference/number/reverse_sweep.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/vae/networks.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Mlp;
using contract::nn::MlpVjp;
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::Loss;
using contract::vae::LossGradient;
using contract::vae::Reparameterize;
using contract::vae::ReparameterizeVjp;
using In = Loss::In<double>;
using Variant = Loss::Variant;

In networks(Draw& draw, const char* likelihood, const char* activation) {
  const std::int64_t n = draw.extent(1, 3), p = draw.extent(1, 3), d = draw.extent(1, 2);
  In in{pixels(draw, {n, p}), draw.uniforms({n, d}, -2, 2), {}, {}, {}, {}, activation, likelihood, draw.one_of({1.0, 1.0, 0.5, 4.0})};
  add_layers(draw, in.encoder_weights, in.encoder_biases, p, 2 * d);
  add_layers(draw, in.decoder_weights, in.decoder_biases, d, p);
  return in;
}

/// What the operations that it is made of say.
struct Parts {
  Elbo::In<Interval> bound;
  Reparameterize::In<Interval> sample;
  Reparameterize::Variant convention;
  Matrix z, unit;  ///< dℓ/ds at each latent is 2·d log σ/ds

  Parts(const Loss::In<Interval>& in, Variant variant) {
    const std::int64_t n = in.x.shape[0], d = in.noise.shape[1];
    const Matrix code = Wings<Mlp>::reference(Mlp::In<Interval>{in.x, in.encoder_weights, in.encoder_biases, in.activation})->y;
    convention = variant == Variant::softplus ? Reparameterize::Variant::softplus : Reparameterize::Variant::log_variance;
    sample = {Matrix({n, d}), Matrix({n, d}), in.noise}, unit = Matrix({n, d});
    Matrix log_variance({n, d});
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < d; ++j) {
        sample.mu(i, j) = code(i, j), sample.spread(i, j) = variant == Variant::log_sigma ? 2 * code(i, d + j) : code(i, d + j);
        const Interval& s = sample.spread(i, j);
        log_variance(i, j) = variant == Variant::softplus ? 2 * log(softplus(s)) : s;
        unit(i, j) = variant == Variant::softplus ? 2 * sigmoid(s) / softplus(s) : Interval(1);
      }
    z = Wings<Reparameterize>::reference(sample, convention)->z;
    const Matrix decoded = Wings<Mlp>::reference(Mlp::In<Interval>{z, in.decoder_weights, in.decoder_biases, in.activation})->y;
    bound = {in.x, sample.mu, log_variance, decoded, in.likelihood, in.beta};
  }
};
void equal_lists(Checks& t, const TensorList<Interval>& a, const TensorList<Interval>& b, const char* what) {
  for (std::size_t l = 0; l < a.size(); ++l)
    for (std::size_t i = 0; i < a[l].size(); ++i) t.equal_within(a[l][i], b[l][i], 1 + max_norm(a[l]), what);
}

const auto registered =
    laws<Loss>()
        .inputs(core, "Bernoulli", [](Draw& draw) { return networks(draw, "bernoulli", any_activation(draw)); })
        .inputs(core, "Gaussian", [](Draw& draw) { return networks(draw, "gaussian", any_activation(draw)); })
        .inputs(core, "no noise", [](Draw& draw) {
          In in = networks(draw, draw.coin() ? "bernoulli" : "gaussian", "tanh");
          in.noise = Tensor<double>(in.noise.shape);
          return in;
        })
        .inputs(edge, "at the kink", [](Draw& draw) {
          In in = networks(draw, draw.coin() ? "bernoulli" : "gaussian", "relu");
          for (double& b : in.encoder_biases[0]) b = 0;
          for (std::int64_t j = 0; j < in.x.shape[1]; ++j) in.x(0, j) = 0;
          return in;
        })
        .inputs(extreme, "large weights", [](Draw& draw) {
          In in = networks(draw, "bernoulli", draw.one_of({"tanh", "sigmoid"}));
          for (TensorList<double>* list : {&in.decoder_weights, &in.encoder_weights})
            for (double& w : list->front()) w = round_to(w * 16, draw.format);
          return in;
        })
        .refuses("C2", "layers that do not fit", [](Draw& draw) {
          In in = networks(draw, "bernoulli", "tanh");
          switch (draw.integer(0, 4)) {
            case 0: in.encoder_weights.clear(), in.encoder_biases.clear(); break;
            case 1: in.decoder_biases.pop_back(); break;
            case 2: in.noise = Tensor<double>({in.x.shape[0], in.noise.shape[1] + 1}); break;
            case 3: in.decoder_weights.back() = Tensor<double>({in.x.shape[1] + 1, in.decoder_weights.back().shape[1]}); break;
            default: in.encoder_weights[0] = Tensor<double>(Dimensions{});
          }
          return in;
        })
        .refuses("C9", "a pixel outside [0, 1]", [](Draw& draw) {
          In in = networks(draw, "bernoulli", "tanh");
          in.x[0] = draw.one_of({-0.25, 1.5, 255.0});
          return in;
        })
        .leaves_out("one or two entries far from the others", "e^s of a far code overflows, and ∞ meets 0")
        .leaves_out("one input far from the others", "e^s of a far code overflows, and ∞ meets 0")
        .leaves_out("lanes at levels of their own", "e^s of a far code overflows, and ∞ meets 0")
        .theorem("C5", "minus vae.elbo of its parts", [](Exact<Loss>& t) {
          const Interval loss = t.f(t.in).loss;
          t.equal_within(-loss, Wings<Elbo>::reference(Parts(t.in, t.variant).bound)->elbo, 1 + abs(loss), "vae.elbo");
        })
        .theorem("C6", "it grows with β", [](Exact<Loss>& t) {
          auto more = t.in;
          more.beta += 1;
          const Interval loss = t.f(t.in).loss;
          t.holds(!(t.f(more).loss < loss).certainly(), "at β + 1");
          if (t.in.likelihood == "bernoulli") t.holds(!(loss < 0).certainly(), "0 ≤ loss");
        })
        .theorem("C7", "log_sigma is log_variance of s doubled", [](Exact<Loss>& t) {
          auto doubled = t.in;
          Matrix &w = doubled.encoder_weights.back(), &b = doubled.encoder_biases.back();
          const std::int64_t d = t.in.noise.shape[1];
          for (std::int64_t j = d; j < 2 * d; ++j) {
            b[j] *= 2;
            for (std::int64_t k = 0; k < w.shape[1]; ++k) w(j, k) *= 2;
          }
          const Interval loss = t.f(t.in, Variant::log_sigma).loss;
          t.equal_within(t.f(doubled, Variant::log_variance).loss, loss, 1 + abs(loss), "log_variance of s doubled");
        });

const auto registered_gradient =
    laws<LossGradient>()
        .leaves_out("one or two entries far from the others", "e^s of a far code overflows, and ∞ meets 0")
        .leaves_out("one input far from the others", "e^s of a far code overflows, and ∞ meets 0")
        .leaves_out("lanes at levels of their own", "e^s of a far code overflows, and ∞ meets 0")
        .theorem("C5", "the gradients of its parts, one after the other", [](Exact<LossGradient>& t) {
          const auto grad = t.f(t.in);
          const Parts parts(t.in, t.variant);
          const auto bound = Wings<ElboGradient>::reference(parts.bound);
          const auto negated = [](const Interval& g) { return Interval(-g); };
          const auto decoder = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{{parts.z, t.in.decoder_weights, t.in.decoder_biases, t.in.activation}, {map(bound->grad_decoded, negated)}});
          const auto sample = Wings<ReparameterizeVjp>::reference(ReparameterizeVjp::In<Interval>{parts.sample, {decoder->grad_x}}, parts.convention);
          const std::int64_t n = t.in.x.shape[0], d = t.in.noise.shape[1];
          Matrix code({n, 2 * d});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < d; ++j) {
              code(i, j) = sample->grad_mu(i, j) - bound->grad_mu(i, j);
              code(i, d + j) = sample->grad_spread(i, j) - bound->grad_log_variance(i, j) * parts.unit(i, j);
              if (t.variant == Variant::log_sigma) code(i, d + j) *= 2;
            }
          const auto encoder = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{{t.in.x, t.in.encoder_weights, t.in.encoder_biases, t.in.activation}, {code}});
          equal_lists(t, grad.grad_decoder_weights, decoder->grad_weights, "of the decoder's weights");
          equal_lists(t, grad.grad_decoder_biases, decoder->grad_biases, "of the decoder's biases");
          equal_lists(t, grad.grad_encoder_weights, encoder->grad_weights, "of the encoder's weights");
          equal_lists(t, grad.grad_encoder_biases, encoder->grad_biases, "of the encoder's biases");
        });

constexpr auto widened = reverse_sweep<LossGradient>(reference::vae::LossFormula<AtKinks>{});

template <auto member>
Subdifferential of_member(const Loss::In<Interval>& in, const Interval& u, Variant variant) {
  return at_kinks(member, in, u, Loss::sizes(in).at("widest"), [&](const auto& x) { return widened.template operator()<Interval>(x, variant); });
}
using Out = LossGradient::Out<Interval>;
const Kinks<LossGradient> encoder_weights("C5", "grad_encoder_weights", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_encoder_weights>(in, u, v); });
const Kinks<LossGradient> encoder_biases("C5", "grad_encoder_biases", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_encoder_biases>(in, u, v); });
const Kinks<LossGradient> decoder_weights("C5", "grad_decoder_weights", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_decoder_weights>(in, u, v); });
const Kinks<LossGradient> decoder_biases("C5", "grad_decoder_biases", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_decoder_biases>(in, u, v); });

}  // namespace
}  // namespace etalon::verify
