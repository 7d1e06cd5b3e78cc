//===- S0.cpp - Products on any NVIDIA GPU --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block of eight warps makes a tile of the result: a warp some rows of it, a
// lane of the warp two channels of each row, gate and value of an element in
// one thread. For each tile of k, the block brings x and the weights into
// shared memory, in the compute type, with zeros beyond their ends. A sum runs
// over k in order, in one register, as in the kernels of the CPU that use FMA:
// the bits of the result are the same.
//
//===----------------------------------------------------------------------===//

#include "GPUProduct.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
constexpr int64_t lanes = 32, warps = 8, threads = lanes * warps;
/// Channels of each part of a tile, and of those the ones of a lane.
constexpr int64_t tileChannels = 64, laneChannels = tileChannels / lanes;
/// Bytes of a row of x in shared memory.
constexpr int64_t tileBytes = 128;
/// Steps of k in an iteration of the innermost loop.
constexpr int64_t unroll = 4;

class S0Kernel {
public:
  S0Kernel(CodeBuilder &code, const GPUProduct &product);
  void emit();

private:
  SmallVector<Value> emitSums(Value piece);
  void emitRowsTile(Value kFrom);
  void emitWeightsTile(int64_t part, Value piece, Value kFrom);
  SmallVector<Value> emitStep(Value k, ValueRange sums);
  void emitTile(int64_t elements, function_ref<void(Value element)> body);
  Value loadOr0(ValueRange inside, Value buffer, ValueRange at);
  Value getRow(int64_t i);
  Value getChannel(int64_t j);
  SmallVector<Value> emitMaximum();
  SmallVector<Value> addPieceBias(Value piece, ValueRange sums);
  void emitResults(ValueRange sums);

  Value isInside(Value at, Value end) { return code.isLess(at, end); }
  Value allOf(ValueRange conditions);
  int64_t getSumCount() const {
    return warpRows * laneChannels * product.getParts();
  }

  CodeBuilder &code;
  const GPUProduct &product;
  FloatType compute;
  BlockTile tile;
  /// Rows of a warp, and the extent of a tile in k.
  int64_t warpRows, tileK;
  Value m, n, k;
  /// In shared memory: [row][k] of x, [part][k][channel] of the weights.
  Value rowsTile, weightsTile;
  Value lane, warp;
};
} // namespace

S0Kernel::S0Kernel(CodeBuilder &code, const GPUProduct &product)
    : code(code), product(product), compute(product.getComputeType()) {
  int64_t bytes = compute.getWidth() / 8;
  // Sums of f64 take two registers each.
  warpRows = bytes == 8 ? 4 : 8;
  tile.rows = warpRows * warps;
  tile.channels = tileChannels;
  tile.threads = threads;
  tileK = tileBytes / bytes;
  m = code.create<memref::DimOp>(product.x, 0);
  k = code.create<memref::DimOp>(product.x, 1);
  n = code.create<memref::DimOp>(product.result, 1);
}

