#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "verify/operation.hpp"

namespace etalon::verify {

/// One call of an operation.
struct Request {
  const Operation* operation;
  std::size_t variant;
  const Format* format;  ///< the dtype of every real input, and of every real output
  Values<double> inputs;
};

/// One output as an implementation returned it.
struct NamedOutput {
  std::string name;
  std::string dtype;
  Value<double> value;
};

/// What came back.
struct Reply {
  enum class Kind {
    outputs,
    refused,      ///< the implementation refused the input, maybe naming a clause
    error,        ///< it failed for another reason (a TypeError, say)
    garbage,      ///< the answer could not be read
    crash,        ///< the process ended
    timeout,
    unsupported,
  };
  Kind kind;
  std::vector<NamedOutput> outputs = {};
  std::string clause = {};
  std::string message = {};
};

/// Something on trial. One instance serves one thread.
class Implementation {
 public:
  virtual ~Implementation() = default;
  /// As it calls itself: "NumPy 1.24.2".
  virtual std::string name() = 0;
  /// What it is made of, such as the files that its BLAS and LAPACK come from; may be "".
  virtual std::string libraries() { return ""; }
  /// The names (with {variant} where one is meant) that it implements.
  virtual std::vector<std::string> implements() = 0;
  virtual std::vector<std::string> dtypes() = 0;
  /// One reply for each request, in order; never throws for what the implementation does.
  virtual std::vector<Reply> call(const std::vector<Request>& requests) = 0;
};

struct AdapterOptions {
  double timeout_seconds = 10;
  std::string python;  ///< used for a leading `python3`; "": the first that has NumPy
};

/// The implementation on trial cannot be started.
struct StartError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// "fast", "reference" (certified truth rounded: the control) or "cmd:PROGRAM ARGUMENTS…". Throws std::invalid_argument
/// for anything else, StartError when the program cannot be started.
std::unique_ptr<Implementation> open_implementation(const std::string& description, const AdapterOptions& options);

/// A C++ function as an implementation.
std::unique_ptr<Implementation> in_process(std::string name, std::vector<const Operation*> operations,
                                           std::function<Result<Values<double>>(const Request&)> run,
                                           std::vector<std::string> dtypes = {"float64", "float32"});

}  // namespace etalon::verify
