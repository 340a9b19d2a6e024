#include <cmath>

#include "reference/contract/linalg/graph_laplacian.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::GraphLaplacian;
using Variant = GraphLaplacian::Variant;

const auto registered =
    mutants<GraphLaplacian>()
        .spoils("sign", "W − D: negative semidefinite, as a heat equation has it",
                [](auto& out, const auto&) {
                  for (auto& x : out.l) x = -x;
                })
        .spoils("loops_twice", "a loop taken off D − W though its degree does not have it",
                [](auto& out, const auto& in) {
                  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) out.l(i, i) -= in.w(i, i);
                })
        .spoils("signless", "D + W",
                [](auto& out, const auto&) {
                  for (auto& x : out.l) x = std::fabs(x);
                })
        .spoils("edges_counted", "degrees count the edges, whatever their weights",
                [](auto& out, const auto& in) {
                  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) {
                    out.l(i, i) = 0;
                    for (std::int64_t j = 0; j < in.w.shape[0]; ++j) out.l(i, i) += j != i && in.w(i, j) > 0;
                  }
                })
        .add("normalized_by_default", "the symmetric one, though none was asked for",
             []<class T>(const GraphLaplacian::In<T>& in, Variant) { return Wings<GraphLaplacian>::fast(in, Variant::symmetric); })
        .spoils("identity_for_isolated", "a 1 on the diagonal of a vertex without edges: a component less",
                [](auto& out, const auto& in) {
                  for (std::int64_t i = 0; i < in.w.shape[0]; ++i)
                    if (out.l(i, i) == 0 && in.w(i, i) == 0) out.l(i, i) = 1;
                })
        .add("threshold", "weights below 10⁻³ are no edges", []<class T>(const GraphLaplacian::In<T>& in, Variant v) {
          return Wings<GraphLaplacian>::fast(GraphLaplacian::In<T>{map(in.w, [](T x) { return x > 0 && x < T(1e-3) ? T(0) : x; })}, v);
        });

}  // namespace
}  // namespace etalon::verify
