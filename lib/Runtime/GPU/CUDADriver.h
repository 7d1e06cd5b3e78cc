//===- CUDADriver.h - The part of CUDA's driver that is used ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations of our own, so that neither headers nor libraries of CUDA are
// needed to build. Names, numbers and layouts are those of the driver's ABI.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_RUNTIME_GPU_CUDADRIVER_H
#define GLU_LIB_RUNTIME_GPU_CUDADRIVER_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <cstddef>
#include <cstdint>
#include <string>

namespace glurt::cuda {

using Result = int;
using Device = int;
using Address = unsigned long long;
/// Contexts, modules, functions, streams and events.
using Handle = void *;

constexpr Result success = 0;

enum DeviceAttribute { computeCapabilityMajor = 75, computeCapabilityMinor };
enum FunctionAttribute { sharedSizeBytes = 1, maxDynamicSharedSizeBytes = 8 };
enum JITOption {
  errorLogBuffer = 5,
  errorLogBufferSizeBytes = 6,
  optimizationLevel = 7
};
constexpr unsigned streamNonBlocking = 1, eventWithTime = 0, attachGlobal = 1;

struct LaunchAttribute {
  static constexpr int clusterDimension = 4;
  alignas(8) int id;
  alignas(8) unsigned value[16];
};

struct LaunchConfig {
  unsigned grid[3], block[3], sharedBytes;
  Handle stream;
  LaunchAttribute *attributes;
  unsigned attributeCount;
};

/// Entry points that every driver has.
#define GLU_CUDA_ENTRY_POINTS(X)                                               \
  X(cuInit, (unsigned flags))                                                  \
  X(cuGetErrorName, (Result result, const char **name))                        \
  X(cuGetErrorString, (Result result, const char **text))                      \
  X(cuDeviceGet, (Device * device, int ordinal))                               \
  X(cuDeviceGetAttribute, (int *value, int attribute, Device device))          \
  X(cuDevicePrimaryCtxRetain, (Handle * context, Device device))               \
  X(cuDevicePrimaryCtxRelease_v2, (Device device))                             \
  X(cuCtxPushCurrent_v2, (Handle context))                                     \
  X(cuCtxPopCurrent_v2, (Handle * context))                                    \
  X(cuModuleLoadDataEx, (Handle * module, const void *image, unsigned count,   \
                         int *options, void **values))                         \
  X(cuModuleUnload, (Handle module))                                           \
  X(cuModuleGetFunction, (Handle * function, Handle module, const char *name)) \
  X(cuFuncGetAttribute, (int *value, int attribute, Handle function))          \
  X(cuFuncSetAttribute, (Handle function, int attribute, int value))           \
  X(cuLaunchKernel,                                                            \
    (Handle function, unsigned gridX, unsigned gridY, unsigned gridZ,          \
     unsigned blockX, unsigned blockY, unsigned blockZ, unsigned sharedBytes,  \
     Handle stream, void **parameters, void **extra))                          \
  X(cuStreamCreate, (Handle * stream, unsigned flags))                         \
  X(cuStreamDestroy_v2, (Handle stream))                                       \
  X(cuStreamSynchronize, (Handle stream))                                      \
  X(cuStreamWaitEvent, (Handle stream, Handle event, unsigned flags))          \
  X(cuEventCreate, (Handle * event, unsigned flags))                           \
  X(cuEventDestroy_v2, (Handle event))                                         \
  X(cuEventRecord, (Handle event, Handle stream))                              \
  X(cuEventSynchronize, (Handle event))                                        \
  X(cuEventElapsedTime, (float *milliseconds, Handle from, Handle to))         \
  X(cuMemAlloc_v2, (Address * address, size_t bytes))                          \
  X(cuMemAllocManaged, (Address * address, size_t bytes, unsigned flags))      \
  X(cuMemFree_v2, (Address address))                                           \
  X(cuMemcpyAsync, (Address to, Address from, size_t bytes, Handle stream))    \
  X(cuMemsetD16Async,                                                          \
    (Address to, unsigned short value, size_t count, Handle stream))           \
  X(cuMemsetD32Async,                                                          \
    (Address to, unsigned value, size_t count, Handle stream))                 \
  X(cuMemHostRegister_v2, (void *address, size_t bytes, unsigned flags))       \
  X(cuMemHostUnregister, (void *address))

/// Entry points that came with CUDA 11.8 and 12.0, and may be missing.
#define GLU_CUDA_LATE_ENTRY_POINTS(X)                                          \
  X(cuLaunchKernelEx, (const LaunchConfig *config, Handle function,            \
                       void **parameters, void **extra))                       \
  X(cuTensorMapEncodeTiled,                                                    \
    (void *map, int elementType, uint32_t rank, void *address,                 \
     const uint64_t *sizes, const uint64_t *strides, const uint32_t *box,      \
     const uint32_t *elementStrides, int interleave, int swizzle,              \
     int l2Promotion, int outOfBounds))

struct Driver {
  static llvm::Expected<Driver> load(const std::string &path);
  /// An error that says what failed, unless `result` is success.
  llvm::Error check(Result result, const llvm::Twine &what) const;

#define GLU_DECLARE(NAME, PARAMETERS) Result(*NAME) PARAMETERS = nullptr;
  GLU_CUDA_ENTRY_POINTS(GLU_DECLARE)
  GLU_CUDA_LATE_ENTRY_POINTS(GLU_DECLARE)
#undef GLU_DECLARE
};

} // namespace glurt::cuda

#endif // GLU_LIB_RUNTIME_GPU_CUDADRIVER_H
