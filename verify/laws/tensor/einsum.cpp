#include "reference/contract/tensor/einsum.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "reference/contract/tensor/matmul.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/tensor/einsum_inputs.hpp"

namespace etalon::verify {
namespace {

using namespace einsum_inputs;
using contract::tensor::Einsum;
using contract::tensor::EinsumVjp;
using contract::tensor::MatmulVjp;
using ExactIn = Einsum::In<Interval>;

/// The same sum without spaces, its ellipsis in letters, its output written.
struct Explicit {
  std::vector<std::string> terms{""};
  std::string output;

  std::string equation() const {
    std::string text;
    for (const std::string& term : terms) text += (&term == &terms[0] ? "" : ",") + term;
    return text + "->" + output;
  }
};

Explicit in_letters(const ExactIn& in) {
  Explicit e;
  std::string text, unused, output;
  for (const char c : in.equation)
    if (c != ' ') text += c;
  for (char c = 'a'; c <= 'z'; ++c)
    if (text.find(c) == std::string::npos) unused += c;
  const std::size_t arrow = std::min(text.find("->"), text.size());
  for (const char c : text.substr(0, arrow)) c == ',' ? e.terms.emplace_back() : e.terms.back() += c;

  std::map<char, int> count;
  for (const std::string& term : e.terms)
    for (const char c : term) ++count[c];
  output = count.count('.') ? "..." : "";
  for (const auto& [letter, times] : count)
    if (times == 1) output += letter;
  if (arrow < text.size()) output = text.substr(arrow + 2);

  std::string longest;  // what the ellipsis stands for
  for (std::size_t o = 0; o < e.terms.size(); ++o)
    if (const std::size_t dots = e.terms[o].find("..."); dots != std::string::npos) {
      const std::string axes = unused.substr(0, in.operands[o].rank() - (e.terms[o].size() - 3));
      if (axes.size() > longest.size()) longest = axes;
      e.terms[o].replace(dots, 3, std::string(axes.rbegin(), axes.rend()));
    }
  if (const std::size_t dots = output.find("..."); dots != std::string::npos) output.replace(dots, 3, std::string(longest.rbegin(), longest.rend()));
  e.output = output;
  return e;
}

bool contains(const std::string& text, char c) { return text.find(c) != std::string::npos; }

/// The transpose of any rank: the axes in reverse order.
Tensor<Interval> reversed(const Tensor<Interval>& x) {
  Tensor<Interval> y(Dimensions(x.shape.rbegin(), x.shape.rend()));
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::size_t rest = i, to = 0, stride = y.size();
    for (std::size_t d = x.rank(); d-- > 0; rest /= x.shape[d]) {
      stride /= x.shape[d];
      to += rest % x.shape[d] * stride;
    }
    y[to] = x[i];
  }
  return y;
}

void check_familiar(Law<Einsum>& t) {
  const std::string& equation = t.in.equation;
  const auto& x = t.in.operands;
  const auto& y = t.out.result;
  const auto matmul = [](const Tensor<Interval>& a, const Tensor<Interval>& b) {
    return Wings<contract::tensor::Matmul>::reference(contract::tensor::Matmul::In<Interval>{a, b})->c;
  };
  if (equation == "ij,jk->ik") t.equal(y, matmul(x[0], x[1]), "ij,jk->ik is the matrix product");
  if (equation == "bij,bjk->bik")
    for (std::int64_t b = 0; b < x[0].shape[0]; ++b) {
      const auto slice = [b](const Tensor<Interval>& batch) {
        const std::int64_t length = batch.shape[1] * batch.shape[2];
        return Tensor<Interval>({batch.shape[1], batch.shape[2]}, {batch.begin() + b * length, batch.begin() + (b + 1) * length});
      };
      t.equal(slice(y), matmul(slice(x[0]), slice(x[1])), "bij,bjk->bik is a matrix product for each b");
    }
  if (equation == "ii") {
    Interval trace = 0;
    for (std::int64_t i = 0; i < x[0].shape[0]; ++i) trace += x[0](i, i);
    t.equal(y[0], trace, "ii is the trace");
  }
  if (equation == "ii->i")
    for (std::int64_t i = 0; i < x[0].shape[0]; ++i) t.equal(y[i], x[0](i, i), "ii->i is the diagonal");
  if (equation == "ij->ji") t.equal(y, reversed(x[0]), "ij->ji is the transpose");
  if (equation == "i,j->ij")
    for (std::int64_t i = 0; i < x[0].shape[0]; ++i)
      for (std::int64_t j = 0; j < x[1].shape[0]; ++j) t.equal(y(i, j), x[0][i] * x[1][j], "i,j->ij is the outer product");
}

const auto registered =
    laws<Einsum>()
        .inputs(core, "letters", [](Draw& draw) { return random_equation(draw, {}); })
        .inputs(core, "repeated letters", [](Draw& draw) { return random_equation(draw, {.repeated = true}); })
        .inputs(core, "ellipsis", [](Draw& draw) { return random_equation(draw, {.repeated = true, .ellipsis = true}); })
        .inputs(core, "many operands", [](Draw& draw) { return random_equation(draw, {.operands = 5}); })
        .inputs(core, "familiar products", [](Draw& draw) {
          return with_equation(draw, draw.one_of({"ij,jk->ik", "bij,bjk->bik", "ii", "ii->i", "ij->ji", "i,j->ij"}));
        })
        .inputs(core, "chains and forms", [](Draw& draw) {
          return with_equation(draw, draw.one_of({"ij,jk,kl->il", "i,ij,j->", "bi,oij,bj->bo", "ij,ij->", "bhqd,bhkd->bhqk", "ab,bc,cd,de->ae", "ij,kj->ik", "iij,jk->k"}));
        })
        .inputs(core, "several repeated indices", [](Draw& draw) {
          return with_equation(draw, draw.one_of({"iijj->ij", "iijj", "ijij->ij", "ijji->i", "iii->i", "iii", "iij,jjk->ik", "iijj,jkk->ik", "iiij->j"}));
        })
        .inputs(core, "integers", [](Draw& draw) {
          Inputs in = random_equation(draw, {.repeated = true, .ellipsis = true});
          for (Tensor<double>& operand : in.operands)
            for (double& entry : operand) entry = static_cast<double>(draw.integer(-3, 3));
          return in;
        })
        .inputs(extreme, "two operands near the ends of the range", [](Draw& draw) {
          const char* equation = draw.one_of({"ij,jk->ik", "ij,jk", "i,i->", "ij,ij->j", "ii,ij->j"});
          const int half = (draw.coin() ? draw.format.max_exponent - 10 : draw.format.min_exponent) / 2;  // at most 9 products
          return with_equation(draw, equation, half - 4, half);
        })
        .inputs(edge, "extents 1 broadcast", [](Draw& draw) { return random_equation(draw, {.repeated = true, .ellipsis = true, .ones = true}); })
        .inputs(edge, "extents 0", [](Draw& draw) { return random_equation(draw, {.repeated = true, .ellipsis = true, .empty = true}); })
        .refuses("C1", "NaN or ±∞", [](Draw& draw) {
          Inputs in = with_equation(draw, draw.one_of({"ij,jk->ik", "ij->ji", "i,j->ij", "i,ij,j->", "ij->"}));
          Tensor<double>& x = in.operands[draw.integer(0, static_cast<std::int64_t>(in.operands.size()) - 1)];
          x[draw.integer(0, static_cast<std::int64_t>(x.size()) - 1)] = draw.one_of<double>({NAN, INFINITY, -INFINITY});
          return in;
        })
        .refuses("C2", "a malformed equation", [](Draw& draw) {
          return with_shapes(draw, draw.one_of({"i1,ij", "ij,j->ik", "ij,j->ii", "ij,j->i->i", "ij,j->i,j", "i..,j", "i......,j",
                                              "ij,j>i", "ij,j-", "i\tj,j", "ij,j->i......", "ij,j;", "...ij...,j"}), {{2, 2}, {2}});
        })
        .refuses("C11", "blanks inside an ellipsis or an arrow", [](Draw& draw) { return with_shapes(draw, draw.one_of({"i. ..,j", "ij,j- >i", "i.. .,j"}), {{2, 2}, {2}}); })
        .refuses("C3", "operands that do not fit", [](Draw& draw) {
          switch (draw.integer(0, 7)) {
            case 0: return with_shapes(draw, "ij,jk->ik", {{2, 3}, {2, 3}});
            case 1: return with_shapes(draw, "ij,jk->ik", {{2, 3}});
            case 2: return with_shapes(draw, "ij", {{2, 3}, {3}});
            case 3: return with_shapes(draw, "ijk,k", {{2, 3}, {3}});
            case 4: return with_shapes(draw, "i,i", {{2, 3}, {2}});
            case 5: return with_shapes(draw, "ii->i", {{draw.extent(1, 2), 3}});
            case 6: return with_shapes(draw, "...,...", {{2, 3}, {2}});
            default: return with_shapes(draw, "i...,i", {{}, {2}});
          }
        })
        .refuses("C3", "an ellipsis that the output leaves out", [](Draw& draw) {
          switch (draw.integer(0, 3)) {
            case 0: return with_shapes(draw, "...i->i", {{draw.extent(1, 3), 3}});
            case 1: return with_shapes(draw, "...->", {{2, draw.extent(1, 3)}});
            case 2: return with_shapes(draw, "i...,...->i", {{2, draw.extent(2, 3), 2}, {2}});
            default: return with_shapes(draw, "...ij,...jk->ik", {{2, 2, 3}, {2, 3, 1}});
          }
        })
        .theorem("C4", "in letters, and in other letters", [](Exact<Einsum>& t) {
          const Explicit e = in_letters(t.in);
          const auto result = t.f(t.in).result;
          t.equal(t.f({e.equation(), t.in.operands}).result, result, e.equation() + " is the same");
          std::string renamed = e.equation();
          for (char& c : renamed)
            if (std::isalpha(static_cast<unsigned char>(c))) c = c == 'z' ? 'A' : c == 'Z' ? 'a' : static_cast<char>(c + 1);
          t.equal(t.f({renamed, t.in.operands}).result, result, renamed + " is the same");
        })
        .theorem("C5", "operands in another order", [](Exact<Einsum>& t) {
          Explicit e = in_letters(t.in);
          auto operands = t.in.operands;
          std::reverse(e.terms.begin(), e.terms.end());
          std::reverse(operands.begin(), operands.end());
          t.equal(t.f({e.equation(), operands}).result, t.f(t.in).result, "in the other order: " + e.equation());
        })
        .theorem("C5", "a pair contracted first", [](Exact<Einsum>& t) {
          Explicit e = in_letters(t.in);
          auto operands = t.in.operands;
          if (operands.size() < 2) return;
          const std::string a = e.terms[0], b = e.terms[1];
          std::string others = e.output, kept;
          for (std::size_t o = 2; o < e.terms.size(); ++o) others += e.terms[o];
          for (const char c : a + b)
            if (contains(others, c) && !contains(kept, c)) kept += c;
          operands[1] = t.f({a + "," + b + "->" + kept, {operands[0], operands[1]}}).result;
          operands.erase(operands.begin());
          e.terms[1] = kept;
          e.terms.erase(e.terms.begin());
          t.equal(t.f({e.equation(), operands}).result, t.f(t.in).result, "the first two contracted to " + kept);
        })
        .theorem("C6", "an index left out is summed over", [](Exact<Einsum>& t) {
          Explicit e = in_letters(t.in);
          if (e.output.empty()) return;
          const auto full = t.f({e.equation(), t.in.operands}).result;
          e.output.erase(0, 1);
          const auto summed = t.f({e.equation(), t.in.operands}).result;
          for (std::size_t i = 0; i < summed.size(); ++i) {
            Interval sum = 0;
            for (std::int64_t k = 0; k < full.shape[0]; ++k) sum += full[k * summed.size() + i];
            t.equal(summed[i], sum, "summed over the first axis");
          }
        })
        .theorem("C6", "the output's indices permuted", [](Exact<Einsum>& t) {
          Explicit e = in_letters(t.in);
          const auto result = t.f({e.equation(), t.in.operands}).result;
          std::reverse(e.output.begin(), e.output.end());
          t.equal(t.f({e.equation(), t.in.operands}).result, reversed(result), e.equation() + " is the transpose");
        })
        .theorem("C7", "linear in each operand", [](Exact<Einsum>& t) {
          const auto result = t.f(t.in).result;
          for (std::size_t o = 0; o < t.in.operands.size(); ++o) {
            auto other = t.in, both = t.in;
            for (std::size_t i = 0; i < both.operands[o].size(); ++i) {
              other.operands[o][i] = Interval(static_cast<std::int64_t>(i * 5 % 7) - 3) / 2;
              both.operands[o][i] += 3 * other.operands[o][i];
            }
            auto sum = t.f(other).result;
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = result[i] + 3 * sum[i];
            t.equal(t.f(both).result, sum, "f(x + 3z) = f(x) + 3f(z)");
          }
        })
        .law("C8", "familiar products", check_familiar)
        .theorem("C8", "as many terms and roundings as the matrix product", [](Exact<Einsum>& t) {
          if (t.in.equation != "ij,jk->ik") return;
          const auto y = t.f(t.in);
          t.holds(y.terms == t.in.operands[0].shape[1] && y.roundings == y.terms, "k terms, k roundings");
        })
        .requirement("C9", "integers exactly", [](Trial<Einsum>& t) {
          auto size = t.in;
          for (Tensor<Interval>& operand : size.operands)
            for (Interval& entry : operand) {
              if (entry.upper_double() != std::nearbyint(entry.upper_double())) return;
              entry = abs(entry);
            }
          const auto sums = Wings<Einsum>::reference(size, t.variant);
          for (const Interval& sum : sums->result)
            if (!(sum * t.u <= 1).certainly()) return;
          t.equal(t.out.result, t.truth.result, "a sum of products of integers");
        });

Interval pairing(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}
Interval size_of_pairing(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += abs(x[i] * y[i]);
  return sum;
}

const auto registered_vjp =
    laws<EinsumVjp>()
        .law("C4", "⟨ȳ, einsum with z⟩ = ⟨x̄ₒ, z⟩", [](Law<EinsumVjp>& t) {
          const auto& grad = t.out.grad_operands;
          const Tensor<Interval>& cotangent = t.in.cotangent.result;
          for (std::size_t o = 0; o < grad.size(); ++o) {
            ExactIn with_z = t.in;
            for (std::size_t i = 0; i < grad[o].size(); ++i) with_z.operands[o][i] = Interval(static_cast<std::int64_t>(i * 5 % 7) - 3) / 2;
            const auto result = Wings<Einsum>::reference(with_z, t.variant)->result;
            const Tensor<Interval>& z = with_z.operands[o];
            t.equal_within(pairing(cotangent, result), pairing(grad[o], z), size_of_pairing(cotangent, result) + size_of_pairing(grad[o], z), "⟨ȳ, einsum⟩ = ⟨x̄ₒ, z⟩");
          }
        })
        .law("C5", "familiar gradients", [](Law<EinsumVjp>& t) {
          const auto& grad = t.out.grad_operands;
          const auto& x = t.in.operands;
          const Tensor<Interval>& cotangent = t.in.cotangent.result;
          if (t.in.equation == "ij,jk->ik") {
            const auto matmul = Wings<MatmulVjp>::reference(MatmulVjp::In<Interval>{{x[0], x[1]}, {cotangent}});
            t.equal(grad[0], matmul->grad_a, "ij,jk->ik: the gradient by the first matrix");
            t.equal(grad[1], matmul->grad_b, "ij,jk->ik: the gradient by the second");
          }
          if (t.in.equation != "ii->i") return;
          for (std::int64_t i = 0; i < x[0].shape[0]; ++i)
            for (std::int64_t j = 0; j < x[0].shape[0]; ++j) {
              if (i == j) t.equal(grad[0](i, j), cotangent[i], "ii->i: ȳ on the diagonal");
              else t.exactly(grad[0](i, j).is_zero(), "ii->i: 0 beside it");
            }
        });

}  // namespace
}  // namespace etalon::verify
