#include "verify/tool/input.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/tool/arrays.hpp"
#include "verify/trial/files.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify::tool {
namespace {

/// A tree of lists and texts.
struct Node {
  enum Kind { text, list } kind = text;
  std::string value;
  std::vector<Node> items;
};

/// Quotes every bare word, so that numbers keep the text as which they were written: 0.1, 1e400, 1/3, 0x1p-3, inf.
std::string quote_words(const std::string& json) {
  std::string out;
  const auto part_of_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || (c != '\0' && std::strchr("+-./", c)); };
  for (std::size_t i = 0; i < json.size();) {
    std::size_t end = i + 1;
    if (json[i] == '"') {
      while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, json.size());
      out += json.substr(i, end - i);
    } else if (part_of_word(json[i])) {
      while (end < json.size() && part_of_word(json[end])) ++end;
      const std::string word = json.substr(i, end - i);
      out += word == "null" || word == "true" || word == "false" ? word : '"' + word + '"';
    } else {
      out += json[i];
    }
    i = end;
  }
  return out;
}

class Reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  Node root;
  std::string error;

  bool number_integer(number_integer_t) override { return fail("a bare number"); }  // none is left: all are quoted
  bool number_unsigned(number_unsigned_t) override { return fail("a bare number"); }
  bool number_float(number_float_t, const string_t&) override { return fail("a bare number"); }
  bool string(string_t& text) override { return add({Node::text, text, {}}); }
  bool start_array(std::size_t) override {
    Node list;
    list.kind = Node::list;
    if (stack_.size() >= static_cast<std::size_t>(limits().depth)) return fail("lists are nested deeper than " + std::to_string(limits().depth) + " levels; --depth raises that");
    stack_.push_back(std::move(list));
    return true;
  }
  bool end_array() override {
    Node done = std::move(stack_.back());
    stack_.pop_back();
    return add(std::move(done));
  }
  bool null() override { return fail("null is no number"); }
  bool boolean(bool) override { return fail("true and false are no numbers"); }
  bool binary(binary_t&) override { return fail("binary data"); }
  bool start_object(std::size_t) override { return fail("an object is no tensor"); }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override { return fail(e.what()); }

 private:
  bool add(Node node) {
    (stack_.empty() ? root : stack_.back().items.emplace_back()) = std::move(node);
    return true;
  }
  bool fail(const std::string& why) {
    error = why;
    return false;
  }
  std::vector<Node> stack_;
};

Literal literal(const std::string& text) {
  Precision guard(64);
  const Literal x(text);
  (void)x.enclose();  // throws when it is no number
  return x;
}

Tensor<Literal> tensor(const Node& node) {
  if (node.kind != Node::list) return Tensor<Literal>({}, {literal(node.value)});
  Tensor<Literal> out;
  out.shape = {static_cast<std::int64_t>(node.items.size())};
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Tensor<Literal> item = tensor(node.items[i]);
    if (i == 0) out.shape.insert(out.shape.end(), item.shape.begin(), item.shape.end());
    else if (!std::equal(item.shape.begin(), item.shape.end(), out.shape.begin() + 1, out.shape.end())) throw std::invalid_argument("C0: rows of different shapes");
    out.data.insert(out.data.end(), item.data.begin(), item.data.end());
  }
  return out;
}

Tensor<std::int64_t> integers(const Tensor<Literal>& x) {
  Tensor<std::int64_t> out;
  out.shape = x.shape;
  for (const Literal& entry : x) {
    double value = 0;
    if (!parse_double(entry.text(), value) || !(std::fabs(value) < 9e15) || value != std::trunc(value))
      throw std::invalid_argument("'" + entry.text() + "' is no integer");
    out.data.push_back(static_cast<std::int64_t>(value));
  }
  return out;
}

}  // namespace

GivenValue read_value(FieldKind kind, const Shape& shape, const std::string& given) {
  std::string json = given;
  if (!given.empty() && given.front() == '@') {
    const std::string path = given.substr(1);
    if (auto array = read_array(path)) {
      // Matrix Market has no vectors but matrices of one column.
      if (Dimensions& extents = array->entries.shape; array->dtype.empty() && extents.size() == 2 && extents[1] == 1 && shape.sizes() && shape.sizes()->extents.size() == 1) extents.pop_back();
      if (kind == FieldKind::real) return {std::move(array->entries), array->dtype};
      if (kind == FieldKind::integer) return {integers(array->entries), "int64"};
      throw std::invalid_argument(path + ": holds one tensor; this field is no tensor");
    }
    json = read_file(path);
  }
  if (kind == FieldKind::text) {
    const bool quoted = json.size() >= 2 && json.front() == '"' && json.back() == '"';
    return {quoted ? json.substr(1, json.size() - 2) : json, ""};
  }
  Reader reader;
  if (!nlohmann::json::sax_parse(quote_words(json), &reader)) throw std::invalid_argument((json == given ? "" : given.substr(1) + ": ") + "malformed JSON: " + reader.error);
  if (kind == FieldKind::list) {
    if (reader.root.kind != Node::list) throw std::invalid_argument("a list of tensors is expected");
    TensorList<Literal> list;
    for (const Node& item : reader.root.items) list.push_back(tensor(item));
    return {std::move(list), ""};
  }
  if (kind == FieldKind::integer) return {integers(tensor(reader.root)), "int64"};
  return {tensor(reader.root), ""};
}

std::pair<std::string, std::string> read_assignment(const std::string& option, const std::string& assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string::npos) throw std::invalid_argument(option + " " + assignment + ": expected NAME=VALUE");
  return {assignment.substr(0, equals), assignment.substr(equals + 1)};
}

Values<Literal> read_inputs(const Operation& op, const std::vector<std::string>& assignments) {
  std::map<std::string, std::string> given;
  for (const std::string& assignment : assignments) {
    const auto [name, text] = read_assignment("--in", assignment);
    std::string known;
    bool found = false;
    for (const InputInfo& field : op.inputs) {
      found = found || field.name == name;
      known += (known.empty() ? "" : ", ") + field.name;
    }
    if (!found) throw std::invalid_argument(op.name() + " has no input '" + name + "'; its inputs are " + known);
    if (!given.emplace(name, text).second) throw std::invalid_argument("input " + name + " is given twice");
  }
  Values<Literal> values;
  for (const InputInfo& field : op.inputs) {
    const auto found = given.find(field.name);
    if (found == given.end() && field.fallback.empty()) throw std::invalid_argument(op.name() + " needs --in " + field.name + "=… (" + field.text + ")");
    try {
      values.push_back(read_value(field.kind, field.shape, found == given.end() ? field.fallback : found->second).value);
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument("input " + field.name + ": " + e.what());
    }
  }
  const auto sizes = bind_sizes(op.inputs, shapes_of(values));
  if (!sizes) throw std::invalid_argument(op.name() + " C0: " + sizes.failure().message);
  return values;
}

}  // namespace etalon::verify::tool
