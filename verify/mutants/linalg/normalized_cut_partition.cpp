#include "reference/contract/linalg/normalized_cut_partition.hpp"

#include <algorithm>

#include "reference/contract/linalg/spectral_embedding.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::NormalizedCutPartition;
using contract::linalg::SpectralEmbedding;

const auto registered =
    mutants<NormalizedCutPartition>()
        .spoils("from_one", "labels from 1 to k",
                [](auto& out, const auto&) {
                  for (std::int64_t& label : out.labels) ++label;
                })
        .spoils("an_empty_part", "k-means lost a centre, and nobody placed it anew",
                [](auto& out, const auto& in) {
                  std::replace(out.labels.begin(), out.labels.end(), in.k - 1, std::int64_t{0});
                })
        .spoils("sign_of_one_vector", "two parts by the sign of the last vector, however many are asked for",
                []<class T>(NormalizedCutPartition::Out<T>& out, const NormalizedCutPartition::In<T>& in) {
                  const auto embedding = Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, in.k});
                  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) out.labels[i] = in.k > 1 && embedding->vectors(i, in.k - 1) > 0;
                })
        .spoils("in_order", "the first n/k vertices, the next n/k, …",
                [](auto& out, const auto& in) {
                  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) out.labels[i] = i * in.k / in.w.shape[0];
                })
        .spoils("one_vertex_off", "the last vertex goes with the first",
                [](auto& out, const auto&) {
                  out.labels.data.back() = out.labels[0];
                });

}  // namespace
}  // namespace etalon::verify
