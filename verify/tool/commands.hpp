#pragma once
#include <string>
#include <vector>

#include "verify/report/result.hpp"

/// The subcommands of `etalon`. Each returns the exit code; std::invalid_argument means bad input (exit 2),
/// std::runtime_error that something could not be started, read or written (exit 2 or 3).
namespace etalon::verify::tool {

/// Prints what the contracts contradict or leave out; 1 when there is something.
int check();
int list(const std::vector<std::string>& patterns, bool json);
int show(const std::string& operation);

struct EvalOptions {
  std::string operation;  ///< with {variant} where one is meant
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;  ///< empty: all
  int digits = 30;
  bool json = false;
};
int eval(const EvalOptions& options);

struct VerifyCommand {
  VerifyOptions options;
  std::string shard = "1/1";
  std::vector<std::string> sizes;
  std::string json, junit, markdown;
  bool quiet = false;
};
int verify(VerifyCommand command);
/// The same, before inputs that a file gives instead of drawn ones.
int verify_inputs(const std::string& path, const VerifyOptions& options);

/// Judges a saved failing case again: the recorded reply or, when told to, what an implementation gives now.
struct ReplayOptions {
  std::string file;
  bool run = false;            ///< what the file names
  std::string implementation;  ///< another one
  AdapterOptions adapter;
};
int replay(const ReplayOptions& options);

/// Writes cases for a machine elsewhere, in the protocol.
struct RequestsOptions {
  std::vector<std::string> operations, dtypes, classes;
  std::size_t cases = 100;
  std::uint64_t seed = 1;
  std::string out;  ///< "": the standard output
};
int requests(const RequestsOptions& options);

/// Judges calls that were made elsewhere.
struct JudgeOptions {
  std::vector<std::string> files;  ///< or one operation, with inputs and outputs
  std::string requests, replies;
  std::vector<std::string> inputs, outputs;
  std::string dtype;
  std::string arithmetic;  ///< as `verify` has it
  int jobs = 0;
  std::string json;
};
int judge_files(const JudgeOptions& options);

/// Runs every mutant of the chosen operations and prints by what each is caught; 1 when one survives.
struct MutantsOptions {
  std::vector<std::string> patterns;
  std::size_t cases = 400;
  std::uint64_t seed = 1;
  std::string markdown;
  bool resume = false;  ///< take the mutants that an earlier run of the same options has tried
};
int mutants(const MutantsOptions& options);

/// Spoils right answers, and prints how many of them the judge rejects.
struct PowerOptions {
  std::vector<std::string> patterns, dtypes, classes;
  std::size_t cases = 20;
  std::uint64_t seed = 1;
  int jobs = 0;
  bool floor = false;  ///< only what must not be; 1 when it is
  double most_vacuous = 5;  ///< percent of the core cases in float64 and float32
  std::string shard = "1/1";
  std::string json;
};
int power(const PowerOptions& options);

/// What is said of the cost and convergence of optimization's methods, beside what is counted and measured.
int convergence(bool json);

/// Every small batch on which the load-balancing loss of a mixture of experts falls below a uniform router's, by exhaustion.
int balance(bool json);

/// Trains a small model in double and in the reference from the same start and the same draws, each step of double judged from its own state;
/// 1 when one disagrees.
struct TrainOptions {
  std::string model;  ///< vae or gan
  std::string data;   ///< a file; "": a ring of eight Gaussians
  int steps = 100;
  int every = 10;     ///< steps that are printed
  int digits = 50;    ///< of the reference's states
  std::uint64_t seed = 1;
  bool json = false;
};
int train(const TrainOptions& options);

struct GenerateOptions {
  std::vector<std::string> patterns;
  std::string folder = "fixtures";
  std::size_t cases = 16;
  std::uint64_t seed = 1;
  bool resume = false;  ///< keep the files that an earlier run of the same options has written
};
int fixtures_generate(const GenerateOptions& options);
int fixtures_check(const std::vector<std::string>& patterns, const std::string& folder, const std::string& shard);

/// "i/n" with 1 ≤ i ≤ n, or std::invalid_argument.
std::pair<std::size_t, std::size_t> read_shard(const std::string& text);

/// "4096", or "100:10000:×2" (also *2, x2): 100, 200, … 6400. Each once, in the order given; std::invalid_argument with the reason for anything else.
std::vector<std::int64_t> read_sizes(const std::vector<std::string>& texts);

/// Writes the five files of a new operation: those of `like` with the names exchanged.
int create(const std::string& name, const std::string& like, const std::string& root);

/// The operation, or std::invalid_argument with the closest known name.
const Operation& find_operation(const std::string& name);
/// "gan.generator_loss{saturating}" → operation and variant.
std::pair<const Operation*, std::size_t> find_variant(const std::string& name);

}  // namespace etalon::verify::tool
