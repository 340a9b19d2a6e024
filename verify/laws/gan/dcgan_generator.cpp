#include "reference/contract/gan/dcgan_generator.hpp"

#include "verify/algebra/statistics.hpp"
#include "verify/laws/gan/dcgan.hpp"

namespace etalon::verify {
namespace {

using contract::gan::DcganGenerator;
using contract::gan::DcganGeneratorVjp;

constexpr auto of_last = []<class V>(const V& z) { return tanh(z); };

const auto registered =
    dcgan_laws<DcganGenerator>()
        .law("C4", "|y| ≤ 1", [](Law<DcganGenerator>& t) {
          for (const Interval& y : t.out.y) t.exactly_at_most(abs(y), 1, "|y| ≤ 1");
        })
        .theorem("C4", "one layer is tanh(nn.conv_transpose(x))", [](Exact<DcganGenerator>& t) {
          auto one = t.in;
          one.weights.resize(1), one.scales.clear(), one.shifts.clear();
          const auto y = t.f(one).y, z = one_layer<DcganGenerator>(one, one.x, 0);
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(y[i], tanh(z[i]), "tanh(nn.conv_transpose(x))");
        })
        .theorem("C5", "a kernel before a normalization, 3 times as large", [](Exact<DcganGenerator>& t) {
          if (t.in.weights.size() != 2) return;  // of more, ε is that of every layer
          auto larger = t.in;
          for (Interval& w : larger.weights[0]) w = 3 * w;
          larger.epsilon = 9 * t.in.epsilon;
          const auto y = t.f(t.in).y, z = t.f(larger).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(z[i], y[i], 1, "y of 3w");
        });

const auto registered_vjp =
    laws_without_far_entries<DcganGeneratorVjp>()
        .refuses("C9", "a cotangent of another shape", [](Draw& draw) {
          DcganGeneratorVjp::In<double> in;
          static_cast<DcganGenerator::In<double>&>(in) = chain_of<DcganGenerator>(draw, 2);
          in.cotangent.y = draw.reals({1, 1, 1});
          return in;
        })
        .theorem("C8", "⟨w̄, w⟩ = Σ γγ̄·ε/(σ² + ε) in front of the first normalization", [](Exact<DcganGeneratorVjp>& t) {
          if (t.in.weights.size() < 2) return;
          const auto g = t.f(t.in);
          Interval left = 0, right = 0, size = 0;
          for (std::size_t i = 0; i < g.grad_weights[0].size(); ++i) left += g.grad_weights[0][i] * t.in.weights[0][i], size += abs(g.grad_weights[0][i] * t.in.weights[0][i]);
          const Tensor<Interval> z = one_layer<DcganGenerator>(t.in, t.in.x, 0);
          const Lanes channels = Lanes::but(z.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {
            const Interval slope = t.in.scales[0][static_cast<std::size_t>(c)] * g.grad_scales[0][static_cast<std::size_t>(c)];
            right += slope * t.in.epsilon / (variance(channels.entries(z, c)) + t.in.epsilon), size += abs(slope);
          }
          t.equal_within(left, right, size, "⟨w̄, w⟩");
        });

const bool kinks = declare_dcgan_kinks<DcganGeneratorVjp, of_last>();

}  // namespace
}  // namespace etalon::verify
