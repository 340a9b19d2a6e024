#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/multi_dot.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MultiDot;
using contract::linalg::MultiDotVjp;

const auto registered =
    mutants<MultiDot>()
        .add("reversed", "A_L⋯A₁, where the shapes allow it",
             []<class T>(const MultiDot::In<T>& in) {
               auto out = Wings<MultiDot>::fast(in);
               MultiDot::In<T> reversed = in;
               std::reverse(reversed.matrices.begin(), reversed.matrices.end());
               if (!out || !MultiDot::fits(reversed)) return out;
               auto other = Wings<MultiDot>::fast(reversed);
               return other->product.shape == out->product.shape ? other : out;
             })
        .add("last_forgotten", "the loop ends one too early, where the shapes hide it",
             []<class T>(const MultiDot::In<T>& in) {
               auto out = Wings<MultiDot>::fast(in);
               if (!out || in.matrices.size() < 3) return out;
               auto other = Wings<MultiDot>::fast(MultiDot::In<T>{{in.matrices.begin(), in.matrices.end() - 1}});
               return other->product.shape == out->product.shape ? other : out;
             })
        .add("entry_by_entry", "the product of entries where all shapes are equal",
             []<class T>(const MultiDot::In<T>& in) {
               auto out = Wings<MultiDot>::fast(in);
               if (!out) return out;
               for (const Tensor<T>& a : in.matrices)
                 if (a.shape != out->product.shape) return out;
               std::fill(out->product.begin(), out->product.end(), T(1));
               for (const Tensor<T>& a : in.matrices)
                 for (std::size_t i = 0; i < a.size(); ++i) out->product[i] *= a[i];
               return out;
             })
        .spoils("half_precision", "the product with half of the bits", [](auto& out, const auto&) { halve_precision(out.product); });

const auto registered_vjp =
    mutants<MultiDotVjp>()
        .spoils("first_alone", "the gradient of the first matrix alone: the others are held", [](auto& out, const auto&) {
          for (std::size_t l = 1; l < out.grad_matrices.size(); ++l)
            for (auto& g : out.grad_matrices[l]) g = 0;
        })
        .spoils("reversed", "the gradients in the order of the sweep, where the shapes allow it", [](auto& out, const auto&) {
          for (std::size_t l = 0, r = out.grad_matrices.size(); l + 1 < r; ++l)
            if (--r; out.grad_matrices[l].shape == out.grad_matrices[r].shape) std::swap(out.grad_matrices[l], out.grad_matrices[r]);
        })
        .spoils("cotangent_of_the_last", "C̄ to the last matrix, where the shapes allow it", [](auto& out, const auto& in) {
          if (out.grad_matrices.back().shape == in.cotangent.product.shape) out.grad_matrices.back() = in.cotangent.product;
        })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) {
          for (auto& grad : out.grad_matrices) shift_by_half_precision(grad);
        });

}  // namespace
}  // namespace etalon::verify
