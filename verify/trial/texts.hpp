#pragma once
#include <string>

/// Text from programs, files and command lines, as it may stand in each kind of output. What it says may be anything; what comes out is valid UTF-8.
namespace etalon::verify {

/// A foreign text on one line of bounded length, without what a terminal would obey or hide: controls, and marks that turn or break lines, become a space
/// or U+FFFD. So it may stand in JSON and on terminals as it is.
std::string one_line(const std::string& text);

/// Its beginning, quoted and escaped, for a message: "\"abc\\n…\"".
std::string excerpt(const std::string& text);

/// Several lines of our own that quote foreign ones: line ends stay.
std::string harmless(const std::string& text);

/// Why a command ends, for the terminal: no longer than a screen, whatever it quotes, and on one line but for lines of ours, which are indented.
std::string complaint(const std::string& text);

/// In an element or attribute of XML 1.0.
std::string xml_text(const std::string& text);

/// In a cell or a line of Markdown.
std::string markdown_line(const std::string& text);

/// As it is, over several lines.
std::string markdown_block(const std::string& text);

}  // namespace etalon::verify
