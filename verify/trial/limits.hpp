#pragma once
#include <cstddef>
#include <cstdint>

namespace etalon::verify {

/// What work may take before it is given up. Reading, evaluating, judging, shrinking and waiting ask this one object; the --help of a command states what
/// it asks for, with the defaults, and the options of these names raise them.
struct Limits {
  std::uint64_t file = std::uint64_t{1} << 30;  ///< --largest-file: bytes of a file, or of one line of a file of lines
  int depth = 80;                               ///< --depth: lists and objects in one another; a tensor of rank 64 inside an object
  double patience = 60;                         ///< --patience: seconds without a byte from a pipe
  std::size_t echo = 500;                       ///< --echo: characters of what somebody else says, on one line
  int bits = 1 << 14;                           ///< --bits: of an enclosure by which is judged; an evaluation takes four times as many
  double evaluating = 600;                      ///< --seconds
  double judging = 5;                           ///< --judging: seconds for one drawn case; 0: any
  double shrinking = 10;                        ///< --shrink: seconds for each cause's smallest case; 0: as it was drawn
  double answering = 10;                        ///< --timeout: seconds in which a program answers one case
  std::uint64_t memory = 0;                     ///< --memory: bytes of address space that each process of a program may have; 0: any
};
/// Of this process; set before work begins.
Limits& limits();

}  // namespace etalon::verify
