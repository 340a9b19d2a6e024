#pragma once
#include "reference/contract/function_of_x.hpp"
#include "verify/language/laws.hpp"

/// The inputs that the operations of calculus are tried on: random formulas, and the table's functions.
namespace etalon::verify::formulas {

/// What a function must be for the operation.
enum class Kind { any, scalar, square, analytic };

/// A formula of x₀ … xₙ₋₁ that is smooth everywhere, its operations nested to a depth; an analytic one is a function of complex numbers too.
std::string expression(Draw& draw, std::int64_t n, int depth, Kind kind = Kind::any);
/// One of the kind with its variables: of random formulas, or of the table.
struct Drawn {
  std::string function;
  Tensor<double> x;
  std::int64_t outputs;
};
Drawn random_formula(Draw& draw, Kind kind);
Drawn named_function(Draw& draw, Kind kind);

/// The inputs of Op for a function: what else it takes is drawn.
template <class Op>
typename Op::template In<double> given(Draw& draw, const Drawn& drawn) {
  typename Op::template In<double> in;
  in.function = drawn.function;
  in.x = drawn.x;
  if constexpr (requires { in.direction; }) in.direction = draw.reals(drawn.x.shape, -3, 3);
  if constexpr (requires { in.weights; }) in.weights = draw.reals({drawn.outputs}, -3, 3);
  if constexpr (requires { in.h; }) in.h = std::ldexp(1.0, static_cast<int>(draw.integer(-draw.format.precision / 2 - 2, -2)));
  return in;
}
/// Of a text that is no function, or of values that it refuses.
template <class Op>
typename Op::template In<double> refused(Draw& draw, std::string function, Tensor<double> x, std::int64_t outputs = 1) {
  return given<Op>(draw, {std::move(function), std::move(x), outputs});
}

/// The classes that all of them share. C4's are left to those that differentiate.
template <class Op, Kind kind, bool differentiates = true>
Laws<Op> laws_of_function() {
  auto all = laws<Op>();
  all.inputs(core, "random formulas", [](Draw& draw) { return given<Op>(draw, random_formula(draw, kind)); })
      .inputs(core, "functions of the table", [](Draw& draw) { return given<Op>(draw, named_function(draw, kind)); })
      .refuses("C1", "what is no formula", [](Draw& draw) {
        return refused<Op>(draw, draw.one_of({"x[0] +", "sine(x[0])", "x[0", "x[0] x[0]", "", "x[9]", "max(x[0])", "y"}), draw.reals({draw.extent(1, 3)}, -3, 1));
      })
      .refuses("C3", "where the function is not defined", [](Draw& draw) {
        const double x = -draw.magnitude(-3, 2);
        switch (draw.integer(0, 4)) {
          case 0: return refused<Op>(draw, "log(x[0])", {{1}, {x}});
          case 1: return refused<Op>(draw, "sqrt(x[0])", {{1}, {x}});
          case 2: return refused<Op>(draw, "1/(x[0] - x[0]*1)", {{1}, {x}});
          case 3: return refused<Op>(draw, "x[0]^0.5 + 1", {{1}, {x}});
          default: return refused<Op>(draw, "log1p(4*x[0] - 1)", {{1}, {x}});
        }
      })
      .leaves_out("one or two entries far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
      .leaves_out("one input far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
      .leaves_out("lanes at levels of their own", "the steps of a formula overflow where its value does not, as its author wrote it");
  if constexpr (differentiates && kind != Kind::analytic)
    all.refuses("C4", "kinks", [](Draw& draw) {
      const double x = draw.real(-3, 2);
      switch (draw.integer(0, 3)) {
        case 0: return refused<Op>(draw, "abs(x[0] - x[0]) + 1", {{1}, {x}});
        case 1: return refused<Op>(draw, "max(x[0], x[0]) + 1", {{1}, {x}});
        case 2: return refused<Op>(draw, "sqrt(x[0]*0) + 1", {{1}, {x}});
        default: return refused<Op>(draw, "relu(x[0])+1", {{1}, {0}});
      }
    });
  return all;
}

}  // namespace etalon::verify::formulas
