// What is read of a .npy file is what numpy.load reads: thousands of headers, as NumPy writes them and spoilt, are put before both.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>

#include "verify/tool/arrays.hpp"

namespace etalon::verify::tool {
namespace {

namespace fs = std::filesystem;
using Random = std::mt19937_64;

template <class T>
const T& one_of(Random& random, const std::vector<T>& all) {
  return all[random() % all.size()];
}

std::string packed(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(value >> 8 * i & 255);
  return text;
}

/// Mostly the first of them.
const std::string& mostly_first(Random& random, const std::vector<std::string>& all) { return random() % 8 ? all.front() : one_of(random, all); }

/// A header as NumPy writes it, or as Python could, of a small array, and whatever follows.
std::string drawn(Random& random) {
  const std::vector<std::string> orders = {"<", ">", "=", "|", ""}, kinds = {"f8", "f4", "f2", "i8", "i4", "i2", "i1", "u1", "u2", "u4", "u8", "b1", "f8", "f4", "c8", "O", "U3", "f3"};
  const std::vector<std::string> truths = {"False", "True", "True", "false", "1", "maybe", "None", "Truex", ""}, spaces = {"", " ", "  ", "\n", "\t"}, quotes = {"'", "\"", "`", ""};
  std::vector<std::string> shapes = {"(2, 3)", "(6,)", "(6)", "()", "(2 3)", "[2, 3]", "(2, 3,)", "(-1,)", "(06,)", "(2, 0)", "(1, 2, 3)", "(6, )", "(,)", "6", "(2,, 3)", "(2.0, 3)", "(0x6,)", "( 3,\n2 )", "(3, 2", ""};
  const std::string kind = one_of(random, kinds), quote = mostly_first(random, quotes), space = one_of(random, spaces);
  if (random() % 3 == 0) std::swap(shapes.front(), shapes[1 + random() % 6]);
  std::vector<std::string> entries = {quote + "descr" + quote + ":" + space + quote + mostly_first(random, orders) + kind + quote,
                                      quote + "fortran_order" + quote + space + ": " + mostly_first(random, truths),
                                      "'shape':" + one_of(random, spaces) + mostly_first(random, shapes)};
  if (random() % 8 == 0) std::swap(entries[0], entries[random() % 3]);
  if (random() % 12 == 0) entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(random() % entries.size()));
  if (random() % 12 == 0) entries.push_back(one_of(random, entries));
  if (random() % 12 == 0) entries.push_back("'more': 1");
  std::string header = "{";
  for (std::size_t i = 0; i < entries.size(); ++i) header += (i ? "," + space : "") + entries[i];
  header += mostly_first(random, {", }", "}", ",}", "", "} }", ",, }"}) + std::string(random() % 4, ' ') + (random() % 3 ? "\n" : "");
  if (random() % 3 == 0 && !header.empty()) header[random() % header.size()] = static_cast<char>(random() % 10 ? 32 + random() % 95 : random() % 256);
  const int version = random() % 10 ? 1 : static_cast<int>(random() % 5);
  std::string bytes = random() % 50 ? "\x93NUMPY" : "\x93NUMPX";
  bytes += static_cast<char>(version);
  bytes += static_cast<char>(random() % 30 == 0);
  bytes += packed(header.size() + (random() % 30 == 0 ? random() % 5 : 0), version > 1 ? 4 : 2) + header;
  std::string data;
  const std::size_t width = kind.size() == 2 && kind[1] >= '1' && kind[1] <= '9' ? static_cast<std::size_t>(kind[1] - '0') : 8;
  for (std::size_t i = 0; i < 6 * width; ++i) data += static_cast<char>(random() % 256);
  return bytes + data.substr(0, random() % 15 ? data.size() : random() % (data.size() + 1)) + (random() % 30 ? "" : "x");
}

/// What NumPy makes of each file: null, or its shape and its entries in rows, floats by their bits.
constexpr const char* program = R"(
import json, os, sys, warnings
import numpy as np
warnings.simplefilter("ignore")
said = []
for i in range(int(sys.argv[2])):
    with open(f"{sys.argv[1]}/{i}.npy", "rb") as file:
        try:
            x = np.lib.format.read_array(file, allow_pickle=False)
            known = x.dtype.kind in "fiub" and x.dtype.itemsize <= 8
            floats = x.dtype.kind == "f"
            row = x.astype(np.float64 if floats else x.dtype).ravel() if known else []
            said.append({"known": known, "rest": len(file.read()), "shape": list(x.shape), "entries": [float(e).hex() if floats else str(int(e)) for e in row]})
        except Exception as e:
            said.append(None)
json.dump(said, open(f"{sys.argv[1]}/said.json", "w"))
)";

