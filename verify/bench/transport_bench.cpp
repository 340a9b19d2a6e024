#include <benchmark/benchmark.h>

#include <filesystem>
#include <limits>

#include "verify/adapters/command.hpp"
#include "verify/adapters/subprocess.hpp"
#include "verify/trial/limits.hpp"

/// What it costs to give a program n doubles and to have them back: in the line itself, by base64, and through files.
namespace etalon::verify {
namespace {

Operation echo() {
  Operation op;
  op.statement.name = "test.echo";
  op.inputs = {{"x", FieldKind::real, Role::data, Any{}, "", ""}};
  op.outputs = {{"y", FieldKind::real, Grade::laws, 1, "", Any{}, ""}};
  return op;
}

void transport(benchmark::State& state, const std::string& program, bool files) {
  static const Operation op = echo();
  limits().answering = 100;
  const auto trial = open_subprocess(program, {"", files ? AdapterOptions{}.files_beyond : std::numeric_limits<std::size_t>::max()});
  Tensor<double> x({state.range(0)});
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 1 / (1.0 + static_cast<double>(i));
  const std::vector<Request> requests{{&op, 0, Format::find("float64"), {x}}};
  for (auto _ : state) {
    const Reply reply = trial->call(requests)[0];
    if (reply.kind != Reply::Kind::outputs) return state.SkipWithError(reply.message.c_str());
  }
  state.SetBytesProcessed(state.iterations() * 16 * state.range(0));
}
void transport_cpp(benchmark::State& state, bool files) { transport(state, "'" + (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "etalon_echo").string() + "'", files); }
void transport_python(benchmark::State& state, bool files) { transport(state, "python3 '" + source_folder() + "/verify/tests/programs/echo.py'", files); }

void sizes(benchmark::internal::Benchmark* bench) { bench->UseRealTime()->Unit(benchmark::kMillisecond)->Arg(8192)->Arg(100000)->Arg(1000000)->Arg(10000000); }
BENCHMARK_CAPTURE(transport_cpp, base64, false)->Apply(sizes);
BENCHMARK_CAPTURE(transport_cpp, files, true)->Apply(sizes);
BENCHMARK_CAPTURE(transport_python, base64, false)->Apply(sizes);
BENCHMARK_CAPTURE(transport_python, files, true)->Apply(sizes);

}  // namespace
}  // namespace etalon::verify
