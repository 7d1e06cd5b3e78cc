//===- S2.h - Products on the tensor cores of Hopper by wgmma ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block makes tiles of the result, one after the other. One warpgroup, the
// producer, lets the copy engine (TMA) bring tiles of x and of the weights into
// a ring of stages in shared memory; each of the others, the consumers,
// multiplies 64 rows of x with the channels of gate and value, which lie one
// behind the other, so that one instruction has both. Two barriers (mbarrier) a
// stage say that it is full, and that it is empty. The ring goes on from one
// tile of the result to the next, so that the producer fills it while the
// consumers finish a tile. What lies beyond a matrix the copy engine fills with
// zeros, and does not store.
//
// Two blocks of a cluster have tiles of the same channels. Each brings half of
// the weights for both.
//
// Rows of 128 bytes are swizzled in chunks of 16 bytes, as the copy engine does
// and tensor cores expect.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_GPUKERNELS_S2_H
#define GLU_CONVERSION_GPUKERNELS_S2_H

#include "GPUProduct.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

namespace mlir::glu {

class S2Kernel {
public:
  S2Kernel(CodeBuilder &code, const GPUProduct &product);
  void emit();

private:
  static constexpr int64_t lanes = 32, warpgroup = 128;
  static constexpr int64_t tileK = GPUStrategyAttr::tileK;
  static constexpr int64_t rowBytes = GPUStrategyAttr::rowBytes;
  /// A product of wgmma: 64 rows, of which a warp has 16, 16 of k, and all
  /// columns of the tile.
  static constexpr int64_t wgmmaRows = 64, warpRows = 16, wgmmaK = 16;
  /// Channels of a swizzled row, of in_out weights and of results.
  static constexpr int64_t rowChannels = 64;

  void emitLaunch();
  void emitBody();
  void initBarriers();
  void syncCluster();
  void forEachTile(function_ref<void(Value before)> body);
  void locateTile(Value number);

  Value createMap(Value matrix, ArrayRef<int64_t> box);
  Value createWeightMap(Value weight);
  Value toPointer(Value map);
  void acquireMap(Value map);

  // What the producer does.
  void emitProducer();
  void copyTile(Value number, Value stage, Value barrier);
  /// A map, and where in its matrix a box begins, the innermost number first.
  struct Box {
    Value map;
    SmallVector<Value, 4> from;
  };
  Box locateWeights(int64_t column, Value kFrom);
  void copyWeights(Value kFrom, Value stage, Value barrier);
  void copyBox(const Box &box, Value to, Value barrier, bool isForCluster);

  // What consumers do.
  void emitConsumer();
  Value emitSums(Value before);
  void multiply(Value number, Value &sums, NVVM::WGMMAScaleOut scale);
  Value finishProducts(Value sums);
  void release(Value number);
  Value getMatrixDescriptor(Value byte, int64_t leadingBytes);

  void emitResults(Value sums);
  void emitBox(Value sums, int64_t box);
  void emitPairs(Value sums, int64_t column, SmallVectorImpl<Value> &pairs);
  void storeMatrices(Value sums, int64_t column, Value box, int64_t chunk);
  void emitGuardedStores(Value sums, int64_t column);
  Value emitResult(const ChannelEpilogue &epilogue, Value sums, int64_t column,
                   int64_t half, int64_t i);
  /// Of the rows and channels of a thread, whose sums are those of rows r and
  /// r + 8 and of two channels of each eight.
  Value getRow();
  Value getChannel(int64_t column);

  void waitForPhase(Value barrier, Value phase);
  void syncWarp();
  void onFirstLane(function_ref<void()> body) {
    code.ifThen(code.isEqual(lane, 0), body);
  }
  Value getShared(Index byte);
  Value getFull(Value stage) { return getBarrier(stage, 0); }
  Value getEmpty(Value stage) { return getBarrier(stage, getStages()); }
  Value getBarrier(Value stage, int64_t first) {
    return getShared(
        code.add(code.mul(code.add(stage, first), 8), barriersFrom));
  }
  Value getStage(Value number) { return code.rem(number, getStages()); }
  /// Barriers alternate between two phases.
  Value getPhase(Value number) {
    return code.rem(code.div(number, getStages()), 2);
  }
  Value toI32(Value index) {
    return code.create<arith::IndexCastOp>(code.b.getI32Type(), index);
  }
  Value toI64(Value index) {
    return code.create<arith::IndexCastOp>(code.b.getI64Type(), index);
  }
  Value getI32(int64_t value) {
    return code.create<arith::ConstantIntOp>(code.b.getI32Type(), value);
  }
  int64_t getStages() { return strategy.getStages(); }
  int64_t getParts() { return product.getParts(); }
  int64_t getConsumers() { return strategy.getRows() / wgmmaRows; }
  bool isInOut() { return product.layout.getOrder() == WeightOrder::InOut; }
  /// Whether a part of out_in weights has gaps between its blocks, of which
  /// whole ones are in a tile.
  bool hasBlocks() {
    return !isInOut() &&
           product.layout.getPacking() == WeightPacking::Interleaved &&
           product.layout.getBlock() < tile.channels;
  }
  Value getStepsOfK() { return code.ceilDiv(k, tileK); }
  /// The columns of the tile come in boxes, those of a part in whole ones, as
  /// do those that a block of a cluster brings.
  int64_t getBoxColumns() {
    return isInOut() ? rowChannels : strategy.getColumns() / 2;
  }
  LLVM::LLVMStructType getSumsType() {
    return LLVM::LLVMStructType::getLiteral(
        code.b.getContext(),
        SmallVector<Type>(strategy.getColumns() / 2, code.b.getF32Type()));
  }

  CodeBuilder &code;
  const GPUProduct &product;
  GPUStrategyAttr strategy;
  FloatType type;
  int64_t cluster;
  BlockTile tile;
  /// Of a stage: x, then the weights. Results and barriers are behind the ring.
  int64_t rowsBytes, stageBytes, resultsFrom, barriersFrom;
  Value m, n, k;
  /// The tiles of a cluster, one beside the other in rows.
  Value rowTiles, channelTiles;
  /// Which block of its cluster this is, its cluster, and how many there are.
  Value rank, firstTile, clusters;
  /// Of a thread, and of a consumer.
  Value lane, warp;
  /// Addresses of tensor maps, of x, of each weight and, if there can be one,
  /// of the result.
  Value rowsMap, resultMap;
  SmallVector<Value, 2> weightMaps;
  /// The address of the shared memory.
  Value shared;
};

} // namespace mlir::glu

#endif // GLU_CONVERSION_GPUKERNELS_S2_H
