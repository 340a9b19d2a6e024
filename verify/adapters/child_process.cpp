#include "verify/adapters/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>
#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "verify/trial/interrupt.hpp"

namespace etalon::verify {
namespace {

using std::chrono::milliseconds;

/// All signals blocked in this thread, for as long as it lives.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

/// PR_SET_PDEATHSIG kills a child when the thread that forked it ends, not the process: so one thread that never ends forks
/// them all.
class Forker {
 public:
  static pid_t run(const std::function<pid_t()>& job) {
    static Forker& forker = *new Forker;
    const std::lock_guard one_at_a_time(forker.callers_);
    forker.job_ = &job;
    forker.start_.release();
    forker.done_.acquire();
    return forker.pid_;
  }

 private:
  Forker() {
    const SignalsBlocked here_and_in_the_thread;
    std::thread([this] {
      for (;;) {
        start_.acquire();
        pid_ = (*job_)();
        done_.release();
      }
    }).detach();
  }

  std::mutex callers_;
  std::binary_semaphore start_{0}, done_{0};
  const std::function<pid_t()>* job_ = nullptr;
  pid_t pid_ = -1;
};

[[noreturn]] void fail(const std::string& what, int error) {
  throw std::runtime_error(what + ": " + std::generic_category().message(error));
}

/// Both ends close on exec, and are none of the descriptors 0, 1 and 2, even where this process has closed those.
struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) fail("no pipe", errno);
    read = fcntl(ends[0], F_DUPFD_CLOEXEC, 3);
    write = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
    const int error = errno;
    close(ends[0]);
    close(ends[1]);
    if (read < 0 || write < 0) fail("no pipe", error);
  }
  Pipe(const Pipe&) = delete;
  ~Pipe() {
    if (read >= 0) close(read);
    if (write >= 0) close(write);
  }
  /// Hands an end over, which then does not block.
  static int release(int& end) {
    fcntl(end, F_SETFL, O_NONBLOCK);
    return std::exchange(end, -1);
  }
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (const std::string& text : texts) list.push_back(const_cast<char*>(text.c_str()));
  list.push_back(nullptr);
  return list;
}

// ---- What runs in forks of this process: nothing but system calls. ----

/// Ends as a program has ended.
[[noreturn]] void end_as(int status) {
  if (WIFSIGNALED(status)) {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    sigset_t all;
    sigemptyset(&all);
    signal(WTERMSIG(status), SIG_DFL);
    kill(getpid(), WTERMSIG(status));
    sigprocmask(SIG_SETMASK, &all, nullptr);
  }
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 127);
}

/// The children of this process, killed; false where there is none. Theirs are children of this process then.
bool kill_children() {
  const int list = open("/proc/thread-self/children", O_RDONLY);
  char text[4096];
  const ssize_t length = list >= 0 ? read(list, text, sizeof text) : -1;
  if (list >= 0) close(list);
  pid_t child = 0;
  for (ssize_t i = 0; i < length; ++i)
    if (text[i] >= '0' && text[i] <= '9') child = child * 10 + (text[i] - '0');
    else if (child > 0) kill(child, SIGKILL), child = 0;
  const timespec moment{0, 1000000};
  const pid_t ended = waitpid(-1, nullptr, WNOHANG);
  if (ended == 0) nanosleep(&moment, nullptr);
  return ended >= 0;
}

/// Between this process and a program: the program's orphans fall to it, wherever they have gone, and it ends as the program has, after all of them: when the
/// program ends, when it is told to, and when this process is no more. Every signal is blocked.
[[noreturn]] void supervise(pid_t program) {
  close_range(0, ~0U, 0);
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  sigaddset(&awaited, SIGTERM);
  int status = 0;
  for (bool over = false; !over;) {
    if (sigwaitinfo(&awaited, nullptr) == SIGTERM) {
      kill(program, SIGKILL);
      over = waitpid(program, &status, 0) == program;
    }
    int ended = 0;
    for (pid_t one; !over && (one = waitpid(-1, &ended, WNOHANG)) > 0;)
      if (one == program) over = true, status = ended;
  }
  for (int tries = 0; tries < 5000 && kill_children(); ++tries) {}  // one that may not be killed is left
  end_as(status);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& words, const std::vector<std::string>& environment, std::uint64_t memory, bool quiet) : quiet_(quiet) {
  Pipe in, out, err, failure;
  const std::vector<char*> arguments = pointers(words), variables = pointers(environment);
  const pid_t parent = getpid();
  int error = 0;
  pid_ = Forker::run([&] {
    const pid_t pid = fork();
    if (pid < 0) error = errno;
    if (pid != 0) return pid;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(127);  // it died before the line above
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    setsid();
    const pid_t program = fork();
    if (program > 0) supervise(program);
    if (program < 0) {
      const int reason = errno;
      [[maybe_unused]] const auto told = write(failure.write, &reason, sizeof reason);
      _exit(127);
    }
    setsid();
    if (const rlimit most{memory, memory}; memory > 0) setrlimit(RLIMIT_AS, &most);
    dup2(in.read, 0), dup2(out.write, 1), dup2(err.write, 2);
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execvpe(arguments[0], arguments.data(), variables.data());
    const int reason = errno;
    [[maybe_unused]] const auto told = write(failure.write, &reason, sizeof reason);
    _exit(127);
  });
  if (pid_ < 0) fail("cannot fork", error);
  close(failure.write);
  ssize_t told;
  while ((told = read(failure.read, &error, sizeof error)) < 0 && errno == EINTR) {}
  if (told == sizeof error) {
    waitpid(pid_, nullptr, 0);
    fail(words[0], error);
  }
  in_ = Pipe::release(in.write), out_ = Pipe::release(out.read), err_ = Pipe::release(err.read);
}

