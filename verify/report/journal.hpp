#pragma once
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "verify/report/result.hpp"

namespace etalon::verify {

/// The finished rows of a run, written one by one, so that whatever ends the run leaves them: <failures>/run.jsonl. While the run
/// lasts it holds the folder: another run at the same time, which would take these failures for old ones, writes to <failures>-2, ….
class Journal {
 public:
  /// Begins anew, or with `resume` reads what an earlier run of the same options has finished. Throws std::invalid_argument when
  /// that had other options or has not ended, or the file cannot be written.
  Journal(const VerifyOptions& options, const Report& report);

  const std::string& folder() const { return folder_; }
  /// Fills in the row if an earlier run has finished it.
  bool finished(Row& row) const;
  void add(const Row& row);
  /// The run is complete: nothing is left to resume.
  void close();

 private:
  bool take();  // false when another run holds the folder

  std::string folder_, path_;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<Row> rows_;
};

/// The failing cases that a folder holds.
std::vector<std::string> failure_files(const std::string& folder);

/// A row as a line of JSON, and back. Throws std::invalid_argument for anything else.
std::string line_of(const Row& row);
Row read_row(const std::string& line);

}  // namespace etalon::verify
