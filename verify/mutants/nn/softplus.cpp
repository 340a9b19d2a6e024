#include <cmath>

#include "reference/contract/nn/softplus.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Softplus;
using contract::nn::SoftplusVjp;

template <class T, class F>
Result<Softplus::Out<T>> entrywise(const Softplus::In<T>& in, F f) {
  return Softplus::Out<T>{map(in.x, f)};
}
template <class T, class F>
Result<SoftplusVjp::Out<T>> weighted(const SoftplusVjp::In<T>& in, F slope) {
  Tensor<T> g = in.cotangent.y;
  for (std::size_t i = 0; i < g.size(); ++i) g[i] *= slope(in.x[i]);
  return SoftplusVjp::Out<T>{g};
}

const auto registered =
    mutants<Softplus>()
        .add("as_written", "log(1 + exp x) overflows for large x and loses exp x for small",
             []<class T>(const Softplus::In<T>& in) { return entrywise(in, [](T x) { return std::log(1 + std::exp(x)); }); })
        .add("threshold", "x itself beyond a threshold of 5",
             []<class T>(const Softplus::In<T>& in) { return entrywise(in, [](T x) { return x > 5 ? x : std::log1p(std::exp(x)); }); })
        .add("relu", "the hinge instead of its smooth form",
             []<class T>(const Softplus::In<T>& in) { return entrywise(in, [](T x) { return std::max(x, T(0)); }); });

const auto registered_vjp =
    mutants<SoftplusVjp>()
        .add("one_minus", "1 − 1/(1 + exp x) cancels for negative x",
             []<class T>(const SoftplusVjp::In<T>& in) { return weighted(in, [](T x) { return 1 - 1 / (1 + std::exp(x)); }); })
        .add("sigmoid_slope", "σ(1 − σ): one derivative too many",
             []<class T>(const SoftplusVjp::In<T>& in) { return weighted(in, [](T x) { return std::exp(x) / ((1 + std::exp(x)) * (1 + std::exp(x))); }); })
        .add("sign", "σ(−x)", []<class T>(const SoftplusVjp::In<T>& in) { return weighted(in, [](T x) { return 1 / (1 + std::exp(x)); }); });

}  // namespace
}  // namespace etalon::verify
