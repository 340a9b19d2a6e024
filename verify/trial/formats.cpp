#include "verify/trial/formats.hpp"

#include <algorithm>
#include <stdexcept>

namespace etalon::verify {
namespace {

using Known = std::vector<const Format*>;

Known all_formats() {
  Known all;
  for (const Format& f : Format::all()) all.push_back(&f);
  return all;
}
/// With those of eight bits (OFP8), which hold factors of products and nothing else.
Known factor_formats() {
  static const Format e4m3fn{"float8_e4m3fn", 4, -6, 8}, e5m2{"float8_e5m2", 3, -14, 15};
  Known all = all_formats();
  all.insert(all.end(), {&e4m3fn, &e5m2});
  return all;
}

const Format& format_named(const std::string& names, const std::string& name, const Known& formats) {
  std::string known;
  for (const Format* f : formats) {
    if (f->name == name) return *f;
    known += (known.empty() ? "" : ", ") + f->name;
  }
  throw std::invalid_argument("the arithmetic '" + names + "' names no formats: '" + name + "' is none of " + known);
}

/// In arithmetic that flushes everything does.
const Format* as_flushing_as(const Format& storage, const Format* format) { return format && storage.flushes ? &format->flushing() : format; }

}  // namespace

Formats::Formats(const Format& format, const Mixed& mixed)
    : storage(&format),
      operands(mixed.operands ? as_flushing_as(format, mixed.operands) : &format),
      accumulation(mixed.accumulation ? as_flushing_as(format, mixed.accumulation) : &format) {}

const Format& Formats::coarsest() const {
  return *std::min({storage, operands, accumulation}, [](const Format* a, const Format* b) { return a->precision < b->precision; });
}

Mixed mixed_named(const std::string& names) {
  const auto slash = names.find('/');
  if (slash == std::string::npos) throw std::invalid_argument("the arithmetic '" + names + "' is not OPERANDS/ACCUMULATION, as tf32/float32 and bfloat16/float32 are");
  const Mixed mixed{&format_named(names, names.substr(0, slash), factor_formats()), &format_named(names, names.substr(slash + 1), all_formats())};
  if (mixed.operands->precision > mixed.accumulation->precision)
    throw std::invalid_argument("the arithmetic '" + names + "' has operands of more bits than what accumulates their products: did you mean " + mixed.accumulation->name + "/" + mixed.operands->name + "?");
  return mixed;
}

std::string text(const Mixed& mixed) { return mixed ? mixed.operands->name + "/" + mixed.accumulation->name : ""; }

std::string behaviour_text(const Mixed& mixed) {
  return mixed.operands->precision < mixed.accumulation->precision ? mixed.operands->name + " operands" : mixed.accumulation->name + " accumulation";
}

Mixed applied_to(const Format& storage, const Mixed& declared) {
  return declared && storage.precision <= declared.accumulation->precision ? declared : Mixed{};
}

std::vector<Mixed> coarser_than(const Formats& claimed) {
  std::vector<const Format*> formats;
  for (const Format* f : factor_formats())
    if (f->precision < claimed.accumulation->precision && (f->precision < claimed.storage->precision || f->name == claimed.storage->name)) formats.push_back(f);
  std::stable_sort(formats.begin(), formats.end(), [](const Format* a, const Format* b) { return a->precision > b->precision; });
  std::vector<Mixed> all;
  for (const Format* f : formats) {
    if (f->precision < claimed.operands->precision) all.push_back({f, claimed.accumulation});
    if (f->name != "tf32" && Format::find(f->name)) all.push_back({f, f});  // nothing adds in the formats of a product's factors
  }
  return all;
}

}  // namespace etalon::verify
