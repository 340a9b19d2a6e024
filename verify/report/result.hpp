#pragma once
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verify/adapters/implementation.hpp"
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// What was asked of `etalon verify`.
struct VerifyOptions {
  std::vector<std::string> patterns;
  std::string implementation = "fast";
  std::vector<std::string> dtypes;  ///< empty: all that the implementation has
  std::vector<std::string> classes;  ///< core, extreme, edge; empty: all
  std::size_t cases = 100;
  std::uint64_t seed = 1;
  int jobs = 0;  ///< 0: one for each processor
  AdapterOptions adapter;
  std::size_t shard = 1, shards = 1;  ///< this is shard 1 … shards
  std::string failures_folder = "etalon-failures";
  bool progress = false;
  std::function<std::unique_ptr<Implementation>()> open = {};  ///< what is on trial, where it is no `implementation` by name

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
  std::string file;  ///< where it was saved
  std::optional<Values<double>> before;  ///< an earlier call, without which this one passes
};

/// One operation, variant and dtype.
struct Row {
  Row(const Operation* op, std::size_t v, const Format* f) : operation(op), variant(v), format(f) {}

  const Operation* operation;
  std::size_t variant;
  const Format* format;

  Outcome outcome = Outcome::pass;
  std::string convention;  ///< with Outcome::variant
  std::map<Outcome, std::size_t> counts;
  std::map<CaseClass, std::map<Outcome, std::size_t>> counts_by_class;
  double used = 0;      ///< the largest part of a bound that was used
  double inherent = 0;  ///< the largest error in inherent units
  bool rounded = true;  ///< every entry correctly rounded
  double seconds = 0;
  std::string note;     ///< why it is unsupported or undecided
  std::optional<Counterexample> counterexample;

  std::size_t cases() const;
  std::string name() const { return operation->name_with(variant); }
};

struct Report {
  VerifyOptions options;
  std::string implementation;  ///< as it calls itself
  std::string libraries;       ///< what it is made of, as it says
  std::string environment;     ///< the verifier's BLAS, its kernel and threads
  std::vector<Row> rows;
  std::vector<std::string> not_implemented;  ///< chosen operations that it does not claim
  std::vector<std::string> unknown;          ///< what it claims and no operation is
  double seconds = 0;
  bool interrupted = false;

  /// 0 all pass, 1 some fail, 2 nothing was judged, 3 the implementation crashed or timed out, 130 interrupted.
  int exit_code() const;
};

/// Runs it. Throws std::invalid_argument for unusable options, std::runtime_error when the implementation cannot start.
Report run_verify(const VerifyOptions& options);

/// The judgement of one case, with the conventions that a failing reply follows instead.
Verdict judge_with_variants(const Request& request, const Reply& reply);

// ---- Ways to show it ----
std::string console_text(const Report& report, bool color);
std::string json_text(const Report& report);
std::string junit_text(const Report& report);
std::string markdown_text(const Report& report);

/// A verdict as a person reads it: exact, obtained, units, bound, replay line.
std::string counterexample_text(const Row& row, const Counterexample& example);
std::string grade_text(const OutputInfo& output);
std::string inputs_text(const Operation& op, const Values<double>& inputs);

/// Writes the whole file or nothing: to a temporary name, then renamed. Throws std::invalid_argument naming the file.
void write_file(const std::string& path, const std::string& text);

// ---- Failure files ----
std::string failure_text(const Row& row, const Counterexample& example, const VerifyOptions& options);
struct FailureFile {
  Request request;
  std::optional<Request> before;  ///< a call to be made first
  Reply reply;
  std::string implementation;
};
/// Throws std::invalid_argument naming the file, the field and the reason.
FailureFile read_failure(const std::string& path);

}  // namespace etalon::verify
