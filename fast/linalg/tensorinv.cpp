#include "fast/linalg/tensorinv.hpp"

#include "fast/linalg/inverse.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Inverse;
using contract::linalg::Tensorinv;

const Fast<Tensorinv> tensorinv = []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
  const Dimensions& given = in.a.shape;
  if (in.ind < 1 || in.ind > static_cast<std::int64_t>(given.size()))
    return domain("C4", "ind is " + std::to_string(in.ind) + "; expected 1 … the " + std::to_string(given.size()) + " axes of a");
  const Dimensions p(given.begin(), given.begin() + in.ind);
  Dimensions inverted(given.begin() + in.ind, given.end());
  const std::int64_t n = count_of(inverted);
  if (count_of(p) != n)
    return domain("C3", "a of shape " + shape_text(given) + " has " + std::to_string(count_of(p)) + " rows and " + std::to_string(n) + " columns");

  const auto found = inverse(Inverse::In<T>{Tensor<T>({n, n}, in.a.data)});
  if (!found) return found.failure();
  inverted.insert(inverted.end(), p.begin(), p.end());
  return Tensorinv::Out<T>{Tensor<T>(inverted, found->x.data), found->omega};
};

}  // namespace etalon::fast::linalg
