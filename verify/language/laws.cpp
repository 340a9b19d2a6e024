#include "verify/language/laws.hpp"

#include "verify/generate/derived_classes.hpp"

namespace etalon::verify {

LawsOf::LawsOf(Operation operation) : op_(&Registry::add(std::move(operation))) { Registry::when_complete(add_derived_classes); }
void LawsOf::add_class(CaseClass kind, std::string name, std::string refused_by, Draws draws) {
  op_->classes.push_back({std::move(name), kind, std::move(refused_by), std::move(draws), false});
}
void LawsOf::add_matrices(const gen::Matrices& wanted, const std::function<Values<double>(Draw&, Tensor<double>)>& inputs_of) {
  for (const gen::MatrixClass& one : gen::matrix_classes(wanted))
    add_class(one.kind, one.name, "", [=](Draw& draw) { return inputs_of(draw, one.draws(draw)); });
}
void LawsOf::add_golden(const gen::Matrices& wanted, const std::function<Values<double>(const Tensor<double>&)>& inputs_of) {
  for (const auto& [name, a] : gen::golden_matrices(wanted)) op_->golden.emplace_back(name, inputs_of(a));
}
void LawsOf::add_theorem(const char* clause, const char* what, std::function<void(Checks&, const Values<Interval>&, std::size_t)> check) {
  op_->theorems.push_back({clause, what, std::move(check)});
}
void LawsOf::add_law(const char* clause, const char* what, decltype(CommonLaw::check) check) {
  op_->laws.push_back({clause, what, check});
  add_theorem(clause, what, [op = op_, check](Checks& checks, const Values<Interval>& in, std::size_t variant) {
    auto out = op->reference(in, variant);
    if (!out) throw Refused{out.failure()};
    Values<Interval> own = in;
    check(checks, own, *out, variant);
  });
}
void LawsOf::add_requirement(const char* clause, const char* what, decltype(Requirement::check) check) {
  op_->requirements.push_back({clause, what, std::move(check)});
}
void LawsOf::add_steps(std::string operation, decltype(Steps::inputs) inputs) { op_->steps = Steps{std::move(operation), std::move(inputs)}; }
void LawsOf::add_measure(const char* output, std::string operation, decltype(Steps::inputs) inputs) { op_->measures[output] = Steps{std::move(operation), std::move(inputs)}; }
void LawsOf::allow_infinity(const char* output) { op_->may_be_infinite.emplace_back(output); }
void LawsOf::leave_out(const char* name, const char* why) { op_->left_out.emplace_back(name, why); }

}  // namespace etalon::verify
