// The layers of layers_bench.cpp as one writes them in Eigen, for the processor at hand, without a thought for extreme arguments: forward, and
// with their derivative. verify/bench/beside_torch.py puts them beside the fast wing.
#ifdef ETALON_HAS_EIGEN
#include <benchmark/benchmark.h>

#include <Eigen/Core>
#include <cmath>
#include <memory>
#include <random>
#include <string>

namespace {

template <class T>
using Array = Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class T>
using Column = Eigen::Array<T, Eigen::Dynamic, 1>;
template <class T>
using Row = Eigen::Array<T, 1, Eigen::Dynamic>;

/// Entries of a normal distribution in x, c and s, of a uniform one in t; c are the cotangents.
template <class T>
struct Drawn {
  Array<T> x, c, s, t;

  Drawn(Eigen::Index rows, Eigen::Index columns) : x(rows, columns), c(rows, columns), s(rows, columns), t(rows, columns) {
    std::mt19937_64 random(1);
    std::normal_distribution<T> normal;
    std::uniform_real_distribution<T> uniform;
    for (Array<T>* a : {&x, &c, &s})
      for (Eigen::Index i = 0; i < a->size(); ++i) a->data()[i] = normal(random);
    for (Eigen::Index i = 0; i < t.size(); ++i) t.data()[i] = uniform(random);
  }
};

template <class T>
Array<T> sigmoid(const Array<T>& x) {
  return 1 / (1 + (-x).exp());
}
template <class T>
Array<T> softplus(const Array<T>& x) {
  return x.max(T(0)) + (-x.abs()).exp().log1p();
}

struct Softmax {
  template <class T> static Array<T> forward(const Drawn<T>& in) {
    Array<T> y = (in.x.colwise() - Column<T>(in.x.rowwise().maxCoeff())).exp();
    y.colwise() /= Column<T>(y.rowwise().sum());
    return y;
  }
  template <class T> static auto both(const Drawn<T>& in) {
    Array<T> y = forward(in), g = y * (in.c.colwise() - Column<T>((in.c * y).rowwise().sum()));
    return std::pair(std::move(y), std::move(g));
  }
};
struct LogSoftmax {
  template <class T> static Array<T> forward(const Drawn<T>& in) {
    const Column<T> top = in.x.rowwise().maxCoeff();
    const Column<T> whole = top + (in.x.colwise() - top).exp().rowwise().sum().log();
    return in.x.colwise() - whole;
  }
  template <class T> static auto both(const Drawn<T>& in) {
    Array<T> y = forward(in), g = in.c - y.exp().colwise() * Column<T>(in.c.rowwise().sum());
    return std::pair(std::move(y), std::move(g));
  }
};
struct LayerNorm {
  template <class T> static auto both(const Drawn<T>& in) {
    const T n = static_cast<T>(in.x.cols());
    const Row<T> weight = in.s.row(0), bias = in.s.row(1);
    Array<T> z = in.x.colwise() - Column<T>(in.x.rowwise().mean());
    const Column<T> inverse = (z.square().rowwise().mean() + T(1e-5)).rsqrt();
    z.colwise() *= inverse;
    Array<T> y = (z.rowwise() * weight).rowwise() + bias, slope = in.c.rowwise() * weight;
    Row<T> grad_weight = (in.c * z).colwise().sum(), grad_bias = in.c.colwise().sum();
    const Column<T> mean = slope.rowwise().sum() / n, along = (slope * z).rowwise().sum() / n;
    Array<T> g = ((slope.colwise() - mean) - z.colwise() * along).colwise() * inverse;
    return std::tuple(std::move(y), std::move(g), std::move(grad_weight), std::move(grad_bias));
  }
  template <class T> static Array<T> forward(const Drawn<T>& in) {
    const Row<T> weight = in.s.row(0), bias = in.s.row(1);
    Array<T> z = in.x.colwise() - Column<T>(in.x.rowwise().mean());
    z.colwise() *= Column<T>((z.square().rowwise().mean() + T(1e-5)).rsqrt());
    return (z.rowwise() * weight).rowwise() + bias;
  }
};
struct Bce {
  template <class T> static T forward(const Drawn<T>& in) { return (softplus(in.x) - in.t * in.x).mean(); }
  template <class T> static auto both(const Drawn<T>& in) { return std::pair(forward(in), Array<T>((sigmoid(in.x) - in.t) / static_cast<T>(in.x.size()))); }
};
struct GeluTanh {
  template <class T> static constexpr T root = T(0.797884560802865356);
  template <class T> static constexpr T cubic = T(0.044715);
  template <class T> static Array<T> forward(const Drawn<T>& in) { return T(0.5) * in.x * (1 + (root<T> * (in.x + cubic<T> * in.x.cube())).tanh()); }
  template <class T> static auto both(const Drawn<T>& in) {
    const Array<T> h = (root<T> * (in.x + cubic<T> * in.x.cube())).tanh();
    Array<T> y = T(0.5) * in.x * (1 + h), g = in.c * (T(0.5) * (1 + h) + T(0.5) * in.x * (1 - h.square()) * root<T> * (1 + 3 * cubic<T> * in.x.square()));
    return std::pair(std::move(y), std::move(g));
  }
};
struct Softplus {
  template <class T> static Array<T> forward(const Drawn<T>& in) { return softplus(in.x); }
  template <class T> static auto both(const Drawn<T>& in) { return std::pair(softplus(in.x), Array<T>(in.c * sigmoid(in.x))); }
};
struct GaussianKl {
  template <class T> static T forward(const Drawn<T>& in) { return T(0.5) * (in.x.square() + in.s.exp() - 1 - in.s).sum() / static_cast<T>(in.x.rows()); }
  template <class T> static auto both(const Drawn<T>& in) {
    const T share = 1 / static_cast<T>(in.x.rows());
    return std::tuple(forward(in), Array<T>(in.x * share), Array<T>(T(0.5) * share * (in.s.exp() - 1)));
  }
};
struct Elbo {
  template <class T> static T forward(const Drawn<T>& in) { return -((softplus(in.c) - in.t * in.c).sum() / static_cast<T>(in.x.rows()) + GaussianKl::forward(in)); }
  template <class T> static auto both(const Drawn<T>& in) {
    const T share = 1 / static_cast<T>(in.x.rows());
    return std::tuple(forward(in), Array<T>(-share * in.x), Array<T>(T(-0.5) * share * (in.s.exp() - 1)), Array<T>(-share * (sigmoid(in.c) - in.t)));
  }
};

template <class Layer, class T>
void add(const std::string& name, Eigen::Index rows, Eigen::Index columns) {
  const auto in = std::make_shared<std::unique_ptr<Drawn<T>>>();  // drawn once, where it is run
  const auto run = [&](const std::string& what, auto f) {
    const std::string shape = std::to_string(rows) + "x" + std::to_string(columns) + (sizeof(T) == 4 ? "/float32" : "/float64");
    benchmark::RegisterBenchmark(("eigen/" + name + "/" + what + "/" + shape).c_str(), [=](benchmark::State& state) {
      if (!*in) *in = std::make_unique<Drawn<T>>(rows, columns);
      for (auto _ : state) benchmark::DoNotOptimize(f(**in));
    })->Unit(benchmark::kMicrosecond);
  };
  run("forward", [](const Drawn<T>& drawn) { return Layer::forward(drawn); });
  run("both", [](const Drawn<T>& drawn) { return Layer::both(drawn); });
}

template <class T>
void add_all(Eigen::Index rows, Eigen::Index columns) {
  add<Softmax, T>("softmax", rows, columns);
  add<LogSoftmax, T>("log_softmax", rows, columns);
  add<LayerNorm, T>("layer_norm", rows, columns);
  add<Bce, T>("bce_with_logits", rows, columns);
  add<GeluTanh, T>("gelu_tanh", rows, columns);
  add<Softplus, T>("softplus", rows, columns);
  add<GaussianKl, T>("gaussian_kl", rows, columns);
  add<Elbo, T>("elbo", rows, columns);
}

const bool registered = [] {
  for (const auto& [rows, columns] : {std::pair<Eigen::Index, Eigen::Index>{256, 4096}, {4096, 256}}) {
    add_all<float>(rows, columns);
    add_all<double>(rows, columns);
  }
  return true;
}();

}  // namespace
#endif
