#include "reference/linalg/spectrum.hpp"

#include <algorithm>
#include <optional>

#include "reference/linalg/inclusion.hpp"
#include "reference/linalg/null_space.hpp"
#include "reference/number/real.hpp"

namespace etalon::reference::linalg {
namespace {

constexpr int short_bits = 64;  // of a binary number that an eigenvalue may be exactly

Interval around(const Interval& x, const Interval& radius) { return x + Interval::hull(-radius, radius); }
Enclosure around(const Enclosure& z, const Interval& radius) { return {around(z.re, radius), around(z.im, radius)}; }
bool overlap(const Enclosure& x, const Enclosure& y) { return x.re.overlaps(y.re) && x.im.overlaps(y.im); }

// ---- Eigenvectors ----

/// The bounds |xⱼ|, j ≠ i, of the eigenvector with xᵢ = 1 of Λ + E at the eigenvalue in disc i, that meets no other; for the
/// left one transpose E. (λ − λⱼ − eⱼⱼ)xⱼ = Σ_{k≠j} e_jk·x_k; the largest |xⱼ| is xᵢ, else λ lay in another disc.
std::optional<Bounds> beside(const Inclusion& in, std::size_t i, bool left) {
  const std::size_t n = in.size();
  Bounds x(n, Interval(1)), gap(n);
  for (std::size_t j = 0; j < n; ++j) {
    Interval row = 0;
    for (std::size_t k = 0; k < n; ++k)
      if (k != j) row += left ? in.e(k, j) : in.e(j, k);
    gap[j] = abs(in.lambda[i] - in.lambda[j]) - in.radius[i] - in.e(j, j);
    if (j != i && !(gap[j] > row).certainly()) return std::nullopt;
  }
  for (int pass = 0; pass < 4; ++pass) {
    Bounds next = x;
    for (std::size_t j = 0; j < n; ++j) {
      if (j == i) continue;
      Interval sum = 0;
      for (std::size_t k = 0; k < n; ++k)
        if (k != j) sum += (left ? in.e(k, j) : in.e(j, k)) * x[k];
      next[j] = (sum / gap[j]).magnitude();
    }
    x = std::move(next);
  }
  x[i] = 0;
  return x;
}

/// To norm 1, and the first entry with |vᵢ|² ≥ 1/(πn) positive: π keeps an algebraic |vᵢ|² from being equal to that.
void normalize(std::vector<Enclosure>& v, bool real) {
  Interval sum = 0;
  for (const Enclosure& x : v) sum += norm2(x);
  const Interval length = sqrt(sum), least = sum / (pi() * static_cast<std::int64_t>(v.size()));
  if (!(sum > 0).certainly()) throw Undecided{"the length of an eigenvector"};
  std::size_t i = 0;
  while (norm2(v[i]) < least) ++i;
  const Interval size = abs(v[i]);
  const Enclosure phase = conj(v[i]) / (size * length);
  for (Enclosure& x : v) {
    x = x * phase;
    if (real) x.im = 0;
  }
  v[i] = {size / length, 0};
}

/// The column j of V̂, in the same form as far as the approximation tells, and enclosures that hold every vector of norm 1.
std::vector<Enclosure> unproved(const Inclusion& in, std::size_t j) {
  std::vector<Enclosure> v;
  std::size_t largest = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    v.push_back({in.v.re(i, j), in.v.im(i, j)});
    if ((norm2(v[i]) > norm2(v[largest])).certainly()) largest = i;
  }
  const Enclosure phase = conj(v[largest]) / abs(v[largest]);
  for (Enclosure& x : v) {
    x = x * phase;
    x = around(Enclosure{x.re.collapse(), x.im.collapse()}, 2);
  }
  return v;
}

// ---- Sets of eigenvalues ----

/// Discs that hang together, as squares, hold as many eigenvalues as they are (Gershgorin).
std::vector<std::vector<std::size_t>> components(const std::vector<Enclosure>& boxes) {
  std::vector<std::vector<std::size_t>> sets;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    std::vector<std::size_t> joined = {i};
    std::vector<std::vector<std::size_t>> rest;
    for (auto& set : sets) {
      const bool touches = std::any_of(set.begin(), set.end(), [&](std::size_t j) { return overlap(boxes[i], boxes[j]); });
      if (touches) joined.insert(joined.end(), set.begin(), set.end());
      else rest.push_back(std::move(set));
    }
    rest.push_back(std::move(joined));
    sets = std::move(rest);
  }
  return sets;
}

