//===- Importer.h - From a framework's ops to ops on tensors ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function is read op by op; a table says by its name what an op becomes. The
// new functions are in a module of their own until all of them are there.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_IMPORTER_H
#define GLU_LIB_IMPORT_IMPORTER_H

#include "TensorBuilder.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::glu::importer {

/// What stands for a value of the imported program.
struct Item {
  enum class Kind { None, Value, Text, List };

  Item() = default;
  Item(Value value) : kind(Kind::Value), value(value) {}
  Item(StringRef text) : kind(Kind::Text), text(text) {}
  Item(std::vector<Item> list) : kind(Kind::List), list(std::move(list)) {}

  Kind kind = Kind::None;
  Value value; // a tensor or a number
  StringRef text;
  std::vector<Item> list;
};

class Source;

/// What an op becomes.
struct Entry {
  StringRef name;
  /// The numbers of operands that it can have.
  unsigned minOperands, maxOperands;
  /// The attributes that it can have, apart by spaces.
  StringRef attributes;
  LogicalResult (*import)(Source &);
  unsigned numRegions = 0;
};
constexpr unsigned anyNumber = ~0u;

ArrayRef<Entry> getStableHLOElementwiseEntries();
ArrayRef<Entry> getStableHLOShapeEntries();
ArrayRef<Entry> getStableHLOSumEntries();
ArrayRef<Entry> getConvolutionEntries();
ArrayRef<Entry> getShapeEntries();
ArrayRef<Entry> getTorchElementwiseEntries();
ArrayRef<Entry> getTorchNumberEntries();
ArrayRef<Entry> getTorchProductEntries();
ArrayRef<Entry> getTorchShapeEntries();
ArrayRef<Entry> getTorchSliceEntries();
ArrayRef<Entry> getTorchSumEntries();
ArrayRef<Entry> getONNXEntries();
ArrayRef<Entry> getONNXElementwiseEntries();
ArrayRef<Entry> getONNXShapeEntries();
ArrayRef<Entry> getONNXSumEntries();

class Importer {
public:
  explicit Importer(ModuleOp module);

  /// Imports the functions of the module, in place of the old ones. If that
  /// fails, nothing is changed.
  LogicalResult run();

  /// The items that the ops of `block` compute from `arguments`: what its
  /// terminator reads.
  FailureOr<std::vector<Item>> importBlock(Block &block,
                                           ArrayRef<Item> arguments);
  /// What the function `callee` makes of the arguments.
  FailureOr<std::vector<Item>> call(FlatSymbolRefAttr callee,
                                    ArrayRef<Item> arguments);
  const Item *find(Value value) const;

  TensorBuilder build;

private:
  LogicalResult importFunction(func::FuncOp function, ModuleOp imported);
  LogicalResult importOp(Operation &op);
  LogicalResult importKnown(Operation &op, const Entry &entry);
  /// An op of a dialect that stays.
  LogicalResult clone(Operation &op);
  LogicalResult reportUnknown(Operation &op);

  ModuleOp module;
  llvm::StringMap<Entry> entries;
  DenseMap<Value, Item> items;
  SmallVector<Operation *> calls; // that are being imported
};

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_IMPORTER_H
