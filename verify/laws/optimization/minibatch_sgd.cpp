#include "reference/contract/optimization/minibatch_sgd.hpp"

#include <numeric>

#include "reference/contract/optimization/gradient_descent.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::GradientDescent;
using contract::optimization::MinibatchSgd;
using In = MinibatchSgd::In<double>;

In typical(Draw& draw, std::int64_t samples, std::int64_t n, std::int64_t b, int lowest = -6, int highest = 4) {
  return {draw.reals({n}), draw.reals({samples, n}, lowest, highest), draw.integers({b}, 0, samples - 1), usual(draw, 0.01)};
}

/// θ′ of gradient descent along Σᵢ wᵢgᵢ/Σᵢ wᵢ.
Tensor<Interval> weighted(const MinibatchSgd::In<Interval>& in, const std::vector<std::int64_t>& weights) {
  Tensor<Interval> mean = zeros_like(in.theta);
  for (std::size_t j = 0; j < mean.size(); ++j) {
    for (std::size_t i = 0; i < weights.size(); ++i) mean[j] += weights[i] * in.gradients(i, j);
    mean[j] /= std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  }
  return exact<GradientDescent>({in.theta, mean, in.learning_rate}).theta_next;
}

const auto registered =
    laws<MinibatchSgd>()
        .inputs(core, "a batch", [](Draw& draw) { return typical(draw, draw.extent(2, 8), draw.extent(1, 4), draw.extent(1, 5)); })
        .inputs(core, "every sample once", [](Draw& draw) {
          const auto samples = draw.extent(1, 8);
          In in = typical(draw, samples, draw.extent(1, 4), samples);
          std::iota(in.indices.begin(), in.indices.end(), 0);
          if (draw.coin()) std::reverse(in.indices.begin(), in.indices.end());
          return in;
        })
        .inputs(core, "with replacement", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 3), draw.extent(1, 4), draw.extent(4, 9));
          in.learning_rate = any_rate(draw);
          return in;
        })
        .inputs(core, "gradients that cancel", [](Draw& draw) {
          In in = typical(draw, 2, draw.extent(1, 4), 2);
          for (std::int64_t j = 0; j < in.gradients.shape[1]; ++j) in.gradients(1, j) = -in.gradients(0, j);
          in.indices[0] = 0, in.indices[1] = 1;
          return in;
        })
        .inputs(extreme, "sums out of range", [](Draw& draw) {
          const int e = draw.format.max_exponent;
          In in = typical(draw, draw.extent(1, 4), draw.extent(1, 3), draw.extent(2, 6), e - 2, e - 1);
          return in.learning_rate = draw.one_of({0.25, usual(draw, 0.01)}), in;
        })
        .inputs(extreme, "gradients that vanish", [](Draw& draw) {
          const int e = draw.format.min_exponent;
          In in = typical(draw, draw.extent(1, 4), draw.extent(1, 3), draw.extent(1, 6), e - 4, e + 4);
          in.theta = draw.reals(in.theta.shape, e - 2, e + 4), in.learning_rate = draw.one_of({1.0, 0.5});
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 2, 0, 2); })
        .inputs(edge, "one sample", [](Draw& draw) { return typical(draw, 1, draw.extent(1, 3), draw.extent(1, 3)); })
        .refuses("C2", "an index past the last sample", [](Draw& draw) {
          In in = typical(draw, 3, 2, 2);
          return in.indices[1] = draw.one_of<std::int64_t>({3, -1, INT64_MAX, INT64_MIN}), in;
        })
        .theorem("C3", "every sample once", [](Exact<MinibatchSgd>& t) {
          auto in = t.in;
          const auto samples = static_cast<std::size_t>(in.gradients.shape[0]);
          in.indices = Tensor<std::int64_t>({in.gradients.shape[0]});
          std::iota(in.indices.begin(), in.indices.end(), 0);
          const auto mean = weighted(in, std::vector<std::int64_t>(samples, 1));
          equal_beside(t, t.f(in).theta_next, mean, in.theta, "the mean of all");
          std::rotate(in.indices.begin(), in.indices.begin() + static_cast<std::ptrdiff_t>(samples / 2), in.indices.end());
          equal_beside(t, t.f(in).theta_next, mean, in.theta, "in another order");
        })
        .theorem("C4", "one counts as often as it is drawn", [](Exact<MinibatchSgd>& t) {
          auto in = t.in;
          std::vector<std::int64_t> weights(static_cast<std::size_t>(in.gradients.shape[0]), 0);
          weights[static_cast<std::size_t>(in.indices[0])] = 1;
          in.indices = Tensor<std::int64_t>({1}, {t.in.indices[0]});
          equal_beside(t, t.f(in).theta_next, weighted(in, weights), in.theta, "one sample");
          for (const std::int64_t i : t.in.indices) weights[static_cast<std::size_t>(i)] += 1;
          in.indices = t.in.indices;
          in.indices.data.push_back(in.indices[0]), ++in.indices.shape[0];
          equal_beside(t, t.f(in).theta_next, weighted(in, weights), in.theta, "the first once more");
        });

}  // namespace
}  // namespace etalon::verify