/// The number with the fewest bits in x, if `short_bits` suffice.
std::optional<Interval> shortest(const Interval& x) {
  if (x.contains_zero()) return Interval(0);
  const auto top = static_cast<long>(mpfr_get_exp(upper(x.magnitude()).backend().data()));
  for (long exponent = top; exponent > top - short_bits; --exponent) {
    const Interval unit = power_of_two(exponent);
    Real up = ceil(Real(lower(x / unit)));
    const Interval candidate = point(up) * unit;
    if (x.contains(candidate)) return candidate;
  }
  return std::nullopt;
}

/// The eigenvectors of a real eigenvalue c that A has exactly `count` times, proved without rounding: an orthonormal basis, and
/// its last vector again where there are too few. Nothing where c is no such number.
std::optional<Eigenvalues> exactly(const Matrix& a, const Interval& c, std::int64_t count) {
  const auto power = shifted_power(a, c, count);
  if (!power) return std::nullopt;
  const auto generalized = null_space(*power);
  if (!generalized || static_cast<std::int64_t>(generalized->size()) != count) return std::nullopt;
  const auto basis = null_space(*shifted_power(a, c, 1));
  if (!basis) return std::nullopt;
  Eigenvalues found{{c, 0}, count, static_cast<std::int64_t>(basis->size()) == count, {}, {}};
  for (const auto& vector : *basis) {
    std::vector<Enclosure> v;
    for (const Interval& x : vector) v.push_back({x + 0, 0});  // rounded to the precision of the guard
    for (const auto& before : found.v) {                       // Gram and Schmidt
      Interval dot = 0;
      for (std::size_t i = 0; i < v.size(); ++i) dot += before[i].re * v[i].re;
      for (std::size_t i = 0; i < v.size(); ++i) v[i].re -= dot * before[i].re;
    }
    normalize(v, true);
    found.v.push_back(std::move(v));
  }
  while (static_cast<std::int64_t>(found.v.size()) < count) found.v.push_back(found.v.back());
  return found;
}

/// ‖P‖₂ for the spectral projector P = V·P_M·V⁻¹ of the discs in `set`, M = Λ + E. On a circle of radius t around them, at a
/// distance h from every disc, ‖(z − M)⁻¹‖_∞ ≤ 1/h; so P_M differs from the projector of Λ by at most t‖E‖_∞/h².
Interval projector_norm(const Inclusion& in, const std::vector<std::size_t>& set) {
  const std::size_t n = in.size();
  if (set.size() == n) return 1;
  Interval inner = 0, outer = etalon::exactly(INFINITY), largest = 0, all = 0, some = 0;
  const Enclosure center = in.lambda[set[0]];
  for (std::size_t j = 0; j < n; ++j) {
    const bool inside = std::find(set.begin(), set.end(), j) != set.end();
    const Interval distance = abs(in.lambda[j] - center);
    if (inside) inner = max(inner, distance + in.radius[j]).magnitude();
    else outer = min(outer, (distance - in.radius[j]).infimum());
    largest = max(largest, in.radius[j]);
    all += square(in.inverse_row[j]);
    if (inside) some += square(in.inverse_row[j]);
  }
  const Interval h = (outer - inner) / 2, t = (outer + inner) / 2;
  if (!(h > 0).certainly()) return etalon::exactly(INFINITY);
  const Interval columns = static_cast<std::int64_t>(n), members = static_cast<std::int64_t>(set.size());  // unit columns: ‖V‖_F² ≈ n
  return (sqrt(2 * members * some) + sqrt(2 * columns * all) * sqrt(columns) * t * largest / square(h)).magnitude();
}

/// The same for one eigenvalue: ‖x‖‖y‖/|yᴴx| with right and left eigenvectors x = V(eᵢ + …) and yᴴ = (eᵢ + …)ᴴV⁻¹.
Interval condition(const Inclusion& in, std::size_t i, const Bounds& right) {
  const auto left = beside(in, i, true);
  if (!left) return etalon::exactly(INFINITY);
  Interval x = 1, y = in.inverse_row[i], product = 1;
  for (std::size_t j = 0; j < in.size(); ++j) {
    x += right[j];
    y += (*left)[j] * in.inverse_row[j];
    product -= (*left)[j] * right[j];
  }
  if (!(product > 0).certainly()) return etalon::exactly(INFINITY);
  return (2 * x * y / product).magnitude();  // 2: the columns of V̂ have norm 1 to within rounding
}

