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
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
using RowMajor = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <class T>
Matrix<T> matrix(const Tensor<T>& a) {
  return Eigen::Map<const RowMajor<T>>(a.data.data(), a.shape.at(0), a.shape.at(1));
}
template <class M, class T = typename M::Scalar>
Tensor<T> tensor(const M& expression) {
  const RowMajor<T> a = expression;
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
  // Eigen's more accurate SVD. Its other one, BDCSVD, would be half of this project's slowest file to compile.
  eigen.add("linalg.svdvals", []<class T>(const Call<T>& call) {
    const Eigen::JacobiSVD<Matrix<T>> svd(matrix(call.real("a")));
    return Outputs<T>{{"sigma", vector(converged(svd).singularValues())}};
  });
  eigen.add("linalg.svd", []<class T>(const Call<T>& call) {
    const bool full = call.integer("full") != 0;
    const Eigen::JacobiSVD<Matrix<T>> svd(matrix(call.real("a")), full ? Eigen::ComputeFullU | Eigen::ComputeFullV : Eigen::ComputeThinU | Eigen::ComputeThinV);
    converged(svd);
    return Outputs<T>{{"u", tensor(svd.matrixU())}, {"sigma", vector(svd.singularValues())}, {"vt", tensor(Matrix<T>(svd.matrixV().transpose()))}};
  });
  eigen.add("linalg.cholesky_solve", []<class T>(const Call<T>& call) {
    const Eigen::LLT<Matrix<T>> llt(matrix(call.real("a")));
    return Outputs<T>{{"x", tensor(Matrix<T>(converged(llt).solve(matrix(call.real("b")))))}};
  });
  eigen.add("linalg.lu_solve", []<class T>(const Call<T>& call) {
    return Outputs<T>{{"x", tensor(Matrix<T>(matrix(call.real("a")).partialPivLu().solve(matrix(call.real("b")))))}};
  });
  eigen.add("linalg.inverse", []<class T>(const Call<T>& call) { return Outputs<T>{{"x", tensor(Matrix<T>(matrix(call.real("a")).inverse()))}}; });
  eigen.add("linalg.det", []<class T>(const Call<T>& call) { return Outputs<T>{{"det", Tensor<T>({}, {matrix(call.real("a")).determinant()})}}; });
  eigen.add("linalg.qr", []<class T>(const Call<T>& call) {
    const Matrix<T> a = matrix(call.real("a"));
    const Eigen::Index k = std::min(a.rows(), a.cols()), columns = call.integer("full") != 0 ? a.rows() : k;
    const Eigen::HouseholderQR<Matrix<T>> qr(a);
    const Matrix<T> q = qr.householderQ() * Matrix<T>::Identity(a.rows(), columns);
    Matrix<T> r = Matrix<T>::Zero(columns, a.cols());
    r.topRows(k) = qr.matrixQR().topRows(k).template triangularView<Eigen::Upper>();
    return Outputs<T>{{"q", tensor(q)}, {"r", tensor(r)}};
  });
  eigen.add("linalg.qr_pivoted", []<class T>(const Call<T>& call) {
    const Matrix<T> a = matrix(call.real("a"));
    const Eigen::Index k = std::min(a.rows(), a.cols());
    const Eigen::ColPivHouseholderQR<Matrix<T>> qr(a);
    const Matrix<T> q = qr.householderQ() * Matrix<T>::Identity(a.rows(), k);
    const Matrix<T> r = Matrix<T>(qr.matrixQR().topRows(k)).template triangularView<Eigen::Upper>();
    Tensor<std::int64_t> p({a.cols()});
    for (Eigen::Index j = 0; j < a.cols(); ++j) p[static_cast<std::size_t>(j)] = qr.colsPermutation().indices()(j);
    return Outputs<T>{{"q", tensor(q)}, {"r", tensor(r)}, {"p", p}};
  });
  eigen.add("linalg.lstsq", []<class T>(const Call<T>& call) {
    const Eigen::ColPivHouseholderQR<Matrix<T>> qr(matrix(call.real("a")));
    if (qr.rank() < qr.cols()) throw Refusal("", "not of full rank");
    return Outputs<T>{{"x", tensor(Matrix<T>(qr.solve(matrix(call.real("b")))))}};
  });
  eigen.add("linalg.eigh", []<class T>(const Call<T>& call) {
    const Eigen::SelfAdjointEigenSolver<Matrix<T>> solver(matrix(call.real("a")));
    return Outputs<T>{{"lambda", vector(converged(solver).eigenvalues())}, {"q", tensor(solver.eigenvectors())}};
  });
  eigen.add("linalg.eigvalsh", []<class T>(const Call<T>& call) {
    const Eigen::SelfAdjointEigenSolver<Matrix<T>> solver(matrix(call.real("a")), Eigen::EigenvaluesOnly);
    return Outputs<T>{{"lambda", vector(converged(solver).eigenvalues())}};
  });
  eigen.add("linalg.eig", []<class T>(const Call<T>& call) {
    const Eigen::EigenSolver<Matrix<T>> solver(matrix(call.real("a")));
    converged(solver);
    return Outputs<T>{{"lambda_re", vector(solver.eigenvalues().real())}, {"lambda_im", vector(solver.eigenvalues().imag())},
                      {"v_re", tensor(Matrix<T>(solver.eigenvectors().real()))}, {"v_im", tensor(Matrix<T>(solver.eigenvectors().imag()))}};
  });
  eigen.add("linalg.eigvals", []<class T>(const Call<T>& call) {
    const Eigen::EigenSolver<Matrix<T>> solver(matrix(call.real("a")), false);
    converged(solver);
    return Outputs<T>{{"lambda_re", vector(solver.eigenvalues().real())}, {"lambda_im", vector(solver.eigenvalues().imag())}};
  });
  return eigen.serve();
}
