//===- CUDADevice.cpp - A GPU by CUDA's driver ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CUDADriver.h"
#include "glu/Runtime/GPU/Device.h"

using namespace glurt;
using llvm::Error;
using llvm::Expected;
using llvm::Twine;

static cuda::Address toAddress(const void *pointer) {
  return reinterpret_cast<uintptr_t>(pointer);
}

namespace {
class CUDADevice : public Device {
public:
  CUDADevice(const cuda::Driver &driver, cuda::Device device, int capability,
             cuda::Handle context)
      : driver(driver), device(device), capability(capability),
        context(context) {}
  ~CUDADevice() override { driver.cuDevicePrimaryCtxRelease_v2(device); }

  std::string getArch() const override;

  Error enter() override {
    return check(driver.cuCtxPushCurrent_v2(context), "cuCtxPushCurrent");
  }
  void leave() override {
    cuda::Handle popped;
    driver.cuCtxPopCurrent_v2(&popped);
  }

  Expected<void *> loadText(const char *ptx, unsigned optimization) override;
  Expected<void *> loadBinary(llvm::StringRef binary) override {
    return make("cuModuleLoadDataEx of a binary", [&](cuda::Handle *module) {
      return driver.cuModuleLoadDataEx(module, binary.data(), /*count=*/0,
                                       nullptr, nullptr);
    });
  }
  Error unload(void *module) override {
    return check(driver.cuModuleUnload(module), "cuModuleUnload");
  }
  Expected<void *> getFunction(void *module, llvm::StringRef name) override {
    return make("cuModuleGetFunction of '" + name + "'",
                [&](cuda::Handle *function) {
                  return driver.cuModuleGetFunction(function, module,
                                                    name.str().c_str());
                });
  }

  Error launch(void *function, const LaunchSizes &sizes, void **parameters,
               std::optional<size_t> parameterCount, void *stream,
               std::vector<ptxemu::Report> &reports) override;

  Expected<void *> createStream() override {
    return make("cuStreamCreate", [&](cuda::Handle *stream) {
      return driver.cuStreamCreate(stream, cuda::streamNonBlocking);
    });
  }
  Error destroyStream(void *stream) override {
    return check(driver.cuStreamDestroy_v2(stream), "cuStreamDestroy");
  }
  Error synchronizeStream(void *stream) override {
    return check(driver.cuStreamSynchronize(stream), "cuStreamSynchronize");
  }
  Error waitForEvent(void *stream, void *event) override {
    return check(driver.cuStreamWaitEvent(stream, event, /*flags=*/0),
                 "cuStreamWaitEvent");
  }
  Expected<void *> createEvent() override {
    return make("cuEventCreate", [&](cuda::Handle *event) {
      return driver.cuEventCreate(event, cuda::eventWithTime);
    });
  }
  Error destroyEvent(void *event) override {
    return check(driver.cuEventDestroy_v2(event), "cuEventDestroy");
  }
  Error recordEvent(void *event, void *stream) override {
    return check(driver.cuEventRecord(event, stream), "cuEventRecord");
  }
  Error synchronizeEvent(void *event) override {
    return check(driver.cuEventSynchronize(event), "cuEventSynchronize");
  }
  Expected<double> getSeconds(void *from, void *to) override {
    float milliseconds = 0;
    if (Error error = check(driver.cuEventElapsedTime(&milliseconds, from, to),
                            "cuEventElapsedTime"))
      return std::move(error);
    return 1e-3 * milliseconds;
  }

