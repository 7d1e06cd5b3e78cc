//===- GLUDialect.cpp - The glu dialect -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/Bytecode/BytecodeImplementation.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Transforms/InliningUtils.h"

using namespace mlir;
using namespace mlir::glu;

#include "glu/IR/GLUDialect.cpp.inc"

namespace {
/// A function with layers is inlined like any other.
struct GLUInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;

  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final {
    return true;
  }
  bool isLegalToInline(Region *, Region *, bool, IRMapping &) const final {
    return true;
  }
};

/// What changes when bytecode of the dialect is no longer read as before. A
/// later version upgrades what an earlier one wrote.
constexpr uint64_t bytecodeVersion = 1;

struct Version : DialectVersion {};

/// States the version in bytecode, and refuses what a later glu wrote.
struct BytecodeInterface : BytecodeDialectInterface {
  explicit BytecodeInterface(Dialect *dialect)
      : BytecodeDialectInterface(dialect) {}

  void writeVersion(DialectBytecodeWriter &writer) const override {
    writer.writeVarInt(bytecodeVersion);
  }

  std::unique_ptr<DialectVersion>
  readVersion(DialectBytecodeReader &reader) const override {
    uint64_t version;
    if (failed(reader.readVarInt(version)))
      return nullptr;
    if (version <= bytecodeVersion)
      return std::make_unique<Version>();
    reader.emitError() << "version " << version
                       << " of the glu dialect is newer than this glu, which "
                          "reads up to version "
                       << bytecodeVersion;
    return nullptr;
  }
};
} // namespace

void GLUDialect::initialize() {
  registerAttributes();
  addInterfaces<BytecodeInterface, GLUInlinerInterface>();
  addOperations<
#define GET_OP_LIST
#include "glu/IR/GLUOps.cpp.inc"
      >();
}

Operation *GLUDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                           Type type, Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}
