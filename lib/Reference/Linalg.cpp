//===- Linalg.cpp - Structured ops ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A structured op is interpreted by its indexing maps and its region, whatever
// its name. A result that the region sums has the bound of a sum in any order;
// any other reduction is run in sequence with running bounds, which is exact
// for a maximum.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "Program.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

//===----------------------------------------------------------------------===//
// Access
//===----------------------------------------------------------------------===//

namespace {
/// Where an operand is read or written: at the sum of offset and of stride
/// times index over all loops.
struct Access {
  int64_t offset;
  Shape strides;

  int64_t at(ArrayRef<int64_t> index) const {
    int64_t position = offset;
    for (auto [i, stride] : llvm::zip_equal(index, strides))
      position += i * stride;
    return position;
  }
};

/// The loops of a structured op and how its operands are accessed.
struct LoopNest {
  Shape sizes;
  SmallVector<Access> accesses;
  SmallVector<unsigned> parallel, reduction;

  /// The sizes of some of the loops.
  Shape getSizes(ArrayRef<unsigned> loops) const {
    Shape selected;
    for (unsigned loop : loops)
      selected.push_back(sizes[loop]);
    return selected;
  }
};
} // namespace

/// The coefficient of each loop in `expr`, and its constant; null if it is not
/// linear.
static std::optional<std::pair<Shape, int64_t>> getLinear(AffineExpr expr,
                                                          unsigned numLoops) {
  bool linear = true;
  expr.walk([&](AffineExpr e) {
    linear &= e.getKind() != AffineExprKind::Mod &&
              e.getKind() != AffineExprKind::FloorDiv &&
              e.getKind() != AffineExprKind::CeilDiv;
  });
  if (!linear)
    return std::nullopt;
  AffineMap map = AffineMap::get(numLoops, 0, expr);
  Shape index(numLoops, 0), coefficients;
  int64_t constant = map.compose(index).front();
  for (int64_t &i : index) {
    i = 1;
    coefficients.push_back(map.compose(index).front() - constant);
    i = 0;
  }
  return std::pair(coefficients, constant);
}

/// Sets the size of each loop to that of the dimensions it runs over.
static LogicalResult inferLoops(linalg::LinalgOp op, ArrayRef<Shape> shapes,
                                LoopNest &nest) {
  nest.sizes.assign(op.getNumLoops(), -1);
  for (auto [map, shape] : llvm::zip_equal(op.getIndexingMapsArray(), shapes)) {
    for (auto [expr, size] : llvm::zip_equal(map.getResults(), shape)) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        continue;
      int64_t &known = nest.sizes[dim.getPosition()];
      if (known >= 0 && known != size)
        return op->emitOpError("expected loop ")
               << dim.getPosition() << " to have one size, got " << known
               << " and " << size;
      known = size;
    }
  }
  for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray())) {
    if (nest.sizes[loop] < 0)
      return op->emitOpError("expected a dimension that loop ")
             << loop << " runs over";
    (type == utils::IteratorType::parallel ? nest.parallel : nest.reduction)
        .push_back(loop);
  }
  return success();
}

static FailureOr<Access> getAccess(linalg::LinalgOp op, AffineMap map,
                                   ArrayRef<int64_t> shape,
                                   ArrayRef<int64_t> loops) {
  Access access{0, Shape(loops.size(), 0)};
  int64_t stride = countElements(shape);
  for (auto [expr, size] : llvm::zip_equal(map.getResults(), shape)) {
    auto linear = getLinear(expr, loops.size());
    if (!linear)
      return op->emitOpError("expected indexing maps that are linear, got ")
             << AffineMapAttr::get(map);
    auto [coefficients, constant] = *linear;
    stride = size ? stride / size : 0;
    access.offset += constant * stride;
    int64_t first = constant, last = constant;
    for (auto [loop, coefficient] : llvm::enumerate(coefficients)) {
      access.strides[loop] += coefficient * stride;
      (coefficient < 0 ? first : last) += coefficient * (loops[loop] - 1);
    }
    if (!llvm::is_contained(loops, 0) && (first < 0 || last >= size))
      return op->emitOpError("expected accesses inside of a dimension of size ")
             << size << ", got positions " << first << " to " << last;
  }
  return access;
}

