#pragma once
/// Judges functions of one's own.
///
///     #include <etalon/verify.hpp>
///     const auto report = etalon::verify::judge(etalon::nn::softmax, [](const auto& in) { return my_softmax(in); });
///     std::cout << etalon::verify::console_text(report, false);
///     return report.exit_code();
#include "etalon.hpp"
#include "verify/report/result.hpp"

namespace etalon::verify {

/// A function In<double> → Result<Out<double>> against certified truth, on options.cases generated inputs. Where it refuses it
/// returns domain(clause, message). Of an operation with conventions it follows one, the default unless another is named:
/// `judge(nn::softmax, my_softmax, {}, Softmax::Variant::zeros)`. A failing case is shrunk and saved in options.failures_folder.
template <class Op, class F>
Report judge(Function<Op>, F function, VerifyOptions options = {}, typename Reference<Op>::Variant variant = {}) {
  const Operation* op = Registry::find(Wings<Op>::reference.contract().statement.name);
  options.patterns = {op->name()};
  options.dtypes = {"float64"};
  options.implementation = "a function";
  options.open = [=] {
    return in_process("a function", {op->name_with(static_cast<std::size_t>(variant))}, [=](const Request& request) -> Result<Values<double>> {
      const Result<typename Op::template Out<double>> out = function(inputs_of_values<Op, double>(request.inputs));
      if (!out) return out.failure();
      return values_of_outputs<Op, double>(*out);
    }, {"float64"});
  };
  return run_verify(options);
}

}  // namespace etalon::verify
