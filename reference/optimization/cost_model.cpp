#include "reference/contract/optimization/cost_model.hpp"

#include "reference/number/numbers.hpp"
#include "reference/optimization/elimination.hpp"

namespace etalon {
using contract::optimization::CostModel;

namespace {

using Out = CostModel::Out<Interval>;

/// A number of which nothing is known but what was done to it. What it is compared with it is above.
struct Counted {
  static thread_local Out* count;

  Counted() = default;
  Counted(int) {}  // NOLINT: constants
  friend Counted operator*(Counted, Counted) { return ++count->multiplications, Counted(); }
  friend Counted operator+(Counted, Counted) { return ++count->additions, Counted(); }
  friend Counted operator-(Counted, Counted) { return ++count->additions, Counted(); }
  friend Counted operator/(Counted, Counted) { return ++count->divisions, Counted(); }
  friend Counted sqrt(Counted) { return ++count->roots, Counted(); }
  friend bool operator<=(Counted, int) { return false; }
};
thread_local Out* Counted::count = nullptr;

using Vector = Tensor<Counted>;

/// One iteration of each method, as its book has it.
class Iteration {
 public:
  Iteration(std::int64_t n, std::int64_t m, std::int64_t samples) : m_(m), samples_(samples), x_({n}), g_({n}) {}

  void run(const std::string& method) {
    gradient(method == "sgd" ? 1 : samples_);
    if (method == "gradient_descent" || method == "sgd") move(g_);
    if (method == "momentum") {
      Vector v = kept();
      for (std::size_t i = 0; i < x_.size(); ++i) v[i] = mu_ * v[i] + g_[i];
      move(v);
    }
    if (method == "adam") adam();
    if (method == "newton") newton();
    if (method == "bfgs") bfgs();
    if (method == "lbfgs") lbfgs();
    if (method == "conjugate_gradient") conjugate_gradient();
    Counted::count->memory += x_.shape[0];
  }

 private:
  /// A vector that stays until the next iteration.
  Vector kept() {
    Counted::count->memory += x_.shape[0];
    return x_;
  }
  /// Each sum begins with its first term.
  static Counted dot(const Vector& a, const Vector& b) {
    Counted sum = a[0] * b[0];
    for (std::size_t i = 1; i < a.size(); ++i) sum = sum + a[i] * b[i];
    return sum;
  }
  static void add(Vector& x, Counted factor, const Vector& y) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = x[i] + factor * y[i];
  }
  void move(const Vector& along) { add(x_, eta_, along); }

  /// Σ (aᵢᵀx − yᵢ)aᵢ.
  void gradient(std::int64_t samples) {
    const Vector a = x_;
    for (std::int64_t i = 0; i < samples; ++i) {
      const Counted residual = dot(a, x_) - Counted();
      for (std::size_t j = 0; j < g_.size(); ++j) g_[j] = i == 0 ? residual * a[j] : g_[j] + residual * a[j];
    }
  }
  void adam() {
    Vector m = kept(), v = kept();
    const Counted beta1, beta2, rest1, rest2, correction1, correction2, epsilon;  // βs, and what is left of 1, once for all entries
    for (std::size_t i = 0; i < x_.size(); ++i) {
      m[i] = beta1 * m[i] + rest1 * g_[i];
      v[i] = beta2 * v[i] + rest2 * (g_[i] * g_[i]);
      x_[i] = x_[i] - eta_ * (m[i] / correction1) / (sqrt(v[i] / correction2) + epsilon);
    }
  }
  /// Σ aᵢaᵢᵀ, and an elimination.
  void newton() {
    const std::int64_t n = x_.shape[0];
    Tensor<Counted> hessian({n, n});
    const Vector a = x_;
    for (std::int64_t i = 0; i < samples_; ++i)
      for (std::int64_t j = 0; j < n; ++j)
        for (std::int64_t k = 0; k < n; ++k) {
          const Counted term = a[static_cast<std::size_t>(j)] * a[static_cast<std::size_t>(k)];
          hessian(j, k) = i == 0 ? term : hessian(j, k) + term;
        }
    const auto p = reference::optimization::solve(hessian, g_);
    for (std::size_t i = 0; i < x_.size(); ++i) x_[i] = x_[i] - (*p)[i];
  }
  /// H + ((sᵀy + yᵀHy)/(sᵀy)²)ssᵀ − (Hysᵀ + syᵀH)/(sᵀy), and then −Hg.
  void bfgs() {
    const std::size_t n = x_.size();
    Counted::count->memory += static_cast<std::int64_t>(n * n);
    const Vector s = x_, y = x_;
    Vector hy = x_, p = x_;
    for (std::size_t i = 0; i < n; ++i) hy[i] = dot(x_, y);
    const Counted sy = dot(s, y), outer = (sy + dot(y, hy)) / (sy * sy);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) static_cast<void>(Counted() + outer * (s[i] * s[j]) - (hy[i] * s[j] + s[i] * hy[j]) / sy);
    for (std::size_t i = 0; i < n; ++i) p[i] = dot(x_, g_);
    move(p);
  }
  /// The two loops over m pairs, whose 1/sᵀy are kept too; sᵀy/yᵀy of the last pair scales between them.
  void lbfgs() {
    Vector q = g_;
    const Vector s = x_, y = x_;
    Counted::count->memory += m_ * (2 * x_.shape[0] + 1);
    const Counted rho = Counted(1) / dot(s, y);  // of the pair that is new
    for (std::int64_t i = 0; i < m_; ++i) add(q, rho * dot(s, q), y);
    const Counted gamma = dot(s, y) / dot(y, y);
    for (std::size_t j = 0; j < q.size(); ++j) q[j] = gamma * q[j];
    for (std::int64_t i = 0; i < m_; ++i) add(q, Counted() - rho * dot(y, q), s);
    move(q);
  }
  /// Fletcher and Reeves': β = gᵀg/g₋ᵀg₋.
  void conjugate_gradient() {
    kept();
    Vector p = kept();
    const Counted beta = dot(g_, g_) / Counted();
    for (std::size_t i = 0; i < p.size(); ++i) p[i] = beta * p[i] - g_[i];
    move(p);
  }

  std::int64_t m_, samples_;
  Vector x_, g_;
  Counted eta_, mu_;
};

}  // namespace

template <>
const Reference<CostModel> Wings<CostModel>::reference = [](const CostModel::In<Interval>& in) -> Result<Out> {
  Out out;
  Counted::count = &out;
  Iteration(in.n, in.m, in.samples).run(in.method);
  return out;
};

}  // namespace etalon
