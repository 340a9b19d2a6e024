#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verify/adapters/implementation.hpp"
#include "verify/generate/shrink_extents.hpp"
#include "verify/judge/verdict.hpp"
#include "verify/trial/files.hpp"

namespace etalon::verify {

struct Report;
struct Row;

/// What was asked of `etalon verify`.
struct VerifyOptions {
  std::vector<std::string> patterns;
  std::string implementation = "fast";
  std::vector<std::string> dtypes = {};   ///< empty: all that the implementation has
  std::vector<std::string> classes = {};  ///< globs of "core", "edge/NaN*", …; empty: all
  std::vector<std::string> skip = {};     ///< operations that are left out
  std::vector<std::string> grades = {};   ///< "tensor.matmul=normwise": what is enough
  std::vector<std::int64_t> sizes = {};   ///< large cases with these extents alone
  std::size_t cases = 100;                ///< 0: each size once for each axis
  std::uint64_t seed = 1;
  int jobs = 0;  ///< 0: one for each processor
  AdapterOptions adapter = {};
  std::size_t shard = 1, shards = 1;  ///< this is shard 1 … shards
  std::string failures_folder = "etalon-failures";
  bool progress = false;
  bool strict_dtype = false;   ///< an answer in a wider dtype breaks C0
  std::string arithmetic = "";  ///< "tf32/float32": what it claims to multiply and to accumulate in, whatever it declares
  bool fail_fast = false;      ///< no further row after one that fails
  bool failed_first = false;   ///< the cases in the failures folder before all others
  bool resume = false;         ///< take the rows that an earlier run of the same options has finished
  double budget = 0;           ///< seconds after which no further row begins; 0: none
  std::function<std::unique_ptr<Implementation>()> open = {};  ///< what is on trial, where it is no `implementation` by name
  std::function<void(const Report&, const Row&)> each_row = {};               ///< called in the order of the rows, as they end

  std::unique_ptr<Implementation> start() const { return open ? open() : open_implementation(implementation, adapter); }
};

/// A failing case, shrunk.
struct Counterexample {
  std::size_t index;
  CaseClass kind;
  std::string input_class;
  Values<double> inputs;
  Reply reply;
  Verdict verdict;
  std::string file = "";                           ///< where it was saved
  std::optional<Values<double>> before = {};       ///< an earlier call, without which this one passes
  std::string layouts = "";                        ///< of the inputs, where they matter
  std::optional<Onset> begins = {};                ///< with one index fewer it passes
};

/// Failing cases that break the same clause at the same output in the same way.
struct Cause {
  Outcome outcome = Outcome::fail;
  std::string clause, output, kind;
  std::size_t cases = 0;
  std::size_t bad = 0, entries = 0;  ///< entries outside their bounds, over all these cases
  double units = 0;                  ///< the largest error in inherent units; 0 where there is none
  double digits = 1e9;               ///< the fewest correct digits of an entry
  bool edge_only = true;
  std::optional<Counterexample> example = {};
};

/// One operation, variant and dtype.
struct Row {
  Row(const Operation* op, std::size_t v, const Format* f) : operation(op), variant(v), format(f) {}

  const Operation* operation;
  std::size_t variant;
  const Format* format;

  Outcome outcome = Outcome::not_run;
  std::string convention = "";  ///< by which it was judged, where that is not the one it claims
  Mixed arithmetic = {};        ///< that it claims
  std::string behaves = "";     ///< in which it behaves instead, or as well: "tf32 operands"
  std::map<Outcome, std::size_t> counts = {};
  std::map<CaseClass, std::map<Outcome, std::size_t>> counts_by_class = {};
  std::map<std::string, std::size_t> drawn = {};  ///< cases of each input class
  double used = 0;      ///< the largest part of a bound that was used
  double inherent = 0;  ///< the largest error in inherent units
  bool rounded = true;  ///< every entry correctly rounded
  double seconds = 0;
  std::string note = "";    ///< why some of it was not judged
  std::string remark = "";  ///< beside the verdict: answers in a wider dtype
  std::optional<std::size_t> grade = {};  ///< the strictest (judge/grades.hpp) that every answer reaches, where the operation has grades
  std::size_t accepted = 0;               ///< the grade that is enough
  std::vector<Cause> causes = {};

  std::size_t cases() const;
  std::size_t judged() const;
  std::string name() const { return operation->name_with(variant); }
  bool failed() const { return outcome > Outcome::undecided && outcome != Outcome::ill_posed; }
};

/// A case of an earlier run that was tried first.
struct Retried {
  std::string file, row;
  Outcome outcome;
};

struct Report {
  VerifyOptions options;
  std::string implementation;  ///< as it calls itself
  std::string libraries;       ///< what it is made of, as it says
  std::string environment;     ///< the verifier's BLAS, its kernel and threads
  std::vector<Row> rows;
  std::size_t rows_of_all_shards = 0;
  std::vector<std::string> not_implemented;  ///< chosen operations that it does not claim
  std::vector<std::string> unknown;          ///< what it claims and no operation is
  std::vector<Retried> retried;
  double seconds = 0;
  int signal = 0;  ///< that ended the run early
  std::string broken;  ///< what went wrong beside that, if something did
  bool interrupted() const { return signal != 0; }

  /// 0 what was judged passes, 1 some fail, 2 nothing or not everything was judged, 3 the implementation crashed or timed out, 128 + signal interrupted.
  int exit_code() const;
};

/// Runs it. Throws std::invalid_argument for unusable options, std::runtime_error when the implementation cannot start.
Report run_verify(const VerifyOptions& options);

/// The judgement of one case, with the conventions that a failing reply follows instead.
Verdict judge_with_variants(const Request& request, const Reply& reply);

// ---- Ways to show it ----
std::string header_text(const Report& report, bool color);
std::string row_text(const Row& row, std::size_t width, bool color, bool quiet);
std::string footer_text(const Report& report);
std::string console_text(const Report& report, bool color);
std::string json_text(const Report& report);
std::string junit_text(const Report& report);
std::string markdown_text(const Report& report);

/// "variant:mean", "not run", …
std::string outcome_text(const Row& row);
/// "wrong", "loses 5 of 16 digits", "edge only".
std::string weight_text(const Cause& cause, const Format& format);
/// A verdict as a person reads it: exact, obtained, units, bound, replay line.
std::string counterexample_text(const Row& row, const Counterexample& example);
std::string cause_text(const Row& row, const Cause& cause);
std::string grade_text(const OutputInfo& output);
std::string inputs_text(const Operation& op, const Values<double>& inputs);
/// One input alone, without its name.
std::string inputs_text(const Operation& op, const Values<double>& inputs, std::size_t field);

// ---- Failure files ----
std::string failure_text(const Row& row, const Counterexample& example, const VerifyOptions& options);
struct FailureFile {
  Request request;
  std::optional<Request> before;  ///< a call to be made first
  Reply reply;
  std::string implementation;
  std::string input_class;  ///< "core case 4 “vector”"
};
/// Throws std::invalid_argument naming the file, the field and the reason.
FailureFile read_failure(const std::string& path);

}  // namespace etalon::verify
