#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <tuple>

#include "fast/backend/environment.hpp"
#include "verify/language/problems.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/output.hpp"
#include "verify/trial/texts.hpp"

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
  std::size_t index = 0, total = 0;
  const char* const end = text.data() + text.size();
  const auto [slash, first] = std::from_chars(text.data(), end, index);
  const auto [last, second] = std::from_chars(slash == end ? end : slash + 1, end, total);
  if (first != std::errc() || second != std::errc() || slash == end || *slash != '/' || last != end || index < 1 || index > total)
    throw std::invalid_argument("--shard " + excerpt(text) + ": expected i/n with 1 ≤ i ≤ n");
  return {index, total};
}

int verify(VerifyCommand command) {
  VerifyOptions& options = command.options;
  std::tie(options.shard, options.shards) = read_shard(command.shard);
  // Shards may run at once or one after the other: none takes the failures of another for old ones.
  if (options.shards > 1) options.failures_folder = (std::filesystem::path(options.failures_folder) / fmt::format("{}-of-{}", options.shard, options.shards)).string();
  options.sizes = read_sizes(command.sizes);
  options.progress = isatty(STDERR_FILENO) && !command.quiet;
  fast::backend::set_blas_threads(1);  // the cases run in parallel

  std::size_t width = 10;
  for (const Operation* op : Registry::matching(options.patterns))
    for (std::size_t v = 0; v < op->variants(); ++v) width = std::max(width, op->name_with(v).size());
  Report report;
  const std::vector<ReportFile> files = {{command.json, [&] { return json_text(report); }}, {command.junit, [&] { return junit_text(report); }}, {command.markdown, [&] { return markdown_text(report); }}};
  check_reports(files);
  const bool reported = !command.json.empty() || !command.junit.empty() || !command.markdown.empty();
  // Where nobody reads the rows any more, the reports are what the run is for; without any, it ends.
  const auto tell = [&](const std::string& text) {
    try {
      say(text);
    } catch (const std::system_error&) {
      if (!reported) throw;
    }
  };
  bool begun = false;
  options.each_row = [&](const Report& so_far, const Row& row) {
    if (!begun && !command.quiet) tell(header_text(so_far, use_color()));
    begun = true;
    tell(row_text(row, width, use_color(), command.quiet));
  };
  report = run_verify(options);
  const bool written = write_reports(files);
  if (!begun && !command.quiet) tell(header_text(report, use_color()));
  tell(footer_text(report));
  if (!report.broken.empty()) fmt::print(stderr, "etalon: {}\n", complaint(report.broken));
  if (report.rows.empty()) fmt::print(stderr, "etalon: {}\n", report.rows_of_all_shards > 0 ? "this shard has nothing to do" : "nothing was judged: the implementation claims none of the operations asked for");
  const bool own = options.implementation == "fast" || options.implementation == "reference";
  if (own && tell_problems(report) && report.exit_code() < 2) return 4;
  return written ? report.exit_code() : std::max(report.exit_code(), 2);
}

}  // namespace etalon::verify::tool
