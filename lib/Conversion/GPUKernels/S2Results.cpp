//===- S2Results.cpp - The results of a tile of S2 ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "S2.h"

using namespace mlir;
using namespace mlir::glu;

Value S2Kernel::getRow() {
  return code.add(code.add(tile.rowFrom, code.mul(warp, warpRows)),
                  code.div(lane, 4));
}

Value S2Kernel::getChannel(int64_t column) {
  return code.add(code.add(tile.channelFrom, column),
                  code.mul(code.rem(lane, 4), 2));
}

void S2Kernel::syncWarp() { code.create<NVVM::SyncWarpOp>(getI32(-1)); }

/// Of row r, or of r + 8 if `half` is 1, and channel `i` of two.
Value S2Kernel::emitResult(const ChannelEpilogue &epilogue, Value sums,
                           int64_t column, int64_t half, int64_t i) {
  SmallVector<Value, 2> ofElement;
  for (int64_t part = 0; part < getParts(); ++part)
    ofElement.push_back(code.create<LLVM::ExtractValueOp>(
        sums, (part * tile.channels + column) / 2 + 2 * half + i));
  return epilogue.emit(code, ofElement);
}

//===----------------------------------------------------------------------===//
// Stores by the copy engine
//===----------------------------------------------------------------------===//

/// Two neighbouring channels, of row r and then of row r + 8, in 32 bits each.
void S2Kernel::emitPairs(Value sums, int64_t column,
                         SmallVectorImpl<Value> &pairs) {
  // For channels beyond the last, which are not stored, that has to do.
  SmallVector<ChannelEpilogue, 2> epilogues;
  for (int64_t i : {0, 1})
    epilogues.emplace_back(
        code, product,
        code.min(code.add(getChannel(column), i), code.sub(n, 1)));
  for (int64_t half : {0, 1}) {
    SmallVector<Value, 2> pair;
    for (int64_t i : {0, 1})
      pair.push_back(emitResult(epilogues[i], sums, column, half, i));
    Value elements =
        code.create<vector::FromElementsOp>(VectorType::get({2}, type), pair);
    Value bits = code.create<vector::BitCastOp>(
        VectorType::get({1}, code.b.getI32Type()), elements);
    pairs.push_back(code.create<vector::ExtractOp>(bits, 0));
  }
}

/// Four matrices of 8 x 8, rows r and r + 8 of channels `column` and then of
/// the next eight, to chunks `chunk` and `chunk + 1` of the rows of a box. Lane
/// l has the address of row l mod 8 of matrix l / 8.
void S2Kernel::storeMatrices(Value sums, int64_t column, Value box,
                             int64_t chunk) {
  SmallVector<Value, 4> matrices;
  emitPairs(sums, column, matrices);
  emitPairs(sums, column + 8, matrices);
  Value row = code.rem(lane, 16);
  Value place = code.fold<arith::XOrIOp>(code.add(code.div(lane, 16), chunk),
                                         code.rem(lane, 8));
  Value to = code.add(code.mul(row, rowBytes), code.mul(place, 16));
  code.create<NVVM::StMatrixOp>(
      getShared(code.add(box, to)), matrices, NVVM::MMALayout::row,
      NVVM::LdStMatrixShapeAttr::get(code.b.getContext(), 8, 8),
      NVVM::LdStMatrixEltType::B16);
}

/// The results of a warp are its own, so that no other has to wait. The copy
/// engine reads a box of them while the warp makes the next.
void S2Kernel::emitBox(Value sums, int64_t box) {
  constexpr int64_t boxBytes = warpRows * rowBytes, chunk = 8;
  int64_t places = std::min<int64_t>(2, tile.channels / rowChannels);
  Value from = code.add(code.mul(warp, 2 * boxBytes),
                        resultsFrom + box % places * boxBytes);
  onFirstLane([&] {
    code.create<NVVM::CpAsyncBulkWaitGroupOp>(places - 1, code.b.getUnitAttr());
  });
  syncWarp();
  int64_t channel = box * rowChannels;
  for (int64_t column = 0; column < rowChannels; column += 2 * chunk)
    storeMatrices(sums, channel + column, from, column / chunk);
  code.create<NVVM::FenceProxyOp>(
      NVVM::ProxyKind::async_shared,
      NVVM::SharedSpaceAttr::get(code.b.getContext(),
                                 NVVM::SharedSpace::shared_cta));
  syncWarp();
  onFirstLane([&] {
    Value row = code.add(tile.rowFrom, code.mul(warp, warpRows));
    code.create<NVVM::CpAsyncBulkTensorSharedCTAToGlobalOp>(
        toPointer(resultMap), getShared(from),
        ValueRange{toI32(code.add(tile.channelFrom, channel)), toI32(row)},
        /*l2CacheHint=*/Value(), NVVM::TMAStoreMode::TILE,
        /*predicate=*/Value());
    code.create<NVVM::CpAsyncBulkCommitGroupOp>();
  });
}

//===----------------------------------------------------------------------===//
// Stores by threads
//===----------------------------------------------------------------------===//

/// Two neighbouring channels of rows r and r + 8.
void S2Kernel::emitGuardedStores(Value sums, int64_t column) {
  for (int64_t i : {0, 1}) {
    Value at = code.add(getChannel(column), i);
    code.ifThen(code.isLess(at, n), [&] {
      ChannelEpilogue epilogue(code, product, at);
      for (int64_t half : {0, 1}) {
        Value row = code.add(getRow(), 8 * half);
        code.ifThen(code.isLess(row, m), [&] {
          code.create<memref::StoreOp>(
              emitResult(epilogue, sums, column, half, i), product.result,
              ValueRange{row, at});
        });
      }
    });
  }
}

void S2Kernel::emitResults(Value sums) {
  if (resultMap) {
    for (int64_t box = 0; box < tile.channels / rowChannels; ++box)
      emitBox(sums, box);
    return;
  }
  for (int64_t column = 0; column < tile.channels; column += 8)
    emitGuardedStores(sums, column);
}
