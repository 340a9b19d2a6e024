#include "reference/contract/linalg/tensorinv.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/column_major.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Tensorinv;
using contract::linalg::TensorinvVjp;

const auto registered =
    mutants<Tensorinv>()
        .add("ind_ignored", "always two axes for the rows",
             []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> { return Wings<Tensorinv>::fast(Tensorinv::In<T>{in.a, 2}); })
        .add("ind_from_the_end", "ind counts the axes of the columns",
             []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
               return Wings<Tensorinv>::fast(Tensorinv::In<T>{in.a, static_cast<std::int64_t>(in.a.rank()) - in.ind});
             })
        .spoils("shape_of_a", "the inverse has the axes of a, not Q + P", [](auto& out, const auto& in) { out.ainv.shape = in.a.shape; })
        .spoils("transposed", "the matrix of the inverse transposed",
                [](auto& out, const auto& in) { transpose_square(out.ainv, count_of(Dimensions(in.a.shape.begin(), in.a.shape.begin() + in.ind))); })
        .spoils("column_major", "the inverse folded with the first axis fastest", [](auto& out, const auto&) { out.ainv = read_column_major(out.ainv); })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.ainv); });

const auto registered_vjp =
    mutants<TensorinvVjp>()
        .spoils("sign", "XᵀX̄Xᵀ", [](auto& out, const auto&) { for (auto& g : out.grad_a) g = -g; })
        .spoils("transposed", "−XX̄ᵀX: the matrix of the gradient transposed",
                [](auto& out, const auto& in) { transpose_square(out.grad_a, count_of(Dimensions(in.a.shape.begin(), in.a.shape.begin() + in.ind))); })
        .spoils("shape_of_the_inverse", "folded as the inverse is", [](auto& out, const auto& in) { out.grad_a.shape = in.cotangent.ainv.shape; })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.grad_a); });

}  // namespace
}  // namespace etalon::verify
