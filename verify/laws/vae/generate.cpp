#include "reference/contract/vae/generate.hpp"

#include "verify/laws/vae/networks.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Mlp;
using contract::vae::Generate;
using In = Generate::In<double>;

In decoder(Draw& draw, const char* likelihood, int lowest = -3, int highest = 1) {
  const std::int64_t n = draw.extent(1, 3), d = draw.extent(1, 3), p = draw.extent(1, 4);
  In in{draw.reals({n, d}, -4, 1), {}, {}, any_activation(draw), likelihood};
  add_layers(draw, in.decoder_weights, in.decoder_biases, d, p, lowest, highest);
  return in;
}

const auto registered =
    laws<Generate>()
        .inputs(core, "Bernoulli", [](Draw& draw) { return decoder(draw, "bernoulli"); })
        .inputs(core, "Gaussian", [](Draw& draw) { return decoder(draw, "gaussian"); })
        .inputs(extreme, "saturated", [](Draw& draw) {
          In in = decoder(draw, "bernoulli", 1, 4);
          in.activation = draw.one_of({"tanh", "sigmoid", "identity"});
          return in;
        })
        .refuses("C2", "layers that do not fit", [](Draw& draw) {
          In in = decoder(draw, "gaussian");
          switch (draw.integer(0, 3)) {
            case 0: in.decoder_weights.clear(), in.decoder_biases.clear(); break;
            case 1: in.decoder_biases.pop_back(); break;
            case 2: in.decoder_weights[0] = Tensor<double>({in.decoder_biases[0].shape[0], in.z.shape[1] + 1}); break;
            default: in.decoder_weights[0] = Tensor<double>(Dimensions{});
          }
          return in;
        })
        .law("C5", "a probability", [](Law<Generate>& t) {
          if (t.in.likelihood != "bernoulli") return;
          for (const Interval& x : t.out.x) t.exactly_at_most(0, x, "0 ≤ p"), t.exactly_at_most(x, 1, "p ≤ 1");
        })
        .theorem("C5", "nn.mlp, and its sigmoid", [](Exact<Generate>& t) {
          auto gaussian = t.in, bernoulli = t.in;
          gaussian.likelihood = "gaussian", bernoulli.likelihood = "bernoulli";
          const Matrix mean = t.f(gaussian).x, probability = t.f(bernoulli).x;
          t.equal(mean, Wings<Mlp>::reference(Mlp::In<Interval>{t.in.z, t.in.decoder_weights, t.in.decoder_biases, t.in.activation})->y, "nn.mlp");
          for (std::size_t i = 0; i < mean.size(); ++i) t.equal_within(probability[i], 1 / (1 + exp(-mean[i])), 1, "nn.sigmoid");
        })
        .theorem("C6", "each row of its own z", [](Exact<Generate>& t) {
          if (t.in.z.shape[0] == 0) return;
          auto first = t.in;
          first.z = block(t.in.z, 1, t.in.z.shape[1]);
          const Matrix all = t.f(t.in).x, one = t.f(first).x;
          for (std::size_t i = 0; i < one.size(); ++i) t.equal(one[i], all[i], "the first row");
        });

}  // namespace
}  // namespace etalon::verify
