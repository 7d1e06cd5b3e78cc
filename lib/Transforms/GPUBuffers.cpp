//===- GPUBuffers.cpp - Buffers of kernels move to the device -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Buffers.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace mlir::glu {
#define GEN_PASS_DEF_GPUBUFFERSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Where buffers are
//===----------------------------------------------------------------------===//

static bool isInKernel(Operation *op) {
  return op->getParentOfType<gpu::LaunchOp>() != nullptr;
}

/// What `value` is a view of.
static Value getRoot(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (auto view = dyn_cast<ViewLikeOpInterface>(op))
      value = view.getViewSource();
    else if (auto metadata = dyn_cast<memref::ExtractStridedMetadataOp>(op))
      value = metadata.getSource();
    else
      break;
  }
  return value;
}

/// Whether `op` needs no more of a memref than its descriptor.
static bool readsDescriptor(Operation *op) {
  return isa<memref::DimOp, memref::RankOp,
             memref::ExtractAlignedPointerAsIndexOp,
             memref::ExtractStridedMetadataOp>(op);
}

/// Whether the host alone uses `value` and the views of it.
static bool isHostOnly(Value value) {
  return llvm::all_of(value.getUses(), [&](OpOperand &use) {
    Operation *op = use.getOwner();
    if (isInKernel(op) || isa<gpu::LaunchOp>(op))
      return false;
    if (auto reshape = dyn_cast<memref::ReshapeOp>(op))
      if (use.get() == reshape.getShape())
        return true;
    if (isa<ViewLikeOpInterface, memref::ExtractStridedMetadataOp>(op))
      return llvm::all_of(op->getResults(), [](Value result) {
        return !isa<BaseMemRefType>(result.getType()) || isHostOnly(result);
      });
    // Functions that are called, such as those that decide what is freed, have
    // no kernels.
    if (isa<func::CallOp>(op))
      return op->getNumResults() == 0;
    return readsDescriptor(op) || isa<memref::LoadOp, memref::StoreOp,
                                      memref::DeallocOp, func::ReturnOp>(op);
  });
}

namespace {
class Mover {
public:
  Mover(func::FuncOp func)
      : func(func), loc(func.getLoc()), b(func.getContext()) {}
  LogicalResult run();

private:
  bool isOnDevice(Value value) {
    return isa<BaseMemRefType>(value.getType()) &&
           !hostBuffers.contains(getRoot(value));
  }
  Value allocateLike(Value buffer);
  void copy(Value to, Value from);
  void free(Value buffer);
  void findHostBuffers();
  void moveIn();
  void moveAllocations();
  LogicalResult rewriteHostAccesses();
  void launchThread(function_ref<void()> body);
  Value allocateOnHost(MemRefType type);
  Value readElement(memref::LoadOp load);
  void moveOut(func::ReturnOp op);

  func::FuncOp func;
  Location loc;
  OpBuilder b;
  /// Roots that stay where they are.
  llvm::DenseSet<Value> hostBuffers;
  /// Copies on the device, of arguments and of constants.
  llvm::MapVector<Value, Value> copies;
  SmallVector<Value> writtenArguments;
};
} // namespace

void Mover::findHostBuffers() {
  SmallVector<Value> roots;
  for (Value argument : func.getArguments())
    roots.push_back(argument);
  func.walk([&](Operation *op) {
    if (!isInKernel(op) &&
        isa<memref::AllocOp, memref::AllocaOp, memref::GetGlobalOp>(op))
      roots.push_back(op->getResult(0));
  });
  for (Value root : roots)
    if (isa<MemRefType>(root.getType()) && isHostOnly(root))
      hostBuffers.insert(root);
}

/// The most that a kernel may declare; for more, the launch has to ask.
static constexpr int64_t mostStaticShared = 48 * 1024;

/// A buffer of a block becomes a part of what the launch asks for.
static void makeDynamic(gpu::LaunchOp launch, memref::AllocaOp op) {
  OpBuilder b(launch);
  Location loc = op.getLoc();
  MemRefType type = op.getType();
  Value size = arith::ConstantIntOp::create(b, loc, b.getI32Type(),
                                            type.getNumElements());
  launch.getDynamicSharedMemorySizeMutable().assign(size);
  b.setInsertionPoint(op);
  Value bytes = gpu::DynamicSharedMemoryOp::create(
      b, loc,
      MemRefType::get(ShapedType::kDynamic, b.getI8Type(),
                      MemRefLayoutAttrInterface(), type.getMemorySpace()));
  Value zero = arith::ConstantIndexOp::create(b, loc, 0);
  op.replaceAllUsesWith(
      memref::ViewOp::create(b, loc, type, bytes, zero, ValueRange())
          .getResult());
  op.erase();
}

