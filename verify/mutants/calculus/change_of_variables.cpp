#include "reference/contract/calculus/change_of_variables.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::ChangeOfVariables;

const auto registered =
    mutants<ChangeOfVariables>()
        .spoils("volume_doubled", "2|g′|, as of a map of the circle that goes round twice", []<class T>(ChangeOfVariables::Out<T>& out, const ChangeOfVariables::In<T>&) { out.over_x *= 2; })
        .spoils("signed", "g′ keeps its sign: a decreasing map has a negative volume", []<class T>(ChangeOfVariables::Out<T>& out, const ChangeOfVariables::In<T>& in) {
          const bool decreasing = in.map[0] == '-' || in.map[0] == '1' || in.map.find("(-x") != std::string::npos;
          if (decreasing) out.over_x = -out.over_x;
        })
        .spoils("not_mapped", "over y between the ends of x", []<class T>(ChangeOfVariables::Out<T>& out, const ChangeOfVariables::In<T>& in) {
          out.over_y = Wings<ChangeOfVariables>::fast(ChangeOfVariables::In<T>{in.density, "x", in.lower, in.upper, in.nodes})->over_y;
        })
        .spoils("one_node_fewer", "a rule of one node fewer", []<class T>(ChangeOfVariables::Out<T>& out, const ChangeOfVariables::In<T>& in) {
          if (in.nodes > 1) out = *Wings<ChangeOfVariables>::fast(ChangeOfVariables::In<T>{in.density, in.map, in.lower, in.upper, in.nodes - 1});
        });

}  // namespace
}  // namespace etalon::verify
