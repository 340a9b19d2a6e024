#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "reference/number/certify.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/input.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify::tool {
namespace {

using Json = nlohmann::ordered_json;

/// A nested list of certified digits.
Json digits_json(const Tensor<Interval>& x, int digits, std::size_t axis = 0, std::size_t offset = 0) {
  if (axis == x.rank()) return decimal_text(x[offset], digits);
  std::size_t stride = 1;
  for (std::size_t d = axis + 1; d < x.rank(); ++d) stride *= static_cast<std::size_t>(x.shape[d]);
  Json list = Json::array();
  for (std::int64_t i = 0; i < x.shape[axis]; ++i) list.push_back(digits_json(x, digits, axis + 1, offset + static_cast<std::size_t>(i) * stride));
  return list;
}

std::string plain(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();  // an entry of a list of integers
  std::string out = "[";
  for (std::size_t i = 0; i < value.size(); ++i) out += (i ? (value[i].is_array() ? ",\n " : ", ") : "") + plain(value[i]);
  return out + "]";
}

Json value_json(const Value<Interval>& value, int digits) {
  if (const auto* x = if_real(value)) return digits_json(*x, digits);
  if (const auto* x = if_integers(value)) return x->shape.empty() ? Json(x->data[0]) : Json(x->data);
  if (const auto* x = if_text(value)) return *x;
  Json list = Json::array();
  for (const Tensor<Interval>& x : list_of(value)) list.push_back(digits_json(x, digits));
  return list;
}

}  // namespace

int eval(const EvalOptions& options) {
  const auto [op, variant] = find_variant(options.operation);
  if (options.digits < 1 || options.digits > 1000000) throw std::invalid_argument("--digits must lie between 1 and 1000000");
  for (const std::string& name : options.outputs)
    if (std::none_of(op->outputs.begin(), op->outputs.end(), [&](const OutputInfo& f) { return f.name == name; }))
      throw std::invalid_argument(op->name() + " has no output '" + name + "'");
  const auto wanted = [&](const OutputInfo& f) { return options.outputs.empty() || std::find(options.outputs.begin(), options.outputs.end(), f.name) != options.outputs.end(); };
  const Values<Literal> inputs = read_inputs(*op, options.inputs);

  const int bits = static_cast<int>(options.digits * 3.33) + 64;
  const Ladder ladder{std::max(128, bits), 4 * std::max(limits().bits, bits)};
  const auto asked = [&, op = op](const Values<Interval>& values) {
    Values<Interval> chosen;
    for (std::size_t f = 0; f < values.size(); ++f)
      if (wanted(op->outputs[f])) chosen.push_back(values[f]);
    return chosen;
  };
  bool late = false;
  const Certificate certificate = [&, op = op, variant = variant] {
    const TimeLimit limit(limits().evaluating);
    const Certificate found = certify([&] { return op->reference(enclose(inputs), variant); }, [&](const Values<Interval>& values) { return proves_digits(asked(values), options.digits, ladder.cap / 2); }, ladder);
    late = TimeLimit::expired();
    return found;
  }();
  if (certificate.domain) throw std::invalid_argument(op->name() + " " + certificate.domain->clause + ": " + certificate.domain->message);
  if (!certificate.value) {
    fmt::print(stderr, "etalon: {}: undecided: {}\n", op->name(), late ? fmt::format("it takes longer than {} s; --seconds raises that", limits().evaluating) : certificate.reason);
    return 1;
  }

  Precision guard(certificate.bits);
  // An entry below 2^-(cap/2) ends the search; it is shown with its radius, and is not decided.
  const bool decided = !certificate.undecided && proves_digits(asked(*certificate.value), options.digits, 1 << 30);
  Json json = {{"operation", op->name()}};
  if (!op->statement.variants.empty()) json["variant"] = op->statement.variants[variant].name;
  json["digits"] = options.digits;
  json["decided"] = decided;
  for (std::size_t f = 0; f < op->outputs.size(); ++f) {
    if (!wanted(op->outputs[f])) continue;
    const Json value = value_json((*certificate.value)[f], options.digits);
    if (options.json) json["outputs"][op->outputs[f].name] = value;
    else fmt::print("{} = {}\n", op->outputs[f].name, value.is_number() ? value.dump() : plain(value));
  }
  if (options.json) fmt::print("{}\n", json.dump(1));
  if (!decided) fmt::print(stderr, "etalon: not every digit could be decided: {}\n", certificate.undecided ? certificate.reason : "an entry is too near 0");
  return decided ? 0 : 1;
}

}  // namespace etalon::verify::tool