  Expected<void *> allocate(uint64_t bytes) override {
    return makeMemory("cuMemAlloc of " + Twine(bytes) + " bytes",
                      [&](cuda::Address *address) {
                        return driver.cuMemAlloc_v2(address, bytes);
                      });
  }
  Expected<void *> allocateShared(uint64_t bytes) override {
    return makeMemory("cuMemAllocManaged of " + Twine(bytes) + " bytes",
                      [&](cuda::Address *address) {
                        return driver.cuMemAllocManaged(address, bytes,
                                                        cuda::attachGlobal);
                      });
  }
  Error free(void *address) override {
    return check(driver.cuMemFree_v2(toAddress(address)), "cuMemFree");
  }
  Error copy(void *to, const void *from, uint64_t bytes,
             void *stream) override {
    return check(
        driver.cuMemcpyAsync(toAddress(to), toAddress(from), bytes, stream),
        "cuMemcpyAsync of " + Twine(bytes) + " bytes");
  }
  Error fill16(void *to, uint16_t value, uint64_t count,
               void *stream) override {
    return check(driver.cuMemsetD16Async(toAddress(to), value, count, stream),
                 "cuMemsetD16Async of " + Twine(count) + " elements");
  }
  Error fill32(void *to, uint32_t value, uint64_t count,
               void *stream) override {
    return check(driver.cuMemsetD32Async(toAddress(to), value, count, stream),
                 "cuMemsetD32Async of " + Twine(count) + " elements");
  }
  Error registerHost(void *address, uint64_t bytes) override {
    return check(driver.cuMemHostRegister_v2(address, bytes, /*flags=*/0),
                 "cuMemHostRegister of " + Twine(bytes) + " bytes");
  }
  Error unregisterHost(void *address) override {
    return check(driver.cuMemHostUnregister(address), "cuMemHostUnregister");
  }

  Expected<EncodedTensorMap> encode(const TensorMap &map) override;

private:
  Error check(cuda::Result result, const Twine &what) const {
    return driver.check(result, what);
  }

  template <typename Create>
  Expected<void *> make(const Twine &what, Create create) {
    cuda::Handle handle = nullptr;
    if (Error error = check(create(&handle), what))
      return std::move(error);
    return handle;
  }

  template <typename Allocate>
  Expected<void *> makeMemory(const Twine &what, Allocate allocate) {
    return make(what, [&](cuda::Handle *handle) {
      cuda::Address address = 0;
      cuda::Result result = allocate(&address);
      *handle = reinterpret_cast<void *>(address);
      return result;
    });
  }

  Error allowShared(cuda::Handle function, uint32_t dynamicShared);

  const cuda::Driver driver;
  const cuda::Device device;
  const int capability;
  const cuda::Handle context;
};
} // namespace

/// The most that LLVM and this GPU have in common. Features of sm_90a and
/// sm_100a are those of one generation.
std::string CUDADevice::getArch() const {
  if (capability == 90 || capability == 100)
    return "sm_" + std::to_string(capability) + "a";
  for (int known : {120, 89, 86, 80})
    if (capability >= known)
      return "sm_" + std::to_string(known);
  return "sm_" + std::to_string(capability);
}

