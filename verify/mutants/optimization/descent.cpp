#include "reference/contract/optimization/descent.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Descent;
using contract::optimization::DescentStep;

const auto registered_step =
    mutants<DescentStep>()
        .spoils("ascent", "uphill: x′ = x + ηv′", []<class T>(DescentStep::Out<T>& out, const DescentStep::In<T>& in) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.x_next[i] = in.x[i] + (in.x[i] - out.x_next[i]);
        })
        .add("velocity_forgotten", "v′ = ∇f: every step is the first", []<class T>(const DescentStep::In<T>& in, DescentStep::Variant variant) {
          auto first = in;
          std::fill(first.velocity.begin(), first.velocity.end(), T(0));
          return Wings<DescentStep>::fast(first, variant);
        })
        .spoils("old_velocity", "the step is taken with v", []<class T>(DescentStep::Out<T>& out, const DescentStep::In<T>& in) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.x_next[i] = in.x[i] - in.learning_rate * in.velocity[i];
        })
        .spoils("dampening", "v′ = μv + (1 − μ)∇f, an average", []<class T>(DescentStep::Out<T>& out, const DescentStep::In<T>& in) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.velocity_next[i] -= in.momentum * (out.velocity_next[i] - in.momentum * in.velocity[i]);
        });

const auto registered =
    mutants<Descent>()
        .spoils("last_half", "half a step at the end", []<class T>(Descent::Out<T>& out, const Descent::In<T>& in) {
          const std::size_t n = in.x.size(), last = static_cast<std::size_t>(in.steps) * n;
          for (std::size_t i = last; in.steps > 0 && i < last + n; ++i) out.iterates[i] = (out.iterates[i] + out.iterates[i - n]) / 2;
        })
        .spoils("start_left_out", "the states after the start, and the last one twice", []<class T>(Descent::Out<T>& out, const Descent::In<T>& in) {
          if (in.steps > 0) std::copy(out.iterates.begin() + static_cast<std::ptrdiff_t>(in.x.size()), out.iterates.end(), out.iterates.begin());
        })
        .spoils("value_before", "the value of the state before", []<class T>(Descent::Out<T>& out, const Descent::In<T>& in) {
          if (in.steps > 0) std::copy_backward(out.values.begin(), out.values.end() - 1, out.values.end());
        })
        .spoils("signs", "the gradients' signs alone", []<class T>(Descent::Out<T>& out, const Descent::In<T>&) {
          for (T& g : out.gradients) g = static_cast<T>(g > 0 ? 1 : g < 0 ? -1 : 0);
        });

}  // namespace
}  // namespace etalon::verify
