#pragma once
#include "reference/contract/gan_scores.hpp"
#include "reference/gan/answers.hpp"

namespace etalon::reference::gan {

/// −mean s.
inline constexpr auto negated_mean = []<class T>(const contract::FakeScores::In<T>& in) -> Result<contract::FakeScores::Out<T>> {
  return contract::FakeScores::Out<T>{-mean_of(in.fake, [](const T& s) { return s; })};
};

/// −1/m for each.
template <class D>
constexpr auto slopes_of_negated_mean = []<class T>(const contract::FakeScores::In<T>& in) -> Result<typename D::template Out<T>> {
  return typename D::template Out<T>{map(in.fake, [&](const T&) -> T { return -1 / T(in.fake.shape[0]); })};
};

}  // namespace etalon::reference::gan
