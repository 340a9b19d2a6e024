#include "verify/report/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/trial/limits.hpp"
#include "verify/trial/texts.hpp"

namespace etalon::verify {
namespace {

/// What two runs must have in common, so that the rows of one are the rows of the other.
std::string header(const VerifyOptions& o, const Report& report) {
  const nlohmann::ordered_json json = {{"etalon_run", 1},        {"implementation", o.implementation}, {"name", report.implementation}, {"seed", o.seed},
                                       {"cases", o.cases},       {"classes", o.classes},               {"strict_dtype", o.strict_dtype}, {"timeout", limits().answering},
                                       {"judging", limits().judging}, {"bits", limits().bits}, {"arithmetic", o.arithmetic}, {"grades", o.grades}, {"sizes", o.sizes}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Journal::Journal(const VerifyOptions& options, const Report& report) : kept_(options.failures_folder, header(options, report), options.resume, KeptLines::Held::beside) {
  if (folder() != options.failures_folder) fmt::print(stderr, "another run is writing to {}: this one's failures go to {}\n", one_line(options.failures_folder), one_line(folder()));
  for (std::size_t i = 0; i < kept_.lines().size(); ++i) try {
      rows_.push_back(read_row(kept_.lines()[i]));
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument(fmt::format("{}:{}: {}; without --resume the run begins anew", kept_.path(), i + 2, e.what()));
    }
}

bool Journal::finished(Row& row) const {
  const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return r.operation == row.operation && r.variant == row.variant && r.format == row.format; });
  if (known == rows_.end()) return false;
  row = *known;
  return true;
}

void Journal::add(const Row& row) { kept_.add(line_of(row)); }

std::vector<std::string> failure_files(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".json" || !entry.is_regular_file(error)) continue;
    std::ifstream in(entry.path());
    std::string beginning(40, ' ');
    in.read(beginning.data(), 40);
    if (beginning.find("\"etalon_failure\"") != std::string::npos) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace etalon::verify
