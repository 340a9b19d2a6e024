// A file of calls, with and without their replies; then the same bytes as the replies to a call.
#include "verify/adapters/requests.hpp"
#include "verify/fuzz/fuzz.hpp"
#include "verify/fuzz/some_operation.hpp"

void try_to_read(const std::string& bytes) {
  using namespace etalon::verify;
  const MemoryFile file(bytes);
  const auto refused = [](const auto& read) {
    try {
      read();
    } catch (const std::invalid_argument&) {
    }
  };
  refused([&] { read_given(file.path(), true); });
  refused([&] { read_given(file.path(), false); });
  refused([&] {
    static const MemoryFile call(R"({"id": 1, "op": "some.operation", "inputs": {"x": [[1, 2]]}})");
    std::vector<Given> given = read_given(call.path(), false);
    read_replies(file.path(), given);
  });
}
