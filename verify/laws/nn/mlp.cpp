#include "reference/contract/nn/mlp.hpp"

#include <cmath>

#include "reference/contract/nn/linear.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Linear;
using contract::nn::Mlp;
using contract::nn::MlpVjp;
using In = Mlp::In<double>;
using Layer = std::size_t;

In network(Draw& draw, std::int64_t layers, const char* activation, int lowest = -4, int highest = 1, std::int64_t smallest = 1) {
  std::int64_t width = draw.extent(1, 4);
  In in{draw.reals({draw.extent(smallest, 3), width}, lowest, highest), {}, {}, activation};
  for (std::int64_t l = 0; l < layers; ++l) {
    const std::int64_t next = draw.extent(smallest, 4);
    in.weights.push_back(draw.reals({next, width}, lowest, highest));
    in.biases.push_back(draw.reals({next}, lowest, highest));
    width = next;
  }
  return in;
}
const char* smooth(Draw& draw) { return draw.one_of({"tanh", "sigmoid", "silu", "gelu", "softplus"}); }

Matrix linear(const Matrix& x, const Matrix& weight, const Matrix& bias) { return Wings<Linear>::reference(Linear::In<Interval>{x, weight, bias})->z; }
/// f(z), as the operation of its name gives it.
Matrix activated(const std::string& name, const Matrix& z) {
  if (name == "identity") return z;
  return Mlp::with_activation(name, [&]<class A, class>() -> Matrix { return Wings<A>::reference(typename A::template In<Interval>{z})->y; });
}
/// f′(z)∘v.
Matrix sloped(const std::string& name, const Matrix& z, const Matrix& v) {
  if (name == "identity") return v;
  return Mlp::with_activation(name, [&]<class A, class D>() -> Matrix { return Wings<D>::reference(typename D::template In<Interval>{{z}, {v}})->grad_x; });
}

const auto registered =
    laws<Mlp>()
        .inputs(core, "relu", [](Draw& draw) { return network(draw, draw.integer(2, 3), "relu"); })
        .inputs(core, "smooth activations", [](Draw& draw) { return network(draw, draw.integer(2, 3), smooth(draw)); })
        .inputs(core, "one layer, or identity", [](Draw& draw) { return draw.coin() ? network(draw, 1, smooth(draw)) : network(draw, draw.integer(1, 3), "identity"); })
        .inputs(core, "deep", [](Draw& draw) { return network(draw, 6, draw.coin() ? "relu" : smooth(draw), -2, 0); })
        .inputs(extreme, "saturated", [](Draw& draw) { return network(draw, 2, smooth(draw), 0, 2); })  // further, an activation underflows, and a weight makes more of what is lost
        .inputs(extreme, "large", [](Draw& draw) { return network(draw, 2, draw.coin() ? "relu" : "identity", draw.format.max_exponent / 8, draw.format.max_exponent / 5); })
        .inputs(edge, "at the kink", [](Draw& draw) {
          In in = network(draw, 2, "relu");
          for (double& b : in.biases[0]) b = 0;
          for (std::int64_t k = 0; k < in.x.shape[1]; ++k) in.x(0, k) = 0;
          return in;
        })
        .inputs(edge, "no samples, or layers of no width", [](Draw& draw) { return network(draw, 2, draw.coin() ? "relu" : smooth(draw), -4, 1, 0); })
        .refuses("C2", "no layers, or layers that do not fit", [](Draw& draw) {
          In in = network(draw, 2, "relu");
          switch (draw.integer(0, 5)) {
            case 0: in.weights.clear(), in.biases.clear(); break;
            case 1: in.biases.pop_back(); break;
            case 2: in.weights[1] = Tensor<double>({in.weights[1].shape[0], in.weights[1].shape[1] + 1}); break;
            case 3: in.biases[0] = Tensor<double>({in.biases[0].shape[0], 1}); break;
            case 4: in.x = Tensor<double>({2, 0}), in.weights[0] = Tensor<double>({in.biases[0].shape[0], 0}); break;
            default: in.weights[0] = Tensor<double>(Dimensions{});
          }
          return in;
        })
        .theorem("C4", "one layer is nn.linear", [](Exact<Mlp>& t) {
          auto one = t.in;
          one.weights.resize(1), one.biases.resize(1);
          t.equal(t.f(one).y, linear(t.in.x, t.in.weights[0], t.in.biases[0]), "nn.linear");
        })
        .theorem("C5", "the last layer after the others", [](Exact<Mlp>& t) {
          if (t.in.weights.size() < 2) return;
          auto others = t.in;
          others.weights.pop_back(), others.biases.pop_back();
          const Matrix taken = activated(t.in.activation, t.f(others).y), y = t.f(t.in).y;
          const Matrix whole = linear(taken, t.in.weights.back(), t.in.biases.back());
          const Interval scale = max_norm(whole) + max_norm(taken) * one_norm(t.in.weights.back()) + max_norm(t.in.biases.back());
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i], whole[i], scale, "nn.linear of the activation");
        });

