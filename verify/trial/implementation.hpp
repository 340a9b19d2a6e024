#pragma once
#include <map>
#include <string>
#include <vector>

#include "verify/trial/formats.hpp"
#include "verify/trial/operation.hpp"

/// What is put on trial, as judge and adapters see it.
namespace etalon::verify {

/// One call of an operation.
struct Request {
  const Operation* operation;
  std::size_t variant;
  const Format* format;  ///< the dtype of every real input, and of every real output
  Values<double> inputs;
  std::string layouts = "";   ///< of each input: 'C' by rows, 'F' by columns, 'S' every second entry of a larger one, backwards; "": all by rows
  bool strict_dtype = false;  ///< an answer in a wider dtype breaks C0
  double seconds = 0;         ///< that the judgement may take; 0: any
  bool in_units = true;       ///< errors are wanted in inherent units, whatever the grade; else units of |y| alone, which are no larger, stand for them
  Mixed mixed = {};           ///< in which formats it computes, where that is not the dtype
  std::size_t accepted = 0;   ///< the grade (judge/grades.hpp) of which the bounds are enough; 0: the contract's own

  Formats formats() const { return {*format, mixed}; }
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
  std::vector<std::string> changed = {};  ///< arguments that the call has overwritten
};

/// What an implementation says of its own about one operation.
struct Declared {
  std::vector<std::string> dtypes = {};                        ///< in which it has it; empty: in all of its own
  std::map<std::string, std::vector<std::string>> only = {};   ///< the values that it takes of some inputs, as text
  Mixed arithmetic = {};                                       ///< in which it computes what it stores in formats that are no wider
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
  virtual Declared declared(const std::string& operation) {
    static_cast<void>(operation);
    return {};
  }
  /// Its arithmetic takes subnormal numbers for zero.
  virtual bool flushes_subnormals() { return false; }
  /// The layouts of arrays that it takes, of "CFS".
  virtual std::string layouts() { return "C"; }
  /// One reply for each request, in order; never throws for what the implementation does.
  virtual std::vector<Reply> call(const std::vector<Request>& requests) = 0;
};

}  // namespace etalon::verify
