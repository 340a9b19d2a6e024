#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include "verify/tool/commands.hpp"

namespace etalon::verify::tool {
namespace {

namespace fs = std::filesystem;

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// An operation's name, and what its files call it.
struct Name {
  std::string family, operation;  ///< "nn", "log_sum_exp"

  std::string dotted() const { return family + "." + operation; }
  std::string path() const { return family + "/" + operation; }
  std::string type() const {  // LogSumExp
    std::string text;
    for (std::size_t i = 0; i < operation.size(); ++i)
      if (operation[i] != '_') text += i == 0 || operation[i - 1] == '_' ? static_cast<char>(std::toupper(operation[i])) : operation[i];
    return text;
  }
  std::vector<std::string> files() const {
    return {"reference/contract/" + path() + ".hpp", "reference/" + path() + ".cpp", "fast/" + path() + ".cpp", "verify/laws/" + path() + ".cpp",
            "verify/mutants/" + path() + ".cpp"};
  }
};

bool is_snake_case(const std::string& word) {
  if (word.empty() || !std::islower(static_cast<unsigned char>(word[0])) || word.back() == '_' || word.find("__") != std::string::npos) return false;
  for (const char c : word)
    if (!std::islower(static_cast<unsigned char>(c)) && !std::isdigit(static_cast<unsigned char>(c)) && c != '_') return false;
  return true;
}

Name parse(const std::string& text) {
  const auto dot = text.find('.');
  Name name{text.substr(0, dot), dot == std::string::npos ? "" : text.substr(dot + 1)};
  if (!is_snake_case(name.family) || !is_snake_case(name.operation))
    throw std::invalid_argument("'" + text + "' names no operation: write family.operation in snake_case, such as nn.mish");
  return name;
}

/// A model that exists: an operation with files of its own, and no derivative.
Name parse_model(const std::string& text) {
  const Operation& op = find_operation(text);
  const auto second_dot = text.find('.', text.find('.') + 1);
  if (!op.primal.empty() || second_dot != std::string::npos)
    throw std::invalid_argument(text + " has no files of its own; take " + text.substr(0, second_dot));
  return parse(text);
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || !text) throw std::invalid_argument("cannot read " + path.string());
  return text.str();
}

/// The structs that a contract declares: Softplus, SoftplusVjp.
std::set<std::string> structs_of(const std::string& contract) {
  std::set<std::string> names;
  const std::string word = "\nstruct ";
  for (auto at = contract.find(word); at != std::string::npos; at = contract.find(word, at + 1)) {
    auto end = at += word.size();
    while (end < contract.size() && in_word(contract[end])) ++end;
    names.insert(contract.substr(at, end - at));
  }
  return names;
}

/// The model's text with its names exchanged. In code that are its structs, what programs call them, and `…_formula`, since other words may be functions of a
/// shared header; in comments and quotes its dotted name, its path and its bare name as well.
class Exchange {
 public:
  Exchange(const Name& model, const Name& name, const std::set<std::string>& structs) : model_(model), name_(name) {
    for (const std::string& type : structs)
      if (type.rfind(model.type(), 0) == 0) {
        const std::string suffix = type.substr(model.type().size()), renamed = name.type() + suffix;
        std::string called;  // Vjp → _vjp
        for (const char c : suffix) called += std::isupper(static_cast<unsigned char>(c)) ? std::string("_") + static_cast<char>(std::tolower(c)) : std::string(1, c);
        code_[type] = renamed;
        code_["Function<" + type + "> " + model.operation + called] = "Function<" + renamed + "> " + name.operation + called;
      }
    code_[model.operation + "_formula"] = name.operation + "_formula";
  }

  std::string operator()(const std::string& text) const {
    std::string result;
    std::size_t i = 0;
    while (i < text.size()) {
      const bool comment = text.compare(i, 2, "//") == 0, quote = text[i] == '"';
      std::size_t end = i;
      if (comment) end = std::min(text.find('\n', i), text.size());
      else if (quote) end = end_of_quote(text, i);
      if (comment || quote) {
        result += words(text.substr(i, end - i), true);
      } else {
        while (end < text.size() && text[end] != '"' && text.compare(end, 2, "//") != 0) ++end;
        result += words(text.substr(i, end - i), false);
      }
      i = end;
    }
    return result;
  }

