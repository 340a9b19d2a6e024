#include "verify/adapters/subprocess.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "verify/adapters/child_process.hpp"
#include "verify/adapters/codec.hpp"
#include "verify/adapters/command.hpp"
#include "verify/trial/interrupt.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

using nlohmann::json;
using Clock = ChildProcess::Clock;
using Event = ChildProcess::Event;

constexpr int first_version = 1, with_files = 2;                 // of the protocol
constexpr std::size_t cases_ahead = 64;                          // sent before their answers have come
constexpr std::size_t bytes_ahead = std::size_t{1} << 20;        // and encoded before they can be written
constexpr std::size_t file_bytes_ahead = std::size_t{256} << 20; // and in files
constexpr int restarts_per_call = 20;

Clock::duration seconds(double count) {
  constexpr double longest = 1e6;  // eleven days, which the clock can count
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count > 0 ? std::min(count, longest) : 0));
}
std::string seconds_text(double count) {
  std::string text = std::to_string(count);
  text.erase(text.find_last_not_of('0') + 1);
  return (text.ends_with('.') ? text.substr(0, text.size() - 1) : text) + " s";
}

std::vector<std::string> texts(const json& description, const char* key) {
  const json& list = description.value(key, json());
  const auto is_text = [](const json& entry) { return entry.is_string(); };
  if (!list.is_array() || !std::all_of(list.begin(), list.end(), is_text))
    throw std::runtime_error(std::string("its description has no list of strings \"") + key + "\"");
  std::vector<std::string> all;
  for (const json& entry : list) all.push_back(one_line(entry.get<std::string>()));
  return all;
}

/// "arithmetic": "tf32/float32"
Mixed arithmetic_in(const json& description) {
  if (!description["arithmetic"].is_string()) throw std::runtime_error("its description's \"arithmetic\" is no string");
  try {
    return mixed_named(description["arithmetic"].get<std::string>());
  } catch (const std::invalid_argument& e) {
    throw std::runtime_error(std::string("its description: ") + e.what());
  }
}

