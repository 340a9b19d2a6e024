#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify::formulas {
namespace {

std::string variable(Draw& draw, std::int64_t n) { return "x[" + std::to_string(draw.integer(0, n - 1)) + "]"; }

}  // namespace

std::string expression(Draw& draw, std::int64_t n, int depth, Kind kind) {
  if (depth == 0) return draw.integer(0, 3) > 0 ? variable(draw, n) : draw.one_of({"2", "0.1", "3/4", "pi/5", "1e-1"});
  const auto next = [&] { return expression(draw, n, depth - 1, kind); };
  const std::int64_t choice = draw.integer(0, 11);
  switch (choice == 9 && kind == Kind::analytic ? 8 : choice) {
    case 0: return "(" + next() + " + " + next() + ")";
    case 1: return "(" + next() + " - " + next() + ")";
    case 2:
    case 3: return next() + "*" + next();
    case 4: return next() + "/(2 + square(" + next() + "))";
    case 5: return "(" + next() + ")^" + std::to_string(draw.integer(0, 3));
    case 6: return std::string(draw.one_of({"exp", "expm1"})) + "(-square(" + next() + ")/8)";
    case 7: return std::string(draw.one_of({"log", "sqrt"})) + "(1 + square(" + next() + "))";
    case 8: return "(1 + (" + next() + ")^2)^(" + draw.one_of({"1/2", "-1/4", "0.3"}) + ")";
    case 9: return "atan2(" + next() + ", 1 + square(" + next() + "))";
    case 10: return std::string(draw.one_of({"log1p", "cosh", "sinh"})) + "(square(sin(" + next() + ")))";
    default: return std::string(draw.one_of({"sin", "cos", "tanh", "sigmoid", "softplus", "atan", kind == Kind::analytic ? "sin" : "erf", "-sin"})) + "(" + next() + ")";
  }
}

Drawn random_formula(Draw& draw, Kind kind) {
  const std::int64_t n = draw.extent(1, 3), m = kind == Kind::scalar ? 1 : kind == Kind::square ? n : draw.integer(1, 3);
  std::string function;
  for (std::int64_t i = 0; i < m; ++i) function += (i == 0 ? "" : ", ") + variable(draw, n) + " + " + expression(draw, n, static_cast<int>(draw.integer(1, 3)), kind);
  return {"[" + function + "]", draw.reals({n}, -3, 1), m};
}

Drawn named_function(Draw& draw, Kind kind) {
  const char* name = kind == Kind::scalar   ? draw.one_of({"rosenbrock", "himmelblau", "quadratic_form", "log_sum_exp", "logistic_loss"})
                     : kind == Kind::square ? draw.one_of({"square_and_product", "polar", "spherical", "softmax", "coupling", "planar"})
                                            : draw.one_of({"square_and_product", "polar", "spherical", "softmax", "coupling", "planar", "mlp", "rosenbrock"});
  const auto& table = contract::named_functions();
  const auto named = std::find_if(table.begin(), table.end(), [&](const auto& f) { return std::string(f.name) == name; });
  const std::int64_t n = std::clamp<std::int64_t>(draw.extent(1, 4), named->least, std::min<std::int64_t>(named->most, 4));
  Tensor<double> x = draw.reals({n}, -3, 1);
  for (double& entry : x)
    if (entry == 0) entry = 0.5;  // a softmax' condition has no meaning there, a polar angle has no volume
  return {name, std::move(x), contract::function_of(name, n).outputs_count()};
}

}  // namespace etalon::verify::formulas
