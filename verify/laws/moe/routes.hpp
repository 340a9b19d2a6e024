#pragma once
#include <utility>
#include <vector>

#include "verify/algebra/matrix.hpp"
#include "verify/judge/truth.hpp"
#include "verify/language/laws.hpp"

/// Routes as an implementation reports them: decided by certified enclosures, and what depends on them judged where they lead.
namespace etalon::verify {

using Index = Tensor<std::int64_t>;

/// What an operation gives, and how far off an implementation of it may be.
struct Bounded {
  Matrix value, allowed;
};

/// The first real output of Op, or that of a number, of inputs that are points, by its contract's bound in the format of these u and η.
template <class Op>
Bounded bounded(const typename Op::template In<Interval>& in, const Interval& u, const Interval& eta, typename Reference<Op>::Variant variant = {}) {
  const Precision guard(128);
  const Operation& op = *Registry::find(Op::statement().name);
  const Values<double> inputs = transform<double>(values_of_inputs<Op, Interval>(in), [](const Interval& x, std::size_t) { return x.upper_double(); });
  const auto fits = [&](const Format& format) { return (exactly(format.unit_roundoff()) == u).certainly() && (exactly(format.spacing_at_zero()) == eta).certainly(); };
  for (const Format& known : Format::all()) {
    const Format& format = fits(known) ? known : known.flushing();
    if (!fits(format)) continue;
    const Truth truth = truth_of(op, inputs, static_cast<std::size_t>(variant), format, 40);
    if (truth.certificate.undecided || truth.certificate.domain) throw Undecided{"the scores of what was chosen"};
    Bounded found{real_of((*truth.certificate.value)[0]), {}};
    found.allowed = Matrix(found.value.shape, truth.is_bracketed() ? truth.most[0] : truth.allowed[0]);  // the upper ends: nothing is swept here
    return found;
  }
  throw Undecided{"scores in a format that holds factors of products and nothing else"};
}

/// Is each row k different ones of n experts? All that follows asks for it.
inline bool are_routes(Checks& t, const Index& index, std::int64_t n) {
  for (std::int64_t r = 0; r < index.shape[0]; ++r) {
    std::vector<bool> taken(static_cast<std::size_t>(n), false);
    for (std::int64_t j = 0; j < index.shape[1]; ++j) {
      const std::int64_t i = index(r, j);
      if (i < 0 || i >= n || taken[static_cast<std::size_t>(i)]) return t.exactly(false, "token " + std::to_string(r) + " goes to expert " + std::to_string(i) + ", which there is not, or twice"), false;
      taken[static_cast<std::size_t>(i)] = true;
    }
  }
  return true;
}

/// No expert that is left out, or comes later, scores certainly more than the bounds of both allow; `tied(r, i, e)`: are their scores equal whatever is rounded?
template <class Tied>
void follow_scores(Checks& t, const Index& index, const Bounded& score, Tied tied) {
  const std::int64_t n = score.value.shape[1];
  for (std::int64_t r = 0; r < index.shape[0]; ++r) {
    std::vector<bool> before(static_cast<std::size_t>(n), false);
    for (std::int64_t j = 0; j < index.shape[1]; ++j) {
      const std::int64_t i = index(r, j);
      before[static_cast<std::size_t>(i)] = true;
      for (std::int64_t e = 0; e < n; ++e) {
        if (before[static_cast<std::size_t>(e)]) continue;
        const std::string what = "token " + std::to_string(r) + " goes to expert " + std::to_string(i) + " before " + std::to_string(e);
        t.at_most(score.value(r, e) - score.value(r, i), score.allowed(r, e) + score.allowed(r, i), what + ", whose score is larger: the difference");
        if (e < i && tied(r, i, e)) t.exactly(false, what + " of the same score");
      }
    }
  }
}
/// Scores that are given, and so have no error.
inline Bounded given(const Matrix& scores) { return {scores, Matrix(scores.shape)}; }
inline bool never(std::int64_t, std::int64_t, std::int64_t) { return false; }

/// An output is, entry by entry, what another operation gives at the routes reported, within its bound.
inline void within(Checks& t, const Matrix& reported, const Bounded& exact, const char* what) {
  for (std::size_t i = 0; i < reported.size(); ++i)
    if (reported[i].is_finite()) t.at_most(abs(reported[i] - exact.value[i]), exact.allowed[i], std::string(what) + "[" + std::to_string(i) + "] is off: its error");
}

/// k different ones of 0 … n − 1 in each of t rows.
inline Index any_routes(Draw& draw, std::int64_t t, std::int64_t n, std::int64_t k) {
  Index index({t, k});
  for (std::int64_t r = 0; r < t; ++r) {
    std::vector<std::int64_t> left;
    for (std::int64_t i = 0; i < n; ++i) left.push_back(i);
    for (std::int64_t j = 0; j < k; ++j) {
      const std::int64_t at = draw.integer(0, static_cast<std::int64_t>(left.size()) - 1);
      index(r, j) = left[static_cast<std::size_t>(at)];
      left.erase(left.begin() + at);
    }
  }
  return index;
}
/// The k largest of each row, the lowest index first of those that are equal.
inline Index largest(const Tensor<double>& scores, std::int64_t k) {
  Index index({scores.shape[0], k});
  for (std::int64_t r = 0; r < scores.shape[0]; ++r) {
    std::vector<bool> taken(static_cast<std::size_t>(scores.shape[1]), false);
    for (std::int64_t j = 0; j < k; ++j) {
      std::int64_t best = -1;
      for (std::int64_t i = 0; i < scores.shape[1]; ++i)
        if (!taken[static_cast<std::size_t>(i)] && (best < 0 || scores(r, i) > scores(r, best))) best = i;
      taken[static_cast<std::size_t>(best)] = true;
      index(r, j) = best;
    }
  }
  return index;
}
/// Another expert than there are, or one twice.
inline void spoil_routes(Draw& draw, Index& index, std::int64_t n) {
  if (index.shape[1] > 1 && draw.coin()) index[1] = index[0];
  else index[0] = draw.coin() ? n + draw.integer(0, 2) : -1;
}

/// Scores of t tokens for n experts, each drawn by `entry`.
template <class F>
Tensor<double> scores(Draw& draw, std::int64_t t, std::int64_t n, F entry) {
  Tensor<double> l({t, n});
  for (double& x : l) x = round_to(entry(), draw.format);
  return l;
}

}  // namespace etalon::verify
