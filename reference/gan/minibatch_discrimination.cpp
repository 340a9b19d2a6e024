#include "reference/contract/gan/minibatch_discrimination.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::MinibatchDiscrimination;
using contract::gan::MinibatchDiscriminationVjp;
using Variant = MinibatchDiscrimination::Variant;

namespace {

/// M[i, b, c], and what follows from it.
template <class T>
struct Kernels {
  const MinibatchDiscrimination::In<T>& in;
  std::int64_t n = in.features.shape[0], a = in.tensor.shape[0], b = in.tensor.shape[1], c = in.tensor.shape[2];
  Tensor<T> m{Dimensions{n, b * c}};

  explicit Kernels(const MinibatchDiscrimination::In<T>& given) : in(given) {
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t k = 0; k < b * c; ++k)
        for (std::int64_t f = 0; f < a; ++f) m(i, k) += in.features(i, f) * in.tensor[f * b * c + k];
  }
  /// The same features have the same M, exactly.
  bool alike(std::int64_t i, std::int64_t j) const {
    for (std::int64_t f = 0; f < a; ++f)
      if (in.features(i, f) != in.features(j, f)) return false;
    return true;
  }
  T difference(std::int64_t i, std::int64_t j, std::int64_t k) const { return alike(i, j) ? T(0) : m(i, k) - m(j, k); }
  T nearness(std::int64_t i, std::int64_t j, std::int64_t kernel) const {
    T distance = 0;
    for (std::int64_t k = kernel * c; k < (kernel + 1) * c; ++k) distance += abs(difference(i, j, k));
    return exp(-distance);
  }
};

}  // namespace

/// As it is written.
template <>
const Reference<MinibatchDiscrimination> Wings<MinibatchDiscrimination>::reference =
    []<class T>(const MinibatchDiscrimination::In<T>& in, Variant variant) -> Result<MinibatchDiscrimination::Out<T>> {
  const Kernels<T> kernels(in);
  Tensor<T> o({kernels.n, kernels.b});
  for (std::int64_t i = 0; i < kernels.n; ++i)
    for (std::int64_t kernel = 0; kernel < kernels.b; ++kernel)
      for (std::int64_t j = 0; j < kernels.n; ++j)
        if (j != i) o(i, kernel) += kernels.nearness(i, j, kernel);
        else if (variant == Variant::with_itself) o(i, kernel) += 1;
  return MinibatchDiscrimination::Out<T>{o};
};

/// The chain rule over pairs.
template <>
const Reference<MinibatchDiscriminationVjp> Wings<MinibatchDiscriminationVjp>::reference =
    []<class T>(const MinibatchDiscriminationVjp::In<T>& in, Variant) -> Result<MinibatchDiscriminationVjp::Out<T>> {
  const Kernels<T> kernels(in);
  const Tensor<T>& o = in.cotangent.o;
  MinibatchDiscriminationVjp::Out<T> out{Tensor<T>(in.features.shape), Tensor<T>(in.tensor.shape)};
  for (std::int64_t i = 0; i < kernels.n; ++i)
    for (std::int64_t kernel = 0; kernel < kernels.b; ++kernel)
      for (std::int64_t k = kernel * kernels.c; k < (kernel + 1) * kernels.c; ++k) {
        T m = 0;
        for (std::int64_t j = 0; j < kernels.n; ++j) {
          const T difference = j == i ? T(0) : kernels.difference(i, j, k);
          if (difference == 0) continue;
          const T part = (o(i, kernel) + o(j, kernel)) * kernels.nearness(i, j, kernel);
          if (difference > 0) m -= part;
          else m += part;
        }
        for (std::int64_t f = 0; f < kernels.a; ++f) {
          out.grad_features(i, f) += m * in.tensor[f * kernels.b * kernels.c + k];
          out.grad_tensor[f * kernels.b * kernels.c + k] += m * in.features(i, f);
        }
      }
  return out;
};

}  // namespace etalon
