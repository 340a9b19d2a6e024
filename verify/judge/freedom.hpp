#pragma once
#include <functional>
#include <initializer_list>
#include <string>

#include "verify/judge/truth.hpp"
#include "verify/trial/implementation.hpp"

namespace etalon::verify {

/// Where signs are free: exact inputs and outputs, sizes, and the format's u and η.
using SignCondition = std::function<bool(const Values<Interval>& in, const Values<Interval>& exact, const SizeValues&, const Interval& u, const Interval& eta)>;
void declare_free_in_sign(const std::string& operation, const std::string& clause, std::initializer_list<const char*> outputs, SignCondition where);

/// May −y be as right as y in this output? Whoever looks for answers that the judge passes wrongly leaves such signs alone; sizes, zeros
/// and every other output stay.
bool free_in_sign(const Request& request, const Truth& truth, const std::string& output);

/// Said beside the laws: `const FreeInSign<Eigh> signs("C7", {"q"});`, with the clause that leaves them free, and where they are not free
/// everywhere, where: `[](const auto& in, const auto& exact, const auto& sizes, const auto& u, const auto& eta) { return …; }`.
template <class Op>
struct FreeInSign {
  using In = typename Op::template In<Interval>;
  using Out = typename Op::template Out<Interval>;

  FreeInSign(const char* clause, std::initializer_list<const char*> outputs) { declare_free_in_sign(Op::statement().name, clause, outputs, {}); }
  FreeInSign(const char* clause, std::initializer_list<const char*> outputs, bool (*where)(const In&, const Out&, const SizeValues&, const Interval&, const Interval&)) {
    declare_free_in_sign(Op::statement().name, clause, outputs, [=](const Values<Interval>& in, const Values<Interval>& exact, const SizeValues& sizes, const Interval& u, const Interval& eta) {
      return where(Wings<Op>::reference.template inputs<Interval>(in), Wings<Op>::reference.template outputs<Interval>(exact), sizes, u, eta);
    });
  }
};

}  // namespace etalon::verify
