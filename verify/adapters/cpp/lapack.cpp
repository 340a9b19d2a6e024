// Any LAPACK on trial, Debian's netlib without arguments:  etalon verify 'linalg.*' --impl cmd:build/bin/etalon_lapack
// Another:  --impl 'cmd:build/bin/etalon_lapack /opt/lib/liblapack.so /opt/lib/libblas.so'
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

/// By columns, as LAPACK wants it; an empty one still has an address and a leading dimension of at least 1.
template <class T>
struct Columns {
  int rows, columns, leading;
  std::vector<T> data;

  Columns(int m, int n) : rows(m), columns(n), leading(std::max(1, m)), data(static_cast<std::size_t>(leading) * std::max(1, n)) {}
  explicit Columns(const Tensor<T>& a) : Columns(static_cast<int>(a.shape.at(0)), static_cast<int>(a.shape.at(1))) {
    for (int i = 0; i < rows; ++i)
      for (int j = 0; j < columns; ++j) (*this)(i, j) = a(i, j);
  }
  T& operator()(int i, int j) { return data[static_cast<std::size_t>(j) * leading + i]; }
  T operator()(int i, int j) const { return data[static_cast<std::size_t>(j) * leading + i]; }

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
  Columns<T> a(call.real("a"));
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

}  // namespace

int main(int argc, char** argv) {
  if (argc > 3 || (argc > 1 && argv[1][0] == '-')) {
    std::fprintf(stderr, "usage: etalon_lapack [LIBLAPACK [LIBBLAS]]\nWithout arguments the netlib libraries of Debian's liblapack3 and libblas3.\n");
    return 2;
  }
  const std::string folder = ETALON_NETLIB_FOLDER;
  try {
    static const Library loaded(argc > 1 ? argv[1] : folder + "/lapack/liblapack.so.3", argc > 2 ? argv[2] : argc > 1 ? "" : folder + "/blas/libblas.so.3");
    library = &loaded;
    etalon::program::Program program(loaded.description());
    program.add("linalg.cholesky", []<class T>(const Call<T>& call) { return cholesky(call); });
    program.add("linalg.svdvals", []<class T>(const Call<T>& call) { return svdvals(call); });
    return program.serve();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "etalon_lapack: %s\n", error.what());
    return 2;
  }
}
