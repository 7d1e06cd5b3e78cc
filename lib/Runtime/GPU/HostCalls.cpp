//===- HostCalls.cpp - The functions behind the mgpu names ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/GPU/DeviceRun.h"
#include "llvm/Support/ErrorHandling.h"

using namespace glurt;
using llvm::Error;
using llvm::Expected;
using llvm::Twine;

/// MLIR's index type.
using Index = int64_t;

namespace glurt {
/// Each function has the parameters that MLIR 22.1 passes to its mgpu name. An
/// i8 and an i16 come as the lower bits of an `unsigned`: MLIR's code leaves
/// the other bits of the register open, and C++ would rely on them.
struct HostCalls {
  static DeviceRun &getRun() {
    if (!DeviceRun::current)
      llvm::report_fatal_error(
          "host code calls a device outside of a glurt::DeviceRun");
    return *DeviceRun::current;
  }

  /// Calls `work`, unless there was an error.
  template <typename Work>
  static void attempt(Work work) {
    DeviceRun &run = getRun();
    if (!run.hasFailed())
      run.note(work(run));
  }

  /// The handle that `create` returns; null after an error.
  template <typename Create>
  static void *make(Create create) {
    void *handle = nullptr;
    attempt([&](DeviceRun &run) -> Error {
      Expected<void *> made = create(run);
      if (!made)
        return made.takeError();
      handle = *made;
      return Error::success();
    });
    return handle;
  }

  /// Calls `work` also after an error: the host frees memory that the device
  /// must no longer use. What was not created is null.
  template <typename Work>
  static void settle(void *handle, Work work) {
    if (handle)
      getRun().note(work(getRun().device));
  }

  //===--------------------------------------------------------------------===//
  // Modules and launches
  //===--------------------------------------------------------------------===//

  static void *moduleLoad(const char *data, uint64_t bytes) {
    return make([&](DeviceRun &run) {
      return run.device.loadBinary(llvm::StringRef(data, bytes));
    });
  }

  static void *moduleLoadJIT(const char *ptx, int32_t optimization) {
    return make(
        [&](DeviceRun &run) { return run.device.loadText(ptx, optimization); });
  }

  static void moduleUnload(void *module) {
    settle(module, [&](Device &device) { return device.unload(module); });
  }

  static void *moduleGetFunction(void *module, const char *name) {
    void *function = make(
        [&](DeviceRun &run) { return run.device.getFunction(module, name); });
    if (function)
      getRun().kernelNames[function] = name;
    return function;
  }

  using Sizes = std::array<Index, 3>;

  static Expected<std::array<uint32_t, 3>> narrow(const char *what,
                                                  Sizes sizes) {
    std::array<uint32_t, 3> narrow;
    for (auto [to, from] : llvm::zip(narrow, sizes)) {
      if (from < 0 || from > UINT32_MAX)
        return llvm::createStringError(
            Twine("a ") + what + " of (" + Twine(sizes[0]) + ", " +
            Twine(sizes[1]) + ", " + Twine(sizes[2]) +
            "); expected sizes from 0 to 2^32 - 1");
      to = static_cast<uint32_t>(from);
    }
    return narrow;
  }

  static Error launch(DeviceRun &run, void *function,
                      std::optional<Sizes> cluster, Sizes grid, Sizes block,
                      int32_t dynamicShared, void *stream, void **parameters,
                      std::optional<size_t> parameterCount) {
    auto gridSizes = narrow("grid", grid), blockSizes = narrow("block", block);
    auto clusterSizes = narrow("cluster", cluster.value_or(Sizes{1, 1, 1}));
    Error error = llvm::joinErrors(
        llvm::joinErrors(gridSizes.takeError(), blockSizes.takeError()),
        clusterSizes.takeError());
    if (error)
      return error;
    // Work of no rows is no work: no device launches an empty grid.
    if (llvm::is_contained(*gridSizes, 0))
      return Error::success();
    LaunchSizes sizes{*gridSizes, *blockSizes, {}, uint32_t(dynamicShared)};
    if (cluster)
      sizes.cluster = *clusterSizes;
    return run.launch(function, stream, [&] {
      return run.device.launch(function, sizes, parameters, parameterCount,
                               stream, run.reports);
    });
  }

  static void launchKernel(void *function, Index gridX, Index gridY,
                           Index gridZ, Index blockX, Index blockY,
                           Index blockZ, int32_t dynamicShared, void *stream,
                           void **parameters, void ** /*extra*/,
                           uint64_t parameterCount) {
    attempt([&](DeviceRun &run) {
      return launch(run, function, /*cluster=*/{}, {gridX, gridY, gridZ},
                    {blockX, blockY, blockZ}, dynamicShared, stream, parameters,
                    parameterCount);
    });
  }

