#include "reference/contract/inputs.hpp"

#include <algorithm>
#include <cmath>

namespace etalon {
namespace {

/// Strands side by side, which the compiler makes vectors.
template <class T>
[[gnu::always_inline]] inline Extremes in_strands(const T* x, std::size_t n) {
  constexpr std::size_t strands = 128 / sizeof(T);
  T least[strands], largest[strands], zero[strands] = {};  // x − x is 0 for every finite x alone
  std::fill_n(least, strands, INFINITY);
  std::fill_n(largest, strands, -INFINITY);
  const auto take = [&](std::size_t s, T next) {
    least[s] = next < least[s] ? next : least[s];
    largest[s] = next > largest[s] ? next : largest[s];
    zero[s] += next - next;
  };
  std::size_t i = 0;
  for (; i + strands <= n; i += strands)
    for (std::size_t s = 0; s < strands; ++s) take(s, x[i + s]);
  for (; i < n; ++i) take(0, x[i]);
  return {*std::min_element(least, least + strands), *std::max_element(largest, largest + strands), std::all_of(zero, zero + strands, [](T z) { return z == 0; })};
}

#if defined(__x86_64__)
template <class T>
[[gnu::target("avx2")]] Extremes in_wide_strands(const T* x, std::size_t n) {
  return in_strands(x, n);
}
template <class T>
Extremes in_best_strands(const T* x, std::size_t n) {
  return __builtin_cpu_supports("avx2") ? in_wide_strands(x, n) : in_strands(x, n);
}
#else
template <class T>
Extremes in_best_strands(const T* x, std::size_t n) {
  return in_strands(x, n);
}
#endif

[[noreturn]] void throw_kind(const std::string& name, const char* kind) {
  throw std::logic_error("a clause asks for " + name + " as " + kind + ", which it is not");
}

}  // namespace

Extremes extremes_of(const double* x, std::size_t n) { return in_best_strands(x, n); }
Extremes extremes_of(const float* x, std::size_t n) { return in_best_strands(x, n); }

const Extremes* Seen::of(const void* data) const {
  static constexpr Extremes of_no_entries{INFINITY, -INFINITY, true};  // which break no clause
  if (!closed_) return &of_no_entries;
  const auto at = std::find_if(found_.begin(), found_.end(), [&](const auto& field) { return field.first == data; });
  return at == found_.end() ? nullptr : &at->second;
}

void Inputs::know(const Seen& seen) {
  for (auto& [name, field] : fields_) {
    if (auto* x = std::get_if<std::unique_ptr<Entries>>(&field); x && !(*x)->shape().empty()) (*x)->know(seen);  // of one number nothing is put off
    if (auto* list = std::get_if<List>(&field))
      for (const auto& x : *list) x->know(seen);
  }
}

const Inputs::Field& Inputs::field(const std::string& name) const {
  for (const auto& [known, field] : fields_)
    if (name == known) return field;
  throw std::logic_error("a clause speaks of '" + name + "', which is no input");
}

const Entries& Inputs::real(const std::string& name) const {
  if (const auto* x = std::get_if<std::unique_ptr<Entries>>(&field(name))) return **x;
  throw_kind(name, "a real tensor");
}
std::vector<const Entries*> Inputs::list(const std::string& name) const {
  const auto* list = std::get_if<List>(&field(name));
  if (!list) throw_kind(name, "a list");
  std::vector<const Entries*> all;
  for (const auto& x : *list) all.push_back(x.get());
  return all;
}
std::int64_t Inputs::integer(const std::string& name) const {
  if (const auto* k = std::get_if<const std::int64_t*>(&field(name))) return **k;
  throw_kind(name, "an integer");
}
const Tensor<std::int64_t>& Inputs::integers(const std::string& name) const {
  if (const auto* k = std::get_if<const Tensor<std::int64_t>*>(&field(name))) return **k;
  throw_kind(name, "a tensor of integers");
}
const std::string& Inputs::text(const std::string& name) const {
  if (const auto* text = std::get_if<const std::string*>(&field(name))) return **text;
  throw_kind(name, "a text");
}
const Dimensions& Inputs::shape(const std::string& name) const {
  if (const auto* k = std::get_if<const Tensor<std::int64_t>*>(&field(name))) return (*k)->shape;
  return real(name).shape();
}

std::vector<const Entries*> Inputs::reals(const std::string& name) const {
  if (std::holds_alternative<List>(field(name))) return list(name);
  return {&real(name)};
}
bool Inputs::is_real(const std::string& name) const {
  return std::holds_alternative<List>(field(name)) || std::holds_alternative<std::unique_ptr<Entries>>(field(name));
}
bool Inputs::is_text(const std::string& name) const { return std::holds_alternative<const std::string*>(field(name)); }
std::vector<std::int64_t> Inputs::all_integers(const std::string& name) const {
  if (const auto* k = std::get_if<const std::int64_t*>(&field(name))) return {**k};
  return integers(name).data;
}

}  // namespace etalon
