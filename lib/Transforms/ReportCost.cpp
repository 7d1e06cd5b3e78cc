//===- ReportCost.cpp - Report what layers cost ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Cost.h"
#include "glu/Transforms/Passes.h"
#include "mlir/IR/Remarks.h"

namespace mlir::glu {
#define GEN_PASS_DEF_REPORTCOSTPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

static std::string getText(std::optional<int64_t> count) {
  return count ? std::to_string(*count) : "unknown";
}

static void reportCost(CostOpInterface op) {
  auto remark = remark::analysis(
      op.getLoc(), remark::RemarkOpts::name("ReportCost").category("glu-cost"));
  if (!remark)
    return;
  remark << remark::add("{0}", op->getName().getStringRef().str())
         << remark::metric("parameters", getText(op.getParameters()))
         << remark::metric("flops", getText(op.getFlops()))
         << remark::metric("bytes", getText(op.getBytes()));
  auto ffn = dyn_cast<FFNOp>(op.getOperation());
  if (!ffn || !ffn.getLayout().isGated())
    return;
  PlainFFN plain = getPlainFFN(ffn);
  int64_t hidden = ffn.getHiddenSize();
  remark << remark::metric("d_ff", ShapedType::isDynamic(hidden)
                                       ? getText(std::nullopt)
                                       : getText(hidden))
         << remark::metric("plain_d_ff", getText(plain.hiddenSize))
         << remark::metric("plain_parameters", getText(plain.parameters))
         << remark::metric("plain_flops", getText(plain.flops));
}

namespace {
struct ReportCostPass : glu::impl::ReportCostPassBase<ReportCostPass> {
  using Base::Base;

  void runOnOperation() override {
    getOperation()->walk(reportCost);
    markAllAnalysesPreserved();
  }
};
} // namespace
