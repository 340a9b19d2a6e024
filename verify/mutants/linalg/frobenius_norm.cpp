#include <algorithm>
#include <cmath>
#include <limits>

#include "reference/contract/linalg/frobenius_norm.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::FrobeniusNorm;

const auto registered =
    mutants<FrobeniusNorm>()
        .spoils("naive", "squares leave the range", []<class T>(FrobeniusNorm::Out<T>& out, const FrobeniusNorm::In<T>& in) {
          T sum = 0;
          for (const auto x : in.a) sum += x * x;
          out.norm = std::sqrt(sum);
        })
        .spoils("squared", "the root is forgotten", [](auto& out, const auto&) { out.norm *= out.norm; })
        .spoils("root_mean_square", "divided by √(mn)", []<class T>(FrobeniusNorm::Out<T>& out, const FrobeniusNorm::In<T>& in) {
          if (in.a.size() > 0) out.norm /= std::sqrt(static_cast<T>(in.a.size()));
        })
        .spoils("largest_entry", "max |a_ij|", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm = std::max(out.norm, std::abs(x));
        })
        .spoils("flushed", "entries below the smallest root of a normal number count as 0",
                []<class T>(FrobeniusNorm::Out<T>& out, const FrobeniusNorm::In<T>& in) {
                  T top = 0;
                  for (const auto x : in.a) top = std::max(top, std::abs(x));
                  if (top < std::sqrt(std::numeric_limits<T>::min())) out.norm = 0;
                });

}  // namespace
}  // namespace etalon::verify
