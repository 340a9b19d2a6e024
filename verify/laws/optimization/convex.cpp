#include "verify/laws/optimization/convex.hpp"

namespace etalon::verify::formulas {

Drawn convex(Draw& draw) {
  const std::int64_t n = draw.extent(1, 3);
  const auto any = [&] { return "x[" + std::to_string(draw.integer(0, n - 1)) + "]"; };
  std::string f;
  for (std::int64_t i = 0; i < n; ++i) f += "x[" + std::to_string(i) + "]^2/" + draw.one_of({"2", "4", "10"}) + " + ";
  for (auto terms = draw.integer(1, 3); terms > 0; --terms)
    switch (draw.integer(0, 4)) {
      case 0: f += "exp(" + any() + " - " + any() + "/2) + "; break;
      case 1: f += "softplus(2*" + any() + " - 0.3) + "; break;
      case 2: f += "cosh(" + any() + "/2 + " + any() + "/4) + "; break;
      case 3: f += "sqrt(1 + (" + any() + " - 1/3)^2) + "; break;
      default: f += "(" + any() + " - " + any() + "/3)^4/12 + ";
    }
  return {"[" + f + "0.1*x[0]]", draw.reals({n}, -3, 1), 1};
}

Drawn named_convex(Draw& draw) {
  switch (draw.integer(0, 3)) {
    case 0: return {"himmelblau", {{2}, {draw.uniform(2.5, 4), draw.uniform(1.75, 2.5)}}, 1};
    case 1: return {"rosenbrock", {{2}, {draw.uniform(0.75, 1.25), draw.uniform(0.25, 0.5)}}, 1};
    case 2: {
      const std::int64_t n = draw.extent(1, 4);
      return {"quadratic_form", draw.reals({n}, -3, 1), 1};
    }
    default: {
      const std::int64_t n = draw.extent(1, 4);
      return {"logistic_loss", draw.reals({n}, -3, 0), 1};
    }
  }
}

}  // namespace etalon::verify::formulas
