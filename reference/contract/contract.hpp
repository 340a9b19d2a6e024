#pragma once
/// The vocabulary in which an operation is stated. A contract is a struct with
///
///     template <class T> struct In  { Tensor<T> x; };            typed inputs, T the number
///     template <class T> struct Out { T value; };
///     template <class T> static auto inputs();                   one in::data / in::exact per member of In
///     template <class T> static auto outputs();                  one out::… per member of Out, with its grade
///     static Statement statement();                              name, meaning, numbered clauses, variants, source
///
/// and, where they apply, `enum class Variant` (the conventions, in the order of statement().variants) and
/// `static SizeValues sizes(const In&)` (sizes that shapes alone do not give). A derivative derives from Vjp<Primal> or
/// Gradient<Primal> (derivative.hpp), and says what is its own: Out, outputs() and statement().
#include "reference/contract/derivative.hpp"
#include "reference/contract/evaluator.hpp"
#include "reference/contract/fields.hpp"
#include "reference/contract/statement.hpp"
