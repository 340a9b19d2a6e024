#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "verify/tool/commands.hpp"
#include "verify/tool/verdicts.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify::tool {
namespace {

/// What a file from somebody else says, without what a terminal would obey.
std::string quoted(const std::string& text) { return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace); }

}  // namespace

int replay(const ReplayOptions& options) {
  FailureFile file = read_failure(options.file);
  file.request.seconds = limits().judging;
  Given call = read_given(options.file, false).front();  // checks it as any call of somebody else, for the class and the number of the case
  call.reply = file.reply;
  call.request.accepted = file.request.accepted;
  const bool run = options.run || !options.implementation.empty();
  const std::string implementation = options.implementation.empty() ? file.implementation : options.implementation;
  std::string name = "the recorded reply";
  if (run) {
    const auto trial = open_implementation(implementation, options.adapter);
    name = trial->name();
    if (file.before) trial->call({*file.before});
    call.reply = trial->call({file.request})[0];
  }
  const Verdict verdict = judge_with_variants(file.request, *call.reply);
  fmt::print("{}  {}  {}  {}  {} case {} “{}”\n", outcome_text(verdict.outcome, verdict.variants), file.request.operation->name_with(file.request.variant), file.request.format->name, name,
             text(call.kind), call.index, call.input_class);
  if (verdict.outcome != Outcome::pass) fmt::print("{}", counterexample_text(call, verdict, file.before ? std::optional(file.before->inputs) : std::nullopt));
  if (!run)
    fmt::print("    recorded  --impl {}\n    to run    etalon replay {} --run   (a file from somebody else may name any program), or --impl with another one\n", tool::quoted(file.implementation), options.file);
  std::fflush(stdout);
  return verdict.outcome == Outcome::pass ? 0 : verdict.outcome == Outcome::crash || verdict.outcome == Outcome::timeout ? 3 : 1;
}

}  // namespace etalon::verify::tool
