#include "reference/contract/tensor/top_k.hpp"

#include <algorithm>
#include <vector>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::TopK;

const auto registered =
    mutants<TopK>()
        .spoils("smallest", "the k smallest", []<class T>(TopK::Out<T>& out, const TopK::In<T>& in) {
          (void)in;
          auto other = in;
          for (T& x : other.x) x = -x;
          out = *Wings<TopK>::fast(other);
          for (T& y : out.values) y = -y;
        })
        .spoils("unsorted", "in the order of their indices", []<class T>(TopK::Out<T>& out, const TopK::In<T>& in) {
          (void)in;
          const auto places = Lanes::along(out.index.shape, in.axis);
          const auto lanes = Lanes::along(in.x.shape, in.axis);
          if (!places) return;
          for (std::int64_t lane = 0; lane < places->count; ++lane) {
            std::vector<std::int64_t> order = places->entries(out.index, lane);
            std::sort(order.begin(), order.end());
            for (std::int64_t i = 0; i < places->length; ++i) {
              out.index[places->index(lane, i)] = order[static_cast<std::size_t>(i)];
              out.values[places->index(lane, i)] = in.x[lanes->index(lane, order[static_cast<std::size_t>(i)])];
            }
          }
        })
        .spoils("one_index", "the index of the largest for all", []<class T>(TopK::Out<T>& out, const TopK::In<T>& in) {
          (void)in;
          const auto places = Lanes::along(out.index.shape, in.axis);
          if (!places) return;
          for (std::int64_t lane = 0; lane < places->count; ++lane)
            for (std::int64_t i = 1; i < places->length; ++i) out.index[places->index(lane, i)] = out.index[places->index(lane, 0)];
        })
        .spoils("highest_index", "of several that are equal the highest index", []<class T>(TopK::Out<T>& out, const TopK::In<T>& in) {
          (void)in;
          const auto lanes = Lanes::along(in.x.shape, in.axis);
          const auto places = Lanes::along(out.index.shape, in.axis);
          if (!places) return;
          for (std::int64_t lane = 0; lane < places->count; ++lane)
            if (in.k == 1)
              for (std::int64_t k = 0; k < lanes->length; ++k)
                if (in.x[lanes->index(lane, k)] == out.values[places->index(lane, 0)]) out.index[places->index(lane, 0)] = k;
        });

}  // namespace
}  // namespace etalon::verify
