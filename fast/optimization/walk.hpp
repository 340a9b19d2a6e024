#pragma once
#include "fast/calculus/tape.hpp"

namespace etalon::fast::optimization {

/// A function that is walked on, with one tape for its values and gradients.
template <class T>
class Walk {
 public:
  Walk(const std::string& function, std::int64_t n) : formula_(contract::function_of(function, n)), tape_(formula_), n_(static_cast<std::size_t>(n)) {}

  std::optional<Failure> look(const Storage<T>& x) {
    if (auto failure = tape_.run(x, true)) return failure;
    value = tape_.output(0);
    gradient = tape_.gradient({T(1)}, n_);
    return std::nullopt;
  }

  T value = 0;
  Storage<T> gradient;

 private:
  Formula formula_;
  calculus::Tape<T> tape_;
  std::size_t n_;
};

/// One state more.
template <class T>
void append(Tensor<T>& all, const Storage<T>& one) {
  all.data.insert(all.data.end(), one.begin(), one.end());
  ++all.shape[0];
}

}  // namespace etalon::fast::optimization
