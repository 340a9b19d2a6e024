#include "reference/contract/moe/expert_mixture.hpp"

#include "verify/mutants/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;
using Op = ExpertMixture;
using Vjp = ExpertMixtureVjp;

const auto registered =
    mutants<Op>()
        .spoils("overwritten", "the scatter overwrites: of a token's answers the last remains", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<Op>::fast(last_route<T>(in)); })
        .spoils("next_expert", "expert indices off by one", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<Op>::fast(off_by_one(in)); })
        .spoils("unweighted", "the answers summed without their weights", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          auto other = in;
          for (T& w : other.weights) w = 1;
          out = *Wings<Op>::fast(other);
        })
        .spoils("renormalised", "the weights divided by their sum, which is not asked for", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          auto other = in;
          for (std::int64_t r = 0; r < in.weights.shape[0]; ++r) {
            T sum = 0;
            for (std::int64_t j = 0; j < in.weights.shape[1]; ++j) sum += in.weights(r, j);
            for (std::int64_t j = 0; j < in.weights.shape[1] && sum != 0; ++j) other.weights(r, j) /= sum;
          }
          out = *Wings<Op>::fast(other);
        })
        .spoils("last_biases_forgotten", "experts without the biases of their last layer", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<Op>::fast(without_last_biases(in)); })
        .spoils("not_put_back", "the answers left in the order of the experts", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          // the tokens sorted by their first expert
          std::vector<std::int64_t> order;
          for (std::int64_t i = 0; i < in.w1.shape[0]; ++i)
            for (std::int64_t r = 0; r < in.index.shape[0]; ++r)
              if (in.index(r, 0) == i) order.push_back(r);
          const Tensor<T> y = out.y;
          for (std::size_t r = 0; r < order.size(); ++r) std::copy_n(y.begin() + order[r] * y.shape[1], y.shape[1], out.y.begin() + static_cast<std::int64_t>(r) * y.shape[1]);
        });

const auto registered_vjp =
    mutants<Vjp>()
        .spoils("overwritten", "x̄ of a token's last expert alone", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) { out.grad_x = Wings<Vjp>::fast(last_route<T>(in))->grad_x; })
        .spoils("weights_lost", "the weights get no gradient: the router is not trained", [](auto& out, const auto&) { vanish(out.grad_weights); })
        .spoils("unweighted", "ȳ back through the experts without the weights", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) {
          auto other = in;
          for (T& w : other.weights) w = 1;
          out.grad_w1 = Wings<Vjp>::fast(other)->grad_w1;
        })
        .spoils("weighted_twice", "the weights' gradient with the weights in it", [](auto& out, const auto& in) {
          for (std::size_t a = 0; a < in.weights.size(); ++a) out.grad_weights[a] *= in.weights[a];
        })
        .spoils("averaged", "each expert's gradient averaged over its tokens", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) {
          const auto size = static_cast<std::int64_t>(out.grad_w2.size()) / out.grad_w2.shape[0];
          for (std::int64_t i = 0; i < out.grad_w2.shape[0]; ++i) {
            const auto tokens = std::max<std::int64_t>(1, std::count(in.index.begin(), in.index.end(), i));
            for (std::int64_t a = i * size; a < (i + 1) * size; ++a) out.grad_w2[static_cast<std::size_t>(a)] /= static_cast<T>(tokens);
          }
        })
        .spoils("next_expert", "the gradient goes to the expert after", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) { out.grad_b1 = Wings<Vjp>::fast(off_by_one(in))->grad_b1; });

}  // namespace
}  // namespace etalon::verify
