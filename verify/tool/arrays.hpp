#pragma once
#include <optional>
#include <string>

#include "reference/contract/tensor.hpp"
#include "reference/number/literal.hpp"

/// Tensors in the files that others keep them in. Each reader throws std::invalid_argument that names the file and what is wrong where.
namespace etalon::verify::tool {

struct Array {
  std::string dtype;  ///< float64, float32, float16 or int64 (of every integer); "" where the file has decimals
  Tensor<Literal> entries;
};

/// By the ending of its name: x.npy, x.npz:KEY (or x.npz with one array), x.mtx; nothing for any other file.
std::optional<Array> read_array(const std::string& path);

/// A .npy file of floats, integers or booleans (versions 1–3, either order of bytes and axes), exactly as numpy.load reads it.
Array read_npy(const std::string& path);
/// The bytes of such a file.
Array parse_npy(const std::string& bytes);
/// One array of a .npz file; "" is the only one.
Array read_npz(const std::string& path, const std::string& key);
Array parse_npz(const std::string& bytes, const std::string& key);
/// A dense or sparse Matrix Market file, real or integer, of any symmetry, as the dense matrix that it stands for.
Array read_mtx(const std::string& path);
Tensor<Literal> parse_mtx(const std::string& text);

}  // namespace etalon::verify::tool
