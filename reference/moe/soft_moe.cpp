#include "reference/moe/mixtures.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::SoftMoe;
using contract::moe::SoftMoeVjp;
using Formula = reference::moe::SoftMoeFormula<reference::nn::Activation>;

template <>
const Reference<SoftMoe> Wings<SoftMoe>::reference = Formula{};

template <>
const Reference<SoftMoeVjp> Wings<SoftMoeVjp>::reference = reverse_sweep<SoftMoeVjp>(Formula{});

}  // namespace etalon
