#pragma once
#include <optional>

#include "verify/generate/cases.hpp"
#include "verify/report/row.hpp"

namespace etalon::verify {

/// A row before the implementation: its cases are put, and what else it may follow is found out.
class Probe {
 public:
  Probe(const Row& row, const VerifyOptions& options, Implementation& trial) : row_(row), options_(options), trial_(trial) {}

  /// Its cases begin … end − 1.
  Part judged(const Convention& convention, std::size_t begin, std::size_t end, bool until_one_fails = false);
  /// The convention that explains most of the first failing cases, if one explains any; another variant only if ordinary cases do not
  /// speak more for the one that is claimed.
  std::optional<Convention> followed(const Convention& claimed, const Part& all);
  /// In which arithmetic it behaves: of those coarser than it claims, the sharpest that explains every case; where it passes in a
  /// narrow format, whether it accumulates in float32. "" where there is nothing to say.
  std::string behaviour(Convention convention, const Part& all);

 private:
  struct Answers {
    std::vector<Request> requests;
    std::vector<Reply> replies;

    std::size_t size() const { return replies.size(); }
    bool agrees(std::size_t i, const Convention& convention) const { return judge_by(convention, requests[i], replies[i]).outcome <= Outcome::undecided; }
  };
  Answers answers(const std::vector<std::size_t>& numbers);
  Answers ordinary_answers();
  Case case_for(std::size_t number);
  bool behaves_as(const Convention& convention);

  const Row& row_;
  const VerifyOptions& options_;
  Implementation& trial_;
};

/// The cases of its causes.
std::size_t failing(const Part& part);

}  // namespace etalon::verify
