#include "reference/contract/count.hpp"

namespace etalon {

std::int64_t SizeValues::at(const std::string& name) const {
  const auto found = find(name);
  if (found == end()) throw std::out_of_range("no size is called '" + name + "'");
  return found->second;
}

Count::Count(std::int64_t constant) {
  if (constant != 0) terms_.push_back({constant, {}});
}
Count::Count(int constant) : Count(static_cast<std::int64_t>(constant)) {}
Count::Count(const char* name, std::int64_t minimum) : terms_{{1, {name}}}, minimum_(minimum) {}
Count::Count(const Count&) = default;
Count::Count(Count&&) noexcept = default;
Count& Count::operator=(const Count&) = default;
Count& Count::operator=(Count&&) noexcept = default;
Count::~Count() = default;

Count operator+(Count a, const Count& b) {
  a.terms_.insert(a.terms_.end(), b.terms_.begin(), b.terms_.end());
  return a;
}
Count operator*(const Count& a, const Count& b) {
  Count product;
  for (const Count::Term& s : a.terms_)
    for (const Count::Term& t : b.terms_) {
      Count::Term both{s.factor * t.factor, s.sizes};
      both.sizes.insert(both.sizes.end(), t.sizes.begin(), t.sizes.end());
      product.terms_.push_back(both);
    }
  return product;
}

std::optional<std::string> Count::symbol() const {
  if (terms_.size() == 1 && terms_[0].factor == 1 && terms_[0].sizes.size() == 1) return terms_[0].sizes[0];
  return std::nullopt;
}
std::set<std::string> Count::symbols() const {
  std::set<std::string> names;
  for (const Term& term : terms_) names.insert(term.sizes.begin(), term.sizes.end());
  return names;
}
std::optional<std::int64_t> Count::at(const SizeValues& sizes) const {
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
std::string Count::text() const {
  std::string out;
  for (const Term& term : terms_) {
    if (!out.empty()) out += " + ";
    std::string body = term.factor != 1 || term.sizes.empty() ? std::to_string(term.factor) : "";
    for (const std::string& name : term.sizes) body += (body.empty() ? "" : "·") + name;
    out += body;
  }
  return out.empty() ? "0" : out;
}

}  // namespace etalon
