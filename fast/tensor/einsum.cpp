#include "reference/contract/tensor/einsum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "fast/backend/blas.hpp"
#include "fast/tensor/einsum_axes.hpp"

namespace etalon {
using namespace fast;
using namespace fast::tensor;
using contract::tensor::Einsum;

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
  std::vector<T> data;
};

/// The entries with axes in the order of `wanted`. Axes of the same label are read together: a diagonal.
template <class T>
Factor<T> arranged(const std::vector<T>& data, const Labels& labels, const Dimensions& shape, const Labels& wanted, const Dimensions& extent) {
  if (labels == wanted) return {labels, data};
  Dimensions step(extent.size(), 0);
  std::int64_t stride = 1;
  for (std::size_t axis = labels.size(); axis-- > 0; stride *= shape[axis]) step[labels[axis]] += stride;

  Factor<T> result{wanted, std::vector<T>(entries(wanted, extent))};
  Dimensions counter(wanted.size(), 0);
  std::int64_t from = 0;
  for (T& entry : result.data) {
    entry = data[from];
    for (std::size_t axis = wanted.size(); axis-- > 0;) {
      from += step[wanted[axis]];
      if (++counter[axis] < extent[wanted[axis]]) break;
      from -= step[wanted[axis]] * extent[wanted[axis]];
      counter[axis] = 0;
    }
  }
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
  const std::vector<T> rows = arranged(factor, kept + summed, extent).data;
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

}  // namespace

/// One pair of operands at a time, the smallest result first, each by matrix products. With three operands and more the
/// products of pairs are numbers of T themselves: one beyond T's range is lost, even where the third would bring it back.
template <>
const Fast<Einsum> Wings<Einsum>::fast = []<class T>(const Einsum::In<T>& in) -> Result<Einsum::Out<T>> {
  std::vector<Dimensions> shapes;
  for (const Tensor<T>& operand : in.operands) shapes.push_back(operand.shape);
  const auto axes = einsum_axes(in.equation, shapes);
  if (!axes) return axes.failure();
  const Labels& output = axes->output;
  const Dimensions& extent = axes->extent;

  Labels long_output;
  Dimensions shape;
  for (const std::size_t label : output) {
    shape.push_back(extent[label]);
    if (extent[label] != 1) long_output.push_back(label);
  }
  Einsum::Out<T> out{Tensor<T>(shape)};
  if (std::find(extent.begin(), extent.end(), 0) != extent.end()) return out;  // no products: zeros

  std::vector<Factor<T>> factors;
  for (std::size_t o = 0; o < in.operands.size(); ++o) {
    factors.push_back(diagonal(in.operands[o], axes->operands[o], extent));
    for (const T x : factors[o].data)
      if (!std::isfinite(x)) return domain("C1", "operand " + std::to_string(o) + " has an entry that is not finite");
  }
  for (std::size_t f = 0; f < factors.size(); ++f)
    factors[f] = summed_out(factors[f], [&](std::size_t label) { return needed(label, factors, f, f, output); }, extent);
  while (factors.size() > 1) {
    const Pair pair = next_pair(factors, output, extent);
    factors[pair.a] = contracted(factors, pair, extent);
    factors.erase(factors.begin() + static_cast<std::ptrdiff_t>(pair.b));
  }
  out.result.data = arranged(factors[0], long_output, extent).data;
  return out;
};

}  // namespace etalon
