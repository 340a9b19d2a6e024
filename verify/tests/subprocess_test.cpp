#include "verify/adapters/subprocess.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "verify/adapters/command.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

using Kind = Reply::Kind;

/// y = x, which the programs of verify/tests/programs/fake.py answer but where `at` is 1.
const Operation& echo() {
  static const Operation op = [] {
    Operation echo;
    echo.statement.name = "test.echo";
    echo.inputs = {{"x", FieldKind::real, Role::data, Any{}, "", ""}, {"at", FieldKind::integer, Role::exact, {}, "", ""}};
    echo.outputs = {{"y", FieldKind::real, Grade::laws, 1, "", Any{}, ""}};
    return echo;
  }();
  return op;
}
Request ordinary(double x, std::size_t size = 1) {
  return {&echo(), 0, Format::find("float64"), {Tensor<double>({static_cast<std::int64_t>(size)}, std::vector<double>(size, x)), Tensor<std::int64_t>({}, {0})}};
}
Request critical(double x) {
  Request request = ordinary(x);
  request.inputs[1] = Tensor<std::int64_t>({}, {1});
  return request;
}

std::string command(const std::string& way, const std::string& file = "") {
  return "python3 '" + source_folder() + "/verify/tests/programs/fake.py' '" + way + "' '" + file + "'";
}
std::unique_ptr<Implementation> fake(const std::string& way, double timeout = 10, const std::string& file = "") {
  limits().answering = timeout;
  return open_subprocess(command(way, file), {});
}
/// The message of the error that opening throws.
std::string refusal(const std::string& line, double start_seconds = 10) {
  try {
    limits().answering = 0.1;
    open_subprocess(line, {}, start_seconds);
  } catch (const StartError& error) {
    return error.what();
  }
  return "(started)";
}

void expect_echo(const Reply& reply, double x) {
  ASSERT_EQ(reply.kind, Kind::outputs) << reply.message;
  ASSERT_EQ(reply.outputs.size(), 1U);
  EXPECT_EQ(reply.outputs[0].name, "y");
  EXPECT_EQ(std::get<Tensor<double>>(reply.outputs[0].value)[0], x);
}
void expect_message(const Reply& reply, Kind kind, const std::string& part) {
  EXPECT_EQ(reply.kind, kind) << reply.message;
  EXPECT_NE(reply.message.find(part), std::string::npos) << reply.message;
  EXPECT_EQ(reply.message.find('\n'), std::string::npos) << reply.message;
}
/// Five cases, the third of them critical; the others must be answered whatever happens to that one, twice over.
Reply third_of_five(Implementation& program) {
  Reply third{Kind::unsupported};
  for (int round = 0; round < 2; ++round) {
    const std::vector<Reply> replies = program.call({ordinary(1), ordinary(2), critical(3), ordinary(4), ordinary(5)});
    EXPECT_EQ(replies.size(), 5U);
    for (const int other : {0, 1, 3, 4}) expect_echo(replies[other], other + 1);
    if (round > 0) {
      EXPECT_EQ(replies[2].kind, third.kind);
    }
    third = replies[2];
  }
  return third;
}

