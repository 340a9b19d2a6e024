#include "reference/contract/inputs.hpp"

namespace etalon {
namespace {

[[noreturn]] void throw_kind(const std::string& name, const char* kind) {
  throw std::logic_error("a clause asks for " + name + " as " + kind + ", which it is not");
}

}  // namespace

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
