#include "reference/contract/nn/triplet_margin_loss.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::TripletMarginLoss;
using contract::nn::TripletMarginLossGradient;

namespace {

/// x − y + ε of rows i, scaled by a power of two so that no square leaves the range.
template <class T>
struct Difference {
  std::vector<T> scaled;
  T norm;  ///< of `scaled`
  int exponent = 0;

  Difference(const Tensor<T>& x, const Tensor<T>& y, T epsilon, std::int64_t i) {
    T largest = 0;
    for (std::int64_t k = 0; k < x.shape[1]; ++k) {
      scaled.push_back(x(i, k) - y(i, k) + epsilon);
      largest = std::max(largest, std::fabs(scaled.back()));
    }
    if (largest > 0) exponent = std::ilogb(largest);
    for (T& entry : scaled) entry = std::ldexp(entry, -exponent);
    norm = std::sqrt(pairwise_sum<T>(0, x.shape[1], [&](std::int64_t k) { return scaled[static_cast<std::size_t>(k)] * scaled[static_cast<std::size_t>(k)]; }));
  }
  T distance() const { return std::ldexp(norm, exponent); }
};

/// What one term consists of.
template <class T>
struct Term {
  Difference<T> near, far;
  bool swapped = false;
  T excess;

  Term(const TripletMarginLoss::In<T>& in, std::int64_t i) : near(in.anchor, in.positive, in.epsilon, i), far(in.anchor, in.negative, in.epsilon, i) {
    if (in.swap == 1) {
      Difference<T> other(in.positive, in.negative, in.epsilon, i);
      if (other.distance() < far.distance()) far = std::move(other), swapped = true;
    }
    excess = near.distance() - far.distance() + in.margin;
  }
};

}  // namespace

/// A comparison for each, summed in pairs.
template <>
const Fast<TripletMarginLoss> Wings<TripletMarginLoss>::fast = []<class T>(const TripletMarginLoss::In<T>& in, TripletMarginLoss::Variant variant) -> Result<TripletMarginLoss::Out<T>> {
  const auto term = [&](std::int64_t i) { return std::max(Term<T>(in, i).excess, T(0)); };
  const std::int64_t n = in.anchor.shape[0];
  return TripletMarginLoss::Out<T>{variant == TripletMarginLoss::Variant::mean ? mean_of<T>(n, term) : pairwise_sum<T>(0, n, term)};
};

/// Unit vectors; 0 at the kinks.
template <>
const Fast<TripletMarginLossGradient> Wings<TripletMarginLossGradient>::fast =
    []<class T>(const TripletMarginLossGradient::In<T>& in, TripletMarginLoss::Variant variant) -> Result<TripletMarginLossGradient::Out<T>> {
  TripletMarginLossGradient::Out<T> out{Tensor<T>(in.anchor.shape), Tensor<T>(in.anchor.shape), Tensor<T>(in.anchor.shape)};
  const T n = variant == TripletMarginLoss::Variant::mean ? static_cast<T>(in.anchor.shape[0]) : T(1);
  for (std::int64_t i = 0; i < in.anchor.shape[0]; ++i) {
    const Term<T> term(in, i);
    if (!(term.excess > 0)) continue;
    Tensor<T>& from = term.swapped ? out.grad_positive : out.grad_anchor;
    for (std::int64_t k = 0; k < in.anchor.shape[1]; ++k) {
      const auto unit = [&](const Difference<T>& d) { return d.norm > 0 ? d.scaled[static_cast<std::size_t>(k)] / d.norm / n : T(0); };
      const T near = unit(term.near), far = unit(term.far);
      out.grad_anchor(i, k) += near;
      out.grad_positive(i, k) -= near;
      from(i, k) -= far;
      out.grad_negative(i, k) += far;
    }
  }
  return out;
};

}  // namespace etalon
