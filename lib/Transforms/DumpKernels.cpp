//===- DumpKernels.cpp - Kernels as files ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ToolOutputFile.h"

namespace mlir::glu {
#define GEN_PASS_DEF_DUMPKERNELSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

static LogicalResult dump(gpu::BinaryOp binary, StringRef folder,
                          StringRef format) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, binary.getSymName() + "." + format);
  std::error_code code = llvm::sys::fs::create_directories(folder);
  if (code)
    return binary.emitOpError("cannot make the folder '")
           << folder << "': " << code.message();
  auto object = cast<gpu::ObjectAttr>(binary.getObjectsAttr()[0]);
  // The text of PTX ends with a zero, for C.
  StringRef bytes = object.getObject().getValue();
  if (object.getFormat() == gpu::CompilationTarget::Assembly)
    bytes = bytes.rtrim('\0');
  // A file is there whole or not at all.
  llvm::Error error = llvm::writeToOutput(path, [&](raw_ostream &os) {
    os << bytes;
    return llvm::Error::success();
  });
  if (error)
    return binary.emitOpError("cannot write '")
           << path << "': " << llvm::toString(std::move(error));
  return success();
}

namespace {
struct DumpKernelsPass : glu::impl::DumpKernelsPassBase<DumpKernelsPass> {
  using Base::Base;

  void runOnOperation() override {
    for (auto binary : getOperation().getOps<gpu::BinaryOp>())
      if (failed(dump(binary, folder, format)))
        return signalPassFailure();
  }
};
} // namespace
