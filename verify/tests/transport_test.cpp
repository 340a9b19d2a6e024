#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "verify/adapters/codec.hpp"
#include "verify/adapters/command.hpp"
#include "verify/adapters/subprocess.hpp"

/// Large tensors go to programs and come back through files.
namespace etalon::verify {
namespace {

using nlohmann::json;
using Kind = Reply::Kind;
namespace fs = std::filesystem;

const std::size_t beyond = AdapterOptions{}.files_beyond;

std::size_t files_in(const std::string& folder) { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {})); }
void leave(const Scratch& scratch, const std::string& name, std::size_t bytes) { std::ofstream(scratch.folder() + "/" + name) << std::string(bytes, 'x'); }
std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "(none)";
}

/// Bit for bit.
void expect_same(const Tensor<double>& a, const Tensor<double>& b) {
  ASSERT_EQ(a.shape, b.shape);
  for (std::size_t i = 0; i < a.size(); ++i) ASSERT_EQ(std::bit_cast<std::uint64_t>(a[i]), std::bit_cast<std::uint64_t>(b[i])) << i;
}

TEST(Transport, ReturnsEveryDtypeAroundTheThreshold) {
  std::mt19937_64 random(1);
  for (const auto& [dtype, width] : {std::pair("float64", 8U), std::pair("float32", 4U), std::pair("tf32", 4U), std::pair("float16", 2U), std::pair("bfloat16", 2U)})
    for (const std::int64_t off : {-1, 0, 1}) {
      Scratch scratch(beyond);
      Tensor<double> x({static_cast<std::int64_t>(beyond / width) + off});
      const Format& format = *Format::find(dtype);
      for (double& entry : x.data) entry = round_to(std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())), static_cast<int>(random() % 40) - 80), format);
      x[0] = -0.0, x[1] = INFINITY, x[2] = NAN;
      const json tensor = encode(Value<double>(x), dtype, Place{&scratch, 7});
      EXPECT_EQ(tensor.contains("file"), off > 0) << dtype;
      EXPECT_EQ(tensor.contains("data"), off <= 0) << dtype;
      EXPECT_EQ(files_in(scratch.folder()), off > 0 ? 1U : 0U);
      if (off > 0) {
        EXPECT_EQ(fs::file_size(scratch.folder() + "/" + tensor["file"].get<std::string>()), x.size() * width);
      }
      const NamedOutput back = decode("x", tensor, &scratch);
      EXPECT_EQ(back.dtype, std::string(dtype) == "tf32" ? "float32" : dtype);
      expect_same(std::get<Tensor<double>>(back.value), x);
      EXPECT_EQ(files_in(scratch.folder()), 0U) << "a file is read once";
    }
  for (const std::int64_t off : {-1, 0, 1}) {
    Scratch scratch(beyond);
    Tensor<std::int64_t> k({2, static_cast<std::int64_t>(beyond / 16) + off});
    for (std::int64_t& entry : k.data) entry = static_cast<std::int64_t>(random());
    const json tensor = encode(Value<double>(k), "float64", Place{&scratch, 7});
    EXPECT_EQ(tensor.contains("file"), off > 0);
    EXPECT_EQ(std::get<Tensor<std::int64_t>>(decode("k", tensor, &scratch).value), k);
  }
}

TEST(Transport, PutsEachTensorOfAList) {
  Scratch scratch(8);
  const TensorList<double> list{Tensor<double>({2}, {1, 2}), Tensor<double>({}, {3}), Tensor<double>({3}, {4, 5, 6})};
  const json value = encode(Value<double>(list), "float64", Place{&scratch, 1});
  EXPECT_TRUE(value[0].contains("file") && value[1].contains("data") && value[2].contains("file")) << value;
  EXPECT_EQ(scratch.held(), 40U);
  EXPECT_EQ(list_of(decode("operands", value, &scratch).value), list);
}

