#include "reference/contract/vae/generate.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Generate;

template <class T>
Generate::In<T> of_likelihood(Generate::In<T> in, const char* likelihood) {
  in.likelihood = likelihood;
  return in;
}

const auto registered =
    mutants<Generate>()
        .spoils("logits", "the logits themselves, as pixels", []<class T>(Generate::Out<T>& out, const Generate::In<T>& in) { out = *Wings<Generate>::fast(of_likelihood(in, "gaussian")); })
        .spoils("always_sigmoid", "σ of a mean too", []<class T>(Generate::Out<T>& out, const Generate::In<T>& in) { out = *Wings<Generate>::fast(of_likelihood(in, "bernoulli")); })
        .spoils("rounded", "black or white pixels", [](auto& out, const auto& in) {
          for (auto& x : out.x) x = in.likelihood == "bernoulli" ? std::round(x) : x;
        })
        .spoils("relu_for_all", "relu, whatever is asked for", []<class T>(Generate::Out<T>& out, const Generate::In<T>& in) {
          auto other = in;
          other.activation = "relu";
          out = *Wings<Generate>::fast(other);
        });

}  // namespace
}  // namespace etalon::verify
