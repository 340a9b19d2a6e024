#include "reference/contract/linalg/compression_ratio.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::CompressionRatio;

const auto registered =
    mutants<CompressionRatio>()
        .spoils("without_the_values", "k(m + n): the singular values are forgotten", [](auto& out, const auto& in) { out.stored -= in.k; })
        .spoils("inverted", "stored/mn", [](auto& out, const auto&) { out.ratio = 1 / out.ratio; })
        .spoils("sigma_as_a_matrix", "Σ stored with its zeros: k(m + n + k)", [](auto& out, const auto& in) { out.stored += in.k * (in.k - 1); })
        .spoils("int32", "counts in 32 bits overflow", [](auto& out, const auto&) { out.stored = static_cast<std::int32_t>(out.stored); });

}  // namespace
}  // namespace etalon::verify
