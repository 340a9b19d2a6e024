#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "reference/calculus/evaluate.hpp"
#include "reference/contract/optimization/adam.hpp"
#include "reference/contract/optimization/conjugate_gradient.step.hpp"
#include "reference/contract/optimization/cost_model.hpp"
#include "reference/contract/optimization/descent.hpp"
#include "reference/contract/optimization/lbfgs_direction.hpp"
#include "reference/contract/optimization/least_squares.hpp"
#include "reference/contract/optimization/newton_minimum.hpp"
#include "reference/contract/optimization/newton_root.hpp"
#include "reference/contract/optimization/order_of_convergence.hpp"
#include "verify/tool/commands.hpp"

namespace etalon::verify::tool {
namespace {

using namespace contract::optimization;
using Errors = std::vector<Interval>;
using Vector = Tensor<Interval>;

constexpr int bits = 6000;  // of the states of fast methods: far below the smallest error that is measured
constexpr int fewer = 1500;  // of long runs

/// States are points: what a step adds to an enclosure's width is cut off again.
Vector point(Vector x) {
  for (Interval& entry : x) entry = entry.collapse();
  return x;
}
/// The reference's answer, or a fault of this command.
template <class Op>
typename Op::template Out<Interval> answer(const typename Op::template In<Interval>& in, typename Reference<Op>::Variant variant = {}) {
  auto y = Wings<Op>::reference(in, variant);
  if (!y) throw std::logic_error(Op::statement().name + ": " + y.failure().message);
  return *y;
}

Interval dot(const Vector& a, const Vector& b) {
  Interval sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}
Interval norm(const Vector& x) {
  Interval sum = 0;
  for (const Interval& entry : x) sum += square(entry);
  return sqrt(sum);
}
Vector moved(const Vector& x, const Interval& by, const Vector& along) {
  Vector y = x;
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = (x[i] + by * along[i]).collapse();
  return y;
}

/// A function whose minimum is at x = 0.
class Problem {
 public:
  Problem(std::string formula, std::int64_t variables) : text(std::move(formula)), n(variables), formula_(contract::function_of(text, n)) {}

  Interval value(const Vector& x) const { return (*reference::calculus::evaluate(formula_, x.data, reference::calculus::Wanted::value))[0].collapse(); }
  Vector gradient(const Vector& x) const { return point(*reference::calculus::reverse_product(formula_, x, Vector({1}, {1}))); }
  Vector start() const {
    Vector x({n});
    for (std::int64_t i = 0; i < n; ++i) x[static_cast<std::size_t>(i)] = Interval(2 + i % 3) / (i % 2 == 0 ? 4 : -4);
    return point(x);
  }

  std::string text;
  std::int64_t n;