TEST(Npy, IsReadAsNumPyReadsIt) {
  constexpr int files = 4000;
  if (std::system("/usr/bin/python3 -c 'import numpy' >/dev/null 2>&1") != 0) GTEST_SKIP() << "NumPy is not installed";
  std::string name = (fs::temp_directory_path() / "etalon-npy-XXXXXX").string();
  ASSERT_TRUE(mkdtemp(name.data()));
  const fs::path folder = name;
  const struct Gone {
    fs::path folder;
    ~Gone() { fs::remove_all(folder); }
  } gone{folder};
  Random random(7);
  std::vector<std::string> all;
  for (int i = 0; i < files; ++i) std::ofstream(folder / (std::to_string(i) + ".npy"), std::ios::binary) << all.emplace_back(drawn(random));
  std::ofstream(folder / "read.py") << program;
  ASSERT_EQ(std::system(("/usr/bin/python3 " + name + "/read.py " + name + " " + std::to_string(files)).c_str()), 0);
  const auto said = nlohmann::json::parse(std::ifstream(folder / "said.json"));
  int both = 0, refused = 0;
  std::map<std::string, int> stricter;  // what NumPy takes and we do not, by the reason
  for (int i = 0; i < files; ++i) {
    const auto& theirs = said[static_cast<std::size_t>(i)];
    const std::string shown = nlohmann::json(all[static_cast<std::size_t>(i)].substr(0, 120)).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    try {
      const Array ours = parse_npy(all[static_cast<std::size_t>(i)]);
      ASSERT_TRUE(theirs.is_object() && theirs["known"] == true) << shown;
      ASSERT_EQ(ours.entries.shape, theirs["shape"].get<Dimensions>()) << shown;
      ASSERT_EQ(ours.entries.size(), theirs["entries"].size()) << shown;
      for (std::size_t e = 0; e < ours.entries.size(); ++e) {
        double a = 0, b = 0;
        const std::string text = theirs["entries"][e];
        if (ours.dtype == "int64") {
          ASSERT_EQ(ours.entries[e].text(), text) << shown;
        } else {
          ASSERT_TRUE(parse_double(ours.entries[e].text(), a) && parse_double(text, b)) << shown << text;
          ASSERT_TRUE(a == b || (a != a && b != b)) << shown;
        }
      }
      ++both;
    } catch (const std::invalid_argument& e) {
      const std::string why = e.what();
      if (theirs.is_null()) ++refused;
      else if (theirs["known"] == false) ++refused;  // complex numbers, objects, texts
      else ++stricter[theirs["rest"] > 0 ? "bytes behind the data" : why.substr(0, 30)];
    }
  }
  EXPECT_GT(both, 600);
  EXPECT_GT(refused, 1000);
  for (const auto& [why, count] : stricter) {
    RecordProperty(why, count);
    const bool known = why == "bytes behind the data" || why.starts_with("the header has an escape") || why.starts_with("the header has ") || why.starts_with("the shape has ") || why.starts_with("the header goes on");
    EXPECT_TRUE(known) << why << ": " << count;
  }
}

}  // namespace
}  // namespace etalon::verify::tool