Expected<void *> CUDADevice::loadText(const char *ptx, unsigned optimization) {
  std::array<char, 4096> log = {};
  int options[] = {cuda::optimizationLevel, cuda::errorLogBuffer,
                   cuda::errorLogBufferSizeBytes};
  // Numbers are passed as if they were pointers.
  void *values[] = {reinterpret_cast<void *>(uintptr_t(optimization)),
                    log.data(),
                    reinterpret_cast<void *>(uintptr_t(log.size()))};
  cuda::Handle module = nullptr;
  cuda::Result result = driver.cuModuleLoadDataEx(
      &module, ptx, std::size(options), options, values);
  if (result == cuda::success)
    return module;
  log.back() = 0;
  llvm::StringRef said = llvm::StringRef(log.data()).trim();
  std::string reason = said.empty() ? "" : "\n" + said.str();
  return llvm::createStringError(
      llvm::toString(check(result, "cuModuleLoadDataEx of PTX")) + reason);
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// A block has 48 KB of shared memory, unless its kernel asks for more.
Error CUDADevice::allowShared(cuda::Handle function, uint32_t dynamicShared) {
  constexpr int64_t always = 48 * 1024;
  if (dynamicShared == 0)
    return Error::success();
  int ownShared = 0;
  if (Error error = check(driver.cuFuncGetAttribute(
                              &ownShared, cuda::sharedSizeBytes, function),
                          "cuFuncGetAttribute"))
    return error;
  if (ownShared + int64_t(dynamicShared) <= always)
    return Error::success();
  return check(driver.cuFuncSetAttribute(
                   function, cuda::maxDynamicSharedSizeBytes, dynamicShared),
               "cuFuncSetAttribute to " + Twine(dynamicShared) +
                   " bytes of dynamic shared memory, with " + Twine(ownShared) +
                   " of the kernel's own");
}

static std::string print(const std::array<uint32_t, 3> &sizes) {
  return "(" + std::to_string(sizes[0]) + ", " + std::to_string(sizes[1]) +
         ", " + std::to_string(sizes[2]) + ")";
}

Error CUDADevice::launch(void *function, const LaunchSizes &sizes,
                         void **parameters, std::optional<size_t>, void *stream,
                         std::vector<ptxemu::Report> &) {
  if (Error error = allowShared(function, sizes.dynamicShared))
    return error;
  const auto &grid = sizes.grid, &block = sizes.block;
  std::string what = " with a grid of " + print(grid) + ", a block of " +
                     print(block) + " and " +
                     std::to_string(sizes.dynamicShared) +
                     " bytes of dynamic shared memory";
  if (!sizes.cluster)
    return check(driver.cuLaunchKernel(function, grid[0], grid[1], grid[2],
                                       block[0], block[1], block[2],
                                       sizes.dynamicShared, stream, parameters,
                                       /*extra=*/nullptr),
                 "cuLaunchKernel" + what);

  const auto &cluster = *sizes.cluster;
  if (!driver.cuLaunchKernelEx)
    return llvm::createStringError(
        "the CUDA driver cannot launch clusters; expected CUDA 11.8 or newer");
  cuda::LaunchAttribute attribute = {};
  attribute.id = cuda::LaunchAttribute::clusterDimension;
  std::copy(cluster.begin(), cluster.end(), attribute.value);
  cuda::LaunchConfig config = {{grid[0], grid[1], grid[2]},
                               {block[0], block[1], block[2]},
                               sizes.dynamicShared,
                               stream,
                               &attribute,
                               /*attributeCount=*/1};
  return check(driver.cuLaunchKernelEx(&config, function, parameters,
                                       /*extra=*/nullptr),
               "cuLaunchKernelEx with clusters of " + print(cluster) + "," +
                   what.substr(5));
}

Expected<EncodedTensorMap> CUDADevice::encode(const TensorMap &map) {
  if (!driver.cuTensorMapEncodeTiled)
    return llvm::createStringError(
        "the CUDA driver has no tensor maps; expected CUDA 12 or newer");
  // The driver asks for 64 bytes of alignment, and since CUDA 13 for 128.
  struct {
    alignas(128) EncodedTensorMap bytes;
  } encoded = {};
  llvm::SmallVector<uint32_t, 5> elementStrides(map.sizes.size(), 1);
  if (Error error =
          check(driver.cuTensorMapEncodeTiled(
                    encoded.bytes.data(), map.elementType, map.sizes.size(),
                    map.address, map.sizes.data(), map.strides.data(),
                    map.box.data(), elementStrides.data(), map.interleave,
                    map.swizzle, map.l2Promotion, map.outOfBounds),
                "cuTensorMapEncodeTiled of rank " + Twine(map.sizes.size())))
    return std::move(error);
  return encoded.bytes;
}

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

Expected<std::unique_ptr<Device>>
glurt::createCUDADevice(const std::string &library) {
  auto driver = cuda::Driver::load(library);
  if (!driver)
    return driver.takeError();
  if (Error error = driver->check(driver->cuInit(/*flags=*/0),
                                  "there is no CUDA device: cuInit"))
    return std::move(error);
  cuda::Device device = 0;
  if (Error error = driver->check(driver->cuDeviceGet(&device, /*ordinal=*/0),
                                  "there is no CUDA device: cuDeviceGet"))
    return std::move(error);
  int major = 0, minor = 0;
  for (auto [value, attribute] :
       {std::pair(&major, cuda::computeCapabilityMajor),
        std::pair(&minor, cuda::computeCapabilityMinor)})
    if (Error error = driver->check(
            driver->cuDeviceGetAttribute(value, attribute, device),
            "cuDeviceGetAttribute"))
      return std::move(error);
  cuda::Handle context = nullptr;
  if (Error error =
          driver->check(driver->cuDevicePrimaryCtxRetain(&context, device),
                        "cuDevicePrimaryCtxRetain"))
    return std::move(error);
  return std::make_unique<CUDADevice>(*driver, device, 10 * major + minor,
                                      context);
}
