#include "reference/contract/optimization/lbfgs.hpp"

#include <algorithm>

#include "reference/contract/calculus/gradient.hpp"
#include "reference/contract/optimization/objective.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/vectors.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::Gradient;
using contract::optimization::Lbfgs;
using contract::optimization::LbfgsStep;
using contract::optimization::Objective;

const auto registered_step =
    mutants<LbfgsStep>()
        .spoils("ascent", "x − αd", []<class T>(LbfgsStep::Out<T>& out, const LbfgsStep::In<T>& in) { scale_step(out.x_next, in.x, T(-1)); })
        .add("newest_first", "the pairs in the order of a stack", []<class T>(const LbfgsStep::In<T>& in) {
          auto other = in;
          const auto n = static_cast<std::ptrdiff_t>(in.x.size());
          for (Tensor<T>* all : {&other.earlier, &other.earlier_gradients})
            for (std::int64_t i = 0, j = in.earlier.shape[0] - 1; i < j; ++i, --j) std::swap_ranges(all->begin() + i * n, all->begin() + (i + 1) * n, all->begin() + j * n);
          return Wings<LbfgsStep>::fast(other);
        })
        .add("newest_left_out", "the newest pair joins the memory after the step", []<class T>(const LbfgsStep::In<T>& in) {
          auto other = in;
          if (in.earlier.shape[0] == 0) return Wings<LbfgsStep>::fast(in);
          const auto n = static_cast<std::ptrdiff_t>(in.x.size());
          std::copy(in.x.begin(), in.x.end(), other.earlier.end() - n), std::copy(in.g.begin(), in.g.end(), other.earlier_gradients.end() - n);
          return Wings<LbfgsStep>::fast(other);
        })
        .spoils("unit_length", "α forgotten", []<class T>(LbfgsStep::Out<T>& out, const LbfgsStep::In<T>& in) { scale_step(out.x_next, in.x, 1 / in.length); });

/// The run with lengths by another rule: of the length that was found.
template <class T, class Rule>
Result<Lbfgs::Out<T>> with_lengths(const Lbfgs::In<T>& in, Rule rule) {
  auto out = Wings<Lbfgs>::fast(in);
  const auto n = static_cast<std::ptrdiff_t>(in.x.size());
  for (std::int64_t k = 0; out && k < in.steps; ++k) {
    const std::int64_t first = std::max<std::int64_t>(0, k - in.memory);
    const auto rows = [&](const Tensor<T>& all, std::int64_t from, std::int64_t to) { return std::vector<T>(all.begin() + from * n, all.begin() + to * n); };
    T& length = out->lengths[static_cast<std::size_t>(k)];
    length = rule(length);
    const auto next = Wings<LbfgsStep>::fast(LbfgsStep::In<T>{{{n}, rows(out->iterates, k, k + 1)}, {{n}, rows(out->gradients, k, k + 1)}, {{k - first, n}, rows(out->iterates, first, k)},
                                                              {{k - first, n}, rows(out->gradients, first, k)}, length, in.least_curvature});
    if (!next) break;
    const auto value = Wings<Objective>::fast(Objective::In<T>{in.function, next->x_next});
    const auto g = Wings<Gradient>::fast(Gradient::In<T>{in.function, next->x_next});
    if (!value || !g) break;
    std::copy(next->x_next.begin(), next->x_next.end(), out->iterates.begin() + (k + 1) * n), std::copy(g->gradient.begin(), g->gradient.end(), out->gradients.begin() + (k + 1) * n);
    out->values[static_cast<std::size_t>(k) + 1] = value->value;
  }
  return out;
}

const auto registered =
    mutants<Lbfgs>()
        .add("short_steps", "a rate of a thousandth in place of a search", []<class T>(const Lbfgs::In<T>& in) -> Result<Lbfgs::Out<T>> {
          return with_lengths(in, [](T) { return T(1) / 1024; });
        })
        .add("too_far", "the bracket's upper end", []<class T>(const Lbfgs::In<T>& in) -> Result<Lbfgs::Out<T>> {
          return with_lengths(in, [](T length) { return 4 * length; });
        })
        .add("one_pair", "whatever m is", []<class T>(const Lbfgs::In<T>& in) {
          auto one = in;
          return one.memory = 1, Wings<Lbfgs>::fast(one);
        })
        .spoils("reports_one", "the length that was tried first", [](auto& out, const auto&) { std::fill(out.lengths.begin(), out.lengths.end(), 1); })
        .spoils("value_before", "the value of the state before", [](auto& out, const auto& in) {
          if (in.steps > 0) std::copy_backward(out.values.begin(), out.values.end() - 1, out.values.end());
        });

}  // namespace
}  // namespace etalon::verify
