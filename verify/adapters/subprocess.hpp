#pragma once
#include "verify/adapters/implementation.hpp"

namespace etalon::verify {

/// A program that speaks the protocol of verify/adapters/README.md over stdin and stdout. It is asked to describe itself at
/// once; start_seconds (or the timeout, if that is longer) is its time to start, which includes importing its libraries.
/// Throws std::invalid_argument for a command that is none, StartError when the program does not describe itself.
///
/// A program that ends, hangs or answers rubbish spoils only the case that it is at: it is started again for the others.
std::unique_ptr<Implementation> open_subprocess(const std::string& command, const AdapterOptions& options, double start_seconds = 30);

}  // namespace etalon::verify
