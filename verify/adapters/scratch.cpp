#include "verify/adapters/scratch.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "verify/adapters/codec.hpp"

namespace etalon::verify {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

/// The same descriptor, none of 0, 1 and 2, even where this process has closed those.
int beside_the_standard(int descriptor) {
  if (descriptor < 0 || descriptor > 2) return descriptor;
  const int other = fcntl(descriptor, F_DUPFD_CLOEXEC, 3), error = errno;
  close(descriptor);
  errno = error;
  return other;
}

std::string made_folder() {
  const char* chosen = std::getenv("TMPDIR");
  const std::string parent = chosen && *chosen ? chosen : "/tmp";
  std::string path = std::filesystem::absolute(parent) / "etalon-XXXXXX";
  if (!mkdtemp(path.data())) throw std::runtime_error("no folder for large tensors in " + parent + ": " + reason(errno) + "; TMPDIR names another place");
  return path;
}

/// A process that waits for the other end of its stdin to close, and then removes the folder. Interrupts of the terminal do not reach it.
pid_t started_remover(const std::string& folder, int waits) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, waits, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  std::string words[] = {"sh", "-c", "cd /; read -r end; exec rm -rf -- \"$0\"", folder};
  char* const arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  pid_t pid = -1;
  const int error = posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) throw std::runtime_error("/bin/sh: " + reason(error));
  return pid;
}

}  // namespace

Scratch::Scratch(std::size_t beyond) : folder_(made_folder()), beyond_(beyond) {
  int ends[2] = {-1, -1};
  try {
    files_ = beside_the_standard(open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (files_ < 0) throw std::runtime_error(folder_ + ": " + reason(errno));
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe: " + reason(errno));
    alive_ = beside_the_standard(std::exchange(ends[1], -1));
    if (alive_ < 0) throw std::runtime_error("no pipe: " + reason(errno));
    remover_ = started_remover(folder_, ends[0]);
  } catch (...) {
    for (const int descriptor : {files_, alive_, ends[0], ends[1]})
      if (descriptor >= 0) close(descriptor);
    rmdir(folder_.c_str());
    throw;
  }
  close(ends[0]);
}

Scratch::~Scratch() {
  close(files_);
  close(alive_);
  while (waitpid(remover_, nullptr, 0) < 0 && errno == EINTR) {}
}

std::string Scratch::put(std::uint64_t id, const std::string& bytes) {
  std::vector<Input>& inputs = inputs_[id];
  const std::string name = "call-" + std::to_string(id) + "-" + std::to_string(inputs.size());
  const auto fails = [&](int error) { return std::runtime_error("cannot write " + std::to_string(bytes.size()) + " bytes to " + folder_ + ": " + reason(error) + "; TMPDIR names another place"); };
  const int file = openat(files_, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw fails(errno);
  inputs.push_back({name, bytes.size()});
  held_ += bytes.size();
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t n = write(file, bytes.data() + done, bytes.size() - done);
    if (n > 0) done += static_cast<std::size_t>(n);
    else if (errno != EINTR) {
      const int error = errno;
      close(file);
      throw fails(error);
    }
  }
  if (close(file) != 0 && errno != EINTR) throw fails(errno);  // where a file system writes late
  return name;
}

void Scratch::answered(std::uint64_t id) {
  const auto inputs = inputs_.find(id);
  if (inputs == inputs_.end()) return;
  for (const Input& input : inputs->second) {
    unlinkat(files_, input.name.c_str(), 0);
    held_ -= input.size;
  }
  inputs_.erase(inputs);
}

std::string Scratch::take(const std::string& name, std::size_t size) const {
  const auto wrong = [&](const std::string& how) { return std::invalid_argument("its file " + excerpt(name) + " " + how); };
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos || name.find('\0') != std::string::npos)
    throw wrong("is no name in the folder of the request");
  // Opening a pipe that nobody writes to would wait for ever.
  const int file = openat(files_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) throw wrong(errno == ENOENT ? "is not there" : errno == ELOOP ? "is a symbolic link" : "cannot be read: " + reason(errno));
  unlinkat(files_, name.c_str(), 0);
  std::string bytes;
  std::string trouble;
  struct stat status {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) trouble = "is no regular file";
  else if (static_cast<std::size_t>(status.st_size) != size) trouble = "has " + std::to_string(status.st_size) + " bytes, where its shape and dtype demand " + std::to_string(size);
  else bytes.resize(size);
  for (std::size_t done = 0; done < bytes.size() && trouble.empty();) {
    const ssize_t n = read(file, bytes.data() + done, bytes.size() - done);
    if (n > 0) done += static_cast<std::size_t>(n);
    else if (n == 0) trouble = "became shorter while it was read";
    else if (errno != EINTR) trouble = "cannot be read: " + reason(errno);
  }
  close(file);
  if (!trouble.empty()) throw wrong(trouble);
  return bytes;
}

void Scratch::clear() {
  inputs_.clear();
  held_ = 0;
  std::error_code ignored;
  std::vector<std::filesystem::path> left;
  for (std::filesystem::directory_iterator entry(folder_, ignored), end; entry != end; entry.increment(ignored)) left.push_back(entry->path());
  for (const auto& path : left) std::filesystem::remove_all(path, ignored);
}

}  // namespace etalon::verify