std::filesystem::path temporary(const std::string& name) {
  auto file = std::filesystem::path(testing::TempDir()) / ("etalon-" + std::to_string(getpid()) + "-" + name);
  std::filesystem::remove(file);
  return file;
}
bool runs(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string stat;
  std::getline(file, stat);
  return !stat.empty() && stat.substr(stat.rfind(')') + 2, 1) != "Z";
}
bool ends_soon(int pid) {
  for (int i = 0; i < 300 && runs(pid); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return !runs(pid);
}

TEST(Subprocess, DescribesAndAnswers) {
  const auto program = fake("echoes");
  EXPECT_EQ(program->name(), "fake that echoes");
  EXPECT_EQ(program->implements(), std::vector<std::string>{"test.echo"});
  EXPECT_EQ(program->dtypes(), std::vector<std::string>{"float64"});
  EXPECT_TRUE(program->call({}).empty());
  expect_echo(third_of_five(*program), 3);
}

TEST(Subprocess, SkipsABanner) { expect_echo(third_of_five(*fake("prints a banner")), 3); }

TEST(Subprocess, AnswersManyCasesInOrder) {
  const auto program = fake("echoes");
  std::vector<Request> requests;
  for (int i = 0; i < 1000; ++i) requests.push_back(ordinary(i));
  const std::vector<Reply> replies = program->call(requests);
  ASSERT_EQ(replies.size(), 1000U);
  for (int i = 0; i < 1000; ++i) expect_echo(replies[i], i);
}

/// Both pipes are full at once: whoever wrote all before reading would wait for ever.
TEST(Subprocess, DoesNotDeadlockOnLargeTensors) {
  const auto program = fake("echoes");
  const std::vector<Reply> replies = program->call(std::vector<Request>(150, ordinary(0.5, 8000)));
  for (const Reply& reply : replies) {
    ASSERT_EQ(reply.kind, Kind::outputs) << reply.message;
    EXPECT_EQ(std::get<Tensor<double>>(reply.outputs[0].value), Tensor<double>({8000}, std::vector<double>(8000, 0.5)));
  }
}

TEST(Subprocess, BlamesTheCaseThatHangs) { expect_message(third_of_five(*fake("hangs", 1)), Kind::timeout, "gave no reply within 1 s"); }
TEST(Subprocess, BlamesTheCaseThatDrips) { expect_message(third_of_five(*fake("drips", 1.5)), Kind::timeout, "gave no reply within 1.5 s"); }
TEST(Subprocess, BlamesTheCaseThatDies) {
  expect_message(third_of_five(*fake("dies")), Kind::crash, "exited with status 3: Fatal: the matrix is haunted");
}
TEST(Subprocess, BlamesTheCaseThatIsKilled) {
  expect_message(third_of_five(*fake("segfaults")), Kind::crash, "was killed by signal 11 (Segmentation fault)");
}
TEST(Subprocess, BlamesTheCaseThatClosesStdout) { expect_message(third_of_five(*fake("closes stdout")), Kind::crash, "closed its stdout"); }
TEST(Subprocess, BlamesTheCaseThatPrintsRubbish) {
  expect_message(third_of_five(*fake("prints rubbish")), Kind::garbage, R"(printed "Hello\u0007 )" "\uFFFD world!!!");
  expect_message(third_of_five(*fake("prints a list")), Kind::garbage, R"(printed "[1, 2]")");
  expect_message(third_of_five(*fake("nests")), Kind::garbage, R"(printed "{\"id\":[[[)");
  expect_message(third_of_five(*fake("prints endlessly")), Kind::garbage, "more than 64 MiB");
}
TEST(Subprocess, BlamesTheCaseThatAnswersAnother) {
  expect_message(third_of_five(*fake("answers another")), Kind::garbage, "1000000000");
  expect_message(third_of_five(*fake("answers no id")), Kind::garbage, "what?");
  expect_message(third_of_five(*fake("answers twice")), Kind::garbage, "replied twice");
}
TEST(Subprocess, BlamesTheCaseWithAnUnreadableTensor) {
  expect_message(third_of_five(*fake("lacks data")), Kind::garbage, "has 0 bytes");
  expect_message(third_of_five(*fake("invents a dtype")), Kind::garbage, "unknown dtype \"float65\"");
}

TEST(Subprocess, SurvivesWritingToTheDead) {
  const auto program = fake("dies");
  std::vector<Request> requests(30, ordinary(2, 8000));
  requests.insert(requests.begin(), critical(1));
  const std::vector<Reply> replies = program->call(requests);
  expect_message(replies[0], Kind::crash, "exited with status 3");
  for (std::size_t i = 1; i < replies.size(); ++i) expect_echo(replies[i], 2);
}

TEST(Subprocess, ReportsTheDtypeOfTheAnswer) {
  const Reply reply = third_of_five(*fake("answers in float32"));
  ASSERT_EQ(reply.kind, Kind::outputs) << reply.message;
  EXPECT_EQ(reply.outputs[0].dtype, "float32");
}
TEST(Subprocess, PassesOnARefusal) {
  const Reply reply = third_of_five(*fake("refuses"));
  EXPECT_EQ(reply.clause, "C1");
  expect_message(reply, Kind::refused, "no thanks");
}

TEST(Subprocess, PairsRepliesByTheirId) { expect_echo(third_of_five(*fake("swaps")), 3); }

TEST(Subprocess, IgnoresASecondReplyToAnEarlierCall) {
  const auto program = fake("answers an old one");
  expect_echo(program->call({ordinary(1)}).at(0), 1);
  expect_echo(program->call({critical(2)}).at(0), 2);
}

TEST(Subprocess, GivesEachCaseItsOwnTime) {
  const auto program = fake("is slow", 1.5);
  const std::vector<Reply> replies = program->call(std::vector<Request>(8, critical(1)));  // 2 s together
  for (const Reply& reply : replies) expect_echo(reply, 1);
}

TEST(Subprocess, TimesOutWhenNothingIsRead) {
  const auto program = fake("goes deaf", 0.2);
  const std::vector<Reply> replies = program->call(std::vector<Request>(3, ordinary(1, 8000)));
  for (const Reply& reply : replies) expect_message(reply, Kind::timeout, "gave no reply");
}

TEST(Subprocess, ReadsStderrWhileItWaits) {
  testing::internal::CaptureStderr();
  expect_echo(third_of_five(*fake("fills stderr")), 3);
  const std::string passed_on = testing::internal::GetCapturedStderr();
  EXPECT_NE(passed_on.find("warning 0\n"), std::string::npos);
  EXPECT_NE(passed_on.find("warning 19999\n"), std::string::npos);
}

TEST(Subprocess, BlamesNobodyForAnEndBetweenCalls) {
  const auto program = fake("dies afterwards");
  expect_echo(program->call({critical(1)}).at(0), 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  expect_echo(program->call({ordinary(2)}).at(0), 2);
}

TEST(Subprocess, StopsTryingAfterTwentyRestarts) {
  const auto program = fake("dies");
  std::vector<Request> requests(30, critical(1));
  requests.back() = ordinary(30);
  const std::vector<Reply> replies = program->call(requests);
  for (int i = 0; i < 21; ++i) expect_message(replies[i], Kind::crash, "exited with status 3");
  for (int i = 21; i < 30; ++i) expect_message(replies[i], Kind::crash, "not tried, since the program failed 21 times");
  expect_echo(program->call({ordinary(2)}).at(0), 2);  // another call starts afresh
}

TEST(Subprocess, SaysThatItCannotRestart) {
  const auto file = temporary("starts");
  const auto program = fake("speaks once", 10, file);
  const std::vector<Reply> replies = program->call({critical(1), ordinary(2), ordinary(3)});
  expect_message(replies[0], Kind::crash, "exited with status 1");
  for (const int i : {1, 2}) expect_message(replies[i], Kind::crash, "cannot start python3");
  expect_message(replies[2], Kind::crash, "only once");
  std::filesystem::remove(file);
}

TEST(Subprocess, SaysWhyItCannotStart) {
  EXPECT_EQ(refusal("no-such-program --flag"), "cannot start no-such-program --flag: no-such-program: No such file or directory");
  EXPECT_EQ(refusal("/"), "cannot start /: /: Permission denied");
  EXPECT_EQ(refusal("true"), "cannot start true: it exited with status 0");
  EXPECT_EQ(refusal("sh -c 'echo oh no >&2; exit 4'"), "cannot start sh -c 'echo oh no >&2; exit 4': it exited with status 4: oh no");
  EXPECT_NE(refusal(command("lacks a module")).find("exited with status 1: ModuleNotFoundError: No module named 'no_such_module'"), std::string::npos);
  EXPECT_NE(refusal(command("is silent"), 0.3).find("did not describe itself within 0.3 s"), std::string::npos);
  EXPECT_NE(refusal(command("shouts forever"), 0.3).find("did not describe itself within 0.3 s"), std::string::npos);
  EXPECT_NE(refusal(command("is from the future")).find("it speaks version 3 of the protocol; known are 1 and 2"), std::string::npos);
  EXPECT_NE(refusal(command("lacks a list")).find("no list of strings \"implements\""), std::string::npos);
  EXPECT_NE(refusal(command("wants float80")).find("unknown dtype \"float80\""), std::string::npos);
}

TEST(Subprocess, LeavesNothingBehind) {
  const auto descriptors = [] { return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}); };
  fake("echoes");
  const auto before = descriptors();
  third_of_five(*fake("dies"));
  refusal("no-such-program");
  EXPECT_EQ(descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);  // no child, not even a zombie
}

TEST(Subprocess, KillsTheWholeGroup) {
  const auto file = temporary("group");
  const auto begin = std::chrono::steady_clock::now();
  {
    const auto program = fake("never ends", 10, file);
    expect_echo(program->call({critical(1)}).at(0), 1);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(8));
  int program = 0, child = 0;
  std::ifstream(file) >> program >> child;
  ASSERT_GT(child, 0);
  EXPECT_TRUE(ends_soon(program));
  EXPECT_TRUE(ends_soon(child));
  std::filesystem::remove(file);
}

TEST(Subprocess, OutlivesTheThreadThatOpenedIt) {
  const auto file = temporary("starts");
  std::unique_ptr<Implementation> program;
  std::thread([&] { program = fake("speaks once", 10, file); }).join();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  expect_echo(program->call({ordinary(1)}).at(0), 1);  // were it dead, it could not be started again
  std::filesystem::remove(file);
}

TEST(Subprocess, ServesThreadsSideBySide) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([t] { expect_message(third_of_five(*fake(t % 2 ? "dies" : "segfaults")), Kind::crash, t % 2 ? "status 3" : "signal 11"); });
  for (std::thread& thread : threads) thread.join();
}

