#pragma once
#include "reference/contract/moe/ensemble_average.hpp"
#include "reference/contract/moe/expert_mixture.hpp"
#include "reference/contract/moe/shared_experts.hpp"
#include "reference/contract/moe/soft_moe.hpp"
#include "reference/contract/moe/sparse_layer.hpp"
#include "reference/moe/experts.hpp"
#include "reference/moe/gate.hpp"

/// Mixtures of experts, as they are written; the activation may be another.
namespace etalon::reference::moe {

template <class Activate>
struct ExpertMixtureFormula {
  using Op = contract::moe::ExpertMixture;

  template <class T>
  Result<Op::Out<T>> operator()(const Op::In<T>& in) const {
    return Op::Out<T>{mixture(in, in.x, in.weights, in.index, Activate{})};
  }
};

template <class Activate>
struct SoftMoeFormula {
  using Op = contract::moe::SoftMoe;

  template <class T>
  Result<Op::Out<T>> operator()(const Op::In<T>& in) const {
    const Tensor<T> g = softmax_of_rows(logits(in.x, in.gate));
    return Op::Out<T>{mixture(in, in.x, g, everywhere(g.shape[0], g.shape[1]), Activate{})};
  }
};

template <class Activate>
struct SparseLayerFormula {
  using Op = contract::moe::SparseLayer;

  template <class T>
  Result<Op::Out<T>> operator()(const Op::In<T>& in, contract::Gate::Variant variant) const {
    return Op::Out<T>{mixture(in, in.x, gate_weights(logits(in.x, in.gate), in.index, variant), in.index, Activate{})};
  }
};

/// What every token goes through, as experts of their own.
template <class T>
struct Shared {
  const Tensor<T>&w1, &b1, &w2, &b2;
  const std::string& activation;
};

template <class Activate>
struct SharedExpertsFormula {
  using Op = contract::moe::SharedExperts;

  template <class T>
  Result<Op::Out<T>> operator()(const Op::In<T>& in, contract::Gate::Variant variant) const {
    Tensor<T> y = mixture(in, in.x, gate_weights(logits(in.x, in.gate), in.index, variant), in.index, Activate{});
    const Shared<T> shared{in.shared_w1, in.shared_b1, in.shared_w2, in.shared_b2, in.activation};
    for (std::int64_t i = 0; i < in.shared_w1.shape[0]; ++i)
      for (std::int64_t r = 0; r < y.shape[0]; ++r) {
        const std::vector<T> answer = expert(shared, i, in.x, r, Activate{});
        for (std::int64_t o = 0; o < y.shape[1]; ++o) y(r, o) += answer[static_cast<std::size_t>(o)];
      }
    return Op::Out<T>{std::move(y)};
  }
};

template <class Activate>
struct EnsembleAverageFormula {
  using Op = contract::moe::EnsembleAverage;

  template <class T>
  Result<Op::Out<T>> operator()(const Op::In<T>& in) const {
    const std::int64_t n = in.w1.shape[0];
    Tensor<T> y({in.x.shape[0], in.w2.shape[1]});
    for (std::int64_t r = 0; r < y.shape[0]; ++r)
      for (std::int64_t i = 0; i < n; ++i) {
        const std::vector<T> answer = expert(in, i, in.x, r, Activate{});
        for (std::int64_t o = 0; o < y.shape[1]; ++o) y(r, o) += answer[static_cast<std::size_t>(o)];
      }
    for (T& entry : y) entry /= T(n);
    return Op::Out<T>{std::move(y)};
  }
};

}  // namespace etalon::reference::moe
