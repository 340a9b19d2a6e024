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
  std::int64_t at(const std::string& name) const {
    const auto found = find(name);
    if (found == end()) throw std::out_of_range("no size is called '" + name + "'");
    return found->second;
  }
};

/// A polynomial in symbolic sizes: a dimension, or a number of roundings. `n + 4` prints as it is written.
class Count {
 public:
  struct Term {
    std::int64_t factor;
    std::vector<std::string> sizes;
    bool operator==(const Term&) const = default;
  };

  Count(std::int64_t constant = 0) {  // NOLINT: 4 is a Count
    if (constant != 0) terms_.push_back({constant, {}});
  }
  Count(int constant) : Count(static_cast<std::int64_t>(constant)) {}  // NOLINT: a literal 0 is no null pointer
  /// The size called `name`, at least `minimum`.
  Count(const char* name, std::int64_t minimum = 0) : terms_{{1, {name}}}, minimum_(minimum) {}

  friend Count operator+(Count a, const Count& b) {
    a.terms_.insert(a.terms_.end(), b.terms_.begin(), b.terms_.end());
    return a;
  }
  friend Count operator*(const Count& a, const Count& b) {
    Count product;
    for (const Term& s : a.terms_)
      for (const Term& t : b.terms_) {
        Term both{s.factor * t.factor, s.sizes};
        both.sizes.insert(both.sizes.end(), t.sizes.begin(), t.sizes.end());
        product.terms_.push_back(both);
      }
    return product;
  }

  /// The single size that this is, if it is one: `n`, but not `n + 1`.
  std::optional<std::string> symbol() const {
    if (terms_.size() == 1 && terms_[0].factor == 1 && terms_[0].sizes.size() == 1) return terms_[0].sizes[0];
    return std::nullopt;
  }
  std::int64_t minimum() const { return minimum_; }
  /// Every size that it speaks of.
  std::set<std::string> symbols() const {
    std::set<std::string> names;
    for (const Term& term : terms_) names.insert(term.sizes.begin(), term.sizes.end());
    return names;
  }

  /// Its value, or nothing when a size is unknown.
  std::optional<std::int64_t> at(const SizeValues& sizes) const {
    std::int64_t sum = 0;
    for (const Term& term : terms_) {
      std::int64_t product = term.factor;
      for (const std::string& name : term.sizes) {
        const auto found = sizes.find(name);
        if (found == sizes.end()) return std::nullopt;
        product *= found->second;
      }
      sum += product;
    }
    return sum;
  }

  std::string text() const {
    std::string out;
    for (const Term& term : terms_) {
      if (!out.empty()) out += " + ";
      std::string body = term.factor != 1 || term.sizes.empty() ? std::to_string(term.factor) : "";
      for (const std::string& name : term.sizes) body += (body.empty() ? "" : "·") + name;
      out += body;
    }
    return out.empty() ? "0" : out;
  }

 private:
  std::vector<Term> terms_;
  std::int64_t minimum_ = 0;
};

}  // namespace etalon
