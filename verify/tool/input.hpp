#pragma once
#include <string>
#include <vector>

#include "reference/number/literal.hpp"
#include "verify/trial/operation.hpp"

namespace etalon::verify::tool {

/// The inputs given as "name=VALUE", with defaults filled in: VALUE is JSON whose numbers mean exactly what is written
/// (decimals, "1/3", "0x1.8p-3", "inf"), a bare number or text, or @file of one of these, .npy, .npz:KEY or .mtx.
/// Throws std::invalid_argument in one line that names the field and, for a shape, the clause C0.
Values<Literal> read_inputs(const Operation& op, const std::vector<std::string>& assignments);

/// "NAME=VALUE" in two; throws std::invalid_argument that names the option.
std::pair<std::string, std::string> read_assignment(const std::string& option, const std::string& assignment);

/// One VALUE, and the dtype of the file that it came from; "" where it is text.
struct GivenValue {
  Value<Literal> value;
  std::string dtype;
};
GivenValue read_value(FieldKind kind, const Shape& shape, const std::string& given);

}  // namespace etalon::verify::tool
