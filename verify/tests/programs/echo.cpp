// y = x, by the adapter for C++: for tests and for measuring how long tensors take to a program and back.
#include "verify/adapters/cpp/program.hpp"

int main() {
  etalon::program::Program echo("echo");
  echo.add("test.echo", []<class T>(const etalon::program::Call<T>& call) { return etalon::program::Outputs<T>{{"y", call.real("x")}}; });
  // What a binding does that takes no copy of what it factors in place.
  echo.add("test.overwrites", []<class T>(const etalon::program::Call<T>& call) {
    etalon::program::Outputs<T> outputs{{"y", call.real("x")}};
    const_cast<etalon::Tensor<T>&>(call.real("x")).data.back() += 1;
    return outputs;
  });
  return echo.serve();
}
