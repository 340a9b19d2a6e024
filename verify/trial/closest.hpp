#pragma once
#include <string>
#include <vector>

namespace etalon::verify {

/// The known word that is nearest to this one by Levenshtein's distance, for "did you mean"; "" when none is near.
std::string closest(const std::string& word, const std::vector<std::string>& known);

}  // namespace etalon::verify
