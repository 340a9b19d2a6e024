#include "reference/contract/tensor/argmax.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Argmax;

/// Calls `wrong(index, entries of its lane)`.
template <class Out, class In, class F>
void spoil_lanes(Out& out, const In& in, F wrong) {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) wrong(out.index[lane], lanes->entries(in.x, lane));
}

const auto registered =
    mutants<Argmax>()
        .spoils("last_of_several", "of several the last", [](auto& out, const auto& in) {
          spoil_lanes(out, in, [](std::int64_t& index, const auto& x) {
            for (std::size_t k = 0; k < x.size(); ++k)
              if (x[k] == x[static_cast<std::size_t>(index)]) index = static_cast<std::int64_t>(k);
          });
        })
        .spoils("from_one", "counted from 1", [](auto& out, const auto&) { for (auto& index : out.index) ++index; })
        .spoils("smallest", "where x is smallest", [](auto& out, const auto& in) {
          spoil_lanes(out, in, [](std::int64_t& index, const auto& x) {
            for (std::size_t k = 0; k < x.size(); ++k)
              if (x[k] < x[static_cast<std::size_t>(index)]) index = static_cast<std::int64_t>(k);
          });
        });

}  // namespace
}  // namespace etalon::verify
