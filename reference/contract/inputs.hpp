#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "reference/contract/tensor.hpp"

/// The inputs of one call without their types: what the domain clauses of a contract look at, in either wing.
namespace etalon {

/// The ends of what some floating-point numbers span, ∞ and −∞ where there are none; they say nothing unless all are finite.
struct Extremes {
  double least, largest;
  bool all_finite;
};
/// In one pass, as fast as memory.
Extremes extremes_of(const double* x, std::size_t n);
Extremes extremes_of(const float* x, std::size_t n);

/// What a kernel finds of the fields that it reads: the clauses that speak of single entries are asked of this when it has run, and put off until then.
class Seen {
 public:
  void add(const void* data, const Extremes& found) { found_.emplace_back(data, found); }
  /// The kernel has run: of what it has not read, nothing is known.
  void close() { closed_ = true; }
  /// Of the field whose entries begin there; null where it must be found.
  const Extremes* of(const void* data) const;

 private:
  std::vector<std::pair<const void*, Extremes>> found_;
  bool closed_ = false;
};

/// The real entries of one field, whatever their number is. A comparison that an enclosure does not decide throws, as it
/// does in a formula.
class Entries {
 public:
  explicit Entries(const Dimensions& shape) : shape_(&shape) {}
  virtual ~Entries() = default;
  const Dimensions& shape() const { return *shape_; }
  std::size_t size() const { return static_cast<std::size_t>(count_of(*shape_)); }

  virtual bool is_nan(std::size_t i) const = 0;
  virtual bool is_infinity(std::size_t i, int sign) const = 0;
  virtual bool less(std::size_t i, std::int64_t bound) const = 0;     ///< xᵢ < bound
  virtual bool greater(std::size_t i, std::int64_t bound) const = 0;  ///< xᵢ > bound
  virtual bool equal(std::size_t i, std::size_t j) const = 0;         ///< xᵢ = xⱼ
  /// The first entry that is NaN or infinite; size() when there is none.
  virtual std::size_t first_not_finite() const = 0;
  /// Found once; nothing of numbers that are not floating-point. What holds between the ends needs no look at each entry.
  virtual const Extremes* extremes() const = 0;
  virtual void know(const Seen& seen) = 0;
  bool is_finite(std::size_t i) const { return !is_nan(i) && !is_infinity(i, +1) && !is_infinity(i, -1); }

 private:
  const Dimensions* shape_;
};

namespace detail {

template <class T>
bool number_is_nan(const T& x) {
  if constexpr (std::is_floating_point_v<T>) return x != x;
  else return isnan(x);
}
template <class T>
bool number_is_infinity(const T& x, int sign) {
  if constexpr (std::is_floating_point_v<T>) return x == x && x - x != 0 && (x > 0) == (sign > 0);
  else return is_infinity(x, sign);
}

template <class T>
class EntriesOf final : public Entries {
 public:
  EntriesOf(const Dimensions& shape, const T* data) : Entries(shape), data_(data) {}

  bool is_nan(std::size_t i) const override { return number_is_nan(data_[i]); }
  bool is_infinity(std::size_t i, int sign) const override { return number_is_infinity(data_[i], sign); }
  bool less(std::size_t i, std::int64_t bound) const override { return static_cast<bool>(data_[i] < T(bound)); }
  bool greater(std::size_t i, std::int64_t bound) const override { return static_cast<bool>(data_[i] > T(bound)); }
  bool equal(std::size_t i, std::size_t j) const override { return static_cast<bool>(data_[i] == data_[j]); }
  std::size_t first_not_finite() const override {
    const std::size_t n = size();
    for (std::size_t i = 0; i < n; ++i)
      if constexpr (std::is_floating_point_v<T>) {
        if (data_[i] - data_[i] != 0) return i;
      } else {
        if (!is_finite(i)) return i;
      }
    return n;
  }
  const Extremes* extremes() const override {
    if constexpr (!std::is_floating_point_v<T>) return nullptr;
    else return &(extremes_ ? *extremes_ : extremes_.emplace(extremes_of(data_, size())));
  }
  void know(const Seen& seen) override {
    if (const Extremes* found = seen.of(data_)) extremes_ = *found;
  }

 private:
  const T* data_;
  mutable std::optional<Extremes> extremes_;
};

inline const Dimensions scalar_shape;

}  // namespace detail

/// The fields of In, by name. It points into In, which must outlive it.
class Inputs {
 public:
  template <class T>
  void add(const char* name, const Tensor<T>& x) {
    fields_.emplace_back(name, std::make_unique<detail::EntriesOf<T>>(x.shape, x.data.data()));
  }
  template <class T>
  void add(const char* name, const T& x) {
    fields_.emplace_back(name, std::make_unique<detail::EntriesOf<T>>(detail::scalar_shape, &x));
  }
  template <class T>
  void add(const char* name, const std::vector<Tensor<T>>& list) {
    std::vector<std::unique_ptr<Entries>> all;
    for (const Tensor<T>& x : list) all.push_back(std::make_unique<detail::EntriesOf<T>>(x.shape, x.data.data()));
    fields_.emplace_back(name, std::move(all));
  }
  void add(const char* name, const Tensor<std::int64_t>& x) { fields_.emplace_back(name, &x); }
  void add(const char* name, const std::int64_t& x) { fields_.emplace_back(name, &x); }
  void add(const char* name, const std::string& x) { fields_.emplace_back(name, &x); }

  /// Of what a kernel has seen, or will have.
  void know(const Seen& seen);

  /// Each throws std::logic_error when there is no such field, or it is of another kind.
  const Entries& real(const std::string& name) const;
  std::vector<const Entries*> list(const std::string& name) const;
  std::int64_t integer(const std::string& name) const;
  const Tensor<std::int64_t>& integers(const std::string& name) const;
  const std::string& text(const std::string& name) const;
  /// Of any tensor.
  const Dimensions& shape(const std::string& name) const;

  /// The real tensors of a field: itself, or those of a list; none for integers and texts.
  std::vector<const Entries*> reals(const std::string& name) const;
  bool is_real(const std::string& name) const;
  bool is_text(const std::string& name) const;
  /// The integers of a scalar or a tensor.
  std::vector<std::int64_t> all_integers(const std::string& name) const;

 private:
  using List = std::vector<std::unique_ptr<Entries>>;
  using Field = std::variant<std::unique_ptr<Entries>, List, const Tensor<std::int64_t>*, const std::int64_t*, const std::string*>;
  const Field& field(const std::string& name) const;

  std::vector<std::pair<const char*, Field>> fields_;
};

}  // namespace etalon
