#include <fmt/format.h>

#include <algorithm>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "reference/number/literal.hpp"
#include "verify/adapters/flat.hpp"
#include "verify/generate/cases.hpp"
#include "verify/judge/truth.hpp"
#include "verify/report/kept_lines.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/output.hpp"
#include "verify/tool/vectors.hpp"
#include "verify/trial/files.hpp"

namespace etalon::verify::tool {

namespace {

using Json = nlohmann::json;  // keys sorted: the canonical form that ids are made of

constexpr std::size_t most_entries = 100;  // of a drawn vector: what is larger only fills the repository
constexpr int ball_digits = 40;
constexpr int proof_digits = 45;  // of every enclosure, so that balls of 40 digits are honest
constexpr int most_bits = 1 << 14;  // for proving a ball
const char* const schema_name = "schema/vector.schema.json";

/// A name-based UUID (SHA-1) of canonical JSON: the same content has the same id everywhere.
std::string content_id(const Json& content) {
  static const boost::uuids::name_generator_sha1 generator(boost::uuids::ns::url());
  return to_string(generator("etalon:" + content.dump()));
}

/// The entries of a tensor, or of a list of them in one row.
std::vector<Interval> entries_of(const Value<Interval>& value) {
  std::vector<Interval> row;
  for (const Tensor<Interval>* x : real_tensors(value)) row.insert(row.end(), x->begin(), x->end());
  return row;
}
/// Its shape under "shape", or those of a list under "shapes".
void put_shape(Json& field, const Value<Interval>& value) {
  const auto tensors = real_tensors(value);
  if (!if_list(value)) field["shape"] = tensors.at(0)->shape;
  else
    for (const Tensor<Interval>* x : tensors) field["shapes"].push_back(x->shape);
}

/// The certified outputs of one variant: balls and correctly rounded values.
Json outputs_json(const Operation& op, const Values<Interval>& values) {
  Json outputs = Json::object();
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    const std::string& name = op.outputs[f].name;
    if (const auto* x = if_integers(values[f])) outputs[name] = {{"shape", x->shape}, {"integers", x->data}};
    if (const auto* x = if_text(values[f])) outputs[name] = {{"text", *x}};
    if (!if_real(values[f]) && !if_list(values[f])) continue;
    Json field = {{"middle", Json::array()}, {"radius", Json::array()}, {"float64", Json::array()}, {"float32", Json::array()}};
    put_shape(field, values[f]);
    for (const Interval& y : entries_of(values[f])) {
      const BallText ball = ball_text(y, ball_digits);
      field["middle"].push_back(ball.middle);
      field["radius"].push_back(ball.radius);
      for (const char* dtype : {"float64", "float32"}) {
        const auto rounded = round_to(y, *Format::find(dtype));
        field[dtype].push_back(rounded ? Json(hex_text(*rounded)) : Json(nullptr));  // null: a tie to within the enclosure
      }
    }
    outputs[name] = field;
  }
  return outputs;
}

Certificate certified(const Operation& op, const Values<double>& inputs, std::size_t variant) {
  return certify([&] { return op.reference(enclose(inputs), variant); }, [](const Values<Interval>& v) { return proves_digits(v, proof_digits, 2048); }, {256, 1 << 13});
}

/// The whole vector: everything that follows from op, dtype, inputs and the reason that the case exists.
Json vector_json(const Operation& op, const Format& format, const Values<double>& inputs, const std::string& kind, const std::string& reason) {
  Json content = {{"op", op.name()}, {"dtype", format.name}, {"inputs", Json::object()}};
  for (std::size_t f = 0; f < inputs.size(); ++f) content["inputs"][op.inputs[f].name] = flat_json<Json>(inputs[f], format.name);
  Json vector = content;
  vector["id"] = content_id(content);
  vector["class"] = kind;
  vector["reason"] = reason;
  const Certificate truth = certified(op, inputs, 0);
  Precision guard(256);
  if (truth.domain) {
    vector["posedness"] = "refused";
    vector["refused"] = {{"clause", truth.domain->clause}, {"message", truth.domain->message}};
  } else if (!truth.value) {
    vector["posedness"] = "undecided";
  } else {
    vector["posedness"] = "well_posed";
    vector["outputs"] = outputs_json(op, *truth.value);
    const Truth bounds = truth_of(op, inputs, 0, format);
    for (std::size_t f = 0; f < op.outputs.size(); ++f) {
      const OutputInfo& info = op.outputs[f];
      Json& field = vector["outputs"][info.name];
      field["grade"] = {{"name", grade_text(info)}, {"constant", info.constant.at(bounds.sizes).value_or(0)}};
      if (f < bounds.allowed.size() && !bounds.allowed[f].empty()) {
        field["bound"] = Json::array();
        for (const Interval& allowed : bounds.allowed[f]) field["bound"].push_back(ball_text(allowed, 6).middle);
      }
      // The condition of an entry: inherent budget over value, B/|y|, infinite at y = 0.
      const std::vector<Interval> y = entries_of((*truth.value)[f]);
      const bool real = info.kind == FieldKind::real || info.kind == FieldKind::list;
      if (real && f < bounds.unit.size() && bounds.unit[f].size() == y.size() && info.grade != Grade::analysis) {
        field["condition"] = Json::array();
        for (std::size_t i = 0; i < y.size(); ++i) {
          const Interval scale = exactly(format.unit_roundoff()) * y[i].mignitude();
          field["condition"].push_back(scale.is_zero() || !scale.is_finite() ? "inf" : ball_text(bounds.unit[f][i] / scale, 4).middle);
        }
      }
    }
  }
  for (std::size_t v = 1; v < op.statement.variants.size(); ++v) {
    const Certificate other = certified(op, inputs, v);
    Json& entry = vector["variants"][op.statement.variants[v].name];
    if (other.domain) entry = {{"refused", {{"clause", other.domain->clause}, {"message", other.domain->message}}}};
    else if (other.value) entry = {{"outputs", outputs_json(op, *other.value)}};
  }
  return vector;
}

std::filesystem::path file_of(const std::string& folder, const Operation& op) {
  const auto dot = op.name().find('.');
  return std::filesystem::path(folder) / "vectors" / op.name().substr(0, dot) / (op.name().substr(dot + 1) + ".jsonl");
}

/// Every file with its number of vectors and the id of its content.
Json manifest(const std::string& folder) {
  Json files = Json::object();
  for (const Operation* op : Registry::all()) {
    const auto path = file_of(folder, *op);
    if (!std::filesystem::exists(path)) continue;
    const std::string text = read_file(path.string());
    files[std::filesystem::relative(path, folder).generic_string()] = {{"vectors", std::count(text.begin(), text.end(), '\n')}, {"id", content_id(text)}};
  }
  return {{"etalon_fixtures", 1}, {"schema", "schema/vector.schema.json"}, {"files", files}};
}

/// Does the recorded ball contain both ends of a tighter enclosure, as far as the working precision tells?
bool contains(const Json& middle, const Json& radius, const Interval& y) {
  if (!y.is_finite()) return middle == ball_text(y, ball_digits).middle;
  Interval m, r;
  if (!Interval::parse(middle.get<std::string>(), m) || !Interval::parse(radius.get<std::string>(), r) || !m.is_finite()) return false;
  const auto outside = [&](const Interval& end) { return (abs(end - m) > r).certainly(); };
  return !outside(y.infimum()) && !outside(y.supremum());
}

/// The vector without its balls: their radii, and the last digits of their middles, are the BLAS' that helped to find them.
Json without_balls(Json vector) {
  const auto strip = [](Json& entry) {
    if (!entry.contains("outputs")) return;
    for (Json& field : entry["outputs"]) {
      field.erase("middle");
      field.erase("radius");
    }
  };
  strip(vector);
  if (vector.contains("variants"))
    for (Json& entry : vector["variants"]) strip(entry);
  return vector;
}

/// Proves a vector again: the id, and every enclosure at a higher precision. Returns what is wrong, or "".
std::string prove(const Operation& op, const Json& vector) {
  if (vector.at("op") != op.name()) return "op is " + vector.at("op").dump();
  const Format* format = Format::find(vector.at("dtype").get<std::string>());
  if (!format) return "unknown dtype";
  const Values<double> inputs = inputs_of(op, vector);
  const Json again = vector_json(op, *format, inputs, vector.at("class").get<std::string>(), vector.at("reason").get<std::string>());
  if (again["id"] != vector.at("id")) return "the id is not that of the content";
  if (again["posedness"] != vector.at("posedness")) return "posedness is " + again["posedness"].dump();
  const auto compare_from = [&](int bits, const Json& recorded, std::size_t variant) -> std::string {
    Certificate truth = certify([&] { return op.reference(enclose(inputs), variant); }, [](const Values<Interval>& v) { return proves_digits(v, 2 * proof_digits, 4096); }, {bits, most_bits});
    if (!truth.value) return "what is true cannot be enclosed more tightly";
    Precision guard(most_bits);
    for (std::size_t f = 0; f < op.outputs.size(); ++f) {
      const std::string& name = op.outputs[f].name;
      if (!recorded.contains(name)) return "output " + name + " is missing";
      if (real_tensors((*truth.value)[f]).empty()) continue;
      const Json& field = recorded[name];
      const std::vector<Interval> y = entries_of((*truth.value)[f]);
      Json shape;
      put_shape(shape, (*truth.value)[f]);
      for (const auto& [key, extents] : shape.items())
        if (!field.contains(key) || field[key] != extents) return name + ": wrong shape";
      if (field.at("middle").size() != y.size() || field.at("radius").size() != y.size()) return name + ": wrong shape";
      for (std::size_t i = 0; i < y.size(); ++i)
        if (!contains(field["middle"][i], field["radius"][i], y[i])) return fmt::format("{}[{}]: the ball {} ± {} does not contain {}", name, i, field["middle"][i].dump(), field["radius"][i].dump(), decimal_text(y[i], 30));
    }
    return "";
  };
  // A ball around a number of few digits may be far smaller than its digits ask for: then only more bits fit into it.
  const auto compare = [&](const Json& recorded, std::size_t variant) {
    std::string wrong;
    for (const int bits : {512, 4096, most_bits})
      if (wrong = compare_from(bits, recorded, variant); wrong.empty()) break;
    return wrong;
  };
  if (vector.contains("outputs"))
    if (std::string wrong = compare(vector["outputs"], 0); !wrong.empty()) return wrong;
  if (vector.contains("variants"))
    for (const auto& [name, entry] : vector["variants"].items()) {
      const auto variant = op.variant(name);
      if (!variant) return "unknown variant " + name;
      if (entry.contains("outputs"))
        if (std::string wrong = compare(entry["outputs"], *variant); !wrong.empty()) return name + " " + wrong;
    }
  for (const auto& [key, value] : again.items())
    if (!vector.contains(key)) return "field " + key + " is missing";
  // The balls are proved: what remains is to be the same.
  if (const Json old = without_balls(vector), now = without_balls(again); old != now) {
    const Json difference = Json::diff(old, now);
    return "differs from what is proved now at " + difference[0].at("path").get<std::string>() + ": " + difference[0].dump();
  }
  return "";
}

/// A file of vectors: the named inputs, then as many drawn ones as were asked for.
std::string vectors_of(const Operation& op, const GenerateOptions& options) {
  const Format& format = *Format::find("float64");
  std::string lines;
  std::set<std::string> seen;
  const auto write = [&](const Values<double>& inputs, CaseClass kind, const std::string& reason) {
    const Json vector = vector_json(op, format, inputs, text(kind), reason);
    if (seen.insert(vector["id"].get<std::string>()).second) lines += vector.dump() + "\n";
  };
  for (const auto& [name, inputs] : op.golden) write(inputs, CaseClass::core, name);
  const std::size_t wanted = seen.size() + options.cases;
  for (std::size_t i = 0; seen.size() < wanted && i < 4 * options.cases; ++i) {
    const Case one = make_case(op, format, options.seed, i);
    if (entries(one.inputs) <= most_entries) write(one.inputs, one.kind->kind, one.kind->name);
  }
  return lines;
}

}  // namespace

