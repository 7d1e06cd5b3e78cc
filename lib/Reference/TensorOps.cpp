//===- TensorOps.cpp - Ops that make tensors of tensors -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

namespace {
/// Interprets one op; each method returns its result.
template <typename Real>
struct TensorInterpreter {
  using Result = FailureOr<Tensor<Real>>;

  Operation *op;
  const Environment<Real> &values;

  Tensor<Real> integer(int64_t value) const {
    return Tensor<Real>::scalar(Bounded<Real>::exact(value));
  }

  //===--------------------------------------------------------------------===//
  // Shapes
  //===--------------------------------------------------------------------===//

  Result empty(tensor::EmptyOp empty) const {
    FailureOr<Shape> shape =
        values.getShape(op, empty.getType(), empty.getDynamicSizes());
    if (failed(shape))
      return failure();
    return Tensor<Real>(*shape);
  }

  Result dim(tensor::DimOp dim) const {
    const Tensor<Real> &source = values.get(dim.getSource());
    FailureOr<int64_t> index = values.getInteger(op, dim.getIndex());
    if (failed(index))
      return failure();
    if (*index < 0 || *index >= source.getRank())
      return op->emitOpError("expected a dimension of a tensor of rank ")
             << source.getRank() << ", got " << *index;
    return integer(source.getShape()[*index]);
  }

  /// The elements of `source` in `shape`.
  Result reshape(Value source, FailureOr<Shape> shape) const {
    if (failed(shape))
      return failure();
    const Tensor<Real> &tensor = values.get(source);
    if (llvm::any_of(*shape, [](int64_t size) { return size < 0; }) ||
        countElements(*shape) != tensor.size())
      return op->emitOpError("expected a shape of ")
             << tensor.size() << " elements, got [" << *shape << "]";
    return tensor.reshaped(*shape);
  }

  FailureOr<Shape> getCollapsedShape(tensor::CollapseShapeOp collapse) const {
    ArrayRef<int64_t> source = values.get(collapse.getSrc()).getShape();
    Shape shape;
    for (const ReassociationIndices &group :
         collapse.getReassociationIndices()) {
      int64_t size = 1;
      for (int64_t d : group)
        size *= source[d];
      shape.push_back(size);
    }
    return shape;
  }

  FailureOr<Shape> getReshapedShape(tensor::ReshapeOp reshape) const {
    const Tensor<Real> &sizes = values.get(reshape.getShape());
    Shape shape;
    for (int64_t d = 0; d < sizes.size(); ++d) {
      Bounded<Real> size = sizes.get(d);
      if (!size.isExact())
        return op->emitOpError("expected a shape that does not depend on "
                               "roundings");
      shape.push_back(static_cast<int64_t>(size.value));
    }
    return shape;
  }

  //===--------------------------------------------------------------------===//
  // Slices
  //===--------------------------------------------------------------------===//

  /// Calls `visit` with the position, in a tensor of `shape`, of each element
  /// of the slice that `slice` names.
  template <typename SliceOp>
  FailureOr<Shape> visitSlice(SliceOp slice, ArrayRef<int64_t> shape,
                              function_ref<void(int64_t)> visit) const {
    FailureOr<Shape> offsets = values.getIntegers(op, slice.getMixedOffsets());
    FailureOr<Shape> sizes = values.getIntegers(op, slice.getMixedSizes());
    FailureOr<Shape> strides = values.getIntegers(op, slice.getMixedStrides());
    if (failed(offsets) || failed(sizes) || failed(strides))
      return failure();
    for (auto [d, size] : llvm::enumerate(shape)) {
      int64_t first = (*offsets)[d], count = (*sizes)[d];
      int64_t last = first + (count - 1) * (*strides)[d];
      if (count < 0 || (count > 0 && (std::min(first, last) < 0 ||
                                      std::max(first, last) >= size)))
        return op->emitOpError("expected a slice inside of dimension ")
               << d << " of size " << size << ", got positions " << first
               << " to " << last;
    }
    forEachIndex(*sizes, [&](ArrayRef<int64_t> index) {
      Shape position;
      for (auto [d, i] : llvm::enumerate(index))
        position.push_back((*offsets)[d] + i * (*strides)[d]);
      visit(linearize(position, shape));
    });
    return sizes;
  }

