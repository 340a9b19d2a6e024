// Which kernel OpenBLAS runs: the choice, and that the report says who made it.
#include <gtest/gtest.h>

#include <cstdlib>

#include "fast/backend/environment.hpp"

namespace etalon::fast::backend {
namespace {

TEST(Kernel, Avx512WantsAKernelThatUsesIt) {
  EXPECT_EQ(better_kernel("Haswell", true, false), "SkylakeX");
  EXPECT_EQ(better_kernel("Zen", true, true), "Cooperlake");
}

TEST(Kernel, AGoodChoiceStays) {
  EXPECT_EQ(better_kernel("Haswell", false, false), std::nullopt);
  for (const char* good : {"SkylakeX", "Cooperlake", "Sapphirerapids"}) EXPECT_EQ(better_kernel(good, true, true), std::nullopt);
}

TEST(Kernel, TheReportSaysWhoChose) {
  const char* before = std::getenv("OPENBLAS_CORETYPE");
  const std::string kept = before ? before : "";
  setenv("OPENBLAS_CORETYPE", "Haswell", 1);
  EXPECT_NE(blas_text().find("(OPENBLAS_CORETYPE=Haswell)"), std::string::npos);
  EXPECT_FALSE(set_by_choose_kernel("OPENBLAS_CORETYPE")) << "the user has set it";
  setenv("ETALON_REPLACED_KERNEL", "Zen", 1);
  EXPECT_NE(blas_text().find("(chosen by etalon; OpenBLAS took Zen)"), std::string::npos);
  EXPECT_TRUE(set_by_choose_kernel("OPENBLAS_CORETYPE")) << "programs on trial choose for themselves";
  EXPECT_FALSE(set_by_choose_kernel("PATH"));
  unsetenv("ETALON_REPLACED_KERNEL");
  before ? setenv("OPENBLAS_CORETYPE", kept.c_str(), 1) : unsetenv("OPENBLAS_CORETYPE");
}

}  // namespace
}  // namespace etalon::fast::backend
