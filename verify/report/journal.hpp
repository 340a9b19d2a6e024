#pragma once
#include <string>
#include <vector>

#include "verify/report/kept_lines.hpp"
#include "verify/report/result.hpp"

namespace etalon::verify {

/// The finished rows of a run, in the folder of its failures. Another run at the same time, which would take these failures for old ones, has a folder of its own.
class Journal {
 public:
  /// Begins anew, or with `resume` reads what an earlier run of the same options has finished. Throws std::invalid_argument as KeptLines does.
  Journal(const VerifyOptions& options, const Report& report);

  const std::string& folder() const { return kept_.folder(); }
  /// Fills in the row if an earlier run has finished it.
  bool finished(Row& row) const;
  void add(const Row& row);
  /// The run is complete: nothing is left to resume.
  void close() { kept_.close(); }

 private:
  KeptLines kept_;
  std::vector<Row> rows_;
};

/// The failing cases that a folder holds.
std::vector<std::string> failure_files(const std::string& folder);

/// A row as a line of JSON, and back. Throws std::invalid_argument for anything else.
std::string line_of(const Row& row);
Row read_row(const std::string& line);

}  // namespace etalon::verify