  Result extractSlice(tensor::ExtractSliceOp extract) const {
    const Tensor<Real> &source = values.get(extract.getSource());
    SmallVector<int64_t> positions;
    FailureOr<Shape> sizes =
        visitSlice(extract, source.getShape(),
                   [&](int64_t position) { positions.push_back(position); });
    if (failed(sizes))
      return failure();
    llvm::SmallBitVector dropped = extract.getDroppedDims();
    Shape shape;
    for (auto [d, size] : llvm::enumerate(*sizes))
      if (!dropped.test(d))
        shape.push_back(size);
    Tensor<Real> result(shape);
    for (auto [i, position] : llvm::enumerate(positions))
      result.set(i, source.get(position));
    return result;
  }

  Result insertSlice(tensor::InsertSliceOp insert) const {
    const Tensor<Real> &source = values.get(insert.getSource());
    Tensor<Real> result = values.get(insert.getDest());
    SmallVector<int64_t> positions;
    if (failed(visitSlice(insert, result.getShape(), [&](int64_t position) {
          positions.push_back(position);
        })))
      return failure();
    if (static_cast<int64_t>(positions.size()) != source.size())
      return op->emitOpError("expected a source of ")
             << positions.size() << " elements, got " << source.size();
    for (auto [i, position] : llvm::enumerate(positions))
      result.set(position, source.get(i));
    return result;
  }

  Result concat(tensor::ConcatOp concat) const {
    int64_t dim = concat.getDim();
    Shape shape(values.get(concat.getInputs().front()).getShape());
    shape[dim] = 0;
    for (Value input : concat.getInputs()) {
      Shape other(values.get(input).getShape());
      shape[dim] += other[dim];
      other[dim] = shape[dim];
      if (other != shape)
        return op->emitOpError("expected inputs that agree outside of "
                               "dimension ")
               << dim;
    }
    Tensor<Real> result(shape);
    int64_t offset = 0;
    for (Value input : concat.getInputs()) {
      const Tensor<Real> &source = values.get(input);
      int64_t i = 0;
      forEachIndex(source.getShape(), [&](ArrayRef<int64_t> index) {
        Shape position(index);
        position[dim] += offset;
        result.set(linearize(position, shape), source.get(i++));
      });
      offset += source.getShape()[dim];
    }
    return result;
  }

  //===--------------------------------------------------------------------===//
  // Elements
  //===--------------------------------------------------------------------===//

  FailureOr<int64_t> getPosition(ValueRange indices,
                                 ArrayRef<int64_t> shape) const {
    Shape index;
    for (auto [d, value] : llvm::enumerate(indices)) {
      FailureOr<int64_t> i = values.getInteger(op, value);
      if (failed(i))
        return failure();
      if (*i < 0 || *i >= shape[d])
        return op->emitOpError("expected a position inside of dimension ")
               << d << " of size " << shape[d] << ", got " << *i;
      index.push_back(*i);
    }
    return linearize(index, shape);
  }

  Result extract(tensor::ExtractOp extract) const {
    const Tensor<Real> &source = values.get(extract.getTensor());
    FailureOr<int64_t> position =
        getPosition(extract.getIndices(), source.getShape());
    if (failed(position))
      return failure();
    return Tensor<Real>::scalar(source.get(*position));
  }

  Result insert(tensor::InsertOp insert) const {
    Tensor<Real> result = values.get(insert.getDest());
    FailureOr<int64_t> position =
        getPosition(insert.getIndices(), result.getShape());
    if (failed(position))
      return failure();
    result.set(*position, values.get(insert.getScalar()).get(0));
    return result;
  }

  Result fromElements(tensor::FromElementsOp from) const {
    Tensor<Real> result(from.getType().getShape());
    for (auto [i, element] : llvm::enumerate(from.getElements()))
      result.set(i, values.get(element).get(0));
    return result;
  }

  Result splat(tensor::SplatOp splat) const {
    FailureOr<Shape> shape =
        values.getShape(op, splat.getType(), splat.getDynamicSizes());
    if (failed(shape))
      return failure();
    Tensor<Real> result(*shape);
    Bounded<Real> element = values.get(splat.getInput()).get(0);
    for (int64_t i = 0; i < result.size(); ++i)
      result.set(i, element);
    return result;
  }

  /// Fills a tensor with what `body` yields for each index.
  Result fill(Block &body, ArrayRef<int64_t> shape) const {
    FailureOr<Program<Real>> program = Program<Real>::compile(body, values);
    if (failed(program))
      return failure();
    unsigned yielded = program->getSlot(body.getTerminator()->getOperand(0));
    Tensor<Real> result(shape);
    int64_t position = 0;
    forEachIndex(shape, [&](ArrayRef<int64_t> index) {
      for (auto [d, i] : llvm::enumerate(index))
        (*program)[d] = Bounded<Real>::exact(i);
      program->run();
      result.set(position++, (*program)[yielded]);
    });
    return result;
  }

