#include "reference/contract/gan/minibatch_discrimination.hpp"

#include <algorithm>

#include "verify/algebra/statistics.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::MinibatchDiscrimination;
using contract::gan::MinibatchDiscriminationVjp;
using In = MinibatchDiscrimination::In<double>;
using Variant = MinibatchDiscrimination::Variant;

In batch(Draw& draw, int lowest, int highest, std::int64_t smallest = 1) {
  const std::int64_t a = draw.extent(smallest, 4);
  return {draw.reals({draw.extent(smallest, 4), a}, lowest, highest), draw.reals({a, draw.extent(smallest, 3), draw.extent(smallest, 3)}, lowest, highest)};
}

constexpr const char* amplified = "where exp(−distance) underflows, a feature far from the others makes more of what is lost; large and small ones are classes of their own";

const auto registered =
    laws<MinibatchDiscrimination>()
        .inputs(core, "a batch", [](Draw& draw) { return batch(draw, -4, 0); })
        .inputs(core, "near each other", [](Draw& draw) {
          In in = batch(draw, -3, 0);
          const std::int64_t n = in.features.shape[0], a = in.features.shape[1];
          for (std::int64_t i = 1; i < n; ++i)
            for (std::int64_t f = 0; f < a; ++f) in.features(i, f) = round_to(in.features(0, f) + draw.real(-9, -6), draw.format);
          return in;
        })
        .inputs(core, "far from each other", [](Draw& draw) { return batch(draw, -2, 2); })
        .inputs(core, "many, near each other", [](Draw& draw) { return In{draw.reals({draw.extent(5, 9), 2}, -9, -4), draw.reals({2, 2, 2}, -9, -4)}; })
        .inputs(extreme, "large", [](Draw& draw) { return batch(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 2); })
        .inputs(extreme, "small", [](Draw& draw) { return batch(draw, draw.format.min_exponent / 2, draw.format.min_exponent / 2 + 8); })
        .inputs(edge, "collapsed", [](Draw& draw) {
          In in = batch(draw, -4, 0);
          for (std::int64_t i = 1; i < in.features.shape[0]; ++i)
            if (draw.integer(0, 2) > 0)
              for (std::int64_t f = 0; f < in.features.shape[1]; ++f) in.features(i, f) = in.features(0, f);
          return in;
        })
        .inputs(edge, "zeros", [](Draw& draw) {
          In in = batch(draw, -4, 0);
          for (double& t : in.tensor) t = draw.coin() ? t : 0;
          for (double& f : in.features) f = draw.coin() ? f : 0;
          return in;
        })
        .inputs(edge, "nothing of a kind", [](Draw& draw) { return batch(draw, -4, 0, 0); })
        .law("C2", "1 ≤ o ≤ n", [](Law<MinibatchDiscrimination>& t) {
          const std::int64_t itself = t.variant == Variant::with_itself, n = t.in.features.shape[0];
          for (const Interval& o : t.out.o) {
            t.exactly_at_most(itself, o, "not less than itself");
            t.at_most(o, n - 1 + itself, "not more than the batch");
          }
        })
        .theorem("C2", "a batch of one sample has o = n", [](Exact<MinibatchDiscrimination>& t) {
          auto same = t.in;
          for (std::size_t i = 0; i < same.features.size(); ++i) same.features[i] = t.in.features[i % static_cast<std::size_t>(t.in.features.shape[1])];
          const auto result = t.f(same, Variant::with_itself);
          for (const Interval& o : result.o) t.equal(o, t.in.features.shape[0], "o = n");
        })
        .theorem("C3", "in another order", [](Exact<MinibatchDiscrimination>& t) {
          auto back = t.in;
          const std::int64_t n = t.in.features.shape[0];
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t f = 0; f < t.in.features.shape[1]; ++f) back.features(i, f) = t.in.features(n - 1 - i, f);
          const auto o = t.f(t.in).o, z = t.f(back).o;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t b = 0; b < o.shape[1]; ++b) t.equal(z(i, b), o(n - 1 - i, b), "o in that order");
        });

/// The chain rule with every sign that is right, give or take its rounding; nothing where no two are so near.
struct AtKinks {
  std::vector<Interval> features, tensor;
  bool any = false;

