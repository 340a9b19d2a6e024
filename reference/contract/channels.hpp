#pragma once
#include "reference/contract/contract.hpp"

/// Batches whose second axis is channels.
namespace etalon::contract {

/// x has an axis of channels, as many as the parameter, with so many entries in each at least.
inline Predicate channels_of(const std::string& parameter, std::int64_t least) {
  std::string text = "x has a second axis of channels, as many as " + parameter + " has entries";
  if (least > 0) text += ", with " + std::to_string(least) + " entries in each at least";
  return {text, [=](const Inputs& in, std::size_t) -> Complaint {
            const Dimensions& x = in.shape("x");
            const std::int64_t channels = in.shape(parameter).at(0);
            if (x.size() < 2) return "x has shape " + shape_text(x) + ": no second axis";
            if (x[1] != channels) return "x has " + std::to_string(x[1]) + " channels, and " + parameter + " " + std::to_string(channels);
            if (least > 0 && (channels == 0 || count_of(x) / channels < least)) return "x has shape " + shape_text(x) + ": too few entries in each channel";
            return std::nullopt;
          }};
}

/// The entries of a channel.
inline std::int64_t entries_of_channel(const Dimensions& x) { return x.size() < 2 || x[1] == 0 ? 0 : count_of(x) / x[1]; }

}  // namespace etalon::contract
