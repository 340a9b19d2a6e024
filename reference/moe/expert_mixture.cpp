#include "reference/moe/mixtures.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;
using Formula = reference::moe::ExpertMixtureFormula<reference::nn::Activation>;

template <>
const Reference<ExpertMixture> Wings<ExpertMixture>::reference = Formula{};

template <>
const Reference<ExpertMixtureVjp> Wings<ExpertMixtureVjp>::reference = reverse_sweep<ExpertMixtureVjp>(Formula{});

}  // namespace etalon
