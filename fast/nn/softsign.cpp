#include "reference/contract/nn/softsign.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Softsign;
using contract::nn::SoftsignVjp;

/// As it is written.
template <>
const Fast<Softsign> Wings<Softsign>::fast = []<class T>(const Softsign::In<T>& in) -> Result<Softsign::Out<T>> {
  return Softsign::Out<T>{map(in.x, [](T x) { return x / (1 + std::fabs(x)); })};
};

/// Two quotients, since the square may overflow.
template <>
const Fast<SoftsignVjp> Wings<SoftsignVjp>::fast = []<class T>(const SoftsignVjp::In<T>& in) -> Result<SoftsignVjp::Out<T>> {
  return SoftsignVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) { return y / (1 + std::fabs(x)) / (1 + std::fabs(x)); })};
};

}  // namespace etalon
