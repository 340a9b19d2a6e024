#include "reference/contract/gan/dcgan_discriminator.hpp"

#include "reference/contract/nn/leaky_relu.hpp"
#include "verify/laws/gan/dcgan.hpp"

namespace etalon::verify {
namespace {

using contract::gan::DcganDiscriminator;
using contract::gan::DcganDiscriminatorVjp;
using contract::nn::LeakyRelu;

constexpr auto of_last = []<class V>(const V& z) { return z; };

const auto registered =
    dcgan_laws<DcganDiscriminator>()
        .theorem("C4", "one layer, and two", [](Exact<DcganDiscriminator>& t) {
          auto few = t.in;
          few.scales.clear(), few.shifts.clear();
          for (const std::size_t layers : {2, 1}) {
            if (few.weights.size() < layers) continue;
            few.weights.resize(layers);
            auto z = one_layer<DcganDiscriminator>(few, few.x, 0);
            if (layers == 2) z = one_layer<DcganDiscriminator>(few, Wings<LeakyRelu>::reference(LeakyRelu::In<Interval>{z, few.slope})->y, 1);
            const auto y = t.f(few).y;
            for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i], z[i], 1 + abs(z[i]), "nn.conv and nn.leaky_relu");
            auto larger = few;
            for (Interval& x : larger.x) x = 3 * x;
            const auto scaled = t.f(larger).y;
            for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(scaled[i], 3 * y[i], 1 + abs(y[i]), "y of 3x");
          }
        });

const auto registered_vjp =
    laws_without_far_entries<DcganDiscriminatorVjp>()
        .refuses("C9", "a cotangent of another shape", [](Draw& draw) {
          DcganDiscriminatorVjp::In<double> in;
          static_cast<DcganDiscriminator::In<double>&>(in) = chain_of<DcganDiscriminator>(draw, 2);
          in.cotangent.y = draw.reals({1, 1, 1});
          return in;
        })
        .theorem("C8", "of two layers at most, ⟨x̄, x⟩ = ⟨w̄, w⟩ = ⟨ȳ, y⟩ of each", [](Exact<DcganDiscriminatorVjp>& t) {
          if (t.in.weights.size() > 2) return;
          const auto g = t.f(t.in);
          const auto product = [&](const Tensor<Interval>& a, const Tensor<Interval>& b) {
            std::pair<Interval, Interval> sum{0, 0};
            for (std::size_t i = 0; i < a.size(); ++i) sum.first += a[i] * b[i], sum.second += abs(a[i] * b[i]);
            return sum;
          };
          const auto [whole, size] = product(g.grad_x, t.in.x);
          const auto [given, of_y] = product(t.in.cotangent.y, Wings<DcganDiscriminator>::reference(t.in)->y);
          t.equal_within(given, whole, size + of_y, "⟨ȳ, y⟩ = ⟨x̄, x⟩");
          for (std::size_t l = 0; l < t.in.weights.size(); ++l) {
            const auto [part, of_part] = product(g.grad_weights[l], t.in.weights[l]);
            t.equal_within(part, whole, size + of_part, "⟨w̄, w⟩ = ⟨x̄, x⟩");
          }
        });

const bool kinks = declare_dcgan_kinks<DcganDiscriminatorVjp, of_last>();

}  // namespace
}  // namespace etalon::verify
