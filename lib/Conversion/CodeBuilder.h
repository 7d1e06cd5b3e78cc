//===- CodeBuilder.h - Index arithmetic and loops ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_CODEBUILDER_H
#define GLU_CONVERSION_CODEBUILDER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::glu {

/// A size or position: an SSA value or a number.
struct Index {
  Index(Value value) : value(value) {}
  Index(int64_t number) : number(number) {}
  Value value;
  int64_t number = 0;
};

/// Arithmetic on indices, folded where it can be, and loops whose bodies are
/// lambdas.
class CodeBuilder {
public:
  CodeBuilder(OpBuilder &b, Location loc) : b(b), loc(loc) {}

  template <typename OpTy, typename... Args>
  OpTy create(Args &&...args) {
    return OpTy::create(b, loc, std::forward<Args>(args)...);
  }

  Value get(Index index) {
    if (index.value)
      return index.value;
    return create<arith::ConstantIndexOp>(index.number);
  }
  template <typename OpTy>
  Value fold(Index lhs, Index rhs) {
    return b.createOrFold<OpTy>(loc, get(lhs), get(rhs));
  }
  Value add(Index lhs, Index rhs) { return fold<arith::AddIOp>(lhs, rhs); }
  Value sub(Index lhs, Index rhs) { return fold<arith::SubIOp>(lhs, rhs); }
  Value mul(Index lhs, Index rhs) { return fold<arith::MulIOp>(lhs, rhs); }
  // Positions are never negative, and division by a power of two is a shift.
  Value div(Index lhs, Index rhs) { return fold<arith::DivUIOp>(lhs, rhs); }
  Value rem(Index lhs, Index rhs) { return fold<arith::RemUIOp>(lhs, rhs); }
  Value min(Index lhs, Index rhs) { return fold<arith::MinSIOp>(lhs, rhs); }
  Value max(Index lhs, Index rhs) { return fold<arith::MaxSIOp>(lhs, rhs); }
  Value ceilDiv(Index lhs, Index rhs) {
    return div(add(lhs, sub(rhs, 1)), rhs);
  }
  Value isEqual(Index lhs, Index rhs) {
    return create<arith::CmpIOp>(arith::CmpIPredicate::eq, get(lhs), get(rhs));
  }
  Value isLess(Index lhs, Index rhs) {
    return create<arith::CmpIOp>(arith::CmpIPredicate::slt, get(lhs), get(rhs));
  }

  Value select(Value condition, Value yes, Value no) {
    return b.createOrFold<arith::SelectOp>(loc, condition, yes, no);
  }

  void loop(Index from, Index to, Index step, function_ref<void(Value)> body) {
    loop(from, to, step, {}, [&](Value i, ValueRange) {
      body(i);
      return SmallVector<Value>();
    });
  }

  /// Returns what the values that start as `inits` are in the end.
  ValueRange loop(Index from, Index to, Index step, ValueRange inits,
                  function_ref<SmallVector<Value>(Value, ValueRange)> body) {
    auto op = create<scf::ForOp>(get(from), get(to), get(step), inits);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(op.getBody());
    if (inits.empty())
      b.setInsertionPoint(op.getBody()->getTerminator());
    SmallVector<Value> results =
        body(op.getInductionVar(), op.getRegionIterArgs());
    if (!inits.empty())
      create<scf::YieldOp>(results);
    return op.getResults();
  }

  /// Iterations that threads share.
  void parallelLoop(ArrayRef<Value> counts,
                    function_ref<void(ValueRange)> body) {
    auto op = create<scf::ForallOp>(getAsOpFoldResult(counts), ValueRange(),
                                    std::nullopt);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(op.getTerminator());
    body(op.getInductionVars());
  }

  /// `yes()` or `no()`, of the same types.
  ValueRange ifElse(Value condition, TypeRange types,
                    function_ref<SmallVector<Value>()> yes,
                    function_ref<SmallVector<Value>()> no) {
    auto op = create<scf::IfOp>(types, condition, /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(op.thenBlock());
    create<scf::YieldOp>(yes());
    b.setInsertionPointToEnd(op.elseBlock());
    create<scf::YieldOp>(no());
    return op.getResults();
  }

  void ifElse(Value condition, function_ref<void()> yes,
              function_ref<void()> no) {
    auto op = create<scf::IfOp>(condition, /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(op.thenYield());
    yes();
    b.setInsertionPoint(op.elseYield());
    no();
  }

  void ifThen(Value condition, function_ref<void()> body) {
    auto op = create<scf::IfOp>(condition, /*withElseRegion=*/false);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(op.thenYield());
    body();
  }

  /// A buffer that starts with a cache line.
  Value allocate(ArrayRef<int64_t> shape, Type type, ValueRange sizes = {}) {
    return create<memref::AllocOp>(MemRefType::get(shape, type), sizes,
                                   b.getI64IntegerAttr(64));
  }

  OpBuilder &b;
  Location loc;
};

} // namespace mlir::glu

#endif // GLU_CONVERSION_CODEBUILDER_H
