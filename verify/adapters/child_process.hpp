#pragma once
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace etalon::verify {

/// A program with pipes to its stdin, stdout and stderr, in a process group of its own. The group is killed with this object;
/// the program, by the kernel, should this process die. Its stderr is passed on to ours.
class ChildProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// A program found as the shell finds it, its arguments, and "NAME=value" for its environment.
  /// Throws std::runtime_error when it cannot be started ("nosuch: No such file or directory").
  ChildProcess(const std::vector<std::string>& words, const std::vector<std::string>& environment, std::uint64_t memory = 0, bool quiet = false);
  /// Closes its stdin, waits a second, and kills it with every process that it has begun, whatever has become of them.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Queues text for its stdin; receive() writes it. Dropped when it has closed its stdin.
  void send(const std::string& text);
  std::size_t unsent() const { return outgoing_.size() - written_; }
  void close_stdin() { close(in_); }
  /// Kills them at once.
  void kill();

  enum class Event {
    line,
    end,      ///< it has closed its stdout
    endless,  ///< a line longer than longest_line
    late,     ///< no line at the deadline
  };
  static constexpr std::size_t longest_line = std::size_t{64} << 20;
  /// Writes and reads at the same time, so that neither side waits for the other, until there is a line.
  Event receive(Clock::time_point deadline, std::string& line);

  /// How it ended: exit status, or signal.
  struct Ending {
    int status = 0;
    int signal = 0;
    std::string text() const;  ///< "exited with status 1", "was killed by signal 11 (Segmentation fault)"
  };
  /// How it ended of itself, if it did so within this time; its stdout is read and dropped.
  std::optional<Ending> wait(std::chrono::milliseconds patience);
  /// The last line on its stderr that is not blank, or "".
  std::string last_words() const;

 private:
  static void close(int& descriptor);
  bool exchange(std::chrono::milliseconds patience);
  void write_pending();
  bool read_stdout();
  void read_stderr();
  std::optional<Ending> ending() const;

  pid_t pid_ = -1;
  int in_ = -1, out_ = -1, err_ = -1;
  bool quiet_;
  std::string outgoing_, incoming_, errors_;
  std::size_t written_ = 0, scanned_ = 0;
};

}  // namespace etalon::verify
