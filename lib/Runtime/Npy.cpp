//===- Npy.cpp - Arrays in NumPy's file format ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/Npy.h"
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>

using namespace glurt;

static const std::string magic("\x93NUMPY", 6);

/// Arrays of more dimensions than this are refused, as NumPy does.
static constexpr size_t maxRank = 64;

//===----------------------------------------------------------------------===//
// The header
//===----------------------------------------------------------------------===//

namespace {
struct Header {
  ElementType type = ElementType::F32;
  bool bigEndian = false;
  bool fortranOrder = false;
  std::vector<int64_t> shape;
};

/// Reads the header, a Python dictionary with the three keys `descr`,
/// `fortran_order` and `shape` in any order. Each function returns whether it
/// succeeded.
class HeaderParser {
public:
  explicit HeaderParser(const std::string &text) : text(text) {}

  bool parse(Header &header, std::string &error);

private:
  void skipSpace();
  bool consume(char wanted);
  bool consumeWord(const char *word);
  bool parseString(std::string &value);
  bool parseSize(int64_t &value);
  bool parseShape(std::vector<int64_t> &shape);
  bool parseEntry(const std::string &key, Header &header);

  const std::string &text;
  size_t position = 0;
  std::string description;
};
} // namespace

/// The element type of a `descr` such as `<f4`; `|` and `=` mean that the order
/// of bytes does not matter or is this machine's, which is little-endian. The
/// bits of integers are kept, whether these have a sign or not.
static bool parseDescription(const std::string &description, Header &header) {
  static const std::pair<const char *, ElementType> types[] = {
      {"f2", ElementType::F16}, {"f4", ElementType::F32},
      {"f8", ElementType::F64}, {"V2", ElementType::BF16},
      {"b1", ElementType::I1},  {"i1", ElementType::I8},
      {"i2", ElementType::I16}, {"i4", ElementType::I32},
      {"i8", ElementType::I64}, {"u1", ElementType::I8},
      {"u2", ElementType::I16}, {"u4", ElementType::I32},
      {"u8", ElementType::I64}};
  if (description.size() != 3 || !std::strchr("<>|=", description[0]))
    return false;
  header.bigEndian = description[0] == '>';
  for (auto [name, type] : types) {
    header.type = type;
    if (description.compare(1, 2, name) == 0)
      return description[0] != '|' || getByteWidth(type) == 1 ||
             type == ElementType::BF16;
  }
  return false;
}

void HeaderParser::skipSpace() {
  position = std::min(text.find_first_not_of(" \t\n\r", position), text.size());
}

bool HeaderParser::consume(char wanted) {
  skipSpace();
  if (position == text.size() || text[position] != wanted)
    return false;
  ++position;
  return true;
}

bool HeaderParser::consumeWord(const char *word) {
  if (!consume(word[0]))
    return false;
  size_t rest = std::strlen(word + 1);
  if (text.compare(position, rest, word + 1) != 0)
    return false;
  position += rest;
  return true;
}

bool HeaderParser::parseString(std::string &value) {
  char quote = consume('\'') ? '\'' : consume('"') ? '"' : 0;
  size_t end = quote ? text.find(quote, position) : std::string::npos;
  if (end == std::string::npos)
    return false;
  value = text.substr(position, end - position);
  position = end + 1;
  return true;
}

bool HeaderParser::parseSize(int64_t &value) {
  skipSpace();
  size_t begin = position;
  value = 0;
  // 18 digits cannot overflow; Python 2 wrote an L after a long.
  while (position < text.size() && text[position] >= '0' &&
         text[position] <= '9' && position - begin < 18)
    value = 10 * value + (text[position++] - '0');
  if (position == begin)
    return false;
  consume('L');
  return true;
}

bool HeaderParser::parseShape(std::vector<int64_t> &shape) {
  if (!consume('('))
    return false;
  while (!consume(')')) {
    if (shape.size() == maxRank || !parseSize(shape.emplace_back()))
      return false;
    // `(3)` would be a number; only the last comma of longer tuples may lack.
    if (!consume(',') && (shape.size() == 1 || text[position] != ')'))
      return false;
  }
  return true;
}

