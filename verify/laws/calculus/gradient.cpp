#include "reference/contract/calculus/gradient.hpp"

#include "reference/calculus/evaluate.hpp"
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;

const auto registered =
    laws_of_function<contract::calculus::Gradient, Kind::scalar>()
        .refuses("C5", "two outputs", [](Draw& draw) { return refused<contract::calculus::Gradient>(draw, "[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2); })
        .theorem("C6", "the row of the Jacobian", [](Exact<contract::calculus::Gradient>& t) {
          t.equal(Tensor<Interval>(t.in.x.shape, reference::calculus::forward_jacobian(contract::function_of(t.in.function, t.in.x.shape[0]), t.in.x)->data), t.f(t.in).gradient, "forward = reverse");
        })
        .theorem("C7", "of half the square", [](Exact<contract::calculus::Gradient>& t) {
          const Formula f = contract::function_of(t.in.function, t.in.x.shape[0]);
          if (t.in.function.front() != '[') return;
          const std::string one = t.in.function.substr(1, t.in.function.size() - 2);
          const Interval value = (*reference::calculus::evaluate(f, t.in.x.data, reference::calculus::Wanted::value))[0];
          const auto g = t.f(t.in).gradient, of_square = t.f({"(" + one + ")^2/2", t.in.x}).gradient;
          for (std::size_t k = 0; k < g.size(); ++k) t.equal(of_square[k], value * g[k], "f∇f");
        });

}  // namespace
}  // namespace etalon::verify
