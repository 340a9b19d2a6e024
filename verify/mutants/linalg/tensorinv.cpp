#include <cmath>
#include <limits>

#include "reference/contract/linalg/tensorinv.hpp"
#include "verify/mutants.hpp"
#include "verify/mutants/linalg/column_major.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Tensorinv;

const auto registered =
    mutants<Tensorinv>()
        .add("ind_ignored", "always two axes for the rows",
             []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> { return Wings<Tensorinv>::fast(Tensorinv::In<T>{in.a, 2}); })
        .add("ind_from_the_end", "ind counts the axes of the columns",
             []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
               return Wings<Tensorinv>::fast(Tensorinv::In<T>{in.a, static_cast<std::int64_t>(in.a.rank()) - in.ind});
             })
        .add("shape_of_a", "the inverse has the axes of a, not Q + P",
             []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
               auto out = Wings<Tensorinv>::fast(in);
               if (out) out->ainv.shape = in.a.shape;
               return out;
             })
        .add("transposed", "the matrix of the inverse transposed",
             []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
               auto out = Wings<Tensorinv>::fast(in);
               if (!out) return out;
               const std::int64_t n = count_of(Dimensions(in.a.shape.begin(), in.a.shape.begin() + in.ind));
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < i; ++j) std::swap(out->ainv[i * n + j], out->ainv[j * n + i]);
               return out;
             })
        .add("column_major", "the inverse folded with the first axis fastest",
             []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
               auto out = Wings<Tensorinv>::fast(in);
               if (out) out->ainv = read_column_major(out->ainv);
               return out;
             })
        .add("half_precision", "half of the digits", []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
          auto out = Wings<Tensorinv>::fast(in);
          if (out)
            for (T& x : out->ainv) x += x * std::sqrt(std::numeric_limits<T>::epsilon());
          return out;
        });

}  // namespace
}  // namespace etalon::verify
