#pragma once
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace etalon::verify {

/// A folder that this process shares with a program on trial, for tensors too large for a line. It is made in $TMPDIR, or /tmp, for
/// its owner alone, and goes with this object. However this process ends, interrupted or killed, a small one that waits for that
/// removes the folder.
class Scratch {
 public:
  /// For tensors of more than so many bytes. Throws std::runtime_error when there can be no such folder.
  explicit Scratch(std::size_t beyond);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& folder() const { return folder_; }
  std::size_t beyond() const { return beyond_; }

  /// Writes one tensor of a case, which the program may read until it has answered. Returns the file's name in the folder.
  /// Throws std::runtime_error ("cannot write …: No space left on device").
  std::string put(std::uint64_t id, const std::string& bytes);
  /// The case has its answer: its inputs are removed.
  void answered(std::uint64_t id);
  /// Bytes of the inputs that lie there.
  std::size_t held() const { return held_; }

  /// What the program has left in a file, which is read once and removed. Throws std::invalid_argument with the reason when the name
  /// leads out of the folder, or to no regular file of just this size.
  std::string take(const std::string& name, std::size_t size) const;
  /// Removes whatever lies there.
  void clear();

 private:
  struct Input {
    std::string name;
    std::size_t size;
  };
  std::string folder_;
  std::size_t beyond_, held_ = 0;
  std::map<std::uint64_t, std::vector<Input>> inputs_ = {};
  int files_ = -1;  ///< the folder, so that nothing else of its name is taken for it
  int alive_ = -1;  ///< closed with this process; the remover waits for that
  pid_t remover_ = -1;
};

}  // namespace etalon::verify
