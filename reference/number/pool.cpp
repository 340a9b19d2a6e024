#include "reference/number/pool.hpp"

#include <gmp.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

namespace etalon {
namespace {

constexpr std::size_t unit = 8, largest = 512, chunk = 1 << 16;

/// A free block begins with the address of the next.
struct Block {
  Block* next;
};
// Of each size that is a multiple of 8: a block has exactly its size, so that those of malloc, from before, may join them. Trivial, and so
// alive until the thread's last number is gone.
constinit thread_local std::array<Block*, largest / unit + 1> free_blocks{};

bool pooled(std::size_t size) { return size <= largest && size >= sizeof(Block) && size % unit == 0; }

[[gnu::noinline]] void refill(std::size_t size) {
  char* bytes = static_cast<char*>(std::malloc(chunk));
  if (!bytes) throw std::bad_alloc();
  Block*& head = free_blocks[size / unit];
  for (std::size_t at = 0; at + size <= chunk; at += size) head = new (bytes + at) Block{head};
}

void* allocate(std::size_t size) {
  if (!pooled(size)) {
    if (void* block = std::malloc(size)) return block;
    throw std::bad_alloc();
  }
  Block*& head = free_blocks[size / unit];
  if (!head) refill(size);
  Block* block = head;
  head = block->next;
  return block;
}
void release(void* block, std::size_t size) {
  if (!pooled(size)) return std::free(block);
  Block*& head = free_blocks[size / unit];
  head = new (block) Block{head};
}
void* reallocate(void* block, std::size_t before, std::size_t after) {
  if (!pooled(before) && !pooled(after)) {
    if (void* moved = std::realloc(block, after)) return moved;
    throw std::bad_alloc();
  }
  void* moved = allocate(after);
  std::memcpy(moved, block, std::min(before, after));
  release(block, before);
  return moved;
}

}  // namespace

void keep_freed_memory() {
  // A system that takes pages back and clears them again costs tensors of a thousand enclosures more than their arithmetic.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that it takes
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they watch malloc's blocks
  mp_set_memory_functions(allocate, reallocate, release);
#endif
}

}  // namespace etalon
