#pragma once
#include <string>
#include <vector>

#include "reference/number/format.hpp"

/// In which formats an implementation computes, beside the one that it stores.
namespace etalon::verify {

/// To what it rounds the factors of products before it multiplies them, and to what everything else; both null: as it stores.
struct Mixed {
  const Format* operands = nullptr;
  const Format* accumulation = nullptr;

  explicit operator bool() const { return accumulation != nullptr; }
  bool operator==(const Mixed&) const = default;
};

/// The three formats of one case.
struct Formats {
  const Format* storage;
  const Format* operands;
  const Format* accumulation;

  Formats(const Format& format, const Mixed& mixed = {});  // NOLINT: a format alone is an arithmetic
  const Format& coarsest() const;
  bool rounds_operands() const { return operands->precision < accumulation->precision; }
  /// Are results of the accumulation rounded once more, to be stored?
  bool rounds_results() const { return storage->precision < accumulation->precision; }
};

/// "bfloat16/float32", "float8_e4m3fn/float32": operands, then accumulation. Throws std::invalid_argument that says what is wrong.
Mixed mixed_named(const std::string& names);
std::string text(const Mixed& mixed);
/// "tf32 operands", "bfloat16 accumulation": what is coarser than the rest.
std::string behaviour_text(const Mixed& mixed);

/// What is declared for tensors of that format: nothing where they are wider than what accumulates.
Mixed applied_to(const Format& storage, const Mixed& declared);
/// Coarser ones than that, down to what is stored and below, the sharpest first: as what a failing implementation may behave.
std::vector<Mixed> coarser_than(const Formats& claimed);

}  // namespace etalon::verify
