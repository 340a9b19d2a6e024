#pragma once
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace etalon {

/// In place of the values of numbers that are written before they are read: they are not even made zero.
struct Unwritten {
  std::ptrdiff_t at = 0;

  /// An iterator over as many of itself as a vector shall have numbers.
  using iterator_category = std::forward_iterator_tag;
  using value_type = Unwritten;
  using difference_type = std::ptrdiff_t;
  using pointer = const Unwritten*;
  using reference = const Unwritten&;
  reference operator*() const { return *this; }
  Unwritten& operator++() { return ++at, *this; }
  Unwritten operator++(int) { return {at++}; }
  bool operator==(const Unwritten&) const = default;
};

/// Memory for the numbers of tensors. What takes several lines of the cache begins with one: no register's worth of numbers lies in two.
template <class T>
struct Lined : std::allocator<T> {
  static constexpr std::align_val_t line{64};
  static constexpr std::size_t several = 512;

  template <class U>
  struct rebind {
    using other = Lined<U>;
  };
  Lined() = default;
  template <class U>
  Lined(const Lined<U>&) {}  // NOLINT: allocators convert

  T* allocate(std::size_t n) {
    if (n * sizeof(T) < several) return std::allocator<T>::allocate(n);
    if (n > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(::operator new(n * sizeof(T), line));
  }
  void deallocate(T* x, std::size_t n) {
    if (n * sizeof(T) < several) return std::allocator<T>::deallocate(x, n);
    ::operator delete(x, line);
  }
  void construct(T* x, const Unwritten&) { ::new (static_cast<void*>(x)) T; }
  template <class... Args>
  void construct(T* x, Args&&... args) {
    ::new (static_cast<void*>(x)) T(std::forward<Args>(args)...);
  }
  bool operator==(const Lined&) const { return true; }
};

/// What a tensor holds.
template <class T>
using Storage = std::vector<T, std::conditional_t<std::is_floating_point_v<T>, Lined<T>, std::allocator<T>>>;

/// n numbers that whoever asks for them writes.
template <class T>
Storage<T> unwritten(std::size_t n) {
  return Storage<T>(Unwritten{0}, Unwritten{static_cast<std::ptrdiff_t>(n)});
}

}  // namespace etalon
