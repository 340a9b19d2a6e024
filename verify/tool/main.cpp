#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <new>
#include <stdexcept>
#include <system_error>

#include "fast/backend/environment.hpp"
#include "reference/number/pool.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/output.hpp"
#include "verify/trial/closest.hpp"
#include "verify/trial/files.hpp"
#include "verify/trial/interrupt.hpp"
#include "verify/trial/limits.hpp"
#include "verify/trial/texts.hpp"

namespace etalon::verify::tool {
namespace {

/// The command or option that one of the words on the command line may have meant.
std::string closest_word(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> commands, options;
  for (const CLI::App* command : app.get_subcommands(nullptr)) commands.push_back(command->get_name());
  const bool known = argc > 1 && std::find(commands.begin(), commands.end(), argv[1]) != commands.end();
  if (argc > 1 && !known) return closest(argv[1], commands);
  if (known)
    for (const CLI::Option* option : app.get_subcommand(argv[1])->get_options())
      for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  for (int i = 2; i < argc; ++i) {
    const std::string word = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    if (word.starts_with("--") && std::find(options.begin(), options.end(), word) == options.end()) return closest(word, options);
  }
  return "";
}

/// A whole number as people write it: CLI11 takes -1 as the largest of all, and 010 as eight.
const CLI::Validator whole(
    [](const std::string& text) {
      std::uint64_t value = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      const bool whole_number = error == std::errc() && end == text.data() + text.size() && (text.size() == 1 || text.front() != '0');
      return whole_number ? std::string() : excerpt(text) + " is no whole number below 2⁶⁴";
    },
    "");
/// Seconds that a clock can count; no comparison refuses "nan".
CLI::Validator seconds(double least) {
  return CLI::Validator(
      [least](const std::string& text) {
        double value = 0;
        const bool number = CLI::detail::lexical_cast(text, value) && std::isfinite(value) && value >= least && value <= 1e9;
        return number ? std::string() : excerpt(text) + (least > 0 ? " is no positive number of seconds" : " is no number of seconds");
      },
      "");
}
const CLI::Validator a_path([](const std::string& text) { return text.empty() ? std::string("a file without a name") : std::string(); }, "");

/// Each once, in the order given.
void once(std::vector<std::string>& words) {
  std::vector<std::string> kept;
  for (const std::string& word : words)
    if (std::find(kept.begin(), kept.end(), word) == kept.end()) kept.push_back(word);
  words = kept;
}

#ifdef __GLIBC__
// Where the program is started anew, that is before all operations have registered themselves, which takes half of a short command.
[[gnu::constructor(101)]] void choose_kernel_first(int, char** argv, char**) { fast::backend::choose_kernel(argv); }
#endif

constexpr double judging_of_given = 600;  // seconds: somebody's own inputs may be of any size

/// The options by which each command raises what it asks limits() for.
void add_limits(CLI::App& app) {
  const auto commands = [&](std::initializer_list<const char*> names, const auto& add) {
    for (const char* name : names) add(name == std::string_view("check") ? app.get_subcommand("fixtures")->get_subcommand(name) : app.get_subcommand(name))->group("Limits")->capture_default_str();
  };
  Limits& all = limits();
  commands({"eval", "verify", "replay", "judge", "train", "check"}, [&](CLI::App* c) { return c->add_option("--largest-file", all.file, "Larger files are not read, such as 4GiB")->transform(CLI::AsSizeValue(false)); });
  commands({"eval", "verify", "replay", "judge", "train", "check"}, [&](CLI::App* c) { return c->add_option("--patience", all.patience, "Seconds that a pipe may stay silent")->check(seconds(1e-6)); });
  commands({"eval", "verify", "replay", "judge", "check"}, [&](CLI::App* c) { return c->add_option("--depth", all.depth, "Lists and objects in one another that are read")->check(whole)->check(CLI::Range(1, 10000)); });
  commands({"eval", "verify", "replay", "judge"}, [&](CLI::App* c) { return c->add_option("--echo", all.echo, "Characters of a foreign text that are repeated on one line")->check(whole)->check(CLI::Range(1, 1000000)); });
  commands({"eval", "verify", "replay", "judge", "mutants", "power"}, [&](CLI::App* c) { return c->add_option("--bits", all.bits, "Of an enclosure; what needs more is undecided. eval takes four times as many, and more for more digits")->check(whole)->check(CLI::Range(128, 1 << 24)); });
  commands({"eval"}, [&](CLI::App* c) { return c->add_option("--seconds", all.evaluating, "After which it is given up")->check(seconds(1e-6)); });
  commands({"verify", "replay"}, [&](CLI::App* c) { return c->add_option("--timeout", all.answering, "Seconds in which a program answers one case")->check(seconds(1e-6)); });
  commands({"verify", "replay"}, [&](CLI::App* c) { return c->add_option("--memory", all.memory, "Address space that each process of a program may have, such as 8GiB; 0: any")->transform(CLI::AsSizeValue(false)); });
  commands({"verify"}, [&](CLI::App* c) { return c->add_option("--judging", all.judging, "Seconds for judging one case; what takes longer is undecided; with --inputs 600 without any")->check(seconds(1e-6)); });
  for (const char* name : {"replay", "judge"}) app.get_subcommand(name)->add_option("--judging", all.judging, "Seconds for judging a call; what takes longer is undecided")->check(seconds(1e-6))->group("Limits")->default_str(fmt::format("{}", judging_of_given));
  commands({"verify"}, [&](CLI::App* c) { return c->add_option("--shrink", all.shrinking, "Seconds for finding each cause's smallest case; 0: as it was drawn")->check(seconds(0)); });
}

int run(int argc, char** argv) {
  namespace tool = etalon::verify::tool;
  etalon::keep_freed_memory();
  CLI::App app{"etalon: certified truth for the mathematics of machine learning, and verdicts about implementations of it"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "etalon 0.1");
  app.footer(
      "Examples:\n"
      "  etalon list 'nn.*'\n"
      "  etalon show nn.softmax\n"
      "  etalon eval nn.log_sum_exp --in 'x=[1000,1000]' --digits 60\n"
      "  etalon eval 'gan.generator_loss{saturating}' --in 'scores=[\"1/3\",-2.5]'\n"
      "  etalon verify 'nn.*' --impl fast\n"
      "  etalon verify --impl 'cmd:python3 my_library.py' --json report.json --junit junit.xml\n"
      "  etalon verify --impl 'cmd:python3 my_library.py' --inputs mine.json\n"
      "  etalon replay etalon-failures/nn.softmax-float64-4.json --run\n"
      "  etalon requests 'nn.*' --out requests.jsonl && etalon judge --requests requests.jsonl --replies replies.jsonl\n"
      "  etalon new nn.mish --like nn.softplus\n\n"
      "Exit codes: 0 all pass, 1 some fail, 2 usage or bad input, 3 the implementation crashed,\n"
      "timed out or cannot be started, 4 an internal error, 128 + signal interrupted (reports are still written).");

  std::vector<std::string> patterns;
  bool json_list = false;
  CLI::App* list = app.add_subcommand("list", "List the operations, with their formulas");
  list->add_option("patterns", patterns, "Names or globs such as 'nn.*'; all without any");
  list->add_flag("--json", json_list, "The whole catalogue as JSON");

  CLI::App* check_command = app.add_subcommand("check", "Check the operations themselves: sizes, clauses, laws, derivatives, shapes of their inputs");

  std::string operation;
  CLI::App* show = app.add_subcommand("show", "Print an operation's contract: inputs, outputs, clauses, grades, source");
  show->add_option("operation", operation, "Such as nn.softmax")->required();

  tool::EvalOptions eval_options;
  CLI::App* eval = app.add_subcommand("eval", "Evaluate an operation to any number of certified digits");
  eval->add_option("operation", eval_options.operation, "Such as nn.softmax, or optimization.adam{epsilon_inside}")->required();
  eval->add_option("--in", eval_options.inputs, "NAME=VALUE: JSON with decimals, \"1/3\" or \"0x1.8p-3\", or @file.npy, @file.npz:KEY, @file.mtx, @file.json")->allow_extra_args(false);
  eval->add_option("--out", eval_options.outputs, "Only these outputs")->allow_extra_args(false);
  eval->add_option("--digits", eval_options.digits, "Certified significant digits")->check(whole)->capture_default_str();
  eval->add_flag("--json", eval_options.json, "Print JSON");

  eval->footer(
      "Examples:\n"
      "  etalon eval nn.log_sum_exp --in 'x=[1000,1000]' --digits 60\n"
      "  etalon eval linalg.svdvals --in a=@matrix.npy --json\n"
      "  etalon eval 'gan.generator_loss{saturating}' --in 'scores=[\"1/3\",-2.5]'");

  tool::VerifyCommand verify_command;
  VerifyOptions& v = verify_command.options;
  CLI::App* verify = app.add_subcommand("verify", "Judge an implementation by certified truth");
  verify->add_option("patterns", v.patterns, "Operations or globs; all without any");
  verify->add_option("--impl", v.implementation, "fast, reference, textbook[:pairwise|:blocked], or cmd:PROGRAM that speaks the protocol of verify/adapters/README.md")->capture_default_str();
  verify->add_option("--dtype", v.dtypes, "float64, float32, tf32, bfloat16, float16; all that the implementation has without any")->allow_extra_args(false);
  verify->add_option("--class", v.classes, "core, extreme, edge, large, or a single one such as 'edge/masked' (etalon show OPERATION lists them); all without any, one case in fifty large")->allow_extra_args(false);
  CLI::Option* sizes = verify->add_option("--size", verify_command.sizes, "Large cases with this extent, for one axis after the other: N, or a sweep such as 100:10000:×2 (also *2, x2)")->allow_extra_args(false);
  verify->add_option("--skip", v.skip, "Operations or globs that are left out")->allow_extra_args(false);
  verify->add_option("--grade", v.grades, "OPERATION=GRADE: a grade weaker than the contract's that is enough, such as tensor.matmul=normwise (etalon show OPERATION lists them)")->allow_extra_args(false);
  CLI::Option* cases = verify->add_option("--cases", v.cases, "Cases for each operation, convention and dtype; with --size, each size once for every axis without any")->check(whole)->capture_default_str()->check(CLI::Range(1, 1000000));
  verify->add_option("--seed", v.seed, "The same seed gives the same cases on every machine")->check(whole)->capture_default_str();
  verify->add_option("--jobs", v.jobs, "Threads, each with its own process of the implementation; 0: one for each processor")->check(whole)->check(CLI::Range(0, 1024));
  verify->add_option("--python", v.adapter.python, "The Python for a leading python3 in cmd:; else the first that has NumPy");
  verify->add_option("--files-beyond", v.adapter.files_beyond, "Tensors of more bytes go to a program in files; one that takes no files is not given them")->check(whole)->capture_default_str();
  verify->add_option("--shard", verify_command.shard, "i/n: only every n-th row, starting with the i-th")->capture_default_str();
  verify->add_option("--failures", v.failures_folder, "Folder for the failing cases; a shard takes its own within it, a second run at the same time one beside it")->check(a_path)->capture_default_str();
  verify->add_flag("--fail-fast", v.fail_fast, "No further row after one that fails");
  verify->add_flag("--failed-first", v.failed_first, "The cases in the failures folder first");
  verify->add_flag("--resume", v.resume, "Take the rows that an interrupted run of the same options has finished");
  verify->add_option("--arithmetic", v.arithmetic, "What it claims to round the factors of products to, and to accumulate in, for dtypes that are no wider: tf32/float32, bfloat16/float32, float8_e4m3fn/float32");
  verify->add_flag("--strict-dtype", v.strict_dtype, "An answer in a wider dtype is a failure, not a remark");
  verify->add_flag("-q,--quiet", verify_command.quiet, "Only what does not pass");
  verify->add_option("--budget", v.budget, "Seconds after which no further row begins")->check(seconds(1e-6));
  verify->add_option("--json", verify_command.json, "Write the report as JSON")->check(a_path);
  verify->add_option("--junit", verify_command.junit, "Write the report as JUnit XML")->check(a_path);
  verify->add_option("--markdown", verify_command.markdown, "Write the report as Markdown")->check(a_path);

  std::string inputs_file;
  CLI::Option* given = verify->add_option("--inputs", inputs_file, "Calls instead of drawn cases: lines of `etalon requests`, a failure file, or {\"op\": …, \"inputs\": {NAME: JSON}}");

  sizes->excludes("--class");
  for (const char* drawn : {"--class", "--size", "--cases", "--seed", "--shard", "--failures", "--json", "--junit", "--markdown", "--skip", "--grade", "--resume", "--failed-first", "--fail-fast", "--budget"}) given->excludes(drawn);
  verify->footer(
      "Examples:\n"
      "  etalon verify 'nn.*' --impl 'cmd:python3 my_library.py' --json report.json --junit junit.xml\n"
      "  etalon verify nn.softmax --impl 'cmd:python3 my_library.py' --class 'edge/masked' --dtype float32\n"
      "  etalon verify nn.softmax --impl 'cmd:python3 my_library.py' --size 4097 --size 100:100000:×10\n"
      "  etalon verify --impl 'cmd:./my_program' --failed-first --fail-fast -q\n"
      "  etalon verify --impl 'cmd:./my_program' --cases 10000 --resume      after an interrupt\n\n"
      "Each row is printed when it ends: an operation, a convention, a dtype. Exit codes: 0 all that was judged passes,\n"
      "1 some fail, 2 bad usage, nothing judged or rows not run, 3 crash, timeout or no start, 128 + signal interrupted.");

  tool::ReplayOptions replay_options;
  CLI::App* replay = app.add_subcommand("replay", "Judge a saved failing case again");
  replay->add_option("file", replay_options.file, "A file from the failures folder")->required();
  replay->add_flag("--run", replay_options.run, "Run the implementation that the file names; without, its recorded reply is judged");
  replay->add_option("--impl", replay_options.implementation, "Run this one");
  replay->add_option("--python", replay_options.adapter.python, "The Python for a leading python3 in cmd:");

  tool::RequestsOptions requests_options;
  CLI::App* requests = app.add_subcommand("requests", "Write cases for a machine elsewhere, one line of the protocol each");
  requests->add_option("operations", requests_options.operations, "Such as nn.softmax, 'optimization.adam{*}' or 'nn.*'")->required();
  requests->add_option("--dtype", requests_options.dtypes, "float64 without any; float32, tf32, bfloat16, float16")->allow_extra_args(false);
  requests->add_option("--class", requests_options.classes, "core, extreme, edge, large; as etalon verify has them without any")->allow_extra_args(false);
  requests->add_option("--cases", requests_options.cases, "For each operation, convention and dtype")->check(whole)->capture_default_str()->check(CLI::Range(1, 1000000));
  requests->add_option("--seed", requests_options.seed, "The cases are those of `etalon verify` with this seed")->check(whole)->capture_default_str();
  requests->add_option("--out", requests_options.out, "The file; without, the standard output")->check(a_path);
  requests->footer("Examples:\n  etalon requests 'nn.*' --dtype float32 --out requests.jsonl\n  ssh gpu python my_library.py <requests.jsonl >replies.jsonl\n  etalon judge --requests requests.jsonl --replies replies.jsonl");

  tool::JudgeOptions judge_options;
  CLI::App* judge = app.add_subcommand("judge", "Judge calls that were made elsewhere");
  judge->add_option("files", judge_options.files, "Requests with their replies merged in, a JSON object a line; without any, the standard input. With --in and --out: the operation");
  judge->add_option("--requests", judge_options.requests, "Requests alone")->check(a_path)->needs(judge->add_option("--replies", judge_options.replies, "Their replies, found by id")->check(a_path));
  judge->add_option("--in", judge_options.inputs, "NAME=VALUE of one call: JSON, or @file.npy, @file.npz:KEY, @file.mtx, @file.json")->allow_extra_args(false);
  judge->add_option("--out", judge_options.outputs, "NAME=VALUE of its outputs")->allow_extra_args(false);
  judge->add_option("--dtype", judge_options.dtype, "In which the call was made; without, that of the outputs' files, or float64");
  judge->add_option("--arithmetic", judge_options.arithmetic, "What the calls claim to round the factors of products to, and to accumulate in: tf32/float32, bfloat16/float32");
  judge->add_option("--jobs", judge_options.jobs, "Threads; 0: one for each processor")->check(whole)->check(CLI::Range(0, 1024));
  judge->add_option("--json", judge_options.json, "Write the verdicts as JSON")->check(a_path);
  judge->footer("Examples:\n  etalon judge cases.jsonl\n  etalon judge --requests requests.jsonl --replies replies.jsonl --json verdicts.json\n"
                "  etalon judge linalg.lu_solve --in a=@a.mtx --in b=@b.npy --out x=@results.npz:x\n\nExit codes are those of `etalon verify`.");

  tool::MutantsOptions tried;
  CLI::App* mutants = app.add_subcommand("mutants", "Prove that the verifier verifies: every wrong implementation must be caught");
  mutants->add_option("patterns", tried.patterns, "Operations or globs; all without any");
  mutants->add_option("--cases", tried.cases, "Cases tried for each mutant")->check(whole)->check(CLI::Range(1, 1000000))->capture_default_str();
  mutants->add_option("--seed", tried.seed, "Seed")->check(whole)->capture_default_str();
  mutants->add_option("--markdown", tried.markdown, "Write the kill matrix")->check(a_path);
  mutants->add_flag("--resume", tried.resume, "Take the mutants that an interrupted run of the same options has tried; it left them in etalon-mutants");

  tool::PowerOptions power_options;
  CLI::App* power = app.add_subcommand("power", "How small a mistake does the verifier see? Right answers are spoilt, and judged");
  power->add_option("patterns", power_options.patterns, "Operations or globs; all without any");
  power->add_option("--dtype", power_options.dtypes, "All five formats without any")->allow_extra_args(false);
  power->add_option("--class", power_options.classes, "core, extreme, edge; all without any")->allow_extra_args(false);
  power->add_option("--cases", power_options.cases, "Cases for each row")->check(whole)->capture_default_str()->check(CLI::Range(1, 1000000));
  power->add_option("--seed", power_options.seed, "The same seed gives the same table")->check(whole)->capture_default_str();
  power->add_option("--jobs", power_options.jobs, "Threads; 0: one for each processor")->check(whole)->check(CLI::Range(0, 1024));
  power->add_option("--shard", power_options.shard, "i/n: only every n-th operation and convention, starting with the i-th")->capture_default_str();
  power->add_flag("--floor", power_options.floor, "Only what must never be, and exit 1 when it is: outputs of zeros or negated ones pass, right ones do not, or too many core cases in float64 or float32 are vacuous");
  power->add_option("--vacuous", power_options.most_vacuous, "That many percent are too many")->capture_default_str()->check(CLI::Range(0, 100));
  power->add_option("--json", power_options.json, "Write the table as JSON")->check(a_path);
  power->footer("Examples:\n  etalon power nn.softmax\n  etalon power 'linalg.*' --dtype float64 --class core --json power.json\n  etalon power --floor --cases 20");

  tool::TrainOptions train_options;
  CLI::App* train = app.add_subcommand("train", "Train a small model in double and in the reference, and show where and how fast they part");
  train->add_option("model", train_options.model, "vae or gan")->required()->check(CLI::IsMember({"vae", "gan"}));
  train->add_option("--data", train_options.data, "A row for each sample (.npy, .npz, .mtx); without: a ring of eight Gaussians")->check(a_path);
  train->add_option("--steps", train_options.steps, "How many")->check(whole)->check(CLI::Range(1, 1000000))->capture_default_str();
  train->add_option("--every", train_options.every, "Print every so many")->check(whole)->check(CLI::Range(1, 1000000))->capture_default_str();
  train->add_option("--digits", train_options.digits, "Digits of the reference's states")->check(whole)->check(CLI::Range(20, 10000))->capture_default_str();
  train->add_option("--seed", train_options.seed, "Of the start, the samples and the noise")->check(whole)->capture_default_str();
  train->add_flag("--json", train_options.json, "Print JSON");
  train->footer("Both take the same minibatches and the same noise. Each step of double is judged from the state that it started from; the distance is that of\nall parameters, beside their size. With rows in [0, 1] the autoencoder's pixels are Bernoulli, else Gaussian.\n\nExamples:\n  etalon train gan --steps 200\n  python3 -c \"import numpy, sklearn.datasets as d; numpy.save('digits.npy', d.load_digits().data / 16)\"\n  etalon train vae --data digits.npy --steps 20");

  bool convergence_json = false;
  CLI::App* convergence = app.add_subcommand("convergence", "What books say of the cost and convergence of optimization's methods, beside what is counted and measured");
  convergence->add_flag("--json", convergence_json, "Print JSON");
  convergence->footer("Each method runs in 6000 bits on a problem whose minimum is known; its errors go to optimization.order_of_convergence, and its\noperations are those of optimization.cost_model. Where the claim does not hold, the table says contradicted.\n\nExamples:\n  etalon convergence\n  etalon convergence --json");

  bool balance_json = false;
  CLI::App* balance = app.add_subcommand("balance", "Where the load-balancing loss of a mixture of experts falls below that of a uniform router");
  balance->add_flag("--json", balance_json, "Print JSON");
  balance->footer("All batches of a few tokens and experts, with probabilities in units of 1/q; each loss is a fraction, and the enclosure of\nmoe.top_k_load_balance_loss holds it.\n\nExamples:\n  etalon balance\n  etalon balance --json");

  tool::GenerateOptions generated;
  std::string fixtures_folder = "fixtures";
  CLI::App* fixtures = app.add_subcommand("fixtures", "Golden vectors: certified values for other people's tests");
  fixtures->require_subcommand(1);
  CLI::App* generate = fixtures->add_subcommand("generate", "Write the vectors of the chosen operations");
  generate->add_option("patterns", generated.patterns, "Operations or globs; all without any");
  generate->add_option("--folder", generated.folder, "Folder with schema/ and vectors/")->check(a_path)->capture_default_str();
  generate->add_option("--cases", generated.cases, "Vectors for each operation")->check(whole)->check(CLI::Range(1, 1000000))->capture_default_str();
  generate->add_option("--seed", generated.seed, "Seed")->check(whole)->capture_default_str();
  generate->add_flag("--resume", generated.resume, "Keep the files that an interrupted run of the same options has written");
  CLI::App* check = fixtures->add_subcommand("check", "Prove every vector again");
  check->add_option("patterns", patterns, "Operations or globs; all without any");
  check->add_option("--folder", fixtures_folder, "Folder with schema/ and vectors/")->check(a_path)->capture_default_str();
  std::string fixture_shard = "1/1";
  check->add_option("--shard", fixture_shard, "i/n: only every n-th operation, starting with the i-th")->capture_default_str();

  std::string new_name, new_model = "nn.softplus", new_root = ".";
  CLI::App* create = app.add_subcommand("new", "Write the five files of a new operation, which compile and pass at once; then edit them");
  create->add_option("name", new_name, "family.operation in snake_case, such as nn.mish")->required();
  create->add_option("--like", new_model, "The operation whose files are taken, under the new name")->capture_default_str();
  create->add_option("--root", new_root, "The repository's root")->check(a_path)->capture_default_str();

  add_limits(app);
  given->excludes("--shrink");

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    app.exit(e);
    if (const std::string close = tool::closest_word(app, argc, argv); !close.empty()) fmt::print(stderr, "did you mean {}?\n", close);
    return 2;
  }

