#include <algorithm>
#include <stdexcept>

#include "reference/number/certify.hpp"
#include "reference/number/emulation.hpp"
#include "verify/adapters/implementation.hpp"
#include "verify/adapters/subprocess.hpp"
#include "verify/trial/exact.hpp"

namespace etalon::verify {
namespace {

class InProcess : public Implementation {
 public:
  InProcess(std::string name, std::vector<std::string> implements, std::function<Result<Values<double>>(const Request&)> run,
            std::vector<std::string> dtypes)
      : name_(std::move(name)), implements_(std::move(implements)), run_(std::move(run)), dtypes_(std::move(dtypes)) {}

  std::string name() override { return name_; }
  std::vector<std::string> implements() override { return implements_; }
  std::vector<std::string> dtypes() override { return dtypes_; }

  std::vector<Reply> call(const std::vector<Request>& requests) override {
    std::vector<Reply> replies;
    for (const Request& request : requests) replies.push_back(answer(request));
    return replies;
  }

 private:
  Reply answer(const Request& request) const {
    const auto result = run_(request);
    if (!result) return {Reply::Kind::refused, {}, result.failure().clause, result.failure().message};
    Reply reply{Reply::Kind::outputs};
    const auto& fields = request.operation->outputs;
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (request.operation->asks_for(fields[i]))
        reply.outputs.push_back({fields[i].name, fields[i].kind == FieldKind::integer ? "int64" : request.format->name, (*result)[i]});
    return reply;
  }

  std::string name_;
  std::vector<std::string> implements_;
  std::function<Result<Values<double>>(const Request&)> run_;
  std::vector<std::string> dtypes_;
};

/// The certified truth, correctly rounded: the control that must pass every bound.
Result<Values<double>> rounded_truth(const Request& request) {
  const Operation& op = *request.operation;
  const auto rounds = [&](const Values<Interval>& values) {
    for (const Value<Interval>& value : values)
      for (const Tensor<Interval>* x : real_tensors(value))
        for (const Interval& entry : *x)
          if (!round_to(entry, *request.format)) return false;
    return true;
  };
  const auto evaluate = [&] { return exact_outputs(op, request.inputs, request.variant); };
  Certificate truth = certify(evaluate, rounds, {128, 1 << 12});
  if (!truth.value && !truth.domain) truth = certify(evaluate, rounds, {1 << 13, 1 << 14});  // where not even a comparison is decided
  if (truth.domain) return *truth.domain;
  if (!truth.value) return domain("", "undecided: " + truth.reason);
  return transform<double>(*truth.value, [&](const Interval& x, std::size_t) {
    return round_to(x, *request.format).value_or(round_to(x.collapse(), *request.format).value_or(0));
  });
}

/// What an operation answers goes to entry k of a run's output.
void put(Value<double>& all, std::size_t k, const Value<double>& one) {
  const auto copy = [k](auto& into, const auto& from) { std::copy(from.begin(), from.end(), into.begin() + static_cast<std::ptrdiff_t>(k * from.size())); };
  if (auto* integers = if_integers(all)) copy(*integers, integers_of(one));
  else copy(*if_real(all), real_of(one));
}

/// A run as the format makes it: each state is a step from the rounded one before it, and what is measured belongs to the rounded state.
Result<Values<double>> rounded_run(const Request& request) {
  const Operation& op = *request.operation;
  auto outputs = rounded_truth(request);
  if (!outputs || !op.steps) return outputs;
  const auto output = [&](const std::string& name) -> Value<double>& {
    const auto found = std::find_if(op.outputs.begin(), op.outputs.end(), [&](const OutputInfo& field) { return field.name == name; });
    return (*outputs)[static_cast<std::size_t>(found - op.outputs.begin())];
  };
  const auto entries = [&](const std::string& name) { return static_cast<std::size_t>(if_integers(output(name)) ? integers_of(output(name)).shape[0] : real_of(output(name)).shape[0]); };
  const auto answer = [&](const Steps& by, std::size_t k) {
    return rounded_truth({Registry::find(by.operation), request.variant, request.format, by.inputs(request.inputs, *outputs, k)});
  };
  // A step may look at what was measured at the states before it.
  bool follows = true;  // until the rounded state has left the domain, or the range: then the exact run goes on
  for (std::size_t k = 0; k < entries(state_of(op, 0)->name); ++k) {
    if (k > 0 && follows) {
      const auto next = answer(*op.steps, k);
      follows = static_cast<bool>(next);
      for (std::size_t i = 0; follows && i < next->size(); ++i) put(output(state_of(op, i)->name), k, (*next)[i]);
    }
    for (const auto& [name, measure] : op.measures)
      if (k < entries(name))
        if (const auto measured = answer(measure, k)) put(output(name), k, (*measured)[0]);
  }
  return outputs;
}

/// The textbook's formula in the formats that the request claims.
Result<Values<double>> emulated(const Request& request, Summation order) {
  const Formats formats = request.formats();
  const auto inputs = enclose(request.inputs);
  try {
    const Emulation arithmetic(*formats.operands, *formats.accumulation, order);
    const auto outputs = request.operation->reference(inputs, request.variant);
    if (!outputs) return outputs.failure();
    return transform<double>(*outputs, [&](const Interval& y, std::size_t) { return round_to(y, *formats.storage).value_or(NAN); });
  } catch (const Undecided& question) {
    return domain("", std::string("undecided: ") + question.what());
  }
}

/// What has a formula that computes: results that are found and then proved have none, and the states of a run are rounded where they are stored.
std::vector<std::string> with_a_formula() {
  std::vector<std::string> names;
  for (const Operation* op : Registry::all())
    if (op->origin != Origin::proof && !op->steps) names.push_back(op->name() + "{*}");
  return names;
}

}  // namespace

std::unique_ptr<Implementation> in_process(std::string name, std::vector<std::string> implements,
                                           std::function<Result<Values<double>>(const Request&)> run, std::vector<std::string> dtypes) {
  return std::make_unique<InProcess>(std::move(name), std::move(implements), std::move(run), std::move(dtypes));
}

std::unique_ptr<Implementation> open_implementation(const std::string& description, const AdapterOptions& options) {
  const auto everything = [] {
    std::vector<std::string> names;
    for (const Operation* op : Registry::all()) names.push_back(op->name() + "{*}");
    return names;
  };
  if (description == "fast")
    return in_process("etalon fast", everything(), [](const Request& r) { return r.operation->fast(r.inputs, *r.format, r.variant); });
  if (description == "reference")
    return in_process("etalon reference, rounded", everything(), rounded_run, {"float64", "float32", "tf32", "bfloat16", "float16"});
  for (const auto& [name, order] : {std::pair{"textbook", Summation::sequential}, std::pair{"textbook:pairwise", Summation::pairwise}, std::pair{"textbook:blocked", Summation::blocked}})
    if (description == name)
      return in_process(std::string("etalon ") + name, with_a_formula(), [order](const Request& r) { return emulated(r, order); }, {"float64", "float32", "tf32", "bfloat16", "float16"});
  if (description.rfind("cmd:", 0) == 0) return open_subprocess(description.substr(4), options);
  throw std::invalid_argument("unknown implementation '" + description + "'; expected fast, reference, textbook, textbook:pairwise, textbook:blocked or cmd:PROGRAM");
}

}  // namespace etalon::verify
