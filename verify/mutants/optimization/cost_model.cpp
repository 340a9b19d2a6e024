#include "reference/contract/optimization/cost_model.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::CostModel;

const auto registered =
    mutants<CostModel>()
        .add("every_sample", "sgd over all samples", []<class T>(const CostModel::In<T>& in) {
          auto all = in;
          if (all.method == "sgd") all.method = "gradient_descent";
          return Wings<CostModel>::fast(all);
        })
        .add("one_loop", "one of L-BFGS's two loops", []<class T>(const CostModel::In<T>& in) {
          auto out = Wings<CostModel>::fast(in);
          if (out && in.method == "lbfgs") out->multiplications -= in.m * (2 * in.n + 1);
          return out;
        })
        .add("quadratic_newton", "an elimination of n² operations", []<class T>(const CostModel::In<T>& in) {
          auto out = Wings<CostModel>::fast(in);
          if (out && in.method == "newton") out->multiplications -= (in.n - 1) * in.n * (2 * in.n - 1) / 6;
          return out;
        })
        .spoils("stateless", "nothing kept but the parameters", []<class T>(CostModel::Out<T>& out, const CostModel::In<T>& in) { out.memory = in.n; });

}  // namespace
}  // namespace etalon::verify
