#include "reference/contract/gan/jensen_shannon.hpp"

#include <cmath>

#include "verify/mutants/gan/distributions.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::JensenShannon;
using Op = JensenShannon;

const auto registered =
    mutants<JensenShannon>()
        .spoils("as_written", "p log(p/m) + q log(q/m), which cancel where both are nearly the same", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto p = distribution(in.p), q = distribution(in.q);
          out.divergence = 0;
          for (std::size_t i = 0; i < p.size(); ++i) {
            const T m = (p[i] + q[i]) / 2;
            out.divergence += (relative(p[i], m) + relative(q[i], m)) / 2;
          }
        })
        .spoils("distance", "its square root, as SciPy's jensenshannon", [](auto& out, const auto&) { out.divergence = std::sqrt(out.divergence); })
        .spoils("bits", "in bits", [](auto& out, const auto&) { out.divergence *= 1.44269504f; })
        .spoils("one_sided", "KL(p ‖ m) alone", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto p = distribution(in.p), q = distribution(in.q);
          out.divergence = 0;
          for (std::size_t i = 0; i < p.size(); ++i) out.divergence += relative(p[i], (p[i] + q[i]) / 2);
        })
        .spoils("not_divided", "weights taken for probabilities", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          out.divergence = 0;
          for (std::size_t i = 0; i < in.p.size(); ++i) {
            const T m = (in.p[i] + in.q[i]) / 2;
            out.divergence += (relative(in.p[i], m) + relative(in.q[i], m)) / 2;
          }
        })
        .spoils("without_half", "the sum of both divergences", [](auto& out, const auto&) { out.divergence *= 2; });

}  // namespace
}  // namespace etalon::verify