 private:
  Formula formula_;
};

/// Σ exp xᵢ − xᵢ with springs of rising strength between neighbours: smooth, convex, no quadratic.
Problem chain(std::int64_t n) {
  std::string f;
  for (std::int64_t i = 0; i < n; ++i) f += fmt::format("{0}exp(x[{1}]) - x[{1}]", i == 0 ? "" : " + ", i);
  for (std::int64_t i = 0; i + 1 < n; ++i) f += fmt::format(" + {}*(x[{}] - x[{}])^2", i + 1, i, i + 1);
  return {f, n};
}

Errors errors_of(const Vector& iterates) {
  Errors errors;
  const std::int64_t n = iterates.shape[1];
  for (std::int64_t k = 0; k < iterates.shape[0]; ++k) errors.push_back(norm(Vector({n}, {iterates.begin() + k * n, iterates.begin() + (k + 1) * n})));
  return errors;
}

/// ‖x‖ of one state after another.
Errors descent(const Problem& f, const Interval& rate, const Interval& momentum, DescentStep::Variant variant, int steps) {
  DescentStep::In<Interval> at{f.text, f.start(), Vector({f.n}), rate, momentum};
  Errors errors;
  for (int k = 0; k <= steps; ++k) {
    errors.push_back(norm(at.x));
    const auto next = answer<DescentStep>(at, variant);
    at.x = point(next.x_next), at.velocity = point(next.velocity_next);
  }
  return errors;
}
Interval curvature(std::int64_t n, std::int64_t j) { return 2 - 2 * cos(j * pi() / (n + 1)); }  // of quadratic_form

/// The mean square of the error after k steps with rates 1/(k + 1), over all sequences of the samples 1, −1: f(x) = mean of
/// ½(x − a)². Σ over the 2ᵏ sequences, each as likely.
Interval mean_square_by_sequences(int k) {
  Interval sum = 0;
  for (int sequence = 0; sequence < 1 << k; ++sequence) {
    Interval x = 3;
    for (int i = 0; i < k; ++i) x -= (x - (sequence >> i & 1 ? 1 : -1)) / (i + 1);
    sum += square(x);
  }
  return sum / (std::int64_t{1} << k);
}
/// The same by its recursion E x′² = (1 − η)²·E x² + η²·E a², which the sequences confirm.
Errors sgd() {
  Errors errors;
  Interval mean_square = 9;
  for (int k = 0; k <= 400; ++k) {
    if (k <= 10 && !mean_square.overlaps(mean_square_by_sequences(k))) throw std::logic_error("the recursion of SGD's mean square disagrees with the sequences");
    if (k > 0) errors.push_back(sqrt(mean_square).collapse());
    const Interval eta = Interval(1) / (k + 1);
    mean_square = square(1 - eta) * mean_square + square(eta);
  }
  return errors;
}

Errors adam() {
  const Problem f{"quadratic_form", 2};
  Adam::In<Interval> at{f.start(), Vector({2}), Vector({2}), Vector({2}), 1, Interval(1) / 100, Interval(9) / 10, Interval(999) / 1000, pow(Interval(10), -8)};
  Errors errors;
  for (at.t = 1; at.t <= 16000; ++at.t) {
    errors.push_back(norm(at.theta));
    at.gradient = f.gradient(at.theta);
    const auto next = answer<Adam>(at, Adam::Variant::epsilon_outside);
    at.theta = point(next.theta_next), at.m = point(next.m_next), at.v = point(next.v_next);
  }
  return errors;
}

Errors newton(const Interval& damping, int steps) {
  const Problem f = chain(3);
  return errors_of(answer<NewtonMinimum>({f.text, f.start(), damping, steps}).iterates);
}

/// A step that the strong Wolfe conditions allow, by bisection: f(x + αd) ≤ f + c₁αfʹ, |fʹ(x + αd)| ≤ c₂|fʹ|.
Interval strong_wolfe(const Problem& f, const Vector& x, const Vector& d) {
  const Interval value = f.value(x), slope = dot(f.gradient(x), d), c1 = Interval(1) / 10000, c2 = Interval(9) / 10;
  Interval low = 0, high = 0, alpha = 1;  // high is 0 while there is none
  for (;;) {
    const Vector there = moved(x, alpha, d);
    if ((f.value(there) > value + c1 * alpha * slope).certainly()) high = alpha;
    else {
      const Interval end = dot(f.gradient(there), d);
      if ((abs(end) <= c2 * abs(slope)).certainly()) return alpha;
      ((end < 0).certainly() ? low : high) = alpha;
    }
    alpha = (high.is_zero() ? 2 * low : (low + high) / 2).collapse();
  }
}
/// L-BFGS of m pairs; of as many as there are steps it is BFGS.
Errors lbfgs(std::int64_t n, std::size_t m, int steps) {
  const Problem f = chain(n);
  std::vector<Vector> s, y;
  Vector x = f.start(), g = f.gradient(x);
  Errors errors;
  for (int k = 0; k <= steps; ++k) {
    errors.push_back(norm(x));
    LbfgsDirection::In<Interval> in{g, Vector({static_cast<std::int64_t>(s.size()), n}), Vector({static_cast<std::int64_t>(s.size()), n})};
    for (std::size_t i = 0; i < s.size(); ++i)
      for (std::size_t j = 0; j < x.size(); ++j) in.s[i * x.size() + j] = s[i][j], in.y[i * x.size() + j] = y[i][j];
    const Vector d = point(answer<LbfgsDirection>(in, m >= static_cast<std::size_t>(steps) ? LbfgsDirection::Variant::identity : LbfgsDirection::Variant::scaled).d);
    const Interval alpha = strong_wolfe(f, x, d);
    const Vector next = moved(x, alpha, d), gradient = f.gradient(next);
    s.push_back(moved(next, -1, x)), y.push_back(moved(gradient, -1, g));
    if (s.size() > m) s.erase(s.begin()), y.erase(y.begin());
    x = next, g = gradient;
  }
  return errors;
}

/// exp(xt) through (1, 1) and (2, 1), fitted by x = 0, or with a quarter too much in the second: then the limit is the last state.
Errors gauss_newton(bool exact) {
  LeastSquares::In<Interval> in{"exp(x*t)", {{2}, {1, 2}}, {{2}, {1, exact ? Interval(1) : Interval(5) / 4}}, {{1}, {Interval(1) / 4}}, exact ? 9 : 60};
  const Vector iterates = answer<LeastSquares>(in).iterates;
  if (exact) return errors_of(iterates);
  Errors errors;  // of a limit that has no closed form: what is left of the way to the last state
  for (std::size_t k = 0; k + 30 < iterates.size(); ++k) errors.push_back(abs(iterates[k] - iterates[iterates.size() - 1]).collapse());
  return errors;
}
Errors root(const char* function, const Interval& a, const Interval& x0, int steps, const Interval& limit) {
  Errors errors;
  Interval x = x0;
  for (int k = 0; k <= steps; ++k) {
    errors.push_back(abs(x - limit).collapse());
    x = answer<NewtonRootStep>({function, a, x}).next.collapse();
  }
  return errors;
}

/// Conjugate gradients on quadratic_form's matrix, twice 1 and −½ beside it: ‖r‖ of one state after another, enclosed from beginning to end.
Errors conjugate_gradients(std::int64_t n) {
  ConjugateGradientStep::In<Interval> at{Vector({n, n}), Vector({n}), Vector({n}), Vector({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    at.a(i, i) = 2, at.r[static_cast<std::size_t>(i)] = i + 1;
    if (i > 0) at.a(i, i - 1) = at.a(i - 1, i) = -1;
  }
  at.p = at.r;
  Errors errors{norm(at.r)};
  for (std::int64_t k = 0; k < n; ++k) {
    auto next = answer<ConjugateGradientStep>(at);
    at.x = std::move(next.x_next), at.r = std::move(next.r_next), at.p = std::move(next.p_next);
    errors.push_back(norm(at.r));
  }
  return errors;
}

/// A row: what is said of a method, and how it is measured.
struct Method {
  const char* name;
  const char* cost_model;  ///< its name there; nullptr: not counted
  const char* claimed_cost;
  const char* claimed_rate;
  const char* problem;
  int precision;
  std::function<Errors()> errors;
  std::function<Interval()> constant = nullptr;  ///< what lim e′/eᵖ is known to be
  std::function<Errors()> again = nullptr;       ///< in another size, where a verdict might depend on it
};

const std::vector<Method>& methods() {
  using Variant = DescentStep::Variant;
  static const auto half = [] { return Interval(1) / 2; };
  static const std::vector<Method> all{
      {"gradient descent", "gradient_descent", "O(n)", "linear", "½xᵀAx in 5 variables, η = 2/(L + λ)", fewer,
       [] { return descent({"quadratic_form", 5}, (2 / (curvature(5, 1) + curvature(5, 5))).collapse(), 0, Variant::heavy_ball, 200); },
       [] { const Interval kappa = curvature(5, 5) / curvature(5, 1); return (kappa - 1) / (kappa + 1); }},
      {"SGD", "sgd", "O(1)", "sublinear", "mean of ½(x ∓ 1)², ηₖ = 1/(k + 1), root of the mean square over all sequences", fewer, sgd},
      {"Adam", "adam", "O(n)", "linear", "½xᵀAx in 2 variables, α = 1/100, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, 16000 steps", bits, adam},
      {"Newton", "newton", "O(n³)", "quadratic", "Σ exp xᵢ − xᵢ + Σ i(xᵢ − xᵢ₊₁)² in 3 variables", bits, [] { return newton(1, 10); }},
      {"L-BFGS", "lbfgs", "O(n × m)", "superlinear", "the same in 12 and 8 variables, 3 pairs, strong Wolfe conditions", fewer, [] { return lbfgs(12, 3, 600); }, nullptr, [] { return lbfgs(8, 3, 600); }},
      {"momentum", "momentum", "O(n)", "linear", "½xᵀAx in 5 variables, η = 1/4, μ = 1/2", fewer, [] { return descent({"quadratic_form", 5}, Interval(1) / 4, half(), Variant::heavy_ball, 200); },
       [] { const Interval trace = Interval(3) / 2 - curvature(5, 1) / 4; return (trace + sqrt(square(trace) - 2)) / 2; }},  // z² − (1 + μ − ηλ)z + μ = 0
      {"BFGS", "bfgs", "O(n²)", "superlinear", "as Newton in 4 and 6 variables, strong Wolfe conditions", bits, [] { return lbfgs(4, 64, 56); }, nullptr, [] { return lbfgs(6, 96, 90); }},
      {"damped Newton", "newton", "O(n³)", "linear", "as Newton, η = 3/4", fewer, [] { return newton(Interval(3) / 4, 60); }, [] { return Interval(1) / 4; }},
      {"Gauss–Newton", nullptr, "", "quadratic", "exp(xt) through two points", bits, [] { return gauss_newton(true); }, [] { return Interval(9) / 10; }},  // Σt³/2Σt²
      {"Gauss–Newton", nullptr, "", "linear", "exp(xt) past two points: residuals that stay", fewer, [] { return gauss_newton(false); }},
      {"Newton's root", nullptr, "", "quadratic", "x² − 2 from 3/2", bits, [] { return root("x^2-a", 2, Interval(3) / 2, 10, sqrt(Interval(2))); }, [] { return 1 / (2 * sqrt(Interval(2))); }},
      {"Newton's root", nullptr, "", "cubic", "sin x from 1: an inflection", bits, [] { return root("sin(x)", 0, 1, 6, 0); }, [] { return Interval(1) / 3; }},
      {"Newton's root", nullptr, "", "linear", "(x − 1)² from 2: a double root", fewer, [] { return root("(x-a)^2", 1, 2, 30, 1); }, half},
      {"Newton's root", nullptr, "", "linear", "(x − 1)³ from 2: a threefold root", fewer, [] { return root("(x-a)^3", 1, 2, 30, 1); }, [] { return Interval(2) / 3; }},
  };
  return all;
}

/// What is said of a run that is no matter of rates, and whether it holds.
struct Claim {
  const char* method;
  const char* claim;
  const char* problem;
  std::function<bool()> holds;
  const char* detail;
};

bool falls(const Interval& rate) {
  const Errors e = descent({"quadratic_form", 5}, rate.collapse(), 0, DescentStep::Variant::heavy_ball, 400);
  if ((e[400] < e[200]).certainly()) return true;
  if ((e[400] > e[200]).certainly()) return false;
  throw std::logic_error("gradient descent neither falls nor rises");
}
const std::vector<Claim>& claims() {
  static const std::vector<Claim> all{
      {"gradient descent", "diverges iff η > 2/L", "½xᵀAx in 5 variables", [] { const Interval edge = 2 / curvature(5, 5), near = Interval(1) / 1000; return falls(edge - near) && !falls(edge + near); },
       "falls at η = 2/L − 1/1000, rises at 2/L + 1/1000"},
      {"conjugate gradient", "ends after n steps", "Ax = b in 7 variables, enclosed",
       [] { const Errors r = conjugate_gradients(7); return (r[6] > 0).certainly() && r[7].contains_zero() && (r[7] < power_of_two(-fewer / 2)).certainly(); },
       "r₆ is not 0; the enclosure of r₇ holds 0 and is narrower than 2⁻⁷⁵⁰"},
      {"Newton's root", "may cycle", "x³ − 2x + 2 from 0", [] { const auto run = answer<NewtonRoot>({"x^3-2*x+2", 0, 0, 4}); return run.iterates[1].contains(Interval(1)) && run.iterates[2].is_zero(); },
       "0, 1, 0, exactly"},
      {"Newton's root", "may diverge", "exp x + 1 from 0",
       [] {
         const Errors descended = root("exp(x)-a", -1, 0, 3, 0);
         for (std::size_t k = 1; k < descended.size(); ++k)
           if (!(descended[k] >= descended[k - 1] + 1).certainly()) return false;
         return true;
       },
       "each state is below the one before it by 1 at least, which x′ = x − 1 − exp(−x) says of all"},
      {"Newton", "refuses indefinite Hessians", "x₀² − x₁² from (1, 1)",
       [] { const auto run = Wings<NewtonMinimum>::reference(NewtonMinimum::In<Interval>{"x[0]^2-x[1]^2", Vector({2}, {1, 1}), 1, 1}); return !run && run.failure().clause == "C6"; },
       "C6: the Hessian is not positive definite"},
  };
  return all;
}

/// The degree of the counted multiplications in one size: how many differences it takes until they vanish.
int degree(const std::string& method, const char* size) {
  const auto count = [&](std::int64_t k) {
    CostModel::In<Interval> in{method, 6, 5, 4};
    (std::string(size) == "n" ? in.n : std::string(size) == "m" ? in.m : in.samples) = k;
    return answer<CostModel>(in).multiplications;
  };
  std::vector<std::int64_t> differences;
  for (std::int64_t k = 4; k <= 10; ++k) differences.push_back(count(k));
  for (int d = -1;; ++d) {
    if (std::all_of(differences.begin(), differences.end(), [](std::int64_t x) { return x == 0; })) return d;
    for (std::size_t i = 0; i + 1 < differences.size(); ++i) differences[i] = differences[i + 1] - differences[i];
    differences.pop_back();
  }
}
std::string power(const char* size, int degree) { return degree == 0 ? "" : fmt::format("{}{}", size, degree == 1 ? "" : degree == 2 ? "²" : "³"); }

struct Row {
  std::string method, claimed_rate, problem;
  std::string claimed_cost = "", cost = "", cost_verdict = "", rate = "", rate_verdict = "", detail = "";
};

using Order = OrderOfConvergence::Out<Interval>;

/// Of those above the states' own precision.
Tensor<Interval> measurable(Errors errors) {
  std::size_t seen = 0;
  while (seen < errors.size() && !errors[seen].contains_zero() && !(errors[seen] < power_of_two(-Precision::bits() / 2)).certainly()) ++seen;
  errors.resize(seen);
  return {{static_cast<std::int64_t>(seen)}, std::move(errors)};
}
/// One verdict of as many errors as there are, of the first half of them, and of another size: otherwise there is none.
bool agrees(const Order& whole, Tensor<Interval> errors) {
  using enum OrderOfConvergence::Convergence;
  if (whole.convergence == none) return true;  // what rises in the end does not converge, whatever it did before
  const auto kind = [](const Order& order) { return std::min<std::int64_t>(order.convergence, superlinear); };
  errors.data.resize(errors.size() / 2);
  errors.shape[0] = static_cast<std::int64_t>(errors.size());
  return errors.size() < 6 || kind(answer<OrderOfConvergence>({std::move(errors)})) == kind(whole);
}

Row measured(const Method& method) {
  Row row{.method = method.name, .claimed_rate = method.claimed_rate, .problem = method.problem, .claimed_cost = method.claimed_cost};
  if (method.cost_model) {
    const int n = degree(method.cost_model, "n"), m = degree(method.cost_model, "m"), samples = degree(method.cost_model, "samples");
    row.cost = "O(" + power("n", n) + (m > 0 ? " × " + power("m", m) : "") + ")";
    if (row.claimed_cost == "O(1)") row.cost += samples == 0 ? ", O(1) in the samples" : "";
    row.cost_verdict = row.cost == row.claimed_cost || (row.claimed_cost == "O(1)" && samples == 0) ? "as claimed" : "contradicted";
  }
  const Precision guard(method.precision);
  const Tensor<Interval> seen = measurable(method.errors());
  const Order order = answer<OrderOfConvergence>({seen});
  bool undecided = !agrees(order, seen);
  if (method.again) {
    const Tensor<Interval> other = measurable(method.again());
    const Order also = answer<OrderOfConvergence>({other});
    undecided = undecided || also.convergence != order.convergence || !agrees(also, other);
  }
  row.rate = undecided ? "undecided" : OrderOfConvergence::names[order.convergence];
  row.rate_verdict = row.rate == row.claimed_rate ? "as claimed" : "contradicted";
  const Interval last = seen[seen.size() - 1];
  row.detail = fmt::format("after {} steps the error is {}", seen.size() - 1, decimal_text(last, 3));
  if (order.order == 0) return row;
  const char* exponent = order.order == 1 ? "" : order.order == 2 ? "²" : "³";
  row.detail += fmt::format("; growth {}, order {}", decimal_text(order.growth[0], 4), decimal_text(order.r_order[0], 4));
  if (method.constant) {
    const Interval known = method.constant();
    const bool met = (abs(order.constant[0] / known - 1) < pow(Interval(10), -10)).certainly();
    row.detail += fmt::format("; e′/e{} = {}, {}", exponent, decimal_text(order.constant[0], 10), met ? "as it should be to 10 digits" : "not " + decimal_text(known, 10));
    if (!met) row.rate_verdict = "contradicted";
  } else if (order.convergence >= OrderOfConvergence::quadratic) row.detail += fmt::format("; e′/e{} = {}", exponent, decimal_text(order.constant[0], 10));
  else row.detail += fmt::format("; mean e′/e {}", decimal_text(order.mean_rate[0], 4));
  return row;
}
Row measured(const Claim& claim) {
  const Precision guard(fewer);
  return {.method = claim.method, .claimed_rate = claim.claim, .problem = claim.problem, .rate = claim.claim, .rate_verdict = claim.holds() ? "as claimed" : "contradicted", .detail = claim.detail};
}

void print(const Row& row) {
  const bool counted = !row.cost.empty();
  fmt::print("{:<20}{:<35}{:<46}{}\n", row.method, counted ? row.claimed_cost + ": " + row.cost_verdict : "",
             row.claimed_rate + ": " + row.rate_verdict + (row.rate == row.claimed_rate ? "" : ", " + row.rate), row.problem);
  fmt::print("{:<20}{:<35}{}\n", "", counted ? "counted " + row.cost : "", row.detail);
  std::fflush(stdout);
}

}  // namespace

int convergence(bool json) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  const auto take = [&](const Row& row) {
    if (!json) return print(row);
    rows.push_back({{"method", row.method}, {"claimed_cost", row.claimed_cost}, {"cost", row.cost}, {"cost_verdict", row.cost_verdict}, {"claimed_rate", row.claimed_rate},
                    {"rate", row.rate}, {"rate_verdict", row.rate_verdict}, {"detail", row.detail}, {"problem", row.problem}});
  };
  if (!json) fmt::print("{:<20}{:<35}{:<46}{}\n", "method", "cost of an iteration", "convergence", "measured on");
  for (const Method& method : methods()) take(measured(method));
  for (const Claim& claim : claims()) take(measured(claim));
  if (json) fmt::print("{}\n", rows.dump(1));
  return 0;
}

}  // namespace etalon::verify::tool
