#pragma once
#include "reference/contract/contract.hpp"
#include "reference/contract/formula.hpp"

/// The models whose parameters are fitted to data: what the caller writes of the parameters x[0], x[1], … and of t, where it was measured.
namespace etalon::contract::optimization::model_of_t {

/// A formula with one output, of n parameters and after them t; what is wrong with it otherwise.
std::variant<Formula, std::string> read(const std::string& model, std::int64_t n);
/// The same where it can be read; throws std::logic_error where it cannot.
Formula formula_of(const std::string& model, std::int64_t n);
/// How often the step of a model is used that is used most.
std::int64_t uses(const std::string& model, std::int64_t n);
/// The input `model` can be read with the parameters of x.
Predicate readable();

}  // namespace etalon::contract::optimization::model_of_t
