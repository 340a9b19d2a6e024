// A line that a program answers.
#include <nlohmann/json.hpp>

#include "verify/adapters/codec.hpp"
#include "verify/fuzz/fuzz.hpp"

void try_to_read(const std::string& bytes) { etalon::verify::decode_reply(etalon::verify::object_of(bytes)); }
