#include "reference/scale/remaindering.hpp"

#include <cblas.h>

#include <algorithm>
#include <barrier>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "reference/scale/freivalds.hpp"
#include "reference/scale/kernels.hpp"
#include "reference/scale/moduli.hpp"

namespace etalon::reference::scale {
namespace {

using freivalds::Residue;

static_assert(GMP_NUMB_BITS == 64, "limbs of 64 bits");
constexpr int limb_bits = 64;
constexpr std::int64_t chunk = 512;              // entries on their way through the digits, to stay in the cache
constexpr std::int64_t tile_bytes = 96 << 20;    // of residues
constexpr std::int64_t widest = 1 << 17;         // of one operand, in bits

/// Memory for everything, in one piece that is kept for the next product: fresh pages cost as much as small products.
class Arena {
 public:
  explicit Arena(std::size_t bytes) : block_(take_block(bytes)), next_(block_.memory.get()), left_(block_.size) {}
  ~Arena() {
    if (block_.size > most_kept) return;
    const std::lock_guard lock(mutex());
    kept().push_back(std::move(block_));
    std::size_t total = 0;
    for (const Block& block : kept()) total += block.size;
    if (total > most_kept) kept().erase(kept().begin());  // the oldest
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  template <class T>
  T* take(std::size_t count) {
    void* aligned = next_;
    if (std::align(alignment, count * sizeof(T), aligned, left_) == nullptr) throw std::bad_alloc();
    next_ = static_cast<std::byte*>(aligned) + count * sizeof(T);
    left_ -= count * sizeof(T);
    return static_cast<T*>(aligned);
  }
  static constexpr std::size_t alignment = 64;

 private:
  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
  };
  static constexpr std::size_t most_kept = 256 << 20;  // by all threads together
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  static std::vector<Block>& kept() {
    static std::vector<Block> blocks;
    return blocks;
  }
  static Block take_block(std::size_t bytes) {
    {
      const std::lock_guard lock(mutex());
      for (auto block = kept().rbegin(); block != kept().rend(); ++block)
        if (block->size >= bytes) {
          Block found = std::move(*block);
          kept().erase(std::next(block).base());
          return found;
        }
    }
    return {std::unique_ptr<std::byte[]>(new std::byte[bytes]), bytes};  // not filled with zeros
  }

  Block block_;
  std::byte* next_;
  std::size_t left_;
};

int limbs_for(std::int64_t bits) { return static_cast<int>((bits + limb_bits - 1) / limb_bits); }

/// |x|·2^−low, an integer, into `count` limbs that lie `stride` apart.
void align(mpfr_srcptr x, std::int64_t low, std::uint64_t* out, std::int64_t stride, int count) {
  const auto* limbs = static_cast<const mp_limb_t*>(mpfr_custom_get_significand(x));
  const std::int64_t size = limbs_for(mpfr_get_prec(x));
  const std::int64_t start = low - (mpfr_get_exp(x) - limb_bits * size);  // of the integer, in bits of the significand
  const int offset = static_cast<int>(start & (limb_bits - 1));
  std::int64_t word = start >> 6;
  const auto at = [&](std::int64_t i) { return i >= 0 && i < size ? limbs[i] : 0; };
  for (int t = 0; t < count; ++t, ++word)
    out[t * stride] = offset == 0 ? at(word) : at(word) >> offset | at(word + 1) << (limb_bits - offset);
}

/// A tile of an operand as residues: one plane of rows × columns doubles for each modulus, `stride` apart, and one for Freivalds.
struct Tile {
  double* planes;
  Residue* check;
  std::int64_t rows = 0, columns = 0, stride = 0;
  std::int64_t size() const { return rows * columns; }
  Tile of_size(std::int64_t r, std::int64_t c) const { return {planes, check, r, c, r * c}; }
  Tile part(std::int64_t first, std::int64_t last) const { return {planes + first * columns, check + first * columns, last - first, columns, stride}; }
};

/// The sizes of a product's pieces, and the memory they take.
struct Plan {
  std::shared_ptr<const Moduli> moduli;
  std::int64_t threads, share;        ///< rows of the product for each thread
  std::int64_t rows, inner, columns;  ///< of the largest tiles
  int left_limbs, right_limbs, product_limbs;