  AtKinks(const MinibatchDiscriminationVjp::In<Interval>& in, const Interval& u)
      : features(in.features.size(), Interval(0)), tensor(in.tensor.size(), Interval(0)) {
    const std::int64_t n = in.features.shape[0], a = in.tensor.shape[0], b = in.tensor.shape[1], c = in.tensor.shape[2], width = b * c;
    const auto entry = [&](std::int64_t f, std::int64_t k) { return static_cast<std::size_t>(f * width + k); };
    const Interval each = (a + c + 2 * n + width + 8) * u;
    Tensor<Interval> m({n, width}), size({n, width});
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t k = 0; k < width; ++k)
        for (std::int64_t f = 0; f < a; ++f) {
          const Interval product = in.features(i, f) * in.tensor[entry(f, k)];
          m(i, k) += product, size(i, k) += abs(product);
        }
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t k = 0; k < width; ++k) {
        Interval slope = 0;
        for (std::int64_t j = 0; j < n; ++j) {
          if (j == i) continue;
          const std::int64_t kernel = k / c;
          Interval distance = 0, off = 0;
          for (std::int64_t l = kernel * c; l < (kernel + 1) * c; ++l) distance += abs(m(i, l) - m(j, l)), off += each * (size(i, l) + size(j, l));
          const Interval difference = m(i, k) - m(j, k), width_of = each * (size(i, k) + size(j, k));
          const bool above = (difference > width_of).certainly(), below = (difference < -width_of).certainly();
          any = any || !(above || below);
          const Interval sign = above ? Interval(1) : below ? Interval(-1) : Interval::hull(Interval(-1), Interval(1));
          const Interval part = (in.cotangent.o(i, kernel) + in.cotangent.o(j, kernel)) * exp(-distance), rounding = (each + off) * (abs(in.cotangent.o(i, kernel)) + abs(in.cotangent.o(j, kernel))) * exp(-distance);
          slope -= sign * part + Interval::hull(-rounding, rounding);
        }
        for (std::int64_t f = 0; f < a; ++f) {
          const Interval spread = Interval::hull(1 - each, 1 + each);
          features[static_cast<std::size_t>(i * a + f)] += slope * in.tensor[entry(f, k)] * spread;
          tensor[entry(f, k)] += slope * in.features(i, f) * spread;
        }
      }
  }
};
template <auto member>
Subdifferential at_kinks(const MinibatchDiscriminationVjp::In<Interval>& in, const Interval& u) {
  Subdifferential sets;
  const AtKinks found(in, u);
  for (std::size_t i = 0; found.any && i < (found.*member).size(); ++i) sets.emplace(i, (found.*member)[i]);
  return sets;
}
const Kinks<MinibatchDiscriminationVjp> of_features("C4", "grad_features", [](const auto& in, const Interval& u) { return at_kinks<&AtKinks::features>(in, u); });
const Kinks<MinibatchDiscriminationVjp> of_tensor("C4", "grad_tensor", [](const auto& in, const Interval& u) { return at_kinks<&AtKinks::tensor>(in, u); });

const auto registered_vjp =
    laws<MinibatchDiscriminationVjp>()
        .leaves_out("one or two entries far from the others", amplified)
        .leaves_out("one input far from the others", amplified)
        .leaves_out("lanes at levels of their own", amplified)
        .leaves_out("an extent beside a power of two", "distances grow with the extent until exp(−distance) underflows, and features make more of what is lost; many samples near each other are a class of their own")
        .theorem("C3", "⟨features̄, features⟩ = ⟨T̄, T⟩, in both conventions", [](Exact<MinibatchDiscriminationVjp>& t) {
          const auto g = t.f(t.in);
          const auto &f = t.in.features.data, &k = t.in.tensor.data;
          t.equal_within(dot(g.grad_features.data, f), dot(g.grad_tensor.data, k), sum_of_sizes(g.grad_features.data) * sum_of_sizes(f) + sum_of_sizes(g.grad_tensor.data) * sum_of_sizes(k), "⟨features̄, features⟩ = ⟨T̄, T⟩");
          t.equal(t.f(t.in, Variant::with_itself).grad_tensor, t.f(t.in, Variant::without_itself).grad_tensor, "T̄ of both conventions");
        })
        .theorem("C4", "Σᵢ M̄ = 0", [](Exact<MinibatchDiscriminationVjp>& t) {
          auto summing = t.in;  // with one feature of value 1 for all, T̄ is Σᵢ M̄
          const std::int64_t a = t.in.tensor.shape[0];
          for (std::int64_t i = 0; i < t.in.features.shape[0]; ++i)
            if (a > 0) summing.features(i, 0) = 1;
          const auto g = t.f(summing);
          Interval size = sum_of_sizes(g.grad_features.data) + sum_of_sizes(t.in.cotangent.o.data);
          for (std::size_t k = 0; a > 0 && k < t.in.tensor.size() / static_cast<std::size_t>(a); ++k) t.equal_within(g.grad_tensor[k], 0, size, "Σᵢ M̄ = 0");
        });

}  // namespace
}  // namespace etalon::verify
