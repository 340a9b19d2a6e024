#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace etalon::verify {

/// A file, a pipe, a device, or "-" for the standard input, read from its beginning; it is not trusted to end (limits().file, limits().patience). Every error is a std::invalid_argument that names it.
class Source {
 public:
  explicit Source(const std::string& path);
  ~Source();
  Source(const Source&) = delete;

  /// The next line without its end; false when there is none.
  bool next_line(std::string& line);
  /// What is left.
  std::string rest();
  /// The part of a regular file that has been read, 0 to 1; 0 for anything else.
  double share() const { return size_ ? static_cast<double>(done_) / static_cast<double>(size_) : 0; }

 private:
  bool fill();  // false at the end
  [[noreturn]] void too_large(const char* what) const;

  std::string name_, buffer_;
  std::size_t at_ = 0;
  std::uint64_t size_ = 0, done_ = 0;
  double patience_;
  int descriptor_ = -1;
  bool ended_ = false;
};

/// All of it.
std::string read_file(const std::string& path);

/// Writes a regular file whole or not at all: to a temporary one beside it, synced, then renamed. Links are followed; pipes and devices are written into.
/// Throws std::invalid_argument that names the path.
void write_file(const std::string& path, std::string_view text);

/// Throws what write_file would throw, before there is anything to write.
void check_writable(const std::string& path);

}  // namespace etalon::verify
