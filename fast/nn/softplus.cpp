#include "reference/contract/nn/softplus.hpp"

#include "fast/joint.hpp"
#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::nn;
using contract::nn::Softplus;
using contract::nn::SoftplusVjp;

namespace {

/// f of the logistic function, in two steps.
template <class F>
auto of_logistic(const F& f) {
  return InSteps{[](const auto& x, const auto&...) { return Logistic(x).e; }, [f](const auto& e, const auto& x, const auto&... more) { return f(Logistic(x, e), more...); }};
}

}  // namespace

/// max(x, 0) + log1p(exp(−|x|)): the exponential never overflows, and nothing cancels.
template <>
const Fast<Softplus> Wings<Softplus>::fast = []<class T>(const Softplus::In<T>& in, Seen& seen) -> Result<Softplus::Out<T>> {
  return Softplus::Out<T>{std::move(map_to<1>(of_logistic([](const auto& at) { return std::array{at.softplus()}; }), watched(in.x, seen))[0])};
};

/// ȳ·σ(x).
template <>
const Fast<SoftplusVjp> Wings<SoftplusVjp>::fast = []<class T>(const SoftplusVjp::In<T>& in, Seen& seen) -> Result<SoftplusVjp::Out<T>> {
  return SoftplusVjp::Out<T>{map_packs([](const auto& x, const auto& y) { return Logistic(x).times_sigmoid(y); }, watched(in.x, seen), watched(in.cotangent.y, seen))};
};

template <>
const Joint<SoftplusVjp> Together<SoftplusVjp>::fast = []<class T>(const SoftplusVjp::In<T>& in, Seen& seen) -> Result<ValueAndDerivative<SoftplusVjp, T>> {
  auto [y, grad_x] = map_to<2>(of_logistic([](const auto& at, const auto& cotangent) { return std::array{at.softplus(), at.times_sigmoid(cotangent)}; }), watched(in.x, seen), watched(in.cotangent.y, seen));
  return ValueAndDerivative<SoftplusVjp, T>{{std::move(y)}, {std::move(grad_x)}};
};

}  // namespace etalon
