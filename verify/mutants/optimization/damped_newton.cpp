#include "reference/contract/optimization/damped_newton.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::DampedNewton;

template <class T>
void move(DampedNewton::Out<T>& out, const DampedNewton::In<T>& in, T rate) {
  for (std::size_t i = 0; i < in.x.size(); ++i) out.next[i] = in.x[i] + rate * out.p[i];
}

const auto registered =
    mutants<DampedNewton>()
        .spoils("undamped", "x + p, whatever ηₖ is", []<class T>(DampedNewton::Out<T>& out, const DampedNewton::In<T>& in) { move(out, in, T(1)); })
        .spoils("uphill", "x − ηₖp", []<class T>(DampedNewton::Out<T>& out, const DampedNewton::In<T>& in) { move(out, in, -out.rate_k); })
        .spoils("decreasing", "η/(k + 1), as stochastic methods have it", []<class T>(DampedNewton::Out<T>& out, const DampedNewton::In<T>& in) {
          out.rate_k = in.rate / static_cast<T>(in.k + 1);
          move(out, in, out.rate_k);
        })
        .spoils("beyond_one", "2ᵏη under the name of a fixed rate, and not held at 1", []<class T>(DampedNewton::Out<T>& out, const DampedNewton::In<T>& in) {
          out.rate_k = std::ldexp(in.rate, static_cast<int>(in.k));
          move(out, in, out.rate_k);
        })
        .spoils("scaled_twice", "x + ηₖ²p", []<class T>(DampedNewton::Out<T>& out, const DampedNewton::In<T>& in) { move(out, in, out.rate_k * out.rate_k); });

}  // namespace
}  // namespace etalon::verify
