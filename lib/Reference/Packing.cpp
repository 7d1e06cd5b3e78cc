//===- Packing.cpp - Weights in panels ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Environment.h"
#include "WeightParts.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

int64_t reference::getChannel(WeightsAttr layout, Part part, int64_t j,
                              int64_t n) {
  bool isGate = part == Part::Gate;
  switch (layout.getPacking()) {
  case WeightPacking::Single:
  case WeightPacking::Separate:
    return j;
  case WeightPacking::GateFirst:
    return isGate ? j : n + j;
  case WeightPacking::ValueFirst:
    return isGate ? n + j : j;
  case WeightPacking::Interleaved: {
    int64_t block = layout.getBlock();
    return 2 * block * (j / block) + j % block + (isGate ? 0 : block);
  }
  }
  llvm_unreachable("all packings are handled");
}

/// Calls `visit` with each element of the weights of `op`: which weight it is
/// of, where it is there, and where among the panels.
template <typename OpTy>
static void
forEachElement(OpTy op, function_ref<void(int64_t, int64_t, int64_t)> visit) {
  WeightsAttr layout = op.getLayout();
  auto weight = cast<RankedTensorType>(op.getWeights().front().getType());
  ArrayRef<int64_t> shape =
      cast<ShapedType>(op.getPacked().getType()).getShape();
  int64_t panelN = op.getPanels().getN(), panelK = op.getPanels().getK();
  int64_t k = layout.getK(weight), n = layout.getN(weight);
  SmallVector<Part, 2> parts{Part::Value};
  if (layout.isGated())
    parts = {Part::Gate, Part::Value};
  bool isSeparate = layout.getPacking() == WeightPacking::Separate;
  for (auto [p, part] : llvm::enumerate(parts))
    for (int64_t i = 0; i < k; ++i)
      for (int64_t j = 0; j < n; ++j) {
        int64_t index[] = {i, getChannel(layout, part, j, n)};
        if (layout.getOutDim() == 0)
          std::swap(index[0], index[1]);
        int64_t packed[] = {j / panelN, i / panelK, static_cast<int64_t>(p),
                            panelK * (j % panelN) + i % panelK};
        visit(isSeparate ? p : 0, linearize(index, weight.getShape()),
              linearize(packed, shape));
      }
}

template <typename Real>
static Results<Real> pack(PackWeightsOp op, const Environment<Real> &values) {
  Tensor<Real> packed(op.getPacked().getType().getShape());
  for (int64_t i = 0; i < packed.size(); ++i)
    packed.set(i, Bounded<Real>::exact(0));
  forEachElement(op, [&](int64_t weight, int64_t from, int64_t to) {
    packed.set(to, values.get(op.getWeights()[weight]).get(from));
  });
  Results<Real> results(std::in_place);
  results->push_back(std::move(packed));
  return results;
}

template <typename Real>
static Results<Real> unpack(UnpackWeightsOp op,
                            const Environment<Real> &values) {
  Results<Real> results(std::in_place);
  for (Type type : op.getWeights().getTypes())
    results->emplace_back(cast<ShapedType>(type).getShape());
  const Tensor<Real> &packed = values.get(op.getPacked());
  forEachElement(op, [&](int64_t weight, int64_t to, int64_t from) {
    (*results)[weight].set(to, packed.get(from));
  });
  return results;
}

template <typename Real>
FailureOr<Results<Real>>
reference::interpretPacking(Operation *op, const Environment<Real> &values) {
  if (auto packing = dyn_cast<PackWeightsOp>(op))
    return pack(packing, values);
  if (auto unpacking = dyn_cast<UnpackWeightsOp>(op))
    return unpack(unpacking, values);
  return Results<Real>();
}

template FailureOr<Results<double>>
reference::interpretPacking(Operation *, const Environment<double> &);
template FailureOr<Results<long double>>
reference::interpretPacking(Operation *, const Environment<long double> &);
