#include "reference/contract/moe/switch_route.hpp"

#include <algorithm>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SwitchRoute;
using In = SwitchRoute::In<double>;

In tokens(Draw& draw, int lowest, int highest) {
  const auto t = draw.extent(1, 10);
  return {draw.reals({t, draw.extent(1, std::clamp<std::int64_t>(24 / t, 1, 4))}, lowest, highest), round_to(draw.one_of({0.5, 1.0, 1.25, 2.0, 0.3}), draw.format)};
}

/// The softmax of a row, and how far each may be off.
struct Row {
  std::vector<Interval> p, off;

  Row(const Tensor<Interval>& logits, std::int64_t token, const Interval& u, const Interval& eta) {
    const std::int64_t n = logits.shape[1];
    Interval top = logits(token, 0), sum = 0, average = 0;
    for (std::int64_t i = 1; i < n; ++i) top = max(top, logits(token, i));
    for (std::int64_t i = 0; i < n; ++i) p.push_back(exp(logits(token, i) - top)), sum += p.back();
    for (std::int64_t i = 0; i < n; ++i) p[static_cast<std::size_t>(i)] /= sum, average += p[static_cast<std::size_t>(i)] * abs(logits(token, i));
    for (std::int64_t i = 0; i < n; ++i) {
      const Interval& q = p[static_cast<std::size_t>(i)];
      off.push_back((n + 4) * (u * q * (1 + (1 - 2 * q) * abs(logits(token, i)) + average) + eta));  // Σ |∂p/∂x||x| = p((1 − p)|x| + Σ over the others p|x|)
    }
  }
  const Interval& of(std::int64_t i) const { return p[static_cast<std::size_t>(i)]; }
  const Interval& error(std::int64_t i) const { return off[static_cast<std::size_t>(i)]; }
};
std::vector<Row> rows(const Trial<SwitchRoute>& t) {
  std::vector<Row> all;
  for (std::int64_t token = 0; token < t.in.logits.shape[0]; ++token) all.emplace_back(t.in.logits, token, t.u, t.eta);
  return all;
}
bool experts_exist(Trial<SwitchRoute>& t) {
  for (const std::int64_t i : t.out.expert)
    if (i < 0 || i >= t.in.logits.shape[1]) {
      t.holds(false, "there is no such expert");
      return false;
    }
  return true;
}

