#include "reference/contract/moe/ensemble_average.hpp"

#include "verify/mutants/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::EnsembleAverage;
using contract::moe::EnsembleAverageVjp;
using Op = EnsembleAverage;
using Vjp = EnsembleAverageVjp;

const auto registered =
    mutants<Op>()
        .spoils("sum", "the sum of the answers", [](auto& out, const auto& in) {
          for (auto& y : out.y) y *= static_cast<float>(in.w1.shape[0]);
        })
        .spoils("averaged_weights", "the answer of one expert of the mean weights", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          auto mean = in;
          for (Tensor<T>* stacked : {&mean.w1, &mean.b1, &mean.w2, &mean.b2}) {
            const auto n = static_cast<std::size_t>(stacked->shape[0]), size = stacked->size() / n;
            for (std::size_t a = 0; a < size; ++a) {
              T sum = 0;
              for (std::size_t i = 0; i < n; ++i) sum += (*stacked)[i * size + a];
              for (std::size_t i = 0; i < n; ++i) (*stacked)[i * size + a] = sum / static_cast<T>(n);
            }
          }
          out = *Wings<Op>::fast(mean);
        })
        .spoils("last_biases_forgotten", "experts without the biases of their last layer", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<Op>::fast(without_last_biases(in)); })
        .spoils("relu_for_all", "relu, whatever is asked for", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          auto other = in;
          other.activation = in.activation == "relu" ? "tanh" : "relu";
          out = *Wings<Op>::fast(other);
        });

const auto registered_vjp =
    mutants<Vjp>()
        .spoils("not_shared", "ȳ whole to every expert", [](auto& out, const auto& in) {
          for (auto& g : out.grad_b2) g *= static_cast<float>(in.w1.shape[0]);
        })
        .spoils("first_layers_held", "the first layers are not trained", [](auto& out, const auto&) { vanish(out.grad_w1); })
        .spoils("one_expert", "x̄ of the first expert alone", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) {
          auto one = in;
          for (std::int64_t a = in.w1.shape[1] * in.w1.shape[2]; a < static_cast<std::int64_t>(in.w1.size()); ++a) one.w1[static_cast<std::size_t>(a)] = 0;
          out.grad_x = Wings<Vjp>::fast(one)->grad_x;
        })
        .spoils("slopes_forgotten", "the activation's slopes taken for 1", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) {
          auto plain = in;
          plain.activation = in.activation == "identity" ? "relu" : "identity";
          out.grad_b1 = Wings<Vjp>::fast(plain)->grad_b1;
        });

}  // namespace
}  // namespace etalon::verify
