#pragma once
#include "verify/report/result.hpp"

/// What happens to the cases of a row, collected.
namespace etalon::verify {

/// By which an implementation computes: one of the operation's variants, in arithmetic that flushes subnormal numbers or not, in formats beside the dtype.
struct Convention {
  std::size_t variant;
  bool flushes = false;
  Mixed arithmetic = {};
};
/// "mean", "flushed subnormals", "mean, flushed subnormals".
std::string text(const Operation& op, const Convention& convention);
/// The judgement by that convention. Where subnormal numbers are flushed, those of the inputs may be.
Verdict judge_by(const Convention& convention, Request request, const Reply& reply);

/// A failing case as it was first seen.
struct Seen {
  std::size_t index, size;  ///< its number, and the entries of its inputs
  Verdict verdict;
  Reply reply;
};

/// What happened in a chunk of a row's cases. Chunks are merged in the order of the cases, whatever thread ran them.
struct Part {
  std::map<CaseClass, std::map<Outcome, std::size_t>> counts = {};
  std::map<std::string, std::size_t> drawn = {};
  double used = 0, inherent = 0, seconds = 0;
  bool rounded = true;
  std::string note = {}, remark = {};
  std::optional<std::size_t> grade = {};  ///< the worst
  std::vector<std::pair<Cause, Seen>> causes = {};  ///< each with its smallest case
  std::vector<std::size_t> failing = {};            ///< the numbers of the first cases that fail

  void add(const InputClass& kind, std::size_t index, const Values<double>& inputs, const Verdict& verdict, const Reply& reply);
  void merge(const Part& later);
};

/// The row that a part makes; the causes worst first, and at most so many.
void settle(Row& row, const Part& all, std::vector<Seen>& seen);

}  // namespace etalon::verify
