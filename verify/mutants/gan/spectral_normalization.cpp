#include "reference/contract/gan/spectral_normalization.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::SpectralNormalization;
using Op = SpectralNormalization;
using Variant = Op::Variant;

template <class T>
T length(const Tensor<T>& x) {
  T length = 0;
  for (const T entry : x) length = std::hypot(length, entry);
  return length;
}
/// W over another σ.
template <class T>
void divide(Op::Out<T>& out, const Op::In<T>& in, T sigma) {
  out.sigma = sigma;
  for (std::size_t i = 0; i < in.weight.size(); ++i) out.normalized[i] = in.weight[i] / sigma;
}

const auto registered =
    mutants<SpectralNormalization>()
        .spoils("frobenius", "W over its Frobenius norm", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { divide(out, in, length(in.weight)); })
        .spoils("state_lost", "the vectors computed and not kept", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.u_next = in.u, out.v_next = in.v; })
        .spoils("the_other_first", "the other convention's order", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const auto other = Wings<SpectralNormalization>::fast(in, v == Variant::v_first ? Variant::u_first : Variant::v_first);
          if (other) out = *other;
        })
        .spoils("squared", "the eigenvalue σ² of WᵀW", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { divide(out, in, out.sigma * out.sigma); })
        .spoils("sigma_before_the_step", "σ = uᵀWv of the vectors before the step", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          T sigma = 0;
          for (std::int64_t i = 0; i < in.weight.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.weight.shape[1]; ++j) sigma += in.u[i] * in.weight(i, j) * in.v[j];
          divide(out, in, sigma / length(in.u) / length(in.v));
        })
        .spoils("epsilon_added", "divided by ‖x‖ + ε, with ε of single precision", []<class T>(Op::Out<T>& out, const Op::In<T>&) {
          for (T& x : out.u_next) x /= 1 + T(1e-4);
        });

}  // namespace
}  // namespace etalon::verify
