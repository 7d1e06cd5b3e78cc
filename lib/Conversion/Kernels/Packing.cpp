//===- Packing.cpp - Data in the order in which kernels read it -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Packing.h"
#include "Product.h"

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Rows of x in tiles
//===----------------------------------------------------------------------===//

Value mlir::glu::allocateTiles(CodeBuilder &code, Value rows, int64_t k,
                               StrategyAttr strategy, FloatType type) {
  int64_t kBlock = getKBlock(strategy, k);
  int64_t blocks = llvm::divideCeil(k, kBlock);
  return code.allocate(
      {blocks, ShapedType::kDynamic, kBlock / tileK, tileRows, tileK}, type,
      code.ceilDiv(rows, tileRows));
}

SmallVector<Value> mlir::glu::getPlaceInTiles(CodeBuilder &code, Value tiles,
                                              Value row, Value k) {
  int64_t perBlock = cast<MemRefType>(tiles.getType()).getDimSize(2);
  Value tile = code.div(k, tileK);
  return {code.div(tile, perBlock), code.div(row, tileRows),
          code.rem(tile, perBlock), code.rem(row, tileRows),
          code.rem(k, tileK)};
}

void mlir::glu::emitZerosBeyondPanels(CodeBuilder &code,
                                      const Product &product) {
  int64_t columns = product.getPanels() * product.getPanelChannels();
  if (columns % tileK == 0)
    return;
  auto type =
      VectorType::get(tileK - columns % tileK, product.epilogue.storage);
  Value zeros = code.create<arith::ConstantOp>(code.b.getZeroAttr(type));
  code.loop(0, product.rows, 1, [&](Value row) {
    code.create<vector::StoreOp>(
        zeros, product.result,
        getPlaceInTiles(code, product.result, row, code.get(columns)));
  });
}

Value mlir::glu::emitTiledRows(CodeBuilder &code, Value x, Value rows,
                               const Product &product) {
  FloatType type = product.epilogue.storage;
  int64_t k = product.k;
  Value tiles = allocateTiles(code, rows, k, product.strategy, type);
  auto vectorType = VectorType::get(tileK, type);
  auto copy = [&](Value row, Value from, int64_t count) {
    Value at[] = {row, from};
    Value v;
    if (count == tileK) {
      v = code.create<vector::LoadOp>(vectorType, x, at);
    } else {
      auto maskType = VectorType::get(tileK, code.b.getI1Type());
      Value mask = code.create<vector::CreateMaskOp>(maskType, code.get(count));
      Value zero =
          code.create<arith::ConstantOp>(code.b.getZeroAttr(vectorType));
      v = code.create<vector::MaskedLoadOp>(vectorType, x, at, mask, zero);
    }
    code.create<vector::StoreOp>(v, tiles,
                                 getPlaceInTiles(code, tiles, row, from));
  };
  // Rows beyond the last take part in products that nobody reads.
  code.parallelLoop(code.ceilDiv(rows, tileRows), [&](ValueRange share) {
    Value from = code.mul(share[0], tileRows);
    Value to = code.min(code.add(from, tileRows), rows);
    code.loop(from, to, 1, [&](Value row) {
      int64_t whole = k / tileK * tileK;
      code.loop(0, whole, tileK, [&](Value at) { copy(row, at, tileK); });
      if (k % tileK)
        copy(row, code.get(whole), k % tileK);
    });
  });
  return tiles;
}

//===----------------------------------------------------------------------===//
// Weights in panels
//===----------------------------------------------------------------------===//

namespace {
/// The loops over the elements of panels, and where each is among the weights.
class PanelLoops {
public:
  PanelLoops(CodeBuilder &code, WeightsAttr layout, PanelsAttr panels,
             MemRefType weight, MemRefType packed)
      : code(code), layout(layout), panels(panels), packed(packed) {
    k = layout.getK(weight);
    n = layout.getN(weight);
  }

