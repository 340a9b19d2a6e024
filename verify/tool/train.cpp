#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>

#include "reference/contract/gan/train_step.hpp"
#include "reference/contract/vae/loss.hpp"
#include "reference/contract/vae/train_step.hpp"
#include "verify/judge/truth.hpp"
#include "verify/tool/arrays.hpp"
#include "verify/tool/commands.hpp"

namespace etalon::verify::tool {
namespace {

using Data = Tensor<double>;

/// What is drawn, alike on every machine.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : bits_(seed) {}

  double uniform() { return std::ldexp(static_cast<double>(bits_() >> 11), -53); }
  /// Twelve uniform numbers less 6: of mean 0 and variance 1.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(uniform() * static_cast<double>(n)); }
  Data normals(Dimensions shape, double deviation = 1) {
    Data x(std::move(shape));
    for (double& entry : x) entry = deviation * normal();
    return x;
  }

 private:
  std::mt19937_64 bits_;
};

/// Layers of these widths, their weights of variance 1/width.
void start(Noise& noise, const Dimensions& widths, TensorList<double>& weights, TensorList<double>& biases) {
  for (std::size_t l = 0; l + 1 < widths.size(); ++l) {
    weights.push_back(noise.normals({widths[l + 1], widths[l]}, 1 / std::sqrt(static_cast<double>(widths[l]))));
    biases.push_back(Data({widths[l + 1]}));
  }
}
Data rows_of(const Data& data, std::int64_t count, Noise& noise) {
  Data rows({count, data.shape[1]});
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t row = noise.below(data.shape[0]);
    std::copy_n(data.begin() + row * data.shape[1], data.shape[1], rows.begin() + i * data.shape[1]);
  }
  return rows;
}
/// Eight Gaussians of deviation 1/20 on a circle of radius 2.
Data ring(Noise& noise, std::int64_t count) {
  Data points({count, 2});
  for (std::int64_t i = 0; i < count; ++i) {
    const double angle = std::acos(-1) * static_cast<double>(noise.below(8)) / 4;
    points(i, 0) = 2 * std::cos(angle) + noise.normal() / 20, points(i, 1) = 2 * std::sin(angle) + noise.normal() / 20;
  }
  return points;
}

constexpr std::int64_t batch = 16;

/// How a variational autoencoder is trained: Adam on vae.loss.
struct Vae {
  using Op = contract::vae::TrainStep;
  template <class T> using In = Op::In<T>;

  static In<double> begin(const Data& data, Noise& noise) {
    const std::int64_t pixels = data.shape[1], hidden = 8, latents = 2;
    const bool images = std::all_of(data.begin(), data.end(), [](double x) { return x >= 0 && x <= 1; });
    In<double> in;
    in.activation = "tanh", in.likelihood = images ? "bernoulli" : "gaussian";
    start(noise, {pixels, hidden, 2 * latents}, in.encoder_weights, in.encoder_biases);
    start(noise, {latents, hidden, pixels}, in.decoder_weights, in.decoder_biases);
    for (const auto* list : {&in.encoder_weights, &in.encoder_biases, &in.decoder_weights, &in.decoder_biases})
      for (const Data& one : *list) in.m.push_back(Data(one.shape)), in.v.push_back(Data(one.shape));
    in.noise = Data({batch, latents});
    in.learning_rate = 1.0 / 128, in.beta1 = 0.9, in.beta2 = 0.999, in.epsilon = 1e-8;
    return in;
  }
  static void draw(In<double>& in, const Data& data, Noise& noise) {
    in.x = rows_of(data, batch, noise);
    in.noise = noise.normals(in.noise.shape);
  }
  /// What is drawn for one step, for the other number.
  template <class T, class F> static void share(In<T>& in, const In<double>& drawn, F number) { in.x = map(drawn.x, number), in.noise = map(drawn.noise, number); }
  template <class T> static void take(In<T>& in, Op::Out<T> next) {
    in.encoder_weights = std::move(next.encoder_weights_next), in.encoder_biases = std::move(next.encoder_biases_next);
    in.decoder_weights = std::move(next.decoder_weights_next), in.decoder_biases = std::move(next.decoder_biases_next);
    in.m = std::move(next.m_next), in.v = std::move(next.v_next);
    ++in.t;
  }
  template <class I> static auto parameters(I& in) { return std::array{&in.encoder_weights, &in.encoder_biases, &in.decoder_weights, &in.decoder_biases}; }
  template <class I> static auto state(I& in) { return std::array{&in.encoder_weights, &in.encoder_biases, &in.decoder_weights, &in.decoder_biases, &in.m, &in.v}; }
  static std::string losses(const In<double>& in) {
    using contract::vae::Loss;
    return fmt::format("{:.6f}", Wings<Loss>::fast(Loss::In<double>{in.x, in.noise, in.encoder_weights, in.encoder_biases, in.decoder_weights, in.decoder_biases, in.activation, in.likelihood, in.beta}, {})->loss);
  }
};

