#include "reference/contract/linalg/multi_dot.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MultiDot;
using contract::linalg::MultiDotVjp;
using In = MultiDot::In<double>;

In chain(Draw& draw, std::int64_t most, std::int64_t largest, int lowest = -4, int highest = 2, std::int64_t smallest = 1) {
  In in;
  auto rows = draw.extent(smallest, largest);
  for (std::int64_t left = draw.integer(2, most); left > 0; --left) {
    const auto columns = draw.extent(smallest, largest);
    in.matrices.push_back(draw.reals({rows, columns}, lowest, highest));
    rows = columns;
  }
  return in;
}

/// The fewest multiplications over every parenthesization of p₀×p₁, p₁×p₂, …: the outermost product first.
std::int64_t by_trial(const Dimensions& p, std::size_t first, std::size_t last) {
  if (last == first + 1) return 0;
  std::int64_t best = -1;
  for (std::size_t k = first + 1; k < last; ++k) {
    const std::int64_t one = by_trial(p, first, k) + by_trial(p, k, last) + p[first] * p[k] * p[last];
    if (best < 0 || one < best) best = one;
  }
  return best;
}

/// Entries agree beside |A₁|⋯|A_L|.
void equal_products(Checks& t, const Matrix& c, const Matrix& expected, const MultiDot::In<Interval>& in) {
  Interval size = 1;
  for (const Matrix& a : in.matrices) size *= frobenius_norm(a);
  for (std::size_t i = 0; i < expected.size(); ++i) t.equal_within(c[i], expected[i], size, "the product");
}

const auto registered =
    laws<MultiDot>()
        .inputs(core, "chain", [](Draw& draw) { return chain(draw, 4, 4); })
        .inputs(core, "long chain", [](Draw& draw) { return chain(draw, 8, 3, -2, 1); })
        .inputs(core, "thin and wide", [](Draw& draw) {
          const auto a = draw.extent(1, 2), b = draw.extent(5, 8), c = draw.extent(1, 2), d = draw.extent(3, 5);
          return In{{draw.reals({a, b}), draw.reals({b, c}), draw.reals({c, d})}};
        })
        .inputs(core, "integers", [](Draw& draw) {
          In in = chain(draw, 4, 4);
          for (Tensor<double>& a : in.matrices)
            for (double& x : a) x = static_cast<double>(draw.integer(-3, 3));
          return in;
        })
        .inputs(extreme, "one factor near overflow", [](Draw& draw) {
          In in = chain(draw, 3, 3, -3, -2);
          for (double& x : in.matrices[0]) x = round_to(std::ldexp(x, draw.format.max_exponent - 1), draw.format);
          return in;
        })
        .inputs(edge, "empty", [](Draw& draw) { return chain(draw, 3, 2, -2, 2, 0); })
        .refuses("C2", "no chain", [](Draw& draw) {
          In in = chain(draw, 3, 4);
          in.matrices.push_back(Tensor<double>({in.matrices.back().shape[1] + 1, 2}));
          return in;
        })
        .refuses("C7", "one matrix, none, or a vector", [](Draw& draw) {
          In in = chain(draw, 2, 4);
          if (draw.integer(0, 2) == 0) in.matrices[0] = Tensor<double>(Dimensions{in.matrices[0].shape[0]});
          else in.matrices.resize(static_cast<std::size_t>(draw.integer(0, 1)));
          return in;
        })
        .theorem("C3", "neighbours replaced by their product", [](Exact<MultiDot>& t) {
          const Matrix all = t.f(t.in).product;
          for (std::size_t l = 0; t.in.matrices.size() > 2 && l + 1 < t.in.matrices.size(); ++l) {
            auto fewer = t.in;
            fewer.matrices[l] = multiply(t.in.matrices[l], t.in.matrices[l + 1]);
            fewer.matrices.erase(fewer.matrices.begin() + static_cast<std::ptrdiff_t>(l) + 1);
            equal_products(t, t.f(fewer).product, all, t.in);
          }
        })
        .theorem("C4", "transposed, and with an identity", [](Exact<MultiDot>& t) {
          auto transposed = t.in, padded = t.in;
          transposed.matrices.clear();
          for (const Matrix& a : t.in.matrices) transposed.matrices.insert(transposed.matrices.begin(), transpose(a));
          const std::int64_t n = t.in.matrices.back().shape[1];
          Matrix identity({n, n});
          for (std::int64_t i = 0; i < n; ++i) identity(i, i) = 1;
          padded.matrices.push_back(identity);
          const Matrix all = t.f(t.in).product;
          equal_products(t, transpose(t.f(transposed).product), all, t.in);
          equal_products(t, t.f(padded).product, all, t.in);
        })
        .theorem("C5", "the best of all parenthesizations", [](Exact<MultiDot>& t) {
          Dimensions p{t.in.matrices[0].shape[0]};
          for (const Matrix& a : t.in.matrices) p.push_back(a.shape[1]);
          t.holds(t.f(t.in).multiplications == by_trial(p, 0, p.size() - 1), "the fewest multiplications");
        });

const auto registered_vjp =
    laws<MultiDotVjp>()
        .leaves_out("one factor near overflow", "a product of C̄ with that factor alone leaves the range on the way, and meets 0")
        .theorem("C3", "Σ (A_l)_ij·(Ā_l)_ij = ΣC·C̄", [](Exact<MultiDotVjp>& t) {
          const auto grad = t.f(t.in).grad_matrices;
          const auto forward = Wings<MultiDot>::reference(t.in);
          if (!forward) throw Refused{forward.failure()};
          Interval expected = 0, scale = frobenius_norm(t.in.cotangent.product);
          for (std::size_t i = 0; i < forward->product.size(); ++i) expected += forward->product[i] * t.in.cotangent.product[i];
          for (const Matrix& a : t.in.matrices) scale *= frobenius_norm(a);
          for (std::size_t l = 0; l < grad.size(); ++l) {
            Interval sum = 0;
            for (std::size_t i = 0; i < grad[l].size(); ++i) sum += t.in.matrices[l][i] * grad[l][i];
            t.equal_within(sum, expected, scale, "Σ (A_l)_ij·(Ā_l)_ij");
          }
        });

}  // namespace
}  // namespace etalon::verify
