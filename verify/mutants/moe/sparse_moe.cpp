#include "reference/contract/moe/sparse_moe.hpp"

#include "reference/contract/moe/sparse_layer.hpp"
#include "verify/mutants/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SparseLayer;
using contract::moe::SparseMoe;
using Op = SparseMoe;
using Variant = Op::Variant;

template <class T>
SparseLayer::In<T> at(const Op::In<T>& in, const Tensor<std::int64_t>& index) {
  return {in.x, in.gate, index, in.w1, in.b1, in.w2, in.b2, in.activation};
}

const auto registered =
    mutants<Op>()
        .spoils("smallest", "the k smallest scores", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          for (T& w : other.gate) w = -w;
          out.index = Wings<Op>::fast(other, v)->index;
          out.y = Wings<SparseLayer>::fast(at(in, out.index), v)->y;
        })
        .spoils("softmax_on_the_other_side", "the softmax before the choice instead of after, or after instead of before", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out.y = Wings<SparseLayer>::fast(at(in, out.index), v == Variant::softmax_then_top_k ? Variant::top_k_then_softmax : Variant::softmax_then_top_k)->y;
        })
        .spoils("next_expert", "the answers of the experts after those reported", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out.y = Wings<SparseLayer>::fast(off_by_one(at(in, out.index)), v)->y;
        })
        .spoils("index_from_1", "routes that count from 1", [](auto& out, const auto& in) {
          for (auto& i : out.index) i = (i + 1) % in.gate.shape[0];
        })
        .spoils("top_1", "the best expert alone, whatever k", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto one = in;
          one.k = 1;
          out.y = Wings<Op>::fast(one, v)->y;
        });

}  // namespace
}  // namespace etalon::verify
