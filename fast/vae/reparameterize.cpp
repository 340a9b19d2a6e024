#include "reference/contract/vae/reparameterize.hpp"

#include "fast/vae/spread.hpp"

namespace etalon {
using namespace fast::vae;
using contract::vae::Reparameterize;
using contract::vae::ReparameterizeVjp;

template <>
const Fast<Reparameterize> Wings<Reparameterize>::fast = []<class T>(const Reparameterize::In<T>& in, Spread convention) -> Result<Reparameterize::Out<T>> {
  Tensor<T> z = in.mu;
  for (std::size_t i = 0; i < z.size(); ++i) z[i] += Deviation<T>(in.spread[i], convention).times(in.noise[i]);
  return Reparameterize::Out<T>{std::move(z)};
};

template <>
const Fast<ReparameterizeVjp> Wings<ReparameterizeVjp>::fast =
    []<class T>(const ReparameterizeVjp::In<T>& in, Spread convention) -> Result<ReparameterizeVjp::Out<T>> {
  Tensor<T> grad_spread = in.cotangent.z;
  for (std::size_t i = 0; i < grad_spread.size(); ++i) grad_spread[i] = Deviation<T>(in.spread[i], convention).by_slope(grad_spread[i] * in.noise[i]);
  return ReparameterizeVjp::Out<T>{in.cotangent.z, std::move(grad_spread)};
};

}  // namespace etalon
