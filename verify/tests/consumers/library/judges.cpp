// A function of one's own, right and wrong.
#include <etalon/fast.hpp>
#include <etalon/verify.hpp>
#include <cmath>
#include <iostream>

using namespace etalon;
using Softplus = contract::nn::Softplus;

Result<Softplus::Out<double>> stable(const Softplus::In<double>& in) {
  for (const double x : in.x)
    if (x != x) return domain("C1", "NaN");
  return Softplus::Out<double>{map(in.x, [](double x) { return std::fmax(x, 0) + std::log1p(std::exp(-std::fabs(x))); })};
}
Result<Softplus::Out<double>> naive(const Softplus::In<double>& in) {
  return Softplus::Out<double>{map(in.x, [](double x) { return std::log(1 + std::exp(x)); })};
}

using Softmax = contract::nn::Softmax;

/// What libraries do: NaN where every entry is masked.
Result<Softmax::Out<double>> softmax(const Softmax::In<double>& in) {
  return compute(nn::softmax, in);
}
/// Zeros instead.
Result<Softmax::Out<double>> softmax_with_zeros(const Softmax::In<double>& in) {
  return compute(nn::softmax, in, Softmax::Variant::zeros);
}

int main(int, char** argv) {
  verify::VerifyOptions options;
  options.failures_folder = argv[1];
  std::cout << verify::Registry::all().size() << " operations\n";
  const auto right = verify::judge(nn::softplus, stable, options), wrong = verify::judge(nn::softplus, naive, options);
  const auto by_default = verify::judge(nn::softmax, softmax, options), zeros = verify::judge(nn::softmax, softmax_with_zeros, options, Softmax::Variant::zeros);
  const auto other = verify::judge(nn::softmax, softmax_with_zeros, options);
  std::cout << "conventions " << by_default.exit_code() << " " << zeros.exit_code() << " " << other.exit_code() << "\n" << verify::console_text(other, false);
  std::cout << "stable " << right.exit_code() << ", naive " << wrong.exit_code() << "\n" << verify::console_text(wrong, false);
}