/// Buffers of a block become attributions of its launch, but for one of more
/// bytes than these may have.
static void attributeSharedBuffers(gpu::LaunchOp launch) {
  SmallVector<memref::AllocaOp> buffers;
  launch.walk([&](memref::AllocaOp op) {
    auto space =
        dyn_cast_or_null<gpu::AddressSpaceAttr>(op.getType().getMemorySpace());
    if (space && space.getValue() == gpu::AddressSpace::Workgroup)
      buffers.push_back(op);
  });
  for (memref::AllocaOp op : buffers) {
    if (op.getType().getElementType().isInteger(8) &&
        op.getType().getNumElements() > mostStaticShared) {
      makeDynamic(launch, op);
      continue;
    }
    op.replaceAllUsesWith(
        launch.addWorkgroupAttribution(op.getType(), op.getLoc()));
    op.erase();
  }
}

/// Kernels are told apart by what they belong to and by their order.
static void nameKernels(func::FuncOp func) {
  unsigned number = 0;
  func.walk([&](gpu::LaunchOp launch) {
    StringRef kind = launch.getFunction().value_or("kernel");
    std::string name =
        (func.getSymName() + "_" + Twine(number++) + "_" + kind).str();
    launch.setFunctionAttr(FlatSymbolRefAttr::get(func.getContext(), name));
  });
}

//===----------------------------------------------------------------------===//
// Code on the host
//===----------------------------------------------------------------------===//

static SmallVector<Value> getDynamicSizes(OpBuilder &b, Location loc,
                                          Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<Value> sizes;
  for (int64_t d = 0; d < type.getRank(); ++d)
    if (type.isDynamicDim(d))
      sizes.push_back(memref::DimOp::create(b, loc, buffer, d));
  return sizes;
}

Value Mover::allocateLike(Value buffer) {
  return gpu::AllocOp::create(b, loc, buffer.getType(), /*asyncToken=*/Type(),
                              /*asyncDependencies=*/ValueRange(),
                              getDynamicSizes(b, loc, buffer),
                              /*symbolOperands=*/ValueRange())
      .getMemref();
}

void Mover::copy(Value to, Value from) {
  gpu::MemcpyOp::create(b, loc, /*asyncToken=*/Type(), ValueRange(), to, from);
}

void Mover::free(Value buffer) {
  gpu::DeallocOp::create(b, loc, /*asyncToken=*/Type(), ValueRange(), buffer);
}

/// Arguments and constants get a copy each.
void Mover::moveIn() {
  Block &entry = func.getBody().front();
  SmallVector<Value> sources;
  for (Value argument : func.getArguments())
    if (isa<MemRefType>(argument.getType()) && !hostBuffers.contains(argument))
      sources.push_back(argument);
  SmallVector<memref::GetGlobalOp> constants;
  func.walk([&](memref::GetGlobalOp op) {
    if (!hostBuffers.contains(op))
      constants.push_back(op);
  });
  for (memref::GetGlobalOp op : llvm::reverse(constants))
    op->moveBefore(&entry, entry.begin());
  llvm::append_range(sources, constants);
  b.setInsertionPointToStart(&entry);
  if (!constants.empty())
    b.setInsertionPointAfter(constants.back());
  for (Value source : sources) {
    if (isa<BlockArgument>(source) && isWritten(source))
      writtenArguments.push_back(source);
    SmallVector<OpOperand *> uses;
    for (OpOperand &use : source.getUses())
      uses.push_back(&use);
    Value device = allocateLike(source);
    copy(device, source);
    for (OpOperand *use : uses)
      use->set(device);
    copies[source] = device;
    hostBuffers.insert(source);
  }
}

void Mover::moveAllocations() {
  func.walk([&](Operation *op) {
    if (isInKernel(op) || !isa<memref::AllocOp, memref::DeallocOp>(op))
      return;
    b.setInsertionPoint(op);
    if (auto dealloc = dyn_cast<memref::DeallocOp>(op)) {
      if (!isOnDevice(dealloc.getMemref()))
        return;
      free(dealloc.getMemref());
    } else {
      auto alloc = cast<memref::AllocOp>(op);
      if (hostBuffers.contains(alloc))
        return;
      auto device = gpu::AllocOp::create(b, alloc.getLoc(), alloc.getType(),
                                         /*asyncToken=*/Type(), ValueRange(),
                                         alloc.getDynamicSizes(), ValueRange());
      alloc.replaceAllUsesWith(device.getMemref());
    }
    op->erase();
  });
}

/// A kernel of one thread.
void Mover::launchThread(function_ref<void()> body) {
  Value one = arith::ConstantIndexOp::create(b, loc, 1);
  auto launch = gpu::LaunchOp::create(b, loc, one, one, one, one, one, one);
  launch.setFunctionAttr(FlatSymbolRefAttr::get(b.getContext(), "element"));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&launch.getBody().front());
  body();
  gpu::TerminatorOp::create(b, loc);
}

