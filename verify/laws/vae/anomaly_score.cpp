#include "reference/contract/vae/anomaly_score.hpp"

#include "verify/laws/vae/networks.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::AnomalyScore;
using contract::vae::Elbo;
using In = AnomalyScore::In<double>;
using Variant = AnomalyScore::Variant;

In encoded(Draw& draw, const char* likelihood) {
  const auto n = draw.extent(1, 3), p = draw.extent(1, 4), d = draw.extent(1, 3);
  return {pixels(draw, {n, p}), draw.reals({n, d}, -6, 2), draw.reals({n, d}, -6, 1), draw.reals({n, p}, -6, 3), likelihood};
}

const auto registered =
    laws<AnomalyScore>()
        .inputs(core, "Bernoulli", [](Draw& draw) { return encoded(draw, "bernoulli"); })
        .inputs(core, "Gaussian", [](Draw& draw) { return encoded(draw, "gaussian"); })
        .inputs(core, "saturated", [](Draw& draw) {
          In in = encoded(draw, "bernoulli");
          for (double& a : in.decoded) a = draw.uniform(-50, 50);
          return in;
        })
        .refuses("C3", "a pixel outside [0, 1]", [](Draw& draw) {
          In in = encoded(draw, "bernoulli");
          in.x[0] = draw.one_of({-0.25, 1.5, 255.0});
          return in;
        })
        .theorem("C5", "minus vae.elbo, in the mean", [](Exact<AnomalyScore>& t) {
          if (t.in.x.size() == 0 || t.in.mu.size() == 0) return;
          for (const Variant variant : {Variant::negative_elbo, Variant::reconstruction}) {
            Interval sum = 0;
            for (const Interval& score : t.f(t.in, variant).score) sum += score;
            const Interval elbo = Wings<Elbo>::reference(Elbo::In<Interval>{t.in.x, t.in.mu, t.in.log_variance, t.in.decoded, t.in.likelihood, variant == Variant::reconstruction ? 0 : 1}, Elbo::Variant::batch_sum)->elbo;
            t.equal_within(sum, -elbo, 1 + abs(elbo), "vae.elbo");
          }
        })
        .theorem("C6", "reconstruction ≤ negative_elbo", [](Exact<AnomalyScore>& t) {
          const Matrix part = t.f(t.in, Variant::reconstruction).score, whole = t.f(t.in, Variant::negative_elbo).score;
          for (std::size_t i = 0; i < part.size(); ++i) {
            t.holds(!(part[i] > whole[i]).certainly(), "reconstruction ≤ negative_elbo");
            if (t.in.likelihood == "bernoulli") t.holds(!(part[i] < 0).certainly(), "0 ≤ reconstruction");
          }
        });

}  // namespace
}  // namespace etalon::verify
