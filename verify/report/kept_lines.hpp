#pragma once
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace etalon::verify {

/// What a long command has finished, a line for each part, in <folder>/run.jsonl: whatever ends the command leaves them, and it can go on from there.
/// While it lasts the command holds the folder.
class KeptLines {
 public:
  enum class Held { refuse, beside };

  /// Begins anew, or with `resume` takes the lines of an earlier run with the same `header`, a line that says what two runs must have in common. Where another run
  /// holds the folder, takes <folder>-2, … with Held::beside. Throws std::invalid_argument where it cannot be held or written, or that run was another.
  KeptLines(std::string folder, const std::string& header, bool resume, Held held);

  const std::string& folder() const { return folder_; }
  const std::string& path() const { return path_; }
  /// Of the earlier run, without the header. Line i of them is line i + 2 of the file.
  const std::vector<std::string>& lines() const { return lines_; }
  void add(const std::string& line);
  /// The run is complete: nothing is left to resume.
  void close();

 private:
  bool take();  // false when another run holds the folder

  std::string folder_, path_;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<std::string> lines_;
};

}  // namespace etalon::verify
