// Matrix Market: a banner, comments, a line of sizes, then one entry a line (math.nist.gov/MatrixMarket/formats.html).
#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "verify/tool/arrays.hpp"
#include "verify/trial/files.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify::tool {
namespace {

/// Of the dense matrix: a line may ask for any.
std::int64_t most_entries() { return static_cast<std::int64_t>(limits().file / sizeof(Literal)); }

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::vector<std::string> words(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> found;
  for (std::string word; in >> word;) found.push_back(word);
  return found;
}

std::int64_t count(const std::string& word, std::int64_t least, std::int64_t most, const char* what) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size() || value < least || value > most)
    throw std::invalid_argument(std::string(what) + " '" + word + "' is no integer between " + std::to_string(least) + " and " + std::to_string(most));
  return value;
}

Literal number(const std::string& word) {
  const Precision guard(64);
  const Literal x(word);
  if (word.find('/') != std::string::npos) throw std::invalid_argument("'" + word + "' is not a number");
  (void)x.enclose();  // throws when it is no number
  return x;
}

class Reader {
 public:
  explicit Reader(const std::string& text) : in_(text) {}
  std::size_t line = 0;

  Tensor<Literal> read() {
    banner();
    sizes();
    x_ = Tensor<Literal>({rows_, columns_}, std::vector<Literal>(static_cast<std::size_t>(rows_ * columns_)));
    sparse_ ? coordinates() : columns();
    if (const auto rest = next(); !rest.empty()) throw std::invalid_argument("more entries than the sizes say");
    return std::move(x_);
  }

 private:
  /// The words of the next line that is neither blank nor a comment; none at the end.
  std::vector<std::string> next() {
    for (std::string text; std::getline(in_, text);) {
      ++line;
      if (text.rfind('%', 0) == 0) continue;
      if (auto found = words(text); !found.empty()) return found;
    }
    return {};
  }
  std::vector<std::string> next(std::size_t wanted, const std::string& what) {
    auto found = next();
    if (found.empty()) throw std::invalid_argument("the file ends early: " + what + " is missing");
    if (found.size() != wanted) throw std::invalid_argument(what + " has " + std::to_string(found.size()) + " words; expected " + std::to_string(wanted));
    return found;
  }

  void banner() {
    std::string text;
    std::getline(in_, text);
    ++line;
    const auto said = words(lower(text));
    if (said.size() != 5 || said[0] != "%%matrixmarket" || said[1] != "matrix")
      throw std::invalid_argument("no Matrix Market file: its first line is not '%%MatrixMarket matrix coordinate|array real|integer|pattern general|symmetric|skew-symmetric'");
    if (said[2] != "coordinate" && said[2] != "array") throw std::invalid_argument("unknown format '" + said[2] + "'; known are coordinate and array");
    if (said[3] != "real" && said[3] != "double" && said[3] != "integer" && said[3] != "pattern") throw std::invalid_argument("a matrix of " + said[3] + " entries; real, integer and pattern are read");
    if (said[4] != "general" && said[4] != "symmetric" && said[4] != "skew-symmetric" && said[4] != "hermitian") throw std::invalid_argument("unknown symmetry '" + said[4] + "'");
    sparse_ = said[2] == "coordinate";
    pattern_ = said[3] == "pattern";
    general_ = said[4] == "general";
    skew_ = said[4] == "skew-symmetric";
    if (pattern_ && !sparse_) throw std::invalid_argument("a pattern has coordinates");
  }

  void sizes() {
    const auto said = next(sparse_ ? 3 : 2, "the line of sizes");
    rows_ = count(said[0], 0, most_entries(), "the number of rows");
    columns_ = count(said[1], 0, most_entries() / std::max<std::int64_t>(rows_, 1), "the number of columns");
    if (!general_ && rows_ != columns_) throw std::invalid_argument("a symmetric matrix is square");
    if (sparse_) entries_ = count(said[2], 0, rows_ * columns_, "the number of entries");
  }

  void put(std::int64_t i, std::int64_t j, const Literal& value) {
    x_(i, j) = value;
    if (general_ || i == j) return;
    const std::string& text = value.text();
    x_(j, i) = !skew_ ? value : text.front() == '-' ? Literal(text.substr(1)) : Literal("-" + text.substr(text.front() == '+'));
  }

  void coordinates() {
    std::vector<bool> there(x_.size());
    for (std::int64_t k = 0; k < entries_; ++k) {
      const auto said = next(pattern_ ? 2 : 3, "entry " + std::to_string(k + 1));
      const std::int64_t i = count(said[0], 1, rows_, "the row") - 1, j = count(said[1], 1, columns_, "the column") - 1;
      if (!general_ && (j > i || (skew_ && j == i))) throw std::invalid_argument("a symmetric matrix is given by its lower triangle");
      const auto at = static_cast<std::size_t>(i * columns_ + j);
      if (there[at]) throw std::invalid_argument("entry (" + said[0] + ", " + said[1] + ") is given twice");
      there[at] = true;
      put(i, j, pattern_ ? Literal("1") : number(said[2]));
    }
  }

  void columns() {
    for (std::int64_t j = 0; j < columns_; ++j)
      for (std::int64_t i = general_ ? 0 : skew_ ? j + 1 : j; i < rows_; ++i)
        put(i, j, number(next(1, "entry (" + std::to_string(i + 1) + ", " + std::to_string(j + 1) + ")")[0]));
  }

  std::istringstream in_;
  bool sparse_ = false, pattern_ = false, general_ = true, skew_ = false;
  std::int64_t rows_ = 0, columns_ = 0, entries_ = 0;
  Tensor<Literal> x_;
};

}  // namespace

Tensor<Literal> parse_mtx(const std::string& text) {
  Reader reader(text);
  try {
    return reader.read();
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(std::to_string(reader.line) + ": " + e.what());
  }
}

Array read_mtx(const std::string& path) {
  const std::string text = read_file(path);
  try {
    return {"", parse_mtx(text)};
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(path + ":" + e.what());
  }
}

}  // namespace etalon::verify::tool
