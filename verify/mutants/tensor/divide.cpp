#include "reference/contract/tensor/divide.hpp"

#include "verify/mutants/tensor/broadcast.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Divide;
using contract::tensor::DivideVjp;

const auto registered =
    mutants<Divide>()
        .spoils("another_operation", "b/a", [](auto& out, const auto& in) {
          const auto both = contract::Broadcasting::of(in.a.shape, in.b.shape);
          for (std::size_t i = 0; i < out.c.size(); ++i) {
            const auto a = in.a[both->a[i]], b = in.b[both->b[i]];
            out.c[i] = b / a;
          }
        })
        .spoils("from_the_first_axis", "b repeated along the first axis where it belongs to the last",
                []<class T>(Divide::Out<T>& out, const Divide::In<T>& in) { repeat_from_the_first<Divide>(out, in); })
        .spoils("twice_rounded", "computed, and rounded to 16 bits", [](auto& out, const auto&) {
          for (auto& c : out.c) c = in_sixteen_bits(c);
        });

const auto registered_vjp =
    mutants<DivideVjp>()
        .spoils("not_summed", "the last of the cotangents that broadcast, not their sum", []<class T>(DivideVjp::Out<T>& out, const DivideVjp::In<T>& in) {
          const auto both = contract::Broadcasting::of(in.a.shape, in.b.shape);
          if (both->a.empty() || in.a.size() == both->a.size()) return;
          auto one = in;
          for (std::size_t i = 0; i + 1 < both->a.size(); ++i) one.cotangent.c[i] = 0;
          out = *Wings<DivideVjp>::fast(one);
        })
        .spoils("averaged", "divided by how many broadcast", [](auto& out, const auto& in) {
          if (in.a.size() > 0)
            for (auto& g : out.grad_a) g /= static_cast<float>(in.cotangent.c.size()) / static_cast<float>(in.a.size());
        })
        .spoils("sign", "b̄ with the other sign", [](auto& out, const auto&) {
          for (auto& g : out.grad_b) g = -g;
        });

}  // namespace
}  // namespace etalon::verify
