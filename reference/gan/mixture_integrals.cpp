#include "reference/gan/mixture_integrals.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "reference/calculus/gauss_legendre.hpp"
#include "reference/number/elementary.hpp"

// The line is cut at both ends, where 0 ≤ −p log(p/(p + q)) − q log(q/(p + q)) ≤ min(p + q, 2√(pq)), as log(1 + t) ≤ min(t, √t). Between them are
// panels, each with the Gauss–Legendre rule. About a panel of half width r and middle c lies the ellipse with the foci c ± r whose half
// axes add up to 4r, in a rectangle. Over that, p is its largest bell at c times a sum whose real part is found to be positive; so are q and p + q.
// Then their logarithms are analytic there, and bounded, and the rule of n nodes is off by at most r·(64/15)·sup|f|·4²⁻²ⁿ/(1 − 4⁻²)
// (Trefethen, Approximation Theory and Approximation Practice, theorem 19.3). Where that cannot be found, the panel is halved.
namespace etalon::reference::gan {
namespace {

using calculus::gauss_legendre;
using calculus::Node;

constexpr int most_bits = 320, most_bits_of_slopes = 64, guard_bits = 32;

Interval least(const Interval& x) { return x.infimum(); }
Interval up_to(const Interval& bound) { return Interval::between(Interval(0), bound); }
Interval around_zero(const Interval& bound) { return Interval::between(-bound, bound); }

// Of narrow enclosures, by the function at one point: |eˣ − eᶜ| ≤ 2eᶜ|x − c| where |x − c| ≤ 1, and |log x − log c| ≤ 2|x/c − 1| where that is at most ½.
bool is_narrow(const Interval& off) { return (abs(off) <= power_of_two(-16)).certainly(); }
Interval exp_of_narrow(const Interval& x) {
  const Interval c = x.collapse(), off = x - c;
  return is_narrow(off) ? exp(c) * (1 + 2 * around_zero(off.magnitude())) : exp(x);
}
Interval log_of_narrow(const Interval& x) {
  const Interval c = x.collapse(), off = x / c - 1;
  return is_narrow(off) ? log(c) + 2 * around_zero(off.magnitude()) : log(x);
}

/// log of a bell at z is level + slope·(z − c) − bend·(z − c)².
struct Exponent {
  Interval level, slope, bend;
};

/// What a mixture is over a rectangle: |bell| and |log p − log of its largest bell|, whose exponent that is.
struct Above {
  Exponent largest;
  Interval magnitude, logarithm;  ///< suprema
};

class Panels {
 public:
  Panels(const Mixture& p, const Mixture& q, bool with_slopes) : all_(p), of_p_(p.size()), with_slopes_(with_slopes), target_(std::min(Precision::bits() - guard_bits, with_slopes ? most_bits_of_slopes : most_bits) + 8) {
    all_.insert(all_.end(), q.begin(), q.end());
    for (const Bell& bell : all_) {
      log_height_.push_back(log(bell.share / (bell.deviation * sqrt(2 * pi()))));
      half_precision_.push_back(1 / (2 * square(bell.deviation)));
    }
    if (with_slopes) result_.game.slopes.resize(all_.size()), result_.divergence.slopes.resize(all_.size());
  }

  Integrals run() {
    std::int64_t reach = 3;  // deviations: exp(−reach²/2) is negligible
    while (2 * reach * reach < 3 * target_) ++reach;
    Interval from = all_[0].mean, to = all_[0].mean;
    std::vector<Interval> cuts;
    for (const Bell& bell : all_) {
      cuts.push_back(bell.mean.collapse());
      from = min(from, bell.mean - reach * bell.deviation).infimum(), to = max(to, bell.mean + reach * bell.deviation).supremum();
    }
    tails(from, to);
    cuts.push_back(to);
    std::sort(cuts.begin(), cuts.end(), [](const Interval& a, const Interval& b) { return (a < b).certainly(); });
    std::vector<std::pair<Interval, Interval>> waiting;
    for (const Interval& cut : cuts)
      if ((from < cut).certainly()) waiting.emplace_back(std::exchange(from, cut), cut);
    while (!waiting.empty()) {
      TimeLimit::check();
      const auto [left, right] = std::move(waiting.back());
      waiting.pop_back();
      const Interval c = (left + right) / 2;
      if (!(left < c && c < right).certainly()) throw Undecided{"the zeros of a mixture beside the line"};
      if (negligible(c, left, right) || integrated(c, left, right)) continue;
      waiting.emplace_back(left, c);
      waiting.emplace_back(c, right);
    }
    return std::move(result_);
  }

