#include "reference/contract/calculus/finite_difference.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using FiniteDifference = contract::calculus::FiniteDifference;

/// As it is written: what rounding does to it is what is asked.
template <>
const Fast<FiniteDifference> Wings<FiniteDifference>::fast = []<class T>(const FiniteDifference::In<T>& in, FiniteDifference::Variant variant) -> Result<FiniteDifference::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const bool central = variant == FiniteDifference::Variant::central;
  Tensor<T> derivative({f.outputs_count(), in.x.shape[0]});
  Tape<T> ahead(f), behind(f);
  for (std::size_t j = 0; j < in.x.size(); ++j) {
    auto x = in.x.data;
    x[j] = in.x[j] + in.h;
    if (auto failure = ahead.run(x, false)) return *failure;
    x[j] = central ? in.x[j] - in.h : in.x[j];
    if (auto failure = behind.run(x, false)) return *failure;
    for (std::size_t i = 0; i < f.outputs.size(); ++i) derivative[i * in.x.size() + j] = (ahead.output(i) - behind.output(i)) / (central ? 2 * in.h : in.h);
  }
  return FiniteDifference::Out<T>{std::move(derivative)};
};

}  // namespace etalon
