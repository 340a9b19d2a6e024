#pragma once
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "reference/contract/tensor.hpp"

/// Puts an implementation in C++ on trial: a program of its own that speaks the protocol of verify/adapters/README.md. It links
/// nothing of etalon but two small files, so that no BLAS of the verifier can stand in for that of the library on trial.
///
///     int main() {
///       etalon::program::Program mine("my library 1.0");
///       mine.add("linalg.cholesky", []<class T>(const etalon::program::Call<T>& call) {
///         return etalon::program::Outputs<T>{{"l", my_cholesky(call.real("a"))}};
///       });
///       return mine.serve();
///     }
namespace etalon::program {

/// The input is refused: `throw Refusal("C2", "the matrix is singular")`; the clause may be "".
struct Refusal : std::runtime_error {
  Refusal(std::string c, const std::string& message) : std::runtime_error(message), clause(std::move(c)) {}
  std::string clause;
};
/// Not implemented for these inputs.
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class T>
using Field = std::variant<Tensor<T>, Tensor<std::int64_t>, std::vector<Tensor<T>>, std::string>;

/// One call: its inputs by name. A name that the operation does not have, or a field of another kind, is an error.
template <class T>
struct Call {
  std::string operation, variant;
  std::map<std::string, Field<T>> inputs;

  const Tensor<T>& real(const std::string& name) const { return get<Tensor<T>>(name); }
  T scalar(const std::string& name) const { return real(name).data.at(0); }
  const Tensor<std::int64_t>& integers(const std::string& name) const { return get<Tensor<std::int64_t>>(name); }
  std::int64_t integer(const std::string& name) const { return integers(name).data.at(0); }

 private:
  template <class Kind>
  const Kind& get(const std::string& name) const {
    const auto found = inputs.find(name);
    if (found == inputs.end()) throw std::invalid_argument("there is no input " + name);
    if (const Kind* value = std::get_if<Kind>(&found->second)) return *value;
    throw std::invalid_argument("the input " + name + " is of another kind");
  }
};

template <class T>
using Outputs = std::map<std::string, std::variant<Tensor<T>, Tensor<std::int64_t>>>;

/// Operations by name, and the loop that answers the verifier.
class Program {
 public:
  /// Its name in reports, and what it is made of: the files that answer for its libraries.
  explicit Program(std::string name, std::string libraries = "") : name_(std::move(name)), libraries_(std::move(libraries)) {}

  /// A generic lambda `[]<class T>(const Call<T>&) -> Outputs<T>`, for float64 and float32.
  template <class F>
  void add(const std::string& operation, F handler) {
    in_double_[operation] = [handler](const Call<double>& call) { return handler(call); };
    in_float_[operation] = [handler](const Call<float>& call) { return handler(call); };
  }

  /// Answers requests on stdin until they end; whatever else is printed to stdout goes to stderr. Returns the exit status.
  int serve() const;
  /// The reply to one line of request.
  std::string answer(const std::string& line) const;

 private:
  std::string name_, libraries_;
  std::map<std::string, std::function<Outputs<double>(const Call<double>&)>> in_double_;
  std::map<std::string, std::function<Outputs<float>(const Call<float>&)>> in_float_;
};

}  // namespace etalon::program
