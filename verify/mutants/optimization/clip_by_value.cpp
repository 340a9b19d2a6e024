#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/clip_by_value.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ClipByValue;

template <class T, class F>
void each(ClipByValue::Out<T>& out, const ClipByValue::In<T>& in, F f) {
  for (std::size_t k = 0; k < in.gradients.size(); ++k)
    for (std::size_t i = 0; i < in.gradients[k].size(); ++i) out.clipped[k][i] = f(in.gradients[k][i], in.limit);
}

const auto registered =
    mutants<ClipByValue>()
        .spoils("from_above_alone", "min(g, c)", [](auto& out, const auto& in) { each(out, in, [](auto g, auto c) { return std::min(g, c); }); })
        .spoils("to_zero", "what is larger than c becomes 0", [](auto& out, const auto& in) { each(out, in, [](auto g, auto c) { return std::fabs(g) > c ? 0 : g; }); })
        .spoils("to_one", "to [−1, 1], whatever c is", [](auto& out, const auto& in) { each(out, in, [](auto g, auto) { return std::clamp(g, decltype(g)(-1), decltype(g)(1)); }); })
        .spoils("first_alone", "the first tensor of the list alone is clipped", [](auto& out, const auto& in) {
          for (std::size_t k = 1; k < in.gradients.size(); ++k) out.clipped[k] = in.gradients[k];
        });

}  // namespace
}  // namespace etalon::verify
