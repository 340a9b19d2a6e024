#include "verify/trial/texts.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// The next code point of UTF-8 (RFC 3629), and how many bytes it takes; U+FFFD for the first byte of anything else.
std::pair<char32_t, std::size_t> next(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < length) return {replacement, 1};
  char32_t point = byte(0) & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {replacement, 1};
    point = point << 6 | (byte(i) & 0x3Fu);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < least[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return {replacement, 1};
  return {point, length};
}

bool is_noncharacter(char32_t c) { return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF); }
/// Marks that are obeyed and not seen: of direction, of line and paragraph, joiners, tags.
bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}
bool is_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/// Each code point, or what takes its place, goes to `put` as its bytes; false from it ends.
template <class Put>
void each(std::string_view text, Put put) {
  while (!text.empty()) {
    const auto [point, length] = next(text);
    const bool hidden = is_control(point) || is_invisible(point) || is_noncharacter(point) || point == replacement;
    if (!put(point, is_space(point) && hidden ? std::string_view(" ") : hidden ? std::string_view("\uFFFD") : text.substr(0, length))) return;
    text.remove_prefix(length);
  }
}

std::string shortened(const std::string& text, std::size_t most) {
  std::string out;
  std::size_t count = 0;
  each(text, [&](char32_t, std::string_view shown) {
    out += count < most ? shown : "…";
    return ++count <= most;
  });
  return out;
}

}  // namespace

std::string one_line(const std::string& text) { return shortened(text, limits().echo); }

std::string excerpt(const std::string& text) {
  const std::size_t most = limits().echo * 4 / 25;  // of a file that is quoted within a message
  // Escaped by JSON, which leaves what is no ASCII control: so those that are obeyed are replaced first.
  std::string kept;
  std::size_t count = 0;
  each(text, [&](char32_t point, std::string_view shown) {
    if (count < most && point < 0x80) kept += static_cast<char>(point);
    else kept += count < most ? shown : "…";
    return ++count <= most;
  });
  return nlohmann::json(kept).dump();
}

std::string harmless(const std::string& text) {
  std::string out;
  each(text, [&](char32_t point, std::string_view shown) {
    out += point == '\n' ? "\n" : shown;
    return true;
  });
  return out;
}

std::string complaint(const std::string& text) {
  const std::size_t most = 4 * limits().echo;
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find("\n  ", begin), text.size());
    out += (begin ? "\n" : "") + shortened(text.substr(begin, end - begin), most - std::min(out.size(), most));
    begin = end + 1;
  }
  return out;
}

std::string xml_text(const std::string& text) {
  std::string out;
  each(text, [&](char32_t point, std::string_view shown) {
    out += point == '&' ? "&amp;" : point == '<' ? "&lt;" : point == '>' ? "&gt;" : point == '"' ? "&quot;" : point == '\n' ? "\n" : shown;
    return true;
  });
  return out;
}

std::string markdown_line(const std::string& text) {
  std::string out;
  each(text, [&](char32_t point, std::string_view shown) {
    if (point < 0x80 && std::string_view("\\`*_{}[]<>()#+!|&~$").find(static_cast<char>(point)) != std::string_view::npos) out += '\\';
    out += shown;
    return true;
  });
  return out;
}

std::string markdown_block(const std::string& text) {
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return fence + "\n" + harmless(text) + (text.ends_with('\n') ? "" : "\n") + fence + "\n";
}

}  // namespace etalon::verify
