#include "verify/trial/aliases.hpp"

#include <algorithm>
#include <cctype>

namespace etalon::verify {
namespace {

std::string letters_of(const std::string& name) {
  std::string letters;
  for (const unsigned char c : name)
    if (std::isalnum(c)) letters += static_cast<char>(std::tolower(c));
  return letters;
}

/// What stands before the first dot, "" where there is none; and what stands behind the last.
std::string first_part(const std::string& name) { return name.find('.') == std::string::npos ? "" : name.substr(0, name.find('.')); }
std::string last_part(const std::string& name) { return name.substr(name.rfind('.') + 1); }

}  // namespace

void Aliases::add(const std::string& operation, const std::vector<std::string>& aliases) {
  if (std::find(families_.begin(), families_.end(), first_part(operation)) == families_.end()) families_.push_back(first_part(operation));
  if (const auto [place, added] = own_.try_emplace(letters_of(last_part(operation)), operation); !added) place->second = "";
  for (const std::string& alias : aliases)
    if (const auto [place, added] = declared_.try_emplace(letters_of(alias), operation); !added) {
      place->second = "";
      taken_twice_.push_back(alias);
    }
}

std::string Aliases::resolve(const std::string& name) const {
  for (const std::string suffix : {".vjp", ".gradient"})
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      const std::string primal = resolve(name.substr(0, name.size() - suffix.size()));
      return primal.empty() ? "" : primal + suffix;
    }
  const std::string letters = letters_of(last_part(name)), module = first_part(name);
  std::string found;
  if (const auto own = own_.find(letters); own != own_.end()) found = own->second;
  if (const auto alias = declared_.find(letters); alias != declared_.end()) found = alias->second;
  // A family of ours means its own operations.
  const bool family = std::find(families_.begin(), families_.end(), module) != families_.end();
  return family && first_part(found) != module ? "" : found;
}

}  // namespace etalon::verify
