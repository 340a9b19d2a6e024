#include <etalon/fast.hpp>
#include <iostream>

int main() {
  const auto y = etalon::compute(etalon::nn::softmax, {.x = etalon::Tensor<double>({2}, {0, 0})});
  const auto sigma = etalon::compute<float>(etalon::linalg::svdvals, {.a = etalon::Tensor<float>({1, 2}, {3, 4})});
  const auto refused = etalon::compute(etalon::linalg::cholesky, {.a = etalon::Tensor<double>({1, 1}, {-1})});
  std::cout << y->y[0] << " " << sigma->sigma[0] << " " << refused.failure().clause << " " << ETALON_VERSION << "\n";
}
