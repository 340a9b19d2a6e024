#include "reference/contract/tensor/add.hpp"

#include "verify/mutants/tensor/broadcast.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Add;
using contract::tensor::AddVjp;

const auto registered =
    wrong_pairs<Add>()
        .spoils("another_operation", "a − b", [](auto& out, const auto& in) {
          const auto both = contract::Broadcasting::of(in.a.shape, in.b.shape);
          for (std::size_t i = 0; i < out.c.size(); ++i) {
            const auto a = in.a[both->a[i]], b = in.b[both->b[i]];
            out.c[i] = a - b;
          }
        });

const auto registered_vjp = wrong_pairs_back<AddVjp>();

}  // namespace
}  // namespace etalon::verify
