#pragma once
#include <string>
#include <vector>

#include "reference/number/literal.hpp"
#include "verify/trial/operation.hpp"

namespace etalon::verify::tool {

/// The inputs given as "name=VALUE", with defaults filled in: VALUE is JSON whose numbers mean exactly what is written
/// (decimals, "1/3", "0x1.8p-3", "inf"), a bare number or text, @file.npy or @file.json.
/// Throws std::invalid_argument in one line that names the field and, for a shape, the clause C0.
Values<Literal> read_inputs(const Operation& op, const std::vector<std::string>& assignments);

/// A .npy file of floats or integers (format 1–3, C or Fortran order), exactly. Throws std::invalid_argument.
Tensor<Literal> read_npy(const std::string& path);

}  // namespace etalon::verify::tool
