//===- Source.h - The op that is imported -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What reads an operand or an attribute that is not as it should be reports it,
// returns anything of the type and sets `failed`: read all of an op, then ask.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_SOURCE_H
#define GLU_LIB_IMPORT_SOURCE_H

#include "Importer.h"

namespace mlir::glu::importer {

class Source {
public:
  Source(Importer &importer, Operation *op)
      : build(importer.build), op(op), importer(importer) {}

  TensorBuilder &build;
  Operation *const op;

  bool failed() const { return hasFailed; }
  InFlightDiagnostic error() {
    hasFailed = true;
    return op->emitOpError();
  }
  StringRef getName() const { return op->getName().getStringRef(); }
  unsigned getNumOperands() const { return op->getNumOperands(); }

  //===--------------------------------------------------------------------===//
  // Operands
  //===--------------------------------------------------------------------===//

  bool isNone(unsigned i) const;
  bool isNumber(unsigned i) const;
  /// Whether the operand is a number that is known.
  bool isConstant(unsigned i) const;
  Value tensor(unsigned i);
  /// Null for None and for an operand that is not there.
  Value tensorOrNone(unsigned i);
  SmallVector<Value> tensors();
  SmallVector<Value> tensorList(unsigned i);
  ArrayRef<Item> list(unsigned i);
  /// A number: i64, f64, i1 or index.
  Value number(unsigned i);
  int64_t integer(unsigned i);
  int64_t integerOr(unsigned i, int64_t value);
  double real(unsigned i);
  double realOr(unsigned i, double value);
  bool flag(unsigned i);
  bool flagOr(unsigned i, bool value);
  StringRef text(unsigned i);
  StringRef textOr(unsigned i, StringRef value);
  /// A list of numbers that are known, or one such number.
  DimList integers(unsigned i);
  /// A list of sizes; a negative number stays one.
  SizeList sizes(unsigned i);
  /// The elements of a tensor `[n]` of sizes.
  SizeList elements(unsigned i);
  /// A dimension of `rank` ones, counted from the end if it is negative.
  int64_t dim(unsigned i, int64_t rank);
  /// Different ones; all where there is no list.
  DimList dims(unsigned i, int64_t rank);

  //===--------------------------------------------------------------------===//
  // Attributes
  //===--------------------------------------------------------------------===//

  Attribute attribute(StringRef name) const { return op->getAttr(name); }
  /// `array<i64: ...>` or a list of numbers as older texts have it.
  DimList integers(StringRef name);
  int64_t integer(StringRef name);
  DenseElementsAttr elements(StringRef name);
  StringRef text(StringRef name);
  FlatSymbolRefAttr symbol(StringRef name);
  /// The text of `#stablehlo<KIND TEXT>`.
  StringRef keyword(StringRef name, StringRef kind);
  /// Whether the numbers are different dimensions of `rank` ones.
  bool checkDims(ArrayRef<int64_t> dims, int64_t rank, StringRef what);

  //===--------------------------------------------------------------------===//
  // Results
  //===--------------------------------------------------------------------===//

  /// The tensor type of the result, imported.
  RankedTensorType resultType(unsigned i = 0);
  Type resultElement(unsigned i = 0);
  /// The only result. Its type must be that of the op.
  LogicalResult result(Item item);
  LogicalResult results(ArrayRef<Item> items);
  FailureOr<std::vector<Item>> importRegion(ArrayRef<Item> arguments) {
    return importer.importBlock(op->getRegion(0).front(), arguments);
  }
  FailureOr<std::vector<Item>> call(FlatSymbolRefAttr callee,
                                    ArrayRef<Item> arguments) {
    return importer.call(callee, arguments);
  }
  const Item &operand(unsigned i) const {
    return *importer.find(op->getOperand(i));
  }
  /// What the results are; for the importer.
  ArrayRef<Item> getResults() const { return imported; }

private:
  /// The operand is not `what`.
  template <typename T>
  T bad(unsigned i, StringRef what, T value) {
    error() << "expected operand " << i << " to be " << what << ", got "
            << op->getOperand(i).getType();
    return value;
  }
  template <typename T>
  T badAttribute(StringRef name, StringRef what, T value);
  FailureOr<Item> check(Item item, Type type);

  Importer &importer;
  std::vector<Item> imported;
  bool hasFailed = false;
};

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_SOURCE_H
