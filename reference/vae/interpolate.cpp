#include "reference/contract/vae/interpolate.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::vae::Interpolate;

namespace {

enum class Position { general, parallel, antipodal, at_zero };

/// Of the inputs, by the signs of products of two entries, which are exact.
template <class T>
Position position(const Tensor<T>& a, const Tensor<T>& b) {
  bool general = false, opposite = false, zero_a = true, zero_b = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Interval &x = enclosure(a[i]), &y = enclosure(b[i]);
    zero_a = zero_a && static_cast<bool>(x == 0), zero_b = zero_b && static_cast<bool>(y == 0);
    opposite = opposite || static_cast<bool>(x * y < 0);
    for (std::size_t j = 0; j < i && !general; ++j) general = !static_cast<bool>(x * enclosure(b[j]) == enclosure(a[j]) * y);
  }
  if (zero_a || zero_b) return Position::at_zero;
  return general ? Position::general : opposite ? Position::antipodal : Position::parallel;
}

}  // namespace

/// The angle of the normalized vectors has the sine √Σ (uᵢvⱼ − uⱼvᵢ)², i < j, and the cosine Σ uᵢvᵢ.
template <>
const Reference<Interpolate> Wings<Interpolate>::reference = []<class T>(const Interpolate::In<T>& in, Interpolate::Variant variant) -> Result<Interpolate::Out<T>> {
  const std::int64_t k = in.t.shape[0], d = in.a.shape[0];
  const bool spherical = variant == Interpolate::Variant::spherical;
  const Position where = spherical ? position(in.a, in.b) : Position::parallel;
  if (where == Position::at_zero) return domain("C9", "a or b is 0");
  if (where == Position::antipodal) return domain("C9", "a and b are antipodal");
  T theta = 0, sine = 0;
  if (where == Position::general) {
    T squares_a = 0, squares_b = 0, cross = 0, dot = 0;
    for (std::int64_t i = 0; i < d; ++i) {
      squares_a += square(in.a[i]), squares_b += square(in.b[i]), dot += in.a[i] * in.b[i];
      for (std::int64_t j = 0; j < i; ++j) cross += square(in.a[i] * in.b[j] - in.a[j] * in.b[i]);
    }
    const T norms = sqrt(squares_a) * sqrt(squares_b);
    theta = atan2(sqrt(cross) / norms, dot / norms), sine = sin(theta);
  }
  Tensor<T> z({k, d});
  for (std::int64_t r = 0; r < k; ++r)
    for (std::int64_t i = 0; i < d; ++i) {
      const T& t = in.t[r];
      z(r, i) = where == Position::general ? sin((1 - t) * theta) / sine * in.a[i] + sin(t * theta) / sine * in.b[i] : (1 - t) * in.a[i] + t * in.b[i];
    }
  return Interpolate::Out<T>{std::move(z)};
};

}  // namespace etalon
