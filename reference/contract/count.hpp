#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace etalon {

/// Values of the symbolic sizes of one call, such as n = 5.
struct SizeValues : std::map<std::string, std::int64_t> {
  using map::map;
  /// Throws std::out_of_range naming the size when it is unknown.
  std::int64_t at(const std::string& name) const;
};

/// A polynomial in symbolic sizes: a dimension, or a number of roundings. `n + 4` prints as it is written.
class Count {
 public:
  struct Term {
    std::int64_t factor;
    std::vector<std::string> sizes;
    bool operator==(const Term&) const = default;
  };

  Count(std::int64_t constant = 0);  // NOLINT: 4 is a Count
  Count(int constant);               // NOLINT: a literal 0 is no null pointer
  /// The size called `name`, at least `minimum`.
  Count(const char* name, std::int64_t minimum = 0);
  // Out of line: every contract has many, and compiles faster.
  Count(const Count&);
  Count(Count&&) noexcept;
  Count& operator=(const Count&);
  Count& operator=(Count&&) noexcept;
  ~Count();

  friend Count operator+(Count a, const Count& b);
  friend Count operator*(const Count& a, const Count& b);

  /// The single size that this is, if it is one: `n`, but not `n + 1`.
  std::optional<std::string> symbol() const;
  std::int64_t minimum() const { return minimum_; }
  /// Every size that it speaks of.
  std::set<std::string> symbols() const;
  /// Its value, or nothing when a size is unknown.
  std::optional<std::int64_t> at(const SizeValues& sizes) const;
  std::string text() const;

 private:
  std::vector<Term> terms_;
  std::int64_t minimum_ = 0;
};

}  // namespace etalon
