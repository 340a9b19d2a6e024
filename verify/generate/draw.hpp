#pragma once
#include <rapidcheck/Gen.h>
#include <rapidcheck/Random.h>
#include <rapidcheck/shrinkable/Transform.h>

#include <any>
#include <functional>
#include <map>
#include <vector>

#include "reference/contract/values.hpp"
#include "reference/number/format.hpp"

/// Random inputs. What is drawn depends on nothing but its RapidCheck `Random`: no state outside, no libm, no standard distribution.
namespace etalon::verify {

/// Picks from generators, one after the other, each with random bits of its own.
class Draw {
 public:
  using Pick = rc::Shrinkable<std::any>;

  /// The first picks are those of `fixed`, whatever the generators say.
  Draw(const Format& f, const rc::Random& random, std::vector<Pick> fixed = {}) : format(f), random_(random), fixed_(std::move(fixed)) {}

  const Format& format;

  template <class T>
  T operator()(const rc::Gen<T>& gen) {
    const rc::Random bits = random_.split();
    const std::size_t k = picks_.size();
    picks_.push_back(k < fixed_.size() ? fixed_[k] : rc::shrinkable::map(gen(bits), [](T&& value) { return std::any(std::move(value)); }));
    return std::any_cast<T>(picks_.back().value());
  }
  const std::vector<Pick>& picks() const { return picks_; }

  // The generators of gen.hpp, picked from.
  std::int64_t integer(std::int64_t lowest, std::int64_t highest);
  /// An extent of an axis: every extent of every operation is drawn here.
  std::int64_t extent(std::int64_t lowest, std::int64_t highest);
  /// How many were drawn.
  std::size_t extents() const { return extents_; }
  /// The extent after `more` others will be that, whatever it is asked for; 0: one beside a small power of two.
  void widen(std::size_t more, std::int64_t extent = 0) { wide_[extents_ + more] = extent; }
  bool coin();
  double magnitude(int lowest, int highest);
  double real(int lowest = -6, int highest = 4);
  double uniform(double low, double high);
  Tensor<double> reals(Dimensions shape, int lowest = -6, int highest = 4);
  Tensor<double> uniforms(Dimensions shape, double low, double high);
  Tensor<std::int64_t> integers(Dimensions shape, std::int64_t lowest, std::int64_t highest);
  template <class Choice>
  Choice one_of(std::initializer_list<Choice> choices) {
    return choices.begin()[integer(0, static_cast<std::int64_t>(choices.size()) - 1)];
  }

 private:
  rc::Random random_;
  std::vector<Pick> fixed_, picks_;
  std::size_t extents_ = 0;
  std::map<std::size_t, std::int64_t> wide_;
};

/// What `draws` makes of its picks, as a generator. It shrinks one pick at a time, the first ones first; the later picks are
/// then made anew, of the same bits.
rc::Gen<Values<double>> drawn(std::function<Values<double>(Draw&)> draws, const Format& format);

}  // namespace etalon::verify
