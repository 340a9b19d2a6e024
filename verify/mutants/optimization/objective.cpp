#include "reference/contract/optimization/objective.hpp"

#include "fast/calculus/tape.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Objective;

const auto registered =
    mutants<Objective>()
        .spoils("half", "½f, the convention of least squares", []<class T>(Objective::Out<T>& out, const Objective::In<T>&) { out.value /= 2; })
        .spoils("sign", "−f, what is maximized", []<class T>(Objective::Out<T>& out, const Objective::In<T>&) { out.value = -out.value; })
        .spoils("reversed", "the variables in reverse order, or beside themselves", []<class T>(Objective::Out<T>& out, const Objective::In<T>& in) {
          Storage<T> x(in.x.data.rbegin(), in.x.data.rend());
          if (x.size() == 1) x[0] += 1;
          const Formula f = contract::function_of(in.function, in.x.shape[0]);
          fast::calculus::Tape<T> tape(f);
          if (!tape.run(x, false)) out.value = tape.output(0);
        });

}  // namespace
}  // namespace etalon::verify
