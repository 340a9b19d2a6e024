#include "verify/report/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "verify/trial/texts.hpp"

namespace etalon::verify {
namespace {

/// What two runs must have in common, so that the rows of one are the rows of the other.
std::string header(const VerifyOptions& o, const Report& report) {
  const nlohmann::ordered_json json = {{"etalon_run", 1},        {"implementation", o.implementation}, {"name", report.implementation}, {"seed", o.seed},
                                       {"cases", o.cases},       {"classes", o.classes},               {"strict_dtype", o.strict_dtype}, {"timeout", o.adapter.timeout_seconds},
                                       {"judging", o.judging_seconds}, {"arithmetic", o.arithmetic}, {"grades", o.grades}, {"sizes", o.sizes}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Journal::Journal(const VerifyOptions& options, const Report& report) : path_((std::filesystem::path(options.failures_folder) / "run.jsonl").string()) {
  const std::string first = header(options, report);
  if (options.resume) {
    std::string text = std::filesystem::exists(path_) ? read_file(path_) : "";
    text.resize(text.rfind('\n') + 1);  // without a row that was being written when the run ended
    std::istringstream in(text);
    std::string line;
    if (std::getline(in, line) && line != first) throw std::invalid_argument(path_ + ": that run had other options: " + excerpt(line));
    for (std::size_t number = 2; std::getline(in, line); ++number) try {
        rows_.push_back(read_row(line));
      } catch (const std::invalid_argument& e) {
        throw std::invalid_argument(fmt::format("{}:{}: {}; without --resume the run begins anew", path_, number, e.what()));
      }
  }
  std::error_code ignored;
  std::filesystem::create_directories(options.failures_folder, ignored);
  // Rewritten whole, so that a line cut short is not followed by others.
  std::string text = first + "\n";
  for (const Row& row : rows_) text += line_of(row) + "\n";
  write_file(path_, text);
  file_ = std::fopen(path_.c_str(), "a");
  if (!file_) throw std::invalid_argument("cannot write " + path_ + ": " + std::strerror(errno));
}

Journal::~Journal() {
  if (file_) std::fclose(file_);
}

bool Journal::finished(Row& row) const {
  const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return r.operation == row.operation && r.variant == row.variant && r.format == row.format; });
  if (known == rows_.end()) return false;
  row = *known;
  return true;
}

void Journal::add(const Row& row) {
  const std::string line = line_of(row) + "\n";
  if (std::fwrite(line.data(), 1, line.size(), file_) != line.size() || std::fflush(file_) != 0)
    throw std::runtime_error("cannot write " + path_ + ": " + std::strerror(errno));
}

void Journal::close() {
  std::fclose(file_);
  file_ = nullptr;
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  std::filesystem::remove(std::filesystem::path(path_).parent_path(), ignored);  // when it is empty
}

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
