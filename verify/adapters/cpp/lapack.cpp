// Any LAPACK on trial, Debian's netlib without arguments:  etalon verify 'linalg.*' --impl cmd:build/bin/etalon_lapack
// Another:  --impl 'cmd:build/bin/etalon_lapack /opt/lib/liblapack.so /opt/lib/libblas.so'
// Matrices that are not finite are refused here, as LAPACKE refuses NaN; with --unchecked LAPACK sees them.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "verify/adapters/cpp/library.hpp"
#include "verify/adapters/cpp/program.hpp"

namespace {

using etalon::Dimensions;
using etalon::Tensor;
using etalon::program::Call;
using etalon::program::Library;
using etalon::program::Outputs;
using etalon::program::Refusal;

const Library* library;
bool unchecked = false;  // LAPACK may not come back from an infinity: a careful caller looks first

/// By columns, as LAPACK wants it; an empty one still has an address and a leading dimension of at least 1.
template <class T>
struct Columns {
  int rows, columns, leading;
  std::vector<T> data;

  Columns(int m, int n) : rows(m), columns(n), leading(std::max(1, m)), data(static_cast<std::size_t>(leading) * std::max(1, n)) {}
  explicit Columns(const Tensor<T>& a) : Columns(static_cast<int>(a.shape.at(0)), static_cast<int>(a.shape.at(1))) {
    for (int i = 0; i < rows; ++i) take(a, i, columns);
  }
  /// Of a symmetric matrix.
  static Columns lower(const Tensor<T>& a) {
    Columns half(static_cast<int>(a.shape.at(0)), static_cast<int>(a.shape.at(1)));
    for (int i = 0; i < half.rows; ++i) half.take(a, i, i + 1);
    return half;
  }
  T& operator()(int i, int j) { return data[static_cast<std::size_t>(j) * leading + i]; }
  T operator()(int i, int j) const { return data[static_cast<std::size_t>(j) * leading + i]; }

  /// The beginning of row i.
  void take(const Tensor<T>& a, int i, int count) {
    for (int j = 0; j < count; ++j) {
      if (!unchecked && !std::isfinite(a(i, j))) throw Refusal("", "an entry is not finite");
      (*this)(i, j) = a(i, j);
    }
  }

