#pragma once
#include "reference/contract/linalg/qr.hpp"

namespace etalon::reference::linalg {

/// Gram and Schmidt; which columns depend on others is proved.
extern const Reference<contract::linalg::Qr> qr;

}  // namespace etalon::reference::linalg
