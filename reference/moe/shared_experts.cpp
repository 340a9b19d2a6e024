#include "reference/moe/mixtures.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::SharedExperts;
using contract::moe::SharedExpertsVjp;
using Formula = reference::moe::SharedExpertsFormula<reference::nn::Activation>;

template <>
const Reference<SharedExperts> Wings<SharedExperts>::reference = Formula{};

template <>
const Reference<SharedExpertsVjp> Wings<SharedExpertsVjp>::reference = reverse_sweep<SharedExpertsVjp>(Formula{});

}  // namespace etalon