  for (std::vector<std::string>* words : {&v.dtypes, &v.classes, &requests_options.dtypes, &requests_options.classes, &power_options.dtypes, &power_options.classes}) once(*words);
  try {
    if (*check_command) return tool::check();
    if (*list) return tool::list(patterns, json_list);
    if (*show) return tool::show(operation);
    if (*eval) return tool::eval(eval_options);
    if (*sizes && !*cases) v.cases = 0;
    if ((*given || *replay || *judge) && !app.get_subcommands().front()->count("--judging")) limits().judging = judging_of_given;
    if (*verify) return inputs_file.empty() ? tool::verify(verify_command) : tool::verify_inputs(inputs_file, verify_command.options);
    if (*replay) return tool::replay(replay_options);
    if (*requests) return tool::requests(requests_options);
    if (*judge) return tool::judge_files(judge_options);
    if (*power) return tool::power(power_options);
    if (*convergence) return tool::convergence(convergence_json);
    if (*balance) return tool::balance(balance_json);
    if (*train) return tool::train(train_options);
    if (*mutants) return tool::mutants(tried);
    if (*generate) return tool::fixtures_generate(generated);
    if (*create) return tool::create(new_name, new_model, new_root);
    if (*check) return tool::fixtures_check(patterns, fixtures_folder, fixture_shard);
  } catch (const std::invalid_argument& e) {
    fmt::print(stderr, "etalon: {}\n", complaint(e.what()));
    return 2;
  } catch (const StartError& e) {
    if (const int signal = interrupting_signal()) return 128 + signal;
    fmt::print(stderr, "etalon: {}\n", complaint(e.what()));
    return 3;
  } catch (const std::system_error&) {
    throw;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "etalon: there is not enough memory for this\n");
    return 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "etalon: internal error: {}\n", complaint(e.what()));
    return 4;
  }
  return 4;
}

}  // namespace
}  // namespace etalon::verify::tool

// Exit codes: 0 all pass, 1 some fail, 2 usage, bad input or nothing to judge, 3 the implementation on trial crashed, timed out or cannot be
// started, 4 an internal error, 128 + signal interrupted, or nobody reads any more.
int main(int argc, char** argv) {
  using namespace etalon::verify::tool;
  open_output();
  try {
    return close_output(run(argc, argv));
  } catch (const std::system_error& e) {
    return lost_output(e);
  }
}