TEST(Transport, RemovesTheInputsOfAnAnsweredCase) {
  Scratch scratch(0);
  encode(Value<double>(Tensor<double>({2}, {1, 2})), "float64", Place{&scratch, 1});
  encode(Value<double>(Tensor<double>({3}, {1, 2, 3})), "float64", Place{&scratch, 2});
  scratch.answered(1);
  scratch.answered(5);
  EXPECT_EQ(files_in(scratch.folder()), 1U);
  EXPECT_EQ(scratch.held(), 24U);
  leave(scratch, "left", 5);
  fs::create_directories(scratch.folder() + "/a/b");
  scratch.clear();
  EXPECT_EQ(files_in(scratch.folder()), 0U);
  EXPECT_EQ(scratch.held(), 0U);
}

TEST(Transport, TakesNothingButAFileOfTheFolder) {
  Scratch scratch(0);
  const std::string folder = scratch.folder(), elsewhere = folder + "-elsewhere";
  std::ofstream(elsewhere) << "12345678";
  for (const std::string& name : {elsewhere, "../" + fs::path(elsewhere).filename().string(), std::string(), std::string("."), std::string(".."), std::string("a\0b", 3), folder + "/x"})
    EXPECT_NE(complaint([&] { scratch.take(name, 8); }).find("is no name in the folder"), std::string::npos) << name;
  EXPECT_EQ(fs::file_size(elsewhere), 8U) << "it is nobody's to remove";
  EXPECT_EQ(complaint([&] { scratch.take("none", 8); }), "its file \"none\" is not there");
  fs::create_symlink(elsewhere, folder + "/link");
  EXPECT_EQ(complaint([&] { scratch.take("link", 8); }), "its file \"link\" is a symbolic link");
  fs::create_directory(folder + "/folder");
  EXPECT_EQ(complaint([&] { scratch.take("folder", 8); }), "its file \"folder\" is no regular file");
  fs::remove(elsewhere);
  leave(scratch, "x", 7);
  EXPECT_EQ(complaint([&] { scratch.take("x", 8); }), "its file \"x\" has 7 bytes, where its shape and dtype demand 8");
  leave(scratch, "x", 8);
  EXPECT_EQ(scratch.take("x", 8), "xxxxxxxx");
  EXPECT_EQ(complaint([&] { scratch.take("x", 8); }), "its file \"x\" is not there");
}

TEST(Transport, KnowsNoFilesWithoutAFolder) {
  const json tensor = {{"dtype", "float64"}, {"shape", {1}}, {"file", "x"}};
  EXPECT_NE(complaint([&] { decode("y", tensor); }).find("no request named a folder"), std::string::npos);
  const Reply reply = decode_reply({{"outputs", {{"y", tensor}}}});
  EXPECT_EQ(reply.kind, Kind::garbage);
}

TEST(Transport, SaysWhereAFolderCannotBe) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", "/nonexistent", 1);
  EXPECT_EQ(complaint([] { const Scratch scratch(0); }), "no folder for large tensors in /nonexistent: No such file or directory; TMPDIR names another place");
  before ? setenv("TMPDIR", kept.c_str(), 1) : unsetenv("TMPDIR");
}

// ---- Programs ----

Operation operation(const char* name) {
  Operation op;
  op.statement.name = name;
  op.inputs = {{"x", FieldKind::real, Role::data, Any{}, "", ""}, {"at", FieldKind::integer, Role::exact, {}, "", ""}};
  op.outputs = {{"y", FieldKind::real, Grade::laws, 1, "", Any{}, ""}};
  return op;
}
Request asked(const Operation& op, double x, std::size_t size, std::int64_t at = 0) {
  return {&op, 0, Format::find("float64"), {Tensor<double>({static_cast<std::int64_t>(size)}, std::vector<double>(size, x)), Tensor<std::int64_t>({}, {at})}};
}
const Operation& echo() {
  static const Operation op = operation("test.echo");
  return op;
}
std::unique_ptr<Implementation> files(const std::string& way, const std::string& note = "", std::size_t limit = beyond) {
  return open_subprocess("python3 '" + source_folder() + "/verify/tests/programs/files.py' '" + way + "' '" + note + "'", {"", limit});
}
std::unique_ptr<Implementation> echo_in_cpp() { return open_subprocess("'" + (fs::read_symlink("/proc/self/exe").parent_path() / "etalon_echo").string() + "'", {}); }

