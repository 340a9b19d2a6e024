#pragma once
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/gan_scores.hpp"

namespace etalon::fast::gan {

/// −mean s, in pairs.
inline constexpr auto negated_mean = []<class T>(const contract::FakeScores::In<T>& in) -> Result<contract::FakeScores::Out<T>> {
  return contract::FakeScores::Out<T>{-tensor::mean_of<T>(in.fake.shape[0], [&](std::int64_t i) { return in.fake[i]; })};
};

/// −1/m for each.
template <class D>
constexpr auto slopes_of_negated_mean = []<class T>(const contract::FakeScores::In<T>& in) -> Result<typename D::template Out<T>> {
  return typename D::template Out<T>{map(in.fake, [&](T) { return -1 / static_cast<T>(in.fake.shape[0]); })};
};

}  // namespace etalon::fast::gan
