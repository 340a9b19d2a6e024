#pragma once
#include <optional>
#include <string>

namespace etalon::verify {

/// Bytes in base64 (RFC 4648, section 4), with padding.
std::string base64(const std::string& bytes);
/// The bytes of such a text; nothing when it is not exactly what base64() writes: white space, another alphabet, missing
/// padding, bits left over.
std::optional<std::string> from_base64(const std::string& text);

}  // namespace etalon::verify
