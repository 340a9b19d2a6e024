#pragma once
#include "reference/contract/contract.hpp"

/// What divergences of two distributions on the same points share: they are given by weights, each divided by the sum of its own.
namespace etalon::contract {

struct TwoDistributions {
  template <class T> struct In { Tensor<T> p; Tensor<T> q; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::p>({n}, "weights of one distribution, of any sum"), in::data<&In<T>::q>({n}, "weights of the other")};
  }
  static Complaint no_weight(const Inputs& in, std::size_t) {
    for (const char* field : {"p", "q"}) {
      const Entries& x = in.real(field);
      bool any = false;
      for (std::size_t i = 0; i < x.size(); ++i) any = any || x.greater(i, 0);
      if (!any) return std::string(field) + " has no positive weight";
    }
    return std::nullopt;
  }
  /// C1 to C3, which refuse.
  static std::vector<Clause> with(std::vector<Clause> own) {
    std::vector<Clause> all{{"C1", ClauseKind::domain, finite({"p", "q"})},
                            {"C2", ClauseKind::precondition, not_negative("p") && not_negative("q")},
                            {"C3", ClauseKind::domain, Predicate{"each has a positive weight", no_weight}}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
};

}  // namespace etalon::contract
