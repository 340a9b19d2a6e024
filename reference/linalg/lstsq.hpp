#pragma once
#include "reference/contract/linalg/lstsq.hpp"

namespace etalon::reference::linalg {

/// The normal equations AᵀAx = Aᵀb, by elimination: their condition costs only bits. The rank is proved.
extern const Reference<contract::linalg::Lstsq> lstsq;

}  // namespace etalon::reference::linalg
