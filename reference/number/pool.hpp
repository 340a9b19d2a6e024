#pragma once

namespace etalon {

/// From now on the limbs of GMP's and MPFR's numbers come from lists of free blocks, a list for each size and thread, instead of malloc. For
/// programs to call first of all in main, never for a library: GMP has one allocator in a process. What is freed stays in the process.
void keep_freed_memory();

}  // namespace etalon
