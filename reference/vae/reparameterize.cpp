#include "reference/contract/vae/reparameterize.hpp"

#include "reference/vae/spread.hpp"

namespace etalon {
using namespace reference::vae;
using contract::vae::Reparameterize;
using contract::vae::ReparameterizeVjp;

template <>
const Reference<Reparameterize> Wings<Reparameterize>::reference =
    []<class T>(const Reparameterize::In<T>& in, Spread convention) -> Result<Reparameterize::Out<T>> {
  Tensor<T> z = in.mu;
  for (std::size_t i = 0; i < z.size(); ++i) z[i] += deviation(in.spread[i], convention) * in.noise[i];
  return Reparameterize::Out<T>{std::move(z)};
};

template <>
const Reference<ReparameterizeVjp> Wings<ReparameterizeVjp>::reference =
    []<class T>(const ReparameterizeVjp::In<T>& in, Spread convention) -> Result<ReparameterizeVjp::Out<T>> {
  Tensor<T> grad_spread = in.cotangent.z;
  for (std::size_t i = 0; i < grad_spread.size(); ++i) grad_spread[i] *= in.noise[i] * slope(in.spread[i], convention);
  return ReparameterizeVjp::Out<T>{in.cotangent.z, grad_spread};
};

}  // namespace etalon
