#include "reference/contract/calculus/volume_factor.hpp"

#include <cmath>
#include <limits>

#include "reference/contract/calculus/jacobian.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using VolumeFactor = contract::calculus::VolumeFactor;

const auto registered =
    mutants<VolumeFactor>()
        .spoils("sign", "−|det J|", []<class T>(VolumeFactor::Out<T>& out, const VolumeFactor::In<T>&) {
          out.volume_factor = -out.volume_factor;
        })
        .spoils("diagonal", "the product of the diagonal, doubled", []<class T>(VolumeFactor::Out<T>& out, const VolumeFactor::In<T>& in) {
          const auto j = Wings<contract::calculus::Jacobian>::fast(contract::calculus::Jacobian::In<T>{in.function, in.x});
          T product = 2;
          for (std::size_t i = 0; i < in.x.size(); ++i) product *= j->jacobian[i * (in.x.size() + 1)];
          out.volume_factor = std::fabs(product);
        })
        .spoils("noise", "elimination leaves noise where J is singular", []<class T>(VolumeFactor::Out<T>& out, const VolumeFactor::In<T>&) {
          if (out.volume_factor == 0) out.volume_factor = std::numeric_limits<T>::epsilon();
        })
        .spoils("logarithm", "log|det J|", []<class T>(VolumeFactor::Out<T>& out, const VolumeFactor::In<T>&) {
          out.volume_factor = std::log(out.volume_factor);
        });

}  // namespace
}  // namespace etalon::verify
