#pragma once
#include "reference/contract/critic.hpp"

/// What the training of both players shares: a generator G and a discriminator D of linear layers with an activation between them.
namespace etalon::contract {

struct GanPlayers {
  inline static const Count n{"n", 1}, m{"m", 1}, widest{"widest"};

  template <class I> static SizeValues sizes(const I& in) {
    const std::int64_t taken = std::max(in.real.rank() == 2 ? in.real.shape[1] : 0, in.noise.rank() == 2 ? in.noise.shape[1] : 0);
    return {{"widest", std::max(widest_of(taken, in.d_biases), widest_of(taken, in.g_biases))}};
  }
  static Complaint no_players(const Inputs& in, std::size_t) {
    std::int64_t width = in.shape("noise").at(1);
    const std::int64_t entries = in.shape("real").at(1);
    if (Complaint generator = unchained(in, "g_weights", "g_biases", width, entries)) return generator;
    return unchained(in, "d_weights", "d_biases", width = entries, 1);
  }
  /// C1 to C3, which refuse.
  static std::vector<Clause> with(Predicate hyperparameters, std::vector<Clause> own) {
    std::vector<Clause> all{{"C1", ClauseKind::domain, finite({"real", "noise", "d_weights", "d_biases", "g_weights", "g_biases"})},
                            {"C2", ClauseKind::precondition, Predicate("the layers of G lead from the noise to a sample, those of D from a sample to one logit, each with a bias for each entry that it gives", no_players)},
                            {"C3", ClauseKind::precondition, smooth_activation() && within("slope", 0, 1) && std::move(hyperparameters)}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
};

}  // namespace etalon::contract
