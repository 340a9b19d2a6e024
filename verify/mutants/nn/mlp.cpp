#include "reference/contract/nn/mlp.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Mlp;
using contract::nn::MlpVjp;

const auto registered =
    mutants<Mlp>()
        .spoils("activated_at_the_end", "the activation after the last layer too", []<class T>(Mlp::Out<T>& out, const Mlp::In<T>& in) {
          if (in.activation == "identity") return;
          out.y = Mlp::with_activation(in.activation, [&]<class A, class>() -> Tensor<T> { return Wings<A>::fast(typename A::template In<T>{out.y})->y; });
        })
        .spoils("not_activated", "linear layers alone", []<class T>(Mlp::Out<T>& out, const Mlp::In<T>& in) {
          auto plain = in;
          plain.activation = "identity";
          out = *Wings<Mlp>::fast(plain);
        })
        .spoils("inner_biases_forgotten", "the biases of the last layer alone", []<class T>(Mlp::Out<T>& out, const Mlp::In<T>& in) {
          auto other = in;
          for (std::size_t l = 0; l + 1 < in.biases.size(); ++l) std::fill(other.biases[l].begin(), other.biases[l].end(), T(0));
          out = *Wings<Mlp>::fast(other);
        })
        .spoils("relu_for_all", "relu, whatever is asked for", []<class T>(Mlp::Out<T>& out, const Mlp::In<T>& in) {
          auto other = in;
          other.activation = "relu";
          out = *Wings<Mlp>::fast(other);
        });

const auto registered_vjp =
    mutants<MlpVjp>()
        .spoils("slopes_forgotten", "the activation's slopes taken for 1", []<class T>(MlpVjp::Out<T>& out, const MlpVjp::In<T>& in) {
          auto plain = in;
          plain.activation = "identity";
          out.grad_x = Wings<MlpVjp>::fast(plain)->grad_x;
        })
        .spoils("last_layer_alone", "the layers before the last are held", []<class T>(MlpVjp::Out<T>& out, const MlpVjp::In<T>& in) {
          for (std::size_t l = 0; l + 1 < in.weights.size(); ++l)
            for (T& g : out.grad_weights[l]) g = 0;
        })
        .spoils("averaged", "b̄ divided by the number of samples", []<class T>(MlpVjp::Out<T>& out, const MlpVjp::In<T>& in) {
          for (Tensor<T>& grad : out.grad_biases)
            for (T& g : grad) g /= static_cast<T>(std::max<std::int64_t>(in.x.shape[0], 1));
        });

}  // namespace
}  // namespace etalon::verify
