#pragma once
#include "reference/number/numbers.hpp"
#include "reference/optimization/elimination.hpp"

namespace etalon::reference::optimization {

/// A function at a point or over a box: value, gradient and Hessian.
struct SecondOrder {
  Interval value;
  Tensor<Interval> gradient, hessian;
};

inline Tensor<Interval> collapsed(Tensor<Interval> x) {
  for (Interval& entry : x) entry = entry.collapse();
  return x;
}

/// The minimum near a point. The interval Newton operator m − H(b)⁻¹∇f(m) takes a box b around it into itself: then there is one
/// stationary point in it, and there alone; its Hessian is positive definite, as the elimination finds. Narrowed while it gets
/// narrower. `at` gives the SecondOrder of a point or box.
template <class At>
Tensor<Interval> proved_minimum(At at, const Tensor<Interval>& point) {
  Tensor<Interval> box = point;
  for (Interval& entry : box) {
    const Interval reach = (abs(entry) + power_of_two(-Precision::bits() / 2)) * power_of_two(-Precision::bits() / 3);
    entry += Interval::hull(-reach, reach);
  }
  bool inside = false;
  for (;;) {
    const Tensor<Interval> middle = collapsed(box);
    const auto step = solve(at(box).hessian, at(middle).gradient);
    if (!step) throw Undecided{"the curvature near the minimum"};
    bool narrower = false, contained = true;
    Tensor<Interval> next = box;
    for (std::size_t j = 0; j < box.size(); ++j) {
      const Interval image = middle[j] - (*step)[j];
      contained = contained && box[j].contains(image);
      if (!image.overlaps(box[j])) throw Undecided{"where the minimum is"};
      next[j] = Interval::between(max(box[j], image), min(box[j], image));
      narrower = narrower || (2 * next[j].width() < box[j].width()).certainly();
    }
    inside = inside || contained;
    if (!inside) throw Undecided{"where the minimum is"};
    box = next;
    if (!narrower) return box;
  }
}

}  // namespace etalon::reference::optimization
