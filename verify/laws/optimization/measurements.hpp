#pragma once
#include "verify/language/laws.hpp"

/// Models with data that they fit, more or less, and a start near the parameters that made them.
namespace etalon::verify {

struct Measured {
  std::string model;
  Tensor<double> t, y, x;
};

/// Of a model with its parameters: m measurements in steps along t, off by noise, relatively; the start off by another.
Measured measured(Draw& draw, const char* model, std::vector<double> parameters, double (*truth)(const std::vector<double>&, double), double first, double last, double noise, double off);
/// Exponential, rational and logistic models, and a wave.
Measured curved(Draw& draw, double noise, double off = 0.05);
/// Polynomials and others that are linear in their parameters.
Measured linear(Draw& draw, double noise);

}  // namespace etalon::verify