TEST(SubprocessDeathTest, DiesWithThisProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto file = std::filesystem::path(testing::TempDir()) / "etalon-orphan";  // the same name in the process that dies
  EXPECT_EXIT(
      {
        const auto program = fake("never ends", 10, file);
        program->call({critical(1)});
        std::_Exit(7);
      },
      testing::ExitedWithCode(7), "");
  int orphan = 0, child = 0;
  std::ifstream(file) >> orphan >> child;
  ASSERT_GT(child, 0);
  const bool gone = ends_soon(orphan);
  EXPECT_TRUE(gone);
  if (!gone) kill(orphan, SIGKILL);
  kill(child, SIGKILL);  // the orphan's own child is its own affair
  std::filesystem::remove(file);
}

/// The programs in NumPy, by the whole road: the command, Python, the package, and back.
TEST(SubprocessPython, AnswersAndRefuses) {
  const Operation* softmax = Registry::find("nn.softmax");
  ASSERT_NE(softmax, nullptr);
  limits().answering = 30;
  const auto program = open_subprocess("python3 '" + source_folder() + "/verify/adapters/python/numpy_correct.py'", {});
  EXPECT_EQ(program->name().rfind("NumPy ", 0), 0U) << program->name();
  EXPECT_EQ(program->dtypes(), (std::vector<std::string>{"float64", "float32"}));
  const std::vector<std::string> names = program->implements();
  for (const char* name : {"nn.softmax{*}", "optimization.adam{*}"}) EXPECT_EQ(std::count(names.begin(), names.end(), name), 1) << name;
  for (const char* dtype : {"float64", "float32"}) {
    const auto request = [&](std::vector<double> x) {
      const auto n = static_cast<std::int64_t>(x.size());
      return Request{softmax, 0, Format::find(dtype), {Tensor<double>({n}, std::move(x)), Tensor<std::int64_t>({}, {-1})}};
    };
    const std::vector<Reply> replies = program->call({request({3, 3}), request({NAN, 3}), request({1000, -1000, 1000, -1000})});
    ASSERT_EQ(replies[0].kind, Kind::outputs) << replies[0].message;
    EXPECT_EQ(replies[0].outputs.at(0).name, "y");
    EXPECT_EQ(replies[0].outputs[0].dtype, dtype);
    EXPECT_EQ(std::get<Tensor<double>>(replies[0].outputs[0].value), Tensor<double>({2}, {0.5, 0.5}));
    EXPECT_EQ(replies[1].kind, Kind::refused) << replies[1].message;
    EXPECT_EQ(std::get<Tensor<double>>(replies[2].outputs.at(0).value), Tensor<double>({4}, {0.5, 0, 0.5, 0}));
  }
}

