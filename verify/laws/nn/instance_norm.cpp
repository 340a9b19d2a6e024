#include "reference/contract/nn/instance_norm.hpp"

#include "reference/contract/nn/group_norm.hpp"
#include "verify/laws/nn/channel_norm.hpp"

namespace etalon::verify {
namespace {

using contract::nn::GroupNorm;
using contract::nn::InstanceNorm;
using contract::nn::InstanceNormVjp;
using In = InstanceNorm::In<double>;

In batch(Draw& draw, int lowest, int highest) {
  const std::int64_t c = draw.extent(1, 3);
  Dimensions shape{draw.extent(1, 3), c, draw.extent(2, 4)};
  if (draw.coin()) shape.push_back(draw.extent(1, 2));
  return {draw.reals(shape, lowest, highest), draw.reals({c}), draw.reals({c}), round_to(draw.one_of({1e-5, 1e-3, 1.0}), draw.format)};
}

const auto registered =
    channel_norm_laws<InstanceNorm, batch>()
        .refuses("C1", "no channels, others, none, or of one entry", [](Draw& draw) {
          return In{draw.reals(draw.one_of<Dimensions>({{}, {3}, {2, 3, 2}, {0, 2, 3}, {2, 2, 0}, {2, 2}, {3, 2, 1}})), draw.reals({2}), draw.reals({2}), 1};
        })
        .theorem("C7", "nn.group_norm with a group for each channel", [](Exact<InstanceNorm>& t) {
          const GroupNorm::In<Interval> grouped{t.in.x, t.in.weight, t.in.bias, t.in.x.shape[1], t.in.epsilon};
          t.equal(t.f(t.in).y, Wings<GroupNorm>::reference(grouped)->y, "nn.group_norm");
        });

const auto registered_vjp = channel_norm_vjp_laws<InstanceNormVjp>();

}  // namespace
}  // namespace etalon::verify
