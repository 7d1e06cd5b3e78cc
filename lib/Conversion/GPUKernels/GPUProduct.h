//===- GPUProduct.h - A product of a layer, on device buffers ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_GPUKERNELS_GPUPRODUCT_H
#define GLU_CONVERSION_GPUKERNELS_GPUPRODUCT_H

#include "../CodeBuilder.h"
#include "glu/IR/LayerEpilogue.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::glu {

/// result = epilogue(x W), as a layer or half a glu.ffn has it, or the maximum
/// of x W_i + b_i over i.
struct GPUProduct {
  LayerEpilogue epilogue;
  WeightsAttr layout;
  GPUStrategyAttr strategy;
  /// Whether weights [pieces, k, n] and biases [pieces, n] are those of a
  /// maxout.
  bool isMaxout = false;
  /// [m, k].
  Value x;
  /// [k, n] or [n, k], one for each part or one that holds both.
  SmallVector<Value, 2> weights;
  /// [n], one for each part, null where absent.
  SmallVector<Value, 2> biases;
  /// A scalar, [n], or null.
  Value beta;
  /// [m, n].
  Value result;

  /// Gate and value, or one.
  int64_t getParts() const { return layout.isGated() ? 2 : 1; }
  FloatType getComputeType() const {
    return glu::getComputeType(epilogue.storage);
  }
  /// The weights that hold `part`.
  Value getWeight(int64_t part) const {
    return weights[layout.isPacked() ? 0 : part];
  }
};

/// What a block of threads makes: a tile of the result.
struct BlockTile {
  int64_t rows = 0, channels = 0, threads = 0;
  /// Blocks that have this tile, of a part of k each.
  int64_t splits = 1;
  /// The numbers of the thread, the tile's channels and the part of k, and the
  /// first row and channel of the tile.
  Value thread, channelTile, split, rowFrom, channelFrom;
};

/// Blocks of the grid, which come in clusters, and threads of a block.
struct LaunchSizes {
  Value x, y;
  int64_t z, threads;
  int64_t cluster = 1;
};

/// Launches blocks with `body` as their code. The kernel is called after
/// `family` and the layer.
void emitLaunch(CodeBuilder &code, const GPUProduct &product, StringRef family,
                const LaunchSizes &sizes,
                function_ref<void(gpu::LaunchOp)> body);

/// Launches a block for each tile of the result.
void emitTileLaunch(CodeBuilder &code, const GPUProduct &product,
                    BlockTile &tile, StringRef family,
                    function_ref<void()> body);

/// A buffer of the block. It becomes a workgroup attribution of the launch, or
/// memory that this asks for, once buffers have been deallocated: until then,
/// attributions would be taken for arguments.
Value allocateShared(CodeBuilder &code, ArrayRef<int64_t> shape, Type type);

/// Where a channel of a part is in the weights, of `n` channels a part.
Value getWeightChannel(CodeBuilder &code, WeightsAttr layout, int64_t part,
                       Value channel, Value n);

/// What follows the sums of one channel.
class ChannelEpilogue {
public:
  /// Loads biases and beta of a channel, which must be inside.
  ChannelEpilogue(CodeBuilder &code, const GPUProduct &product, Value channel);
  /// The result from the sums of an element, gate and value or one.
  Value emit(CodeBuilder &code, ValueRange sums) const;

private:
  const GPUProduct &product;
  SmallVector<Value, 2> biases;
  Value beta;
};

/// The product as one kernel of family S0: fused multiply-adds on scalars, on
/// tiles of x and weights that a block brings into shared memory. Any type, any
/// layout and any size.
void emitS0Product(CodeBuilder &code, const GPUProduct &product);

/// The product as one kernel of family S1: tensor cores by mma.sync, on tiles
/// that asynchronous copies bring. x and weights lie without gaps, and
/// glu-assign-gpu-strategy has found no obstacle.
void emitS1Product(CodeBuilder &code, const GPUProduct &product);

/// The product as one kernel of family S2: tensor cores by wgmma, on tiles that
/// the copy engine brings. For sm_90a, on the same conditions.
void emitS2Product(CodeBuilder &code, const GPUProduct &product);

/// The product as one kernel of family stream, or two: tensor cores by
/// mma.sync, for at most 16 rows and weights of static shape, on the conditions
/// of S1.
void emitStreamProduct(CodeBuilder &code, const GPUProduct &product);

} // namespace mlir::glu

#endif // GLU_CONVERSION_GPUKERNELS_GPUPRODUCT_H
