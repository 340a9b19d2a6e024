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
        .add("naive", "squares leave the range",
             []<class T>(const FrobeniusNorm::In<T>& in) -> Result<FrobeniusNorm::Out<T>> {
               auto out = Wings<FrobeniusNorm>::fast(in);
               if (!out) return out;
               T sum = 0;
               for (T x : in.a) sum += x * x;
               out->norm = std::sqrt(sum);
               return out;
             })
        .add("squared", "the root is forgotten",
             []<class T>(const FrobeniusNorm::In<T>& in) -> Result<FrobeniusNorm::Out<T>> {
               auto out = Wings<FrobeniusNorm>::fast(in);
               if (!out) return out;
               out->norm *= out->norm;
               return out;
             })
        .add("root_mean_square", "divided by √(mn)",
             []<class T>(const FrobeniusNorm::In<T>& in) -> Result<FrobeniusNorm::Out<T>> {
               auto out = Wings<FrobeniusNorm>::fast(in);
               if (!out) return out;
               if (in.a.size() > 0) out->norm /= std::sqrt(static_cast<T>(in.a.size()));
               return out;
             })
        .add("largest_entry", "max |a_ij|",
             []<class T>(const FrobeniusNorm::In<T>& in) -> Result<FrobeniusNorm::Out<T>> {
               auto out = Wings<FrobeniusNorm>::fast(in);
               if (!out) return out;
               out->norm = 0;
               for (T x : in.a) out->norm = std::max(out->norm, std::abs(x));
               return out;
             })
        .add("flushed", "entries below the smallest root of a normal number count as 0",
             []<class T>(const FrobeniusNorm::In<T>& in) -> Result<FrobeniusNorm::Out<T>> {
               auto out = Wings<FrobeniusNorm>::fast(in);
               if (!out) return out;
               T top = 0;
               for (T x : in.a) top = std::max(top, std::abs(x));
               if (top < std::sqrt(std::numeric_limits<T>::min())) out->norm = 0;
               return out;
             });

}  // namespace
}  // namespace etalon::verify
