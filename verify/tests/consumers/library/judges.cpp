// A function of one's own, right and wrong.
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

int main(int, char** argv) {
  verify::VerifyOptions options;
  options.failures_folder = argv[1];
  std::cout << verify::Registry::all().size() << " operations\n";
  const auto right = verify::judge(nn::softplus, stable, options), wrong = verify::judge(nn::softplus, naive, options);
  std::cout << "stable " << right.exit_code() << ", naive " << wrong.exit_code() << "\n" << verify::console_text(wrong, false);
}
