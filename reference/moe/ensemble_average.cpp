#include "reference/moe/mixtures.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::EnsembleAverage;
using contract::moe::EnsembleAverageVjp;
using Formula = reference::moe::EnsembleAverageFormula<reference::nn::Activation>;

template <>
const Reference<EnsembleAverage> Wings<EnsembleAverage>::reference = Formula{};

template <>
const Reference<EnsembleAverageVjp> Wings<EnsembleAverageVjp>::reference = reverse_sweep<EnsembleAverageVjp>(Formula{});

}  // namespace etalon
