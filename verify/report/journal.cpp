#include "verify/report/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
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

bool Journal::take() {
  path_ = (std::filesystem::path(folder_) / "run.jsonl").string();
  const auto refuse = [this](const std::string& why) { throw std::invalid_argument("cannot write " + path_ + ": " + why); };
  for (;;) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error) refuse(error.message());
    const int descriptor = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);
    if (descriptor < 0 && errno == ENOENT) continue;  // a run that ended took the folder along
    if (descriptor < 0) refuse(std::strerror(errno));
    file_.reset(fdopen(descriptor, "r+"));
    // A lock that processes started from here do not inherit: it ends with this one.
    struct flock whole {};
    whole.l_type = F_WRLCK;
    if (fcntl(descriptor, F_SETLK, &whole) != 0 && (errno == EACCES || errno == EAGAIN)) return false;
    struct stat here {}, there {};
    fstat(descriptor, &here);
    if (!S_ISREG(here.st_mode)) refuse("it is not a regular file");
    if (stat(path_.c_str(), &there) == 0 && there.st_ino == here.st_ino) return true;  // and was not removed by a run that ended
  }
}

Journal::Journal(const VerifyOptions& options, const Report& report) : folder_(options.failures_folder) {
  const std::string name = std::filesystem::path(folder_ + "/").parent_path().string();
  for (int number = 2; !take(); ++number) {
    if (options.resume) throw std::invalid_argument(path_ + ": that run has not ended");
    folder_ = fmt::format("{}-{}", name, number);
  }
  if (folder_ != options.failures_folder) fmt::print(stderr, "another run is writing to {}: this one's failures go to {}\n", one_line(options.failures_folder), one_line(folder_));

  const std::string first = header(options, report);
  std::string kept;
  if (options.resume) {
    std::array<char, 1 << 16> part;
    while (const std::size_t n = std::fread(part.data(), 1, part.size(), file_.get())) kept.append(part.data(), n);
    kept.resize(kept.rfind('\n') + 1);  // without a row that was being written when the run ended
    std::istringstream in(kept);
    std::string line;
    if (std::getline(in, line) && line != first) throw std::invalid_argument(path_ + ": that run had other options: " + excerpt(line));
    for (std::size_t number = 2; std::getline(in, line); ++number) try {
        rows_.push_back(read_row(line));
      } catch (const std::invalid_argument& e) {
        throw std::invalid_argument(fmt::format("{}:{}: {}; without --resume the run begins anew", path_, number, e.what()));
      }
  }
  const std::string begun = kept.empty() ? first + "\n" : "";
  if (ftruncate(fileno(file_.get()), static_cast<off_t>(kept.size())) != 0 || std::fseek(file_.get(), 0, SEEK_END) != 0 ||
      std::fwrite(begun.data(), 1, begun.size(), file_.get()) != begun.size() || std::fflush(file_.get()) != 0)
    throw std::invalid_argument("cannot write " + path_ + ": " + std::strerror(errno));
}

bool Journal::finished(Row& row) const {
  const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return r.operation == row.operation && r.variant == row.variant && r.format == row.format; });
  if (known == rows_.end()) return false;
  row = *known;
  return true;
}

void Journal::add(const Row& row) {
  const std::string line = line_of(row) + "\n";
  if (std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size() || std::fflush(file_.get()) != 0)
    throw std::runtime_error("cannot write " + path_ + ": " + std::strerror(errno));
}

void Journal::close() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  std::filesystem::remove(folder_, ignored);  // when it is empty
  file_.reset();
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
