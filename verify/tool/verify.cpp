#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <tuple>

#include "fast/backend/environment.hpp"
#include "verify/language/problems.hpp"
#include "verify/tool/commands.hpp"

namespace etalon::verify::tool {
namespace {

bool use_color() { return isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR"); }

}  // namespace

namespace {

/// Whoever tries the project's own wings is writing an operation: what its contract contradicts or leaves out comes with the verdicts.
bool tell_problems(const Report& report) {
  bool any = false;
  for (const Problem& p : problems())
    if (std::any_of(report.rows.begin(), report.rows.end(), [&](const Row& row) { return row.operation->name() == p.operation; })) {
      fmt::print(stderr, "etalon: {}: {}: {}\n", p.file, p.operation, p.text);
      any = true;
    }
  return any;
}

}  // namespace

std::pair<std::size_t, std::size_t> read_shard(const std::string& text) {
  unsigned long index = 0, total = 0;
  int read = 0;
  if (std::sscanf(text.c_str(), "%lu/%lu%n", &index, &total, &read) != 2 || text.size() != static_cast<std::size_t>(read) || index < 1 || index > total)
    throw std::invalid_argument("--shard " + text + ": expected i/n with 1 ≤ i ≤ n");
  return {index, total};
}

int verify(VerifyCommand command) {
  VerifyOptions& options = command.options;
  std::tie(options.shard, options.shards) = read_shard(command.shard);
  options.sizes = read_sizes(command.sizes);
  options.progress = isatty(STDERR_FILENO) && !command.quiet;
  fast::backend::set_blas_threads(1);  // the cases run in parallel

  std::size_t width = 10;
  for (const Operation* op : Registry::matching(options.patterns))
    for (std::size_t v = 0; v < op->variants(); ++v) width = std::max(width, op->name_with(v).size());
  bool begun = false;
  options.each_row = [&](const Report& so_far, const Row& row) {
    if (!begun && !command.quiet) fmt::print("{}", header_text(so_far, use_color()));
    begun = true;
    fmt::print("{}", row_text(row, width, use_color(), command.quiet));
    std::fflush(stdout);
  };
  const Report report = run_verify(options);
  if (!begun && !command.quiet) fmt::print("{}", header_text(report, use_color()));
  fmt::print("{}", footer_text(report));
  std::fflush(stdout);
  if (!command.json.empty()) write_file(command.json, json_text(report));
  if (!command.junit.empty()) write_file(command.junit, junit_text(report));
  if (!command.markdown.empty()) write_file(command.markdown, markdown_text(report));
  if (report.rows.empty()) fmt::print(stderr, "etalon: {}\n", options.shards > 1 ? "this shard has nothing to do" : "nothing was judged: the implementation claims none of the operations asked for");
  const bool own = options.implementation == "fast" || options.implementation == "reference";
  if (own && tell_problems(report) && report.exit_code() < 2) return 4;
  return report.exit_code();
}

}  // namespace etalon::verify::tool
