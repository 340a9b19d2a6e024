// The layers of the fast wing that are vectorised, forward and with their derivative: what verify/bench/beside_torch.py puts beside PyTorch.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <array>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "fast/backend/vector.hpp"
#include "fast/joint.hpp"
#include "reference/contract/nn/bce_with_logits.hpp"
#include "reference/contract/nn/conv.hpp"
#include "reference/contract/nn/gelu.hpp"
#include "reference/contract/nn/layer_norm.hpp"
#include "reference/contract/nn/log_softmax.hpp"
#include "reference/contract/nn/scaled_dot_product_attention.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "reference/contract/nn/softplus.hpp"
#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"

namespace etalon {
namespace {

template <class T>
Tensor<T> normal(Dimensions shape, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<T> draw;
  Tensor<T> x(std::move(shape));
  for (T& entry : x) entry = draw(random);
  return x;
}
template <class T>
Tensor<T> uniform(const Dimensions& shape, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<T> draw;
  Tensor<T> x(shape);
  for (T& entry : x) entry = draw(random);
  return x;
}

/// The value and the derivative, from one pass where the operation has one.
template <class Derivative, bool together, class In, class Variant>
void both(const In& in, Variant variant) {
  using Operation = typename Derivative::derivative_of;
  if constexpr (together) {
    benchmark::DoNotOptimize(Together<Derivative>::fast(in, variant));
  } else {
    benchmark::DoNotOptimize(Wings<Operation>::fast(in, variant));
    benchmark::DoNotOptimize(Wings<Derivative>::fast(in, variant));
  }
}

template <class T>
std::string name_of(const Dimensions& shape) {
  std::string name;
  for (const std::int64_t n : shape) name += (name.empty() ? "" : "x") + std::to_string(n);
  return name + (sizeof(T) == 4 ? "/float32" : "/float64");
}

/// An operation and its derivative, both with the inputs of the derivative that `make(shape)` draws.
template <class Derivative, class T, bool together = true, class Make>
void add(const std::string& name, typename Derivative::Variant variant, const Dimensions& shape, Make make) {
  using Operation = typename Derivative::derivative_of;
  const std::string suffix = "/" + name_of<T>(shape);
  const auto run = [=](const std::string& what, auto f) {
    const auto in = std::make_shared<std::optional<typename Derivative::template In<T>>>();  // drawn once, where it is run
    benchmark::RegisterBenchmark(("layers/" + name + "/" + what + suffix).c_str(), [=](benchmark::State& state) {
      if (!*in) *in = make(shape);
      for (auto _ : state) f(**in, variant);
    })->Unit(benchmark::kMicrosecond);
  };
  run("forward", [](const typename Operation::template In<T>& in, auto which) { benchmark::DoNotOptimize(Wings<Operation>::fast(in, which)); });
  run("both", [](const auto& in, auto which) { both<Derivative, together>(in, which); });
}

/// What memory alone takes: `reads` tensors are read and `writes` are written, from the same heap and by the same registers as in a layer, and
/// nothing is computed, looked at twice or filled with zeros.
template <class T, int reads, int writes>
void add_memory(const Dimensions& shape) {
  const auto in = std::make_shared<std::array<Tensor<T>, reads>>();
  const std::string name = "memory/" + std::to_string(reads) + "r" + std::to_string(writes) + "w/" + name_of<T>(shape);
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    for (int k = 0; k < reads; ++k)
      if ((*in)[k].size() == 0) (*in)[k] = normal<T>(shape, static_cast<unsigned>(k));
    const std::size_t n = (*in)[0].size();
    for (auto _ : state) {
      std::array<std::unique_ptr<T[]>, writes> out;
      for (auto& y : out) y = std::make_unique_for_overwrite<T[]>(n);
      T largest_of_all = fast::backend::widest<T>([&]<class P>() {
        std::array<const T*, reads> x;
        std::array<T*, writes> y;
        for (int k = 0; k < reads; ++k) x[k] = (*in)[k].data.data();
        for (int k = 0; k < writes; ++k) y[k] = out[k].get();
        P all(0);
        for (std::size_t i = 0; i + P::lanes <= n; i += P::lanes) {
          for (int k = 0; k < reads; ++k) {
            const P entries = P::load(x[k] + i);
            if (k < writes) entries.store(y[k] + i);
            else all = max(all, entries);
          }
        }
        return largest(all);
      });
      benchmark::DoNotOptimize(largest_of_all);
      benchmark::ClobberMemory();
    }
  })->Unit(benchmark::kMicrosecond);
}

