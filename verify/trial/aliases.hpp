#pragma once
#include <map>
#include <string>
#include <vector>

namespace etalon::verify {

/// The names under which libraries know operations, told apart by letters and digits alone: `binary_cross_entropy_with_logits`,
/// `BinaryCrossEntropyWithLogits`. An operation is called by the last part of its own name, too, where that is one operation's alone.
class Aliases {
 public:
  void add(const std::string& operation, const std::vector<std::string>& aliases);

  /// The operation's own name: `nn.silu` for `Swish`, for `jax.nn.swish` (modules that are no family of ours do not count), and
  /// `nn.silu.vjp` for `Swish.vjp`; "" when nothing is called so.
  std::string resolve(const std::string& name) const;

  /// Aliases that two operations claim; neither has them.
  const std::vector<std::string>& taken_twice() const { return taken_twice_; }

 private:
  std::map<std::string, std::string> declared_;  ///< by an operation's statement
  std::map<std::string, std::string> own_;       ///< the last part of a name; "" where several share it
  std::vector<std::string> families_, taken_twice_;
};

}  // namespace etalon::verify