int fixtures_generate(const GenerateOptions& options) {
  const auto chosen = Registry::matching(options.patterns);
  if (chosen.empty()) throw std::invalid_argument("no operation matches");
  const std::filesystem::path folder = options.folder;
  // What is written, by the ids of the files' contents.
  KeptLines kept(options.folder, Json{{"etalon_vectors", 1}, {"cases", options.cases}, {"seed", options.seed}}.dump(), options.resume, KeptLines::Held::refuse);
  if (const auto schema = folder / schema_name; !std::filesystem::exists(schema)) write_file(schema.string(), vector_schema);
  for (const Operation* op : chosen) {
    const std::string path = file_of(options.folder, *op).string();
    const auto line_of = [&](const std::string& content) { return Json{{"file", std::filesystem::relative(path, folder).generic_string()}, {"id", content_id(content)}}.dump(); };
    std::string lines;
    const bool written = std::filesystem::exists(path) && std::count(kept.lines().begin(), kept.lines().end(), line_of(lines = read_file(path))) > 0;
    if (!written) {
      lines = vectors_of(*op, options);
      write_file(path, lines);
      kept.add(line_of(lines));
    }
    say(fmt::format("{:>4} vectors  {}{}\n", std::count(lines.begin(), lines.end(), '\n'), path, written ? "  (written before)" : ""));
  }
  write_file((folder / "manifest.json").string(), manifest(options.folder).dump(1) + "\n");
  kept.close();
  return 0;
}

