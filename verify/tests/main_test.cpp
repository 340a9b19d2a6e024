#include <gtest/gtest.h>

#include "verify/tests/registration.hpp"

// The registry fills before main: only then are there operations to make tests of.
int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  etalon::verify::register_laws();
  etalon::verify::register_mutants();
  etalon::verify::register_exhaustive();
  return RUN_ALL_TESTS();
}
