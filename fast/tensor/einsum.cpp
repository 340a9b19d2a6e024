#include "reference/contract/tensor/einsum.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "fast/backend/blas.hpp"
#include "fast/backend/finite.hpp"
#include "fast/tensor/einsum_axes.hpp"

namespace etalon {
using namespace fast;
using namespace fast::tensor;
using contract::tensor::Einsum;
using contract::tensor::EinsumVjp;
using Variant = Einsum::Variant;

namespace {

bool contains(const Labels& labels, std::size_t label) { return std::find(labels.begin(), labels.end(), label) != labels.end(); }

Labels operator+(Labels a, const Labels& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::int64_t entries(const Labels& labels, const Dimensions& extent) {
  std::int64_t n = 1;
  for (const std::size_t label : labels) n *= extent[label];
  return n;
}

/// A factor on its way to the result: one axis for each label, every one longer than 1.
template <class T>
struct Factor {
  Labels labels;
  Storage<T> data;
};

/// How far one step of each label moves in an array of these axes, row by row. Axes of the same label move together: a diagonal.
Dimensions steps(const Labels& labels, const Dimensions& shape, std::size_t all_labels) {
  Dimensions step(all_labels, 0);
  std::int64_t stride = 1;
  for (std::size_t axis = labels.size(); axis-- > 0; stride *= shape[axis]) step[labels[axis]] += stride;
  return step;
}
Dimensions steps(const Labels& labels, const Dimensions& extent) {
  Dimensions shape;
  for (const std::size_t label : labels) shape.push_back(extent[label]);
  return steps(labels, shape, extent.size());
}

/// Calls each(i, j) for every value of the labels, in order: where it stands in two arrays of these steps.
template <class Each>
void for_each_value(const Labels& labels, const Dimensions& extent, const Dimensions& first, const Dimensions& second, Each each) {
  Dimensions counter(labels.size(), 0);
  std::int64_t i = 0, j = 0;
  for (std::int64_t left = entries(labels, extent); left > 0; --left) {
    each(i, j);
    for (std::size_t axis = labels.size(); axis-- > 0;) {
      const std::size_t label = labels[axis];
      i += first[label];
      j += second[label];
      if (++counter[axis] < extent[label]) break;
      i -= first[label] * extent[label];
      j -= second[label] * extent[label];
      counter[axis] = 0;
    }
  }
}

/// The entries with axes in the order of `wanted`. Axes of the same label are read together: a diagonal.
template <class T>
Factor<T> arranged(const Storage<T>& data, const Labels& labels, const Dimensions& shape, const Labels& wanted, const Dimensions& extent) {
  if (labels == wanted) return {labels, data};
  Factor<T> result{wanted, Storage<T>(entries(wanted, extent))};
  for_each_value(wanted, extent, steps(labels, shape, extent.size()), steps(wanted, extent), [&](std::int64_t from, std::int64_t to) { result.data[to] = data[from]; });
  return result;
}

template <class T>
Factor<T> arranged(const Factor<T>& factor, const Labels& wanted, const Dimensions& extent) {
  Dimensions shape;
  for (const std::size_t label : factor.labels) shape.push_back(extent[label]);
  return arranged(factor.data, factor.labels, shape, wanted, extent);
}

/// An operand without its axes of extent 1, and with its diagonals taken.
template <class T>
Factor<T> diagonal(const Tensor<T>& operand, const Labels& labels, const Dimensions& extent) {
  Labels axes, distinct;
  Dimensions shape;
  for (std::size_t d = 0; d < labels.size(); ++d) {
    if (operand.shape[d] == 1) continue;
    axes.push_back(labels[d]);
    shape.push_back(operand.shape[d]);
    if (!contains(distinct, labels[d])) distinct.push_back(labels[d]);
  }
  return arranged(operand.data, axes, shape, distinct, extent);
}

/// Summed over the labels that are not needed.
template <class T, class Needed>
Factor<T> summed_out(const Factor<T>& factor, Needed needed, const Dimensions& extent) {
  Labels kept, summed;
  for (const std::size_t label : factor.labels) (needed(label) ? kept : summed).push_back(label);
  if (summed.empty()) return factor;
  const Storage<T> rows = arranged(factor, kept + summed, extent).data;
  const std::int64_t length = entries(summed, extent);
  Factor<T> sums{kept, {}};
  for (auto row = rows.begin(); row != rows.end(); row += length) sums.data.push_back(std::accumulate(row, row + length, T(0)));
  return sums;
}

/// How to contract a pair: which labels both have and keep, which one has, and which are summed over.
struct Pair {
  std::size_t a, b;
  Labels batch, left, right, summed;
};

/// The product of a pair, summed over the labels that nothing else needs: a matrix product for each batch entry.
template <class T>
Factor<T> contracted(const std::vector<Factor<T>>& factors, const Pair& pair, const Dimensions& extent) {
  const Factor<T> left = arranged(factors[pair.a], pair.batch + pair.left + pair.summed, extent);
  const Factor<T> right = arranged(factors[pair.b], pair.batch + pair.summed + pair.right, extent);
  const std::int64_t m = entries(pair.left, extent), n = entries(pair.right, extent), k = entries(pair.summed, extent);
  Factor<T> product{pair.batch + pair.left + pair.right, {}};
  product.data.resize(entries(product.labels, extent));
  for (std::int64_t s = 0; s < entries(pair.batch, extent); ++s) {
    const T* x = left.data.data() + s * m * k;
    const T* y = right.data.data() + s * k * n;
    T* z = product.data.data() + s * m * n;
    if (m == 1 && n == 1) *z = std::inner_product(x, x + k, y, T(0));
    else backend::gemm(m, n, k, x, y, z);
  }
  return product;
}

/// Is the label needed by the output, or by a factor other than these two?
template <class T>
bool needed(std::size_t label, const std::vector<Factor<T>>& factors, std::size_t a, std::size_t b, const Labels& output) {
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (f != a && f != b && contains(factors[f].labels, label)) return true;
  return contains(output, label);
}

/// The pair of the smallest product.
template <class T>
Pair next_pair(const std::vector<Factor<T>>& factors, const Labels& output, const Dimensions& extent) {
  Pair best;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::size_t a = 0; a < factors.size(); ++a)
    for (std::size_t b = a + 1; b < factors.size(); ++b) {
      Pair pair{a, b, {}, {}, {}, {}};
      for (const std::size_t label : factors[a].labels) {
        if (!contains(factors[b].labels, label)) pair.left.push_back(label);
        else (needed(label, factors, a, b, output) ? pair.batch : pair.summed).push_back(label);
      }
      for (const std::size_t label : factors[b].labels)
        if (!contains(factors[a].labels, label)) pair.right.push_back(label);
      const std::int64_t size = entries(pair.batch + pair.left + pair.right, extent);
      if (size < least) least = size, best = pair;
    }
  return best;
}

/// The product of the factors, summed over every label that the output has not: one pair at a time, the smallest result first.
template <class T>
Factor<T> contracted(std::vector<Factor<T>> factors, const Labels& output, const Dimensions& extent) {
  for (std::size_t f = 0; f < factors.size(); ++f)
    factors[f] = summed_out(factors[f], [&](std::size_t label) { return needed(label, factors, f, f, output); }, extent);
  while (factors.size() > 1) {
    const Pair pair = next_pair(factors, output, extent);
    factors[pair.a] = contracted(factors, pair, extent);
    factors.erase(factors.begin() + static_cast<std::ptrdiff_t>(pair.b));
  }
  return arranged(factors[0], output, extent);
}

/// What an equation says of its operands.
template <class T>
struct Product {
  EinsumAxes axes;
  Labels output;                   ///< those longer than 1
  Dimensions shape;                ///< of the result
  std::vector<Factor<T>> factors;  ///< the operands; none where an extent is 0: there are no products
};

template <class T>
Result<Product<T>> product_of(const Einsum::In<T>& in, Variant variant) {
  std::vector<Dimensions> shapes;
  for (const Tensor<T>& operand : in.operands) shapes.push_back(operand.shape);
  const auto axes = einsum_axes(in.equation, shapes, variant == Variant::ellipsis_summed);
  if (!axes) return axes.failure();
  Product<T> product{*axes, {}, {}, {}};
  const Dimensions& extent = axes->extent;
  for (const std::size_t label : axes->output) {
    product.shape.push_back(extent[label]);
    if (extent[label] != 1) product.output.push_back(label);
  }
  if (std::find(extent.begin(), extent.end(), 0) != extent.end()) return product;
  for (std::size_t o = 0; o < in.operands.size(); ++o) {
    product.factors.push_back(diagonal(in.operands[o], axes->operands[o], extent));
    if (!backend::all_finite(product.factors[o].data)) return domain("C1", "operand " + std::to_string(o) + " has an entry that is not finite");
  }
  return product;
}

/// One operand's gradient, from that of each distinct label: spread along labels that nothing else has, 0 off its diagonals.
template <class T>
Tensor<T> spread(const Factor<T>& gradient, const Labels& distinct, const Labels& axes, const Dimensions& shape, const Dimensions& extent) {
  Tensor<T> result(shape);
  Labels long_axes;
  Dimensions lengths;
  for (std::size_t d = 0; d < axes.size(); ++d)
    if (shape[d] != 1) {
      long_axes.push_back(axes[d]);
      lengths.push_back(shape[d]);
    }
  for_each_value(distinct, extent, steps(gradient.labels, extent), steps(long_axes, lengths, extent.size()),
                 [&](std::int64_t from, std::int64_t to) { result[static_cast<std::size_t>(to)] = gradient.data[from]; });
  return result;
}

}  // namespace

/// Pairs of operands, each contracted by matrix products. With three operands and more the products of pairs are numbers of T
/// themselves: one beyond T's range is lost, even where the third would bring it back.
template <>
const Fast<Einsum> Wings<Einsum>::fast = []<class T>(const Einsum::In<T>& in, Variant variant) -> Result<Einsum::Out<T>> {
  const auto product = product_of(in, variant);
  if (!product) return product.failure();
  Einsum::Out<T> out{Tensor<T>(product->shape)};
  if (!product->factors.empty()) out.result.data = contracted(product->factors, product->output, product->axes.extent).data;
  return out;
};

/// For each operand the same sum with the cotangent in its place, and its indices for the output.
template <>
const Fast<EinsumVjp> Wings<EinsumVjp>::fast = []<class T>(const EinsumVjp::In<T>& in, Variant variant) -> Result<EinsumVjp::Out<T>> {
  const auto product = product_of<T>(in, variant);
  if (!product) return product.failure();
  if (in.cotangent.result.shape != product->shape) return domain("C0", "the cotangent has not the shape of the result");
  const Dimensions& extent = product->axes.extent;
  EinsumVjp::Out<T> out;
  for (std::size_t o = 0; o < in.operands.size(); ++o) {
    if (product->factors.empty()) {
      out.grad_operands.emplace_back(in.operands[o].shape);
      continue;
    }
    auto factors = product->factors;
    const Labels distinct = factors[o].labels;
    factors[o] = {product->output, in.cotangent.result.data};
    Labels shared;
    for (const std::size_t label : distinct)
      if (std::any_of(factors.begin(), factors.end(), [&](const Factor<T>& f) { return contains(f.labels, label); })) shared.push_back(label);
    out.grad_operands.push_back(spread(contracted(factors, shared, extent), distinct, product->axes.operands[o], in.operands[o].shape, extent));
  }
  return out;
};

}  // namespace etalon