bool HeaderParser::parseEntry(const std::string &key, Header &header) {
  if (key == "descr")
    return parseString(description);
  if (key == "fortran_order") {
    header.fortranOrder = consumeWord("True");
    return header.fortranOrder || consumeWord("False");
  }
  return key == "shape" && parseShape(header.shape);
}

bool HeaderParser::parse(Header &header, std::string &error) {
  error = "malformed header";
  std::vector<std::string> seen;
  bool valid = consume('{');
  while (valid && !consume('}')) {
    std::string key;
    valid = parseString(key) && consume(':') &&
            std::find(seen.begin(), seen.end(), key) == seen.end() &&
            parseEntry(key, header) && (consume(',') || text[position] == '}');
    seen.push_back(key);
  }
  valid = valid && seen.size() == 3;
  skipSpace();
  if (!valid || position != text.size())
    return false;
  if (parseDescription(description, header))
    return true;
  error =
      "elements of type '" + description +
      "'; expected f2, f4, f8, b1, i1, i2, i4, i8, u1, u2, u4, u8 or V2 (bf16)";
  return false;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static uint64_t readLittleEndian(const std::string &bytes, size_t at,
                                 size_t width) {
  uint64_t value = 0;
  for (size_t i = 0; i < width; ++i)
    value |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[at + i]))
             << (8 * i);
  return value;
}

/// Splits off the header's text; `body` becomes the position of the elements.
static bool splitHeader(const std::string &bytes, std::string &text,
                        size_t &body, std::string &error) {
  if (bytes.compare(0, magic.size(), magic) != 0) {
    error = "not a .npy file";
    return false;
  }
  error = "truncated header";
  if (bytes.size() < 10)
    return false;
  int major = static_cast<unsigned char>(bytes[6]), minor = bytes[7];
  if (major < 1 || major > 3 || minor != 0) {
    error = "version " + std::to_string(major) + "." + std::to_string(minor) +
            " of the format; expected 1.0, 2.0 or 3.0";
    return false;
  }
  size_t width = major == 1 ? 2 : 4;
  if (bytes.size() < 8 + width)
    return false;
  uint64_t length = readLittleEndian(bytes, 8, width);
  body = 8 + width;
  if (length > bytes.size() - body)
    return false;
  text = bytes.substr(body, length);
  body += length;
  return true;
}

/// The bytes of the elements of `header`; nothing if they are too many to
/// count.
static std::optional<uint64_t> countBytes(const Header &header) {
  uint64_t count = getByteWidth(header.type);
  // A size of zero makes the array empty, however large the others are.
  if (std::count(header.shape.begin(), header.shape.end(), 0))
    return 0;
  for (int64_t size : header.shape) {
    if (count > (uint64_t(1) << 62) / size)
      return {};
    count *= size;
  }
  return count;
}

/// The row-major position of each element of a Fortran-ordered array is found
/// by counting up its indices, the first one fastest.
static void copyFortranOrder(const char *from, const Header &header,
                             Array &to) {
  size_t width = getByteWidth(header.type), rank = header.shape.size();
  std::vector<int64_t> strides(rank, 1), index(rank, 0);
  for (size_t dim = rank; dim-- > 1;)
    strides[dim - 1] = strides[dim] * header.shape[dim];
  int64_t position = 0;
  for (int64_t i = 0; i < to.size(); ++i) {
    std::memcpy(static_cast<char *>(to.data()) + position * width,
                from + i * width, width);
    for (size_t dim = 0; dim < rank; ++dim) {
      position += strides[dim];
      if (++index[dim] < header.shape[dim])
        break;
      position -= index[dim] * strides[dim];
      index[dim] = 0;
    }
  }
}

static void swapBytes(Array &array) {
  size_t width = getByteWidth(array.getElementType());
  char *bytes = static_cast<char *>(array.data());
  for (int64_t i = 0; i < array.size(); ++i)
    std::reverse(bytes + i * width, bytes + (i + 1) * width);
}

