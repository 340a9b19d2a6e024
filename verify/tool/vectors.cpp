#include "verify/tool/vectors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "verify/adapters/flat.hpp"

namespace etalon::verify::tool {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_characters = 10000;  // of a text: std::regex walks down the stack with each

/// How a vector breaks the schema, or "".
std::string not_of_schema(const Json& vector) {
  static const auto schema = [] {
    auto made = std::make_unique<valijson::Schema>();
    const Json json = Json::parse(vector_schema);
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(json), *made);
    return made;
  }();
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(*schema, valijson::adapters::NlohmannJsonAdapter(vector), &results)) return "";
  valijson::ValidationResults::Error error;
  results.popError(error);
  std::string where;
  for (const std::string& word : error.context) where += word;
  return "not of the schema: " + where + ": " + error.description;
}

/// Of all texts and names in it.
std::size_t longest_text(const Json& json) {
  if (json.is_string()) return json.get_ref<const std::string&>().size();
  std::size_t longest = 0;
  if (json.is_structured())
    for (const auto& [name, value] : json.items()) longest = std::max({longest, json.is_object() ? name.size() : 0, longest_text(value)});
  return longest;
}

}  // namespace

Json read_vector(const std::string& line) {
  Json vector = json_of(line);
  if (longest_text(vector) > most_characters) throw std::invalid_argument(fmt::format("a text of more than {} characters", most_characters));
  if (const std::string what = not_of_schema(vector); !what.empty()) throw std::invalid_argument(what);
  return vector;
}

Values<double> inputs_of(const Operation& op, const Json& vector) {
  Values<double> inputs;
  const Json& given = vector.at("inputs");
  for (const InputInfo& field : op.inputs) {
    if (!given.contains(field.name)) throw std::invalid_argument("input " + field.name + " is missing");
    try {
      inputs.push_back(read_flat(given[field.name]));
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument("input " + field.name + ": " + e.what());
    }
  }
  if (given.size() != op.inputs.size()) throw std::invalid_argument("an input that the contract does not have");
  return inputs;
}

}  // namespace etalon::verify::tool
