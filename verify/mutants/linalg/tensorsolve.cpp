#include "reference/contract/linalg/tensorsolve.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/column_major.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Tensorsolve;
using contract::linalg::TensorsolveVjp;

const auto registered =
    mutants<Tensorsolve>()
        .add("transposed", "the last axes of a taken for the equations, the first for the unknowns",
             []<class T>(const Tensorsolve::In<T>& in) -> Result<Tensorsolve::Out<T>> {
               auto other = in;
               const auto n = static_cast<std::int64_t>(in.b.size());
               if (in.a.size() == in.b.size() * in.b.size())
                 for (std::int64_t i = 0; i < n; ++i)
                   for (std::int64_t j = 0; j < n; ++j) other.a[i * n + j] = in.a[j * n + i];
               return Wings<Tensorsolve>::fast(other);
             })
        .spoils("column_major_solution", "x folded with the first axis fastest", [](auto& out, const auto&) { out.x = read_column_major(out.x); })
        .add("column_major_side", "b unfolded with the first axis fastest, a with the last",
             []<class T>(const Tensorsolve::In<T>& in) -> Result<Tensorsolve::Out<T>> {
               auto other = in;
               other.b = read_column_major(in.b);
               return Wings<Tensorsolve>::fast(other);
             })
        .spoils("shape_of_b", "x has the axes of b", [](auto& out, const auto& in) { out.x.shape = in.b.shape; })
        .add("ridge", "10⁻⁸ on the diagonal, to be safe",
             []<class T>(const Tensorsolve::In<T>& in) -> Result<Tensorsolve::Out<T>> {
               auto safe = in;
               for (std::size_t i = 0; i < safe.a.size(); i += in.b.size() + 1) safe.a[i] += T(1e-8);
               return Wings<Tensorsolve>::fast(safe);
             })
        .add("zeros_when_singular", "what cannot be solved is answered with 0", []<class T>(const Tensorsolve::In<T>& in) -> Result<Tensorsolve::Out<T>> {
          auto out = Wings<Tensorsolve>::fast(in);
          if (!out && out.failure().clause == "C2")
            return Tensorsolve::Out<T>{Tensor<T>(Dimensions(in.a.shape.begin() + static_cast<std::ptrdiff_t>(in.b.rank()), in.a.shape.end()))};
          return out;
        });

const auto registered_vjp =
    mutants<TensorsolveVjp>()
        .spoils("sign", "b̄[p]·x[q] to a", [](auto& out, const auto&) { for (auto& g : out.grad_a) g = -g; })
        .spoils("outer_product_transposed", "−x[p]·b̄[q] to a", [](auto& out, const auto& in) { transpose_square(out.grad_a, static_cast<std::int64_t>(in.b.size())); })
        .spoils("column_major", "b̄ folded with the first axis fastest", [](auto& out, const auto&) { out.grad_b = read_column_major(out.grad_b); })
        .add("not_transposed", "the adjoint solved with a itself",
             []<class T>(const TensorsolveVjp::In<T>& in) -> Result<TensorsolveVjp::Out<T>> {
               auto out = Wings<TensorsolveVjp>::fast(in);
               if (!out) return out;
               const auto wrong = Wings<Tensorsolve>::fast(Tensorsolve::In<T>{in.a, Tensor<T>(in.b.shape, in.cotangent.x.data)});
               if (wrong) out->grad_b = Tensor<T>(in.b.shape, wrong->x.data);
               return out;
             });

}  // namespace
}  // namespace etalon::verify
