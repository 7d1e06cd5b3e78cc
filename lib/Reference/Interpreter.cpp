//===- Interpreter.cpp - Evaluating a function ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ElementTypes.h"
#include "Environment.h"
#include "ScalarOps.h"
#include "glu/Reference/Reference.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

namespace {
template <typename Real>
class Interpreter {
public:
  using TensorRef = typename Environment<Real>::TensorRef;

  explicit Interpreter(TensorCores tensorCores) : values(tensorCores) {}

  FailureOr<SmallVector<TensorRef>> call(func::FuncOp function,
                                         ArrayRef<TensorRef> args);

private:
  LogicalResult execute(Operation *op);
  LogicalResult executeCall(func::CallOp call);
  LogicalResult executeAssert(cf::AssertOp op);
  FailureOr<Results<Real>> interpret(Operation *op);
  FailureOr<Results<Real>> interpretElementwise(Operation *op);
  LogicalResult setResult(Operation *op, OpResult result, Tensor<Real> tensor);

  Environment<Real> values;
  SmallVector<func::FuncOp> callers;
};
} // namespace

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

template <typename Real>
FailureOr<SmallVector<typename Interpreter<Real>::TensorRef>>
Interpreter<Real>::call(func::FuncOp function, ArrayRef<TensorRef> args) {
  if (!function.getBody().hasOneBlock())
    return function.emitOpError("expected a body of one block");
  if (llvm::is_contained(callers, function))
    return function.emitOpError(
        "expected a function that does not call itself");
  callers.push_back(function);
  for (auto [argument, tensor] : llvm::zip_equal(function.getArguments(), args))
    values.set(argument, tensor);
  Block &block = function.getBody().front();
  for (Operation &op : block.without_terminator())
    if (failed(execute(&op)))
      return failure();
  callers.pop_back();
  SmallVector<TensorRef> results;
  for (Value result : block.getTerminator()->getOperands())
    results.push_back(values.getRef(result));
  return results;
}

template <typename Real>
LogicalResult Interpreter<Real>::executeCall(func::CallOp call) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      call, call.getCalleeAttr());
  SmallVector<TensorRef> args;
  for (Value operand : call.getOperands())
    args.push_back(values.getRef(operand));
  FailureOr<SmallVector<TensorRef>> results = this->call(callee, args);
  if (failed(results))
    return failure();
  for (auto [result, tensor] : llvm::zip_equal(call.getResults(), *results))
    values.set(result, tensor);
  return success();
}

template <typename Real>
LogicalResult Interpreter<Real>::executeAssert(cf::AssertOp op) {
  Bounded<Real> condition = values.get(op.getArg()).get(0);
  if (condition.isExact() && condition.value == 0)
    return op.emitOpError("failed: ") << op.getMsg();
  return success();
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

/// An op of scalars, on scalars or on each element of tensors.
template <typename Real>
FailureOr<Results<Real>>
Interpreter<Real>::interpretElementwise(Operation *op) {
  FailureOr<ScalarFunction<Real>> function = getScalarFunction<Real>(op);
  if (failed(function))
    return failure();
  ArrayRef<int64_t> shape;
  for (Value operand : op->getOperands())
    if (isa<ShapedType>(operand.getType()))
      shape = values.get(operand).getShape();
  for (Value operand : op->getOperands())
    if (isa<ShapedType>(operand.getType()) &&
        values.get(operand).getShape() != shape)
      return op->emitOpError("expected operands of one shape, got [")
             << values.get(operand).getShape() << "] and [" << shape << "]";
  Tensor<Real> result(shape);
  SmallVector<Bounded<Real>, 3> operands(op->getNumOperands());
  for (int64_t i = 0; i < result.size(); ++i) {
    for (auto [operand, value] : llvm::zip_equal(operands, op->getOperands()))
      operand = values.get(value).get(isa<ShapedType>(value.getType()) ? i : 0);
    result.set(i, (*function)(operands));
  }
  Results<Real> results(std::in_place);
  results->push_back(std::move(result));
  return results;
}

template <typename Real>
FailureOr<Results<Real>> Interpreter<Real>::interpret(Operation *op) {
  if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
    FailureOr<Tensor<Real>> tensor = getConstant<Real>(op, constant.getValue());
    if (failed(tensor))
      return failure();
    Results<Real> results(std::in_place);
    results->push_back(std::move(*tensor));
    return results;
  }
  for (auto interpreter : {interpretTensorOp<Real>, interpretLinalgOp<Real>,
                           interpretLayer<Real>, interpretPacking<Real>}) {
    FailureOr<Results<Real>> results = interpreter(op, values);
    if (failed(results) || *results)
      return results;
  }
  return interpretElementwise(op);
}

/// Sets a result, whose shape must be one of its type.
template <typename Real>
LogicalResult Interpreter<Real>::setResult(Operation *op, OpResult result,
                                           Tensor<Real> tensor) {
  if (auto type = dyn_cast<RankedTensorType>(result.getType()))
    if (failed(verifyCompatibleShape(type.getShape(), tensor.getShape())))
      return op->emitOpError("expected a result of type ")
             << type << ", got the shape [" << tensor.getShape() << "]";
  values.set(result, std::make_shared<const Tensor<Real>>(std::move(tensor)));
  return success();
}

