#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "verify/trial/operation.hpp"

/// Golden vectors as a file has them: each line is checked against the schema before anything in it is used.
namespace etalon::verify::tool {

extern const char* const vector_schema;  ///< the file in fixtures/schema, put in by CMake

/// A line of a file of vectors. Throws std::invalid_argument where it is no JSON, or not of the schema.
nlohmann::json read_vector(const std::string& line);
/// Its inputs, in the contract's order. Throws std::invalid_argument where they are not those of the operation.
Values<double> inputs_of(const Operation& op, const nlohmann::json& vector);

}  // namespace etalon::verify::tool
