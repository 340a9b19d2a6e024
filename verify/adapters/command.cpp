#include "verify/adapters/command.hpp"

#include <unistd.h>
#include <wordexp.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "fast/backend/environment.hpp"
#include "verify/adapters/child_process.hpp"

namespace etalon::verify {
namespace {

/// The files of this name that a shell would find, in order.
std::vector<std::string> on_path(const std::string& name) {
  std::vector<std::string> found;
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (const std::string file = folder + "/" + name; !folder.empty() && access(file.c_str(), X_OK) == 0) found.push_back(file);
  return found;
}

bool has_numpy(const std::string& python) {
  try {
    ChildProcess trial({python, "-c", "import numpy"}, environment_for_programs(), true);
    const auto ending = trial.wait(std::chrono::seconds(20));
    return ending && ending->status == 0 && ending->signal == 0;
  } catch (const std::runtime_error&) {
    return false;  // it cannot be started
  }
}

std::string python_with_numpy(const std::string& word) {
  const std::vector<std::string> named = on_path(word);
  if (!named.empty() && has_numpy(named.front())) return named.front();
  std::vector<std::string> others = on_path("python3");
  others.push_back("/usr/bin/python3");
  for (const std::string& python : others) {
    if (!has_numpy(python)) continue;
    const std::string why = named.empty() ? "is not on PATH" : "is " + named.front() + ", which has no NumPy";
    std::fprintf(stderr, "etalon: %s %s; using %s\n", word.c_str(), why.c_str(), python.c_str());
    return python;
  }
  return word;
}

}  // namespace

std::vector<std::string> split_command(const std::string& command) {
  static std::mutex mutex;  // wordexp() is not for several threads
  const std::lock_guard lock(mutex);
  wordexp_t expansion{};
  const int error = wordexp(command.c_str(), &expansion, WRDE_NOCMD);
  std::vector<std::string> words;
  if (error == 0) words.assign(expansion.we_wordv, expansion.we_wordv + expansion.we_wordc);
  if (error == 0 || error == WRDE_NOSPACE) wordfree(&expansion);
  if (error == WRDE_BADCHAR) throw std::invalid_argument("the command has one of | & ; < > ( ) { } outside quotes: wrap it as sh -c '…'");
  if (error == WRDE_CMDSUB) throw std::invalid_argument("the command has a command substitution: wrap it as sh -c '…'");
  if (error != 0) throw std::invalid_argument("the command has a quote without its other half");
  if (words.empty() || words.front().empty()) throw std::invalid_argument("the command is empty; expected cmd:PROGRAM ARGUMENTS…");
  return words;
}

std::vector<std::string> environment_for_programs() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos && !fast::backend::set_by_choose_kernel(text.substr(0, equals))) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  std::string& path = variables["PYTHONPATH"];
  path = source_folder() + "/verify/adapters/python" + (path.empty() ? "" : ":" + path);
  // Cases are small and workers many: threads inside the library on trial would only wait for each other.
  variables.emplace("OPENBLAS_NUM_THREADS", "1");
  variables.emplace("OMP_NUM_THREADS", "1");
  std::vector<std::string> environment;
  for (const auto& [name, value] : variables) environment.push_back(name + "=" + value);
  return environment;
}

std::string choose_python(const std::string& word) {
  if (word != "python" && word != "python3") return word;
  static std::mutex mutex;
  static std::map<std::string, std::string> chosen;
  const std::lock_guard lock(mutex);
  const auto known = chosen.find(word);
  return known != chosen.end() ? known->second : chosen.emplace(word, python_with_numpy(word)).first->second;
}

}  // namespace etalon::verify