  std::size_t limbs() const { return static_cast<std::size_t>(std::max({left_limbs, right_limbs, product_limbs})) * chunk; }
  std::size_t digits() const {
    return static_cast<std::size_t>(std::max({moduli->left.count, moduli->right.count, moduli->digit_count})) * chunk;
  }
  std::size_t remainders() const { return (moduli->size() + 1) * chunk; }
  std::size_t bytes() const {
    const auto tiles = static_cast<std::size_t>(rows * inner + rows * columns);
    return 8 * (moduli->size() * tiles + rows * inner + limbs() + digits() + remainders() + 4 * chunk) + 16 * Arena::alignment;
  }
  std::size_t shared_bytes() const { return 8 * (moduli->size() + 1) * inner * columns + 2 * Arena::alignment; }
};

/// What the threads share: the tile of the right operand, of which each makes a part.
struct Shared {
  Arena arena;
  Tile right;
  std::barrier<> barrier;
  explicit Shared(const Plan& plan)
      : arena(plan.shared_bytes()),
        right{arena.take<double>(plan.moduli->size() * plan.inner * plan.columns), arena.take<Residue>(plan.inner * plan.columns)},
        barrier(plan.threads) {}
};

/// One thread's way through the tiles of a product.
class Multiplication {
 public:
  Multiplication(const View& a, const FixedPoint& left, const View& b, const FixedPoint& right, const Sink& sink, Gemm gemm, const Plan& plan,
                 Shared& shared)
      : a_(a), b_(b), left_(left), right_(right), sink_(sink), gemm_(gemm), plan_(plan), shared_(shared), moduli_(*plan.moduli), k_(moduli_.size()),
        arena_(plan.bytes()), left_tile_{arena_.take<double>(k_ * plan.rows * plan.inner), arena_.take<Residue>(plan.rows * plan.inner)},
        product_(arena_.take<double>(k_ * plan.rows * plan.columns)), limbs_(arena_.take<std::uint64_t>(plan.limbs())),
        digits_(arena_.take<double>(plan.digits())), remainders_(arena_.take<double>(plan.remainders())), sign_(arena_.take<double>(chunk)),
        carry_(arena_.take<std::int64_t>(chunk)), borrow_(arena_.take<std::uint64_t>(chunk)), check_(arena_.take<Residue>(chunk)) {}

  /// The rows of the product that belong to one thread; false when the test failed.
  bool run(std::int64_t thread) {
    const std::int64_t first = thread * plan_.share, last = std::min(first + plan_.share, a_.rows);
    bool passed = true;
    for (std::int64_t i = first; i < first + plan_.share; i += plan_.rows)  // all take the same steps, some with no rows left
      for (std::int64_t j = 0; j < b_.columns; j += plan_.columns)
        passed = tile(thread, i, std::clamp<std::int64_t>(last - i, 0, plan_.rows), j, std::min(plan_.columns, b_.columns - j)) && passed;
    return passed;
  }

