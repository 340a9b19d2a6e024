#pragma once
#include <cstddef>
#include <string>
#include <vector>

/// A LAPACK loaded at run time, with proof of which files answer.
namespace etalon::program {

class Library {
 public:
  /// Loads the BLAS first, so that the LAPACK's need for one is met by it. Throws std::runtime_error with the loader's
  /// reason, or when the process already has a dgemm_ that would stand in for the library's own.
  Library(const std::string& lapack_file, const std::string& blas_file);

  /// "LAPACK 3.11.0", as it says of itself.
  std::string name() const;
  /// "dpotrf_ of /usr/lib/…/liblapack.so.3.11.0, dgemm_ of /usr/lib/…/libblas.so.3.11.0".
  std::string files() const;

  /// routine("potrf", …) calls dpotrf_ or spotrf_ by Fortran's conventions: pointers, then a length 1 for each character.
  template <class T, class... Arguments>
  void call(const char* routine, Arguments... arguments) const {
    const std::string name = std::string(sizeof(T) == sizeof(double) ? "d" : "s") + routine + "_";
    reinterpret_cast<void (*)(Arguments...)>(symbol(name.c_str()))(arguments...);
  }

 private:
  void* symbol(const char* name) const;
  /// The file that holds the function which the LAPACK calls by this name.
  std::string file_of(const char* name) const;
  void* handle_ = nullptr;
};

}  // namespace etalon::program