 private:
  static std::size_t end_of_quote(const std::string& text, std::size_t from) {
    for (std::size_t i = from + 1; i < text.size(); ++i) {
      if (text[i] == '\\') ++i;
      else if (text[i] == '"') return i + 1;
    }
    return text.size();
  }
  /// Whole words, the longest first: "nn.softplus", "nn/softplus" and "contract::nn" move with the family.
  std::string words(const std::string& text, bool prose) const {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
      const auto takes = [&](const std::string& from, const std::string& to) {
        if (text.compare(i, from.size(), from) != 0 || (i + from.size() < text.size() && in_word(text[i + from.size()]))) return false;
        result += to;
        i += from.size();
        return true;
      };
      if (i > 0 && in_word(text[i - 1]) && in_word(text[i])) {
        result += text[i++];
        continue;
      }
      if (prose ? takes(model_.dotted(), name_.dotted()) || takes(model_.path(), name_.path()) || takes(model_.operation, name_.operation)
                : takes("namespace etalon::contract::" + model_.family, "namespace etalon::contract::" + name_.family))
        continue;
      bool found = false;
      for (const auto& [from, to] : code_)
        if (!found) found = takes("contract::" + model_.family + "::" + from, "contract::" + name_.family + "::" + to) || takes(from, to);
      if (!found) result += text[i++];
    }
    return result;
  }

  Name model_, name_;
  std::map<std::string, std::string> code_;
};

void refuse_what_exists(const Name& name, const fs::path& root) {
  if (Registry::find(name.dotted())) throw std::invalid_argument(name.dotted() + " exists already; see `etalon show " + name.dotted() + "`");
  for (const std::string& file : name.files())
    if (fs::exists(root / file)) throw std::invalid_argument((root / file).string() + " exists already");
  const fs::path family = root / "reference" / "contract" / name.family;
  if (!fs::is_directory(family)) return;
  for (const auto& entry : fs::directory_iterator(family))
    if (entry.path().extension() == ".hpp" && structs_of(read(entry.path())).count(name.type()))
      throw std::invalid_argument(name.dotted() + " would be struct " + name.type() + ", which " + entry.path().string() + " has already");
}

/// What others call in the model's files would be defined twice.
void refuse_shared(const Name& model, const Name& name, const fs::path& root, const std::string& contract) {
  for (const char* wing : {"reference/", "fast/", "verify/laws/", "verify/mutants/"})
    if (const std::string header = wing + model.path() + ".hpp"; fs::exists(root / header))
      throw std::invalid_argument(model.dotted() + " is no model: others use its functions by " + header + "; nn.softplus is one");
  if (model.family != name.family && contract.find("\"reference/contract/" + model.family + "/") != std::string::npos)
    throw std::invalid_argument(model.dotted() + " is a model for operations of " + model.family + " alone: its contract takes another of them; nn.softplus is one for any");
}

void write(const fs::path& root, const std::vector<std::pair<std::string, std::string>>& files) {
  for (const auto& [file, text] : files) {
    std::error_code ignored;
    fs::create_directories((root / file).parent_path(), ignored);
    std::ofstream out(root / file, std::ios::binary);
    if (out << text << std::flush) continue;
    for (const auto& [written, _] : files) {
      fs::remove(root / written, ignored);
      if (written == file) break;
    }
    throw std::invalid_argument("cannot write " + (root / file).string());
  }
}

}  // namespace

int create(const std::string& wanted, const std::string& like, const std::string& folder) {
  const fs::path root = folder;
  const Name name = parse(wanted);
  if (!fs::exists(root / "reference" / "contract" / "contract.hpp"))
    throw std::invalid_argument(fs::absolute(root).lexically_normal().string() + " is no root of etalon: it has no reference/contract/contract.hpp; run this in the repository, or say --root");
  const Name model = parse_model(like);
  refuse_what_exists(name, root);
  const auto sources = model.files(), targets = name.files();
  const std::string contract = read(root / sources[0]);
  const std::set<std::string> structs = structs_of(contract);
  if (!structs.count(model.type())) throw std::invalid_argument(model.dotted() + " is no model: its contract declares no struct " + model.type() + "; nn.softplus is one");
  refuse_shared(model, name, root, contract);

  const Exchange exchange(model, name, structs);
  std::vector<std::pair<std::string, std::string>> files;
  for (std::size_t i = 0; i < sources.size(); ++i) files.emplace_back(targets[i], exchange(read(root / sources[i])));
  write(root, files);

  for (const auto& [file, text] : files) fmt::print("{}\n", file);
  fmt::print(
      "\n{0} is {1} under another name, and passes as it is. Next:\n"
      "  1. edit the five files: the statement, the textbook, the best practice, the laws, at least three mutants\n"
      "  2. cmake --build build && build/bin/etalon check && build/bin/etalon verify '{0}*'\n"
      "  3. build/bin/etalon fixtures generate '{0}*'\n\n"
      "Who tells a mistake:\n"
      "  the compiler     a member of In or Out left out or declared twice, a lambda of another form, 0.5 in a reference\n"
      "  etalon check     a clause without a law, a size that nothing binds, a derivative that is missing, inputs that do not fit\n"
      "  etalon verify    an output beyond its bound, with the smallest input that shows it\n"
      "  etalon mutants   a wrong implementation that nothing catches\n"
      "  ctest            a theorem that is false, a derivative whose witnesses disagree, golden vectors that are missing\n"
      "reference/README.md says more.\n",
      name.dotted(), model.dotted());
  return 0;
}

}  // namespace etalon::verify::tool
