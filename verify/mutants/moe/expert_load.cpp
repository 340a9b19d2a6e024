#include "reference/contract/moe/expert_load.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertLoad;

const auto registered =
    mutants<ExpertLoad>()
        .spoils("padding_counts", "the mask is not read", []<class T>(ExpertLoad::Out<T>& out, const ExpertLoad::In<T>& in) {
          auto other = in;
          std::fill(other.mask.begin(), other.mask.end(), 1);
          out = *Wings<ExpertLoad>::fast(other);
        })
        .spoils("dropped_at_last", "−1 counts from the last, as an index of Python does", []<class T>(ExpertLoad::Out<T>& out, const ExpertLoad::In<T>& in) {
          for (std::int64_t token = 0; token < in.assignment.shape[0]; ++token)
            for (std::int64_t j = 0; j < in.assignment.shape[1]; ++j) out.load[in.n - 1] += in.mask[token] == 1 && in.assignment(token, j) == -1;
        })
        .spoils("first_choice", "the first choice of each token alone", []<class T>(ExpertLoad::Out<T>& out, const ExpertLoad::In<T>& in) {
          std::fill(out.load.begin(), out.load.end(), 0);
          for (std::int64_t token = 0; token < in.assignment.shape[0]; ++token)
            if (in.assignment.shape[1] > 0 && in.mask[token] == 1 && in.assignment(token, 0) >= 0) ++out.load[in.assignment(token, 0)];
        })
        .spoils("once", "an expert that has any token has one", [](auto& out, const auto&) {
          for (auto& l : out.load) l = std::min<std::int64_t>(l, 1);
        });

}  // namespace
}  // namespace etalon::verify