void S0Kernel::emit() {
  emitTileLaunch(code, product, tile, "s0", [&] {
    rowsTile = allocateShared(code, {tile.rows, tileK}, compute);
    // With an element more, a column of weights lies in as many banks as a row.
    weightsTile = allocateShared(
        code, {product.getParts(), tileK, tileChannels + 1}, compute);
    lane = code.rem(tile.thread, lanes);
    warp = code.div(tile.thread, lanes);
    emitResults(product.isMaxout ? emitMaximum() : emitSums(Value()));
  });
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

Value S0Kernel::allOf(ValueRange conditions) {
  Value all = conditions.front();
  for (Value condition : conditions.drop_front())
    all = code.create<arith::AndIOp>(all, condition);
  return all;
}

/// An element in the compute type, 0 where it is not `inside`.
Value S0Kernel::loadOr0(ValueRange inside, Value buffer, ValueRange at) {
  return code.ifElse(
      allOf(inside), {compute},
      [&]() -> SmallVector<Value> {
        Value element = code.create<memref::LoadOp>(buffer, at);
        return {convertFloat(code.b, code.loc, element, compute)};
      },
      [&]() -> SmallVector<Value> {
        return {code.create<arith::ConstantOp>(code.b.getZeroAttr(compute))};
      })[0];
}

/// The elements of a tile that a thread brings, neighbours by neighbours.
void S0Kernel::emitTile(int64_t elements,
                        function_ref<void(Value element)> body) {
  for (int64_t i = 0; i < elements; i += threads)
    body(code.add(tile.thread, i));
}

void S0Kernel::emitRowsTile(Value kFrom) {
  emitTile(tile.rows * tileK, [&](Value element) {
    Value r = code.div(element, tileK), c = code.rem(element, tileK);
    Value row = code.add(tile.rowFrom, r), column = code.add(kFrom, c);
    Value x = loadOr0({isInside(row, m), isInside(column, k)}, product.x,
                      {row, column});
    code.create<memref::StoreOp>(x, rowsTile, ValueRange{r, c});
  });
}

/// Neighbouring threads read neighbours in memory, whatever the order is.
void S0Kernel::emitWeightsTile(int64_t part, Value piece, Value kFrom) {
  bool isInOut = product.layout.getOrder() == WeightOrder::InOut;
  Value weight = product.getWeight(part);
  emitTile(tileK * tileChannels, [&](Value element) {
    int64_t fast = isInOut ? tileChannels : tileK;
    Value r = code.div(element, fast), c = code.rem(element, fast);
    if (!isInOut)
      std::swap(r, c);
    Value row = code.add(kFrom, r), channel = code.add(tile.channelFrom, c);
    SmallVector<Value> at{
        row, getWeightChannel(code, product.layout, part, channel, n)};
    if (!isInOut)
      std::swap(at[0], at[1]);
    if (piece)
      at.insert(at.begin(), piece);
    Value w = loadOr0({isInside(row, k), isInside(channel, n)}, weight, at);
    code.create<memref::StoreOp>(w, weightsTile,
                                 ValueRange{code.get(part), r, c});
  });
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

/// The sums of a thread are those of [row][channel][part].
SmallVector<Value> S0Kernel::emitStep(Value step, ValueRange sums) {
  SmallVector<Value> weights;
  for (int64_t j = 0; j < laneChannels; ++j)
    for (int64_t part = 0; part < product.getParts(); ++part)
      weights.push_back(code.create<memref::LoadOp>(
          weightsTile,
          ValueRange{code.get(part), step, code.add(lane, j * lanes)}));
  SmallVector<Value> results;
  Value firstRow = code.mul(warp, warpRows);
  for (int64_t i = 0; i < warpRows; ++i) {
    Value x = code.create<memref::LoadOp>(
        rowsTile, ValueRange{code.add(firstRow, i), step});
    for (Value weight : weights)
      results.push_back(
          code.create<math::FmaOp>(x, weight, sums[results.size()]));
  }
  return results;
}

SmallVector<Value> S0Kernel::emitSums(Value piece) {
  Value zero = code.create<arith::ConstantOp>(code.b.getZeroAttr(compute));
  SmallVector<Value> zeros(getSumCount(), zero);
  return code.loop(0, k, tileK, zeros, [&](Value kFrom, ValueRange sums) {
    emitRowsTile(kFrom);
    for (int64_t part = 0; part < product.getParts(); ++part)
      emitWeightsTile(part, piece, kFrom);
    code.create<gpu::BarrierOp>();
    SmallVector<Value> results =
        code.loop(0, tileK, unroll, sums, [&](Value step, ValueRange sums) {
          SmallVector<Value> results(sums);
          for (int64_t u = 0; u < unroll; ++u)
            results = emitStep(code.add(step, u), results);
          return results;
        });
    code.create<gpu::BarrierOp>();
    return results;
  });
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

Value S0Kernel::getRow(int64_t i) {
  return code.add(code.add(tile.rowFrom, code.mul(warp, warpRows)), i);
}

Value S0Kernel::getChannel(int64_t j) {
  return code.add(code.add(tile.channelFrom, lane), j * lanes);
}

/// sum + bias of a piece. Channels beyond the last have no bias, and are not
/// stored.
SmallVector<Value> S0Kernel::addPieceBias(Value piece, ValueRange sums) {
  Value bias = product.biases[0];
  SmallVector<Value> biases;
  for (int64_t j = 0; j < laneChannels; ++j) {
    Value channel = getChannel(j);
    biases.push_back(
        bias ? loadOr0(isInside(channel, n), bias, {piece, channel}) : Value());
  }
  SmallVector<Value> results;
  for (auto [i, sum] : llvm::enumerate(sums))
    results.push_back(addBias(code.b, code.loc, sum, biases[i % laneChannels]));
  return results;
}

SmallVector<Value> S0Kernel::emitMaximum() {
  Value lowest = code.create<arith::ConstantOp>(code.b.getFloatAttr(
      compute, APFloat::getInf(compute.getFloatSemantics(), true)));
  SmallVector<Value> inits(getSumCount(), lowest);
  Value pieces = code.create<memref::DimOp>(product.weights[0], 0);
  return code.loop(0, pieces, 1, inits, [&](Value piece, ValueRange maxima) {
    SmallVector<Value> results;
    for (auto [sum, maximum] :
         llvm::zip(addPieceBias(piece, emitSums(piece)), maxima))
      results.push_back(code.create<arith::MaximumFOp>(sum, maximum));
    return results;
  });
}

void S0Kernel::emitResults(ValueRange sums) {
  int64_t parts = product.getParts();
  for (int64_t j = 0; j < laneChannels; ++j) {
    Value channel = getChannel(j);
    code.ifThen(isInside(channel, n), [&] {
      ChannelEpilogue epilogue(code, product, channel);
      for (int64_t i = 0; i < warpRows; ++i) {
        Value row = getRow(i);
        ValueRange ofElement =
            sums.slice((i * laneChannels + j) * parts, parts);
        code.ifThen(isInside(row, m), [&] {
          Value result = epilogue.emit(code, ofElement);
          code.create<memref::StoreOp>(result, product.result,
                                       ValueRange{row, channel});
        });
      }
    });
  }
}

void mlir::glu::emitS0Product(CodeBuilder &code, const GPUProduct &product) {
  S0Kernel(code, product).emit();
}