void expect_echo(const Reply& reply, double x, std::size_t size) {
  ASSERT_EQ(reply.kind, Kind::outputs) << reply.message;
  EXPECT_EQ(std::get<Tensor<double>>(reply.outputs.at(0).value), Tensor<double>({static_cast<std::int64_t>(size)}, std::vector<double>(size, x)));
}
/// Large, small, critical and large, large: the others are answered whatever happens to the critical one.
Reply third_of_five(Implementation& program, std::size_t size = 10000) {
  Reply third{Kind::unsupported};
  for (int round = 0; round < 2; ++round) {
    std::vector<Reply> replies = program.call({asked(echo(), 1, size), asked(echo(), 2, 3), asked(echo(), 3, size, 1), asked(echo(), 4, size), asked(echo(), 5, size)});
    EXPECT_EQ(replies.size(), 5U);
    for (const std::size_t i : {0U, 1U, 3U, 4U}) expect_echo(replies[i], static_cast<double>(i + 1), i == 1 ? 3 : size);
    third = std::move(replies[2]);
  }
  return third;
}
void expect_garbage(const std::string& way, const std::string& part, const std::string& note = "") {
  const Reply reply = third_of_five(*files(way, note));
  EXPECT_EQ(reply.kind, Kind::garbage) << way;
  EXPECT_NE(reply.message.find(part), std::string::npos) << way << ": " << reply.message;
  EXPECT_EQ(reply.message.find('\n'), std::string::npos) << reply.message;
}

TEST(TransportPrograms, AnswerByFiles) {
  expect_echo(third_of_five(*files("echoes")), 3, 10000);
  expect_echo(third_of_five(*files("answers in base64")), 3, 10000);
  expect_echo(third_of_five(*files("scribbles")), 3, 10000);
}

TEST(TransportPrograms, AnswerByFilesInCpp) {
  const auto program = echo_in_cpp();
  expect_echo(third_of_five(*program), 3, 10000);
  for (const std::size_t entries : {beyond / 8 - 1, beyond / 8, beyond / 8 + 1}) expect_echo(program->call({asked(echo(), 0.1, entries)})[0], 0.1, entries);
}

TEST(TransportPrograms, AreToldWhenTheyOverwriteAnArgument) {
  const Operation overwrites = operation("test.overwrites");
  for (const std::size_t entries : {std::size_t{3}, beyond / 8 + 1}) {
    const Reply reply = echo_in_cpp()->call({asked(overwrites, 1, entries)})[0];
    expect_echo(reply, 1, entries);
    EXPECT_EQ(reply.changed, std::vector<std::string>{"x"});
  }
}

TEST(TransportPrograms, AreBlamedForBadFiles) {
  expect_garbage("is short", "has 79999 bytes, where its shape and dtype demand 80000");
  expect_garbage("is long", "has 80001 bytes");
  expect_garbage("is empty", "has 0 bytes");
  expect_garbage("claims more", "where its shape and dtype demand 18446744073709551615");
  expect_garbage("writes nothing", "\"nothing\" is not there");
  expect_garbage("names its input", "is not there");
  expect_garbage("names nothing", "is no name in the folder");
  expect_garbage("names a number", "file is not a string but number");
  expect_garbage("cuts its name", "is no name in the folder");
  expect_garbage("says both", "both data and the file");
  expect_garbage("goes above", "is no name in the folder");
  expect_garbage("makes a folder", "is no regular file");
  expect_garbage("makes a pipe", "is no regular file");
}

