#include "reference/contract/gan/wasserstein1_1d.hpp"

#include <algorithm>

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::Wasserstein11d;
using Op = Wasserstein11d;

template <class T>
Tensor<T> in_order(Tensor<T> x) {
  std::sort(x.begin(), x.end());
  return x;
}

const auto registered =
    mutants<Wasserstein11d>()
        .spoils("means_alone", "|mean x − mean y|: one critic, the identity", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (in.x_weights.size() + in.y_weights.size() > 0) return;
          const auto itself = [](T s) { return s; };
          out.distance = std::fabs(mean(in.x, itself) - mean(in.y, itself));
        })
        .spoils("not_sorted", "mean |xᵢ − yᵢ| of samples as they come", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (in.x.size() != in.y.size() || in.x_weights.size() + in.y_weights.size() > 0) return;
          out.distance = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) out.distance += std::fabs(in.x[i] - in.y[i]) / static_cast<T>(in.x.size());
        })
        .spoils("truncated", "the sorted lists as far as the shorter one goes", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (in.x_weights.size() + in.y_weights.size() > 0) return;
          const auto x = in_order(in.x), y = in_order(in.y);
          const std::size_t n = std::min(x.size(), y.size());
          out.distance = 0;
          for (std::size_t i = 0; i < n; ++i) out.distance += std::fabs(x[i] - y[i]) / static_cast<T>(n);
        })
        .spoils("weights_forgotten", "the weights of no effect", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          out = *Wings<Wasserstein11d>::fast(Op::In<T>{in.x, in.y, Tensor<T>({0}), Tensor<T>({0})});
        })
        .spoils("weights_not_divided", "weights taken for probabilities", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          T sum = 0;
          for (const T w : in.x_weights) sum += w;
          if (sum > 0) out.distance *= sum;
        });

}  // namespace
}  // namespace etalon::verify
