#include "verify/report/kept_lines.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "verify/trial/texts.hpp"

namespace etalon::verify {

bool KeptLines::take() {
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

KeptLines::KeptLines(std::string folder, const std::string& header, bool resume, Held held) : folder_(std::move(folder)) {
  const std::string name = std::filesystem::path(folder_ + "/").parent_path().string();
  for (int number = 2; !take(); ++number) {
    if (resume) throw std::invalid_argument(path_ + ": that run has not ended");
    if (held == Held::refuse) throw std::invalid_argument(path_ + ": another run is writing there");
    folder_ = fmt::format("{}-{}", name, number);
  }
  std::string kept;
  if (resume) {
    std::array<char, 1 << 16> part;
    while (const std::size_t n = std::fread(part.data(), 1, part.size(), file_.get())) kept.append(part.data(), n);
    kept.resize(kept.rfind('\n') + 1);  // without a line that was being written when the run ended
    std::istringstream in(kept);
    std::string line;
    if (std::getline(in, line) && line != header) throw std::invalid_argument(path_ + ": that run had other options: " + excerpt(line));
    while (std::getline(in, line)) lines_.push_back(line);
  }
  if (ftruncate(fileno(file_.get()), static_cast<off_t>(kept.size())) != 0 || std::fseek(file_.get(), 0, SEEK_END) != 0)
    throw std::invalid_argument("cannot write " + path_ + ": " + std::strerror(errno));
  if (kept.empty()) add(header);
}

void KeptLines::add(const std::string& line) {
  const std::string text = line + "\n";
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size() || std::fflush(file_.get()) != 0)
    throw std::invalid_argument("cannot write " + path_ + ": " + std::strerror(errno));
}

void KeptLines::close() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  std::filesystem::remove(folder_, ignored);  // when it is empty
  file_.reset();
}

}  // namespace etalon::verify
