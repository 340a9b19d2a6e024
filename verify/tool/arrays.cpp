#include "verify/tool/arrays.hpp"

#include <zip.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "verify/trial/files.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify::tool {
namespace {

bool ends_with(const std::string& text, const std::string& end) { return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0; }

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

/// Of bytes that stay where they are.
Archive open_archive(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  Archive archive(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr, &zip_discard);
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (archive) return archive;
  if (source) zip_source_free(source);
  throw std::invalid_argument("not a .npz file: " + why);
}

/// The names of its arrays, as numpy.load has them.
std::vector<std::string> keys(zip_t* archive) {
  std::vector<std::string> names;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i)
    if (const std::string name = zip_get_name(archive, static_cast<zip_uint64_t>(i), 0); ends_with(name, ".npy")) names.push_back(name.substr(0, name.size() - 4));
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

std::string member(zip_t* archive, const std::string& name) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat(archive, name.c_str(), 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE)) throw std::invalid_argument(zip_strerror(archive));
  if (stat.size > limits().file) throw std::invalid_argument("larger than --largest-file allows");
  std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen(archive, name.c_str(), 0), &zip_fclose);
  if (!file) throw std::invalid_argument(zip_strerror(archive));
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_fread(file.get(), bytes.data(), bytes.size());
  if (read != static_cast<zip_int64_t>(bytes.size())) throw std::invalid_argument(read < 0 ? zip_file_strerror(file.get()) : "it ends early");
  return bytes;
}

}  // namespace

Array parse_npz(const std::string& bytes, const std::string& wanted) {
  const Archive archive = open_archive(bytes);
  const auto names = keys(archive.get());
  if (wanted.empty() && names.size() != 1) throw std::invalid_argument(names.empty() ? "no array in it" : "it has " + joined(names) + "; say which, as in :" + names.front() + " after its name");
  const std::string key = wanted.empty() ? names.front() : wanted;
  if (zip_name_locate(archive.get(), (key + ".npy").c_str(), 0) < 0) throw std::invalid_argument("no such array; it has " + joined(names));
  return parse_npy(member(archive.get(), key + ".npy"));
}

Array read_npz(const std::string& path, const std::string& wanted) {
  const std::string bytes = read_file(path);
  try {
    return parse_npz(bytes, wanted);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument((wanted.empty() ? path : path + ":" + wanted) + ": " + e.what());
  }
}

std::optional<Array> read_array(const std::string& path) {
  if (ends_with(path, ".npy")) return read_npy(path);
  if (ends_with(path, ".mtx")) return read_mtx(path);
  if (ends_with(path, ".npz")) return read_npz(path, "");
  if (const auto colon = path.rfind(".npz:"); colon != std::string::npos) return read_npz(path.substr(0, colon + 4), path.substr(colon + 5));
  return std::nullopt;
}

}  // namespace etalon::verify::tool