 private:
  bool is_of_p(std::size_t k) const { return k < of_p_; }

  Exponent exponent(std::size_t k, const Interval& c) const {
    const Interval off = c - all_[k].mean;
    return {log_height_[k] - square(off) * half_precision_[k], -2 * off * half_precision_[k], half_precision_[k]};
  }

  // ---- the ends, and panels on which next to nothing lies ----

  /// Adds [−game, 0] and [0, divergence], and to the slopes what their integrands make of it.
  void add_remainders(const Interval& game, const Interval& divergence) {
    result_.game.value -= up_to(game);
    result_.divergence.value += up_to(divergence);
  }
  void add_remainders(std::size_t k, const Interval& by_share, const Interval& by_mean, const Interval& by_deviation) {
    for (Integral* integral : {&result_.game, &result_.divergence}) {
      Slopes& slopes = integral->slopes[k];
      slopes.by_share += around_zero(by_share), slopes.by_mean += around_zero(by_mean), slopes.by_deviation += around_zero(by_deviation);
    }
  }
  /// |log(p/(p + q))| ≤ this + t²/2, with t = (x − mean)/deviation of a bell of p, as p is no less than that bell, nor p + q more than
  /// the sum of all heights; and log 2 more, for m.
  Interval log_bound(std::size_t k) const {
    Interval heights = 0;
    for (const Interval& height : log_height_) heights += exp(height);
    return max(log(heights) - log_height_[k], Interval(0)) + 1;
  }

  /// Beyond t deviations lies at most exp(−t²/2)/2 of a bell.
  void tails(const Interval& from, const Interval& to) {
    for (const bool right : {false, true}) {
      Interval p = 0, q = 0;
      for (std::size_t k = 0; k < all_.size(); ++k) {
        const Bell& bell = all_[k];
        const Interval t = least((right ? to - bell.mean : bell.mean - from) / bell.deviation), beyond = exp(-square(t) / 2) / 2;
        (is_of_p(k) ? p : q) += bell.share * beyond;
        // ∫ φ(t)(1 + t²)(C + t²/2) ≤ (2C + 1)·∫ φ(t)t⁴ ≤ (2C + 1)·φ(t)(t³ + 3t + 3/t), as t ≥ 1
        if (with_slopes_) remainders_of_slopes(k, (2 * log_bound(k) + 1) * beyond * (pow(t, 3) + 3 * t + 3));
      }
      add_remainders(min(p + q, 2 * sqrt(p * q)), p + q);
    }
  }
  void remainders_of_slopes(std::size_t k, const Interval& of_bell) {
    const Bell& bell = all_[k];
    add_remainders(k, of_bell, of_bell * bell.share / bell.deviation, of_bell * bell.share / bell.deviation);
  }

