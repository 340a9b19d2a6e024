#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// How fast errors fall: the order that every three of them show, the rate of every two, and the class that all of them show.
///
/// The class is read off Lₖ = −log eₖ, which is o(k) for sublinear errors, ~ ck for linear ones, beyond every ck for superlinear
/// ones, and ~ c·pᵏ for those of order p. Let S₁, S₂, S₃ be the sums of L over three thirds of m errors each, and
/// g = (S₃ − S₂)/(S₂ − S₁), the growth: neither a unit of the errors nor a stride enters, and every error counts. Of a + c·kᵅ, g tends to
/// (3ᵅ⁺¹ − 2ᵅ⁺² + 1)/(2ᵅ⁺¹ − 2): 0.38 for errors like powers of 1/k (α = 0), 1 for linear ones, 2 for α = 2. Of a + c·pᵏ it is pᵐ, so that
/// g^(1/m) is the order p. The bounds 2/3 and 3/2 are at α = 0.52 and 1.56, halfway. Fluctuations of L that stay bounded move g by O(1/m) alone.
struct OrderOfConvergence {
  /// What all errors show.
  enum Convergence : std::int64_t { none, sublinear, linear, superlinear, quadratic, cubic };
  static constexpr const char* names[] = {"none", "sublinear", "linear", "superlinear", "quadratic", "cubic"};

  template <class T> struct In { Tensor<T> errors; };
  template <class T> struct Out {
    Tensor<T> rates;
    Tensor<T> orders;
    std::int64_t order = 0;
    Tensor<T> constant, growth, r_order, mean_rate;
    std::int64_t convergence = 0;
  };

  inline static const Count pairs{"pairs"}, triples{"triples"};
  template <class I> static SizeValues sizes(const I& in) {
    const auto n = static_cast<std::int64_t>(in.errors.size());
    return {{"pairs", std::max<std::int64_t>(0, n - 1)}, {"triples", std::max<std::int64_t>(0, n - 2)}};
  }

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::errors>({any_extent}, "e₀ … eₙ₋₁: distances from the limit, three at least")};
  }
  template <class T> static auto outputs() {
    // A quotient. Two quotients, two logarithms, of which the smaller costs what its argument's rounding does, and a quotient.
    return std::tuple{out::inherent<&Out<T>::rates>({pairs}, 1, "C5", "eₖ₊₁/eₖ"),
                      out::inherent<&Out<T>::orders>({triples}, 5, "C5", "log(eₖ₊₂/eₖ₊₁)/log(eₖ₊₁/eₖ)"),
                      out::analysis<&Out<T>::order>({}, "p, of the class: 1, 2 or 3; 0 where the errors do not fall"),
                      out::analysis<&Out<T>::constant>(Any{}, "the last eₖ₊₁/eₖᵖ; none where the errors do not fall"),
                      out::analysis<&Out<T>::growth>(Any{}, "g, how many more digits the last third of the errors has gained on the middle one than that on the first; none where they do not fall"),
                      out::analysis<&Out<T>::r_order>(Any{}, "g^(1/m), the order that all errors show"),
                      out::analysis<&Out<T>::mean_rate>(Any{}, "the geometric mean of eₖ₊₁/eₖ from the middle third to the last"),
                      out::analysis<&Out<T>::convergence>({}, "what all errors show: 5 cubic, 4 quadratic, 3 superlinear, 2 linear, 1 sublinear, 0 none")};
  }
  static Statement statement() {
    return {.name = "optimization.order_of_convergence",
            .summary = "rates eₖ₊₁/eₖ and orders log(eₖ₊₂/eₖ₊₁)/log(eₖ₊₁/eₖ) of errors that fall, with the class that they show",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("there are three errors at least", too_few) && finite("errors") && positive("errors"),
                         "three errors at least, finite and above 0: a sequence that reaches its limit has no order"},
                        {"C2", ClauseKind::domain, Predicate("no two errors that follow each other are equal", equal_neighbours)},
                        {"C3", ClauseKind::law, "errors cqᵏ have order 1 and rate q; errors with eₖ₊₁ = ceₖᵖ tend to order p"},
                        {"C4", ClauseKind::law, "in another unit neither rates nor orders differ"},
                        {"C5", ClauseKind::error, "inherent: a quotient; two quotients, two logarithms and a quotient"},
                        {"C6", ClauseKind::law, "of the last 3m errors, m of each third, the growth is g: from 3/2 on they are superlinear, of order g^(1/m), which is called quadratic "
                                                "from 7/4 and cubic from 5/2 on; up to 2/3 sublinear; between these linear; none where a third's product is not below that of the one before"},
                        {"C7", ClauseKind::law, "errors with Lₖ = −log eₖ = a + c·pᵏ have growth pᵐ and order p, whatever their number; the class of a known sequence neither depends on how many "
                                                "of its errors are seen nor on bounded fluctuations of L"}},
            .source = "Ortega and Rheinboldt, Iterative Solution of Nonlinear Equations in Several Variables (1970), chapter 9; Nocedal and Wright, Numerical Optimization (2006), A.2",
            .no_derivative = "an order is read off, nobody descends along it"};
  }

 private:
  static Complaint too_few(const Inputs& in, std::size_t) {
    const std::size_t n = in.real("errors").size();
    return n < 3 ? Complaint("errors has " + std::to_string(n) + (n == 1 ? " entry" : " entries")) : std::nullopt;
  }
  static Complaint equal_neighbours(const Inputs& in, std::size_t) {
    const Entries& errors = in.real("errors");
    for (std::size_t k = 0; k + 1 < errors.size(); ++k)
      if (errors.equal(k, k + 1)) return "errors[" + std::to_string(k) + "] and errors[" + std::to_string(k + 1) + "] are equal";
    return std::nullopt;
  }
};

inline constexpr Function<OrderOfConvergence> order_of_convergence;

}  // namespace etalon::contract::optimization