  Result generate(tensor::GenerateOp generate) const {
    FailureOr<Shape> shape =
        values.getShape(op, cast<RankedTensorType>(generate.getType()),
                        generate.getDynamicExtents());
    if (failed(shape))
      return failure();
    return fill(generate.getBody().front(), *shape);
  }

  Result pad(tensor::PadOp pad) const {
    const Tensor<Real> &source = values.get(pad.getSource());
    FailureOr<Shape> low = values.getIntegers(op, pad.getMixedLowPad());
    FailureOr<Shape> high = values.getIntegers(op, pad.getMixedHighPad());
    if (failed(low) || failed(high))
      return failure();
    Shape shape(source.getShape());
    for (auto [d, size] : llvm::enumerate(shape)) {
      if ((*low)[d] < 0 || (*high)[d] < 0)
        return op->emitOpError("expected paddings of 0 or more");
      size += (*low)[d] + (*high)[d];
    }
    Result result = fill(pad.getRegion().front(), shape);
    if (failed(result))
      return failure();
    int64_t i = 0;
    forEachIndex(source.getShape(), [&](ArrayRef<int64_t> index) {
      Shape position(index);
      for (auto [d, offset] : llvm::enumerate(*low))
        position[d] += offset;
      result->set(linearize(position, shape), source.get(i++));
    });
    return result;
  }

  //===--------------------------------------------------------------------===//
  // All
  //===--------------------------------------------------------------------===//

  std::optional<Result> interpret() const {
    using Optional = std::optional<Result>;
    return llvm::TypeSwitch<Operation *, Optional>(op)
        .template Case<tensor::EmptyOp>([&](auto op) { return empty(op); })
        .template Case<tensor::DimOp>([&](auto op) { return dim(op); })
        .template Case<tensor::RankOp>([&](tensor::RankOp rank) {
          return Result(integer(values.get(rank.getTensor()).getRank()));
        })
        .template Case<tensor::CastOp>([&](tensor::CastOp cast) {
          return Result(values.get(cast.getSource()));
        })
        .template Case<bufferization::MaterializeInDestinationOp>(
            [&](bufferization::MaterializeInDestinationOp op) {
              return Result(values.get(op.getSource()));
            })
        .template Case<tensor::ExpandShapeOp>(
            [&](tensor::ExpandShapeOp expand) {
              return reshape(
                  expand.getSrc(),
                  values.getIntegers(op, expand.getMixedOutputShape()));
            })
        .template Case<tensor::CollapseShapeOp>(
            [&](tensor::CollapseShapeOp collapse) {
              return reshape(collapse.getSrc(), getCollapsedShape(collapse));
            })
        .template Case<tensor::ReshapeOp>([&](tensor::ReshapeOp op) {
          return reshape(op.getSource(), getReshapedShape(op));
        })
        .template Case<tensor::ExtractSliceOp>(
            [&](auto op) { return extractSlice(op); })
        .template Case<tensor::InsertSliceOp>(
            [&](auto op) { return insertSlice(op); })
        .template Case<tensor::ConcatOp>([&](auto op) { return concat(op); })
        .template Case<tensor::ExtractOp>([&](auto op) { return extract(op); })
        .template Case<tensor::InsertOp>([&](auto op) { return insert(op); })
        .template Case<tensor::FromElementsOp>(
            [&](auto op) { return fromElements(op); })
        .template Case<tensor::SplatOp>([&](auto op) { return splat(op); })
        .template Case<tensor::GenerateOp>(
            [&](auto op) { return generate(op); })
        .template Case<tensor::PadOp>([&](auto op) { return pad(op); })
        .Default([](Operation *) { return std::nullopt; });
  }
};
} // namespace

template <typename Real>
FailureOr<Results<Real>>
reference::interpretTensorOp(Operation *op, const Environment<Real> &values) {
  std::optional<FailureOr<Tensor<Real>>> result =
      TensorInterpreter<Real>{op, values}.interpret();
  if (!result)
    return Results<Real>();
  if (failed(*result))
    return failure();
  Results<Real> results(std::in_place);
  results->push_back(std::move(**result));
  return results;
}

template FailureOr<Results<double>>
reference::interpretTensorOp(Operation *, const Environment<double> &);
template FailureOr<Results<long double>>
reference::interpretTensorOp(Operation *, const Environment<long double> &);
