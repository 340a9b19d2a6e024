#pragma once
#include <functional>
#include <string>
#include <system_error>
#include <vector>

/// What leaves the tool: the standard output, and reports. Success is earned here: a text that did not arrive is none.
namespace etalon::verify::tool {

/// Before anything is written: a reader that goes away ends a write and not the process, and no file takes the place of a standard stream that is closed.
void open_output();

/// On the standard output, at once. Throws std::system_error when it does not arrive.
void say(const std::string& text);

/// The exit code, when all is said: `code`, unless that is 0 and something did not arrive.
int close_output(int code);
/// The exit code when the system refused: 128 + SIGPIPE where nobody reads any more, else 2 and a message.
int lost_output(const std::system_error& error);

struct ReportFile {
  std::string path;  ///< "" where none is asked for
  std::function<std::string()> text;
};
/// Throws std::invalid_argument for a path where nothing can be written, before the work.
void check_reports(const std::vector<ReportFile>& files);
/// Each by itself: those that cannot be written are named on stderr. Are all?
bool write_reports(const std::vector<ReportFile>& files);

}  // namespace etalon::verify::tool
