// Eigen on trial: its dense decompositions as a user calls them.  etalon verify 'linalg.*' --impl cmd:build/bin/etalon_eigen
#include <Eigen/Dense>
#include <string>

#include "verify/adapters/cpp/program.hpp"

namespace {

using etalon::Dimensions;
using etalon::Tensor;
using etalon::program::Call;
using etalon::program::Outputs;
using etalon::program::Refusal;

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <class T>
Matrix<T> matrix(const Tensor<T>& a) {
  return Eigen::Map<const Matrix<T>>(a.data.data(), a.shape.at(0), a.shape.at(1));
}
template <class M, class T = typename M::Scalar>
Tensor<T> tensor(const M& expression) {
  const Matrix<T> a = expression;
  return Tensor<T>({a.rows(), a.cols()}, std::vector<T>(a.data(), a.data() + a.size()));
}
template <class V, class T = typename V::Scalar>
Tensor<T> vector(const V& expression) {
  const Eigen::Matrix<T, Eigen::Dynamic, 1> x = expression;
  return Tensor<T>({x.size()}, std::vector<T>(x.data(), x.data() + x.size()));
}

template <class Decomposition>
const Decomposition& converged(const Decomposition& d) {
  if (d.info() != Eigen::Success) throw Refusal("", d.info() == Eigen::NoConvergence ? "no convergence" : "numerical issue");
  return d;
}

}  // namespace

int main() {
  const std::string version = std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." + std::to_string(EIGEN_MINOR_VERSION);
  etalon::program::Program eigen("Eigen " + version + " (its own kernels, no BLAS)");

  eigen.add("tensor.matmul", []<class T>(const Call<T>& call) { return Outputs<T>{{"c", tensor(matrix(call.real("a")) * matrix(call.real("b")))}}; });
  eigen.add("linalg.cholesky", []<class T>(const Call<T>& call) {
    const Eigen::LLT<Matrix<T>> llt(matrix(call.real("a")));
    return Outputs<T>{{"l", tensor(Matrix<T>(converged(llt).matrixL()))}};
  });
  eigen.add("linalg.svdvals", []<class T>(const Call<T>& call) {
    const Eigen::BDCSVD<Matrix<T>> svd(matrix(call.real("a")));
    return Outputs<T>{{"sigma", vector(converged(svd).singularValues())}};
  });
  return eigen.serve();
}
