#pragma once
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verify/trial/operation.hpp"

namespace etalon::verify {

struct Request;
struct Truth;

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

/// What entries of an output may be where the function has a kink: every number between the one-sided derivatives.
using Subdifferential = std::map<std::size_t, Interval>;
using KinksOf = std::function<Subdifferential(const Values<Interval>& in, std::size_t entries, const Interval& u, std::size_t variant)>;
void declare_kinks(const std::string& operation, const std::string& clause, const std::string& output, KinksOf kinks);
bool has_kinks(const Operation& op);
/// Where every entry may be what stands here.
Subdifferential all_of(const std::vector<Interval>& declared);
/// Of the entries at a kink; empty where there is none.
Subdifferential subdifferential(const Operation& op, const Values<Interval>& in, const std::string& output, std::size_t entries, const Interval& u, std::size_t variant);

/// Said beside the laws: `const Kinks<ReluVjp> kinks("C2", "grad_x", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> { … });`,
/// with a fourth argument for the variant where it matters; or by a function of `in` and `u`, and the variant, that returns the Subdifferential of all entries, where they share work.
template <class Op>
struct Kinks {
  using In = typename Op::template In<Interval>;
  using Variant = typename Reference<Op>::Variant;

  template <class F>
    requires std::is_empty_v<F>
  Kinks(const char* clause, const char* output, F kink) {
    declare_kinks(Op::statement().name, clause, output, [=](const Values<Interval>& in, std::size_t entries, const Interval& u, std::size_t variant) {
      const In x = Wings<Op>::reference.template inputs<Interval>(in);
      if constexpr (requires { kink(x, u); }) {
        return Subdifferential(kink(x, u));
      } else if constexpr (requires { kink(x, u, static_cast<Variant>(variant)); }) {
        return Subdifferential(kink(x, u, static_cast<Variant>(variant)));
      } else {
        Subdifferential found;
        for (std::size_t i = 0; i < entries; ++i) {
          std::optional<Interval> set;
          if constexpr (requires { kink(x, i, u, static_cast<Variant>(variant)); }) set = kink(x, i, u, static_cast<Variant>(variant));
          else set = kink(x, i, u);
          if (set) found.emplace(i, *set);
        }
        return found;
      }
    });
  }
};

/// Is x the point, or so near that rounding x may make it so? Functions compare what they were given, or that after a rounding.
inline bool is_at(const Interval& x, const Interval& point, const Interval& u) { return (abs(x - point) <= 2 * u * abs(point)).certainly(); }
/// The numbers between two.
inline Interval between(const Interval& a, const Interval& b) { return Interval::between(min(a, b), max(a, b)); }

}  // namespace etalon::verify
