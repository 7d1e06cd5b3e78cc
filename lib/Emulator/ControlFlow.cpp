//===- ControlFlow.cpp - Where the threads of a branch meet ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"
#include "llvm/ADT/STLExtras.h"

using namespace ptxemu;

namespace {
/// The flow graph of a function. Its blocks are numbered by their place; one
/// more stands for the end.
class FlowGraph {
public:
  explicit FlowGraph(Function &function);
  void assignReconvergence();

private:
  void findBlocks();
  void findSuccessors();
  void findPostOrder();
  void findDominators();
  uint32_t meet(uint32_t a, uint32_t b) const;
  std::vector<uint32_t> getTargets(const Instruction &instruction) const;

  Function &function;
  std::vector<uint32_t> firstInstruction, blockOf;
  std::vector<std::vector<uint32_t>> successors, predecessors;
  uint32_t exit = 0;
  /// Of the reversed graph, from its root, the end.
  std::vector<uint32_t> order, number, dominator;
  static constexpr uint32_t none = UINT32_MAX;
};
} // namespace

FlowGraph::FlowGraph(Function &function) : function(function) {
  findBlocks();
  findSuccessors();
  findPostOrder();
  findDominators();
}

std::vector<uint32_t>
FlowGraph::getTargets(const Instruction &instruction) const {
  if (!instruction.isBranch)
    return {};
  if (instruction.data)
    return *static_cast<std::vector<uint32_t> *>(instruction.data.get());
  return {instruction.target};
}

static bool endsBlock(const Instruction &instruction) {
  return instruction.isBranch || instruction.isExit || instruction.isTrap;
}

void FlowGraph::findBlocks() {
  size_t size = function.code.size();
  std::vector<bool> isFirst(size + 1);
  isFirst[0] = true;
  for (size_t i = 0; i < size; ++i) {
    if (endsBlock(function.code[i]))
      isFirst[i + 1] = true;
    for (uint32_t target : getTargets(function.code[i]))
      isFirst[target] = true;
  }
  for (size_t i = 0; i < size; ++i) {
    if (isFirst[i])
      firstInstruction.push_back(i);
    blockOf.push_back(firstInstruction.size() - 1);
  }
  exit = firstInstruction.size();
}

void FlowGraph::findSuccessors() {
  successors.resize(exit + 1);
  predecessors.resize(exit + 1);
  for (uint32_t block = 0; block < exit; ++block) {
    uint32_t next = block + 1;
    size_t last =
        (next < exit ? firstInstruction[next] : function.code.size()) - 1;
    const Instruction &instruction = function.code[last];
    auto &targets = successors[block];
    for (uint32_t target : getTargets(instruction))
      targets.push_back(blockOf[target]);
    if (instruction.isExit)
      targets.push_back(exit);
    bool fallsThrough = !endsBlock(instruction) || instruction.guard;
    if (fallsThrough)
      targets.push_back(next);
    llvm::sort(targets);
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    for (uint32_t target : targets)
      predecessors[target].push_back(block);
  }
}

void FlowGraph::findPostOrder() {
  number.assign(exit + 1, none);
  std::vector<bool> seen(exit + 1);
  std::vector<std::pair<uint32_t, size_t>> stack = {{exit, 0}};
  seen[exit] = true;
  while (!stack.empty()) {
    auto &[block, next] = stack.back();
    if (next < predecessors[block].size()) {
      uint32_t other = predecessors[block][next++];
      if (!seen[other]) {
        seen[other] = true;
        stack.push_back({other, 0});
      }
      continue;
    }
    number[block] = order.size();
    order.push_back(block);
    stack.pop_back();
  }
}

uint32_t FlowGraph::meet(uint32_t a, uint32_t b) const {
  while (a != b) {
    while (number[a] < number[b])
      a = dominator[a];
    while (number[b] < number[a])
      b = dominator[b];
  }
  return a;
}

/// The algorithm of Cooper, Harvey and Kennedy on the reversed graph. Blocks
/// from which the end cannot be reached have no dominator.
void FlowGraph::findDominators() {
  dominator.assign(exit + 1, none);
  dominator[exit] = exit;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t block : llvm::reverse(order)) {
      if (block == exit)
        continue;
      uint32_t joined = none;
      for (uint32_t next : successors[block])
        if (dominator[next] != none)
          joined = joined == none ? next : meet(joined, next);
      if (joined != dominator[block]) {
        dominator[block] = joined;
        changed = true;
      }
    }
  }
}

void FlowGraph::assignReconvergence() {
  for (size_t i = 0; i < function.code.size(); ++i) {
    Instruction &instruction = function.code[i];
    if (!instruction.isBranch)
      continue;
    uint32_t meeting = dominator[blockOf[i]];
    bool isKnown = meeting != none && meeting != exit;
    instruction.reconverge = isKnown ? firstInstruction[meeting] : UINT32_MAX;
  }
}

void ptxemu::findReconvergence(Function &function) {
  FlowGraph(function).assignReconvergence();
}