const auto registered =
    laws<SwitchRoute>()
        .inputs(core, "tokens", [](Draw& draw) { return tokens(draw, -4, 3); })
        .inputs(core, "crowded", [](Draw& draw) {
          In in = tokens(draw, -4, 1);
          for (std::int64_t token = 0; token < in.logits.shape[0]; ++token)
            if (draw.integer(0, 3) > 0) in.logits(token, in.logits.shape[1] - 1) = draw.uniform(3, 6);
          return in;
        })
        .inputs(extreme, "huge or tiny", [](Draw& draw) { return draw.coin() ? tokens(draw, draw.format.max_exponent - 8, draw.format.max_exponent - 2) : tokens(draw, draw.format.min_exponent, draw.format.min_exponent + 20); })
        .inputs(edge, "ties, and tokens that are alike", [](Draw& draw) {
          In in = tokens(draw, -1, 1);
          for (double& x : in.logits) x = static_cast<double>(draw.integer(0, 1));
          return in;
        })
        .inputs(edge, "no place at all, or one for each", [](Draw& draw) {
          In in = tokens(draw, -2, 2);
          in.capacity_factor = draw.coin() ? round_to(1.0 / 1024, draw.format) : 64;
          return in;
        })
        .requirement("C3", "the expert has the largest probability", [](Trial<SwitchRoute>& t) {
          if (!experts_exist(t)) return;
          const auto all = rows(t);
          for (std::int64_t token = 0; token < t.in.logits.shape[0]; ++token) {
            const Row& row = all[static_cast<std::size_t>(token)];
            const std::int64_t e = t.out.expert[token];
            for (std::int64_t i = 0; i < t.in.logits.shape[1]; ++i) {
              t.holds(row.of(i) - row.of(e) <= row.error(i) + row.error(e), "no other is certainly larger");
              if (i < e) {  // an equal one of a lower index: the softmax of equal logits is equal
                t.holds(!(t.in.logits(token, i) == t.in.logits(token, e)), "of equal ones the lower index");
              }
            }
          }
        })
        .requirement("C4", "the capacity", [](Trial<SwitchRoute>& t) {
          const Interval places = t.in.logits.shape[0] * t.in.capacity_factor / t.in.logits.shape[1], least = places * (1 - 4 * t.u), most = places * (1 + 4 * t.u);
          const Interval c = t.out.capacity;
          if (SwitchRoute::rounds_up(t.variant)) t.holds(c >= least && c - 1 < most, "rounded up");
          else t.holds(c <= most && c + 1 > least, "rounded down");
        })
        .requirement("C5", "places in the order of the tokens, or of their probabilities", [](Trial<SwitchRoute>& t) {
          if (!experts_exist(t)) return;
          const auto all = rows(t);
          for (std::int64_t e = 0; e < t.in.logits.shape[1]; ++e) {
            std::vector<std::int64_t> queue, taken;
            for (std::int64_t token = 0; token < t.in.logits.shape[0]; ++token)
              if (t.out.expert[token] == e) queue.push_back(token);
            for (const std::int64_t token : queue)
              if (t.out.position[token] != -1) taken.push_back(t.out.position[token]);
            std::sort(taken.begin(), taken.end());
            const std::int64_t places = std::min<std::int64_t>(t.out.capacity, static_cast<std::int64_t>(queue.size()));
            if (static_cast<std::int64_t>(taken.size()) != places) return t.holds(false, "as many places as there are, or tokens");
            for (std::size_t k = 0; k < taken.size(); ++k) t.holds(taken[k] == static_cast<std::int64_t>(k), "the places are 0, 1, …");
            for (const std::int64_t a : queue)
              for (const std::int64_t b : queue) {
                const bool before = t.out.position[a] != -1 && (t.out.position[b] == -1 || t.out.position[a] < t.out.position[b]);
                if (!before) continue;
                if (!SwitchRoute::by_probability(t.variant)) t.holds(a < b, "the first tokens first");
                else {
                  const Row &first = all[static_cast<std::size_t>(a)], &second = all[static_cast<std::size_t>(b)];
                  t.holds(second.of(e) - first.of(e) <= first.error(e) + second.error(e), "the surest first");
                }
              }
          }
        })
        .law("C6", "routed and dropped are t, and no load exceeds the capacity", [](Law<SwitchRoute>& t) {
          std::int64_t routed = 0, dropped = 0;
          std::vector<std::int64_t> placed(static_cast<std::size_t>(t.in.logits.shape[1]), 0), wanted = placed;
          for (std::int64_t token = 0; token < t.in.logits.shape[0]; ++token) {
            const std::int64_t e = t.out.expert[token];
            if (e < 0 || e >= t.in.logits.shape[1]) return t.exactly(false, "there is no such expert");
            ++wanted[static_cast<std::size_t>(e)];
            if (t.out.position[token] == -1) ++dropped;
            else ++placed[static_cast<std::size_t>(e)];
          }
          for (std::int64_t e = 0; e < t.in.logits.shape[1]; ++e) {
            routed += t.out.load[e];
            t.exactly(t.out.load[e] == placed[static_cast<std::size_t>(e)], "the load is the places taken");
            t.exactly(t.out.load[e] <= t.out.capacity, "no load exceeds the capacity");
            t.exactly(t.out.load[e] == std::min(t.out.capacity, wanted[static_cast<std::size_t>(e)]), "none is dropped while there are places");
          }
          t.exactly(routed + dropped == t.in.logits.shape[0], "routed and dropped are t");
        });

}  // namespace
}  // namespace etalon::verify