template <typename Real>
LogicalResult Interpreter<Real>::execute(Operation *op) {
  if (auto call = dyn_cast<func::CallOp>(op))
    return executeCall(call);
  if (auto assertion = dyn_cast<cf::AssertOp>(op))
    return executeAssert(assertion);
  FailureOr<Results<Real>> results = interpret(op);
  if (failed(results))
    return failure();
  for (auto [result, tensor] : llvm::zip_equal(op->getResults(), **results))
    if (failed(setResult(op, result, std::move(tensor))))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// Arguments and results
//===----------------------------------------------------------------------===//

/// Whether all floats of `function` and of what it calls are f64.
static bool isAllF64(func::FuncOp function, DenseSet<Operation *> &visited) {
  if (!visited.insert(function).second)
    return true;
  auto isF64 = [](Type type) {
    Type element = getElementTypeOrSelf(type);
    return !isa<FloatType>(element) || element.isF64();
  };
  WalkResult result = function.walk([&](Operation *op) {
    bool all = llvm::all_of(op->getOperandTypes(), isF64) &&
               llvm::all_of(op->getResultTypes(), isF64);
    for (Region &region : op->getRegions())
      all &= llvm::all_of(region.getArgumentTypes(), isF64);
    if (auto call = dyn_cast<func::CallOp>(op))
      all &= isAllF64(SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
                          call, call.getCalleeAttr()),
                      visited);
    return all ? WalkResult::advance() : WalkResult::interrupt();
  });
  return !result.wasInterrupted();
}

static LogicalResult verifyArgument(func::FuncOp function, unsigned i,
                                    const glurt::Array &array) {
  Type type = function.getArgumentTypes()[i];
  std::optional<glurt::ElementType> elementType =
      getElementType(getElementTypeOrSelf(type));
  bool isTensor = isa<RankedTensorType>(type);
  if (!elementType || (isa<ShapedType>(type) && !isTensor))
    return function.emitOpError("expected argument ")
           << i << " to be a ranked tensor or a scalar, got " << type;
  ArrayRef<int64_t> shape;
  if (isTensor)
    shape = cast<RankedTensorType>(type).getShape();
  if (*elementType == array.getElementType() &&
      succeeded(verifyCompatibleShape(shape, array.getShape())))
    return success();
  return function.emitOpError("expected argument ")
         << i << " to fit " << type << ", got "
         << getName(array.getElementType()) << " of shape ["
         << ArrayRef(array.getShape()) << "]";
}

template <typename Real>
static BoundedArray toBoundedArray(Type type, const Tensor<Real> &tensor) {
  BoundedArray array{
      *getElementType(getElementTypeOrSelf(type)), tensor.getShape().vec(), {}};
  array.elements.reserve(tensor.size());
  auto widen = [](const Interval<Real> &x) {
    return Interval<long double>{x.lo, x.hi, x.nan};
  };
  for (int64_t i = 0; i < tensor.size(); ++i) {
    Bounded<Real> element = tensor.get(i);
    array.elements.push_back(
        {element.value, widen(element.worst), widen(element.statistical)});
  }
  return array;
}

template <typename Real>
static FailureOr<std::vector<BoundedArray>>
evaluate(func::FuncOp function, ArrayRef<const glurt::Array *> args,
         TensorCores tensorCores) {
  SmallVector<typename Environment<Real>::TensorRef> tensors;
  for (const glurt::Array *array : args) {
    auto tensor = std::make_shared<Tensor<Real>>(array->getShape());
    for (int64_t i = 0; i < array->size(); ++i)
      tensor->set(i, Bounded<Real>::exact(array->get(i)));
    tensors.push_back(std::move(tensor));
  }
  auto results = Interpreter<Real>(tensorCores).call(function, tensors);
  if (failed(results))
    return failure();
  std::vector<BoundedArray> arrays;
  for (auto [type, tensor] :
       llvm::zip_equal(function.getResultTypes(), *results))
    arrays.push_back(toBoundedArray(type, *tensor));
  return arrays;
}

FailureOr<std::vector<BoundedArray>>
glu::evaluateReference(func::FuncOp function,
                       ArrayRef<const glurt::Array *> args,
                       TensorCores tensorCores) {
  if (args.size() != function.getNumArguments())
    return function.emitOpError("expected ")
           << function.getNumArguments() << " arguments, got " << args.size();
  for (auto [i, array] : llvm::enumerate(args))
    if (failed(verifyArgument(function, i, *array)))
      return failure();
  for (Type type : function.getResultTypes())
    if (!getElementType(getElementTypeOrSelf(type)))
      return function.emitOpError("expected results of known element types, "
                                  "got ")
             << type;
  DenseSet<Operation *> visited;
  return isAllF64(function, visited)
             ? evaluate<long double>(function, args, tensorCores)
             : evaluate<double>(function, args, tensorCores);
}