 private:
  bool tile(std::int64_t thread, std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns) {
    const auto x = freivalds::random_vector(columns, static_cast<std::uint64_t>(row * 1000003 + column));
    std::vector<Residue> expected(rows, 0);
    for (std::int64_t first = 0; first < a_.columns; first += plan_.inner) {
      const std::int64_t inner = std::min(plan_.inner, a_.columns - first);
      const Tile left = left_tile_.of_size(rows, inner), right = shared_.right.of_size(inner, columns);
      if (rows > 0) to_residues(a_.block(row, rows, first, inner), &left_.low[row], 1, 0, plan_.left_limbs, moduli_.left, left);
      const std::int64_t from = thread * inner / plan_.threads, to = (thread + 1) * inner / plan_.threads;
      shared_.barrier.arrive_and_wait();  // nobody needs the tile before any more
      to_residues(b_.block(first + from, to - from, column, columns), &right_.low[column], 0, 1, plan_.right_limbs, moduli_.right,
                  right.part(from, to));
      shared_.barrier.arrive_and_wait();
      if (rows == 0) continue;
      for (std::size_t m = 0; m < k_; ++m) {
        double* const plane = product_ + m * rows * columns;
        if (first > 0) reduce(plane, rows * columns, moduli_.modulus[m], moduli_.inverse[m]);
        gemm_(rows, columns, inner, left.planes + m * left.stride, inner, right.planes + m * right.stride, columns, first > 0 ? 1 : 0, plane,
              columns);
      }
      std::vector<Residue> bx;
      for (std::int64_t k = 0; k < inner; ++k) bx.push_back(freivalds::dot({right.check + k * columns, x.size()}, x));
      for (std::int64_t i = 0; i < rows; ++i)
        expected[i] = freivalds::add(expected[i], freivalds::dot({left.check + i * inner, bx.size()}, bx));
    }
    const auto found = from_residues(row, rows, column, columns, x);
    return std::equal(found.begin(), found.end(), expected.begin(), freivalds::equal);
  }

  /// Entry (i, j) is an integer times 2^low[i·by_row + j·by_column].
  void to_residues(const View& block, const std::int64_t* low, int by_row, int by_column, int limb_count, const Moduli::Digits& digits,
                   const Tile& out) {
    std::int64_t i = 0, j = 0;
    for (std::int64_t first = 0; first < out.size(); first += chunk) {
      const std::int64_t count = std::min(chunk, out.size() - first);
      for (std::int64_t e = 0; e < count; ++e) {
        const mpfr_srcptr x = block(i, j);
        sign_[e] = mpfr_signbit(x) ? -1 : 1;
        if (mpfr_zero_p(x))
          for (int t = 0; t < limb_count; ++t) limbs_[t * chunk + e] = 0;
        else
          align(x, low[i * by_row + j * by_column], limbs_ + e, chunk, limb_count);
        if (++j == block.columns) ++i, j = 0;
      }
      freivalds::residues(limbs_, chunk, limb_count, sign_, count, out.check + first);
      for (int t = 0; t < digits.count; ++t) {
        const int bit = t * digits.width, limb = bit / limb_bits;
        if (limb >= limb_count)
          std::fill_n(digits_ + t * chunk, count, 0.0);
        else
          extract_digit(limbs_ + limb * chunk, limb + 1 < limb_count ? limbs_ + (limb + 1) * chunk : nullptr, sign_, digits_ + t * chunk,
                        count, bit % limb_bits, digits.width);
      }
      gemm_(k_, count, digits.count, digits.weights.data(), digits.count, digits_, chunk, 0, out.planes + first, out.stride);
      for (std::size_t m = 0; m < k_; ++m) reduce(out.planes + m * out.stride + first, count, moduli_.modulus[m], moduli_.inverse[m]);
    }
  }

