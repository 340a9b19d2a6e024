#pragma once
#include <string>
#include <vector>

#include "verify/generate/draw.hpp"
#include "verify/trial/operation.hpp"

/// The matrices on which every operation of linalg is tried: spectra × conditions × scales × ranks, the named ones of the
/// literature, and sizes around the blocks of LAPACK.
namespace etalon::verify::gen {

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
  std::function<Tensor<double>(Draw&)> draws;
};

/// The shared classes for such matrices.
std::vector<MatrixClass> matrix_classes(const Matrices& wanted);

/// The matrices with names, each of one size that shows what is special about it, rounded to float64.
std::vector<std::pair<std::string, Tensor<double>>> golden_matrices(const Matrices& wanted);

/// The six classical spectra of LAPACK's own tests; from 1 down to 1/condition.
enum class Spectrum { one_large, one_small, geometric, arithmetic, log_uniform, clustered };
std::vector<double> spectrum(Draw& draw, Spectrum kind, std::int64_t k, double condition);

/// Of any of the spectra, condition 2, (0.1/u)^¼, √(0.1/u) or 0.1/u, full or missing rank.
Tensor<double> any_spectrum(Draw& draw, std::int64_t rows, std::int64_t columns, const Matrices& wanted);

/// m×n with entries of the format whose singular values are near the given ones: two random sequences of rotations
/// around the diagonal.
Tensor<double> matrix_with_spectrum(Draw& draw, std::int64_t m, std::int64_t n, const std::vector<double>& spectrum);
/// Symmetric, with eigenvalues near the given ones: a random sequence of rotations of rows and columns around the diagonal.
Tensor<double> symmetric_with_spectrum(Draw& draw, const std::vector<double>& spectrum);
/// Symmetric positive definite, condition near 2^bits: Q·diag·Qᵀ, made dominant where rounding could spoil it.
Tensor<double> positive_definite(Draw& draw, std::int64_t n, int bits);

}  // namespace etalon::verify::gen
