#include "reference/contract/calculus/change_of_variables.hpp"

#include "reference/calculus/evaluate.hpp"
#include "reference/calculus/gauss_legendre.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using contract::calculus::ChangeOfVariables;

/// The rule as it is written, over x and over y.
template <>
const Reference<ChangeOfVariables> Wings<ChangeOfVariables>::reference = []<class T>(const ChangeOfVariables::In<T>& in) -> Result<ChangeOfVariables::Out<T>> {
  if (in.upper < in.lower) return domain("C5", "upper is below lower");
  const Formula p = function_of(in.density, 1), g = function_of(in.map, 1);
  const auto first = evaluate(g, std::vector<T>{in.lower}, Wanted::derivative), last = evaluate(g, std::vector<T>{in.upper}, Wanted::derivative);
  if (!first || !last) return (first ? last : first).failure();
  const T half_x = (in.upper - in.lower) / 2, middle_x = (in.upper + in.lower) / 2, half_y = ((*last)[0] - (*first)[0]) / 2, middle_y = ((*last)[0] + (*first)[0]) / 2;
  ChangeOfVariables::Out<T> out;
  for (const Node& node : gauss_legendre(in.nodes)) {
    const T t = T(1) * T(node.at), weight = T(1) * T(node.weight);  // a program rounds them
    const T x = middle_x + half_x * t, y = middle_y + half_y * t;
    const auto image = evaluate(g, std::vector<T>{x}, Wanted::derivative);
    const auto slope = forward_product(g, Tensor<T>({1}, {x}), Tensor<T>({1}, {T(1)}));
    if (!image || !slope) return image ? slope.failure() : image.failure();
    const auto of_image = evaluate(p, *image, Wanted::value), of_y = evaluate(p, std::vector<T>{y}, Wanted::value);
    if (!of_image || !of_y) return (of_image ? of_y : of_image).failure();
    out.over_x += weight * ((*of_image)[0] * abs((*slope)[0]));
    out.over_y += weight * (*of_y)[0];
  }
  out.over_x *= half_x;
  out.over_y *= abs(half_y);
  return out;
};

}  // namespace etalon