  bool negligible(const Interval& c, const Interval& left, const Interval& right) {
    const Interval r = ((right - left) / 2).supremum();
    const auto [p, q] = highest(c, r, right - left);
    if (!(p + q <= power_of_two(-target_ - 8)).certainly()) return false;
    add_remainders(min(p + q, 2 * sqrt(p * q)), p + q);
    for (std::size_t k = 0; with_slopes_ && k < all_.size(); ++k) {
      const Interval t = (abs(c - all_[k].mean) + r) / all_[k].deviation;
      const Interval mass = exp(top(k, c, r) - log(all_[k].share)) * (right - left);
      remainders_of_slopes(k, mass * (1 + square(t)) * (log_bound(k) + square(t) / 2));
    }
    return true;
  }
  /// sup log of a bell on a panel.
  Interval top(std::size_t k, const Interval& c, const Interval& r) const {
    return (log_height_[k] - square(c - all_[k].mean + around_zero(r)) * half_precision_[k]).supremum();
  }
  std::pair<Interval, Interval> highest(const Interval& c, const Interval& r, const Interval& width) const {
    Interval p = 0, q = 0;
    for (std::size_t k = 0; k < all_.size(); ++k) (is_of_p(k) ? p : q) += exp(top(k, c, r)) * width;
    return {p, q};
  }

  // ---- a panel ----

  /// Of the bells that `in` tells, over |Re(z − c)| ≤ a, |Im| ≤ b; nothing where the real part may vanish.
  template <class In>
  std::optional<Above> above(const std::vector<Exponent>& bells, const Interval& a, const Interval& b, In in) const {
    std::size_t k = bells.size();
    for (std::size_t j = 0; j < bells.size(); ++j)
      if (in(j) && (k == bells.size() || (bells[j].level > bells[k].level).certainly())) k = j;
    const Interval u = around_zero(a), y = up_to(b);
    Interval real = 1, size = 1;
    for (std::size_t j = 0; j < bells.size(); ++j) {
      if (!in(j) || j == k) continue;
      const Interval slope = bells[j].slope - bells[k].slope, bend = bells[j].bend - bells[k].bend;
      const Interval part = exp(bells[j].level - bells[k].level + slope * u - bend * (square(u) - square(y)));
      real += part * cos(y * (slope - 2 * bend * u));
      size += part;
    }
    if (!(real > 0).certainly()) return std::nullopt;
    const Interval logarithm = max(abs(log(real.infimum())), abs(log(size.supremum()))).supremum() + 2;  // and π/2 of the angle
    return Above{bells[k], (size * over(bells[k], u, y)).supremum(), logarithm};
  }
  static Interval over(const Exponent& bell, const Interval& u, const Interval& y) { return exp(bell.level + bell.slope * u - bell.bend * (square(u) - square(y))); }
  /// sup |log of one − log of another|, and log 2 for m.
  static Interval apart(const Above& one, const Above& other, const Interval& u, const Interval& y) {
    const Interval slope = one.largest.slope - other.largest.slope, bend = one.largest.bend - other.largest.bend;
    const Interval real = one.largest.level - other.largest.level + slope * u - bend * (square(u) - square(y)), imaginary = y * (slope - 2 * bend * u);
    return (abs(real).magnitude() + abs(imaginary).magnitude() + one.logarithm + other.logarithm + 1).supremum();
  }