/// How two players are trained, one step of gradient descent each in turn.
struct Gan {
  using Op = contract::gan::TrainStep;
  template <class T> using In = Op::In<T>;

  static In<double> begin(const Data& data, Noise& noise) {
    const std::int64_t entries = data.shape[1], hidden = 8, latents = 2;
    In<double> in;
    in.activation = "tanh", in.slope = 0.2, in.d_rate = 0.125, in.g_rate = 0.125;
    start(noise, {entries, hidden, 1}, in.d_weights, in.d_biases);
    start(noise, {latents, hidden, entries}, in.g_weights, in.g_biases);
    in.noise = Data({batch, latents});
    return in;
  }
  static void draw(In<double>& in, const Data& data, Noise& noise) {
    in.real = rows_of(data, batch, noise);
    in.noise = noise.normals(in.noise.shape);
  }
  template <class T, class F> static void share(In<T>& in, const In<double>& drawn, F number) { in.real = map(drawn.real, number), in.noise = map(drawn.noise, number); }
  template <class T> static void take(In<T>& in, Op::Out<T> next) {
    in.d_weights = std::move(next.d_weights_next), in.d_biases = std::move(next.d_biases_next), in.g_weights = std::move(next.g_weights_next), in.g_biases = std::move(next.g_biases_next);
  }
  template <class I> static auto parameters(I& in) { return std::array{&in.d_weights, &in.d_biases, &in.g_weights, &in.g_biases}; }
  template <class I> static auto state(I& in) { return parameters(in); }
  static std::string losses(const In<double>& in) {
    const auto next = *Wings<Op>::fast(in, {});
    return fmt::format("D {:.6f}, G {:.6f}", next.d_loss, next.g_loss);
  }
};

/// ‖θ − θ̂‖/‖θ‖ of the parameters at both numbers.
template <class Model>
double apart(const typename Model::template In<double>& fast, const typename Model::template In<Interval>& reference) {
  Interval distance = 0, size = 0;
  const auto mine = Model::parameters(fast);
  const auto exact = Model::parameters(reference);
  for (std::size_t list = 0; list < mine.size(); ++list)
    for (std::size_t l = 0; l < mine[list]->size(); ++l)
      for (std::size_t i = 0; i < (*mine[list])[l].size(); ++i) {
        const Interval& x = (*exact[list])[l][i];
        distance += square(x - exactly((*mine[list])[l][i])), size += square(x);
      }
  return sqrt(distance / size).upper_double();
}

/// The largest part that a step of double uses of its bounds c·(u·T + η), from the state that it started from.
template <class Op>
double used(const Operation& op, const typename Op::template In<double>& from, const Values<double>& given) {
  const Values<double> inputs = values_of_inputs<Op, double>(from);
  const Format& format = *Format::find("float64");
  const auto exact = Wings<Op>::reference(inputs_of_values<Op, Interval>(transform<Interval>(inputs, [](double x, std::size_t) { return exactly(x); })), {});
  if (!exact) throw std::invalid_argument(exact.failure().message);
  const Values<Interval> truth = values_of_outputs<Op, Interval>(*exact);
  const auto errors = textbook_budget(op, inputs, 0);
  const SizeValues sizes = *sizes_of(op, inputs);
  double most = 0;
  for (std::size_t f = 0; f < truth.size(); ++f) {
    const Interval c = *op.outputs[f].constant.at(sizes);
    std::size_t at = 0;
    for (std::size_t t = 0; t < real_tensors(truth[f]).size(); ++t)
      for (std::size_t i = 0; i < real_tensors(truth[f])[t]->size(); ++i, ++at) {
        const double y = (*real_tensors(given[f])[t])[i];
        if (!std::isfinite(y)) return std::numeric_limits<double>::infinity();
        const Interval bound = c * (exactly(format.unit_roundoff()) * errors[f][at] + exactly(format.spacing_at_zero()));
        most = std::max(most, (abs(exactly(y) - (*real_tensors(truth[f])[t])[i]) / bound).upper_double());
      }
  }
  return most;
}

