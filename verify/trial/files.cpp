#include "verify/trial/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }
[[noreturn]] void wrong(const std::string& name, const std::string& why) { throw std::invalid_argument(name + ": " + why); }
[[noreturn]] void unwritable(const std::string& path, const std::string& why) { throw std::invalid_argument("cannot write " + path + ": " + why); }

std::string size_text(std::uint64_t bytes) {
  for (const auto& [unit, size] : {std::pair("GiB", 1 << 30), std::pair("MiB", 1 << 20), std::pair("KiB", 1 << 10)})
    if (bytes >= static_cast<std::uint64_t>(size)) return fmt::format("{:.3g} {}", static_cast<double>(bytes) / size, unit);
  return fmt::format("{} bytes", bytes);
}

/// A file descriptor that closes itself.
struct Descriptor {
  int number;
  explicit Descriptor(int descriptor) : number(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

/// Ready within so many seconds? A signal that is handled does not shorten them.
bool ready(int descriptor, short event, double seconds) {
  pollfd one{descriptor, event, 0};
  int found;
  while ((found = ::poll(&one, 1, static_cast<int>(std::min(seconds * 1000, 2e9)))) < 0 && errno == EINTR) {}
  return found != 0;
}

/// A stream of this process, whatever it leads to: what has been printed stays before what comes.
std::optional<int> stream_of(const std::string& path) {
  if (path != "/dev/stdout" && path != "/dev/stderr") return std::nullopt;
  std::fflush(path == "/dev/stdout" ? stdout : stderr);
  return path == "/dev/stdout" ? STDOUT_FILENO : STDERR_FILENO;
}

/// Where the path leads; links are followed, a last one to nothing as well.
fs::path target_of(const std::string& path) {
  if (path.empty()) throw std::invalid_argument("cannot write a file without a name");
  fs::path target = path;
  std::error_code error;
  for (int links = 0; fs::is_symlink(target, error); ++links) {
    if (links == 40) unwritable(path, "a link to itself");
    const fs::path to = fs::read_symlink(target, error);
    if (error) unwritable(path, error.message());
    target = to.is_absolute() ? to : target.parent_path() / to;
  }
  return target;
}

/// Pipes, terminals and devices are there already, and nothing takes their place. A link in /proc/self/fd leads to them, and is no path of theirs.
bool is_special(const std::string& path) {
  std::error_code none;
  const fs::file_status status = fs::status(path, none);
  if (fs::is_directory(status)) unwritable(path, "it is a folder");
  return fs::exists(status) && !fs::is_regular_file(status);
}

void write_all(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    if (!ready(descriptor, POLLOUT, limits().patience)) unwritable(path, fmt::format("nobody reads it for {} s", limits().patience));
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR && errno != EAGAIN) unwritable(path, reason(errno));
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

Descriptor open_special(const std::string& path) {
  const int opened = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (opened < 0) unwritable(path, errno == ENXIO ? "nobody reads it" : reason(errno));
  return Descriptor(opened);
}

fs::path folder_of(const fs::path& target) { return target.has_parent_path() ? target.parent_path() : fs::path("."); }

void make_folder(const fs::path& target, const std::string& path) {
  std::error_code error;
  fs::create_directories(folder_of(target), error);
  if (error && !fs::is_directory(folder_of(target))) unwritable(path, folder_of(target).string() + ": " + error.message());
}

/// A file that nobody else has, beside the target, gone unless it takes that one's place. It has no name until then, where the file system can do that:
/// so nothing is left of it whatever ends this process.
class Temporary {
 public:
  Temporary(const fs::path& target, const std::string& path) : descriptor_(create(target, path)) {
    if (struct stat old; ::stat(target.c_str(), &old) == 0) ::fchmod(descriptor_.number, old.st_mode & 07777);
  }
  ~Temporary() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  int descriptor() const { return descriptor_.number; }
  void take_place_of(const fs::path& target, const std::string& path) {
    if (::fsync(descriptor_.number) != 0) unwritable(path, reason(errno));
    if (name_.empty()) {
      const std::string unnamed = fmt::format("/proc/self/fd/{}", descriptor_.number);
      const auto named = [&](const std::string& name) { return ::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0; };
      if (named(target.string())) return;
      name_ = free_name(target, path, named);
    }
    if (::rename(name_.c_str(), target.c_str()) != 0) unwritable(path, reason(errno));
    name_.clear();
  }

 private:
  /// A name beside the target by which `make` made the file.
  template <class Make>
  static std::string free_name(const fs::path& target, const std::string& path, Make make) {
    for (int attempt = 0;; ++attempt) {
      std::string name = folder_of(target) / fmt::format("etalon-{}-{}.tmp", ::getpid(), attempt);  // of a length that folders take
      if (make(name)) return name;
      if (errno != EEXIST || attempt == 1000) unwritable(path, reason(errno));
    }
  }
  int create(const fs::path& target, const std::string& path) {
    int opened = ::open(folder_of(target).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    if (opened < 0) name_ = free_name(target, path, [&](const std::string& name) { return (opened = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) >= 0; });
    return opened;
  }

  std::string name_;
  Descriptor descriptor_;
};

}  // namespace

Limits& limits() {
  static Limits all;
  return all;
}

// Whoever types, or gives a pipe as the standard input, may take any time.
Source::Source(const std::string& path) : name_(path == "-" ? "stdin" : path), patience_(path == "-" ? 1e9 : limits().patience) {
  if (path.find('\0') != std::string::npos) wrong(name_.substr(0, name_.find('\0')), "a name with a zero byte");
  descriptor_ = path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (descriptor_ < 0) wrong(name_, errno == ENOENT ? "no such file" : reason(errno));
  struct stat about;
  if (::fstat(descriptor_, &about) == 0 && S_ISDIR(about.st_mode)) {
    ::close(descriptor_);
    wrong(name_, "it is a folder");
  }
  if (S_ISREG(about.st_mode)) size_ = static_cast<std::uint64_t>(about.st_size);
}
Source::~Source() { ::close(descriptor_); }

bool Source::fill() {
  if (ended_) return false;
  buffer_.erase(0, std::exchange(at_, 0));
  if (!ready(descriptor_, POLLIN, patience_)) wrong(name_, fmt::format("nothing comes for {} s; --patience is how long it may take", patience_));
  const std::size_t before = buffer_.size();
  buffer_.resize(before + (std::size_t{1} << 16));
  ssize_t read;
  while ((read = ::read(descriptor_, buffer_.data() + before, buffer_.size() - before)) < 0 && errno == EINTR) {}
  const int error = errno;
  buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(read, 0)));
  if (read < 0 && error == EAGAIN) return true;
  if (read < 0) wrong(name_, "cannot be read: " + reason(error));
  done_ += static_cast<std::uint64_t>(read);
  ended_ = read == 0;
  return !ended_;
}

