#include "reference/contract/gan/truncation.hpp"

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::Truncation;
using contract::gan::TruncationVjp;
using In = Truncation::In<double>;

In styles(Draw& draw, double psi, int lowest = -6, int highest = 4, std::int64_t smallest = 1) {
  const std::int64_t layers = draw.extent(smallest, 4), d = draw.extent(1, 4);
  return {draw.reals({draw.extent(smallest, 3), layers, d}, lowest, highest), draw.reals({d}, lowest, highest), round_to(psi, draw.format), draw.integer(0, layers)};
}
/// Is entry i of a layer that is truncated?
template <class I>
bool truncated(const I& in, std::size_t i) {
  return static_cast<std::int64_t>(i) / in.w.shape[2] % in.w.shape[1] < in.cutoff;
}

const auto registered =
    laws<Truncation>()
        .inputs(core, "styles", [](Draw& draw) { return styles(draw, draw.uniform(0, 1)); })
        .inputs(core, "all layers", [](Draw& draw) {
          In in = styles(draw, draw.uniform(0.3, 0.9));
          in.cutoff = in.w.shape[1];
          return in;
        })
        .inputs(core, "a small style beside its mean, ψ near 1", [](Draw& draw) {
          In in = styles(draw, 1 - draw.magnitude(-7, -4), -6, -4);
          in.cutoff = in.w.shape[1];
          for (double& m : in.mean) m = std::ldexp(m, 9);
          return in;
        })
        .inputs(core, "beyond 1, or below 0", [](Draw& draw) { return styles(draw, draw.coin() ? draw.uniform(1, 2) : draw.uniform(-1, 0)); })
        .inputs(extreme, "large", [](Draw& draw) { return styles(draw, draw.uniform(0, 1), draw.format.max_exponent - 3, draw.format.max_exponent - 1); })
        .inputs(extreme, "small", [](Draw& draw) { return styles(draw, draw.uniform(0, 1), draw.format.min_exponent, draw.format.min_exponent + 3); })
        .inputs(edge, "ψ = 0 or 1", [](Draw& draw) { return styles(draw, draw.coin()); })
        .inputs(edge, "no samples, no layers", [](Draw& draw) { return styles(draw, 0.5, -6, 4, 0); })
        .refuses("C3", "more layers than there are, or fewer than none", [](Draw& draw) {
          In in = styles(draw, 0.5);
          in.cutoff = draw.coin() ? in.w.shape[1] + 1 : -1;
          return in;
        })
        .law("C4", "w from `cutoff` on, and at ψ = 1; the mean at ψ = 0", [](Law<Truncation>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i)
            if (!truncated(t.in, i) || (t.in.psi == 1).certainly()) t.exactly(t.out.y[i] == t.in.w[i], "w");
            else if (t.in.psi.is_zero()) t.exactly(t.out.y[i] == t.in.mean[i % t.in.mean.size()], "the mean");
        })
        .theorem("C4", "twice is ψ²", [](Exact<Truncation>& t) {
          auto again = t.in, once = t.in;
          again.w = t.f(t.in).y;
          once.psi = square(t.in.psi);
          const auto y = t.f(again).y, z = t.f(once).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i], z[i], abs(t.in.w[i]) + abs(t.in.mean[i % t.in.mean.size()]), "twice is ψ²");
        });

const auto registered_vjp =
    laws<TruncationVjp>()
        .law("C4", "ȳ from `cutoff` on", [](Law<TruncationVjp>& t) {
          for (std::size_t i = 0; i < t.out.grad_w.size(); ++i)
            if (!truncated(t.in, i)) t.exactly(t.out.grad_w[i] == t.in.cotangent.y[i], "ȳ");
        })
        .theorem("C4", "none of them reaches the mean", [](Exact<TruncationVjp>& t) {
          auto other = t.in;
          for (std::size_t i = 0; i < other.w.size(); ++i)
            if (!truncated(t.in, i)) other.cotangent.y[i] = 7;
          t.equal(t.f(other).grad_mean, t.f(t.in).grad_mean, "the mean's gradient");
        });

}  // namespace
}  // namespace etalon::verify