  static void launchClusterKernel(void *function, Index clusterX,
                                  Index clusterY, Index clusterZ, Index gridX,
                                  Index gridY, Index gridZ, Index blockX,
                                  Index blockY, Index blockZ,
                                  int32_t dynamicShared, void *stream,
                                  void **parameters, void ** /*extra*/) {
    attempt([&](DeviceRun &run) {
      return launch(run, function, Sizes{clusterX, clusterY, clusterZ},
                    {gridX, gridY, gridZ}, {blockX, blockY, blockZ},
                    dynamicShared, stream, parameters, /*parameterCount=*/{});
    });
  }

  //===--------------------------------------------------------------------===//
  // Streams and events
  //===--------------------------------------------------------------------===//

  static void *streamCreate() {
    return make([](DeviceRun &run) { return run.device.createStream(); });
  }

  static void streamDestroy(void *stream) {
    settle(stream,
           [&](Device &device) { return device.destroyStream(stream); });
  }

  static void streamSynchronize(void *stream) {
    settle(stream,
           [&](Device &device) { return device.synchronizeStream(stream); });
  }

  static void streamWaitEvent(void *stream, void *event) {
    attempt(
        [&](DeviceRun &run) { return run.device.waitForEvent(stream, event); });
  }

  static void *eventCreate() {
    return make([](DeviceRun &run) { return run.device.createEvent(); });
  }

  static void eventDestroy(void *event) {
    settle(event, [&](Device &device) { return device.destroyEvent(event); });
  }

  static void eventSynchronize(void *event) {
    settle(event,
           [&](Device &device) { return device.synchronizeEvent(event); });
  }

  static void eventRecord(void *event, void *stream) {
    attempt(
        [&](DeviceRun &run) { return run.device.recordEvent(event, stream); });
  }

  //===--------------------------------------------------------------------===//
  // Memory
  //===--------------------------------------------------------------------===//

  static void *memAlloc(uint64_t bytes, void * /*stream*/,
                        unsigned isHostShared) {
    return getRun().allocate(bytes, uint8_t(isHostShared) != 0);
  }

  static void memFree(void *address, void * /*stream*/) {
    getRun().free(address);
  }

  static void memcpy(void *to, void *from, uint64_t bytes, void *stream) {
    attempt([&](DeviceRun &run) {
      return bytes ? run.device.copy(to, from, bytes, stream)
                   : Error::success();
    });
  }

  static void memset16(void *to, unsigned value, uint64_t count, void *stream) {
    attempt([&](DeviceRun &run) {
      return count ? run.device.fill16(to, uint16_t(value), count, stream)
                   : Error::success();
    });
  }

  static void memset32(void *to, uint32_t value, uint64_t count, void *stream) {
    attempt([&](DeviceRun &run) {
      return count ? run.device.fill32(to, value, count, stream)
                   : Error::success();
    });
  }

  static void memHostRegister(void *address, uint64_t bytes) {
    attempt([&](DeviceRun &run) {
      return run.device.registerHost(address, bytes);
    });
  }

  static void memHostUnregister(void *address) {
    attempt([&](DeviceRun &run) { return run.device.unregisterHost(address); });
  }

  /// A ranked memref: the pointers allocated and aligned, the offset, sizes,
  /// strides.
  struct MemRef {
    int64_t rank;
    const int64_t *words;

    int64_t getSize(int64_t dim) const { return words[3 + dim]; }
    int64_t getStride(int64_t dim) const { return words[3 + rank + dim]; }
    void *getAddress(int64_t elementBytes) const {
      return reinterpret_cast<char *>(words[1]) + words[2] * elementBytes;
    }
  };

  static void memHostRegisterMemRef(int64_t rank, int64_t *descriptor,
                                    int64_t elementBytes) {
    MemRef memref{rank, descriptor};
    uint64_t bytes = elementBytes;
    for (int64_t dim = 0; dim < rank; ++dim)
      bytes *= memref.getSize(dim);
    memHostRegister(memref.getAddress(elementBytes), bytes);
  }

  static void memHostUnregisterMemRef(int64_t rank, int64_t *descriptor,
                                      int64_t elementBytes) {
    memHostUnregister(MemRef{rank, descriptor}.getAddress(elementBytes));
  }