/// What is known of the eigenvalues in one connected set of discs.
Eigenvalues describe(const Matrix& a, const Inclusion& in, const std::vector<std::size_t>& set, const std::vector<Enclosure>& boxes, bool real) {
  Enclosure hull = boxes[set[0]];
  for (const std::size_t j : set) hull = {Interval::hull(hull.re, boxes[j].re), Interval::hull(hull.im, boxes[j].im)};
  if (real) hull.im = Interval::hull(-hull.im.magnitude(), hull.im.magnitude());
  const auto count = static_cast<std::int64_t>(set.size());
  if (count == 1) {
    if (real) hull.im = 0;
    Eigenvalues one{hull, 1, true, {{}}, etalon::exactly(INFINITY)};
    const std::size_t i = set[0];
    if (const auto x = beside(in, i, false)) {
      for (std::size_t k = 0; k < in.size(); ++k) {
        Interval radius = 0;
        for (std::size_t j = 0; j < in.size(); ++j) radius += in.v.modulus(k, j) * (*x)[j];
        one.v[0].push_back(around(Enclosure{in.v.re(k, i), in.v.im(k, i)}, radius.magnitude()));
      }
      normalize(one.v[0], real);
      one.projector = condition(in, i, *x);
    } else {
      one.v[0] = unproved(in, i);
    }
    return one;
  }
  Eigenvalues many{hull, count, false, {}, {}};
  std::optional<Eigenvalues> exact;
  if (const auto c = real ? shortest(hull.re) : std::nullopt) exact = exactly(a, *c, count);
  if (exact) many = *exact;
  else for (const std::size_t j : set) many.v.push_back(unproved(in, j));
  many.projector = projector_norm(in, set);
  return many;
}

Eigenvalues conjugate(Eigenvalues x) {
  x.lambda = conj(x.lambda);
  for (auto& v : x.v)
    for (Enclosure& entry : v) entry = conj(entry);
  return x;
}

}  // namespace

std::vector<Eigenvalues> spectrum(const Matrix& a) {
  const Inclusion in = include(a);
  std::vector<Enclosure> boxes;
  for (std::size_t i = 0; i < in.size(); ++i) boxes.push_back(around(in.lambda[i], in.radius[i]));
  const auto sets = components(boxes);

  // The conjugates of the eigenvalues in a set are eigenvalues, so they lie in the sets that its mirror image meets.
  std::vector<Eigenvalues> all;
  for (const auto& set : sets) {
    const std::vector<std::size_t>* mirror = nullptr;
    for (const auto& other : sets)
      for (const std::size_t i : set)
        for (const std::size_t j : other)
          if (overlap(boxes[i], conj(boxes[j]))) {
            if (mirror && mirror != &other) throw Undecided{"which eigenvalues are conjugate"};
            mirror = &other;
          }
    if (!mirror || mirror->size() != set.size()) throw Undecided{"which eigenvalues are conjugate"};
    if (mirror == &set) {
      all.push_back(describe(a, in, set, boxes, true));
    } else {
      Eigenvalues one = describe(a, in, set, boxes, false);
      if ((one.lambda.im < 0).certainly()) continue;  // its conjugate stands for both
      all.push_back(one);
      all.push_back(conjugate(std::move(one)));
    }
  }

  const Interval weight = power_of_two(-20) / pi();
  std::vector<std::pair<Interval, std::size_t>> order;
  for (std::size_t i = 0; i < all.size(); ++i) order.emplace_back(all[i].lambda.re + weight * all[i].lambda.im, i);
  std::sort(order.begin(), order.end(), [](const auto& x, const auto& y) { return lower(x.first) < lower(y.first); });
  std::vector<Eigenvalues> sorted;
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (k > 0 && !(order[k - 1].first < order[k].first).certainly()) throw Undecided{"the order of the eigenvalues"};
    sorted.push_back(std::move(all[order[k].second]));
  }
  return sorted;
}

}  // namespace etalon::reference::linalg
