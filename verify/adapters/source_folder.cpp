#include "verify/adapters/command.hpp"

namespace etalon::verify {

std::string source_folder() { return ETALON_SOURCE_DIR; }

}  // namespace etalon::verify
