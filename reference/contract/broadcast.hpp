#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

/// What functions of two tensors, entry by entry, share: `struct Add : Broadcast`.
namespace etalon::contract {

/// Two shapes as one, as NumPy makes it: compared from the last axis, extents are the same, or one of them is 1 or missing.
struct Broadcasting {
  Dimensions shape;
  std::vector<std::size_t> a, b;  ///< for each entry of the result, the entry of either operand

  static std::optional<Dimensions> shape_of(const Dimensions& a, const Dimensions& b) {
    Dimensions shape(std::max(a.size(), b.size()));
    for (std::size_t d = 0; d < shape.size(); ++d) {
      const std::int64_t p = d < a.size() ? a[a.size() - 1 - d] : 1, q = d < b.size() ? b[b.size() - 1 - d] : 1;
      if (p != q && p != 1 && q != 1) return std::nullopt;
      shape[shape.size() - 1 - d] = p == 1 ? q : p;
    }
    return shape;
  }
  /// Nothing where they do not broadcast.
  static std::optional<Broadcasting> of(const Dimensions& a, const Dimensions& b) {
    const auto shape = shape_of(a, b);
    if (!shape) return std::nullopt;
    return Broadcasting{*shape, entries_of(a, *shape), entries_of(b, *shape)};
  }

 private:
  static std::vector<std::size_t> entries_of(const Dimensions& operand, const Dimensions& shape) {
    std::vector<std::size_t> all{0};
    const std::size_t missing = shape.size() - operand.size();
    auto stride = static_cast<std::size_t>(count_of(operand));
    for (std::size_t d = 0; d < shape.size(); ++d) {
      const std::size_t extent = d < missing ? 1 : static_cast<std::size_t>(operand[d - missing]);
      if (d >= missing) stride = extent == 0 ? 0 : stride / extent;
      std::vector<std::size_t> finer;
      for (const std::size_t at : all)
        for (std::int64_t i = 0; i < shape[d]; ++i) finer.push_back(at + (extent == 1 ? 0 : static_cast<std::size_t>(i) * stride));
      all = std::move(finer);
    }
    return all;
  }
};

struct Broadcast {
  template <class T> struct In { Tensor<T> a; Tensor<T> b; };
  template <class T> struct Out { Tensor<T> c; };

  inline static const Count p{"p"}, q{"q"};  // the entries of c that an entry of a, or of b, is in

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>(Any{}, "any shape"), in::data<&In<T>::b>(Any{}, "a shape that broadcasts with a's")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    const auto shape = Broadcasting::shape_of(in.a.shape, in.b.shape);
    const std::int64_t size = shape ? count_of(*shape) : 0;
    return {{"p", in.a.size() == 0 ? 0 : size / static_cast<std::int64_t>(in.a.size())}, {"q", in.b.size() == 0 ? 0 : size / static_cast<std::int64_t>(in.b.size())}};
  }
  static Clause shapes_clause(const char* id) {
    return {id, ClauseKind::domain, Predicate("the shapes broadcast: compared from the last axis, extents are the same, or one is 1 or missing", [](const Inputs& in, std::size_t) -> Complaint {
              if (Broadcasting::shape_of(in.shape("a"), in.shape("b"))) return std::nullopt;
              return "the shapes " + shape_text(in.shape("a")) + " and " + shape_text(in.shape("b")) + " do not broadcast";
            })};
  }
};

/// ā and b̄, summed over the axes that broadcast.
template <class Primal>
struct BroadcastVjp : Vjp<Primal> {
  template <class T> struct Out { Tensor<T> grad_a; Tensor<T> grad_b; };
};

}  // namespace etalon::contract
