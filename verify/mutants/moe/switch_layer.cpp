#include "reference/contract/moe/switch_layer.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SwitchLayer;
using contract::moe::SwitchLayerVjp;
using Variant = SwitchLayer::Variant;

/// The gate held at 0: every probability is 1/n.
template <class T>
SwitchLayer::In<T> without_gate(SwitchLayer::In<T> in) {
  for (T& w : in.gate) w = 0;
  return in;
}
/// −1 as the index of the last expert.
template <class T>
SwitchLayer::In<T> last_for_dropped(SwitchLayer::In<T> in) {
  for (std::int64_t& i : in.assignment)
    if (i < 0) i = in.gate.shape[0] - 1;
  return in;
}

const auto registered =
    mutants<SwitchLayer>()
        .spoils("unweighed", "the expert's answer without its probability", []<class T>(SwitchLayer::Out<T>& out, const SwitchLayer::In<T>& in) {
          out = *Wings<SwitchLayer>::fast(without_gate(in), Variant::zeros);
          for (T& y : out.y) y *= static_cast<T>(in.gate.shape[0]);
        })
        .spoils("dropped_at_last", "−1 counts from the last, as an index of Python does", []<class T>(SwitchLayer::Out<T>& out, const SwitchLayer::In<T>& in, Variant v) { out = *Wings<SwitchLayer>::fast(last_for_dropped(in), v); })
        .spoils("other_convention", "a dropped token passes where it has 0, and has 0 where it passes", []<class T>(SwitchLayer::Out<T>& out, const SwitchLayer::In<T>& in, Variant v) {
          for (std::int64_t token = 0; token < out.y.shape[0]; ++token)
            for (std::int64_t o = 0; in.assignment[token] < 0 && o < std::min(out.y.shape[1], in.x.shape[1]); ++o) out.y(token, o) = v == Variant::zeros ? in.x(token, o) : T(0);
        })
        .spoils("neighbour", "the expert beside the one chosen", []<class T>(SwitchLayer::Out<T>& out, const SwitchLayer::In<T>& in, Variant v) {
          auto other = in;
          for (std::int64_t& i : other.assignment)
            if (i >= 0) i = (i + 1) % in.gate.shape[0];
          out = *Wings<SwitchLayer>::fast(other, v);
        });

const auto registered_vjp =
    mutants<SwitchLayerVjp>()
        .spoils("gate_lost", "the probability is detached: the router does not learn", [](auto& out, const auto&) {
          for (auto& g : out.grad_gate) g = 0;
        })
        .spoils("x_through_expert_alone", "x̄ without what comes through the gate", []<class T>(SwitchLayerVjp::Out<T>& out, const SwitchLayerVjp::In<T>& in, Variant v) {
          // p·ȳ through the experts is all that is left with a gate of 0 and cotangents that make up for 1/n.
          const auto p = [&](std::int64_t token) {
            T sum = 0, chosen = 0;
            for (std::int64_t i = 0; i < in.gate.shape[0]; ++i) {
              T score = 0;
              for (std::int64_t j = 0; j < in.x.shape[1]; ++j) score += in.x(token, j) * in.gate(i, j);
              sum += std::exp(score);
              if (i == in.assignment[token]) chosen = std::exp(score);
            }
            return chosen / sum;
          };
          auto other = in;
          for (T& w : other.gate) w = 0;
          for (std::int64_t token = 0; token < in.x.shape[0]; ++token)
            for (std::int64_t o = 0; in.assignment[token] >= 0 && o < in.cotangent.y.shape[1]; ++o) other.cotangent.y(token, o) *= p(token) * static_cast<T>(in.gate.shape[0]);
          out.grad_x = Wings<SwitchLayerVjp>::fast(other, v)->grad_x;
        })
        .spoils("dropped_at_last", "−1 counts from the last, as an index of Python does", []<class T>(SwitchLayerVjp::Out<T>& out, const SwitchLayerVjp::In<T>& in, Variant v) {
          auto other = in;
          static_cast<SwitchLayer::In<T>&>(other) = last_for_dropped(static_cast<const SwitchLayer::In<T>&>(in));
          out = *Wings<SwitchLayerVjp>::fast(other, v);
        })
        .spoils("averaged", "over the tokens, in the experts", []<class T>(SwitchLayerVjp::Out<T>& out, const SwitchLayerVjp::In<T>& in) {
          for (T& g : out.grad_w2) g /= static_cast<T>(in.x.shape[0]);
        });

}  // namespace
}  // namespace etalon::verify