TEST(SubprocessCommand, IsSplitAsByAShell) {
  EXPECT_EQ(split_command("a 'b c' \"d $$e\" f\\ g"), (std::vector<std::string>{"a", "b c", "d " + std::to_string(getpid()) + "e", "f g"}));
  for (const char* line : {"", "  ", "''", "a | b", "a > b", "a; b", "a 'b", "$(a)", "`a`"}) EXPECT_THROW(split_command(line), std::invalid_argument) << line;
  EXPECT_THROW(open_subprocess("", {}), std::invalid_argument);
}

TEST(SubprocessCommand, GivesTheProgramItsPackageAndOneThread) {
  const auto value = [](const std::string& name) {
    for (const std::string& entry : environment_for_programs())
      if (entry.rfind(name + "=", 0) == 0) return entry.substr(name.size() + 1);
    return std::string("(unset)");
  };
  setenv("PYTHONPATH", "/elsewhere", 1);
  setenv("OMP_NUM_THREADS", "3", 1);
  EXPECT_EQ(value("PYTHONPATH"), source_folder() + "/verify/adapters/python:/elsewhere");
  EXPECT_EQ(value("OMP_NUM_THREADS"), "3");
  unsetenv("PYTHONPATH");
  unsetenv("OMP_NUM_THREADS");
  EXPECT_EQ(value("PYTHONPATH"), source_folder() + "/verify/adapters/python");
  EXPECT_EQ(value("OMP_NUM_THREADS"), "1");
  EXPECT_EQ(value("PATH"), std::getenv("PATH"));
}

TEST(SubprocessCommand, ChoosesAPythonWithNumPy) {
  EXPECT_EQ(choose_python("my-python3"), "my-python3");
  EXPECT_EQ(std::system((choose_python("python3") + " -c 'import numpy'").c_str()), 0);
}

}  // namespace
}  // namespace etalon::verify
