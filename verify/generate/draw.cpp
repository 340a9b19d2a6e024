#include "verify/generate/draw.hpp"

#include <rapidcheck.h>

#include "verify/generate/gen.hpp"

namespace etalon::verify {
namespace {

constexpr std::size_t most_shrinks = 128;  // of a node: what has more is better shrunk by its shape

/// A node of the tree of `drawn`: the first picks are given, the rest follow from the bits.
struct Played {
  std::function<Values<double>(Draw&)> draws;
  const Format* format;
  rc::Random random;
  std::vector<Draw::Pick> fixed;

  Values<double> value() const {
    Draw draw(*format, random, fixed);
    return draws(draw);
  }
  rc::Seq<rc::Shrinkable<Values<double>>> shrinks() const {
    Draw draw(*format, random, fixed);
    draws(draw);
    return rc::seq::take(most_shrinks, rc::seq::mapcat(rc::seq::range<std::size_t>(0, draw.picks().size()), [self = *this, picks = draw.picks()](std::size_t k) {
      return rc::seq::map(picks[k].shrinks(), [self, k, picks](const Draw::Pick& simpler) {
        Played next{self.draws, self.format, self.random, {picks.begin(), picks.begin() + static_cast<std::ptrdiff_t>(k)}};
        next.fixed.push_back(simpler);
        return rc::makeShrinkable<Played>(std::move(next));
      });
    }));
  }
};

}  // namespace

rc::Gen<Values<double>> drawn(std::function<Values<double>(Draw&)> draws, const Format& format) {
  return [draws = std::move(draws), &format](const rc::Random& random, int) {
    return rc::makeShrinkable<Played>(Played{draws, &format, random, {}});
  };
}

std::int64_t Draw::integer(std::int64_t lowest, std::int64_t highest) { return (*this)(gen::integer(lowest, highest)); }
std::int64_t Draw::extent(std::int64_t lowest, std::int64_t highest) {
  const auto wide = wide_.find(extents_++);
  if (wide == wide_.end()) return integer(lowest, highest);
  return wide->second ? wide->second : one_of<std::int64_t>({8, 9, 16, 17, 32, 33});
}
bool Draw::coin() { return integer(0, 1) == 1; }
double Draw::magnitude(int lowest, int highest) { return (*this)(gen::magnitude(format, lowest, highest)); }
double Draw::real(int lowest, int highest) { return (*this)(gen::real(format, lowest, highest)); }
double Draw::uniform(double low, double high) { return (*this)(gen::uniform(format, low, high)); }
Tensor<double> Draw::reals(Dimensions shape, int lowest, int highest) {
  return (*this)(gen::tensor(std::move(shape), gen::real(format, lowest, highest)));
}
Tensor<double> Draw::uniforms(Dimensions shape, double low, double high) {
  return (*this)(gen::tensor(std::move(shape), gen::uniform(format, low, high)));
}
Tensor<std::int64_t> Draw::integers(Dimensions shape, std::int64_t lowest, std::int64_t highest) {
  return (*this)(gen::tensor(std::move(shape), gen::integer(lowest, highest)));
}

}  // namespace etalon::verify
