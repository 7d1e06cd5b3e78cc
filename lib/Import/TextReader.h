//===- TextReader.h - Attributes and types that are text --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An attribute or a type of a dialect that is not there, `#stablehlo.dot<...>`
// or `!torch.vtensor<...>`, is the text between the brackets.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_TEXTREADER_H
#define GLU_LIB_IMPORT_TEXTREADER_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

namespace mlir::glu::importer {

/// Reads words, numbers and signs from the left of a text.
class TextReader {
public:
  explicit TextReader(StringRef text) : text(text) {}

  bool consume(StringRef sign) {
    skipSpace();
    return text.consume_front(sign);
  }
  bool atEnd() {
    skipSpace();
    return text.empty();
  }
  /// A word of letters, digits and underscores; empty if there is none.
  StringRef word() {
    skipSpace();
    StringRef word =
        text.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
    text = text.drop_front(word.size());
    return word;
  }
  std::optional<int64_t> integer() {
    skipSpace();
    int64_t value;
    if (text.consumeInteger(10, value))
      return std::nullopt;
    return value;
  }
  /// `[1, 2]`; with `unknown`, that stands for a question mark.
  std::optional<SmallVector<int64_t>>
  list(std::optional<int64_t> unknown = std::nullopt) {
    SmallVector<int64_t> values;
    if (!consume("["))
      return std::nullopt;
    if (consume("]"))
      return values;
    do {
      std::optional<int64_t> value =
          unknown && consume("?") ? unknown : integer();
      if (!value)
        return std::nullopt;
      values.push_back(*value);
    } while (consume(","));
    if (!consume("]"))
      return std::nullopt;
    return values;
  }

private:
  void skipSpace() { text = text.ltrim(); }

  StringRef text;
};

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_TEXTREADER_H
