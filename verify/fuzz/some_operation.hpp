#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "verify/judge/grades.hpp"
#include "verify/trial/operation.hpp"

/// The readers of calls ask the registry for an operation's inputs: here is one with inputs of each kind, without wings, so that no family has to be compiled.
inline const bool registered = [] {
  using namespace etalon;
  verify::Operation op;
  op.statement.name = "some.operation";
  op.statement.variants = {{"mean", "the default"}, {"sum", "another"}};
  op.inputs = {{"x", FieldKind::real, {}, {"m", "n"}, "a matrix", ""},
               {"axis", FieldKind::integer, {}, {}, "an axis", "-1"},
               {"operands", FieldKind::list, {}, Any{}, "any tensors", "[]"},
               {"equation", FieldKind::text, {}, Any{}, "a text", "ij->ji"}};
  op.outputs = {{"y", FieldKind::real, Grade::inherent, 1, "C1", {"n"}, ""}, {"k", FieldKind::integer, Grade::exact, 0, "C2", {}, ""}};
  verify::declare_grades(op.name(), {"componentwise", {{"normwise", "", {}}}});
  verify::Registry::add(std::move(op));
  return true;
}();

/// Bytes that a reader of files finds under a path.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& bytes) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    if (write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
  }
  ~MemoryFile() { close(descriptor_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};
