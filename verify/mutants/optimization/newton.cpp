#include "reference/contract/optimization/newton.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Newton;

/// The step of another model.
template <class T>
Result<Newton::Out<T>> with_hessian(Newton::In<T> in, Newton::Variant variant, const Tensor<T>& h) {
  in.h = h;
  return Wings<Newton>::fast(in, variant);
}

const auto registered =
    mutants<Newton>()
        .spoils("uphill", "x − p: the sign of g is taken twice", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.p[i] = -out.p[i], out.next[i] = in.x[i] + out.p[i];
        })
        .add("diagonal", "H's diagonal alone is divided by",
             []<class T>(const Newton::In<T>& in, Newton::Variant variant) -> Result<Newton::Out<T>> {
               Tensor<T> h(in.h.shape);
               for (std::int64_t i = 0; i < h.shape[0]; ++i) h(i, i) = in.h(i, i);
               return with_hessian(in, variant, h);
             })
        .add("regularized", "10⁻³·max|h_ii| is added to the diagonal, unasked",
             []<class T>(const Newton::In<T>& in, Newton::Variant variant) -> Result<Newton::Out<T>> {
               Tensor<T> h = in.h;
               T largest = 0;
               for (std::int64_t i = 0; i < h.shape[0]; ++i) largest = std::max(largest, std::abs(h(i, i)));
               for (std::int64_t i = 0; i < h.shape[0]; ++i) h(i, i) += largest * T(1e-3);
               return with_hessian(in, variant, h);
             })
        .spoils("multiplied", "Hg in place of H⁻¹g", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            out.p[i] = 0;
            for (std::int64_t j = 0; j < in.x.shape[0]; ++j) out.p[i] -= (j <= i ? in.h(i, j) : in.h(j, i)) * in.g[j];
            out.next[i] = in.x[i] + out.p[i];
          }
        })
        .spoils("step_alone", "next is p", [](auto& out, const auto&) { out.next = out.p; })
        .add("steepest_descent", "an H that does not suit is replaced by I, without a word",
             []<class T>(const Newton::In<T>& in, Newton::Variant variant) -> Result<Newton::Out<T>> {
               if (auto out = Wings<Newton>::fast(in, variant)) return out;
               Newton::Out<T> out{in.g, in.x};
               for (std::size_t i = 0; i < in.x.size(); ++i) out.p[i] = -in.g[i], out.next[i] += out.p[i];
               return out;
             });

}  // namespace
}  // namespace etalon::verify
