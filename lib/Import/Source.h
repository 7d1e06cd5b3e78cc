//===- Source.h - The op that is imported -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What reads an operand or an attribute that is not as it should be reports it,
// returns anything of the type and sets `failed`: read all of an op, then ask.
//
// ONNX has attributes where torch has operands, and tensors where torch has
// lists and numbers. Here, the attributes of an ONNX op follow its operands, in
// the order of the table, and lists and numbers are read from tensors, too.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_SOURCE_H
#define GLU_LIB_IMPORT_SOURCE_H

#include "Importer.h"

namespace mlir::glu::importer {

/// What the names of the attributes of an ONNX op begin with.
constexpr StringRef onnxPrefix = "torch.onnx.";
bool isONNX(Operation *op);

class Source {
public:
  Source(Importer &importer, Operation *op, const Entry &entry);

  TensorBuilder &build;
  Operation *const op;

  bool failed() const { return hasFailed; }
  InFlightDiagnostic error() {
    hasFailed = true;
    return emitOpError(op);
  }
  StringRef getName() const { return getOpName(op); }
  unsigned getNumOperands() const { return items.size(); }

  //===--------------------------------------------------------------------===//
  // Operands
  //===--------------------------------------------------------------------===//

  bool isNone(unsigned i) const;
  bool isNumber(unsigned i) const;
  /// Whether the operand is a number that is known.
  bool isConstant(unsigned i) const;
  bool isTensor(unsigned i) const;
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

  Attribute attribute(StringRef name) const;
  /// `array<i64: ...>` or a list of numbers as older texts have it.
  DimList integers(StringRef name);
  int64_t integer(StringRef name);
  DenseElementsAttr elements(StringRef name);
  StringRef text(StringRef name);
  /// The elements, as a constant of the type. Integers have a sign in torch
  /// only.
  Value literal(StringRef name, RankedTensorType type);
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
  const Item &operand(unsigned i) const { return items[i]; }
  /// What the results are; for the importer.
  ArrayRef<Item> getResults() const { return imported; }

private:
  /// The operand is not `what`.
  template <typename T>
  T bad(unsigned i, StringRef what, T value) {
    reportOperand(i, what);
    return value;
  }
  void reportOperand(unsigned i, StringRef what);
  /// The constant operand `i`: a number, or a tensor of one.
  TypedAttr getConstant(unsigned i) const;
  Item readAttribute(StringRef name);
  template <typename T>
  T badAttribute(StringRef name, StringRef what, T value);
  FailureOr<Item> check(Item item, Type type);

  Importer &importer;
  std::vector<Item> items;
  SmallVector<StringRef> attributeNames; // of the last items
  std::vector<Item> imported;
  bool hasFailed = false;
};

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_SOURCE_H
