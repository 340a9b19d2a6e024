#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>

#include "verify/adapters/implementation.hpp"
#include "verify/adapters/scratch.hpp"
#include "verify/trial/texts.hpp"

/// Tensors and requests as JSON: the protocol of verify/adapters/README.md. Also used by failure files.
namespace etalon::verify {

/// {"dtype": "float64", "shape": [2], "data": "<base64, little-endian>"}. Nothing is rounded: std::invalid_argument when an
/// entry is not a value of the dtype. tf32 travels as float32.
nlohmann::json encode(const Tensor<double>& x, const std::string& dtype);
nlohmann::json encode(const Tensor<std::int64_t>& x);
/// Where the large tensors of a case are put; by itself, nowhere: all are in base64.
struct Place {
  Scratch* scratch = nullptr;
  std::uint64_t id = 0;
};
/// A tensor, a text or a list of tensors.
nlohmann::json encode(const Value<double>& value, const std::string& dtype, const Place& place);
/// Throws std::invalid_argument with a one-line reason for anything that is not such a tensor. With a scratch folder, the entries may
/// lie in a file there: {"dtype": "float64", "shape": [9000], "file": "reply-7-0"}.
NamedOutput decode(const std::string& name, const nlohmann::json& tensor, const Scratch* scratch = nullptr);

/// A request line without its newline: id, op, variant, dtype, inputs, outputs. With a scratch folder, tensors beyond its limit are put
/// there, and std::runtime_error says why they cannot be.
nlohmann::json encode(const Request& request, std::uint64_t id, Scratch* scratch = nullptr);
/// The input with the largest tensor, and that tensor's bytes.
std::pair<std::string, std::size_t> largest_input(const Request& request);
/// JSON as text on one line; what is no UTF-8 in it is replaced.
std::string line_of(const nlohmann::json& value);

/// The JSON value of a text that somebody else wrote. Throws std::invalid_argument with the reason, on one line, where it is none, or nested deeper than anything of ours.
nlohmann::json json_of(const std::string& text);

/// A list of extents; std::invalid_argument for anything else.
Dimensions shape_of(const nlohmann::json& list);
/// No product of them overflows, wherever a 0 stands, and rows of nothing are few: there is no end of walking through them. Throws std::invalid_argument.
void check_shape(const Dimensions& shape);

/// The JSON object on a line; null for anything else, and for what is nested deeper than any reply.
nlohmann::json object_of(const std::string& line);
/// Reads a reply object; anything unreadable becomes Reply::Kind::garbage with a reason.
Reply decode_reply(const nlohmann::json& reply, const Scratch* scratch = nullptr);

/// The text under a key. Throws std::invalid_argument where there is none.
const std::string& text_member(const nlohmann::json& object, const char* key);

}  // namespace etalon::verify
