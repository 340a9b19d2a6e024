#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "verify/trial/implementation.hpp"

namespace etalon::verify {

struct AdapterOptions {
  std::string python = "";                           ///< used for a leading `python3`; "": the first that has NumPy
  std::size_t files_beyond = std::size_t{64} << 10;  ///< tensors of more bytes go through files, the others through the lines themselves
};

/// The implementation on trial cannot be started.
struct StartError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// "fast", "reference" (certified truth rounded: the control), "textbook" (the reference's formula in the arithmetic that is claimed, its sums
/// one after the other; "textbook:pairwise", "textbook:blocked") or "cmd:PROGRAM ARGUMENTS…". Throws std::invalid_argument
/// for anything else, StartError when the program cannot be started.
std::unique_ptr<Implementation> open_implementation(const std::string& description, const AdapterOptions& options);

/// A C++ function as an implementation of what it claims.
std::unique_ptr<Implementation> in_process(std::string name, std::vector<std::string> implements,
                                           std::function<Result<Values<double>>(const Request&)> run,
                                           std::vector<std::string> dtypes = {"float64", "float32"});

}  // namespace etalon::verify