  template <class F>
  Tensor<T> where(int m, int n, F kept) const {
    Tensor<T> a({m, n});
    for (int i = 0; i < m; ++i)
      for (int j = 0; j < n; ++j)
        if (kept(i, j)) a(i, j) = (*this)(i, j);
    return a;
  }
  Tensor<T> tensor() const {
    return where(rows, columns, [](int, int) { return true; });
  }
};

template <class T>
Tensor<T> vector(const std::vector<T>& x, int n) {
  return Tensor<T>({n}, {x.begin(), x.begin() + n});
}

/// Calls a routine twice: first for the size of its workspace. `arguments(work, lwork)` makes the call.
template <class T, class F>
void with_workspace(F routine) {
  std::vector<T> work(1);
  int size = -1;
  routine(work.data(), &size);
  size = std::max(1, static_cast<int>(work[0]));
  work.resize(static_cast<std::size_t>(size));
  routine(work.data(), &size);
}

void require_success(int info, const char* what) {
  if (info != 0) throw Refusal("", what + std::string(": info = ") + std::to_string(info));
}

template <class T>
Outputs<T> cholesky(const Call<T>& call) {
  auto a = Columns<T>::lower(call.real("a"));
  int info = 0;
  library->call<T>("potrf", "L", &a.rows, a.data.data(), &a.leading, &info, std::size_t{1});
  require_success(info, "not positive definite");
  return {{"l", a.where(a.rows, a.rows, [](int i, int j) { return i >= j; })}};
}

template <class T>
Outputs<T> svdvals(const Call<T>& call) {
  Columns<T> a(call.real("a"));
  const int k = std::min(a.rows, a.columns), one = 1;
  std::vector<T> sigma(std::max(1, k)), none(1);
  std::vector<int> integers(8 * std::max(1, k));
  int info = 0;
  with_workspace<T>([&](T* work, int* size) {
    library->call<T>("gesdd", "N", &a.rows, &a.columns, a.data.data(), &a.leading, sigma.data(), none.data(), &one, none.data(), &one, work, size,
                     integers.data(), &info, std::size_t{1});
  });
  require_success(info, "no convergence");
  return {{"sigma", vector(sigma, k)}};
}

template <class T>
Outputs<T> svd(const Call<T>& call) {
  Columns<T> a(call.real("a"));
  const int k = std::min(a.rows, a.columns);
  const bool full = call.integer("full") != 0;
  Columns<T> u(a.rows, full ? a.rows : k), vt(full ? a.columns : k, a.columns);
  if (k == 0) {  // gesdd returns at once and leaves U and V as they are
    for (int i = 0; i < u.columns; ++i) u(i, i) = 1;
    for (int i = 0; i < vt.rows; ++i) vt(i, i) = 1;
  }
  std::vector<T> sigma(std::max(1, k));
  std::vector<int> integers(8 * std::max(1, k));
  int info = 0;
  with_workspace<T>([&](T* work, int* size) {
    library->call<T>("gesdd", full ? "A" : "S", &a.rows, &a.columns, a.data.data(), &a.leading, sigma.data(), u.data.data(), &u.leading, vt.data.data(),
                     &vt.leading, work, size, integers.data(), &info, std::size_t{1});
  });
  require_success(info, "no convergence");
  return {{"u", u.tensor()}, {"sigma", vector(sigma, k)}, {"vt", vt.tensor()}};
}

/// Eigenvalues, and the vectors in place of the matrix.
template <class T>
std::vector<T> symmetric_eigenvalues(Columns<T>& a, bool vectors) {
  const char* job = vectors ? "V" : "N";
  std::vector<T> lambda(std::max(1, a.rows)), work(1);
  std::vector<int> integers(1);
  int info = 0, size = -1, integer_size = -1;
  for (int attempt = 0; attempt < 2; ++attempt) {
    library->call<T>("syevd", job, "L", &a.rows, a.data.data(), &a.leading, lambda.data(), work.data(), &size, integers.data(), &integer_size, &info,
                     std::size_t{1}, std::size_t{1});
    if (attempt == 1) break;
    work.resize(static_cast<std::size_t>(size = std::max(1, static_cast<int>(work[0]))));
    integers.resize(static_cast<std::size_t>(integer_size = std::max(1, integers[0])));
  }
  require_success(info, "no convergence");
  return lambda;
}

template <class T>
Outputs<T> eigh(const Call<T>& call) {
  auto a = Columns<T>::lower(call.real("a"));
  const auto lambda = symmetric_eigenvalues(a, true);
  return {{"lambda", vector(lambda, a.rows)}, {"q", a.tensor()}};
}
template <class T>
Outputs<T> eigvalsh(const Call<T>& call) {
  auto a = Columns<T>::lower(call.real("a"));
  const auto lambda = symmetric_eigenvalues(a, false);
  return {{"lambda", vector(lambda, a.rows)}};
}

template <class T>
Outputs<T> eig(const Call<T>& call, bool vectors) {
  Columns<T> a(call.real("a"));
  const int n = a.rows, one = 1;
  Columns<T> v(n, n), re(n, n), im(n, n);
  std::vector<T> lambda_re(std::max(1, n)), lambda_im(std::max(1, n)), none(1);
  int info = 0;
  with_workspace<T>([&](T* work, int* size) {
    library->call<T>("geev", "N", vectors ? "V" : "N", &n, a.data.data(), &a.leading, lambda_re.data(), lambda_im.data(), none.data(), &one, v.data.data(),
                     &v.leading, work, size, &info, std::size_t{1}, std::size_t{1});
  });
  require_success(info, "no convergence");
  Outputs<T> outputs{{"lambda_re", vector(lambda_re, n)}, {"lambda_im", vector(lambda_im, n)}};
  if (!vectors) return outputs;
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i) {  // columns j and j + 1 hold the real and imaginary part of a conjugate pair
      const bool second = lambda_im[j] < 0;
      re(i, j) = second ? v(i, j - 1) : v(i, j);
      im(i, j) = lambda_im[j] == 0 ? 0 : second ? -v(i, j) : v(i, j + 1);
    }
  outputs["v_re"] = re.tensor();
  outputs["v_im"] = im.tensor();
  return outputs;
}

