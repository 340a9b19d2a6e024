#pragma once
#include <atomic>

namespace etalon::verify {

/// The signal that asks for an end; 0 while none has come. Whoever waits or repeats looks at it.
inline std::atomic<int>& interrupting_signal() {
  static std::atomic<int> signal{0};
  return signal;
}

}  // namespace etalon::verify
