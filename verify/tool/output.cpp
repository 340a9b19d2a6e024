#include "verify/tool/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <system_error>

#include "verify/trial/files.hpp"
#include "verify/trial/texts.hpp"

namespace etalon::verify::tool {
namespace {

int error_of_output = 0;  // the first
std::system_error output_error() { return {error_of_output, std::generic_category(), "cannot write to the standard output"}; }

}  // namespace

void open_output() {
  std::signal(SIGPIPE, SIG_IGN);
  // The lowest free descriptor is taken: whoever writes to a stream that was closed is told so.
  for (int stream = 0; stream <= 2; ++stream)
    if (::fcntl(stream, F_GETFD) < 0) (void)::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}

void say(const std::string& text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  if (!error_of_output) error_of_output = errno ? errno : EIO;
  throw output_error();
}

int lost_output(const std::system_error& error) {
  if (error.code().value() == EPIPE) return 128 + SIGPIPE;
  fmt::print(stderr, "etalon: {}\n", error.what());
  return 2;
}

int close_output(int code) {
  errno = 0;
  if (std::fflush(stdout) != 0 && !error_of_output) error_of_output = errno ? errno : EIO;
  if (std::ferror(stdout) && !error_of_output) error_of_output = EIO;
  return code == 0 && error_of_output ? lost_output(output_error()) : code;
}

void check_reports(const std::vector<ReportFile>& files) {
  for (const ReportFile& file : files)
    if (!file.path.empty()) check_writable(file.path);
}

bool write_reports(const std::vector<ReportFile>& files) {
  bool all = true;
  for (const ReportFile& file : files) try {
      if (!file.path.empty()) write_file(file.path, file.text());
    } catch (const std::invalid_argument& e) {
      fmt::print(stderr, "etalon: {}\n", complaint(e.what()));
      all = false;
    }
  return all;
}

}  // namespace etalon::verify::tool
