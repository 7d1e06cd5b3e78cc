//===- Print.cpp - printf -------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Print.h"
#include "../Float.h"
#include "llvm/Support/MathExtras.h"
#include <cstdio>

using namespace ptxemu;

bool ptxemu::readString(Warp &warp, unsigned lane, uint64_t address,
                        std::string &text) {
  constexpr size_t maxLength = 4096;
  for (uint64_t character = 1; text.size() < maxLength; ++address) {
    if (!warp.peek(lane, address, 1, character))
      return false;
    if (!character)
      return true;
    text.push_back(char(character));
  }
  return false;
}

namespace {
/// Reads arguments in order.
struct Arguments {
  Warp &warp;
  unsigned lane;
  uint64_t address;

  bool next(unsigned size, uint64_t &value) {
    address = llvm::alignTo(address, size);
    bool valid = warp.peek(lane, address, size, value);
    address += size;
    return valid;
  }
};
} // namespace

template <typename T>
static std::string print(const std::string &specification, T value) {
  char buffer[512];
  std::snprintf(buffer, sizeof buffer, specification.c_str(), value);
  return buffer;
}

/// One conversion: `specification` is all of it, such as `%-8.3f`.
static bool convert(Arguments &arguments, std::string specification,
                    bool isLong, std::string &text) {
  char kind = specification.back();
  uint64_t value;
  if (std::strchr("diuoxXc", kind)) {
    if (!arguments.next(isLong ? 8 : 4, value))
      return false;
    if (!isLong) {
      text += print(specification, static_cast<int>(value));
      return true;
    }
    specification.insert(specification.size() - 1, "l");
    text += print(specification, static_cast<long>(value));
    return true;
  }
  if (!arguments.next(8, value))
    return false;
  if (std::strchr("feEgGaAF", kind)) {
    text += print(specification, bitCast<double>(value));
    return true;
  }
  std::string string;
  if (kind == 's' &&
      readString(arguments.warp, arguments.lane, value, string)) {
    text += print(specification, string.c_str());
    return true;
  }
  if (kind == 'p')
    text += print(specification, reinterpret_cast<void *>(value));
  return kind == 'p';
}

bool ptxemu::formatPrint(Warp &warp, unsigned lane, uint64_t format,
                         uint64_t address, std::string &text) {
  std::string pattern;
  if (!readString(warp, lane, format, pattern))
    return false;
  Arguments arguments{warp, lane, address};
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      text.push_back(pattern[i]);
      continue;
    }
    size_t end = pattern.find_first_not_of("-+ #0123456789.hlzjt", i + 1);
    if (end == std::string::npos)
      return false;
    if (pattern[end] == '%') {
      text.push_back('%');
    } else {
      std::string specification;
      bool isLong = false;
      for (size_t j = i; j <= end; ++j)
        if (std::strchr("hlzjt", pattern[j]))
          isLong |= pattern[j] != 'h';
        else
          specification.push_back(pattern[j]);
      if (!std::strchr("diuoxXcfeEgGaAFsp", pattern[end]) ||
          specification.size() > 16 ||
          !convert(arguments, specification, isLong, text))
        return false;
    }
    i = end;
  }
  return true;
}
