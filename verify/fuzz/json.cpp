// JSON that somebody else wrote, and how texts of it are shown.
#include <nlohmann/json.hpp>

#include "verify/adapters/codec.hpp"
#include "verify/fuzz/fuzz.hpp"

void try_to_read(const std::string& bytes) {
  using namespace etalon::verify;
  (void)nlohmann::json::parse(excerpt(bytes));  // throws where it is no JSON
  nlohmann::json(one_line(bytes) + xml_text(bytes) + markdown_line(bytes) + markdown_block(bytes) + complaint(bytes)).dump();  // throws where it is no UTF-8
  json_of(bytes).dump();
}