const auto registered_vjp =
    laws<MlpVjp>().theorem("C4", "⟨x̄, v⟩ = ⟨ȳ, J_L⋯J₁v⟩", [](Exact<MlpVjp>& t) {
      const Matrix g = t.f(t.in).grad_x;
      Matrix v(t.in.x.shape), taken = t.in.x;
      for (std::size_t i = 0; i < v.size(); ++i) v[i] = Interval(static_cast<std::int64_t>(i * 7 % 5) - 2) / 4;
      Interval left = 0, right = 0, scale = 0;
      for (std::size_t i = 0; i < v.size(); ++i) left += g[i] * v[i], scale += abs(g[i]);
      for (Layer l = 0; l < t.in.weights.size(); ++l) {
        const Matrix z = linear(taken, t.in.weights[l], t.in.biases[l]);
        v = linear(v, t.in.weights[l], Matrix(t.in.biases[l].shape));
        if (l + 1 == t.in.weights.size()) break;
        v = sloped(t.in.activation, z, v), taken = activated(t.in.activation, z);
      }
      for (std::size_t i = 0; i < v.size(); ++i) right += t.in.cotangent.y[i] * v[i], scale += abs(t.in.cotangent.y[i] * v[i]);
      t.equal_within(left, right, scale, "⟨x̄, v⟩ = ⟨ȳ, J_L⋯J₁v⟩");
    });

/// Backpropagation through relu with every slope that is right, give or take its rounding; nothing where no unit is at the kink.
struct AtKinks {
  std::vector<Interval> x, weights, biases;
  bool any = false;

  AtKinks(const MlpVjp::In<Interval>& in, const Interval& u) {
    std::int64_t widest = in.x.shape[1];
    for (const Matrix& b : in.biases) widest = std::max(widest, b.shape[0]);
    const Interval c = (widest + in.x.shape[0] + 12) * u;
    const auto rounded = [&](const Interval& exact) { return exact * Interval::hull(1 - c, 1 + c); };
    std::vector<Matrix> taken{in.x}, slopes;
    for (Layer l = 0; l + 1 < in.weights.size(); ++l) {
      Matrix y = linear(taken.back(), in.weights[l], in.biases[l]), slope(y.shape);
      const Matrix sizes = linear(absolute(taken.back()), absolute(in.weights[l]), absolute(in.biases[l]));
      for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] += Interval::hull(-c * sizes[i], c * sizes[i]);
        const bool on = (y[i] > 0).certainly(), off = (y[i] < 0).certainly();
        any = any || (!on && !off);
        slope[i] = on ? Interval(1) : off ? Interval(0) : Interval::hull(Interval(0), Interval(1));
        y[i] = max(y[i], 0);
      }
      taken.push_back(y), slopes.push_back(slope);
    }
    std::vector<std::vector<Interval>> of_weights(in.weights.size()), of_biases(in.weights.size());
    Matrix z = in.cotangent.y;
    for (Layer l = in.weights.size(); l-- > 0;) {
      const Matrix &w = in.weights[l], &y = taken[l];
      Matrix back({z.shape[0], w.shape[1]});
      for (std::int64_t j = 0; j < w.shape[0]; ++j) {
        Interval bias = 0;
        for (std::int64_t i = 0; i < z.shape[0]; ++i) bias += rounded(z(i, j));
        of_biases[l].push_back(bias);
        for (std::int64_t k = 0; k < w.shape[1]; ++k) {
          Interval weight = 0;
          for (std::int64_t i = 0; i < z.shape[0]; ++i) weight += rounded(z(i, j) * y(i, k)), back(i, k) += rounded(z(i, j) * w(j, k));
          of_weights[l].push_back(weight);
        }
      }
      for (std::size_t i = 0; l > 0 && i < back.size(); ++i) back[i] *= slopes[l - 1][i];
      z = back;
    }
    x = z.data;
    for (const auto& layer : of_weights) weights.insert(weights.end(), layer.begin(), layer.end());
    for (const auto& layer : of_biases) biases.insert(biases.end(), layer.begin(), layer.end());
  }
};
template <auto member>
Subdifferential at_kinks(const MlpVjp::In<Interval>& in, const Interval& u) {
  if (in.activation != "relu") return {};
  const AtKinks found(in, u);
  return found.any ? all_of(found.*member) : Subdifferential();
}

const Kinks<MlpVjp> of_x("C4", "grad_x", [](const auto& in, const Interval& u) { return at_kinks<&AtKinks::x>(in, u); });
const Kinks<MlpVjp> of_weights("C4", "grad_weights", [](const auto& in, const Interval& u) { return at_kinks<&AtKinks::weights>(in, u); });
const Kinks<MlpVjp> of_biases("C4", "grad_biases", [](const auto& in, const Interval& u) { return at_kinks<&AtKinks::biases>(in, u); });

}  // namespace
}  // namespace etalon::verify
