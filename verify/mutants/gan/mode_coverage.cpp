#include "reference/contract/gan/mode_coverage.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::ModeCoverage;
using Op = ModeCoverage;

/// Counted anew, with the distance and the comparison given.
template <class T, class Distance, class Nearer>
void count(Op::Out<T>& out, const Op::In<T>& in, T radius, Distance distance, Nearer nearer) {
  out = {Tensor<std::int64_t>(out.counts.shape), 0};
  for (std::int64_t i = 0; i < in.samples.shape[0]; ++i) {
    std::int64_t nearest = 0;
    for (std::int64_t j = 1; j < in.modes.shape[0]; ++j)
      if (nearer(distance(i, j), distance(i, nearest))) nearest = j;
    if (distance(i, nearest) <= radius) ++out.counts[nearest];
  }
  for (const std::int64_t c : out.counts) out.covered += c > 0;
}
/// Σ f(difference).
template <class T, class F>
auto summed(const Op::In<T>& in, F f) {
  return [&in, f](std::int64_t i, std::int64_t j) {
    T sum = 0;
    for (std::int64_t l = 0; l < in.modes.shape[1]; ++l) sum += f(in.samples(i, l) - in.modes(j, l));
    return sum;
  };
}

const auto registered =
    mutants<ModeCoverage>()
        .spoils("last_of_a_tie", "the last of modes as near as each other", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          count(out, in, in.radius * in.radius, summed(in, [](T x) { return x * x; }), [](T a, T b) { return a <= b; });
        })
        .spoils("radius_not_squared", "squared distances beside the radius", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          count(out, in, in.radius, summed(in, [](T x) { return x * x; }), [](T a, T b) { return a < b; });
        })
        .spoils("city_blocks", "Σ|x| for the distance", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          count(out, in, in.radius, summed(in, [](T x) { return std::fabs(x); }), [](T a, T b) { return a < b; });
        })
        .spoils("any_distance", "the nearest mode, however far", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          count(out, in, T(INFINITY), summed(in, [](T x) { return x * x; }), [](T a, T b) { return a < b; });
        })
        .spoils("mode_missed", "covered counts the modes that have none", [](auto& out, const auto& in) { out.covered = in.modes.shape[0] - out.covered; });

}  // namespace
}  // namespace etalon::verify
