//===- HardenSilu.cpp - A pass over glu ops -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Client.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

/// Whether this is x sigmoid(x).
static bool isSilu(Attribute activation) {
  auto swish = dyn_cast_or_null<glu::SwishAttr>(activation);
  return swish && swish.getBeta() && swish.getBeta().getValueAsDouble() == 1;
}

namespace {
/// Replaces SiLU by a function of the same shape that needs no exp.
struct HardenSilu : PassWrapper<HardenSilu, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(HardenSilu)

  StringRef getArgument() const override { return "client-harden-silu"; }
  StringRef getDescription() const override {
    return "Replace SiLU in glu ops by hard SiLU";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<client::ClientDialect>();
  }

  void runOnOperation() override {
    auto hard = client::HardSiluAttr::get(&getContext());
    getOperation()->walk([&](Operation *op) {
      if (isa_and_nonnull<glu::GLUDialect>(op->getDialect()) &&
          isSilu(op->getAttr("activation")))
        op->setAttr("activation", hard);
    });
  }
};
} // namespace

void client::registerPasses() { PassRegistration<HardenSilu>(); }
