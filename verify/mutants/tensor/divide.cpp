#include "reference/contract/tensor/divide.hpp"

#include "verify/mutants/tensor/broadcast.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Divide;
using contract::tensor::DivideVjp;

const auto registered =
    wrong_pairs<Divide>()
        .spoils("another_operation", "b/a", [](auto& out, const auto& in) {
          const auto both = contract::Broadcasting::of(in.a.shape, in.b.shape);
          for (std::size_t i = 0; i < out.c.size(); ++i) {
            const auto a = in.a[both->a[i]], b = in.b[both->b[i]];
            out.c[i] = b / a;
          }
        });

const auto registered_vjp = wrong_pairs_back<DivideVjp>();

}  // namespace
}  // namespace etalon::verify
