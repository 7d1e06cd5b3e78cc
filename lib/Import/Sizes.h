//===- Sizes.h - What is known of sizes -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_SIZES_H
#define GLU_LIB_IMPORT_SIZES_H

#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/DenseMap.h"

namespace mlir::glu::importer {

/// A size as a number times values of which nothing is known.
struct Product {
  int64_t factor = 1;
  SmallVector<Value, 2> unknowns;

  bool isConstant() const { return unknowns.empty(); }
};

bool operator==(const Product &a, const Product &b);
Product operator*(const Product &a, const Product &b);
/// a / b, if that is a whole number whatever the unknowns are.
std::optional<Product> divide(const Product &a, const Product &b);

/// Reads sizes through the arithmetic on them, and remembers which ones were
/// found to agree.
class Sizes {
public:
  Product get(OpFoldResult size) const;
  Product get(ArrayRef<OpFoldResult> sizes) const;
  /// Whether the sizes are the same, for all that is known.
  bool agree(OpFoldResult a, OpFoldResult b) const;
  /// Notes that the sizes are the same.
  void unite(OpFoldResult a, OpFoldResult b);

private:
  DenseMap<Value, Product> known;
};

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_SIZES_H
