#include <algorithm>
#include <cctype>
#include <cmath>

#include "reference/contract/tensor/einsum.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Einsum;
using contract::tensor::EinsumVjp;

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// The equation with another letter in the operands wherever `rename(what stands before, the letter)`.
template <class Rename>
std::string renamed(std::string equation, Rename rename) {
  const std::size_t arrow = std::min(equation.find("->"), equation.size());
  const std::string original = equation;
  for (std::size_t i = 0; i < arrow; ++i)
    if (letter(original[i])) {
      char fresh = 'a';
      while (equation.find(fresh) != std::string::npos) ++fresh;
      if (rename(original.substr(0, i), original[i])) equation[i] = fresh;
    }
  return equation;
}

/// The last of two letters in one operand by another letter: its diagonal is not taken. As it is where the output is implied.
std::string without_diagonals(const std::string& equation) {
  if (equation.find("->") == std::string::npos) return equation;
  return renamed(equation, [](const std::string& before, char c) { return before.find(c, before.rfind(',') + 1) != std::string::npos; });
}

template <class T>
void through_half_precision(Tensor<T>& x) {
  for (T& y : x) y = static_cast<T>(round_to(static_cast<double>(y), *Format::find("float16")));
}

const auto registered =
    mutants<Einsum>()
        .add("order_of_appearance", "the implied output has the letters as they appear, not by alphabet",
             []<class T>(const Einsum::In<T>& in) {
               auto written = in;
               if (in.equation.find("->") != std::string::npos) return Wings<Einsum>::fast(in);
               written.equation += "->";
               if (in.equation.find("...") != std::string::npos) written.equation += "...";
               for (const char c : in.equation)
                 if (letter(c) && std::count(in.equation.begin(), in.equation.end(), c) == 1) written.equation += c;
               return Wings<Einsum>::fast(written);
             })
        .add("sum_before_product", "an index that is summed over is summed in each operand by itself",
             []<class T>(const Einsum::In<T>& in) {
               auto wrong = in;
               const std::size_t arrow = in.equation.find("->");
               if (arrow == std::string::npos) return Wings<Einsum>::fast(in);
               wrong.equation = renamed(in.equation, [&](const std::string& before, char c) {
                 const std::size_t comma = before.rfind(',');  // the letter must occur in an earlier operand, and not in this
                 return comma != std::string::npos && before.find(c) < comma && before.find(c, comma) == std::string::npos &&
                        in.equation.find(c, arrow) == std::string::npos;
               });
               return Wings<Einsum>::fast(wrong);
             })
        .add("no_diagonal", "a letter that an operand repeats is summed over instead of read along the diagonal",
             []<class T>(const Einsum::In<T>& in) {
               return Wings<Einsum>::fast(Einsum::In<T>{without_diagonals(in.equation), in.operands});
             })
        .add("one_case", "letters are folded to lower case",
             []<class T>(const Einsum::In<T>& in) {
               auto folded = in;
               for (char& c : folded.equation) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
               return Wings<Einsum>::fast(folded);
             })
        .add("ellipsis_summed", "an ellipsis that the output leaves out is summed over instead of refused",
             []<class T>(const Einsum::In<T>& in) -> Result<Einsum::Out<T>> {
               auto out = Wings<Einsum>::fast(in);
               const std::size_t arrow = in.equation.find("->");
               if (out || out.failure().clause != "C3" || arrow == std::string::npos || in.equation.find("...", arrow) != std::string::npos) return out;
               auto kept = in;
               kept.equation.insert(arrow + 2, "...");
               const auto full = Wings<Einsum>::fast(kept);
               if (!full) return out;
               const auto kept_axes = std::count_if(in.equation.begin() + static_cast<std::ptrdiff_t>(arrow), in.equation.end(), letter);
               Einsum::Out<T> summed{Tensor<T>(Dimensions(full->result.shape.end() - kept_axes, full->result.shape.end()))};
               for (std::size_t i = 0; i < full->result.size(); ++i) summed.result[i % summed.result.size()] += full->result[i];
               return summed;
             })
        .add("ellipsis_from_the_left", "the axes of an ellipsis broadcast from the first, not from the last",
             []<class T>(const Einsum::In<T>& in) {
               auto padded = in;
               std::string text = in.equation.substr(0, in.equation.find("->")) + ",";
               text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
               std::vector<std::ptrdiff_t> ends;  // of the ellipsis in each operand; −1 without one
               std::vector<std::int64_t> ranks;
               for (std::size_t first = 0; first < text.size() && ends.size() < in.operands.size(); first = text.find(',', first) + 1) {
                 const std::string term = text.substr(first, text.find(',', first) - first);
                 const auto dots = static_cast<std::ptrdiff_t>(term.find("..."));
                 ranks.push_back(dots < 0 ? 0 : static_cast<std::int64_t>(in.operands[ends.size()].rank()) - static_cast<std::int64_t>(term.size()) + 3);
                 ends.push_back(dots < 0 ? -1 : dots + ranks.back());
               }
               if (auto right = Wings<Einsum>::fast(in); !right) return right;
               for (std::size_t o = 0; o < ends.size(); ++o)
                 if (Dimensions& shape = padded.operands[o].shape; ends[o] >= 0)
                   shape.insert(shape.begin() + ends[o], *std::max_element(ranks.begin(), ranks.end()) - ranks[o], 1);
               return Wings<Einsum>::fast(padded);
             })
        .spoils("autocast", "the result passes through half precision", [](auto& out, const auto&) { through_half_precision(out.result); });

const auto registered_vjp =
    mutants<EinsumVjp>()
        .add("cotangent_forgotten", "the gradient of the sum of all entries: ȳ taken for ones",
             []<class T>(const EinsumVjp::In<T>& in) {
               return Wings<EinsumVjp>::fast(EinsumVjp::In<T>{{in.equation, in.operands}, {map(in.cotangent.result, [](T) { return T(1); })}});
             })
        .add("off_the_diagonal", "the gradient of a letter that an operand repeats is spread over the whole of it",
             []<class T>(const EinsumVjp::In<T>& in) {
               return Wings<EinsumVjp>::fast(EinsumVjp::In<T>{{without_diagonals(in.equation), in.operands}, in.cotangent});
             })
        .spoils("exchanged", "the gradients of the first two operands exchanged", [](auto& out, const auto& in) {
          auto& g = out.grad_operands;
          if (g.size() > 1 && in.operands[0].shape == in.operands[1].shape) std::swap(g[0], g[1]);
        })
        .spoils("one_short", "the last operand's gradient is left out", [](auto& out, const auto&) { out.grad_operands.pop_back(); })
        .spoils("broadcast_not_summed", "the gradient of a broadcast axis is a mean over it, not a sum", [](auto& out, const auto& in) {
          for (std::size_t o = 0; o < in.operands.size(); ++o)
            for (std::size_t other = 0; other < in.operands.size(); ++other)
              if (in.operands[o].size() == 1 && in.operands[other].size() > 1)
                for (auto& y : out.grad_operands[o]) y /= static_cast<float>(in.operands[other].size());
        })
        .spoils("autocast", "the gradients pass through half precision", [](auto& out, const auto&) {
          for (auto& g : out.grad_operands) through_half_precision(g);
        });

}  // namespace
}  // namespace etalon::verify
