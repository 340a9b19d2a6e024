#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/adapters/codec.hpp"
#include "verify/generate/cases.hpp"
#include "verify/report/plan.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/output.hpp"

namespace etalon::verify::tool {
namespace {

/// "nn.*", "optimization.adam{epsilon_inside}" or "optimization.*{*}": operations with the conventions that are meant, the first without any.
std::vector<std::pair<const Operation*, std::size_t>> chosen(const std::vector<std::string>& patterns) {
  std::vector<std::pair<const Operation*, std::size_t>> all;
  for (const std::string& pattern : patterns) {
    const auto brace = pattern.find('{');
    const std::string name = pattern.substr(0, brace);
    if (name.find_first_of("*?[") == std::string::npos && (brace == std::string::npos || pattern.substr(brace) != "{*}")) {
      all.push_back(find_variant(pattern));
      continue;
    }
    if (brace != std::string::npos && pattern.substr(brace) != "{*}") throw std::invalid_argument("'" + pattern + "': a pattern has the first convention of each operation, or {*}, every one");
    const auto matching = Registry::matching({name});
    if (matching.empty()) throw std::invalid_argument("no operation matches '" + pattern + "'; see `etalon list`");
    for (const Operation* op : matching)
      for (std::size_t v = 0; v < (brace == std::string::npos ? 1 : op->variants()); ++v) all.emplace_back(op, v);
  }
  return all;
}

}  // namespace

int requests(const RequestsOptions& options) {
  for (const std::string& kind : options.classes)
    if (kind != "core" && kind != "extreme" && kind != "edge" && kind != "large") throw std::invalid_argument("unknown class '" + kind + "'; known: core, extreme, edge, large");
  VerifyOptions drawn;
  drawn.classes = options.classes;
  std::vector<const Format*> formats;
  for (const std::string& dtype : options.dtypes.empty() ? std::vector<std::string>{"float64"} : options.dtypes) {
    formats.push_back(Format::find(dtype));
    if (!formats.back()) throw std::invalid_argument("unknown dtype '" + dtype + "'; known: float64, float32, tf32, bfloat16, float16");
  }

  check_reports({{options.out, {}}});
  std::uint64_t id = 0;
  std::string lines;
  const auto write = [&](const std::string& line) {
    if (options.out.empty()) say(line + "\n");
    else lines += line + "\n";
  };
  for (const auto& [op, variant] : chosen(options.operations)) {
    if (!case_number(*op, drawn, 0)) {
      fmt::print(stderr, "etalon: {} has no case of this class\n", op->name());
      continue;
    }
    for (const Format* format : formats) {
      for (std::size_t i = 0; i < options.cases; ++i) {
        const std::size_t number = *case_number(*op, drawn, i);
        const Case one = make_case(*op, *format, options.seed, number);
        nlohmann::json line = encode(Request{op, variant, format, one.inputs}, ++id);
        line["class"] = text(one.kind->kind);
        line["input_class"] = one.kind->name;
        line["case"] = shown_number(number);
        write(line_of(line));
      }
    }
  }
  if (id == 0) return 2;
  if (!options.out.empty()) {
    write_file(options.out, lines);
    fmt::print(stderr, "etalon: {} requests in {}; with the replies, one line each: etalon judge --requests {} --replies FILE\n", id, options.out, options.out);
  }
  return 0;
}

}  // namespace etalon::verify::tool
