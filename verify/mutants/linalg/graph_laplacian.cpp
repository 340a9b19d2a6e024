#include <cmath>

#include "reference/contract/linalg/graph_laplacian.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::GraphLaplacian;
using Variant = GraphLaplacian::Variant;

template <class T, class F>
Result<GraphLaplacian::Out<T>> changed(const GraphLaplacian::In<T>& in, Variant v, F change) {
  auto out = Wings<GraphLaplacian>::fast(in, v);
  if (out) change(out->l);
  return out;
}

const auto registered =
    mutants<GraphLaplacian>()
        .add("sign", "W − D: negative semidefinite, as a heat equation has it",
             []<class T>(const GraphLaplacian::In<T>& in, Variant v) {
               return changed(in, v, [](Tensor<T>& l) {
                 for (T& x : l) x = -x;
               });
             })
        .add("loops_twice", "a loop taken off D − W though its degree does not have it",
             []<class T>(const GraphLaplacian::In<T>& in, Variant v) {
               return changed(in, v, [&](Tensor<T>& l) {
                 for (std::int64_t i = 0; i < l.shape[0]; ++i) l(i, i) -= in.w(i, i);
               });
             })
        .add("signless", "D + W",
             []<class T>(const GraphLaplacian::In<T>& in, Variant v) {
               return changed(in, v, [](Tensor<T>& l) {
                 for (T& x : l) x = std::fabs(x);
               });
             })
        .add("edges_counted", "degrees count the edges, whatever their weights",
             []<class T>(const GraphLaplacian::In<T>& in, Variant v) {
               return changed(in, v, [&](Tensor<T>& l) {
                 for (std::int64_t i = 0; i < l.shape[0]; ++i) {
                   l(i, i) = 0;
                   for (std::int64_t j = 0; j < l.shape[0]; ++j) l(i, i) += j != i && in.w(i, j) > 0 ? T(1) : T(0);
                 }
               });
             })
        .add("normalized_by_default", "the symmetric one, though none was asked for",
             []<class T>(const GraphLaplacian::In<T>& in, Variant) { return Wings<GraphLaplacian>::fast(in, Variant::symmetric); })
        .add("identity_for_isolated", "a 1 on the diagonal of a vertex without edges: a component less",
             []<class T>(const GraphLaplacian::In<T>& in, Variant v) {
               return changed(in, v, [&](Tensor<T>& l) {
                 for (std::int64_t i = 0; i < l.shape[0]; ++i)
                   if (l(i, i) == 0 && in.w(i, i) == 0) l(i, i) = 1;
               });
             })
        .add("threshold", "weights below 10⁻³ are no edges",
             []<class T>(const GraphLaplacian::In<T>& in, Variant v) {
               return Wings<GraphLaplacian>::fast(GraphLaplacian::In<T>{map(in.w, [](T x) { return x > 0 && x < T(1e-3) ? T(0) : x; })}, v);
             });

}  // namespace
}  // namespace etalon::verify