TEST(TransportPrograms, AreNotFollowedOutOfTheFolder) {
  const fs::path note = fs::path(testing::TempDir()) / ("etalon-outside-" + std::to_string(getpid()));
  for (const auto& [way, part] : {std::pair("goes outside", "is no name in the folder"), std::pair("links", "is a symbolic link")}) {
    expect_garbage(way, part, note);
    EXPECT_EQ(fs::file_size(note), 80000U) << "it is nobody's to remove";
    fs::remove(note);
  }
}

TEST(TransportPrograms, LeaveNothingWhenTheyDie) {
  const fs::path note = fs::path(testing::TempDir()) / ("etalon-folder-" + std::to_string(getpid()));
  {
    const auto program = files("leaves and dies", note);
    const auto replies = program->call({asked(echo(), 1, 10000, 1), asked(echo(), 2, 10000)});
    EXPECT_EQ(replies[0].kind, Kind::crash);
    expect_echo(replies[1], 2, 10000);
    std::string folder;
    std::getline(std::ifstream(note), folder);
    ASSERT_FALSE(folder.empty());
    EXPECT_FALSE(fs::exists(folder)) << "the next process has a folder of its own";
  }
  fs::remove(note);
}

/// Files that are sent ahead of their answers are few enough for a folder, and all are sent.
TEST(TransportPrograms, AreGivenManyLargeCases) {
  std::vector<Request> requests;
  for (int i = 0; i < 40; ++i) requests.push_back(asked(echo(), i, std::size_t{1} << 20));  // 320 MiB together
  const auto program = echo_in_cpp();
  const std::vector<Reply> replies = program->call(requests);
  for (int i = 0; i < 40; ++i) {
    ASSERT_EQ(replies[static_cast<std::size_t>(i)].kind, Kind::outputs) << replies[static_cast<std::size_t>(i)].message;
    EXPECT_EQ(std::get<Tensor<double>>(replies[static_cast<std::size_t>(i)].outputs[0].value)[77], i);
  }
}

/// A file that may be no longer than 100 kB stands for a disk that is full.
TEST(TransportPrograms, AreNotAskedWhereTheirFilesHaveNoPlace) {
  struct rlimit before {};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto program = files("echoes");
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  struct rlimit small = before;
  small.rlim_cur = 100000;
  setrlimit(RLIMIT_FSIZE, &small);
  const std::vector<Reply> replies = program->call({asked(echo(), 1, 10000), asked(echo(), 2, 20000), asked(echo(), 3, 3)});
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  expect_echo(replies[0], 1, 10000);
  EXPECT_EQ(replies[1].kind, Kind::unsupported);
  EXPECT_NE(replies[1].message.find("it was not asked: cannot write 160000 bytes to "), std::string::npos) << replies[1].message;
  EXPECT_NE(replies[1].message.find("File too large; TMPDIR names another place"), std::string::npos) << replies[1].message;
  expect_echo(replies[2], 3, 3);
}

TEST(TransportPrograms, OfTheFirstVersionAreGivenSmallCasesAlone) {
  const auto program = open_subprocess("python3 '" + source_folder() + "/verify/tests/programs/fake.py' echoes", {});
  const std::vector<Reply> replies = program->call({asked(echo(), 1, beyond / 8), asked(echo(), 2, beyond / 8 + 1), asked(echo(), 3, 1)});
  expect_echo(replies[0], 1, beyond / 8);
  EXPECT_EQ(replies[1].kind, Kind::unsupported);
  EXPECT_EQ(replies[1].message, "too large for version 1 of the protocol, which it speaks: x has 65544 bytes, and the most is 65536");
  expect_echo(replies[2], 3, 1);
  EXPECT_EQ(program->call({asked(echo(), 2, 100000)})[0].kind, Kind::unsupported) << "a call of nothing else waits for nothing";
}

}  // namespace
}  // namespace etalon::verify
