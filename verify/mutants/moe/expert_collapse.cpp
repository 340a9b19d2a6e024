#include "reference/contract/moe/expert_collapse.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertCollapse;

const auto registered =
    mutants<ExpertCollapse>()
        .spoils("bits", "the entropy in bits", [](auto& out, const auto&) { out.entropy /= 0.69314718f; })
        .spoils("epsilon", "log(s + 1e-9): what is left of the entropy near a collapse is the ε", []<class T>(ExpertCollapse::Out<T>& out, const ExpertCollapse::In<T>& in) {
          T sum = 0;
          for (const T l : in.load) sum += l;
          out.entropy = 0;
          for (const T l : in.load) out.entropy -= l / sum * std::log(l / sum + T(1e-9));
        })
        .spoils("deviation", "CV for CV²", [](auto& out, const auto&) { out.squared_variation = std::sqrt(out.squared_variation); })
        .spoils("sample", "the variance over n − 1", []<class T>(ExpertCollapse::Out<T>& out, const ExpertCollapse::In<T>& in) {
          if (in.load.size() > 1) out.squared_variation *= static_cast<T>(in.load.size()) / static_cast<T>(in.load.size() - 1);
        })
        .spoils("largest_load", "the largest load, not its share", []<class T>(ExpertCollapse::Out<T>& out, const ExpertCollapse::In<T>& in) {
          out.largest_share = 0;
          for (const T l : in.load) out.largest_share = l > out.largest_share ? l : out.largest_share;
        });

}  // namespace
}  // namespace etalon::verify
