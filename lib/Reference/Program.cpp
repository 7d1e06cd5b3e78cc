//===- Program.cpp - The body of a structured op --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

/// tensor.extract: what is outside of the tensor, or at an uncertain position,
/// can be anything.
template <typename Real>
static ScalarFunction<Real>
getGather(typename Environment<Real>::TensorRef tensor) {
  return [=](ArrayRef<Bounded<Real>> position) -> Bounded<Real> {
    Shape index;
    for (auto [i, size] : llvm::zip_equal(position, tensor->getShape())) {
      if (!i.isExact() || !(i.value >= 0 && i.value < size))
        return {std::numeric_limits<Real>::quiet_NaN(),
                Interval<Real>::everything(), Interval<Real>::everything()};
      index.push_back(static_cast<int64_t>(i.value));
    }
    return tensor->get(linearize(index, tensor->getShape()));
  };
}

template <typename Real>
LogicalResult Program<Real>::add(Operation &op,
                                 const Environment<Real> &values) {
  if (auto index = dyn_cast<linalg::IndexOp>(op)) {
    indices.emplace_back(index.getDim(), addSlot(index));
    return success();
  }
  if (auto constant = dyn_cast<arith::ConstantOp>(op);
      constant && !isa<ShapedType>(constant.getType())) {
    FailureOr<Tensor<Real>> value = getConstant<Real>(&op, constant.getValue());
    if (failed(value))
      return failure();
    slots[addSlot(constant)] = value->get(0);
    return success();
  }
  OperandRange operands = op.getOperands();
  FailureOr<ScalarFunction<Real>> function;
  auto extract = dyn_cast<tensor::ExtractOp>(op);
  if (extract && values.getRef(extract.getTensor())) {
    function = getGather<Real>(values.getRef(extract.getTensor()));
    operands = extract.getIndices();
  } else {
    function = getScalarFunction<Real>(&op);
  }
  if (failed(function))
    return failure();
  Instruction instruction{std::move(*function), {}, 0};
  for (Value operand : operands)
    instruction.operands.push_back(getSlot(operand));
  instruction.result = addSlot(op.getResult(0));
  instructions.push_back(std::move(instruction));
  return success();
}

template <typename Real>
FailureOr<Program<Real>>
Program<Real>::compile(Block &block, const Environment<Real> &values,
                       const DenseSet<Operation *> &ignored) {
  Program program;
  for (BlockArgument argument : block.getArguments())
    program.addSlot(argument);
  for (Operation &op : block) {
    for (Value operand : op.getOperands())
      if (operand.getParentBlock() != &block &&
          !program.slotOf.count(operand) && !isa<ShapedType>(operand.getType()))
        program.slots[program.addSlot(operand)] = values.get(operand).get(0);
    if (ignored.contains(&op) || op.hasTrait<OpTrait::IsTerminator>())
      continue;
    if (failed(program.add(op, values)))
      return failure();
  }
  return program;
}

template <typename Real>
void Program<Real>::run(ArrayRef<int64_t> index) {
  for (auto [loop, slot] : indices)
    slots[slot] = Bounded<Real>::exact(index[loop]);
  SmallVector<Bounded<Real>, 3> operands;
  for (const Instruction &instruction : instructions) {
    operands.clear();
    for (unsigned slot : instruction.operands)
      operands.push_back(slots[slot]);
    slots[instruction.result] = instruction.function(operands);
  }
}

namespace mlir::glu::reference {
template class Program<double>;
template class Program<long double>;
} // namespace mlir::glu::reference
