#include "reference/contract/gan/dcgan_generator.hpp"

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
        .theorem("C8", "⟨w̄, w⟩ = ε-part in front of a normalization", [](Exact<DcganGeneratorVjp>& t) {
          if (t.in.weights.size() < 2) return;
          auto smaller = t.in;  // with ε → 0 the product is 0: it is O(ε)
          smaller.epsilon = t.in.epsilon / (std::int64_t{1} << 40);
          const auto product = [&](const DcganGeneratorVjp::In<Interval>& in) {
            const auto g = t.f(in).grad_weights;
            Interval sum = 0, size = 0;
            for (std::size_t i = 0; i < g[0].size(); ++i) sum += g[0][i] * in.weights[0][i], size += abs(g[0][i] * in.weights[0][i]);
            return std::pair{sum, size};
          };
          const auto [sum, size] = product(smaller);
          const Tensor<Interval> z = one_layer<DcganGenerator>(t.in, t.in.x, 0);
          const Lanes channels = Lanes::but(z.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {  // unless a channel varies less than that
            Interval mean = 0, variance = 0;
            for (std::int64_t k = 0; k < channels.length; ++k) mean += z[channels.index(c, k)] / channels.length;
            for (std::int64_t k = 0; k < channels.length; ++k) variance += square(z[channels.index(c, k)] - mean) / channels.length;
            if (!(variance > smaller.epsilon * (std::int64_t{1} << 20)).certainly()) return;
          }
          t.at_most(abs(sum), size / 1000, "⟨w̄, w⟩ is nearly 0");
        });

const bool kinks = declare_dcgan_kinks<DcganGeneratorVjp, of_last>();

}  // namespace
}  // namespace etalon::verify
