#include "reference/vae/autoencoder_loss.hpp"

#include "reference/contract/nn/bce_with_logits.hpp"
#include "reference/number/reverse_sweep.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/vae/networks.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BceWithLogits;
using contract::nn::Mlp;
using contract::nn::MlpVjp;
using contract::vae::AutoencoderLoss;
using contract::vae::AutoencoderLossGradient;
using In = AutoencoderLoss::In<double>;
using Exactly = AutoencoderLoss::In<Interval>;
using Variant = AutoencoderLoss::Variant;

constexpr const char* far = "the cotangent of a far code overflows on its way back, and ∞ meets 0";

In networks(Draw& draw, const char* loss, const char* activation) {
  const std::int64_t n = draw.extent(1, 3), p = draw.extent(1, 3), d = draw.extent(1, 3);
  In in{pixels(draw, {n, p}), {}, {}, {}, {}, activation, loss};
  add_layers(draw, in.encoder_weights, in.encoder_biases, p, d);
  add_layers(draw, in.decoder_weights, in.decoder_biases, d, p);
  return in;
}
Matrix code_of(const Exactly& in) { return Wings<Mlp>::reference(Mlp::In<Interval>{in.x, in.encoder_weights, in.encoder_biases, in.activation})->y; }
Matrix decoded_of(const Exactly& in) { return Wings<Mlp>::reference(Mlp::In<Interval>{code_of(in), in.decoder_weights, in.decoder_biases, in.activation})->y; }
void equal_lists(Checks& t, const TensorList<Interval>& a, const TensorList<Interval>& b, const char* what) {
  for (std::size_t l = 0; l < a.size(); ++l)
    for (std::size_t i = 0; i < a[l].size(); ++i) t.equal_within(a[l][i], b[l][i], 1 + max_norm(a[l]), what);
}

const auto registered =
    laws<AutoencoderLoss>()
        .inputs(core, "squared error", [](Draw& draw) { return networks(draw, "mse", any_activation(draw)); })
        .inputs(core, "binary cross-entropy", [](Draw& draw) { return networks(draw, "bce", any_activation(draw)); })
        .inputs(edge, "at the kink", [](Draw& draw) {
          In in = networks(draw, draw.coin() ? "mse" : "bce", "relu");
          for (double& b : in.encoder_biases[0]) b = 0;
          for (std::int64_t j = 0; j < in.x.shape[1]; ++j) in.x(0, j) = 0;
          return in;
        })
        .inputs(extreme, "large weights", [](Draw& draw) {
          In in = networks(draw, "bce", draw.one_of({"tanh", "sigmoid"}));
          for (TensorList<double>* list : {&in.decoder_weights, &in.encoder_weights})
            for (double& w : list->front()) w = round_to(w * 16, draw.format);
          return in;
        })
        .refuses("C2", "layers that do not fit", [](Draw& draw) {
          In in = networks(draw, "mse", "tanh");
          switch (draw.integer(0, 3)) {
            case 0: in.encoder_weights.clear(), in.encoder_biases.clear(); break;
            case 1: in.decoder_biases.pop_back(); break;
            case 2: in.decoder_weights.back() = Tensor<double>({in.x.shape[1] + 1, in.decoder_weights.back().shape[1]}); break;
            default: in.encoder_weights[0] = Tensor<double>(Dimensions{});
          }
          return in;
        })
        .refuses("C8", "a pixel outside [0, 1]", [](Draw& draw) {
          In in = networks(draw, "bce", "tanh");
          in.x[0] = draw.one_of({-0.25, 1.5, 255.0});
          return in;
        })
        .leaves_out("one or two entries far from the others", far)
        .leaves_out("one input far from the others", far)
        .law("C5", "not negative", [](Law<AutoencoderLoss>& t) { t.exactly_at_most(0, t.out.reconstruction, "0 ≤ the loss"); })
        .theorem("C5", "of nn.mlp of nn.mlp", [](Exact<AutoencoderLoss>& t) {
          const Matrix decoded = decoded_of(t.in);
          const std::int64_t all = static_cast<std::int64_t>(t.in.x.size());
          Interval sum = 0;
          for (std::size_t i = 0; i < decoded.size(); ++i) sum += square(decoded[i] - t.in.x[i]);
          if (t.in.loss == "bce") sum = Wings<BceWithLogits>::reference(BceWithLogits::In<Interval>{Matrix({all}, decoded.data), Matrix({all}, t.in.x.data), 1}, BceWithLogits::Variant::sum)->loss;
          t.equal_within(t.f(t.in, Variant::sum).reconstruction, sum, 1 + sum, "the sum");
          t.equal_within(t.f(t.in, Variant::batch_mean).reconstruction * t.in.x.shape[0], sum, 1 + sum, "n·batch_mean");
          t.equal_within(t.f(t.in, Variant::mean).reconstruction * all, sum, 1 + sum, "n·p·mean");
        })
        .theorem("C6", "0 of linear layers that undo each other", [](Exact<AutoencoderLoss>& t) {
          const std::int64_t p = t.in.x.shape[1];
          Matrix one = identity(p), back = one;
          for (std::int64_t j = 0; j < p; ++j) one(j, j) = Interval(j + 2), back(j, j) = 1 / Interval(j + 2);
          const Exactly in{t.in.x, {one}, {Matrix({p})}, {back}, {Matrix({p})}, "identity", "mse"};
          t.equal_within(t.f(in).reconstruction, 0, 1, "the loss of what is undone");
        });