  /// An element that is there or, in `beyond`, one beyond the weights. Weights
  /// are read along their rows: a page of them holds more than a panel's share.
  void emit(function_ref<void(int64_t weight, ValueRange at, ValueRange packed)>
                element,
            function_ref<void(ValueRange packed)> beyond) {
    int64_t parts = layout.isGated() ? 2 : 1;
    bool panelsOutside = layout.getOrder() == WeightOrder::OutIn;
    int64_t outer = packed.getDimSize(panelsOutside ? 0 : 1);
    int64_t inner = packed.getDimSize(panelsOutside ? 1 : 0);
    code.parallelLoop(code.get(outer), [&](ValueRange share) {
      code.loop(0, inner, 1, [&](Value i) {
        Value panel = panelsOutside ? share[0] : i;
        Value step = panelsOutside ? i : share[0];
        for (int64_t part = 0; part < parts; ++part)
          code.loop(0, panels.getN(), 1, [&](Value j) {
            for (int64_t i = 0; i < panels.getK(); ++i) {
              Value at[] = {panel, step, code.get(part),
                            code.add(code.mul(j, panels.getK()), i)};
              Value row = code.add(code.mul(step, panels.getK()), i);
              Value column = code.add(code.mul(panel, panels.getN()), j);
              emitElement(row, column, part, at, element, beyond);
            }
          });
      });
    });
  }

private:
  void emitElement(Value row, Value column, int64_t part, ValueRange at,
                   function_ref<void(int64_t, ValueRange, ValueRange)> element,
                   function_ref<void(ValueRange)> beyond) {
    bool separate = layout.getPacking() == WeightPacking::Separate;
    auto emitInside = [&] {
      Value position[] = {row, getChannel(column, part)};
      if (layout.getOutDim() == 0)
        std::swap(position[0], position[1]);
      element(separate ? part : 0, position, at);
    };
    bool isWhole = packed.getDimSize(1) * panels.getK() == k &&
                   packed.getDimSize(0) * panels.getN() == n;
    if (isWhole)
      return emitInside();
    Value inside =
        code.create<arith::AndIOp>(code.isLess(row, k), code.isLess(column, n));
    code.ifElse(inside, emitInside, [&] { beyond(at); });
  }

  /// Where channel `j` of a part is among the channels of its weight.
  Value getChannel(Value j, int64_t part) {
    switch (layout.getPacking()) {
    case WeightPacking::Single:
    case WeightPacking::Separate:
      return j;
    case WeightPacking::GateFirst:
      return code.add(j, part * n);
    case WeightPacking::ValueFirst:
      return code.add(j, (1 - part) * n);
    case WeightPacking::Interleaved: {
      int64_t block = layout.getBlock();
      Value first = code.mul(code.div(j, block), 2 * block);
      return code.add(code.add(first, code.rem(j, block)), part * block);
    }
    }
    llvm_unreachable("all packings are handled");
  }

  CodeBuilder &code;
  WeightsAttr layout;
  PanelsAttr panels;
  MemRefType packed;
  int64_t k, n;
};
} // namespace

void mlir::glu::emitPackedWeights(CodeBuilder &code, WeightsAttr layout,
                                  PanelsAttr panels, ValueRange weights,
                                  Value packed) {
  auto type = cast<MemRefType>(packed.getType());
  PanelLoops loops(code, layout, panels, cast<MemRefType>(weights[0].getType()),
                   type);
  loops.emit(
      [&](int64_t weight, ValueRange from, ValueRange to) {
        Value v = code.create<memref::LoadOp>(weights[weight], from);
        code.create<memref::StoreOp>(v, packed, to);
      },
      [&](ValueRange to) {
        Value zero = code.create<arith::ConstantOp>(
            code.b.getZeroAttr(type.getElementType()));
        code.create<memref::StoreOp>(zero, packed, to);
      });
}

void mlir::glu::emitUnpackedWeights(CodeBuilder &code, WeightsAttr layout,
                                    PanelsAttr panels, Value packed,
                                    ValueRange weights) {
  PanelLoops loops(code, layout, panels, cast<MemRefType>(weights[0].getType()),
                   cast<MemRefType>(packed.getType()));
  loops.emit(
      [&](int64_t weight, ValueRange to, ValueRange from) {
        Value v = code.create<memref::LoadOp>(packed, from);
        code.create<memref::StoreOp>(v, weights[weight], to);
      },
      [](ValueRange) {});
}
