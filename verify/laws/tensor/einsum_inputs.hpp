#pragma once
#include <algorithm>
#include <map>

#include "reference/contract/tensor/einsum.hpp"
#include "verify/generate/draw.hpp"

/// Equations, random and named, with operands that fit them.
namespace etalon::verify::einsum_inputs {

using Inputs = contract::tensor::Einsum::In<double>;

/// What a random equation may contain.
struct Grammar {
  std::int64_t operands = 3;
  bool repeated = false;   ///< an index may occur twice in an operand
  bool ellipsis = false;
  bool ones = false;       ///< an axis may have extent 1 where another has more
  bool empty = false;      ///< an index has extent 0
};

/// Some characters of a text, in random order.
inline std::string pick(Draw& draw, std::string from, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) std::swap(from[i], from[draw.integer(i, static_cast<std::int64_t>(from.size()) - 1)]);
  return from.substr(0, count);
}

/// The tokens, now and then with spaces between them.
inline std::string spaced(Draw& draw, const std::vector<std::string>& tokens) {
  const bool spaces = draw.integer(0, 3) == 0;
  std::string text;
  for (const std::string& token : tokens) text += token + (spaces && draw.coin() ? " " : "");
  return text;
}

/// A sum over at most 48 values of its indices, so that a certified verdict takes milliseconds.
inline Inputs random_equation(Draw& draw, const Grammar& grammar) {
  const std::string letters = pick(draw, "aAbBijkNxyzZ", draw.integer(1, 4));
  Dimensions extents(letters.size() + (grammar.ellipsis ? 2 : 0));  // of the letters, then of the ellipsis' axes
  for (std::int64_t& n : extents) n = draw.extent(1, 3);
  while (count_of(extents) > 48) --*std::max_element(extents.begin(), extents.end());
  if (grammar.empty) extents[draw.integer(0, static_cast<std::int64_t>(extents.size()) - 1)] = 0;

  Inputs in;
  std::vector<std::string> tokens;
  std::string used;
  bool any_ellipsis = false;
  const std::int64_t operands = draw.integer(1, grammar.operands);
  for (std::int64_t o = 0; o < operands; ++o) {
    if (o > 0) tokens.emplace_back(",");
    Dimensions shape;
    std::map<std::size_t, std::int64_t> here;  // the extents in this operand
    const auto axis = [&](std::size_t index) {
      const bool one = grammar.ones && draw.integer(0, 3) == 0;
      shape.push_back(here.emplace(index, one ? 1 : extents[index]).first->second);
    };
    const std::int64_t rank = draw.integer(0, 3), at = grammar.ellipsis && draw.integer(0, 3) > 0 ? draw.integer(0, rank) : -1;
    for (std::int64_t axes = 0; axes <= rank; ++axes) {
      if (axes == at) {
        tokens.emplace_back("...");
        any_ellipsis = true;
        for (std::size_t d = extents.size() - draw.integer(0, 2); d < extents.size(); ++d) axis(d);
      }
      const std::size_t letter = draw.integer(0, static_cast<std::int64_t>(letters.size()) - 1);
      if (axes == rank || (here.count(letter) && !grammar.repeated)) continue;
      tokens.emplace_back(1, letters[letter]);
      if (used.find(letters[letter]) == std::string::npos) used += letters[letter];
      axis(letter);
    }
    in.operands.push_back(draw.reals(shape, -3, 2));  // five factors stay normal numbers in every format
  }
  if (draw.coin()) {
    tokens.emplace_back("->");
    const std::string output = pick(draw, used, draw.integer(0, static_cast<std::int64_t>(used.size())));
    const std::int64_t at = any_ellipsis ? draw.integer(0, static_cast<std::int64_t>(output.size())) : -1;
    for (std::int64_t i = 0; i <= static_cast<std::int64_t>(output.size()); ++i) {
      if (i == at) tokens.emplace_back("...");
      if (i < static_cast<std::int64_t>(output.size())) tokens.emplace_back(1, output[i]);
    }
  }
  in.equation = spaced(draw, tokens);
  return in;
}

/// A named equation; the letters have random extents.
inline Inputs with_equation(Draw& draw, const std::string& equation, int lowest = -3, int highest = 2) {
  Inputs in{equation, {}};
  std::map<char, std::int64_t> extents;
  Dimensions shape;
  for (const char c : equation.substr(0, equation.find("->")) + ",") {
    if (c != ',') {
      shape.push_back(extents.emplace(c, draw.extent(1, 3)).first->second);
    } else {
      in.operands.push_back(draw.reals(shape, lowest, highest));
      shape.clear();
    }
  }
  return in;
}

/// Operands of these shapes, whether they fit or not.
inline Inputs with_shapes(Draw& draw, const std::string& equation, const std::vector<Dimensions>& shapes) {
  Inputs in{equation, {}};
  for (const Dimensions& shape : shapes) in.operands.push_back(draw.reals(shape));
  return in;
}

}  // namespace etalon::verify::einsum_inputs
