//===- ONNX.cpp - ONNX's ops that torch has, too --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Importer.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

namespace {
/// An op that means what the op `torch` does.
struct Alias {
  StringRef name;
  unsigned minOperands, maxOperands;
  StringRef attributes, torch;
};
} // namespace

static const Alias aliases[] = {
    {"onnx.Abs", 1, 1, "", "torch.aten.abs"},
    {"onnx.Ceil", 1, 1, "", "torch.aten.ceil"},
    {"onnx.Cos", 1, 1, "", "torch.aten.cos"},
    {"onnx.Erf", 1, 1, "", "torch.aten.erf"},
    {"onnx.Exp", 1, 1, "", "torch.aten.exp"},
    {"onnx.Floor", 1, 1, "", "torch.aten.floor"},
    {"onnx.Log", 1, 1, "", "torch.aten.log"},
    {"onnx.Neg", 1, 1, "", "torch.aten.neg"},
    {"onnx.Reciprocal", 1, 1, "", "torch.aten.reciprocal"},
    {"onnx.Round", 1, 1, "", "torch.aten.round"},
    {"onnx.Sin", 1, 1, "", "torch.aten.sin"},
    {"onnx.Sqrt", 1, 1, "", "torch.aten.sqrt"},
    {"onnx.Tanh", 1, 1, "", "torch.aten.tanh"},

    {"onnx.Celu", 1, 1, "alpha", "torch.aten.celu"},
    {"onnx.Elu", 1, 1, "alpha", "torch.aten.elu"},
    {"onnx.Gelu", 1, 1, "approximate", "torch.aten.gelu"},
    {"onnx.HardSwish", 1, 1, "", "torch.aten.hardswish"},
    {"onnx.LeakyRelu", 1, 1, "alpha", "torch.aten.leaky_relu"},
    {"onnx.Mish", 1, 1, "", "torch.aten.mish"},
    {"onnx.Relu", 1, 1, "", "torch.aten.relu"},
    {"onnx.Selu", 1, 1, "", "torch.aten.selu"},
    {"onnx.Sigmoid", 1, 1, "", "torch.aten.sigmoid"},

    {"onnx.Greater", 2, 2, "", "torch.aten.gt.Tensor"},
    {"onnx.GreaterOrEqual", 2, 2, "", "torch.aten.ge.Tensor"},
    {"onnx.Less", 2, 2, "", "torch.aten.lt.Tensor"},
    {"onnx.LessOrEqual", 2, 2, "", "torch.aten.le.Tensor"},
    {"onnx.And", 2, 2, "", "torch.aten.logical_and"},
    {"onnx.Not", 1, 1, "", "torch.aten.logical_not"},
    {"onnx.Or", 2, 2, "", "torch.aten.logical_or"},

    {"onnx.CastLike", 2, 2, "saturate", "torch.aten.type_as"},
    {"onnx.Identity", 1, 1, "", "torch.aten.alias"},
    {"onnx.MatMul", 2, 2, "", "torch.aten.matmul"},
    {"onnx.SequenceAt", 2, 2, "", "torch.aten.__getitem__.t"},
};

static Entry getEntry(const Alias &alias) {
  for (auto getter : {getTorchElementwiseEntries, getTorchNumberEntries,
                      getTorchProductEntries, getTorchShapeEntries})
    for (const Entry &entry : getter())
      if (entry.name == alias.torch)
        return {alias.name, alias.minOperands, alias.maxOperands,
                alias.attributes, entry.import};
  llvm_unreachable("an op of torch that is not known");
}

ArrayRef<Entry> mlir::glu::importer::getONNXEntries() {
  static const SmallVector<Entry> entries =
      llvm::map_to_vector(aliases, getEntry);
  return entries;
}
