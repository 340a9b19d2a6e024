#include "reference/contract/linalg/spectral_radius.hpp"

#include "verify/laws/linalg/eigenvalues.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralRadius;
using In = SpectralRadius::In<double>;

/// The classes have matrices of none too.
In with_entries(Draw& draw, Tensor<double> a) { return In{a.size() == 0 ? draw.reals({1, 1}) : std::move(a)}; }

/// The smallest and largest row sum of |A|.
std::pair<Interval, Interval> row_sums(const Matrix& a) {
  std::pair<Interval, Interval> sums = {exactly(INFINITY), 0};
  for (std::int64_t i = 0; i < a.shape[0]; ++i) {
    Interval sum = 0;
    for (std::int64_t j = 0; j < a.shape[1]; ++j) sum += abs(a(i, j));
    sums = {min(sums.first, sum), max(sums.second, sum)};
  }
  return sums;
}

const auto registered =
    laws<SpectralRadius>()
        .matrices({.shape = gen::Matrices::square, .blocks = false}, with_entries)
        .inputs(core, "random", [](Draw& draw) { return In{eigenvalues::random(draw)}; })
        .inputs(core, "Jordan blocks", [](Draw& draw) { return In{eigenvalues::jordan(draw)}; })
        .inputs(core, "classic", [](Draw& draw) { return In{eigenvalues::classic(draw)}; })
        .inputs(core, "larger", [](Draw& draw) { return In{eigenvalues::larger(draw)}; })
        .refuses("C7", "no entries", [](Draw&) {
          return In{Tensor<double>({0, 0})};
        })
        .theorem("C2", "ρ ≤ ‖A‖, |tr A| ≤ n·ρ", [](Exact<SpectralRadius>& t) {
          const Interval rho = t.f(t.in).rho;
          Interval trace = 0;
          for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) trace += t.in.a(i, i);
          t.at_most(rho, frobenius_norm(t.in.a), "ρ ≤ ‖A‖_F");
          t.at_most(rho, row_sums(t.in.a).second, "ρ ≤ ‖A‖_∞");
          t.at_most(rho, row_sums(transpose(t.in.a)).second, "ρ ≤ ‖A‖₁");
          t.at_most(abs(trace), t.in.a.shape[0] * rho, "|tr A| ≤ n·ρ");
        })
        .theorem("C3", "ρ(Aᵀ) = ρ(A), ρ(αA) = |α|·ρ(A)", [](Exact<SpectralRadius>& t) {
          const Interval rho = t.f(t.in).rho, alpha = Interval(-11) / 8, scale = frobenius_norm(t.in.a);
          t.equal_within(t.f({transpose(t.in.a)}).rho, rho, scale, "ρ(Aᵀ)");
          t.equal_within(t.f({map(t.in.a, [&](const Interval& x) { return alpha * x; })}).rho, abs(alpha) * rho, scale, "ρ(αA)");
        })
        .theorem("C4", "ρ³ ≤ ‖A³‖_F, ρ(A²) = ρ²", [](Exact<SpectralRadius>& t) {
          const Interval rho = t.f(t.in).rho;
          const Matrix product = multiply(t.in.a, t.in.a);
          t.at_most(pow(rho, 3), frobenius_norm(multiply(product, t.in.a)), "ρ³ ≤ ‖A³‖_F");
          t.equal_within(t.f({product}).rho, square(rho), square(frobenius_norm(t.in.a)), "ρ(A²)");
        })
        .theorem("C5", "ρ(A) and the row sums bound ρ(|A|)", [](Exact<SpectralRadius>& t) {
          if (t.in.a.size() == 0) return;
          const Matrix positive = map(t.in.a, [](const Interval& x) { return abs(x); });
          const Interval perron = t.f({positive}).rho;
          const auto [least, most] = row_sums(positive);
          t.at_most(t.f(t.in).rho, perron, "ρ(A) ≤ ρ(|A|)");
          t.at_most(least, perron, "the smallest row sum");
          t.at_most(perron, most, "the largest row sum");
        })
        .requirement("C6", "ρ̂ is that of A + E", [](Trial<SpectralRadius>& t) {
          const Interval error = eigenvalues::backward_error(t.in.a, *SpectralRadius::roundings.at(t.sizes), t.u, t.eta);
          const auto discs = eigenvalues::discs(t.in.a, error);
          if (discs.empty()) return t.holds(t.out.rho.is_zero(), "ρ of an empty matrix is 0");
          Interval most = 0, largest = 0, least = 0;
          std::size_t set = 0;
          for (const auto& disc : discs) {
            const Interval modulus = abs(disc.lambda).magnitude();
            most = max(most, modulus + disc.radius);
            if (!(modulus < largest).certainly()) largest = modulus, set = disc.set;
          }
          least = largest;
          for (const auto& disc : discs)
            if (disc.set == set) least = min(least, abs(disc.lambda) - disc.radius);
          t.at_most(t.out.rho - largest, most - largest, "ρ̂ − ρ");
          t.at_most(largest - t.out.rho, largest - least, "ρ − ρ̂");
        })
        .requirement("C8", "n·ρ̂ᵏ ≥ |tr Aᵏ| − √n((‖A‖_F + e)ᵏ − ‖A‖_Fᵏ)", [](Trial<SpectralRadius>& t) {
          // tr (A + E)ᵏ is the sum of n k-th powers, and |tr B₁⋯B_k| ≤ √n·Π‖Bᵢ‖_F. It speaks where eigenvalues that meet leave the discs nothing.
          const Precision precision(256);
          const Interval n = t.sizes.at("n"), error = eigenvalues::backward_error(t.in.a, *SpectralRadius::roundings.at(t.sizes), t.u, t.eta);
          const Interval size = frobenius_norm(t.in.a);
          Matrix power = t.in.a;
          for (std::int64_t k = 1; k <= 4; ++k) {
            if (k > 1) power = multiply(power, t.in.a);
            Interval trace = 0;
            for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) trace += power(i, i);
            t.holds(n * pow(t.out.rho, k) >= abs(trace) - sqrt(n) * (pow(size + error, k) - pow(size, k)), "n·ρ̂ᵏ ≥ |tr Aᵏ| to within E, k = " + std::to_string(k));
          }
        });

}  // namespace
}  // namespace etalon::verify