  bool integrated(const Interval& c, const Interval& left, const Interval& right) {
    const Interval half = (right - left) / 2, r = half.supremum();
    std::vector<Exponent> bells;
    for (std::size_t k = 0; k < all_.size(); ++k) bells.push_back(exponent(k, c));
    const Interval a = r * 17 / 8, b = r * 15 / 8, u = around_zero(a), y = up_to(b);
    const auto p = above(bells, a, b, [&](std::size_t k) { return is_of_p(k); }), q = above(bells, a, b, [&](std::size_t k) { return !is_of_p(k); });
    const auto both = p && q ? above(bells, a, b, [](std::size_t) { return true; }) : std::nullopt;
    if (!both) return false;
    const Interval log_p = apart(*p, *both, u, y), log_q = apart(*q, *both, u, y);
    // of the rule of n nodes: 16⁻ⁿ·this
    const auto remainder = [&](const Interval& largest) { return (r * largest * 64 * 16 / 15 * 16 / 15).supremum(); };
    const Interval of_value = remainder(p->magnitude * log_p + q->magnitude * log_q);
    std::int64_t n = 4;
    while ((of_value * power_of_two(-4 * n) > power_of_two(-target_ - 8)).certainly()) n += 4;
    if (n > target_ / 4 + 24) return false;
    const Interval power = power_of_two(-4 * n);
    Interval game = 0, divergence = 0;
    std::vector<Slopes> by_game(with_slopes_ ? all_.size() : 0), by_divergence = by_game;
    for (const Node& node : rule(n)) one_node(node, c, half, bells, game, divergence, by_game, by_divergence);
    // where one of both is next to nothing, so is the game's value
    const auto [height_p, height_q] = highest(c, r, right - left);
    const Interval off = of_value * power, bound = 2 * sqrt(height_p * height_q);
    if ((bound < off).certainly()) result_.game.value -= up_to(bound);
    else result_.game.value += half * game + around_zero(off);
    result_.divergence.value += half * divergence + around_zero(off);
    for (std::size_t k = 0; k < by_game.size(); ++k) {
      const Bell& bell = all_[k];
      const Interval t = (abs(c - bell.mean) + 3 * r) / bell.deviation;  // |z − c| < 3r
      const Interval of_slope = remainder(over(bells[k], u, y) / bell.share * (is_of_p(k) ? log_p : log_q)) * power;
      add_remainders(k, of_slope, of_slope * bell.share * t / bell.deviation, of_slope * bell.share * (1 + square(t)) / bell.deviation);
      add(result_.game.slopes[k], by_game[k], half);
      add(result_.divergence.slopes[k], by_divergence[k], half);
    }
    return true;
  }
  static void add(Slopes& sum, const Slopes& part, const Interval& factor) {
    sum.by_share += factor * part.by_share, sum.by_mean += factor * part.by_mean, sum.by_deviation += factor * part.by_deviation;
  }

  void one_node(const Node& node, const Interval& c, const Interval& half, const std::vector<Exponent>& bells, Interval& game, Interval& divergence,
                std::vector<Slopes>& by_game, std::vector<Slopes>& by_divergence) const {
    const Interval off = half * node.at;
    std::vector<Interval> heights;
    Interval p = 0, q = 0;
    for (std::size_t k = 0; k < all_.size(); ++k) {
      heights.push_back(exp_of_narrow(bells[k].level + off * (bells[k].slope - off * bells[k].bend)));
      (is_of_p(k) ? p : q) += heights[k];
    }
    const Interval sum = p + q, m = sum / 2, of_p = log_of_narrow(p / sum), of_q = log_of_narrow(q / sum), p_of_m = log_of_narrow(p / m) / 2, q_of_m = log_of_narrow(q / m) / 2;
    game += node.weight * (p * of_p + q * of_q);
    divergence += node.weight * (p * p_of_m + q * q_of_m);
    for (std::size_t k = 0; k < by_game.size(); ++k) {
      const Bell& bell = all_[k];
      const Interval t = (c + off - bell.mean) / bell.deviation, weighed = node.weight * heights[k];
      const Slopes of_bell{weighed / bell.share, weighed * t / bell.deviation, weighed * (square(t) - 1) / bell.deviation};
      add(by_game[k], of_bell, is_of_p(k) ? of_p : of_q);
      add(by_divergence[k], of_bell, is_of_p(k) ? p_of_m : q_of_m);
    }
  }

  static const std::vector<Node>& rule(std::int64_t n) {
    thread_local std::map<std::int64_t, std::vector<Node>> kept;
    std::vector<Node>& nodes = kept[n];
    if (nodes.empty()) {
      const Precision guard(most_bits + 2 * guard_bits);
      nodes = gauss_legendre(n);
    }
    return nodes;
  }

  Mixture all_;  ///< p's bells, then q's
  std::size_t of_p_;
  bool with_slopes_;
  int target_;
  std::vector<Interval> log_height_, half_precision_;
  Integrals result_;
};

}  // namespace

Integrals mixture_integrals(const Mixture& p, const Mixture& q, bool with_slopes) {
  const Precision guard(std::min(Precision::bits(), most_bits) + guard_bits);
  return Panels(p, q, with_slopes).run();
}

}  // namespace etalon::reference::gan