static FailureOr<LoopNest> getLoopNest(linalg::LinalgOp op,
                                       ArrayRef<Shape> shapes) {
  LoopNest nest;
  if (failed(inferLoops(op, shapes, nest)))
    return failure();
  for (auto [map, shape] : llvm::zip_equal(op.getIndexingMapsArray(), shapes)) {
    FailureOr<Access> access = getAccess(op, map, shape, nest.sizes);
    if (failed(access))
      return failure();
    nest.accesses.push_back(*access);
  }
  return nest;
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

namespace {
/// A region argument that is summed: yield = acc + term, where the sum may be
/// kept in a wider type.
struct SumPattern {
  Value term;
  /// The ops from the region argument to the yield.
  SmallVector<Operation *> chain;
  /// The types to which each partial sum is rounded.
  SmallVector<FloatType> types;
  /// The operands of the region that `term` is the product of, if it is one in
  /// the type of the sum.
  std::optional<std::pair<unsigned, unsigned>> factors;
};
} // namespace

static Value stripExtensions(Value value) {
  while (auto extension = value.getDefiningOp<arith::ExtFOp>())
    value = extension.getIn();
  return value;
}

static std::optional<SumPattern> matchSum(Value yielded,
                                          BlockArgument accumulator) {
  SumPattern sum;
  Value value = yielded;
  while (auto truncation = value.getDefiningOp<arith::TruncFOp>()) {
    sum.chain.push_back(truncation);
    sum.types.push_back(cast<FloatType>(truncation.getType()));
    value = truncation.getIn();
  }
  auto add = value.getDefiningOp<arith::AddFOp>();
  if (!add)
    return std::nullopt;
  sum.chain.push_back(add);
  sum.types.push_back(cast<FloatType>(add.getType()));
  bool isLeft = stripExtensions(add.getLhs()) == accumulator;
  if (!isLeft && stripExtensions(add.getRhs()) != accumulator)
    return std::nullopt;
  sum.term = isLeft ? add.getRhs() : add.getLhs();
  for (value = isLeft ? add.getLhs() : add.getRhs(); value != accumulator;
       value = value.getDefiningOp()->getOperand(0))
    sum.chain.push_back(value.getDefiningOp());
  // Nothing else may read the partial sums.
  bool isPrivate = accumulator.hasOneUse();
  for (Operation *op : sum.chain)
    isPrivate &= op->hasOneUse();
  if (!isPrivate)
    return std::nullopt;

  if (auto product = sum.term.getDefiningOp<arith::MulFOp>()) {
    auto lhs = dyn_cast<BlockArgument>(stripExtensions(product.getLhs()));
    auto rhs = dyn_cast<BlockArgument>(stripExtensions(product.getRhs()));
    if (lhs && rhs && lhs.getOwner() == accumulator.getOwner() &&
        rhs.getOwner() == accumulator.getOwner())
      sum.factors = {lhs.getArgNumber(), rhs.getArgNumber()};
  }
  return sum;
}

/// The roundings of a partial sum together.
template <typename Real>
static FloatFormat<Real> getFormat(const SumPattern &sum) {
  FloatFormat<Real> format(sum.types.front());
  for (FloatType type : ArrayRef(sum.types).drop_front()) {
    FloatFormat<Real> other(type);
    format.roundoff += other.roundoff;
    format.subnormal += other.subnormal;
    format.largest = std::min(format.largest, other.largest);
  }
  return format;
}

//===----------------------------------------------------------------------===//
// Interpretation
//===----------------------------------------------------------------------===//

namespace {
/// A tensor and the errors of its elements, also those of a rounding of them;
/// none if it is exact.
template <typename Real>
struct Factor {
  Factor(const Tensor<Real> &tensor,
         const std::optional<FloatFormat<Real>> &rounding)
      : values(tensor.getValues()) {
    if (tensor.isExact() && !rounding)
      return;
    for (int64_t i = 0; i < tensor.size(); ++i) {
      Bounded<Real> element = tensor.get(i);
      if (rounding)
        element = rounding->round(element);
      worst.push_back(getError(element.value, element.worst));
      statistical.push_back(getError(element.value, element.statistical));
    }
  }

  ArrayRef<Real> values;
  std::vector<Real> worst, statistical;
};

template <typename Real>
class StructuredOp {
public:
  StructuredOp(linalg::LinalgOp op, const Environment<Real> &values)
      : op(op), values(values), block(*op.getBlock()) {}

  FailureOr<Results<Real>> interpret();

private:
  unsigned getNumInputs() { return op.getNumDpsInputs(); }
  unsigned getNumOutputs() { return op.getNumDpsInits(); }
  const Tensor<Real> &getOperand(unsigned i) {
    return values.get(op->getOperand(i));
  }
  Value getYielded(unsigned output) {
    return block.getTerminator()->getOperand(output);
  }

  void matchSums();
  bool isSumOfProducts() {
    return getNumOutputs() == 1 && sums[0] && sums[0]->factors &&
           sums[0]->factors->first < getNumInputs() &&
           sums[0]->factors->second < getNumInputs();
  }
  void runSumOfProducts();
  void runProgram(Program<Real> &program);
  void reduce(Program<Real> &program, MutableArrayRef<int64_t> index);
  void loadInputs(Program<Real> &program, ArrayRef<int64_t> index);

  linalg::LinalgOp op;
  const Environment<Real> &values;
  Block &block;
  LoopNest nest;
  /// For each output, how it is summed.
  SmallVector<std::optional<SumPattern>> sums;
  SmallVector<Tensor<Real>, 1> results;
};
} // namespace

template <typename Real>
void StructuredOp<Real>::matchSums() {
  for (unsigned i = 0; i < getNumOutputs(); ++i) {
    BlockArgument accumulator = block.getArgument(getNumInputs() + i);
    sums.push_back(nest.reduction.empty()
                       ? std::nullopt
                       : matchSum(getYielded(i), accumulator));
  }
}

/// The sum over x y, which needs no program and is the greater part of the
/// work where there is one.
template <typename Real>
void StructuredOp<Real>::runSumOfProducts() {
  auto [left, right] = *sums[0]->factors;
  Type type = getElementTypeOrSelf(op->getOperand(left).getType());
  std::optional<FloatFormat<Real>> rounding;
  if (values.isTF32(type))
    rounding.emplace(FloatTF32Type::get(op->getContext()));
  Factor<Real> x(getOperand(left), rounding), y(getOperand(right), rounding);
  const Access &xAccess = nest.accesses[left], &yAccess = nest.accesses[right];
  const Access &outAccess = nest.accesses.back();
  FloatFormat<Real> format = getFormat<Real>(*sums[0]);
  if (values.onTensorCores(type))
    format.sumOnTensorCores();
  int64_t terms = countElements(nest.getSizes(nest.reduction));
  unsigned inner = nest.reduction.back();
  Shape outer = nest.getSizes(ArrayRef(nest.reduction).drop_back());
  int64_t xStride = xAccess.strides[inner], yStride = yAccess.strides[inner];
  bool isExact = x.worst.empty() && y.worst.empty();

  Shape index(nest.sizes.size(), 0);
  auto error = [](const std::vector<Real> &errors, int64_t i) {
    return errors.empty() ? Real(0) : errors[i];
  };
  forEachIndex(nest.getSizes(nest.parallel), [&](ArrayRef<int64_t> position) {
    for (auto [loop, i] : llvm::zip_equal(nest.parallel, position))
      index[loop] = i;
    for (unsigned loop : nest.reduction)
      index[loop] = 0;
    int64_t out = outAccess.at(index);
    Sum<Real> sum;
    sum.add(results[0].get(out));
    forEachIndex(outer, [&](ArrayRef<int64_t> reduced) {
      for (auto [d, i] : llvm::enumerate(reduced))
        index[nest.reduction[d]] = i;
      int64_t xi = xAccess.at(index), yi = yAccess.at(index);
      for (int64_t k = 0; k < nest.sizes[inner];
           ++k, xi += xStride, yi += yStride) {
        Real product = x.values[xi] * y.values[yi];
        sum.value += product;
        sum.magnitude += std::abs(product);
        if (isExact)
          continue;
        auto getProductError = [&](Real ex, Real ey) {
          return std::abs(x.values[xi]) * ey + ex * std::abs(y.values[yi]) +
                 ex * ey;
        };
        sum.worst += getProductError(error(x.worst, xi), error(y.worst, yi));
        sum.statistical +=
            getProductError(error(x.statistical, xi), error(y.statistical, yi));
      }
    });
    results[0].set(out, finishSum(sum, terms + 1, format));
  });
}

template <typename Real>
void StructuredOp<Real>::loadInputs(Program<Real> &program,
                                    ArrayRef<int64_t> index) {
  for (unsigned i = 0; i < getNumInputs(); ++i)
    program[i] = getOperand(i).get(nest.accesses[i].at(index));
}

/// Computes the results at one position of the parallel loops.
template <typename Real>
void StructuredOp<Real>::reduce(Program<Real> &program,
                                MutableArrayRef<int64_t> index) {
  unsigned first = getNumInputs();
  SmallVector<Sum<Real>, 1> partial(getNumOutputs());
  SmallVector<int64_t, 1> positions;
  for (unsigned loop : nest.reduction)
    index[loop] = 0;
  for (unsigned i = 0; i < getNumOutputs(); ++i) {
    positions.push_back(nest.accesses[first + i].at(index));
    program[first + i] = results[i].get(positions[i]);
    partial[i].add(program[first + i]);
  }
  SmallVector<Bounded<Real>, 1> yielded(getNumOutputs());
  forEachIndex(nest.getSizes(nest.reduction), [&](ArrayRef<int64_t> reduced) {
    for (auto [loop, i] : llvm::zip_equal(nest.reduction, reduced))
      index[loop] = i;
    loadInputs(program, index);
    program.run(index);
    for (unsigned i = 0; i < getNumOutputs(); ++i) {
      if (sums[i])
        partial[i].add(program[program.getSlot(sums[i]->term)]);
      else
        yielded[i] = program[program.getSlot(getYielded(i))];
    }
    for (unsigned i = 0; i < getNumOutputs(); ++i)
      if (!sums[i])
        program[first + i] = yielded[i];
  });
  int64_t terms = countElements(nest.getSizes(nest.reduction));
  for (unsigned i = 0; i < getNumOutputs(); ++i)
    results[i].set(positions[i], sums[i] ? finishSum(partial[i], terms,
                                                     getFormat<Real>(*sums[i]))
                                         : program[first + i]);
}

template <typename Real>
void StructuredOp<Real>::runProgram(Program<Real> &program) {
  Shape index(nest.sizes.size(), 0);
  forEachIndex(nest.getSizes(nest.parallel), [&](ArrayRef<int64_t> position) {
    for (auto [loop, i] : llvm::zip_equal(nest.parallel, position))
      index[loop] = i;
    reduce(program, index);
  });
}

template <typename Real>
FailureOr<Results<Real>> StructuredOp<Real>::interpret() {
  SmallVector<Shape> shapes;
  for (Value operand : op->getOperands())
    shapes.emplace_back(values.get(operand).getShape());
  FailureOr<LoopNest> loops = getLoopNest(op, shapes);
  if (failed(loops))
    return failure();
  nest = std::move(*loops);
  for (unsigned i = 0; i < getNumOutputs(); ++i)
    results.push_back(getOperand(getNumInputs() + i));

  matchSums();
  if (isSumOfProducts()) {
    runSumOfProducts();
    return Results<Real>(std::move(results));
  }
  DenseSet<Operation *> ignored;
  for (const std::optional<SumPattern> &sum : sums)
    if (sum)
      ignored.insert(sum->chain.begin(), sum->chain.end());
  FailureOr<Program<Real>> program =
      Program<Real>::compile(block, values, ignored);
  if (failed(program))
    return failure();
  runProgram(*program);
  return Results<Real>(std::move(results));
}

template <typename Real>
FailureOr<Results<Real>>
reference::interpretLinalgOp(Operation *op, const Environment<Real> &values) {
  auto structured = dyn_cast<linalg::LinalgOp>(op);
  if (!structured || !structured.hasPureTensorSemantics() ||
      op->getNumOperands() !=
          structured.getNumDpsInputs() + structured.getNumDpsInits())
    return Results<Real>();
  return StructuredOp<Real>(structured, values).interpret();
}

template FailureOr<Results<double>>
reference::interpretLinalgOp(Operation *, const Environment<double> &);
template FailureOr<Results<long double>>
reference::interpretLinalgOp(Operation *, const Environment<long double> &);
