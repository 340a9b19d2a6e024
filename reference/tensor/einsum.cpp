#include "reference/contract/tensor/einsum.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::tensor::Einsum;
using contract::tensor::EinsumVjp;
using Variant = Einsum::Variant;

namespace {

constexpr char ellipsis = '.';

/// The equation as it is written: subscripts without spaces, with one '.' for an ellipsis.
struct Equation {
  std::vector<std::string> terms{""};
  std::optional<std::string> output;
};

bool has(const std::string& subscripts, char index) { return subscripts.find(index) != std::string::npos; }

Result<Equation> parse(const std::string& text) {
  Equation equation;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto wrong = [&](const std::string& what) { return domain("C2", "equation \"" + text + "\", position " + std::to_string(at) + ": " + what); };
    std::string& subscripts = equation.output ? *equation.output : equation.terms.back();
    if (c == ' ') continue;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      if (equation.output && has(subscripts, c)) return wrong("the output names this index twice");
      if (equation.output && std::none_of(equation.terms.begin(), equation.terms.end(), [&](const std::string& term) { return has(term, c); }))
        return wrong("the output names an index that no operand has");
      subscripts += c;
    } else if (text.compare(at, 3, "...") == 0) {
      if (has(subscripts, ellipsis)) return wrong("a second ellipsis");
      subscripts += ellipsis;
      at += 2;
    } else if (text.compare(at, 2, "->") == 0 && !equation.output) {
      equation.output = "";
      at += 1;
    } else if (c == ',' && !equation.output) {
      equation.terms.emplace_back();
    } else {
      return wrong(equation.output ? "expected a letter or an ellipsis" : "expected a letter, an ellipsis, a comma or an arrow");
    }
  }
  return equation;
}

/// What is not written is meant: the ellipsis, and in alphabetical order every letter that occurs once.
std::string implied_output(const std::vector<std::string>& terms) {
  std::map<char, int> occurrences;
  for (const std::string& term : terms)
    for (const char index : term) ++occurrences[index];
  std::string output;
  for (const auto& [index, times] : occurrences)
    if (index == ellipsis || times == 1) output += index;  // '.' comes before the letters
  return output;
}

/// An index: a letter, or −1, −2, … for the ellipsis' last axis, the one before it, …
using Index = std::int64_t;
using Indices = std::vector<Index>;

Indices spelled_out(const std::string& subscripts, std::int64_t ellipsis_rank) {
  Indices indices;
  for (const char c : subscripts)
    if (c != ellipsis) indices.push_back(c);
    else for (std::int64_t axis = -ellipsis_rank; axis < 0; ++axis) indices.push_back(axis);
  return indices;
}

/// The sum that an equation means for operands of these shapes: its indices are numbered, those of the output first.
struct Sum {
  Dimensions extents;                ///< of every index
  std::size_t kept;                  ///< how many indices the output has
  std::vector<Dimensions> strides;   ///< for each operand, how far one step of each index moves in it

  Dimensions shape() const { return Dimensions(extents.begin(), first_summed()); }
  /// The products summed for each entry of the result.
  std::int64_t terms() const { return count_of(Dimensions(first_summed(), extents.end())); }
  /// The products that an entry of operand o stands in, each for another value of the indices that it has not.
  std::int64_t terms_of(std::size_t o) const {
    std::int64_t n = 1;
    for (std::size_t i = 0; i < extents.size(); ++i)
      if (strides[o][i] == 0) n *= extents[i];
    return n;
  }

 private:
  Dimensions::const_iterator first_summed() const { return extents.begin() + static_cast<std::ptrdiff_t>(kept); }
};

Result<Sum> fit(const Equation& equation, const std::vector<Dimensions>& shapes, Variant variant) {
  const auto& terms = equation.terms;
  if (terms.size() != shapes.size())
    return domain("C3", "the equation has " + std::to_string(terms.size()) + " terms, but there are " + std::to_string(shapes.size()) + " operands");

  std::map<Index, std::int64_t> extent;
  std::vector<Indices> indices;
  std::int64_t widest_ellipsis = 0;
  for (std::size_t o = 0; o < terms.size(); ++o) {
    const auto wrong = [&](const std::string& what) { return domain("C3", "operand " + std::to_string(o) + " of shape " + shape_text(shapes[o]) + " " + what); };
    const auto letters = std::count_if(terms[o].begin(), terms[o].end(), [](char c) { return c != ellipsis; });
    const std::int64_t others = static_cast<std::int64_t>(shapes[o].size()) - letters;
    if (others < 0 || (others > 0 && !has(terms[o], ellipsis))) return wrong("has not an axis for each of its " + std::to_string(letters) + " letters");
    indices.push_back(spelled_out(terms[o], others));
    widest_ellipsis = std::max(widest_ellipsis, has(terms[o], ellipsis) ? others : 0);

    std::map<Index, std::int64_t> here;
    for (std::size_t axis = 0; axis < shapes[o].size(); ++axis) {
      const Index index = indices[o][axis];
      const std::int64_t length = shapes[o][axis];
      if (here.emplace(index, length).first->second != length) return wrong("has axes of different extent for one index");
      std::int64_t& common = extent.emplace(index, length).first->second;
      if (common == 1) common = length;
      if (length != common && length != 1) return wrong("does not fit on axis " + std::to_string(axis) + ": the extent is " + std::to_string(common) + " elsewhere");
    }
  }
  if (variant != Variant::ellipsis_summed && equation.output && widest_ellipsis > 0 && !has(*equation.output, ellipsis))
    return domain("C3", "the output needs the ellipsis of the operands");

  Indices order = spelled_out(equation.output.value_or(implied_output(terms)), widest_ellipsis);
  Sum sum{{}, order.size(), {}};
  for (const auto& [index, length] : extent)
    if (std::find(order.begin(), order.end(), index) == order.end()) order.push_back(index);
  std::int64_t room = std::int64_t{1} << 62;
  for (const Index index : order) {
    sum.extents.push_back(extent[index]);
    room /= std::max<std::int64_t>(1, extent[index]);
  }
  if (room == 0) return domain("C3", "there are more than 2^62 products");

  for (std::size_t o = 0; o < shapes.size(); ++o) {
    Dimensions strides(order.size(), 0);
    std::int64_t stride = 1;
    for (std::size_t axis = shapes[o].size(); axis-- > 0; stride *= shapes[o][axis])
      if (shapes[o][axis] != 1) strides[std::find(order.begin(), order.end(), indices[o][axis]) - order.begin()] += stride;
    sum.strides.push_back(strides);
  }
  return sum;
}

