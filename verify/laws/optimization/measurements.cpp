#include "verify/laws/optimization/measurements.hpp"

#include <algorithm>
#include <cmath>

namespace etalon::verify {

Measured measured(Draw& draw, const char* model, std::vector<double> parameters, double (*truth)(const std::vector<double>&, double), double first, double last, double noise, double off) {
  const std::int64_t m = static_cast<std::int64_t>(parameters.size()) + draw.extent(2, 5);
  Measured all{model, Tensor<double>({m}), Tensor<double>({m}), Tensor<double>({static_cast<std::int64_t>(parameters.size())})};
  for (std::size_t i = 0; i < all.t.size(); ++i) {
    all.t[i] = round_to(first + (last - first) * static_cast<double>(i) / static_cast<double>(m - 1), draw.format);
    all.y[i] = round_to(truth(parameters, all.t[i]) * (1 + noise * draw.uniform(-1, 1)), draw.format);
  }
  for (std::size_t j = 0; j < parameters.size(); ++j) all.x[j] = round_to(parameters[j] * (1 + off * draw.uniform(-1, 1)), draw.format);
  return all;
}

Measured curved(Draw& draw, double noise, double off) {
  const double a = draw.uniform(0.5, 4), b = draw.uniform(0.25, 1), c = draw.uniform(0.25, 1);
  using P = std::vector<double>;
  switch (draw.integer(0, 5)) {
    case 0: return measured(draw, "x[0]*exp(-x[1]*t)", {a, b}, [](const P& p, double t) { return p[0] * std::exp(-p[1] * t); }, 0, 4, noise, off);
    case 1: return measured(draw, "x[0]*(1 - exp(-x[1]*t))", {a, b}, [](const P& p, double t) { return p[0] * (1 - std::exp(-p[1] * t)); }, 0.5, 4, noise, off);
    case 2: return measured(draw, "x[0]*x[1]*t/(1 + x[1]*t)", {a, b}, [](const P& p, double t) { return p[0] * p[1] * t / (1 + p[1] * t); }, 0.5, 6, noise, off);
    case 3: return measured(draw, "x[0]/(1 + exp(x[1] - x[2]*t))", {a, 2 * b, c + 0.5}, [](const P& p, double t) { return p[0] / (1 + std::exp(p[1] - p[2] * t)); }, 0, 6, noise, off);
    case 4: return measured(draw, "x[0]*t^x[1]", {a, b}, [](const P& p, double t) { return p[0] * std::pow(t, p[1]); }, 1, 4, noise, off);
    default: return measured(draw, "x[0] + x[1]*sin(x[2]*t)", {a, b, 1 + c / 4}, [](const P& p, double t) { return p[0] + p[1] * std::sin(p[2] * t); }, 0, 6, noise, off);
  }
}

Measured linear(Draw& draw, double noise) {
  const double a = draw.uniform(0.5, 4), b = draw.uniform(-1, 1), c = draw.uniform(-1, 1);
  using P = std::vector<double>;
  switch (draw.integer(0, 2)) {
    case 0: return measured(draw, "x[0] + x[1]*t", {a, b}, [](const P& p, double t) { return p[0] + p[1] * t; }, -2, 2, noise, 1);
    case 1: return measured(draw, "x[0] + x[1]*t + x[2]*t^2", {a, b, c}, [](const P& p, double t) { return p[0] + p[1] * t + p[2] * t * t; }, -2, 2, noise, 1);
    default: return measured(draw, "x[0]*sin(t) + x[1]*cos(t)", {a, b}, [](const P& p, double t) { return p[0] * std::sin(t) + p[1] * std::cos(t); }, 0, 4, noise, 1);
  }
}

}  // namespace etalon::verify
