#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "verify/tool/commands.hpp"

namespace etalon::verify::tool {
namespace {

constexpr std::int64_t largest = 100'000'000;  // entries of one axis: their enclosures take some gigabytes

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

/// The factor behind one of its signs.
std::optional<std::int64_t> factor(std::string_view text) {
  for (const std::string_view sign : {"×", "*", "x"})
    if (text.starts_with(sign)) return whole_number(text.substr(sign.size()));
  return std::nullopt;
}

}  // namespace

std::vector<std::int64_t> read_sizes(const std::vector<std::string>& texts) {
  std::vector<std::int64_t> sizes;
  for (const std::string& text : texts) {
    const auto wrong = [&](const std::string& reason) { return std::invalid_argument("--size " + text + ": " + reason); };
    const auto size = [&](std::string_view part) {
      const auto n = whole_number(part);
      if (!n) throw wrong("expected N, or FIRST:LAST:×FACTOR such as 100:10000:×2; '" + std::string(part) + "' is no whole number");
      if (*n < 1 || *n > largest) throw wrong("an extent is between 1 and " + std::to_string(largest) + "; " + std::string(part) + " is not");
      return *n;
    };
    const std::string_view all = text;
    const auto colon = all.find(':'), second = colon == all.npos ? all.npos : all.find(':', colon + 1);
    if (colon != all.npos && second == all.npos) throw wrong("a sweep says by what it goes on: " + text + ":×2");
    const std::int64_t first = size(all.substr(0, colon)), last = colon == all.npos ? first : size(all.substr(colon + 1, second - colon - 1));
    const auto times = second == all.npos ? std::optional<std::int64_t>(2) : factor(all.substr(second + 1));
    if (!times || *times < 2) throw wrong("expected a factor of 2 or more behind the second colon, such as ×2, *2 or x2");
    if (first > last) throw wrong("the sweep begins above its end");
    for (std::int64_t n = first; n <= last; n *= std::min(*times, largest + 1))
      if (std::find(sizes.begin(), sizes.end(), n) == sizes.end()) sizes.push_back(n);
  }
  return sizes;
}

}  // namespace etalon::verify::tool
