#include "reference/contract/gan/weight_clip.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::WeightClip;
using Op = WeightClip;

/// Each weight anew.
template <class T, class F>
void each(Op::Out<T>& out, const Op::In<T>& in, F f) {
  for (std::size_t k = 0; k < in.weights.size(); ++k)
    for (std::size_t i = 0; i < in.weights[k].size(); ++i) out.clipped[k][i] = f(in.weights[k][i], in.limit);
}

const auto registered =
    mutants<WeightClip>()
        .spoils("wrong_side", "clamp(c, −c): everything at the limit above", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { each(out, in, [](T w, T c) { return std::fmin(std::fmax(w, c), c); }); })
        .spoils("above_alone", "min(w, c), nothing below", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { each(out, in, [](T w, T c) { return std::fmin(w, c); }); })
        .spoils("first_layer_alone", "a loop that returns after the first parameter", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t k = 1; k < in.weights.size(); ++k) out.clipped[k] = in.weights[k];
        })
        .spoils("scaled", "every weight scaled until the largest is c", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          T largest = 0;
          for (const auto& w : in.weights)
            for (const T x : w) largest = std::fmax(largest, std::fabs(x));
          if (largest > in.limit) each(out, in, [=](T w, T c) { return w * (c / largest); });
        })
        .spoils("zeroed", "weights beyond the limit set to 0", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { each(out, in, [](T w, T c) { return std::fabs(w) > c ? T(0) : w; }); });

}  // namespace
}  // namespace etalon::verify
