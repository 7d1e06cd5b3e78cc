//===- GLUPackConstants.cpp - Folding of glu.pack_weights -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include <cstring>

using namespace mlir;
using namespace mlir::glu;

namespace {
/// The elements of a constant matrix as bytes.
struct ConstantMatrix {
  ArrayRef<char> bytes;
  int64_t columns, width;
  bool isSplat;

  const char *at(int64_t row, int64_t column) const {
    return bytes.data() + (isSplat ? 0 : (row * columns + column) * width);
  }
};
} // namespace

/// None for what is no constant, or a resource whose data are elsewhere.
static std::optional<ConstantMatrix> getMatrix(Attribute constant,
                                               RankedTensorType type) {
  ConstantMatrix matrix;
  matrix.columns = type.getDimSize(1);
  matrix.width = type.getElementTypeBitWidth() / 8;
  if (auto dense = dyn_cast_or_null<DenseElementsAttr>(constant))
    matrix.bytes = dense.getRawData();
  else if (auto resource =
               dyn_cast_or_null<DenseResourceElementsAttr>(constant);
           resource && resource.getRawHandle().getBlob())
    matrix.bytes = resource.getData();
  else
    return {};
  int64_t size = matrix.bytes.size();
  matrix.isSplat = size == matrix.width;
  if (!matrix.isSplat && size != type.getNumElements() * matrix.width)
    return {};
  return matrix;
}

/// Where channel `j` of n of the gate (part 0) or the value is among the
/// channels of a weight.
static int64_t getChannel(WeightsAttr layout, int64_t part, int64_t j,
                          int64_t n) {
  switch (layout.getPacking()) {
  case WeightPacking::Single:
  case WeightPacking::Separate:
    return j;
  case WeightPacking::GateFirst:
    return j + part * n;
  case WeightPacking::ValueFirst:
    return j + (1 - part) * n;
  case WeightPacking::Interleaved:
    return j + (j / layout.getBlock() + part) * layout.getBlock();
  }
  llvm_unreachable("all packings are handled");
}

/// The panels of `weights`, as bytes.
static std::vector<char> pack(PackWeightsOp op,
                              ArrayRef<ConstantMatrix> weights) {
  WeightsAttr layout = op.getLayout();
  PanelsAttr panels = op.getPanels();
  auto weight = cast<RankedTensorType>(op.getWeights()[0].getType());
  auto packed = cast<RankedTensorType>(op.getType());
  int64_t rows = layout.getK(weight), channels = layout.getN(weight);
  int64_t steps = packed.getDimSize(1), parts = packed.getDimSize(2);
  int64_t width = weights.front().width;
  std::vector<char> bytes(packed.getNumElements() * width);
  for (int64_t part = 0; part < parts; ++part) {
    const ConstantMatrix &matrix = weights[weights.size() == 2 ? part : 0];
    for (int64_t c = 0; c < channels; ++c) {
      int64_t panel = c / panels.getN(), j = c % panels.getN();
      int64_t column = getChannel(layout, part, c, channels);
      for (int64_t row = 0; row < rows; ++row) {
        int64_t step = row / panels.getK(), i = row % panels.getK();
        int64_t to = ((panel * steps + step) * parts + part) * panels.getN();
        const char *from = layout.getOutDim() == 1 ? matrix.at(row, column)
                                                   : matrix.at(column, row);
        std::memcpy(&bytes[((to + j) * panels.getK() + i) * width], from,
                    width);
      }
    }
  }
  return bytes;
}

OpFoldResult PackWeightsOp::fold(FoldAdaptor adaptor) {
  SmallVector<ConstantMatrix, 2> weights;
  for (auto [constant, weight] :
       llvm::zip(adaptor.getWeights(), getWeights())) {
    auto matrix = getMatrix(constant, cast<RankedTensorType>(weight.getType()));
    if (!matrix)
      return {};
    weights.push_back(*matrix);
  }
  std::vector<char> bytes = pack(*this, weights);
  ArrayRef<char> packed(bytes);
  auto type = cast<RankedTensorType>(getType());
  if (llvm::any_of(adaptor.getWeights(),
                   llvm::IsaPred<DenseResourceElementsAttr>))
    return DenseResourceElementsAttr::get(
        type, "packed",
        HeapAsmResourceBlob::allocateAndCopyWithAlign(packed, /*align=*/64,
                                                      /*dataIsMutable=*/false));
  // Equal elements are stored as one.
  size_t width = weights.front().width;
  if (packed.drop_front(width) == packed.drop_back(width))
    packed = packed.take_front(width);
  return DenseElementsAttr::getFromRawBuffer(type, packed);
}