/// "operations": {"linalg.qr": {"dtypes": ["float64"], "only": {"full": [0]}}}
std::map<std::string, Declared> declarations(const json& description) {
  std::map<std::string, Declared> all;
  const json operations = description.value("operations", json::object());
  const auto wrong = [](const std::string& name, const char* what) { return std::runtime_error("its description of " + excerpt(name) + " " + what); };
  if (!operations.is_object()) throw std::runtime_error("its description's \"operations\" is no object");
  for (const auto& [name, content] : operations.items()) {
    if (!content.is_object()) throw wrong(name, "is no object");
    Declared& one = all[name];
    if (content.contains("dtypes")) one.dtypes = texts(content, "dtypes");
    if (content.contains("arithmetic")) one.arithmetic = arithmetic_in(content);
    const json only = content.value("only", json::object());
    if (!only.is_object()) throw wrong(name, "has an \"only\" that is no object");
    for (const auto& [field, values] : only.items()) {
      if (!values.is_array()) throw wrong(name, "has an \"only\" whose values are no lists");
      for (const json& value : values) one.only[field].push_back(value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
  return all;
}

/// The cases of one call: their requests, and their answers as they come.
struct Cases {
  const std::vector<Request>& requests;
  std::uint64_t first_id;
  std::vector<std::optional<Reply>> replies = std::vector<std::optional<Reply>>(requests.size());
  std::vector<bool> sent = {};  ///< to the program that runs now
  std::size_t answered = 0;     ///< all before this one are

  /// The first without an answer: the one that a program which answers in order is at.
  std::size_t oldest() {
    while (answered < replies.size() && replies[answered]) ++answered;
    return answered;
  }
  bool open() { return oldest() < replies.size(); }
  void fail_rest(const Reply& reply) {
    for (auto& answer : replies)
      if (!answer) answer = reply;
  }
};

class Subprocess : public Implementation {
 public:
  Subprocess(const std::string& command, const AdapterOptions& options, double start_seconds)
      : command_(command), words_(split_command(command)), timeout_(limits().answering), start_(std::max(start_seconds, timeout_)), files_beyond_(options.files_beyond), memory_(limits().memory) {
    const bool python = words_.front() == "python" || words_.front() == "python3";
    words_.front() = python && !options.python.empty() ? options.python : choose_python(words_.front());
    start();
  }

  std::string name() override { return name_; }
  std::string libraries() override { return libraries_; }
  std::vector<std::string> implements() override { return implements_; }
  std::vector<std::string> dtypes() override { return dtypes_; }
  Declared declared(const std::string& operation) override {
    const auto found = declared_.find(operation);
    Declared declared = found == declared_.end() ? Declared{} : found->second;
    if (!declared.arithmetic) declared.arithmetic = arithmetic_;
    return declared;
  }
  bool flushes_subnormals() override { return flushes_; }
  std::string layouts() override { return layouts_; }
  std::vector<Reply> call(const std::vector<Request>& requests) override;

 private:
  void start();
  void describe();
  std::optional<Reply> converse(Cases& cases);
  bool send(Cases& cases, std::size_t which, bool others_wait);
  bool accept(const std::string& line, Cases& cases, std::optional<Reply>& failure);
  Reply failed(Reply::Kind kind, const std::string& how, int patience_milliseconds);

  std::string command_;
  std::vector<std::string> words_;
  double timeout_, start_;
  std::size_t files_beyond_;
  std::uint64_t memory_;
  std::optional<Scratch> scratch_ = {};  ///< where the program takes files; it goes after the program
  std::unique_ptr<ChildProcess> process_;
  std::string name_, libraries_;
  std::vector<std::string> implements_, dtypes_;
  std::map<std::string, Declared> declared_;
  Mixed arithmetic_;  ///< of operations that declare none of their own
  bool flushes_ = false;
  std::string layouts_ = "C";
  std::uint64_t next_id_ = 1;
};

void Subprocess::start() {
  try {
    scratch_.reset();
    process_ = std::make_unique<ChildProcess>(words_, environment_for_programs(), memory_);
    describe();
  } catch (const std::runtime_error& reason) {
    if (process_) process_->kill();
    process_.reset();
    throw StartError("cannot start " + command_ + ": " + reason.what());
  }
}

/// Asks the program what it is. Lines before its answer are skipped: libraries print banners.
void Subprocess::describe() {
  const auto deadline = Clock::now() + seconds(start_);
  // To a program of the first version this is its own request with a key that it does not know.
  process_->send(line_of({{"etalon", first_version}, {"request", "describe"}, {"versions", {first_version, with_files}}}) + "\n");
  json description;
  std::string noise;  // the first line that is none
  for (;;) {
    std::string line;
    const Event event = process_->receive(deadline, line);
    if (interrupting_signal()) throw std::runtime_error("interrupted");
    if (event == Event::late || Clock::now() > deadline)
      throw std::runtime_error(failed(Reply::Kind::timeout, "did not describe itself within " + seconds_text(start_) + (noise.empty() ? "" : ", and printed " + excerpt(noise)), 0).message);
    if (event == Event::end) throw std::runtime_error(failed(Reply::Kind::crash, "closed its stdout", 1000).message);
    if (event == Event::endless) throw std::runtime_error("it printed a line of more than 64 MiB");
    description = object_of(line);
    if (description.is_object() && description.contains("etalon")) break;
    if (noise.empty()) noise = line;
    if (line.starts_with('{') && line.find("\"etalon\"") != std::string::npos) throw std::runtime_error("its description is no JSON object: " + excerpt(line));
  }
  if (description["etalon"] != first_version && description["etalon"] != with_files)
    throw std::runtime_error("it speaks version " + one_line(description["etalon"].dump()) + " of the protocol; known are " + std::to_string(first_version) + " and " + std::to_string(with_files));
  if (description["etalon"] == with_files) scratch_.emplace(files_beyond_);
  if (!description.contains("name") || !description["name"].is_string()) throw std::runtime_error("its description has no string \"name\"");
  name_ = one_line(description["name"].get<std::string>());
  if (description.contains("libraries") && description["libraries"].is_string()) libraries_ = one_line(description["libraries"].get<std::string>());
  implements_ = texts(description, "implements");
  dtypes_ = texts(description, "dtypes");
  declared_ = declarations(description);
  if (description.contains("arithmetic")) arithmetic_ = arithmetic_in(description);
  flushes_ = description.value("flushes_subnormals", json(false)) == json(true);
  layouts_.clear();
  if (description.contains("layouts"))
    for (const std::string& layout : texts(description, "layouts")) layouts_ += layout == "C" ? "C" : layout == "F" ? "F" : layout == "strided" ? "S" : "";
  if (layouts_.empty()) layouts_ = "C";
  for (const std::string& dtype : dtypes_)
    if (!Format::find(dtype)) throw std::runtime_error("its description has the unknown dtype " + excerpt(dtype));
}

/// What became of the program: it ended by itself, or else did `how`; and its last words on stderr.
Reply Subprocess::failed(Reply::Kind kind, const std::string& how, int patience_milliseconds) {
  const auto ended = process_->wait(std::chrono::milliseconds(patience_milliseconds));
  const std::string words = one_line(process_->last_words());
  return {ended ? Reply::Kind::crash : kind, {}, {}, "it " + (ended ? ended->text() : how) + (words.empty() ? "" : ": " + words)};
}

/// Takes in one line; true when it answers an open case. A line about no case at all is a failure of the oldest open one.
bool Subprocess::accept(const std::string& line, Cases& cases, std::optional<Reply>& failure) {
  const json answer = object_of(line);
  const json& id = answer.contains("id") ? answer["id"] : answer;
  // A second reply to a case of an earlier call changes nothing any more.
  if (id.is_number_unsigned() && id.get<std::uint64_t>() < cases.first_id) return false;
  const std::uint64_t which = id.is_number_unsigned() ? id.get<std::uint64_t>() - cases.first_id : cases.requests.size();
  if (which >= cases.requests.size() || !cases.sent[which]) {
    failure = Reply{Reply::Kind::garbage, {}, {}, "it printed " + excerpt(line) + " where a reply was due"};
    return false;
  }
  const bool first = !cases.replies[which];
  if (first && scratch_) scratch_->answered(cases.first_id + which);
  cases.replies[which] = first ? decode_reply(answer, scratch_ ? &*scratch_ : nullptr) : Reply{Reply::Kind::garbage, {}, {}, "it replied twice"};
  return first;
}

/// Sends a case, or answers it where that cannot be. False when its files have no place before others have gone.
bool Subprocess::send(Cases& cases, std::size_t which, bool others_wait) {
  const Request& request = cases.requests[which];
  const auto [name, bytes] = largest_input(request);
  if (!scratch_ && bytes > files_beyond_) {
    cases.replies[which] = Reply{Reply::Kind::unsupported, {}, {}, "too large for version 1 of the protocol, which it speaks: " + name + " has " + std::to_string(bytes) + " bytes, and the most is " + std::to_string(files_beyond_)};
    return true;
  }
  const std::uint64_t id = cases.first_id + which;
  try {
    process_->send(line_of(encode(request, id, scratch_ ? &*scratch_ : nullptr)) + "\n");
  } catch (const std::runtime_error& reason) {
    if (!scratch_) throw;  // no file was in the way
    scratch_->answered(id);
    if (others_wait) return false;
    cases.replies[which] = Reply{Reply::Kind::unsupported, {}, {}, std::string("it was not asked: ") + reason.what()};
    return true;
  }
  cases.sent[which] = true;
  return true;
}

/// Sends the open cases and reads their answers. Returns the reply of the oldest open case if the program fails at it.
std::optional<Reply> Subprocess::converse(Cases& cases) {
  cases.sent.assign(cases.requests.size(), false);
  std::size_t next = cases.oldest(), ahead = 0;
  Clock::time_point deadline;
  while (cases.open()) {
    const bool idle = ahead == 0;
    for (; next < cases.requests.size() && ahead < cases_ahead && process_->unsent() < bytes_ahead && (!scratch_ || scratch_->held() < file_bytes_ahead); ++next) {
      if (cases.replies[next]) continue;
      if (!send(cases, next, ahead > 0)) break;
      ahead += cases.sent[next];
    }
    if (!cases.open()) break;
    if (idle) deadline = Clock::now() + seconds(timeout_);  // writing its files took none of the program's time
    std::string line;
    const Event event = process_->receive(deadline, line);
    if (event == Event::end) return failed(Reply::Kind::crash, "closed its stdout", 1000);
    if (event == Event::endless) return Reply{Reply::Kind::garbage, {}, {}, "it printed a line of more than 64 MiB"};
    std::optional<Reply> failure;
    if (event == Event::line && accept(line, cases, failure)) {
      --ahead;
      deadline = Clock::now() + seconds(timeout_);
    } else if (failure) {
      return failure;
    } else if (interrupting_signal() || Clock::now() >= deadline) {
      return failed(Reply::Kind::timeout, "gave no reply within " + seconds_text(timeout_), 0);
    }
  }
  return std::nullopt;
}

std::vector<Reply> Subprocess::call(const std::vector<Request>& requests) {
  Cases cases{requests, next_id_};
  next_id_ += requests.size();
  if (process_ && process_->wait(std::chrono::milliseconds(0))) process_.reset();  // it ended between two calls
  for (int failures = 1; cases.open(); ++failures) {
    try {
      if (!process_) start();
    } catch (const StartError& reason) {
      cases.fail_rest({Reply::Kind::crash, {}, {}, one_line(reason.what())});
      break;
    }
    std::optional<Reply> failure = converse(cases);
    if (!failure) break;
    process_->kill();
    process_.reset();
    cases.replies[cases.oldest()] = failure;
    if (interrupting_signal()) {
      cases.fail_rest(*failure);  // whoever was interrupted looks at none of them
    } else if (failures > restarts_per_call) {
      failure->message = "not tried, since the program failed " + std::to_string(failures) + " times; the last time " + failure->message;
      cases.fail_rest(*failure);
    }
  }
  if (scratch_) scratch_->clear();
  std::vector<Reply> replies;
  for (auto& reply : cases.replies) replies.push_back(std::move(*reply));
  return replies;
}

}  // namespace

std::unique_ptr<Implementation> open_subprocess(const std::string& command, const AdapterOptions& options, double start_seconds) {
  return std::make_unique<Subprocess>(command, options, start_seconds);
}

}  // namespace etalon::verify
