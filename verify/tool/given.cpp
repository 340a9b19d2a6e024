// `etalon verify --inputs FILE`: an implementation before inputs that somebody gives.
#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "fast/backend/environment.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/verdicts.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify::tool {

int verify_inputs(const std::string& path, const VerifyOptions& options) {
  std::vector<Given> calls;
  {
    Progress progress("reading " + path);
    calls = read_given(path, false, [&](double share) { progress(share); });
  }
  const auto chosen = [&](const Request& request) {
    const bool op = options.patterns.empty() || std::any_of(options.patterns.begin(), options.patterns.end(), [&](const std::string& p) { return fnmatch(p.c_str(), request.operation->name().c_str(), 0) == 0; });
    return op && (options.dtypes.empty() || std::find(options.dtypes.begin(), options.dtypes.end(), request.format->name) != options.dtypes.end());
  };
  std::erase_if(calls, [&](const Given& call) { return !chosen(call.request); });
  if (calls.empty()) throw std::invalid_argument(path + ": no call of these operations and dtypes");
  fast::backend::set_blas_threads(1);

  const auto trial = options.start();
  const Mixed arithmetic = options.arithmetic.empty() ? Mixed{} : mixed_named(options.arithmetic);
  std::vector<Request> requests;
  std::size_t width = 10;
  for (Given& call : calls) {
    call.request.seconds = limits().judging;
    call.request.mixed = applied_to(*call.request.format, arithmetic ? arithmetic : trial->declared(call.request.operation->name()).arithmetic);
    requests.push_back(call.request);
    width = std::max(width, call.request.operation->name_with(call.request.variant).size());
  }
  fmt::print("{} · {} calls of {}\n\n", trial->name(), calls.size(), path);
  const std::vector<Reply> replies = trial->call(requests);
  std::vector<Verdict> verdicts;
  std::size_t passed = 0, failed = 0, others = 0;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    calls[i].reply = replies[i];
    verdicts.push_back(judge_with_variants(requests[i], replies[i]));
    const Verdict& v = verdicts.back();
    const bool bad = v.outcome > Outcome::undecided;
    (v.outcome == Outcome::pass ? passed : bad ? failed : others) += 1;
    fmt::print("  {:<11}  {:<{}}  {:<8}  {}  {}\n", outcome_text(v.outcome, v.variants), requests[i].operation->name_with(requests[i].variant), width, requests[i].format->name, calls[i].at,
               v.outcome == Outcome::pass ? fmt::format("{:.0f} % of the bound", std::ceil(100 * v.used)) : bad ? "" : v.reason);
    if (bad) fmt::print("{}", counterexample_text(calls[i], v));
    std::fflush(stdout);
  }
  fmt::print("\n{} passed, {} failed, {} not judged\n", passed, failed, others);
  return exit_code(verdicts);
}

}  // namespace etalon::verify::tool
