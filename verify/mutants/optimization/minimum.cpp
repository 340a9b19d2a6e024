#include "reference/contract/optimization/minimum.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Minimum;

const auto registered =
    mutants<Minimum>()
        .spoils("start", "the start, as if nothing had to be done", []<class T>(Minimum::Out<T>& out, const Minimum::In<T>& in) { out.minimum = in.x; })
        .add("loose", "a tolerance a thousand times as large", []<class T>(const Minimum::In<T>& in) {
          auto loose = in;
          loose.tolerance *= 1000;
          return Wings<Minimum>::fast(loose);
        })
        .spoils("value_of_start", "a value that is not the point's", []<class T>(Minimum::Out<T>& out, const Minimum::In<T>&) { out.value += 1; })
        .spoils("one_variable", "the last variable left as it was", []<class T>(Minimum::Out<T>& out, const Minimum::In<T>& in) { out.minimum.data.back() = in.x.data.back(); });

}  // namespace
}  // namespace etalon::verify