  /// Hands the entries of a tile to the sink, and returns what they make of x modulo Freivalds' prime.
  std::vector<Residue> from_residues(std::int64_t row, std::int64_t rows, std::int64_t column,
                                     std::int64_t columns, const std::vector<Residue>& x) {
    std::vector<Residue> cx(rows, 0);
    std::vector<mp_limb_t> integer(plan_.product_limbs);
    std::int64_t i = 0, j = 0;
    for (std::int64_t first = 0; first < rows * columns; first += chunk) {
      const std::int64_t count = std::min(chunk, rows * columns - first);
      double* const quotient = remainders_ + k_ * chunk;
      std::fill_n(quotient, count, 0.0);
      for (std::size_t m = 0; m < k_; ++m)
        reduce_and_sum(product_ + m * rows * columns + first, remainders_ + m * chunk, quotient, count, moduli_.modulus[m], moduli_.inverse[m]);
      round_and_negate(quotient, count);
      gemm_(moduli_.digit_count, count, k_ + 1, moduli_.digits.data(), k_ + 1, remainders_, chunk, 0, digits_, chunk);
      to_limbs(count);
      freivalds::residues(limbs_, chunk, plan_.product_limbs, sign_, count, check_);
      for (std::int64_t e = 0; e < count; ++e) {
        int size = 0;
        for (int t = 0; t < plan_.product_limbs; ++t)
          if ((integer[t] = limbs_[t * chunk + e]) != 0) size = t + 1;
        mpz_t z;
        mpz_roinit_n(z, integer.data(), sign_[e] < 0 ? -size : size);
        sink_(row + i, column + j, z, left_.low[row + i] + right_.low[column + j]);
        // One product at a time: a row may end in the middle of a chunk.
        if (++j == columns) j = 0, ++i;
      }
      sum_rows(first, count, columns, x, cx);
    }
    return cx;
  }

  /// Carries from digit to digit; then absolute values and signs.
  void to_limbs(std::int64_t count) {
    std::fill_n(limbs_, static_cast<std::size_t>(plan_.product_limbs) * chunk, std::uint64_t{0});
    std::fill_n(carry_, count, 0);
    const int width = moduli_.digit_width;
    int bit = 0;
    for (int d = 0; d < moduli_.digit_count; ++d, bit += width)
      add_digit(digits_ + d * chunk, carry_, limbs_ + bit / limb_bits * chunk, limbs_ + (bit / limb_bits + 1) * chunk, count, bit % limb_bits,
                width);
    // What is left is the sign, −1 or 0, for all the bits above.
    for (int t = bit / limb_bits; t < plan_.product_limbs; ++t)
      for (std::int64_t e = 0; e < count; ++e)
        limbs_[t * chunk + e] |= static_cast<std::uint64_t>(carry_[e]) << (t == bit / limb_bits ? bit % limb_bits : 0);
    for (std::int64_t e = 0; e < count; ++e) borrow_[e] = carry_[e] < 0 ? 1 : 0, sign_[e] = carry_[e] < 0 ? -1 : 1;
    for (int t = 0; t < plan_.product_limbs; ++t) negate(limbs_ + t * chunk, carry_, borrow_, count);
  }

  void sum_rows(std::int64_t first, std::int64_t count, std::int64_t columns, const std::vector<Residue>& x, std::vector<Residue>& cx) const {
    for (std::int64_t e = first; e < first + count;) {
      const std::int64_t i = e / columns, j = e % columns, run = std::min(columns - j, first + count - e);
      const auto length = static_cast<std::size_t>(run);
      cx[i] = freivalds::add(cx[i], freivalds::dot({check_ + (e - first), length}, {x.data() + j, length}));
      e += run;
    }
  }

  const View& a_;
  const View& b_;
  const FixedPoint& left_;
  const FixedPoint& right_;
  const Sink& sink_;
  const Gemm gemm_;
  const Plan& plan_;
  Shared& shared_;
  const Moduli& moduli_;
  const std::size_t k_;
  Arena arena_;
  const Tile left_tile_;
  double* const product_;
  std::uint64_t* const limbs_;  // planes of `chunk` entries, as digits_ and remainders_ are
  double *const digits_, *const remainders_, *const sign_;
  std::int64_t* const carry_;
  std::uint64_t* const borrow_;
  Residue* const check_;
};

/// As few pieces as fit, of nearly the same size.
std::int64_t piece(std::int64_t size, std::int64_t largest) {
  const std::int64_t pieces = std::max<std::int64_t>(1, (size + largest - 1) / largest);
  return std::max<std::int64_t>(1, (size + pieces - 1) / pieces);
}

}  // namespace

void blas_gemm(std::int64_t rows, std::int64_t columns, std::int64_t inner, const double* a, std::int64_t stride_a, const double* b,
               std::int64_t stride_b, double beta, double* c, std::int64_t stride_c) {
  const auto size = [](std::int64_t x) { return static_cast<blasint>(x); };  // tiles are small
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size(rows), size(columns), size(inner), 1.0, a, size(stride_a), b, size(stride_b), beta,
              c, size(stride_c));
}