/// PA = LU in place; returns the interchanges, and what LAPACK says of the pivots.
template <class T>
std::vector<int> factor(Columns<T>& a, int& info) {
  std::vector<int> pivots(static_cast<std::size_t>(std::max(1, std::min(a.rows, a.columns))));
  library->call<T>("getrf", &a.rows, &a.columns, a.data.data(), &a.leading, pivots.data(), &info);
  return pivots;
}

template <class T>
Outputs<T> lu(const Call<T>& call) {
  Columns<T> a(call.real("a"));
  const int k = std::min(a.rows, a.columns);
  int info = 0;
  const auto pivots = factor(a, info);
  Tensor<std::int64_t> p({a.rows});
  for (int i = 0; i < a.rows; ++i) p[i] = i;
  for (int i = 0; i < k; ++i) std::swap(p[i], p[pivots[i] - 1]);
  Tensor<T> l = a.where(a.rows, k, [](int i, int j) { return i > j; });
  for (int i = 0; i < k; ++i) l(i, i) = 1;
  return {{"p", p}, {"l", l}, {"u", a.where(k, a.columns, [](int i, int j) { return i <= j; })}};
}

template <class T>
Outputs<T> lu_solve(const Call<T>& call) {
  Columns<T> a(call.real("a")), b(call.real("b"));
  std::vector<int> pivots(static_cast<std::size_t>(a.leading));
  int info = 0;
  library->call<T>("gesv", &a.rows, &b.columns, a.data.data(), &a.leading, pivots.data(), b.data.data(), &b.leading, &info);
  require_success(info, "singular");
  return {{"x", b.tensor()}};
}

template <class T>
Outputs<T> inverse(const Call<T>& call) {
  Columns<T> a(call.real("a"));
  int info = 0;
  const auto pivots = factor(a, info);
  require_success(info, "singular");
  with_workspace<T>([&](T* work, int* size) { library->call<T>("getri", &a.rows, a.data.data(), &a.leading, pivots.data(), work, size, &info); });
  require_success(info, "singular");
  return {{"x", a.tensor()}};
}

template <class T>
Outputs<T> det(const Call<T>& call) {
  Columns<T> a(call.real("a"));
  int info = 0;
  const auto pivots = factor(a, info);
  T product = 1;
  for (int i = 0; i < a.rows; ++i) product *= pivots[i] == i + 1 ? a(i, i) : -a(i, i);
  return {{"det", Tensor<T>({}, {product})}};
}

/// Q of the reflectors in `a`, with as many columns as wanted.
template <class T>
Columns<T> orthogonal_factor(const Columns<T>& a, const std::vector<T>& tau, int columns) {
  const int k = std::min(a.rows, a.columns);
  Columns<T> q(a.rows, columns);
  for (int j = 0; j < k; ++j)
    for (int i = 0; i < a.rows; ++i) q(i, j) = a(i, j);
  int info = 0;
  with_workspace<T>([&](T* work, int* size) { library->call<T>("orgqr", &q.rows, &q.columns, &k, q.data.data(), &q.leading, tau.data(), work, size, &info); });
  return q;
}

template <class T>
Outputs<T> qr(const Call<T>& call) {
  Columns<T> a(call.real("a"));
  const int k = std::min(a.rows, a.columns), columns = call.integer("full") != 0 ? a.rows : k;
  std::vector<T> tau(std::max(1, k));
  int info = 0;
  with_workspace<T>([&](T* work, int* size) { library->call<T>("geqrf", &a.rows, &a.columns, a.data.data(), &a.leading, tau.data(), work, size, &info); });
  Columns<T> q = orthogonal_factor(a, tau, columns), r(columns, a.columns);
  for (int i = 0; i < k; ++i)
    for (int j = i; j < a.columns; ++j) r(i, j) = a(i, j);
  return {{"q", q.tensor()}, {"r", r.tensor()}};
}

template <class T>
Outputs<T> qr_pivoted(const Call<T>& call) {
  Columns<T> a(call.real("a"));
  const int k = std::min(a.rows, a.columns);
  std::vector<T> tau(std::max(1, k));
  std::vector<int> order(std::max(1, a.columns));
  int info = 0;
  with_workspace<T>([&](T* work, int* size) {
    library->call<T>("geqp3", &a.rows, &a.columns, a.data.data(), &a.leading, order.data(), tau.data(), work, size, &info);
  });
  Tensor<std::int64_t> p({a.columns});
  for (int j = 0; j < a.columns; ++j) p[j] = order[j] > 0 ? order[j] - 1 : j;
  return {{"q", orthogonal_factor(a, tau, k).tensor()}, {"r", a.where(k, a.columns, [](int i, int j) { return i <= j; })}, {"p", p}};
}

