#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/multi_dot.hpp"
#include "verify/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MultiDot;

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
               if (!out || in.matrices.size() < 2) return out;
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

}  // namespace
}  // namespace etalon::verify
