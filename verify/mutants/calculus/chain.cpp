#include "reference/contract/calculus/chain.hpp"

#include <cmath>

#include "fast/calculus/tape.hpp"
#include "reference/contract/calculus/jacobian.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Chain = contract::calculus::Chain;

const auto registered =
    mutants<Chain>()
        .spoils("other_order", "(∂g/∂x)(∂f/∂y) where that is square, and the double where it is not", []<class T>(Chain::Out<T>& out, const Chain::In<T>& in) {
          using Jacobian = contract::calculus::Jacobian;
          const auto g = Wings<Jacobian>::fast(Jacobian::In<T>{in.inner, in.x});
          const std::int64_t n = in.x.shape[0];
          const auto f = g && g->jacobian.shape[0] == n ? Wings<Jacobian>::fast(Jacobian::In<T>{in.outer, in.x}) : g;
          if (!f || f->jacobian.shape != g->jacobian.shape || n == 1 || f->jacobian.shape[0] != n) {
            for (T& slope : out.jacobian) slope *= 2;
            return;
          }
          out.jacobian = Tensor<T>({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j)
              for (std::int64_t k = 0; k < n; ++k) out.jacobian(i, j) += g->jacobian(i, k) * f->jacobian(k, j);
        })
        .spoils("at_x", "∂f at x in place of g(x), where x has as many entries; 1 more where not", []<class T>(Chain::Out<T>& out, const Chain::In<T>& in) {
          using Jacobian = contract::calculus::Jacobian;
          const auto g = Wings<Jacobian>::fast(Jacobian::In<T>{in.inner, in.x});
          const std::int64_t k = g->jacobian.shape[0], n = in.x.shape[0], m = out.jacobian.shape[0];
          const auto f = k == n ? Wings<Jacobian>::fast(Jacobian::In<T>{in.outer, in.x}) : g;
          for (std::int64_t i = 0; i < m; ++i)
            for (std::int64_t j = 0; j < n; ++j) {
              T sum = 0;
              for (std::int64_t l = 0; l < k && f && k == n; ++l) sum += f->jacobian(i, l) * g->jacobian(l, j);
              out.jacobian(i, j) = k == n ? sum : out.jacobian(i, j) + 1;
            }
        })
        .spoils("inner_forgotten", "∂fᵢ/∂yₖ summed over k: the inner derivative is forgotten", []<class T>(Chain::Out<T>& out, const Chain::In<T>& in) {
          const Formula inner = contract::function_of(in.inner, in.x.shape[0]);
          fast::calculus::Tape<T> tape(inner);
          Tensor<T> y({inner.outputs_count()}), of_outer;
          if (tape.run(in.x.data, false)) return;
          for (std::size_t k = 0; k < y.size(); ++k) y[k] = tape.output(k);
          if (fast::calculus::jacobian_of(contract::function_of(in.outer, inner.outputs_count()), y, of_outer)) return;
          for (std::int64_t i = 0; i < out.jacobian.shape[0]; ++i) {
            T sum = 0;
            for (std::int64_t k = 0; k < of_outer.shape[1]; ++k) sum += of_outer(i, k);
            for (std::int64_t j = 0; j < out.jacobian.shape[1]; ++j) out.jacobian(i, j) = sum;
          }
        });

}  // namespace
}  // namespace etalon::verify