template <class T>
Result<Sum> sum_of(const Einsum::In<T>& in, Variant variant) {
  const auto equation = parse(in.equation);
  if (!equation) return equation.failure();
  std::vector<Dimensions> shapes;
  for (const Tensor<T>& operand : in.operands) shapes.push_back(operand.shape);
  return fit(*equation, shapes, variant);
}

/// Calls each(entry, places) for every assignment of the indices: the entry of the result, and where each operand's factor stands.
template <class T, class Each>
std::optional<Failure> for_each_product(const Sum& sum, const TensorList<T>& operands, Each each) {
  const std::int64_t products = count_of(sum.extents), terms = sum.terms();
  for (std::int64_t product = 0; product < products; ++product) {
    // The values of the indices: the digits of the product's number.
    Dimensions value(sum.extents.size());
    std::int64_t rest = product;
    for (std::size_t i = value.size(); i-- > 0; rest /= sum.extents[i]) value[i] = rest % sum.extents[i];

    std::vector<std::size_t> places;
    for (std::size_t o = 0; o < operands.size(); ++o) {
      places.push_back(static_cast<std::size_t>(std::inner_product(value.begin(), value.end(), sum.strides[o].begin(), std::int64_t{0})));
      const T& x = operands[o][places.back()];
      if (isnan(x) || is_infinity(x, +1) || is_infinity(x, -1)) return domain("C1", "operand " + std::to_string(o) + " has an entry that is not finite");
    }
    each(static_cast<std::size_t>(product / terms), places);
  }
  return std::nullopt;
}

}  // namespace

/// The sum over every assignment of the indices, as the equation says it.
template <>
const Reference<Einsum> Wings<Einsum>::reference = []<class T>(const Einsum::In<T>& in, Variant variant) -> Result<Einsum::Out<T>> {
  const auto sum = sum_of(in, variant);
  if (!sum) return sum.failure();
  const auto factors = static_cast<std::int64_t>(in.operands.size());
  const std::int64_t terms = sum->terms();
  Einsum::Out<T> out{Tensor<T>(sum->shape()), terms, terms == 0 ? 0 : (terms - 1) + (factors - 1)};
  const auto refused = for_each_product(*sum, in.operands, [&](std::size_t entry, const std::vector<std::size_t>& places) {
    T product = 1;
    for (std::size_t o = 0; o < in.operands.size(); ++o) product *= in.operands[o][places[o]];
    out.result[entry] += product;
  });
  if (refused) return *refused;
  return out;
};

/// Every product is differentiated by each of its factors: the others and the cotangent are left.
template <>
const Reference<EinsumVjp> Wings<EinsumVjp>::reference = []<class T>(const EinsumVjp::In<T>& in, Variant variant) -> Result<EinsumVjp::Out<T>> {
  const auto sum = sum_of<T>(in, variant);
  if (!sum) return sum.failure();
  if (const auto refused = for_each_product(*sum, in.operands, [](std::size_t, const std::vector<std::size_t>&) {})) return *refused;
  const Tensor<T>& cotangent = in.cotangent.result;
  if (cotangent.shape != sum->shape()) return domain("C0", "the cotangent has shape " + shape_text(cotangent.shape) + "; expected " + shape_text(sum->shape()));

  EinsumVjp::Out<T> out;
  for (const Tensor<T>& operand : in.operands) out.grad_operands.emplace_back(operand.shape);
  for_each_product(*sum, in.operands, [&](std::size_t entry, const std::vector<std::size_t>& places) {
    for (std::size_t o = 0; o < places.size(); ++o) {
      T product = cotangent[entry];
      for (std::size_t other = 0; other < places.size(); ++other)
        if (other != o) product *= in.operands[other][places[other]];
      out.grad_operands[o][places[o]] += product;
    }
  });
  if (count_of(sum->extents) > 0)
    for (std::size_t o = 0; o < in.operands.size(); ++o)
      out.roundings = std::max(out.roundings, (sum->terms_of(o) - 1) + (static_cast<std::int64_t>(in.operands.size()) - 1));
  return out;
};

}  // namespace etalon
