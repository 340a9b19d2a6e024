#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>

#include "reference/contract/moe/top_k_load_balance_loss.hpp"
#include "reference/number/precision.hpp"
#include "verify/tool/commands.hpp"

namespace etalon::verify::tool {
namespace {

using contract::moe::TopKLoadBalanceLoss;

/// A token's probabilities in units of 1/q, and the experts that it goes to: the k largest, of equal ones the lower index.
struct Token {
  std::vector<std::int64_t> parts, experts;
  bool tied;  ///< is one that is left out as likely as one that it goes to?
};

/// Every token of n probabilities that are multiples of 1/q.
std::vector<Token> tokens_of(std::int64_t n, std::int64_t k, std::int64_t q) {
  std::vector<Token> all;
  std::vector<std::int64_t> parts;
  const std::function<void(std::int64_t)> fill = [&](std::int64_t left) {
    if (static_cast<std::int64_t>(parts.size()) + 1 == n) {
      Token token{parts, std::vector<std::int64_t>(static_cast<std::size_t>(n)), false};
      token.parts.push_back(left);
      std::iota(token.experts.begin(), token.experts.end(), 0);
      std::stable_sort(token.experts.begin(), token.experts.end(), [&](std::int64_t a, std::int64_t b) { return token.parts[static_cast<std::size_t>(a)] > token.parts[static_cast<std::size_t>(b)]; });
      const auto part = [&](std::int64_t place) { return token.parts[static_cast<std::size_t>(token.experts[static_cast<std::size_t>(place)])]; };
      token.tied = k < n && part(k - 1) == part(k);
      token.experts.resize(static_cast<std::size_t>(k));
      return all.push_back(std::move(token));
    }
    for (std::int64_t part = 0; part <= left; ++part) {
      parts.push_back(part);
      fill(left - part);
      parts.pop_back();
    }
  };
  fill(q);
  return all;
}

/// What is asked of all batches of t tokens, n experts and probabilities in units of 1/q; the order of the tokens does not matter.
struct Search {
  std::int64_t t, n, k, q;
};
struct Found {
  Search search;
  std::int64_t batches = 0, below = 0, untied = 0, balanced = 0;  ///< of these, below the uniform value; of these, without a tie; and with the same count for every expert
  std::int64_t numerator = 0, denominator = 1;        ///< the least loss over α
  std::vector<Token> least = {};
  bool balance_is_uniform = true;  ///< every batch with equal counts has the uniform value
};

/// The reference's loss over α.
Interval loss_of(const Search& s, const std::vector<const Token*>& batch) {
  TopKLoadBalanceLoss::In<Interval> in{Tensor<Interval>({s.t, s.n}), Tensor<std::int64_t>({s.t, s.k}), Tensor<std::int64_t>({s.t}), Tensor<std::int64_t>({s.t}), 1};
  for (std::int64_t token = 0; token < s.t; ++token) {
    in.mask[token] = 1;
    for (std::int64_t i = 0; i < s.n; ++i) in.probabilities(token, i) = Interval(batch[static_cast<std::size_t>(token)]->parts[static_cast<std::size_t>(i)]) / s.q;
    for (std::int64_t j = 0; j < s.k; ++j) in.assignment(token, j) = batch[static_cast<std::size_t>(token)]->experts[static_cast<std::size_t>(j)];
  }
  return Wings<TopKLoadBalanceLoss>::reference(in, TopKLoadBalanceLoss::Variant::over_choices)->loss;
}

/// Every batch, its loss over α an integer over t²·k·q, which the reference's enclosure must hold.
Found searched(const Search& s) {
  Found found{s};
  const std::vector<Token> tokens = tokens_of(s.n, s.k, s.q);
  const std::int64_t unit = s.t * s.t * s.k * s.q;
  found.numerator = found.denominator = unit;
  std::vector<const Token*> batch;
  const std::function<void(std::size_t)> extend = [&](std::size_t first) {
    if (static_cast<std::int64_t>(batch.size()) < s.t) {
      for (std::size_t next = first; next < tokens.size(); ++next) {
        batch.push_back(&tokens[next]);
        extend(next);
        batch.pop_back();
      }
      return;
    }
    std::vector<std::int64_t> count(static_cast<std::size_t>(s.n), 0), sum = count;
    for (const Token* token : batch) {
      for (const std::int64_t expert : token->experts) ++count[static_cast<std::size_t>(expert)];
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += token->parts[i];
    }
    const std::int64_t loss = s.n * std::inner_product(count.begin(), count.end(), sum.begin(), std::int64_t{0});
    if (!loss_of(s, batch).overlaps(Interval(loss) / unit)) throw std::logic_error("the reference disagrees with the fractions");
    const bool balanced = std::all_of(count.begin(), count.end(), [&](std::int64_t c) { return c == count[0]; });
    const bool tied = std::any_of(batch.begin(), batch.end(), [](const Token* token) { return token->tied; });
    ++found.batches, found.below += loss < unit, found.untied += loss < unit && !tied, found.balanced += balanced;
    found.balance_is_uniform = found.balance_is_uniform && (!balanced || loss == unit);
    if (loss >= found.numerator) return;
    found.numerator = loss;
    found.least.clear();
    for (const Token* token : batch) found.least.push_back(*token);
  };
  extend(0);
  const std::int64_t divisor = std::gcd(found.numerator, found.denominator);
  found.numerator /= divisor, found.denominator /= divisor;
  return found;
}

std::string row_of(const Token& token, std::int64_t q) {
  std::string text;
  for (const std::int64_t part : token.parts) text += fmt::format("{}{}", text.empty() ? "" : " ", part == 0 ? "0" : part == q ? "1" : fmt::format("{}/{}", part, q));
  text += " →";
  for (const std::int64_t expert : token.experts) text += fmt::format(" {}", expert);
  return text;
}

}  // namespace

int balance(bool json) {
  const Precision guard(128);
  static const std::vector<Search> searches{{1, 2, 1, 6}, {2, 2, 1, 6}, {3, 2, 1, 6}, {3, 2, 1, 12}, {4, 2, 1, 6}, {5, 2, 1, 6}, {2, 3, 1, 6}, {3, 3, 1, 6}, {4, 3, 1, 6}, {2, 3, 2, 6}, {3, 3, 2, 6}, {2, 4, 2, 6}};
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  if (!json) fmt::print("α n Σ fᵢPᵢ of every batch whose probabilities are multiples of 1/q, each token at its k likeliest experts; a uniform router has α\n\n{:>6}  {:>7}  {:>1}  {:>2}  {:>7}  {:>7}  {:>6}  {:>11}  {:<9} {}\n", "tokens", "experts", "k", "q", "batches",
                        "below α", "untied", "least loss", "balanced", "the batch that has it");
  for (const Search& search : searches) {
    const Found found = searched(search);
    std::string batch;
    std::vector<std::vector<std::int64_t>> parts;
    for (const Token& token : found.least) batch += (batch.empty() ? "" : ", ") + row_of(token, search.q), parts.push_back(token.parts);
    if (json) {
      rows.push_back({{"tokens", search.t}, {"experts", search.n}, {"k", search.k}, {"q", search.q}, {"batches", found.batches}, {"below", found.below}, {"below_without_ties", found.untied}, {"balanced", found.balanced},
                      {"balanced_has_the_uniform_value", found.balance_is_uniform}, {"least", {found.numerator, found.denominator}}, {"batch", parts}});
      continue;
    }
    fmt::print("{:>6}  {:>7}  {}  {:>2}  {:>7}  {:>7}  {:>6}  {:>11}  {:<9} {}\n", search.t, search.n, search.k, search.q, found.batches, found.below, found.untied,
               found.below == 0 ? "α" : fmt::format("{}/{} α", found.numerator, found.denominator), found.balanced == 0 ? "none" : found.balance_is_uniform ? "all α" : "not all α", batch);
    std::fflush(stdout);
  }
  if (json) fmt::print("{}\n", rows.dump(1));
  else fmt::print("\nWhere each expert has as many tokens as any other the loss is α, whatever the probabilities. It falls below α where an expert that many tokens barely prefer\nhas less of the probability than one that few are sure of.\n");
  return 0;
}

}  // namespace etalon::verify::tool
