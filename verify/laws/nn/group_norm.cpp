#include "reference/contract/nn/group_norm.hpp"

#include <algorithm>

#include "reference/contract/nn/layer_norm.hpp"
#include "verify/laws/nn/channel_norm.hpp"

namespace etalon::verify {
namespace {

using contract::nn::GroupNorm;
using contract::nn::GroupNormVjp;
using contract::nn::LayerNorm;
using In = GroupNorm::In<double>;

In batch(Draw& draw, int lowest, int highest) {
  const std::int64_t groups = draw.extent(1, 3), c = groups * draw.extent(1, 2);
  Dimensions shape{draw.extent(1, 3), c};
  if (draw.coin()) shape.push_back(draw.extent(1, 3));
  if (draw.coin() || count_of(shape) / shape[0] == groups) shape.push_back(draw.extent(2, 3));
  return {draw.reals(shape, lowest, highest), draw.reals({c}), draw.reals({c}), groups, round_to(draw.one_of({1e-5, 1e-3, 1.0}), draw.format)};
}

const auto registered =
    channel_norm_laws<GroupNorm, batch>()
        .refuses("C1", "no channels, others, or none", [](Draw& draw) {
          return In{draw.reals(draw.one_of<Dimensions>({{}, {3}, {2, 3}, {0, 2}, {2, 2, 0}})), draw.reals({2}), draw.reals({2}), 1, 1};
        })
        .refuses("C1", "groups that do not divide the channels, or of one entry", [](Draw& draw) {
          return In{draw.reals({2, 3}), draw.reals({3}), draw.reals({3}), draw.one_of<std::int64_t>({-3, 0, 2, 3, 4, INT64_MAX}), 1};
        })
        .theorem("C7", "one group is nn.layer_norm", [](Exact<GroupNorm>& t) {
          auto plain = t.in;
          plain.groups = 1;
          std::fill(plain.weight.begin(), plain.weight.end(), 1);
          std::fill(plain.bias.begin(), plain.bias.end(), 0);
          LayerNorm::In<Interval> rows{plain.x, Tensor<Interval>(Dimensions(plain.x.shape.begin() + 1, plain.x.shape.end())), {}, plain.epsilon};
          rows.bias = Tensor<Interval>(rows.weight.shape);
          std::fill(rows.weight.begin(), rows.weight.end(), 1);
          t.equal(t.f(plain).y, Wings<LayerNorm>::reference(rows)->y, "nn.layer_norm");
        });

const auto registered_vjp = channel_norm_vjp_laws<GroupNormVjp>();

}  // namespace
}  // namespace etalon::verify
