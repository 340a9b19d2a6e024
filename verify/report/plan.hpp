#pragma once
#include "verify/generate/cases.hpp"
#include "verify/report/result.hpp"

/// Which rows a run has, and which cases a row.
namespace etalon::verify {

struct Plan {
  std::vector<Row> rows;
  std::size_t of_all_shards = 0;  ///< rows
  std::vector<std::string> not_implemented, unknown;
};

/// The rows of the chosen operations, conventions and dtypes that the implementation claims. Throws std::invalid_argument for
/// names that nothing matches.
Plan plan(const VerifyOptions& options, Implementation& trial);

/// The number of a row's i-th case among those of the classes that were asked for; nothing when it has none of them.
std::optional<std::size_t> case_number(const Operation& op, const VerifyOptions& options, std::size_t i);

/// How many cases a row has.
std::size_t cases_of(const Operation& op, const VerifyOptions& options);

/// The case of that number: drawn, or of a size that was asked for.
Case case_of(const Row& row, const VerifyOptions& options, std::size_t number);

/// The request of a case with the layouts that the implementation takes.
Request request_of(const Row& row, const VerifyOptions& options, Values<double> inputs, const std::string& layouts);

/// Does the implementation say of its own that it takes these inputs?
bool takes(const Declared& declared, const Operation& op, const Values<double>& inputs);

}  // namespace etalon::verify
