#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "verify/adapters/implementation.hpp"

/// Calls in files: the protocol's lines, failure files, and calls that a person wrote. Every reader throws std::invalid_argument
/// in one line that names the file, the line, the field and the reason.
namespace etalon::verify {

/// A call as a file gave it.
struct Given {
  Request request;
  std::string at;  ///< "cases.jsonl:7"
  std::optional<std::uint64_t> id = {};
  std::optional<Reply> reply = {};
  CaseClass kind = CaseClass::core;
  std::string input_class = {};  ///< where the file does not tell, `at`
  std::size_t index = 0;
};

/// Which part of a file has been read, from 0 to 1.
using Reading = std::function<void(double)>;

/// One JSON object a line, or one in the whole file: {"op": …, "dtype": …, "variant": …, "inputs": {…}}. The dtype is float64 where
/// it is not given, an input its default. An input is a tensor of the protocol, a tensor of a failure file, or JSON numbers, nested
/// as its axes: decimals, "1/3", "0x1.8p-3", "inf", "nan", rounded to the dtype. `replied` asks each object for its reply too.
/// "-" is the standard input.
std::vector<Given> read_given(const std::string& path, bool replied, const Reading& reading = {});
/// The requests of such a file.
std::vector<Request> read_requests(const std::string& path);

/// Gives each request the reply of its id. Returns the name by which the implementation described itself in the file, or "".
std::string read_replies(const std::string& path, std::vector<Given>& requests, const Reading& reading = {});

/// A number as somebody wrote it, in a format: decimals and fractions are rounded, hexadecimal digits and integers must be its values.
double number_in(const std::string& literal, const Format& format);

}  // namespace etalon::verify
