#include "reference/contract/gan/minibatch_discrimination.hpp"

#include <cmath>
#include <limits>

#include "fast/linalg/product.hpp"

namespace etalon {
using namespace fast::linalg;
using contract::gan::MinibatchDiscrimination;
using contract::gan::MinibatchDiscriminationVjp;
using Variant = MinibatchDiscrimination::Variant;

namespace {

template <class T>
int exponent_of(const Tensor<T>& x) {
  T largest = 0;
  for (const T entry : x) largest = std::max(largest, std::fabs(entry));
  return largest > 0 ? std::ilogb(largest) + 1 : std::numeric_limits<T>::min_exponent;
}

/// M by BLAS, scaled by a power of two where a product of its inputs could leave the range; and exp(−distance) of pairs.
template <class T>
struct Kernels {
  std::int64_t n, b, c;
  int shift;
  Tensor<T> tensor, m;

  explicit Kernels(const MinibatchDiscrimination::In<T>& in)
      : n(in.features.shape[0]), b(in.tensor.shape[1]), c(in.tensor.shape[2]),
        shift(std::max(0, exponent_of(in.features) + exponent_of(in.tensor) + std::ilogb(static_cast<double>(in.tensor.shape[0] + 1)) + 3 - std::numeric_limits<T>::max_exponent)),
        tensor{{in.tensor.shape[0], b * c}, in.tensor.data} {
    const int half = shift / 2;
    m = shift == 0 ? product(in.features, tensor)
                   : product(map(in.features, [&](T x) { return std::ldexp(x, -half); }), map(tensor, [&](T x) { return std::ldexp(x, half - shift); }));
  }
  T nearness(std::int64_t i, std::int64_t j, std::int64_t kernel) const {
    T distance = 0;
    for (std::int64_t k = kernel * c; k < (kernel + 1) * c; ++k) distance += std::fabs(m(i, k) - m(j, k));
    return std::exp(-std::ldexp(distance, shift));
  }
};

}  // namespace

/// Each pair once.
template <>
const Fast<MinibatchDiscrimination> Wings<MinibatchDiscrimination>::fast = []<class T>(const MinibatchDiscrimination::In<T>& in, Variant variant) -> Result<MinibatchDiscrimination::Out<T>> {
  const Kernels<T> kernels(in);
  Tensor<T> o({kernels.n, kernels.b});
  for (T& entry : o) entry = variant == Variant::with_itself;
  for (std::int64_t i = 0; i < kernels.n; ++i)
    for (std::int64_t j = 0; j < i; ++j)
      for (std::int64_t kernel = 0; kernel < kernels.b; ++kernel) {
        const T near = kernels.nearness(i, j, kernel);
        o(i, kernel) += near, o(j, kernel) += near;
      }
  return MinibatchDiscrimination::Out<T>{std::move(o)};
};

/// M̄ pair by pair, then BLAS twice.
template <>
const Fast<MinibatchDiscriminationVjp> Wings<MinibatchDiscriminationVjp>::fast = []<class T>(const MinibatchDiscriminationVjp::In<T>& in, Variant) -> Result<MinibatchDiscriminationVjp::Out<T>> {
  const Kernels<T> kernels(in);
  Tensor<T> grad_m(kernels.m.shape);
  for (std::int64_t i = 0; i < kernels.n; ++i)
    for (std::int64_t j = 0; j < i; ++j)
      for (std::int64_t kernel = 0; kernel < kernels.b; ++kernel) {
        const T part = (in.cotangent.o(i, kernel) + in.cotangent.o(j, kernel)) * kernels.nearness(i, j, kernel);
        for (std::int64_t k = kernel * kernels.c; k < (kernel + 1) * kernels.c; ++k) {
          const T difference = kernels.m(i, k) - kernels.m(j, k), slope = difference > 0 ? -part : difference < 0 ? part : T(0);
          grad_m(i, k) += slope, grad_m(j, k) -= slope;
        }
      }
  Tensor<T> grad_tensor = product(transposed(in.features), grad_m);
  grad_tensor.shape = in.tensor.shape;
  return MinibatchDiscriminationVjp::Out<T>{product(grad_m, transposed(kernels.tensor)), grad_tensor};
};

}  // namespace etalon
