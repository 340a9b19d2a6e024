#include <cmath>

#include "reference/contract/optimization/newton_root.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::NewtonRoot;
using contract::optimization::NewtonRootStep;

template <class T>
T value(const std::string& f, T a, T x) {
  if (f == "x^2-a") return x * x - a;
  if (f == "x^3-a") return x * x * x - a;
  if (f == "x^3-a x") return x * x * x - a * x;
  if (f == "x^3-2x+2") return x * x * x - 2 * x + 2;
  if (f == "(x-a)^2") return (x - a) * (x - a);
  if (f == "(x-a)^3") return (x - a) * (x - a) * (x - a);
  if (f == "exp(x)-a") return std::exp(x) - a;
  return std::sin(x);
}
/// A run by another rule: g(x, the right next state).
template <class T, class G>
void rerun(NewtonRoot::Out<T>& out, const NewtonRoot::In<T>& in, G g) {
  for (std::int64_t k = 0; k < in.steps; ++k) {
    const auto step = Wings<NewtonRootStep>::fast(NewtonRootStep::In<T>{in.function, in.a, out.iterates[k]});
    out.iterates[k + 1] = step ? g(out.iterates[k], step->next) : out.iterates[k];
  }
}

const auto registered_step =
    mutants<NewtonRootStep>()
        .spoils("sign", "x + f/f′: uphill", [](auto& out, const auto& in) { out.next = in.x + (in.x - out.next); })
        .spoils("finite_difference", "f′ by a central difference with h = 10⁻⁵", [](auto& out, const auto& in) {
          const decltype(in.x + 0) h = 1e-5f;
          const auto slope = (value(in.function, in.a, in.x + h) - value(in.function, in.a, in.x - h)) / (2 * h);
          out.next = in.x - value(in.function, in.a, in.x) / slope;
        })
        .spoils("guarded_slope", "10⁻¹² added to f′, against a division by 0", [](auto& out, const auto& in) {
          const auto here = value(in.function, in.a, in.x);
          if (out.next != in.x) out.next = in.x - here / (here / (in.x - out.next) + 1e-12f);
        })
        .add("stays_where_flat", "returns x where f′(x) = 0",
             []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
               auto out = Wings<NewtonRootStep>::fast(in);
               if (!out && out.failure().clause == "C2") return NewtonRootStep::Out<T>{in.x};
               return out;
             })
        .spoils("powers_by_exp_and_log", "x³ computed as exp(3 log |x|)", [](auto& out, const auto& in) {
          if (in.function != "x^3-a x") return;
          const auto cube = std::copysign(std::exp(3 * std::log(std::abs(in.x))), in.x);
          out.next = 2 * cube / (3 * in.x * in.x - in.a);
        })
        .spoils("halley", "Halley's step for Heron's: f″ is not ignored", [](auto& out, const auto& in) {
          if (in.function == "x^2-a") out.next = in.x * (in.x * in.x + 3 * in.a) / (3 * in.x * in.x + in.a);
        });

const auto registered =
    mutants<NewtonRoot>()
        .spoils("chord", "f′(x₀) for ever: the derivative is stale", [](auto& out, const auto& in) {
          if (in.steps < 1) return;
          const auto first = value(in.function, in.a, in.x0), change = in.x0 - out.iterates[1];
          for (std::int64_t k = 0; k < in.steps; ++k)
            if (first != 0) out.iterates[k + 1] = out.iterates[k] - value(in.function, in.a, out.iterates[k]) * (change / first);
        })
        .spoils("damped", "half of each step", [](auto& out, const auto& in) {
          rerun(out, in, [](auto x, auto next) { return x + (next - x) / 2; });
        })
        .spoils("stops_when_close", "stops at a change below 10⁻⁶ and repeats the last state", [](auto& out, const auto& in) {
          rerun(out, in, [](auto x, auto next) { return std::abs(next - x) < 1e-6f * std::abs(x) ? x : next; });
        })
        .add("start_left_out", "the first entry is x₁",
             []<class T>(const NewtonRoot::In<T>& in) -> Result<NewtonRoot::Out<T>> {
               auto out = Wings<NewtonRoot>::fast(in);
               if (!out) return out;
               auto longer = in;
               longer.steps = std::min(in.steps + 1, NewtonRoot::most_steps);
               const auto more = Wings<NewtonRoot>::fast(longer);
               for (std::int64_t k = 0; more && k < longer.steps; ++k) out->iterates[k] = more->iterates[k + 1];
               return out;
             })
        .spoils("one_step_short", "steps entries instead of steps + 1", [](auto& out, const auto& in) {
          if (in.steps < 1) return;
          out.iterates.data.pop_back();
          out.iterates.shape[0] -= 1;
        })
        .spoils("single_precision_state", "the state is kept in float32", [](auto& out, const auto& in) {
          rerun(out, in, [](auto, auto next) { return static_cast<decltype(next)>(static_cast<float>(next)); });
        });

}  // namespace
}  // namespace etalon::verify
