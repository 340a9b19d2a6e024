#pragma once
#include <functional>
#include <string>
#include <vector>

#include "verify/generate/draw.hpp"
#include "verify/trial/operation.hpp"

/// The matrices on which every operation of linalg is tried: spectra × conditions × scales × ranks, the named ones of the
/// literature, and sizes around the blocks of LAPACK.
namespace etalon::verify::draw {

/// What an operation asks of its matrix.
struct Matrices {
  enum Shape { any, tall, square, symmetric, definite } shape = any;
  bool full_rank = false;      ///< condition below 1/(64n²u), where a sound elimination meets no zero
  std::int64_t largest = 8;    ///< of the ordinary sizes
  bool blocks = true;          ///< also 31–33, 63–65, 127–129
};

struct MatrixClass {
  std::string name;
  CaseClass kind;
  std::function<Tensor<double>(const Format&)> draw;
};

/// The shared classes for such matrices.
std::vector<MatrixClass> matrix_classes(const Matrices& wanted);

/// The matrices with names, each of one size that shows what is special about it, rounded to float64.
std::vector<std::pair<std::string, Tensor<double>>> golden_matrices(const Matrices& wanted);

/// The six classical spectra of LAPACK's own tests; from 1 down to 1/condition.
enum class Spectrum { one_large, one_small, geometric, arithmetic, log_uniform, clustered };
std::vector<double> spectrum(Spectrum kind, std::int64_t k, double condition);

/// Of any of the spectra, condition 2, √(0.1/u) or 0.1/u, full or missing rank.
Tensor<double> any_spectrum(const Format& format, std::int64_t rows, std::int64_t columns, const Matrices& wanted);

}  // namespace etalon::verify::draw