template <class T>
void add_all(const Dimensions& shape) {
  add_memory<T, 1, 1>(shape);
  add_memory<T, 2, 0>(shape);
  add_memory<T, 2, 1>(shape);
  add_memory<T, 2, 2>(shape);
  add_memory<T, 4, 0>(shape);
  add_memory<T, 4, 3>(shape);
  using namespace contract::nn;
  add<SoftmaxVjp, T>("softmax", {}, shape, [](const Dimensions& s) { return SoftmaxVjp::In<T>{{normal<T>(s, 1), -1}, {normal<T>(s, 2)}}; });
  add<LogSoftmaxVjp, T>("log_softmax", {}, shape, [](const Dimensions& s) { return LogSoftmaxVjp::In<T>{{normal<T>(s, 1), -1}, {normal<T>(s, 2)}}; });
  add<LayerNormVjp, T>("layer_norm", {}, shape, [](const Dimensions& s) {
    return LayerNormVjp::In<T>{{normal<T>(s, 1), normal<T>({s[1]}, 2), normal<T>({s[1]}, 3), T(1e-5)}, {normal<T>(s, 4)}};
  });
  add<BceWithLogitsGradient, T>("bce_with_logits", BceWithLogits::Variant::mean, shape, [](const Dimensions& s) {
    const Dimensions flat{s[0] * s[1]};
    return BceWithLogits::In<T>{normal<T>(flat, 1), uniform<T>(flat, 2)};
  });
  const auto gelu = [](const Dimensions& s) { return GeluVjp::In<T>{{normal<T>(s, 1)}, {normal<T>(s, 2)}}; };
  add<GeluVjp, T>("gelu_erf", Gelu::Variant::erf, shape, gelu);
  add<GeluVjp, T>("gelu_tanh", Gelu::Variant::tanh, shape, gelu);
  add<SoftplusVjp, T>("softplus", {}, shape, [](const Dimensions& s) { return SoftplusVjp::In<T>{{normal<T>(s, 1)}, {normal<T>(s, 2)}}; });
  using contract::vae::Elbo;
  using contract::vae::GaussianKlStandard;
  add<contract::vae::GaussianKlStandardGradient, T>("gaussian_kl", GaussianKlStandard::Variant::batch_mean, shape, [](const Dimensions& s) { return GaussianKlStandard::In<T>{normal<T>(s, 1), normal<T>(s, 2)}; });
  add<contract::vae::ElboGradient, T>("elbo", Elbo::Variant::batch_mean, shape, [](const Dimensions& s) {
    return Elbo::In<T>{uniform<T>(s, 1), normal<T>(s, 2), normal<T>(s, 3), normal<T>(s, 4)};
  });
}

/// Heads × positions × width, and channels × height × width under 3×3.
template <class T>
void add_products() {
  using namespace contract::nn;
  add<ScaledDotProductAttentionVjp, T>("attention", ScaledDotProductAttention::Variant::zeros, {8, 1024, 64}, [](const Dimensions& s) {
    const Dimensions batch{1, s[0], s[1], s[2]};
    return ScaledDotProductAttentionVjp::In<T>{{normal<T>(batch, 1), normal<T>(batch, 2), normal<T>(batch, 3), Tensor<T>({0}), Tensor<std::int64_t>({0})}, {normal<T>(batch, 4)}};
  });
  add<ConvVjp, T, false>("conv2d", {}, {64, 56, 56}, [](const Dimensions& s) {
    const Dimensions batch{1, s[0], s[1], s[2]};
    return ConvVjp::In<T>{{normal<T>(batch, 1), normal<T>({s[0], s[0], 3, 3}, 2), normal<T>({s[0]}, 3), Tensor<std::int64_t>({0}), Tensor<std::int64_t>({2}, {1, 1}), Tensor<std::int64_t>({0}), 1}, {normal<T>(batch, 4)}};
  });
}

const bool registered = [] {
  // The heap keeps what is freed, on both sides: that the system takes its pages back and clears them again is no part of a layer.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that it takes
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  for (const Dimensions& shape : {Dimensions{256, 4096}, Dimensions{4096, 256}}) {
    add_all<float>(shape);
    add_all<double>(shape);
  }
  add_products<float>();
  add_products<double>();
  return true;
}();

}  // namespace
}  // namespace etalon
