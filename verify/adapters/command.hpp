#pragma once
#include <string>
#include <vector>

namespace etalon::verify {

/// The words of a command line, as a shell splits it: quotes, $VARIABLES, ~ and wildcards. Throws std::invalid_argument when
/// there are none, and for pipes, redirections and command substitution.
std::vector<std::string> split_command(const std::string& command);

/// This process' environment as "NAME=value", with the Python package `etalon` on PYTHONPATH, and one thread for OpenBLAS
/// and OpenMP unless the user says otherwise.
std::vector<std::string> environment_for_programs();

/// What to run for `python` or `python3`: that one if it has NumPy, else the first python3 that does (which is said once on
/// stderr), else that one. Any other word is what it is.
std::string choose_python(const std::string& word);

/// The root of the source tree that this was built from.
std::string source_folder();

}  // namespace etalon::verify
