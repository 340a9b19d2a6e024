#pragma once
#include <optional>
#include <string>

#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// What a law's check found on the reference.
struct Finding {
  enum Kind { holds, violated, refused, undecided } kind;
  std::string what;
};

/// Checks a theorem on the reference at these exact inputs, at rising precision until it is decided.
Finding check_theorem(const Theorem& theorem, const Values<double>& inputs, std::size_t variant);

/// Checks a requirement on what the fast wing makes of these inputs; `refused` also where that overflows.
Finding check_requirement(const Operation& op, const Requirement& requirement, const Values<double>& inputs, const Format& format, std::size_t variant);

/// Do the independent witnesses of a derivative agree with its closed form: reverse mode and forward mode of the textbook
/// formula, and a central difference at 1200 bits? `holds`, or which witness disagrees where.
Finding check_witnesses(const Operation& derivative, const Values<double>& inputs, std::size_t variant);

/// Do the enclosures at 24 to 256 bits contain that at 1600? Of a direct formula the whole enclosure, of a proof its middle.
/// `undecided` when not even 6400 bits decide.
Finding check_enclosures(const Operation& op, const Values<double>& inputs, std::size_t variant);

/// Do the four numbers give one and the same value, or refusal?
Finding check_numbers(const Operation& op, const Values<double>& inputs, std::size_t variant);

}  // namespace etalon::verify
