#include "reference/contract/optimization/cost_model.hpp"

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::CostModel;
using In = CostModel::In<double>;

std::string method(Draw& draw) { return draw.one_of({"gradient_descent", "sgd", "momentum", "adam", "newton", "bfgs", "lbfgs", "conjugate_gradient"}); }

const auto registered =
    laws<CostModel>()
        .inputs(core, "any", [](Draw& draw) { return In{method(draw), draw.integer(1, 20), draw.integer(1, 20), draw.integer(1, 20)}; })
        .inputs(edge, "one of each", [](Draw& draw) { return In{method(draw), draw.integer(1, 2), 1, draw.integer(1, 2)}; })
        .theorem("C3", "the leading powers", [](Exact<CostModel>& t) {
          const auto at = [&](std::int64_t n, std::int64_t m, std::int64_t samples) { return t.f({t.in.method, n, m, samples}).multiplications; };
          // Differences of a polynomial of degree d are a constant after d times, and 0 after d + 1: of multiplications in n.
          const auto difference = [&](int order) {
            const std::int64_t binomial[4][4] = {{1, 0, 0, 0}, {1, -1, 0, 0}, {1, -2, 1, 0}, {1, -3, 3, -1}};
            std::int64_t sum = 0;
            for (int k = 0; k <= order; ++k) sum += binomial[order][k] * at(12 - k, 3, 5);
            return sum;
          };
          const std::string& m = t.in.method;
          if (m == "newton") t.holds(difference(3) == 2, "n³/3: Newton's elimination");
          else if (m == "bfgs") t.holds(difference(3) == 0 && difference(2) > 0, "n²: BFGS");
          else t.holds(difference(2) == 0 && difference(1) > 0, "n: the first-order methods, L-BFGS and conjugate gradients");
          t.holds((at(8, 3, 9) == at(8, 3, 4)) == (m == "sgd"), "sgd alone does not see how many samples there are");
          t.holds((at(8, 9, 4) == at(8, 3, 4)) == (m != "lbfgs"), "lbfgs alone keeps pairs");
          if (m == "lbfgs") t.holds(at(8, 9, 4) - at(8, 8, 4) == 4 * 8 + 2, "4n + 2 for each pair");
        })
        .theorem("C4", "what is kept", [](Exact<CostModel>& t) {
          const std::int64_t n = t.in.n, m = t.in.m, kept = t.f(t.in).memory;
          const std::string& method = t.in.method;
          const std::int64_t expected = method == "momentum" ? 2 * n : method == "adam" || method == "conjugate_gradient" ? 3 * n : method == "bfgs" ? n + n * n : method == "lbfgs" ? n + m * (2 * n + 1) : n;
          t.holds(kept == expected, "numbers kept");
        });

}  // namespace
}  // namespace etalon::verify
