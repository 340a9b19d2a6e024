#include "reference/contract/gan/optimal_discriminator.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::OptimalDiscriminator;
using Op = OptimalDiscriminator;

/// D from each pair of weights.
template <class T, class F>
void each(Op::Out<T>& out, const Op::In<T>& in, F f) {
  for (std::size_t i = 0; i < in.p.size(); ++i) out.d[i] = f(in.p[i], in.q[i]);
}

const auto registered =
    mutants<OptimalDiscriminator>()
        .spoils("exchanged", "the probability of a generated sample", []<class T>(Op::Out<T>& out, const Op::In<T>&) {
          for (T& d : out.d) d = 1 - d;
        })
        .spoils("overflows", "p/(p + q) as it is written", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { each(out, in, [](T p, T q) { return p / (p + q); }); })
        .spoils("epsilon", "1e-8 in the divisor, to be safe", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { each(out, in, [](T p, T q) { return p / (p + q + T(1e-8)); }); })
        .spoils("from_logarithms", "σ(log p − log q), whose logarithms lose digits", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          each(out, in, [](T p, T q) { return 1 / (1 + std::exp(std::log(q) - std::log(p))); });
        })
        .spoils("mixture", "p over the mixture ½(p + q)", []<class T>(Op::Out<T>& out, const Op::In<T>&) {
          for (T& d : out.d) d *= 2;
        });

}  // namespace
}  // namespace etalon::verify