/// On the stack, outside of all loops.
Value Mover::allocateOnHost(MemRefType type) {
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&func.getBody().front());
  Value buffer = memref::AllocaOp::create(b, loc, type);
  hostBuffers.insert(buffer);
  return buffer;
}

/// A copy that starts inside of a buffer would not know where: a kernel puts
/// the element where it can be copied from.
Value Mover::readElement(memref::LoadOp load) {
  auto type = MemRefType::get({}, load.getType());
  Value onHost = allocateOnHost(type);
  Value onDevice =
      gpu::AllocOp::create(b, loc, type, /*asyncToken=*/Type(), ValueRange(),
                           ValueRange(), ValueRange())
          .getMemref();
  launchThread([&] {
    Value element =
        memref::LoadOp::create(b, loc, load.getMemref(), load.getIndices());
    memref::StoreOp::create(b, loc, element, onDevice);
  });
  copy(onHost, onDevice);
  free(onDevice);
  return memref::LoadOp::create(b, loc, onHost);
}

/// What the host reads or writes of the device are single elements.
LogicalResult Mover::rewriteHostAccesses() {
  WalkResult result = func.walk([&](Operation *op) {
    if (isInKernel(op) || isa<gpu::LaunchOp>(op))
      return WalkResult::advance();
    b.setInsertionPoint(op);
    loc = op->getLoc();
    if (auto load = dyn_cast<memref::LoadOp>(op)) {
      if (!isOnDevice(load.getMemref()))
        return WalkResult::advance();
      load.replaceAllUsesWith(readElement(load));
      load.erase();
      return WalkResult::advance();
    }
    if (auto store = dyn_cast<memref::StoreOp>(op)) {
      if (!isOnDevice(store.getMemref()))
        return WalkResult::advance();
      launchThread([&] { b.clone(*store); });
      store.erase();
      return WalkResult::advance();
    }
    if (auto reshape = dyn_cast<memref::ReshapeOp>(op);
        reshape && isOnDevice(reshape.getShape())) {
      Value shape =
          allocateOnHost(cast<MemRefType>(reshape.getShape().getType()));
      copy(shape, reshape.getShape());
      reshape.getShapeMutable().set(shape);
    }
    bool isKnown = readsDescriptor(op) ||
                   op->hasTrait<OpTrait::IsTerminator>() ||
                   isa<ViewLikeOpInterface, RegionBranchOpInterface,
                       arith::SelectOp, gpu::AllocOp, gpu::DeallocOp,
                       gpu::MemcpyOp, nvgpu::TmaCreateDescriptorOp>(op);
    for (Value operand : op->getOperands())
      if (!isKnown && isOnDevice(operand)) {
        op->emitOpError("expected code of the host that loads, stores or views "
                        "a buffer of the GPU");
        return WalkResult::interrupt();
      }
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

/// Results go to memory of the host that the caller frees, arguments back to
/// where they came from.
void Mover::moveOut(func::ReturnOp op) {
  b.setInsertionPoint(op);
  loc = op.getLoc();
  for (Value argument : writtenArguments)
    copy(argument, copies[argument]);
  // Results may be views of one buffer.
  llvm::SetVector<Value> moved;
  for (OpOperand &operand : op->getOpOperands()) {
    Value result = operand.get();
    if (!isOnDevice(result))
      continue;
    Value root = getRoot(result);
    auto *found = llvm::find_if(
        copies, [&](auto &entry) { return entry.second == root; });
    if (found != copies.end()) {
      operand.set(
          b.createOrFold<memref::CastOp>(loc, result.getType(), found->first));
      continue;
    }
    Value host =
        memref::AllocOp::create(b, loc, cast<MemRefType>(result.getType()),
                                getDynamicSizes(b, loc, result));
    copy(host, result);
    moved.insert(root);
    operand.set(host);
  }
  for (Value buffer : moved)
    free(buffer);
  for (auto [source, device] : copies)
    free(device);
}

LogicalResult Mover::run() {
  findHostBuffers();
  moveIn();
  moveAllocations();
  if (failed(rewriteHostAccesses()))
    return failure();
  func.walk([&](func::ReturnOp op) { moveOut(op); });
  func.walk(attributeSharedBuffers);
  nameKernels(func);
  return success();
}

namespace {
struct GPUBuffersPass : glu::impl::GPUBuffersPassBase<GPUBuffersPass> {
  using Base::Base;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal())
      return;
    if (func.isPublic()) {
      if (failed(Mover(func).run()))
        signalPassFailure();
      return;
    }
    // Its buffers would be those of its callers.
    WalkResult result = func.walk([&](gpu::LaunchOp op) {
      func.emitOpError("expected kernels in public functions only; it is "
                       "recursive, or else the inliner has not run");
      return WalkResult::interrupt();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
