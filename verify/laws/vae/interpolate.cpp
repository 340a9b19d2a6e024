#include "reference/contract/vae/interpolate.hpp"

#include "verify/algebra/residual.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Interpolate;
using In = Interpolate::In<double>;
using Variant = Interpolate::Variant;

Tensor<double> times_of(Draw& draw) {
  Tensor<double> t = draw.uniforms({draw.extent(1, 4)}, 0, 1);
  for (double& x : t)
    if (draw.integer(0, 3) == 0) x = draw.one_of({0.0, 0.5, 1.0});
  return t;
}
/// Of positive first entries, so that they are never antipodal.
In latents(Draw& draw, int lowest = -3, int highest = 2) {
  const std::int64_t d = draw.extent(1, 5);
  In in{draw.reals({d}, lowest, highest), draw.reals({d}, lowest, highest), times_of(draw)};
  for (Tensor<double>* x : {&in.a, &in.b}) (*x)[0] = std::fabs((*x)[0]) + (d == 1 || (*x)[0] == 0 ? 1 : 0);
  for (Tensor<double>* x : {&in.a, &in.b}) (*x)[0] = round_to((*x)[0], draw.format);
  return in;
}
Interval dot(const Matrix& a, const Matrix& b, std::int64_t row = 0) {
  Interval sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[static_cast<std::size_t>(row) * a.size() + i];
  return sum;
}
/// A vector of the norm of a that is neither parallel nor antipodal to it, for more than one latent: a and its first two entries turned.
Matrix turned(const Matrix& a) {
  Matrix b = a;
  b[0] = (3 * a[0] - 4 * a[1]) / 5, b[1] = (4 * a[0] + 3 * a[1]) / 5;
  return b;
}

const auto registered =
    laws<Interpolate>()
        .inputs(core, "latents", [](Draw& draw) { return latents(draw); })
        .inputs(core, "nearly parallel", [](Draw& draw) {
          In in = latents(draw);
          for (std::size_t i = 0; i < in.a.size(); ++i) in.b[i] = round_to(in.a[i] * (1 + draw.real(-draw.format.precision / 2, -3)), draw.format);
          return in;
        })
        .inputs(edge, "parallel", [](Draw& draw) {
          In in = latents(draw);
          const double s = draw.one_of({1.0, 2.0, 0.5, 4.0});
          for (std::size_t i = 0; i < in.a.size(); ++i) in.b[i] = s * in.a[i];
          return in;
        })
        .inputs(edge, "at right angles", [](Draw& draw) {
          In in = latents(draw);
          const std::int64_t d = draw.extent(2, 4);
          in.a = in.b = Tensor<double>({d});
          in.a[0] = 1, in.b[1] = draw.one_of({1.0, -2.0});
          return in;
        })
        .refuses("C9", "antipodal, or 0", [](Draw& draw) {
          In in = latents(draw);
          const double s = draw.one_of({0.0, -1.0, -2.0, -0.5});
          for (std::size_t i = 0; i < in.a.size(); ++i) in.b[i] = s * in.a[i];
          return in;
        })
        .leaves_out("one or two entries far from the others", "a far entry leaves the two all but parallel or antipodal, where rounding decides the great circle")
        .leaves_out("one input far from the others", "the weights of a far input round away the other")
        .leaves_out("lanes at levels of their own", "entries at levels of their own leave the two all but parallel or antipodal")
        .theorem("C4", "the ends, and the way back", [](Exact<Interpolate>& t) {
          const Matrix z = t.f(t.in).z, back = t.f({t.in.b, t.in.a, map(t.in.t, [](const Interval& x) { return Interval(1 - x); })}).z;
          const Interval size = max_norm(t.in.a) + max_norm(t.in.b);
          for (std::size_t i = 0; i < z.size(); ++i) t.equal_within(back[i], z[i], size, "the way back");
          const Matrix ends = t.f({t.in.a, t.in.b, Matrix({2}, {Interval(0), Interval(1)})}).z;
          const std::int64_t d = t.in.a.shape[0];
          for (std::int64_t i = 0; i < d; ++i) t.equal_within(ends(0, i), t.in.a[i], size, "a"), t.equal_within(ends(1, i), t.in.b[i], size, "b");
        })
        .theorem("C5", "of one norm, every point has it", [](Exact<Interpolate>& t) {
          if (t.in.a.size() < 2) return;
          const Matrix b = turned(t.in.a);
          const Interval squares = dot(t.in.a, t.in.a), theta = atan2(Interval(4), Interval(3));
          if (!(square(t.in.a[0]) + square(t.in.a[1]) == squares).certainly()) {  // the turn is by less than θ where other entries stay
            const Matrix z = t.f({t.in.a, b, t.in.t}, Variant::spherical).z;
            for (std::int64_t r = 0; r < z.shape[0]; ++r) {
              Interval sum = 0;
              for (std::int64_t i = 0; i < z.shape[1]; ++i) sum += square(z(r, i));
              t.equal_within(sum, squares, squares, "the norm");
            }
            return;
          }
          const Matrix z = t.f({t.in.a, b, t.in.t}, Variant::spherical).z;
          for (std::int64_t r = 0; r < z.shape[0]; ++r) t.equal_within(dot(t.in.a, z, r), squares * cos(t.in.t[r] * theta), squares, "the cosine of the angle to a");
        })
        .theorem("C6", "the line where b = sa, and nearly where θ is small", [](Exact<Interpolate>& t) {
          auto in = t.in;
          in.b = map(t.in.a, [](const Interval& x) { return Interval(3 * x); });
          const Matrix round = t.f(in, Variant::spherical).z, line = t.f(in, Variant::linear).z;
          for (std::size_t i = 0; i < line.size(); ++i) t.equal_within(round[i], line[i], max_norm(in.b), "of b = 3a");
          if (in.b.size() < 2) return;
          in.b[1] += power_of_two(-30) * (abs(in.b[0]) + abs(in.b[1]));
          const Matrix near_round = t.f(in, Variant::spherical).z, near_line = t.f(in, Variant::linear).z;
          for (std::size_t i = 0; i < line.size(); ++i) t.at_most(abs(near_round[i] - near_line[i]), power_of_two(-50) * (max_norm(in.a) + max_norm(in.b)), "from the line");
        })
        .theorem("C7", "the mean at ½", [](Exact<Interpolate>& t) {
          const Matrix z = t.f({t.in.a, t.in.b, Matrix({1}, {Interval(1) / 2})}, Variant::linear).z;
          for (std::size_t i = 0; i < z.size(); ++i) t.equal_within(z[i], (t.in.a[i] + t.in.b[i]) / 2, abs(t.in.a[i]) + abs(t.in.b[i]), "the mean");
        });

}  // namespace
}  // namespace etalon::verify
