#pragma once
#include "reference/contract/contract.hpp"

/// How an encoder gives the deviation σ of a Gaussian: what the operations of vae with a field `spread` share.
namespace etalon::contract {

struct GaussianSpread {
  enum class Variant { log_variance, softplus, sigma };
  static std::vector<Convention> variants() {
    return {{"log_variance", "s = log σ²: Kingma and Welling"}, {"softplus", "σ = log(1 + eˢ)"}, {"sigma", "s = σ itself"}};
  }
  static constexpr const char* text = "s: log σ², σ, or what σ is the softplus of";

  /// σ is positive where it is given itself.
  static Predicate positive(const std::vector<std::string>& fields) {
    return {"σ > 0 where it is given itself", [fields](const Inputs& in, std::size_t variant) -> Complaint {
      if (static_cast<Variant>(variant) != Variant::sigma) return std::nullopt;
      for (const std::string& field : fields)
        for (std::size_t i = 0; i < in.real(field).size(); ++i)
          if (!in.real(field).greater(i, 0)) return field + "[" + std::to_string(i) + "] is not positive";
      return std::nullopt;
    }};
  }
  /// No field has a NaN.
  static Predicate numbers(const std::vector<std::string>& fields) {
    Predicate all = not_nan(fields.front());
    for (std::size_t i = 1; i < fields.size(); ++i) all = std::move(all) && not_nan(fields[i]);
    return all;
  }
};

}  // namespace etalon::contract