std::optional<Array> glurt::parseNpy(const std::string &bytes,
                                     std::string &error) {
  std::string text;
  size_t body = 0;
  Header header;
  if (!splitHeader(bytes, text, body, error) ||
      !HeaderParser(text).parse(header, error))
    return {};

  std::optional<uint64_t> wanted = countBytes(header);
  uint64_t found = bytes.size() - body;
  if (!wanted || *wanted != found) {
    error = "its header promises " +
            (wanted ? std::to_string(*wanted) : "more than 2^62") +
            " bytes of elements, the file has " + std::to_string(found);
    return {};
  }
  Array array(header.type, header.shape);
  if (header.fortranOrder)
    copyFortranOrder(bytes.data() + body, header, array);
  else if (found)
    std::memcpy(array.data(), bytes.data() + body, found);
  if (header.bigEndian)
    swapBytes(array);
  error.clear();
  return array;
}

static bool readFile(const std::string &path, std::string &bytes) {
  std::FILE *file = std::fopen(path.c_str(), "rb");
  if (!file)
    return false;
  char buffer[1 << 16];
  // No more than the beginning of a file of another kind: it may not end.
  while (size_t count = std::fread(buffer, 1, sizeof buffer, file)) {
    bytes.append(buffer, count);
    if (bytes.compare(0, magic.size(), magic) != 0)
      break;
  }
  int reason = errno;
  bool read = !std::ferror(file);
  std::fclose(file);
  errno = reason;
  return read;
}

std::optional<Array> glurt::readNpy(const std::string &path,
                                    std::string &error) {
  std::string bytes;
  if (!readFile(path, bytes)) {
    error = "cannot read '" + path + "': " + std::strerror(errno);
    return {};
  }
  std::optional<Array> array = parseNpy(bytes, error);
  if (!array)
    error = "cannot read '" + path + "': " + error;
  return array;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static const char *getDescription(ElementType type) {
  switch (type) {
  case ElementType::F16:
    return "<f2";
  case ElementType::BF16:
  case ElementType::F32:
    return "<f4";
  case ElementType::F64:
    return "<f8";
  case ElementType::I1:
    return "|b1";
  case ElementType::I8:
    return "|i1";
  case ElementType::I16:
    return "<i2";
  case ElementType::I32:
    return "<i4";
  case ElementType::I64:
    return "<i8";
  }
  return "";
}

std::string glurt::formatNpy(const Array &array) {
  if (array.getElementType() == ElementType::BF16) {
    Array wide(ElementType::F32, array.getShape());
    for (int64_t i = 0; i < array.size(); ++i)
      wide.set(i, array.get(i));
    return formatNpy(wide);
  }
  std::string header = "{'descr': '";
  header += getDescription(array.getElementType());
  header += "', 'fortran_order': False, 'shape': (";
  for (int64_t size : array.getShape())
    header += std::to_string(size) + ", ";
  header += "), }";
  // Elements start at a multiple of 64 bytes, after a line feed.
  constexpr size_t prefix = 10, alignment = 64;
  size_t total = (prefix + header.size() + alignment) / alignment * alignment;
  header.resize(total - prefix - 1, ' ');
  header += '\n';

  std::string bytes = magic + std::string("\x01\x00", 2);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  bytes.append(static_cast<const char *>(array.data()),
               array.size() * getByteWidth(array.getElementType()));
  return bytes;
}

static bool writeFile(const std::string &path, const char *mode,
                      const std::string &bytes) {
  std::FILE *file = std::fopen(path.c_str(), mode);
  if (!file)
    return false;
  bool written =
      std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return std::fclose(file) == 0 && written;
}

bool glurt::writeNpy(const std::string &path, const Array &array,
                     std::string &error) {
  namespace fs = std::filesystem;
  std::string bytes = formatNpy(array);
  std::error_code code;
  fs::file_status status = fs::status(path, code);
  bool written;
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    // A device or a pipe is written to, not replaced.
    written = writeFile(path, "wb", bytes);
  } else {
    // What a symbolic link points to is replaced, not the link. The temporary
    // file is in the same directory, so that renaming does not copy.
    std::string target = fs::weakly_canonical(path, code).string();
    if (code)
      target = path;
    std::string temporary = target + "." + std::to_string(getpid()) + ".tmp";
    written = writeFile(temporary, "wbx", bytes);
    int reason = errno;
    if (written) {
      written = std::rename(temporary.c_str(), target.c_str()) == 0;
      reason = errno;
    }
    if (!written && reason != EEXIST)
      std::remove(temporary.c_str());
    errno = reason;
  }
  if (!written)
    error = "cannot write '" + path + "': " + std::strerror(errno);
  return written;
}
