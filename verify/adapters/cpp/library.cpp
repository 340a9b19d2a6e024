#include "verify/adapters/cpp/library.hpp"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>

#include <cstdlib>
#include <stdexcept>

namespace etalon::program {
namespace {

void* load(const std::string& file, int flags) {
  void* handle = dlopen(file.c_str(), RTLD_NOW | flags);
  if (!handle) throw std::runtime_error(dlerror());
  return handle;
}

}  // namespace

Library::Library(const std::string& lapack_file, const std::string& blas_file) {
  // A dgemm_ of the process itself would be taken before the library's own.
  if (dlsym(RTLD_DEFAULT, "dgemm_")) throw std::runtime_error("this process holds a dgemm_ already: the library on trial would call it");
  if (!blas_file.empty()) load(blas_file, RTLD_LOCAL);
  handle_ = load(lapack_file, RTLD_LOCAL);
  const std::string wanted = blas_file.empty() ? lapack_file : blas_file;
  char real[PATH_MAX];
  if (wanted.find('/') != std::string::npos && realpath(wanted.c_str(), real) && file_of("dgemm_") != real)
    throw std::runtime_error("dgemm_ is answered by " + file_of("dgemm_") + ", not by " + real);
}

void* Library::symbol(const char* name) const {
  void* found = dlsym(handle_, name);
  if (!found) throw std::runtime_error(std::string("the library has no ") + name);
  return found;
}

std::string Library::file_of(const char* name) const {
  Dl_info info{};
  char real[PATH_MAX];
  if (!dladdr(symbol(name), &info) || !info.dli_fname) throw std::runtime_error(std::string("nobody knows where ") + name + " comes from");
  return realpath(info.dli_fname, real) ? real : info.dli_fname;
}

std::string Library::name() const {
  int major = 0, minor = 0, patch = 0;
  reinterpret_cast<void (*)(int*, int*, int*)>(symbol("ilaver_"))(&major, &minor, &patch);
  return "LAPACK " + std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

std::string Library::files() const { return "dpotrf_ of " + file_of("dpotrf_") + ", dgemm_ of " + file_of("dgemm_"); }

}  // namespace etalon::program
