#include "reference/contract/vae/interpolate.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Interpolate;
using Variant = Interpolate::Variant;

/// Slerp with the angle of this cosine.
template <class T, class Cosine>
void spoil(Interpolate::Out<T>& out, const Interpolate::In<T>& in, Cosine cosine_of) {
  T dot = 0, a = 0, b = 0;
  for (std::size_t i = 0; i < in.a.size(); ++i) dot += in.a[i] * in.b[i], a += in.a[i] * in.a[i], b += in.b[i] * in.b[i];
  const T theta = std::acos(cosine_of(dot, a, b));
  for (std::int64_t r = 0; r < in.t.shape[0]; ++r)
    for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
      out.z(r, i) = std::sin((1 - in.t[r]) * theta) / std::sin(theta) * in.a[i] + std::sin(in.t[r] * theta) / std::sin(theta) * in.b[i];
}

const auto registered =
    mutants<Interpolate>()
        .spoils("line", "the line under the name of slerp", []<class T>(Interpolate::Out<T>& out, const Interpolate::In<T>& in) { out = *Wings<Interpolate>::fast(in, Variant::linear); })
        .spoils("not_normalized", "the angle by the product of vectors that are not normalized, clipped", [](auto& out, const auto& in) {
          spoil(out, in, [](auto dot, auto, auto) { return std::clamp(dot, decltype(dot)(-1), decltype(dot)(1)); });
        })
        .spoils("arc_cosine", "the angle by its cosine: near 0 no digits are left, and 0/0 is NaN", [](auto& out, const auto& in) {
          spoil(out, in, [](auto dot, auto a, auto b) { return dot / std::sqrt(a * b); });
        })
        .spoils("backwards", "from b to a", []<class T>(Interpolate::Out<T>& out, const Interpolate::In<T>& in, Variant v) { out = *Wings<Interpolate>::fast(Interpolate::In<T>{in.b, in.a, in.t}, v); })
        .spoils("sine_forgotten", "sin((1 − t)θ)·a + sin(tθ)·b, not divided", [](auto& out, const auto& in) {
          auto dot = 0 * in.a[0], a = dot, b = dot;
          for (std::size_t i = 0; i < in.a.size(); ++i) dot += in.a[i] * in.b[i], a += in.a[i] * in.a[i], b += in.b[i] * in.b[i];
          for (auto& z : out.z) z *= std::sqrt(std::max(1 - dot * dot / (a * b), 0 * dot));
        });

}  // namespace
}  // namespace etalon::verify
