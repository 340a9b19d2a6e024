#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// From the latent a to the latent b: along the line, or along the great circle through their directions.
struct Interpolate {
  enum class Variant { spherical, linear };
  template <class T> struct In { Tensor<T> a, b, t; };
  template <class T> struct Out { Tensor<T> z; };

  inline static const Count k{"k"}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({d}, "where t = 0"), in::data<&In<T>::b>({d}, "where t = 1"), in::exact<&In<T>::t>({k}, "of each point, from 0 to 1")};
  }
  template <class T> static auto outputs() {
    // T counts each operation once; sums of d in another order, in the norms and in the angle; sin and atan2 off by two u.
    return std::tuple{out::textbook<&Out<T>::z>({k, d}, 2 * d + 10, "C8", "a row for each t")};
  }
  static Statement statement() {
    return {.name = "vae.interpolate",
            .summary = "z = (sin((1 − t)θ)·a + sin(tθ)·b)/sin θ with θ the angle between a and b, or z = (1 − t)a + tb",
            .clauses = {{"C1", ClauseKind::domain, not_nan("a") && not_nan("b") && not_nan("t"), "no entry is NaN"},
                        {"C2", ClauseKind::precondition, finite({"a", "b", "t"}), "they are finite"},
                        {"C3", ClauseKind::precondition, within("t", 0, 1)},
                        {"C9", ClauseKind::precondition, "spherical: neither is 0, which has no direction, and they are not antipodal (b = −sa for an s > 0), where every great circle is one; libraries divide by 0 there, or take the line"},
                        {"C4", ClauseKind::law, "a at t = 0 and b at t = 1; from b to a at 1 − t it is the same"},
                        {"C5", ClauseKind::law, "spherical: of one norm, every point has it; the cosine of its angle to a is cos tθ"},
                        {"C6", ClauseKind::law, "spherical: where b = sa for an s > 0 it is the line, which it tends to as θ → 0"},
                        {"C7", ClauseKind::law, "linear: the point at t = ½ is the mean"},
                        {"C8", ClauseKind::error, "textbook, 2d + 10, with the angle from sine and cosine, which no cosine near 1 loses"}},
            .source = "Shoemake, Animating rotation with quaternion curves, SIGGRAPH (1985), section 3.3; White, Sampling generative networks, arXiv:1609.04468 (2016), section 2",
            .variants = {{"spherical", "slerp"}, {"linear", "lerp"}},
            .no_derivative = "a walk through the latents is looked at, and not trained",
            .aliases = {"slerp"}};
  }
};

inline constexpr Function<Interpolate> interpolate;

}  // namespace etalon::contract::vae