int fixtures_check(const std::vector<std::string>& patterns, const std::string& folder, const std::string& shard) {
  const auto [part, parts] = read_shard(shard);
  const auto chosen = Registry::matching(patterns);
  if (chosen.empty()) throw std::invalid_argument("no operation matches");
  const std::string schema_path = (std::filesystem::path(folder) / schema_name).string();
  if (read_file(schema_path) != vector_schema) throw std::invalid_argument(schema_path + ": not the schema of this version's vectors; `etalon fixtures generate` into an empty folder writes it");
  std::size_t proved = 0, wrong = 0;
  const auto complain = [&](const std::filesystem::path& path, std::size_t line, const std::string& what) {
    say(fmt::format("{}:{}: {}\n", path.string(), line, complaint(what)));
    ++wrong;
  };
  std::size_t counter = 0;
  for (const Operation* op : chosen) {
    if (counter++ % parts + 1 != part) continue;
    const auto path = file_of(folder, *op);
    if (!std::filesystem::exists(path)) {
      complain(path, 0, "no vectors of " + op->name());
      continue;
    }
    std::size_t number = 0;
    try {
      Source lines(path.string());
      for (std::string line; lines.next_line(line);) {
        ++number;
        try {
          const std::string what = prove(*op, read_vector(line));
          if (what.empty()) ++proved;
          else complain(path, number, what);
        } catch (const std::exception& e) {
          complain(path, number, e.what());
        }
      }
      if (number == 0) complain(path, 0, "no vectors in it");
    } catch (const std::invalid_argument& e) {  // what cannot be read
      complain(path, number, e.what());
    }
  }
  if (patterns.empty() && part == 1) {
    const auto path = std::filesystem::path(folder) / "manifest.json";
    try {
      if (json_of(read_file(path.string())) != manifest(folder)) complain(path, 1, "the manifest is not that of the files");
    } catch (const std::invalid_argument& e) {
      complain(path, 1, e.what());
    }
  }
  say(fmt::format("{} vectors proved, {} wrong\n", proved, wrong));
  if (proved + wrong == 0) fmt::print(stderr, "etalon: {}\n", parts > 1 ? "this shard has nothing to do" : "nothing was proved");
  return wrong > 0 ? 1 : proved > 0 || part > counter ? 0 : 2;
}

}  // namespace etalon::verify::tool
