#pragma once
#include <array>
#include <optional>
#include <vector>

#include "verify/judge/verdict.hpp"

/// How small a mistake the judge sees: right answers are spoilt, and judged.
namespace etalon::verify {

/// How many of the answers that were tried are rejected.
struct Share {
  std::size_t rejected = 0, tried = 0;
};

constexpr std::array<double, 3> spoiling_factors = {0, -1, 1.5};

/// What the judge made of right answers and of what was made of them, over some cases of one operation.
struct Power {
  std::size_t judged = 0;      ///< right answers that pass
  std::size_t vacuous = 0;     ///< and those of which passing says nothing
  std::size_t wronged = 0;     ///< that are rejected, though they are right: a finding
  std::size_t not_judged = 0;  ///< refused inputs, undecided cases
  double used = 0;             ///< of their bound, at most, by right answers that pass
  std::array<Share, 3> one;    ///< one entry of one output times each factor: the largest, and a random one
  std::array<Share, 3> all;    ///< every entry of one output
  std::vector<int> finest_largest, finest_random, finest_all;  ///< of each change 1 + 2⁻ᵏ, the largest k that is rejected; −1: not even k = 0
  std::vector<std::size_t> zeros_pass, negated_pass;  ///< every output at once, in cases that are not vacuous: their numbers

  void add(const Power& other);
  double vacuous_share() const;
};

/// The k of the smallest change 1 + 2⁻ᵏ such that it and every larger one are rejected in 95 of 100 answers; nothing where there is none.
std::optional<int> smallest_seen(std::vector<int> finest);

/// Spoils right answers, those to case `number`, in every way. `random` picks the entry; without `entries` only what concerns all
/// outputs at once is tried.
Power spoil(const Request& request, const std::vector<Reply>& right, std::size_t number, std::uint64_t random, bool entries);

}  // namespace etalon::verify
