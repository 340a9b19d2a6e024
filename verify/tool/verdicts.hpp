#pragma once
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "verify/adapters/requests.hpp"
#include "verify/report/result.hpp"

/// Verdicts on calls that files give.
namespace etalon::verify::tool {

/// How far reading or judging is, on a terminal.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  void operator()(double share);

 private:
  std::string what_;
  bool shown_, any_ = false;
  std::int64_t last_ = 0;
};

/// One verdict for each call, which has its reply; with `jobs` threads, 0 being one for each processor.
std::vector<Verdict> judge_all(const std::vector<Given>& calls, int jobs);

/// What became of the calls of one operation, convention and dtype.
struct Tally {
  std::map<Outcome, std::size_t> counts;
  std::size_t worst = 0;  ///< of those that count against it, the number of the worst call; meaningless where none does
  double used = 0;        ///< the largest part of a bound that was used by a pass
  std::optional<std::size_t> grade;  ///< the worst that was reached, where the operation has grades
  Outcome outcome = Outcome::pass;
  std::vector<std::string> conventions;  ///< with Outcome::variant: those that explain each call
};

/// By operation, convention and dtype, in the order of the registry.
using Key = std::tuple<std::string, std::size_t, std::size_t>;  ///< name, variant, place of the format
std::map<Key, Tally> tally(const std::vector<Given>& calls, const std::vector<Verdict>& verdicts);

/// "fail", or "variant:mean".
std::string outcome_text(Outcome outcome, const std::vector<std::string>& conventions);
/// A call that does not pass, as a person reads it, with the call before it that it needs to fail. Nothing was made smaller.
std::string counterexample_text(const Given& call, const Verdict& verdict, const std::optional<Values<double>>& before = {});

/// As of `etalon verify`: 0 all pass, 1 some fail, 2 nothing was judged, 3 it crashed or timed out.
int exit_code(const std::vector<Verdict>& verdicts);

}  // namespace etalon::verify::tool
