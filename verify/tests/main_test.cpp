#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "reference/number/pool.hpp"
#include "verify/tests/registration.hpp"

namespace etalon::verify {
namespace {

class OfOperation : public testing::Test {
 public:
  explicit OfOperation(std::function<void()> body) : body_(std::move(body)) {}
  void TestBody() override { body_(); }

 private:
  std::function<void()> body_;
};

std::string identifier(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return text;
}

}  // namespace

void add_test(const std::string& kind, const Operation& op, const std::string& name, std::function<void()> body) {
  testing::RegisterTest((kind + "/" + identifier(op.name())).c_str(), identifier(name).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                        [body = std::move(body)]() -> testing::Test* { return new OfOperation(body); });
}

}  // namespace etalon::verify

// The registry fills before main: only then are there operations to make tests of.
int main(int argc, char** argv) {
  etalon::keep_freed_memory();
  testing::InitGoogleTest(&argc, argv);
  setenv("RC_PARAMS", "seed=7", 0);  // the same cases in every run; RC_PARAMS="seed=… max_success=1000" asks for others
  etalon::verify::register_laws();
  etalon::verify::register_mutants();
  etalon::verify::register_brackets();
  etalon::verify::register_exhaustive();
  etalon::verify::register_controls();
  const int status = RUN_ALL_TESTS();
  if (testing::UnitTest::GetInstance()->test_to_run_count() > 0) return status;
  std::cerr << "no test has that name\n";
  return 2;
}