template <class Model>
int trained(const TrainOptions& options, const Data& data, Noise& noise) {
  using Op = typename Model::Op;
  const Operation& op = find_operation(Op::statement().name);
  const Precision guard(static_cast<int>(std::ceil(options.digits * 3.33)) + 16);
  auto fast = Model::begin(data, noise);
  auto reference = inputs_of_values<Op, Interval>(transform<Interval>(values_of_inputs<Op, double>(fast), [](double x, std::size_t) { return exactly(x); }));

  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  int agreed = 0;
  double first = 0, last = 0;
  if (!options.json) fmt::print("{} · {} samples of {} entries · {} steps of {} · seed {}\n\n{:>6}  {:<28}{:<34}{}\n", op.name(), data.shape[0], data.shape[1], options.steps, batch, options.seed, "step", "loss in double", "apart from the reference", "this step alone");
  for (int step = 1; step <= options.steps; ++step) {
    Model::draw(fast, data, noise);
    Model::share(reference, fast, [](double x) { return exactly(x); });
    const auto next = Wings<Op>::fast(fast, {});
    auto exact = Wings<Op>::reference(reference, {});
    if (!next || !exact) throw std::invalid_argument(fmt::format("step {}: {}", step, (next ? exact.failure() : next.failure()).message));

    const double part = used<Op>(op, fast, values_of_outputs<Op, double>(*next));
    const bool agrees = part <= 1;
    agreed += agrees;
    const std::string losses = Model::losses(fast);

    Model::take(fast, *next);
    Model::take(reference, std::move(*exact));
    for (TensorList<Interval>* list : Model::state(reference))
      for (Tensor<Interval>& one : *list)
        for (Interval& entry : one) entry = entry.collapse();
    last = apart<Model>(fast, reference);
    if (step == 1) first = last;
    if (options.json) rows.push_back({{"step", step}, {"losses", losses}, {"apart", last}, {"agrees", agrees}, {"used", part}});
    else if (step % options.every == 0 || step == 1 || step == options.steps || !agrees)
      fmt::print("{:>6}  {:<28}{:<34}{:.1f} % of its bound\n", step, losses, fmt::format("{:.2e}", last), 100 * part), std::fflush(stdout);
  }
  const double factor = options.steps > 1 && first > 0 ? std::pow(last / first, 1.0 / (options.steps - 1)) : 1;
  if (options.json) fmt::print("{}\n", nlohmann::ordered_json{{"operation", op.name()}, {"seed", options.seed}, {"agreed", agreed}, {"growth", factor}, {"steps", rows}}.dump(1));
  else fmt::print("\n{} of {} steps agree with the reference from their own state. The trajectories part by a factor of {:.4f} a step: {:.2e} after the first, {:.2e} after the last.\n", agreed, options.steps, factor, first, last);
  return agreed == options.steps ? 0 : 1;
}

Data read(const std::string& path) {
  const auto array = read_array(path);
  if (!array) throw std::invalid_argument(path + ": data come as x.npy, x.npz or x.mtx");
  if (array->entries.rank() != 2 || array->entries.size() == 0) throw std::invalid_argument(path + ": it has shape " + shape_text(array->entries.shape) + "; expected a row for each sample");
  Data data = map(array->entries, [](const Literal& x) { return x.enclose().lower_double(); });
  for (std::size_t i = 0; i < data.size(); ++i)
    if (!std::isfinite(data[i])) throw std::invalid_argument(fmt::format("{}: entry [{}, {}] is not finite", path, static_cast<std::int64_t>(i) / data.shape[1], static_cast<std::int64_t>(i) % data.shape[1]));
  return data;
}

}  // namespace

int train(const TrainOptions& options) {
  Noise noise(options.seed);
  const Data data = options.data.empty() ? ring(noise, 512) : read(options.data);
  if (options.model == "vae") return trained<Vae>(options, data, noise);
  return trained<Gan>(options, data, noise);
}

}  // namespace etalon::verify::tool
