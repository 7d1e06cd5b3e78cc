//===- CallAnalysis.cpp - What calls of a function look like --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/CallAnalysis.h"
#include "glu/Conversion/Passes.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

//===----------------------------------------------------------------------===//
// What is looked at
//===----------------------------------------------------------------------===//

/// Whether the op copies elements of its only input, to another place or type.
static bool movesElements(linalg::LinalgOp op) {
  return op.getNumDpsInputs() == 1 &&
         op.getNumParallelLoops() == op.getNumLoops() &&
         llvm::all_of(op.getBlock()->getOperations(), [](Operation &inner) {
           return isa<linalg::YieldOp, CastOpInterface>(inner);
         });
}

/// What `value` holds the elements of, in another shape, order or type.
static Value traceElements(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    auto structured = dyn_cast<linalg::LinalgOp>(op);
    bool moves = structured
                     ? movesElements(structured)
                     : isa<tensor::CastOp, tensor::ExpandShapeOp,
                           tensor::CollapseShapeOp, tensor::ExtractSliceOp>(op);
    if (!moves)
      break;
    value = op->getOperand(0);
  }
  return value;
}

CallAnalysis::CallAnalysis(func::FuncOp function, const Signature &signature)
    : signature(signature),
      module(function->getParentOfType<ModuleOp>().clone()) {
  auto pm = PassManager::on<ModuleOp>(module->getContext());
  pm.addPass(createInlinerPass());
  pm.addPass(createConvertGLUToLinalgPass());
  {
    // What does not convert is the concern of whoever compiles the function.
    ScopedDiagnosticHandler quiet(module->getContext(),
                                  [](Diagnostic &) { return success(); });
    if (failed(pm.run(*module)))
      module = function->getParentOfType<ModuleOp>().clone();
  }
  auto copy = module->lookupSymbol<func::FuncOp>(function.getSymName());
  arguments = copy.getArguments();
  copy.walk([&](Operation *op) {
    equations.add(op);
    if (auto structured = dyn_cast<linalg::LinalgOp>(op))
      addProduct(structured);
  });
}

static int64_t countMultiplications(linalg::LinalgOp op) {
  return llvm::count_if(op.getBlock()->getOperations(), [](Operation &inner) {
    return isa<arith::MulFOp>(inner);
  });
}

void CallAnalysis::addProduct(linalg::LinalgOp op) {
  if (op.getNumReductionLoops() == 0 || countMultiplications(op) == 0)
    return;
  SmallVector<unsigned> reductions;
  op.getReductionDims(reductions);
  SmallVector<OpOperand *> factors;
  for (OpOperand *input : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(input);
    if (llvm::any_of(reductions,
                     [&](unsigned loop) { return map.isFunctionOfDim(loop); }))
      factors.push_back(input);
  }
  if (factors.size() < 2)
    return;
  Product &product = products.emplace_back(Product{op, {}});
  for (OpOperand *factor : factors)
    if (auto argument = dyn_cast<BlockArgument>(traceElements(factor->get())))
      if (llvm::is_contained(arguments, argument))
        product.factors.push_back({argument.getArgNumber(), factor});
}

//===----------------------------------------------------------------------===//
// Answers
//===----------------------------------------------------------------------===//

llvm::Error CallAnalysis::setShape(unsigned number, ArrayRef<int64_t> shape) {
  if (!signature.arguments[number].isTensor)
    return llvm::Error::success();
  for (auto [dim, size] : llvm::enumerate(shape))
    if (std::optional<int64_t> other =
            equations.set(arguments[number], dim, size))
      return llvm::createStringError(
          "argument " + llvm::Twine(number) + " has size " + llvm::Twine(size) +
          " in dimension " + llvm::Twine(dim) +
          ", but the function and the arguments before it ask for " +
          (ShapedType::isDynamic(*other) ? "another one"
                                         : std::to_string(*other)));
  return llvm::Error::success();
}

llvm::Error CallAnalysis::checkShapes(ArrayRef<ArrayView> given) {
  equations.reset();
  for (auto [number, array] : llvm::enumerate(given))
    if (llvm::Error error = setShape(number, array.shape))
      return error;
  return llvm::Error::success();
}

llvm::Expected<SmallVector<SmallVector<int64_t>>>
CallAnalysis::inferShapes(ArrayRef<const Array *> given, int64_t dynamicSize) {
  equations.reset();
  SmallVector<SmallVector<int64_t>> shapes;
  for (auto [number, array] : llvm::enumerate(given)) {
    shapes.push_back(signature.arguments[number].shape);
    if (!array)
      continue;
    shapes.back().assign(array->getShape().begin(), array->getShape().end());
    if (llvm::Error error = setShape(number, array->getShape()))
      return std::move(error);
  }
  for (auto [number, array] : llvm::enumerate(given)) {
    if (array)
      continue;
    for (auto [dim, size] : llvm::enumerate(shapes[number])) {
      size = equations.get(arguments[number], dim);
      if (ShapedType::isDynamic(size)) {
        size = dynamicSize;
        equations.set(arguments[number], dim, size);
      }
    }
  }
  return shapes;
}

double CallAnalysis::getDeviation(unsigned argument) const {
  for (const Product &product : products) {
    auto op = cast<linalg::LinalgOp>(product.op);
    for (auto [number, factor] : product.factors) {
      if (number != argument)
        continue;
      if (factor == op.getDpsInputOperand(0))
        return 1;
      AffineMap map = op.getMatchingIndexingMap(factor);
      double fanIn = 1;
      for (auto [loop, size] : llvm::enumerate(equations.getLoops(op)))
        if (op.getIteratorTypesArray()[loop] ==
                utils::IteratorType::reduction &&
            map.isFunctionOfDim(loop))
          fanIn *= std::max<int64_t>(size, 1);
      return 1 / std::sqrt(fanIn);
    }
  }
  bool isSmall =
      argument != 0 && signature.arguments[argument].shape.size() < 2;
  return isSmall ? 0.1 : 1;
}

std::optional<int64_t> CallAnalysis::getFlops() const {
  int64_t flops = 0;
  for (const Product &product : products) {
    auto op = cast<linalg::LinalgOp>(product.op);
    int64_t work = 2 * countMultiplications(op);
    for (int64_t size : equations.getLoops(op)) {
      if (ShapedType::isDynamic(size))
        return {};
      work *= size;
    }
    flops += work;
  }
  return flops;
}
