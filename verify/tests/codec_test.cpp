#include "verify/adapters/codec.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "verify/adapters/base64.hpp"

namespace etalon::verify {
namespace {

using nlohmann::json;

const double infinity = std::numeric_limits<double>::infinity();

Tensor<double> real(const NamedOutput& output) { return std::get<Tensor<double>>(output.value); }

TEST(CodecBase64, HasTheVectorsOfTheStandard) {
  const std::pair<std::string, std::string> vectors[] = {{"", ""},         {"f", "Zg=="},         {"fo", "Zm8="},        {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(CodecBase64, ReturnsEveryByte) {
  std::mt19937_64 random(1);
  for (std::size_t length = 0; length < 600; ++length) {
    std::string bytes;
    while (bytes.size() < length) bytes += static_cast<char>(random());
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
  }
}

TEST(CodecBase64, AcceptsNothingElse) {
  for (const char* text : {"Zg", "Zg=", "Z", "Z===", "====", "=", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v\n", "Zm 9", "Zm-_", "Zm9\xff", "Zg=v"})
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
}

TEST(Codec, WritesTensorsAsTheProtocolSays) {
  EXPECT_EQ(encode(Tensor<double>({2}, {1, -0.0}), "float64"), json::parse(R"({"dtype": "float64", "shape": [2], "data": "AAAAAAAA8D8AAAAAAAAAgA=="})"));
  EXPECT_EQ(encode(Tensor<double>({}, {1}), "float32"), json::parse(R"({"dtype": "float32", "shape": [], "data": "AACAPw=="})"));
  EXPECT_EQ(encode(Tensor<double>({1}, {1}), "tf32"), json::parse(R"({"dtype": "float32", "shape": [1], "data": "AACAPw=="})"));
  EXPECT_EQ(encode(Tensor<double>({1}, {-2}), "float16"), json::parse(R"({"dtype": "float16", "shape": [1], "data": "AMA="})"));
  EXPECT_EQ(encode(Tensor<double>({1}, {-2}), "bfloat16"), json::parse(R"({"dtype": "bfloat16", "shape": [1], "data": "AMA="})"));
  EXPECT_EQ(encode(Tensor<double>({0, 3}), "float64"), json::parse(R"({"dtype": "float64", "shape": [0, 3], "data": ""})"));
  EXPECT_EQ(encode(Tensor<std::int64_t>({1}, {-2})), json::parse(R"({"dtype": "int64", "shape": [1], "data": "/v////////8="})"));
}

/// Each dtype of 16 bits: what the patterns from 0 to infinity stand for rises strictly, is of the format, and returns as the
/// same pattern. There are as many such values as patterns, so each pattern stands for the right one.
TEST(Codec, KnowsEveryNumberOfSixteenBits) {
  for (const auto& [dtype, infinite] : {std::pair("float16", 0x7c00), std::pair("bfloat16", 0x7f80)}) {
    const Format& format = *Format::find(dtype);
    double before = -1;
    for (int pattern = 0; pattern <= 0xffff; ++pattern) {
      const std::string bytes = {static_cast<char>(pattern), static_cast<char>(pattern >> 8)};
      const json tensor = {{"dtype", dtype}, {"shape", json::array()}, {"data", base64(bytes)}};
      const Tensor<double> x = real(decode("x", tensor));
      const int magnitude = pattern & 0x7fff;
      ASSERT_EQ(std::isnan(x[0]), magnitude > infinite) << pattern;
      if (magnitude > infinite) {
        ASSERT_TRUE(std::isnan(real(decode("x", encode(x, dtype)))[0]));
        continue;
      }
      ASSERT_EQ(encode(x, dtype), tensor) << pattern;
      ASSERT_EQ(std::signbit(x[0]), pattern > 0x7fff);
      if (pattern > 0x7fff) continue;
      ASSERT_TRUE(format.holds(x[0])) << pattern;
      ASSERT_GT(x[0], before) << pattern;
      before = x[0];
    }
    EXPECT_EQ(before, infinity);
  }
}

TEST(Codec, ReturnsEveryBitOfADouble) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 1000; ++i) {
    const auto pattern = random();
    const Tensor<double> x({1}, {std::bit_cast<double>(pattern)});
    EXPECT_EQ(std::bit_cast<std::uint64_t>(real(decode("x", encode(x, "float64")))[0]), pattern);
    const Tensor<std::int64_t> k({1}, {static_cast<std::int64_t>(pattern)});
    EXPECT_EQ(std::get<Tensor<std::int64_t>>(decode("k", encode(k)).value), k);
    const Tensor<double> single({1}, {std::bit_cast<float>(static_cast<std::uint32_t>(pattern))});
    if (!std::isnan(single[0])) {
      EXPECT_EQ(real(decode("x", encode(single, "float32"))), single);
    }
  }
}

TEST(Codec, RoundsNothing) {
  for (const char* dtype : {"float32", "tf32", "float16", "bfloat16"}) EXPECT_THROW(encode(Tensor<double>({1}, {0.1}), dtype), std::invalid_argument) << dtype;
  EXPECT_THROW(encode(Tensor<double>({1}, {65536}), "float16"), std::invalid_argument);
  EXPECT_THROW(encode(Tensor<double>({1}, {1 + 0x1p-12}), "tf32"), std::invalid_argument);
  EXPECT_NO_THROW(encode(Tensor<double>({1}, {1 + 0x1p-10}), "tf32"));
  EXPECT_THROW(encode(Tensor<double>({1}, {1}), "int64"), std::invalid_argument);
  EXPECT_THROW(encode(Tensor<double>({1}, {1}), "float8"), std::invalid_argument);
}

TEST(Codec, AnEmptyListIsOne) {
  const auto none = decode("y", json::array());
  ASSERT_TRUE(if_list(none.value));
  EXPECT_TRUE(list_of(none.value).empty());
}

TEST(Codec, RefusesWhatIsNoTensorInOneLine) {
  const std::pair<const char*, const char*> cases[] = {
      {R"(3)", "not an object but number"},
      {R"("text")", "not an object but string"},
      {R"({})", "no dtype"},
      {R"({"dtype": 64, "shape": [], "data": ""})", "dtype is not a string but number"},
      {R"({"dtype": "float\n65", "shape": [], "data": ""})", R"(unknown dtype "float\n65")"},
      {R"({"dtype": "tf32", "shape": [], "data": "AACAPw=="})", "unknown dtype"},
      {R"({"dtype": "float64", "data": ""})", "no shape"},
      {R"({"dtype": "float64", "shape": 2, "data": ""})", "shape is not an array but number"},
      {R"({"dtype": "float64", "shape": {}, "data": ""})", "shape is not an array but object"},
      {R"({"dtype": "float64", "shape": [2.0], "data": ""})", "no integer"},
      {R"({"dtype": "float64", "shape": ["2"], "data": ""})", "no integer"},
      {R"({"dtype": "float64", "shape": [-1], "data": ""})", "negative"},
      {R"({"dtype": "float64", "shape": [9223372036854775808], "data": ""})", "more than 2^63"},
      {R"({"dtype": "float64", "shape": [18446744073709551616], "data": ""})", "no integer"},
      {R"({"dtype": "float64", "shape": [4294967296, 4294967296], "data": ""})", "more than 2^63"},
      {R"({"dtype": "float64", "shape": [4294967296, 4294967296, 0], "data": ""})", "more than 2^63"},
      {R"({"dtype": "float64", "shape": [0, 4294967296, 4294967296], "data": ""})", "more than 2^63"},
      {R"({"dtype": "float64", "shape": [4611686018427387904], "data": ""})", "has 0 bytes"},
      {R"({"dtype": "float64", "shape": []})", "no data"},
      {R"({"dtype": "float64", "shape": [], "data": [1]})", "data is not a string but array"},
      {R"({"dtype": "float64", "shape": [], "data": "1.5"})", "not base64"},
      {R"({"dtype": "float64", "shape": [], "data": ""})", "has 0 bytes, but the shape [] has 1 entries of 8 bytes"},
      {R"({"dtype": "float64", "shape": [1], "data": "AAAAAAAA8D8AAAAAAADwPw=="})", "has 16 bytes"},
      {R"({"dtype": "float64", "shape": [1], "data": "AAAAAAAA8D8A"})", "has 9 bytes"},
  };
  for (const auto& [text, reason] : cases) {
    try {
      decode("y", json::parse(text));
      ADD_FAILURE() << text << " was accepted";
    } catch (const std::invalid_argument& error) {
      const std::string message = error.what();
      EXPECT_NE(message.find(reason), std::string::npos) << text << " gave: " << message;
      EXPECT_EQ(message.rfind("\"y\" is no tensor: ", 0), 0U) << message;
      EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    }
  }
  json deep = {{"dtype", "float64"}, {"shape", std::vector<int>(65, 1)}, {"data", "AAAAAAAA8D8="}};
  EXPECT_THROW(decode("y", deep), std::invalid_argument);
  deep["shape"] = std::vector<int>(64, 1);
  EXPECT_EQ(decode("y", deep).dtype, "float64");
}

Operation operation_of_every_kind() {
  Operation op;
  op.statement.name = "test.all";
  op.statement.variants = {{"first", ""}, {"second", ""}};
  const auto input = [&](const char* name, FieldKind kind) { op.inputs.push_back({name, kind, Role::data, Any{}, "", ""}); };
  input("x", FieldKind::real), input("k", FieldKind::integer), input("equation", FieldKind::text), input("operands", FieldKind::list);
  op.outputs.push_back({"y", FieldKind::real, Grade::laws, 1, "", Any{}, ""});
  op.outputs.push_back({"terms", FieldKind::integer, Grade::analysis, 1, "", Any{}, ""});
  return op;
}

TEST(Codec, WritesRequests) {
  Operation op = operation_of_every_kind();
  const Tensor<double> one({}, {1});
  const Request request{&op, 1, Format::find("tf32"), {one, Tensor<std::int64_t>({1}, {-2}), std::string("ij->i"), TensorList<double>{one, one}}};
  json expected = json::parse(R"({"id": 7, "op": "test.all", "variant": "second", "dtype": "tf32", "outputs": ["y"], "inputs": {
    "x": {"dtype": "float32", "shape": [], "data": "AACAPw=="},
    "k": {"dtype": "int64", "shape": [1], "data": "/v////////8="},
    "equation": "ij->i",
    "operands": [{"dtype": "float32", "shape": [], "data": "AACAPw=="}, {"dtype": "float32", "shape": [], "data": "AACAPw=="}]}})");
  EXPECT_EQ(encode(request, 7), expected);
  op.statement.variants.clear();
  expected.erase("variant");
  EXPECT_EQ(encode({&op, 0, request.format, request.inputs}, 7), expected);
  EXPECT_THROW(encode({&op, 0, request.format, {one}}, 7), std::invalid_argument);
}

TEST(Codec, WritesAnyTextOnOneLine) {
  const std::string line = line_of({{"equation", "i\nj\xff"}});
  EXPECT_EQ(line, "{\"equation\":\"i\\nj\uFFFD\"}");
}

TEST(Codec, ReadsReplies) {
  const auto read = [](const char* text) { return decode_reply(json::parse(text)); };
  const Reply value = read(R"({"id": 7, "outputs": {"y": {"dtype": "float64", "shape": [2], "data": "AAAAAAAA4D8AAAAAAADgPw=="}}})");
  ASSERT_EQ(value.kind, Reply::Kind::outputs);
  ASSERT_EQ(value.outputs.size(), 1U);
  EXPECT_EQ(value.outputs[0].name, "y");
  EXPECT_EQ(value.outputs[0].dtype, "float64");
  EXPECT_EQ(real(value.outputs[0]), Tensor<double>({2}, {0.5, 0.5}));

  const Reply refusal = read(R"({"id": 7, "failure": {"clause": "C1", "message": "x is NaN"}})");
  EXPECT_EQ(refusal.kind, Reply::Kind::refused);
  EXPECT_EQ(refusal.clause, "C1");
  EXPECT_EQ(refusal.message, "x is NaN");
  EXPECT_EQ(read(R"({"failure": {}})").kind, Reply::Kind::refused);

  const Reply error = read(R"({"error": "TypeError: two\nlines"})");
  EXPECT_EQ(error.kind, Reply::Kind::error);
  EXPECT_EQ(error.message, "TypeError: two lines");
  EXPECT_EQ(read(R"({"unsupported": "not yet"})").kind, Reply::Kind::unsupported);
}

TEST(Codec, CallsUnreadableRepliesGarbage) {
  const std::pair<const char*, const char*> cases[] = {
      {R"([])", "not an object"},
      {R"({})", "none of outputs"},
      {R"({"outputs": {}, "error": ""})", "both outputs and error"},
      {R"({"outputs": []})", "outputs is not an object but array"},
      {R"({"outputs": {"y": 3}})", "\"y\" is no tensor"},
      {R"({"outputs": {"a\nb": 3}})", R"("a b" is no tensor)"},
      {R"({"failure": "C1"})", "failure is not an object but string"},
      {R"({"failure": {"clause": 1}})", "clause is not a string"},
      {R"({"error": null})", "error is not a string but null"},
      {R"({"unsupported": true})", "unsupported is not a string but boolean"},
  };
  for (const auto& [text, reason] : cases) {
    const Reply reply = decode_reply(json::parse(text));
    EXPECT_EQ(reply.kind, Reply::Kind::garbage) << text;
    EXPECT_NE(reply.message.find(reason), std::string::npos) << text << " gave: " << reply.message;
  }
}

TEST(Codec, ReadsOnlyObjectsFromLines) {
  EXPECT_EQ(object_of(R"({"a": 1})"), json({{"a", 1}}));
  for (const std::string line : {"", "{", "[1]", "7", "null", "{} {}", "{\"a\": \"\xff\"}", "nan"}) EXPECT_TRUE(object_of(line).is_null()) << line;
  EXPECT_TRUE(object_of("{\"a\":" + std::string(1000000, '[')).is_null());
  EXPECT_TRUE(object_of("{\"a\":" + std::string(20, '[') + std::string(20, ']') + "}").is_null());
}

/// Replies with damaged bytes are read as something, or are garbage; nothing is thrown and no message is long.
TEST(Codec, SurvivesDamage) {
  const std::string whole[] = {R"({"id":7,"outputs":{"y":{"dtype":"float64","shape":[2],"data":"AAAAAAAA4D8AAAAAAADgPw=="},"k":{"dtype":"int64","shape":[0,3],"data":""}}})",
                               R"({"id":7,"failure":{"clause":"C1","message":"x is NaN"}})"};
  std::mt19937_64 random(3);
  const std::string alphabet = "{}[]\",:=-+.0123456789eAy\\\n\xff";
  int objects = 0, garbage = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string line = whole[random() % 2];
    for (auto edits = 1 + random() % 3; edits > 0; --edits) {
      const std::size_t at = random() % line.size();
      const char other = alphabet[random() % alphabet.size()];
      if (random() % 3 == 0) line.erase(at, 1 + random() % 4);
      else if (random() % 2 == 0) line.insert(at, 1, other);
      else line[at] = other;
    }
    const json object = object_of(line);
    if (object.is_null()) continue;
    ++objects;
    const Reply reply = decode_reply(object);
    garbage += reply.kind == Reply::Kind::garbage;
    ASSERT_LT(reply.message.size(), 600U) << line;
    ASSERT_EQ(reply.message.find('\n'), std::string::npos) << line;
    for (const NamedOutput& output : reply.outputs)
      if (const auto* x = if_real(output.value)) {
        ASSERT_EQ(x->size(), static_cast<std::size_t>(count_of(x->shape)));
      }
  }
  EXPECT_GT(objects, 2000);
  EXPECT_GT(garbage, 500);
}

TEST(Codec, QuotesForeignText) {
  EXPECT_EQ(excerpt("a\n\"b\""), R"("a\n\"b\"")");
  EXPECT_EQ(excerpt(std::string(100, 'x')), "\"" + std::string(80, 'x') + "…\"");
  EXPECT_EQ(excerpt("\xff"), "\"\uFFFD\"");
  EXPECT_EQ(one_line("a\tb\r\nc\x7f"), "a b  c\uFFFD");
  EXPECT_EQ(one_line("\xc3"), "\uFFFD");
  EXPECT_EQ(one_line(std::string(499, 'x') + "éé"), std::string(499, 'x') + "é…");
}

}  // namespace
}  // namespace etalon::verify
