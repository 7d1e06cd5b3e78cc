//===- MemoryEffects.cpp - What ops of kernels do to memory ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryEffects.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
template <typename OpTy, typename... Effects>
struct EffectsModel
    : MemoryEffectOpInterface::ExternalModel<EffectsModel<OpTy, Effects...>,
                                             OpTy> {
  void
  getEffects(Operation *,
             SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
                 &effects) const {
    (effects.emplace_back(Effects::get()), ...);
  }
};
} // namespace

/// These read and write anything.
template <typename... OpTys>
static void attachAllEffects(MLIRContext *ctx) {
  (OpTys::template attachInterface<
       EffectsModel<OpTys, MemoryEffects::Read, MemoryEffects::Write>>(*ctx),
   ...);
}

void mlir::glu::registerMemoryEffects(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *ctx, gpu::GPUDialect *) {
    attachAllEffects<gpu::BarrierOp>(ctx);
  });
  registry.addExtension(+[](MLIRContext *ctx, LLVM::LLVMDialect *) {
    attachAllEffects<LLVM::InlineAsmOp>(ctx);
  });
  registry.addExtension(+[](MLIRContext *ctx, nvgpu::NVGPUDialect *) {
    attachAllEffects<nvgpu::TmaCreateDescriptorOp>(ctx);
  });
  registry.addExtension(+[](MLIRContext *ctx, NVVM::NVVMDialect *) {
    NVVM::MmaOp::attachInterface<EffectsModel<NVVM::MmaOp>>(*ctx);
    NVVM::ConvertFloatToTF32Op::attachInterface<
        EffectsModel<NVVM::ConvertFloatToTF32Op>>(*ctx);
    NVVM::MapaOp::attachInterface<EffectsModel<NVVM::MapaOp>>(*ctx);
    attachAllEffects<NVVM::ClusterArriveOp, NVVM::ClusterWaitOp,
                     NVVM::CpAsyncBulkCommitGroupOp,
                     NVVM::CpAsyncBulkTensorGlobalToSharedClusterOp,
                     NVVM::CpAsyncBulkTensorSharedCTAToGlobalOp,
                     NVVM::CpAsyncBulkWaitGroupOp, NVVM::CpAsyncCommitGroupOp,
                     NVVM::CpAsyncWaitGroupOp, NVVM::FenceMbarrierInitOp,
                     NVVM::FenceProxyAcquireOp, NVVM::FenceProxyOp,
                     NVVM::MBarrierArriveExpectTxOp, NVVM::MBarrierArriveOp,
                     NVVM::MBarrierInitOp, NVVM::MBarrierTryWaitParityOp,
                     NVVM::SetMaxRegisterOp, NVVM::StMatrixOp, NVVM::SyncWarpOp,
                     NVVM::WgmmaFenceAlignedOp, NVVM::WgmmaGroupSyncAlignedOp,
                     NVVM::WgmmaMmaAsyncOp, NVVM::WgmmaWaitGroupSyncOp>(ctx);
  });
}
