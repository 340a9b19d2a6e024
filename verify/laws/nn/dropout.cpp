#include "reference/contract/nn/dropout.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Dropout;
using contract::nn::DropoutVjp;
using In = Dropout::In<double>;


In masked(Draw& draw) {
  const Dimensions shape{draw.extent(1, 3), draw.extent(1, 4)};
  return {draw.reals(shape), draw.integers(shape, 0, 1), round_to(draw.one_of({0.5, 0.1, 0.25, 0.9}), draw.format)};
}

const auto registered =
    laws<Dropout>()
        .inputs(core, "masked", masked)
        .inputs(core, "nothing dropped", [](Draw& draw) {
          In in = masked(draw);
          in.p = 0;
          std::fill(in.mask.begin(), in.mask.end(), 1);
          return in;
        })
        .law("C3", "0 where the mask is", [](Law<Dropout>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i)
            if (t.in.mask[i] == 0) t.exactly(t.out.y[i].is_zero(), "0 where the mask is");
        })
        .theorem("C3", "a full mask at p = 0 is the identity", [](Exact<Dropout>& t) {
          auto full = t.in;
          full.p = 0;
          std::fill(full.mask.begin(), full.mask.end(), 1);
          const auto y = t.f(full).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(y[i], t.in.x[i], "the identity");
        });

const auto registered_vjp =
    laws<DropoutVjp>()
        .law("C3", "0 where the mask is", [](Law<DropoutVjp>& t) {
          for (std::size_t i = 0; i < t.out.grad_x.size(); ++i)
            if (t.in.mask[i] == 0) t.exactly(t.out.grad_x[i].is_zero(), "0 where the mask is");
        });

}  // namespace
}  // namespace etalon::verify