std::optional<FixedPoint> fixed_point_of_rows(const View& a, std::int64_t most_bits) {
  FixedPoint result;
  for (std::int64_t i = 0; i < a.rows; ++i) {
    std::int64_t low = INT64_MAX, high = INT64_MIN;
    for (std::int64_t j = 0; j < a.columns; ++j) {
      const mpfr_srcptr x = a(i, j);
      if (mpfr_zero_p(x)) continue;
      if (!mpfr_number_p(x)) return std::nullopt;
      high = std::max<std::int64_t>(high, mpfr_get_exp(x));
      low = std::min<std::int64_t>(low, mpfr_get_exp(x) - static_cast<std::int64_t>(mpfr_min_prec(x)));
    }
    if (low > high) low = high = 0;
    if (most_bits > 0) low = std::max(low, high - most_bits);
    if (high - low > widest) return std::nullopt;
    result.low.push_back(low);
    result.bits = std::max(result.bits, static_cast<int>(high - low));
  }
  return result;
}

bool multiply_by_remainders(const View& a, const FixedPoint& left, const View& b, const FixedPoint& right, const Sink& sink,
                            const Options& options) {
  const int bits = Precision::bits();
  const std::int64_t threads = std::clamp<std::int64_t>(options.threads, 1, std::max<std::int64_t>(1, a.rows));
  const std::int64_t share = (a.rows + threads - 1) / threads;

  const double moduli = (left.bits + right.bits) / 23.0 + 2;
  const auto edge = std::max<std::int64_t>(32, static_cast<std::int64_t>(std::sqrt(static_cast<double>(tile_bytes) / (64 * moduli))));
  Plan plan{nullptr,
            threads,
            share,
            piece(share, 2 * edge),
            piece(a.columns, edge),
            piece(b.columns, 2 * edge),
            limbs_for(left.bits),
            limbs_for(right.bits),
            0};
  plan.moduli = moduli_for(plan.inner, a.columns, left.bits, right.bits);
  plan.product_limbs = limbs_for(std::int64_t{plan.moduli->digit_count} * plan.moduli->digit_width) + 2;

  Shared shared(plan);
  std::vector<char> passed(threads, 1);
  const auto work = [&](std::int64_t thread) {
    const Precision guard(bits);  // each thread has its own
    passed[thread] = Multiplication(a, left, b, right, sink, options.gemm, plan, shared).run(thread);
  };
  std::vector<std::jthread> others;
  for (std::int64_t t = 1; t < threads; ++t) others.emplace_back(work, t);
  work(0);
  others.clear();
  return std::all_of(passed.begin(), passed.end(), [](char x) { return x != 0; });
}

double cost_by_remainders(std::int64_t rows, std::int64_t inner, std::int64_t columns, int left_bits, int right_bits) {
  const double m = static_cast<double>(rows), k = static_cast<double>(inner), n = static_cast<double>(columns);
  const double moduli = (left_bits + right_bits) / 23.0 + 2, flops_per_ns = 30;
  const double products = 2 * moduli * m * k * n, residues = 2 * moduli * (m * k * left_bits + k * n * right_bits) / 25,
               remaindering = 2 * moduli * moduli * m * n;
  return (products + residues + remaindering) / flops_per_ns + 100 * moduli + 50 * (m * k + k * n + m * n) + 1500;
}

}  // namespace etalon::reference::scale