ChildProcess::~ChildProcess() {
  close_stdin();
  wait(milliseconds(interrupting_signal() ? 0 : 1000));
  kill();
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
  close(out_), close(err_);
}

void ChildProcess::kill() { ::kill(pid_, SIGTERM); }  // until it is reaped, its number is nobody else's

void ChildProcess::close(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

void ChildProcess::send(const std::string& text) {
  if (in_ < 0) return;
  outgoing_.erase(0, std::exchange(written_, 0));
  outgoing_ += text;
}

ChildProcess::Event ChildProcess::receive(Clock::time_point deadline, std::string& line) {
  for (;;) {
    const std::size_t newline = incoming_.find('\n', scanned_);
    if (newline != std::string::npos) {
      line = incoming_.substr(0, newline);
      incoming_.erase(0, newline + 1);
      scanned_ = 0;
      return Event::line;
    }
    scanned_ = incoming_.size();
    if (scanned_ > longest_line) return Event::endless;
    if (out_ < 0) return Event::end;
    if (interrupting_signal()) return Event::late;
    // What has come by the deadline counts, even if we were too busy, or stopped, to read it then.
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (!exchange(std::clamp(left, milliseconds(0), milliseconds(100))) && left.count() <= 0) return Event::late;
  }
}

/// One round of writing and reading, after waiting until one is possible. Has stdout brought something?
bool ChildProcess::exchange(milliseconds patience) {
  pollfd ends[] = {{out_, POLLIN, 0}, {err_, POLLIN, 0}, {unsent() > 0 ? in_ : -1, POLLOUT, 0}};
  if (poll(ends, 3, static_cast<int>(std::min<long>(patience.count(), 1 << 30))) <= 0) return false;
  if (ends[1].revents) read_stderr();
  if (ends[2].revents) write_pending();
  return ends[0].revents && read_stdout();
}

void ChildProcess::write_pending() {
  // Writing to a program that is gone shall answer EPIPE, and not end this process: the signal is blocked and taken back.
  const SignalsBlocked blocked;
  sigset_t pipe, before;
  sigpending(&before);
  const ssize_t n = write(in_, outgoing_.data() + written_, unsent());
  if (n >= 0) {
    written_ += static_cast<std::size_t>(n);
  } else if (errno != EAGAIN && errno != EINTR) {
    const timespec at_once{0, 0};
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    if (errno == EPIPE && !sigismember(&before, SIGPIPE)) sigtimedwait(&pipe, nullptr, &at_once);
    close_stdin();
    outgoing_.clear();
    written_ = 0;
  }
}

bool ChildProcess::read_stdout() {
  char buffer[1 << 16];
  const ssize_t n = read(out_, buffer, sizeof buffer);
  if (n > 0) incoming_.append(buffer, static_cast<std::size_t>(n));
  if (n == 0) close(out_);
  return n >= 0;
}

void ChildProcess::read_stderr() {
  constexpr std::size_t remembered = 4096;
  char buffer[1 << 16];  // as much as a pipe holds
  const ssize_t n = read(err_, buffer, sizeof buffer);
  if (n == 0) close(err_);
  if (n <= 0) return;
  if (!quiet_) [[maybe_unused]] const auto passed_on = write(STDERR_FILENO, buffer, static_cast<std::size_t>(n));
  errors_.append(buffer, static_cast<std::size_t>(n));
  if (errors_.size() > remembered) errors_.erase(0, errors_.size() - remembered);
}

std::optional<ChildProcess::Ending> ChildProcess::ending() const {
  siginfo_t info{};
  // WNOWAIT: it stays a zombie, and its number taken, until the destructor.
  if (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0) return errno == EINTR ? std::nullopt : std::optional(Ending{});
  if (info.si_pid != pid_) return std::nullopt;
  return info.si_code == CLD_EXITED ? Ending{info.si_status, 0} : Ending{0, info.si_status};
}

std::optional<ChildProcess::Ending> ChildProcess::wait(milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  for (;;) {
    const auto ended = ending();
    const bool last = ended || Clock::now() >= deadline;
    exchange(milliseconds(last ? 0 : 5));  // what it wrote to stderr before it ended is in the pipe by now
    incoming_.clear();
    scanned_ = 0;
    if (last) return ended;
  }
}

std::string ChildProcess::Ending::text() const {
  if (signal == 0) return "exited with status " + std::to_string(status);
  const char* name = sigdescr_np(signal);
  return "was killed by signal " + std::to_string(signal) + (name ? std::string(" (") + name + ")" : "");
}

std::string ChildProcess::last_words() const {
  const std::size_t end = errors_.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return "";
  const std::size_t begin = errors_.find_last_of("\r\n", end);
  const std::size_t first = begin == std::string::npos ? 0 : begin + 1;
  return errors_.substr(first, end + 1 - first);
}

}  // namespace etalon::verify
