#include "reference/contract/calculus/chain.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::calculus::Chain;

/// f(g) as one text: g's outputs in the place of x[0], x[1], …
std::string substituted(const std::string& outer, const std::vector<std::string>& inner) {
  std::string text;
  for (std::size_t at = 0; at < outer.size(); ++at) {
    if (outer.compare(at, 2, "x[") != 0) {
      text += outer[at];
      continue;
    }
    text += "(" + inner[static_cast<std::size_t>(outer[at + 2] - '0')] + ")";
    at += 3;
  }
  return text;
}

Chain::In<double> composition(Draw& draw) {
  const std::int64_t n = draw.extent(1, 3), k = draw.integer(1, 3);
  std::string inner;
  for (std::int64_t i = 0; i < k; ++i) inner += (i == 0 ? "" : ", ") + expression(draw, n, static_cast<int>(draw.integer(0, 2)));
  return {"[" + expression(draw, k, 2) + ", " + expression(draw, k, 1) + "]", "[" + inner + "]", draw.reals({n}, -3, 1)};
}

const auto registered =
    laws<Chain>()
        .inputs(core, "random formulas", composition)
        .inputs(core, "functions of the table", [](Draw& draw) {
          return Chain::In<double>{draw.one_of({"polar", "coupling", "rosenbrock", "softmax"}), draw.one_of({"square_and_product", "mlp", "planar"}), draw.reals({2}, -3, 0)};
        })
        .inputs(core, "one after the other", [](Draw& draw) {
          return Chain::In<double>{draw.one_of({"[x[0]*x[1], sin(x[0])]", "x[0]^2 - x[1]"}), draw.one_of({"[x[0] + x[1], exp(x[1])]", "[x[0]*x[1], x[0]]"}), draw.reals({2}, -3, 1)};
        })
        .refuses("C1", "what is no formula", [](Draw& draw) {
          return Chain::In<double>{draw.one_of({"x[0] +", "x[1]", "nothing"}), "[x[0]^2]", draw.reals({draw.extent(1, 3)}, -3, 1)};
        })
        .refuses("C3", "where a function is not defined", [](Draw& draw) {
          const double x = draw.magnitude(-3, 2);
          return draw.coin() ? Chain::In<double>{"log(x[0])", "-x[0]", {{1}, {x}}} : Chain::In<double>{"x[0]^2", "log(-x[0])", {{1}, {x}}};
        })
        .refuses("C4", "kinks", [](Draw& draw) { return Chain::In<double>{"abs(x[0])", "[x[0]*0]", draw.reals({1}, -3, 2)}; })
        .leaves_out("one or two entries far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
        .leaves_out("one input far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
        .leaves_out("lanes at levels of their own", "the steps of a formula overflow where its value does not, as its author wrote it")
        .theorem("C6", "the Jacobian of the composition as one function", [](Exact<Chain>& t) {
          if (t.in.inner != "[x[0] + x[1], exp(x[1])]") return;
          const std::string whole = substituted(t.in.outer, {"x[0] + x[1]", "exp(x[1])"});
          t.equal(*reference::calculus::forward_jacobian(contract::function_of(whole, 2), t.in.x), t.f(t.in).jacobian, whole);
        })
        .theorem("C6", "after the identity", [](Exact<Chain>& t) {
          std::string identity;
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) identity += (i == 0 ? "[x[" : ", x[") + std::to_string(i) + "]";
          const auto whole = t.f({t.in.inner, identity + "]", t.in.x}).jacobian;
          t.equal(whole, *reference::calculus::reverse_jacobian(contract::function_of(t.in.inner, t.in.x.shape[0]), t.in.x), "g∘id = g");
        });

}  // namespace
}  // namespace etalon::verify
