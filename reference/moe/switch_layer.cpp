#include "reference/moe/switch_layer.hpp"

#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::SwitchLayer;
using contract::moe::SwitchLayerVjp;

template <>
const Reference<SwitchLayer> Wings<SwitchLayer>::reference = reference::moe::SwitchLayerFormula<>{};

template <>
const Reference<SwitchLayerVjp> Wings<SwitchLayerVjp>::reference = reverse_sweep<SwitchLayerVjp>(reference::moe::SwitchLayerFormula<>{});

}  // namespace etalon
