// Ten operations to fifty digits, a refusal, and what stays undecided.
#include <etalon/etalon.hpp>
#include <iostream>

using namespace etalon;

template <class Y>
void show(const char* name, const Y& found, const Interval& value) {
  std::cout << name << " " << (found ? decimal_text(value, 50) : "?") << "\n";
}

int main() {
  const Tensor<double> x({3}, {1, 2, 3}), a({2, 2}, {4, 1, 1, 3}), b({2, 1}, {1, 2});
  const auto d = digits(50);
  const auto softmax = evaluate(nn::softmax, {.x = x}, d);
  show("softmax", softmax, softmax->y[2]);
  const auto lse = evaluate(nn::log_sum_exp, {.x = x}, d);
  show("log_sum_exp", lse, lse->value[0]);
  const auto softplus = evaluate(nn::softplus, {.x = x}, d);
  show("softplus", softplus, softplus->y[0]);
  const auto matmul = evaluate(tensor::matmul, {.a = a, .b = b}, d);
  show("matmul", matmul, matmul->c[1]);
  const auto det = evaluate(linalg::det, {.a = a}, d);
  show("det", det, det->det);
  const auto cholesky = evaluate(linalg::cholesky, {.a = a}, d);
  show("cholesky", cholesky, cholesky->l[2]);
  const auto svdvals = evaluate(linalg::svdvals, {.a = a}, d);
  show("svdvals", svdvals, svdvals->sigma[0]);
  const auto eigvalsh = evaluate(linalg::eigvalsh, {.a = a}, d);
  show("eigvalsh", eigvalsh, eigvalsh->lambda[0]);
  const auto inverse = evaluate(linalg::inverse, {.a = a}, d);
  show("inverse", inverse, inverse->x[0]);
  const auto norm = evaluate(linalg::frobenius_norm, {.a = a}, d);
  show("frobenius_norm", norm, norm->norm);
  const auto tenth = evaluate<Literal>(nn::log_sum_exp, {.x = Tensor<Literal>({1}, {Literal("1/10")})}, digits(30));
  std::cout << "a tenth " << decimal_text(tenth->value[0], 30) << "\n";

  const auto refused = evaluate(linalg::cholesky, {.a = Tensor<double>({1, 1}, {-1})}, d);
  std::cout << "refused " << refused.domain->clause << ": " << refused.domain->message << "\n";
  const auto before = Precision::bits();
  std::cout << "precision " << (before == Precision::unguarded ? "as it was" : "leaked") << "\n";
}
