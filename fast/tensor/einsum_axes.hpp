#pragma once
#include <string>
#include <vector>

#include "reference/contract/contract.hpp"

namespace etalon::fast::tensor {

/// Axes by label: 0–25 for A–Z, 26–51 for a–z, then the axes of the ellipsis from its last.
using Labels = std::vector<std::size_t>;

/// What an equation says about operands of given shapes.
struct EinsumAxes {
  std::vector<Labels> operands;
  Labels output;
  Dimensions extent;  ///< by label; 1 for a label that is not used
};

/// Fails by C2 for the equation alone, by C3 where it and the shapes do not fit.
Result<EinsumAxes> einsum_axes(const std::string& equation, const std::vector<Dimensions>& shapes, bool may_sum_the_ellipsis);

}  // namespace etalon::fast::tensor