  /// The device is that of the run.
  static void setDefaultDevice(int32_t number) {
    attempt([&](DeviceRun &) {
      return number == 0 ? Error::success()
                         : llvm::createStringError("host code chooses device " +
                                                   Twine(number) +
                                                   "; there is device 0 alone");
    });
  }

  //===--------------------------------------------------------------------===//
  // Tensor maps
  //===--------------------------------------------------------------------===//

  /// Bytes of an element, by CUtensorMapDataType.
  static Expected<int64_t> getElementBytes(int64_t type) {
    static constexpr int64_t bytes[] = {1, 2, 4, 4, 8, 8, 2, 4, 8, 2, 4, 4, 4};
    if (type >= 0 && type < int64_t(std::size(bytes)))
      return bytes[type];
    return llvm::createStringError("a tensor map of elements of type " +
                                   Twine(type) + "; expected 0 to " +
                                   Twine(std::size(bytes) - 1));
  }

  static Expected<void *> encode(DeviceRun &run, MemRef memref, TensorMap map,
                                 const int64_t *box) {
    auto elementBytes = getElementBytes(map.elementType);
    if (!elementBytes)
      return elementBytes.takeError();
    map.address = memref.getAddress(*elementBytes);
    for (int64_t dim = memref.rank; dim-- > 0;) {
      map.sizes.push_back(memref.getSize(dim));
      map.box.push_back(box[dim]);
      if (dim != memref.rank - 1)
        map.strides.push_back(memref.getStride(dim) * *elementBytes);
    }
    return run.encode(map);
  }

  static void *tensorMapEncodeTiledMemref(int64_t rank, int64_t *descriptor,
                                          int64_t elementType,
                                          int64_t interleave, int64_t swizzle,
                                          int64_t l2Promotion,
                                          int64_t outOfBounds, int64_t *box) {
    return make([&](DeviceRun &run) {
      TensorMap map;
      map.elementType = elementType;
      map.interleave = interleave;
      map.swizzle = swizzle;
      map.l2Promotion = l2Promotion;
      map.outOfBounds = outOfBounds;
      return encode(run, {rank, descriptor}, std::move(map), box);
    });
  }
};
} // namespace glurt

template <typename Result, typename... Parameters>
static HostFunction entry(llvm::StringRef name,
                          Result (*function)(Parameters...)) {
  return {name, reinterpret_cast<void *>(function)};
}

llvm::ArrayRef<HostFunction> glurt::getHostFunctions() {
  static const HostFunction functions[] = {
      entry("mgpuModuleLoad", HostCalls::moduleLoad),
      entry("mgpuModuleLoadJIT", HostCalls::moduleLoadJIT),
      entry("mgpuModuleUnload", HostCalls::moduleUnload),
      entry("mgpuModuleGetFunction", HostCalls::moduleGetFunction),
      entry("mgpuLaunchKernel", HostCalls::launchKernel),
      entry("mgpuLaunchClusterKernel", HostCalls::launchClusterKernel),
      entry("mgpuStreamCreate", HostCalls::streamCreate),
      entry("mgpuStreamDestroy", HostCalls::streamDestroy),
      entry("mgpuStreamSynchronize", HostCalls::streamSynchronize),
      entry("mgpuStreamWaitEvent", HostCalls::streamWaitEvent),
      entry("mgpuEventCreate", HostCalls::eventCreate),
      entry("mgpuEventDestroy", HostCalls::eventDestroy),
      entry("mgpuEventSynchronize", HostCalls::eventSynchronize),
      entry("mgpuEventRecord", HostCalls::eventRecord),
      entry("mgpuMemAlloc", HostCalls::memAlloc),
      entry("mgpuMemFree", HostCalls::memFree),
      entry("mgpuMemcpy", HostCalls::memcpy),
      entry("mgpuMemset16", HostCalls::memset16),
      entry("mgpuMemset32", HostCalls::memset32),
      entry("mgpuMemHostRegister", HostCalls::memHostRegister),
      entry("mgpuMemHostUnregister", HostCalls::memHostUnregister),
      entry("mgpuMemHostRegisterMemRef", HostCalls::memHostRegisterMemRef),
      entry("mgpuMemHostUnregisterMemRef", HostCalls::memHostUnregisterMemRef),
      entry("mgpuSetDefaultDevice", HostCalls::setDefaultDevice),
      entry("mgpuTensorMapEncodeTiledMemref",
            HostCalls::tensorMapEncodeTiledMemref),
  };
  return functions;
}