const auto registered_gradient =
    laws<AutoencoderLossGradient>()
        .leaves_out("one or two entries far from the others", far)
        .leaves_out("one input far from the others", far)
        .theorem("C5", "nn.mlp.vjp of the decoder and then of the encoder", [](Exact<AutoencoderLossGradient>& t) {
          const auto grad = t.f(t.in);
          const Interval count = AutoencoderLoss::divisor(t.in, t.variant);
          Matrix slopes = decoded_of(t.in);
          for (std::size_t i = 0; i < slopes.size(); ++i) slopes[i] = (t.in.loss == "mse" ? 2 * (slopes[i] - t.in.x[i]) : sigmoid(slopes[i]) - t.in.x[i]) / count;
          const auto decoder = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{{code_of(t.in), t.in.decoder_weights, t.in.decoder_biases, t.in.activation}, {slopes}});
          const auto encoder = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{{t.in.x, t.in.encoder_weights, t.in.encoder_biases, t.in.activation}, {decoder->grad_x}});
          equal_lists(t, grad.grad_decoder_weights, decoder->grad_weights, "of the decoder's weights");
          equal_lists(t, grad.grad_decoder_biases, decoder->grad_biases, "of the decoder's biases");
          equal_lists(t, grad.grad_encoder_weights, encoder->grad_weights, "of the encoder's weights");
          equal_lists(t, grad.grad_encoder_biases, encoder->grad_biases, "of the encoder's biases");
        });

constexpr auto widened = reverse_sweep<AutoencoderLossGradient>(reference::vae::AutoencoderLossFormula<AtKinks>{});

template <auto member>
Subdifferential of_member(const Exactly& in, const Interval& u, Variant variant) {
  return at_kinks(member, in, u, AutoencoderLoss::sizes(in).at("widest"), [&](const auto& x) { return widened.template operator()<Interval>(x, variant); });
}
using Out = AutoencoderLossGradient::Out<Interval>;
const Kinks<AutoencoderLossGradient> encoder_weights("C5", "grad_encoder_weights", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_encoder_weights>(in, u, v); });
const Kinks<AutoencoderLossGradient> encoder_biases("C5", "grad_encoder_biases", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_encoder_biases>(in, u, v); });
const Kinks<AutoencoderLossGradient> decoder_weights("C5", "grad_decoder_weights", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_decoder_weights>(in, u, v); });
const Kinks<AutoencoderLossGradient> decoder_biases("C5", "grad_decoder_biases", [](const auto& in, const Interval& u, Variant v) { return of_member<&Out::grad_decoder_biases>(in, u, v); });

}  // namespace
}  // namespace etalon::verify
