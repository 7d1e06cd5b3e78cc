//===- Device.h - What runs kernels -----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A device is the CUDA driver's or the emulator of PTX. Code compiled for a GPU
// calls it through the functions of DeviceRun.h.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_RUNTIME_GPU_DEVICE_H
#define GLU_RUNTIME_GPU_DEVICE_H

#include "glu/Emulator/Report.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace glurt {

struct LaunchSizes {
  std::array<uint32_t, 3> grid = {1, 1, 1}, block = {1, 1, 1};
  /// Blocks of a cluster; none where the kernel has no clusters.
  std::optional<std::array<uint32_t, 3>> cluster;
  /// Bytes of dynamic shared memory.
  uint32_t dynamicShared = 0;
};

/// What a tensor map says of an array in global memory. Dimensions are in the
/// order of CUDA, the innermost first; the enumerations are CUDA's, too.
struct TensorMap {
  void *address = nullptr;
  llvm::SmallVector<uint64_t, 5> sizes;
  /// Bytes from one index to the next, but for the innermost dimension.
  llvm::SmallVector<uint64_t, 4> strides;
  llvm::SmallVector<uint32_t, 5> box;
  int elementType = 0, interleave = 0, swizzle = 0, l2Promotion = 0,
      outOfBounds = 0;
};
using EncodedTensorMap = std::array<char, 128>;

/// Handles of modules, functions, streams and events, and the addresses of
/// device memory, are pointers that only the device knows. Several threads may
/// use a device; each calls `enter` before and `leave` after.
class Device {
public:
  virtual ~Device();

  /// `sm_80`, `sm_90a`: what to compile for.
  virtual std::string getArch() const = 0;

  virtual llvm::Error enter() = 0;
  virtual void leave() = 0;

  /// PTX text, which ends in a zero.
  virtual llvm::Expected<void *> loadText(const char *ptx,
                                          unsigned optimization) = 0;
  /// A cubin or fatbin.
  virtual llvm::Expected<void *> loadBinary(llvm::StringRef binary) = 0;
  virtual llvm::Error unload(void *module) = 0;
  virtual llvm::Expected<void *> getFunction(void *module,
                                             llvm::StringRef name) = 0;

  /// Runs a kernel, whose parameters lie where `parameters` points to; their
  /// number is checked where the caller and the device know it. A device that
  /// watches the kernel appends what it saw to `reports`.
  virtual llvm::Error launch(void *function, const LaunchSizes &sizes,
                             void **parameters,
                             std::optional<size_t> parameterCount, void *stream,
                             std::vector<ptxemu::Report> &reports) = 0;

  virtual llvm::Expected<void *> createStream() = 0;
  virtual llvm::Error destroyStream(void *stream) = 0;
  virtual llvm::Error synchronizeStream(void *stream) = 0;
  virtual llvm::Error waitForEvent(void *stream, void *event) = 0;
  virtual llvm::Expected<void *> createEvent() = 0;
  virtual llvm::Error destroyEvent(void *event) = 0;
  virtual llvm::Error recordEvent(void *event, void *stream) = 0;
  virtual llvm::Error synchronizeEvent(void *event) = 0;
  /// The time on the device between two recorded events, in seconds.
  virtual llvm::Expected<double> getSeconds(void *from, void *to) = 0;

  virtual llvm::Expected<void *> allocate(uint64_t bytes) = 0;
  /// Memory that the host may access as well.
  virtual llvm::Expected<void *> allocateShared(uint64_t bytes) = 0;
  virtual llvm::Error free(void *address) = 0;
  /// Between the host and the device, either way, or on one of them.
  virtual llvm::Error copy(void *to, const void *from, uint64_t bytes,
                           void *stream) = 0;
  /// `count` elements of 2 or 4 bytes.
  virtual llvm::Error fill16(void *to, uint16_t value, uint64_t count,
                             void *stream) = 0;
  virtual llvm::Error fill32(void *to, uint32_t value, uint64_t count,
                             void *stream) = 0;
  /// Lets kernels access memory of the host.
  virtual llvm::Error registerHost(void *address, uint64_t bytes) = 0;
  virtual llvm::Error unregisterHost(void *address) = 0;

  virtual llvm::Expected<EncodedTensorMap> encode(const TensorMap &map) = 0;
};

/// The first GPU of the CUDA driver, which is loaded from `library`.
llvm::Expected<std::unique_ptr<Device>>
createCUDADevice(const std::string &library = "libcuda.so.1");

/// A device that executes PTX without a GPU. The seed chooses the order of
/// warps and the errors of approximate instructions.
std::unique_ptr<Device> createEmulatedDevice(uint64_t seed);

} // namespace glurt

#endif // GLU_RUNTIME_GPU_DEVICE_H
