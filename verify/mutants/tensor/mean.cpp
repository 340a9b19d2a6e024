#include "reference/contract/tensor/mean.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Mean;
using contract::tensor::MeanVjp;

const auto registered =
    mutants<Mean>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Mean::In<T>& in)  -> Result<Mean::Out<T>> {
          const auto wrong = Wings<Mean>::fast(over_the_last_axis(in));
          auto out = Wings<Mean>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("one_less", "divided by n − 1", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { const float n = static_cast<float>(x.size()); if (n > 1) y = y * (n / (n - 1)); }); })
        .spoils("sum", "not divided at all", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y *= static_cast<float>(x.size()); }); })
        .spoils("skips_the_last", "the last entry left out of the sum, and counted", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { if (x.size() > 1) y -= x.back() / static_cast<float>(x.size()); }); });

const auto registered_vjp =
    mutants<MeanVjp>()
        .spoils("not_divided", "ȳ: the sum's", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c; }); })
        .spoils("one_less", "ȳ/(n − 1)", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; if (lane.size() > 1) g = c / static_cast<float>(lane.size() - 1); }); })
        .spoils("squared", "ȳ/n²", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g /= static_cast<float>(lane.size()); }); });

}  // namespace
}  // namespace etalon::verify
