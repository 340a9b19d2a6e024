#include <cmath>

#include "reference/contract/optimization/newton_root.hpp"
#include "verify/mutants.hpp"

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
/// The right answer's next state through g, for whatever is inside the domain.
template <class T, class G>
Result<NewtonRootStep::Out<T>> instead(const NewtonRootStep::In<T>& in, G g) {
  auto out = Wings<NewtonRootStep>::fast(in);
  if (out) out->next = g(out->next);
  return out;
}
/// A run by another rule: g(x, the right next state).
template <class T, class G>
Result<NewtonRoot::Out<T>> run(const NewtonRoot::In<T>& in, G g) {
  auto out = Wings<NewtonRoot>::fast(in);
  for (std::int64_t k = 0; out && k < in.steps; ++k) {
    const auto step = Wings<NewtonRootStep>::fast(NewtonRootStep::In<T>{in.function, in.a, out->iterates[k]});
    if (!step) return step.failure();
    out->iterates[k + 1] = g(out->iterates[k], step->next);
  }
  return out;
}

const auto registered_step =
    mutants<NewtonRootStep>()
        .add("sign", "x + f/f′: uphill",
             []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
               return instead(in, [&](T next) { return in.x + (in.x - next); });
             })
        .add("finite_difference", "f′ by a central difference with h = 10⁻⁵",
             []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
               return instead(in, [&](T) {
                 const T h = T(1e-5);
                 const T slope = (value(in.function, in.a, in.x + h) - value(in.function, in.a, in.x - h)) / (2 * h);
                 return in.x - value(in.function, in.a, in.x) / slope;
               });
             })
        .add("guarded_slope", "10⁻¹² added to f′, against a division by 0",
             []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
               return instead(in, [&](T next) {
                 const T value_here = value(in.function, in.a, in.x);
                 return next == in.x ? next : in.x - value_here / (value_here / (in.x - next) + T(1e-12));
               });
             })
        .add("stays_where_flat", "returns x where f′(x) = 0",
             []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
               auto out = Wings<NewtonRootStep>::fast(in);
               if (!out && out.failure().clause == "C2") return NewtonRootStep::Out<T>{in.x};
               return out;
             })
        .add("powers_by_exp_and_log", "x³ computed as exp(3 log |x|)",
             []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
               if (in.function != "x^3-a x") return Wings<NewtonRootStep>::fast(in);
               return instead(in, [&](T) {
                 const T cube = std::copysign(std::exp(3 * std::log(std::abs(in.x))), in.x);
                 return 2 * cube / (3 * in.x * in.x - in.a);
               });
             })
        .add("halley", "Halley's step for Heron's: f″ is not ignored", []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
          if (in.function != "x^2-a") return Wings<NewtonRootStep>::fast(in);
          return instead(in, [&](T) { return in.x * (in.x * in.x + 3 * in.a) / (3 * in.x * in.x + in.a); });
        });

const auto registered =
    mutants<NewtonRoot>()
        .add("chord", "f′(x₀) for ever: the derivative is stale",
             []<class T>(const NewtonRoot::In<T>& in) -> Result<NewtonRoot::Out<T>> {
               auto out = Wings<NewtonRoot>::fast(in);
               if (!out || in.steps < 1) return out;
               const T first = value(in.function, in.a, in.x0), change = in.x0 - out->iterates[1];
               for (std::int64_t k = 0; k < in.steps; ++k)
                 if (first != 0) out->iterates[k + 1] = out->iterates[k] - value(in.function, in.a, out->iterates[k]) * (change / first);
               return out;
             })
        .add("damped", "half of each step",
             []<class T>(const NewtonRoot::In<T>& in) -> Result<NewtonRoot::Out<T>> {
               return run(in, [](T x, T next) { return x + (next - x) / 2; });
             })
        .add("stops_when_close", "stops at a change below 10⁻⁶ and repeats the last state",
             []<class T>(const NewtonRoot::In<T>& in) -> Result<NewtonRoot::Out<T>> {
               return run(in, [](T x, T next) { return std::abs(next - x) < T(1e-6) * std::abs(x) ? x : next; });
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
        .add("one_step_short", "steps entries instead of steps + 1",
             []<class T>(const NewtonRoot::In<T>& in) -> Result<NewtonRoot::Out<T>> {
               auto out = Wings<NewtonRoot>::fast(in);
               if (!out || in.steps < 1) return out;
               out->iterates.data.pop_back();
               out->iterates.shape[0] -= 1;
               return out;
             })
        .add("single_precision_state", "the state is kept in float32", []<class T>(const NewtonRoot::In<T>& in) -> Result<NewtonRoot::Out<T>> {
          return run(in, [](T, T next) { return static_cast<T>(static_cast<float>(next)); });
        });

}  // namespace
}  // namespace etalon::verify
