#pragma once
#include <algorithm>

#include "reference/contract/broadcast.hpp"
#include "verify/language/laws.hpp"

/// What functions of two tensors are tried on.
namespace etalon::verify {

/// A tensor, and another some of whose axes are 1 or missing; either may be the one.
template <class Op>
typename Op::template In<double> two_that_broadcast(Draw& draw) {
  Dimensions whole, part;
  for (std::int64_t axis = draw.integer(0, 3); axis > 0; --axis) {
    whole.push_back(draw.extent(1, 4));
    part.push_back(draw.coin() ? 1 : whole.back());
  }
  part.erase(part.begin(), part.begin() + draw.integer(0, static_cast<std::int64_t>(part.size())));
  if (!whole.empty() && !part.empty() && part.size() == whole.size() && draw.coin()) std::swap(whole[0], part[0]);  // both are spread
  typename Op::template In<double> in{draw.reals(whole), draw.reals(part)};
  for (Tensor<double>* x : {&in.a, &in.b})
    for (double& entry : *x)
      if (entry == 0) entry = 1;
  if (draw.coin()) std::swap(in.a, in.b);
  return in;
}

template <class Op>
Laws<Op> broadcast_laws() {
  return laws<Op>()
      .inputs(core, "one shape", [](Draw& draw) {
        const Dimensions shape{draw.extent(1, 3), draw.extent(1, 4)};
        typename Op::template In<double> in{draw.reals(shape), draw.reals(shape)};
        for (double& entry : in.b)
          if (entry == 0) entry = 1;
        return in;
      })
      .inputs(core, "shapes that broadcast", [](Draw& draw) { return two_that_broadcast<Op>(draw); })
      .inputs(core, "a square and a row", [](Draw& draw) {
        const auto n = draw.extent(2, 4);
        typename Op::template In<double> in{draw.reals({n, n}), draw.reals({n})};
        for (double& entry : in.b)
          if (entry == 0) entry = 1;
        return in;
      })
      .inputs(edge, "no entries", [](Draw& draw) { return typename Op::template In<double>{Tensor<double>({0, draw.extent(1, 3)}), draw.reals({1, 1})}; })
      .refuses("C1", "shapes that do not broadcast", [](Draw& draw) {
        const auto n = draw.extent(2, 4);
        return typename Op::template In<double>{draw.reals({2, n}), draw.reals({n + 1})};
      });
}

/// A direction to move in.
inline Tensor<Interval> step_of(const Tensor<Interval>& x) {
  Tensor<Interval> step(x.shape);
  for (std::size_t i = 0; i < step.size(); ++i) step[i] = Interval(static_cast<std::int64_t>(i * 7 % 11) - 5) / 4;
  return step;
}

}  // namespace etalon::verify