/// The first n rows of what a solver has left in place of the right sides.
template <class T>
Columns<T> right_sides(const Tensor<T>& b, int rows) {
  Columns<T> tall(std::max(rows, static_cast<int>(b.shape[0])), static_cast<int>(b.shape[1]));
  for (int i = 0; i < b.shape[0]; ++i)
    for (int j = 0; j < b.shape[1]; ++j) tall(i, j) = b(i, j);
  return tall;
}

template <class T>
Outputs<T> lstsq(const Call<T>& call) {
  Columns<T> a(call.real("a")), x = right_sides(call.real("b"), a.columns);
  int info = 0;
  with_workspace<T>([&](T* work, int* size) {
    library->call<T>("gels", "N", &a.rows, &a.columns, &x.columns, a.data.data(), &a.leading, x.data.data(), &x.leading, work, size, &info, std::size_t{1});
  });
  require_success(info, "not of full rank");
  return {{"x", x.where(a.columns, x.columns, [](int, int) { return true; })}};
}

template <class T>
Outputs<T> cholesky_solve(const Call<T>& call) {
  auto a = Columns<T>::lower(call.real("a"));
  Columns<T> b(call.real("b"));
  int info = 0;
  library->call<T>("posv", "L", &a.rows, &b.columns, a.data.data(), &a.leading, b.data.data(), &b.leading, &info, std::size_t{1});
  require_success(info, "not positive definite");
  return {{"x", b.tensor()}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--unchecked") unchecked = true, --argc, ++argv;
  if (argc > 3 || (argc > 1 && argv[1][0] == '-')) {
    std::fprintf(stderr, "usage: etalon_lapack [--unchecked] [LIBLAPACK [LIBBLAS]]\n"
                         "Without files the netlib libraries of Debian's liblapack3 and libblas3.\n"
                         "--unchecked hands NaN and infinities to LAPACK, which may not come back from them.\n");
    return 2;
  }
  const std::string folder = ETALON_NETLIB_FOLDER;
  try {
    static const Library loaded(argc > 1 ? argv[1] : folder + "/lapack/liblapack.so.3", argc > 2 ? argv[2] : argc > 1 ? "" : folder + "/blas/libblas.so.3");
    library = &loaded;
    etalon::program::Program program(loaded.name(), loaded.files());
    program.add("linalg.cholesky", []<class T>(const Call<T>& call) { return cholesky(call); });
    program.add("linalg.cholesky_solve", []<class T>(const Call<T>& call) { return cholesky_solve(call); });
    program.add("linalg.lu", []<class T>(const Call<T>& call) { return lu(call); });
    program.add("linalg.lu_solve", []<class T>(const Call<T>& call) { return lu_solve(call); });
    program.add("linalg.inverse", []<class T>(const Call<T>& call) { return inverse(call); });
    program.add("linalg.det", []<class T>(const Call<T>& call) { return det(call); });
    program.add("linalg.qr", []<class T>(const Call<T>& call) { return qr(call); });
    program.add("linalg.qr_pivoted", []<class T>(const Call<T>& call) { return qr_pivoted(call); });
    program.add("linalg.lstsq", []<class T>(const Call<T>& call) { return lstsq(call); });
    program.add("linalg.eigh", []<class T>(const Call<T>& call) { return eigh(call); });
    program.add("linalg.eigvalsh", []<class T>(const Call<T>& call) { return eigvalsh(call); });
    program.add("linalg.eig", []<class T>(const Call<T>& call) { return eig(call, true); });
    program.add("linalg.eigvals", []<class T>(const Call<T>& call) { return eig(call, false); });
    program.add("linalg.svd", []<class T>(const Call<T>& call) { return svd(call); });
    program.add("linalg.svdvals", []<class T>(const Call<T>& call) { return svdvals(call); });
    return program.serve();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "etalon_lapack: %s\n", error.what());
    return 2;
  }
}