void Source::too_large(const char* what) const { wrong(name_, fmt::format("{} is larger than {}; raise it with --largest-file", what, size_text(limits().file))); }

bool Source::next_line(std::string& line) {
  for (std::size_t scanned = 0;;) {
    const std::size_t end = buffer_.find('\n', at_ + scanned);
    if (end != std::string::npos) {
      line.assign(buffer_, at_, end - at_);
      at_ = end + 1;
      return true;
    }
    scanned = buffer_.size() - at_;
    if (scanned > limits().file) too_large("a line");
    if (fill()) continue;
    line.assign(buffer_, at_);
    at_ = buffer_.size();
    return !line.empty();
  }
}

std::string Source::rest() {
  if (size_ > done_ && size_ - done_ > limits().file) too_large("it");
  while (fill())
    if (buffer_.size() - at_ > limits().file) too_large("it");
  std::string all = at_ == 0 ? std::move(buffer_) : buffer_.substr(at_);
  buffer_.clear();
  at_ = 0;
  return all;
}

std::string read_file(const std::string& path) { return Source(path).rest(); }

void write_file(const std::string& path, std::string_view text) {
  if (const auto stream = stream_of(path)) return write_all(*stream, text, path);
  if (is_special(path)) return write_all(open_special(path).number, text, path);
  const fs::path target = target_of(path);
  make_folder(target, path);
  Temporary file(target, path);
  write_all(file.descriptor(), text, path);
  file.take_place_of(target, path);
}

void check_writable(const std::string& path) {
  if (stream_of(path)) return;
  if (is_special(path)) {
    if (::access(path.c_str(), W_OK) != 0) unwritable(path, reason(errno));
    return;
  }
  const fs::path target = target_of(path);
  make_folder(target, path);
  const Temporary tried(target, path);
  if (struct stat any; ::lstat(target.c_str(), &any) != 0 && errno != ENOENT) unwritable(path, reason(errno));  // a name that is too long
}

}  // namespace etalon::verify
