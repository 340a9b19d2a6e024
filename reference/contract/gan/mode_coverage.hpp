#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// How many samples each mode of a mixture has, and how many modes have any.
struct ModeCoverage {
  template <class T> struct In { Tensor<T> samples; Tensor<T> modes; T radius{}; };
  template <class T> struct Out { Tensor<std::int64_t> counts; std::int64_t covered; };

  inline static const Count k{"k", 1}, d{"d", 1};
  inline static const Count c = d + 4;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::samples>({any_extent, d}, "generated samples"), in::data<&In<T>::modes>({k, d}, "the centres of the mixture, such as points on a circle"),
                      in::exact<&In<T>::radius>({}, "how far from its centre a sample of a mode may be, three standard deviations as a rule")};
  }
  template <class T> static auto outputs() {
    // A squared distance: a difference, twice in the square, d − 1 additions; a comparison of two of them, or of one root.
    return std::tuple{out::backward<&Out<T>::counts>({k}, c, "C5", "samples whose nearest mode this is, within the radius"),
                      out::backward<&Out<T>::covered>({}, c, "C5", "modes with at least one sample")};
  }
  static Statement statement() {
    return {.name = "gan.mode_coverage",
            .summary = "the samples nearest to each mode and within a radius of it, and the modes that have any",
            .clauses = {{"C1", ClauseKind::precondition, finite({"samples", "modes", "radius"}), "all are finite: an integer cannot be NaN"},
                        {"C2", ClauseKind::precondition, not_negative("radius")},
                        {"C3", ClauseKind::law, "no more samples are counted than there are, and covered is the number of positive counts; a larger radius never covers less"},
                        {"C4", ClauseKind::law, "of modes as near as each other the first one has the sample; their order changes nothing else; samples on the modes cover all that differ"},
                        {"C5", ClauseKind::error, "a sample that distances off by (d + 4)u, or an absolute (d + 4)η of their squares, may give to another mode or leave out may be counted so; the others are counted exactly"}},
            .source = "Metz, Poole, Pfau and Sohl-Dickstein, Unrolled generative adversarial networks, ICLR (2017), section 3.1; "
                      "Srivastava et al., VEEGAN: reducing mode collapse in GANs using implicit variational learning, NIPS (2017), section 4.1",
            .no_derivative = "integers",
            .aliases = {"modes_covered", "mode_count"}};
  }
};

inline constexpr Function<ModeCoverage> mode_coverage;

}  // namespace etalon::contract::gan
