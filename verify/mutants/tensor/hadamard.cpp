#include "reference/contract/tensor/hadamard.hpp"

#include "verify/mutants/tensor/broadcast.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Hadamard;
using contract::tensor::HadamardVjp;

const auto registered =
    wrong_pairs<Hadamard>()
        .spoils("another_operation", "a + b", [](auto& out, const auto& in) {
          const auto both = contract::Broadcasting::of(in.a.shape, in.b.shape);
          for (std::size_t i = 0; i < out.c.size(); ++i) {
            const auto a = in.a[both->a[i]], b = in.b[both->b[i]];
            out.c[i] = a + b;
          }
        });

const auto registered_vjp = wrong_pairs_back<HadamardVjp>();

}  // namespace
}  // namespace etalon::verify
