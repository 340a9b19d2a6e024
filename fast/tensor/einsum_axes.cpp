#include "fast/tensor/einsum_axes.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace etalon::fast::tensor {
namespace {

constexpr std::size_t letters = 52;

/// One comma-separated part: its labels before and after the ellipsis.
struct Part {
  Labels front, back;
  bool ellipsis = false;
};

struct Wrong {
  std::size_t position;
  const char* what;
};

/// The part text[first, last).
Part part_of(const std::string& text, std::size_t first, std::size_t last) {
  Part part;
  while (first < last) {
    const char c = text[first];
    if (c >= 'A' && c <= 'Z') (part.ellipsis ? part.back : part.front).push_back(c - 'A');
    else if (c >= 'a' && c <= 'z') (part.ellipsis ? part.back : part.front).push_back(26 + c - 'a');
    else if (c == '.' && last - first >= 3 && text[first + 1] == '.' && text[first + 2] == '.') {
      if (part.ellipsis) throw Wrong{first, "this part has an ellipsis already"};
      part.ellipsis = true;
      first += 2;
    } else if (c != ' ') throw Wrong{first, "this is no letter, ellipsis, comma or arrow in its place"};
    ++first;
  }
  return part;
}

/// All the labels, the ellipsis standing for `rank` axes.
Labels labels_of(const Part& part, std::size_t rank) {
  Labels labels = part.front;
  if (part.ellipsis)
    for (std::size_t from_last = rank; from_last-- > 0;) labels.push_back(letters + from_last);
  labels.insert(labels.end(), part.back.begin(), part.back.end());
  return labels;
}

/// How often each letter occurs in the operands.
using Census = std::array<int, letters>;

Part implied(const Census& census) {
  Part output;
  output.ellipsis = true;
  for (std::size_t letter = 0; letter < letters; ++letter)
    if (census[letter] == 1) output.back.push_back(letter);
  return output;
}

void check_output(const Part& output, const Census& census, std::size_t position) {
  Census seen{};
  for (const Labels* half : {&output.front, &output.back})
    for (const std::size_t letter : *half) {
      if (census[letter] == 0) throw Wrong{position, "the output has a letter that no operand has"};
      if (seen[letter]++ > 0) throw Wrong{position, "the output has a letter twice"};
    }
}

}  // namespace

Result<EinsumAxes> einsum_axes(const std::string& equation, const std::vector<Dimensions>& shapes, bool may_sum_the_ellipsis) {
  std::vector<Part> parts;
  std::optional<Part> output;
  try {
    const std::size_t arrow = std::min(equation.find("->"), equation.size());
    for (std::size_t first = 0; first <= arrow;) {
      const std::size_t last = std::min(equation.find(',', first), arrow);
      parts.push_back(part_of(equation, first, last));
      first = last + 1;
    }
    Census census{};
    for (const Part& part : parts)
      for (const Labels* half : {&part.front, &part.back})
        for (const std::size_t letter : *half) ++census[letter];
    if (arrow < equation.size()) {
      output = part_of(equation, arrow + 2, equation.size());
      check_output(*output, census, arrow + 2);
    } else {
      output = implied(census);
    }
  } catch (const Wrong& wrong) {
    return domain("C2", std::string(wrong.what) + " (position " + std::to_string(wrong.position) + " of the equation)");
  }

  if (parts.size() != shapes.size()) return domain("C3", "terms and operands differ in number");
  EinsumAxes axes;
  std::size_t ellipsis_rank = 0;
  for (std::size_t o = 0; o < parts.size(); ++o) {
    const std::string name = "operand " + std::to_string(o);
    const std::size_t rank = shapes[o].size(), named = parts[o].front.size() + parts[o].back.size();
    if (rank < named || (rank > named && !parts[o].ellipsis)) return domain("C3", name + " has a different number of axes than its term");
    axes.operands.push_back(labels_of(parts[o], rank - named));
    ellipsis_rank = std::max(ellipsis_rank, rank - named);
  }
  if (ellipsis_rank > 0 && !output->ellipsis && !may_sum_the_ellipsis) return domain("C3", "the output has no ellipsis, but the operands have");
  axes.output = labels_of(*output, ellipsis_rank);

  axes.extent.assign(letters + ellipsis_rank, 1);
  for (std::size_t o = 0; o < parts.size(); ++o)
    for (std::size_t d = 0; d < shapes[o].size(); ++d)
      if (shapes[o][d] != 1) axes.extent[axes.operands[o][d]] = shapes[o][d];
  for (std::size_t o = 0; o < parts.size(); ++o) {
    const Labels& labels = axes.operands[o];
    for (std::size_t d = 0; d < labels.size(); ++d) {
      const std::size_t first = std::find(labels.begin(), labels.end(), labels[d]) - labels.begin();
      if (shapes[o][first] != shapes[o][d] || (shapes[o][d] != 1 && shapes[o][d] != axes.extent[labels[d]]))
        return domain("C3", "operand " + std::to_string(o) + ", axis " + std::to_string(d) + ": another axis of this index has another extent");
    }
  }
  double products = 1;
  for (const std::int64_t n : axes.extent) products *= static_cast<double>(std::max<std::int64_t>(1, n));
  if (products > 0x1p62) return domain("C3", "there are more than 2^62 products");
  return axes;
}

}  // namespace etalon::fast::tensor
