#include "reference/contract/linalg/compression_ratio.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::CompressionRatio;

const auto registered =
    mutants<CompressionRatio>()
        .add("without_the_values", "k(m + n): the singular values are forgotten",
             []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
               auto out = Wings<CompressionRatio>::fast(in);
               if (out) out->stored -= in.k;
               return out;
             })
        .add("inverted", "stored/mn",
             []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
               auto out = Wings<CompressionRatio>::fast(in);
               if (out) out->ratio = 1 / out->ratio;
               return out;
             })
        .add("sigma_as_a_matrix", "Σ stored with its zeros: k(m + n + k)",
             []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
               auto out = Wings<CompressionRatio>::fast(in);
               if (out) out->stored += in.k * (in.k - 1);
               return out;
             })
        .add("int32", "counts in 32 bits overflow",
             []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
               auto out = Wings<CompressionRatio>::fast(in);
               if (out) out->stored = static_cast<std::int32_t>(out->stored);
               return out;
             });

}  // namespace
}  // namespace etalon::verify
