#pragma once
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// Inputs at whose extents kernels change their blocks: those of the core classes with one extent, or several, beside a power of two or three times one,
/// as far as judging them stays within a budget of work (work.hpp); as drawn, and with contents that show what became of the last entries.
/// Found when first asked for: the core classes are drawn to find their extents.
const std::vector<InputClass>& large_classes(const Operation& op);

/// An extent that changes the shapes of ordinary inputs: the `extent`-th that the `core`-th class draws.
struct FreeExtent {
  std::size_t core, extent;
};
/// One for each axis of each shape.
std::vector<FreeExtent> free_extents(const Operation& op);

/// Ordinary inputs with that extent, whatever the work, and with the contents of that large class.
Values<double> with_extent(const Operation& op, const FreeExtent& free, std::int64_t extent, const InputClass& contents, Draw& draw);
/// The large classes with contents for one extent.
std::vector<const InputClass*> classes_of_one_extent(const Operation& op);

}  // namespace etalon::verify
