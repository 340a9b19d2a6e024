#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/clip_by_norm.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ClipByNorm;

template <class T>
void scale(TensorList<T>& gradients, T factor) {
  for (Tensor<T>& g : gradients)
    for (T& x : g) x *= factor;
}
template <class T>
T norm_of(const Tensor<T>& g) {
  T sum = 0;
  for (const T x : g) sum += x * x;
  return std::sqrt(sum);
}

const auto registered =
    mutants<ClipByNorm>()
        .spoils("each_by_itself", "each tensor's own norm is clipped", []<class T>(ClipByNorm::Out<T>& out, const ClipByNorm::In<T>& in) {
          for (std::size_t k = 0; k < in.gradients.size(); ++k) {
            const T norm = norm_of(in.gradients[k]);
            out.clipped[k] = in.gradients[k];
            for (T& x : out.clipped[k])
              if (norm > in.max_norm) x *= in.max_norm / norm;
          }
        })
        .spoils("always_scaled", "short gradients are stretched to c", []<class T>(ClipByNorm::Out<T>& out, const ClipByNorm::In<T>& in) {
          out.clipped = in.gradients;
          if (out.norm > 0) scale(out.clipped, in.max_norm / out.norm);
        })
        .spoils("stabilised_by_default", "c/(‖g‖ + 10⁻⁶)", []<class T>(ClipByNorm::Out<T>& out, const ClipByNorm::In<T>& in) {
          out.clipped = in.gradients;
          scale(out.clipped, std::min(T(1), in.max_norm / (out.norm + T(1e-6))));
        })
        .spoils("by_the_square", "c/‖g‖²: the root is forgotten", []<class T>(ClipByNorm::Out<T>& out, const ClipByNorm::In<T>& in) {
          out.clipped = in.gradients;
          scale(out.clipped, std::min(T(1), in.max_norm / (out.norm * out.norm)));
        })
        .spoils("entries_clipped", "each entry is clipped to [−c, c]", []<class T>(ClipByNorm::Out<T>& out, const ClipByNorm::In<T>& in) {
          out.clipped = in.gradients;
          for (Tensor<T>& g : out.clipped)
            for (T& x : g) x = std::clamp(x, -in.max_norm, in.max_norm);
        })
        .spoils("naive_norm", "squares that overflow make every gradient 0", []<class T>(ClipByNorm::Out<T>& out, const ClipByNorm::In<T>& in) {
          T sum = 0;
          for (const Tensor<T>& g : in.gradients)
            for (const T x : g) sum += x * x;
          out.clipped = in.gradients, out.norm = std::sqrt(sum);
          if (out.norm > in.max_norm) scale(out.clipped, in.max_norm / out.norm);
        })
        .spoils("norm_after", "the norm that is returned is that after clipping", []<class T>(ClipByNorm::Out<T>& out, const ClipByNorm::In<T>& in) { out.norm = std::min(out.norm, in.max_norm); });

}  // namespace
}  // namespace etalon::verify
