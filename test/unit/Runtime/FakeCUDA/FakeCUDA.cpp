//===- FakeCUDA.cpp - A CUDA driver that keeps a diary --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Has the entry points of libcuda.so.1 with signatures of its own, written down
// apart from those that it tests. Handles are numbers, memory is the host's.
//
//===----------------------------------------------------------------------===//

#include "FakeCUDA.h"
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {
FakeCUDA fake;
std::set<void *> live;
std::string kernelNames[8];
} // namespace

EXPORT FakeCUDA *getFakeCUDA() {
  fake.liveCount = live.size();
  return &fake;
}

/// Writes down a call; returns whether it is the one that shall fail.
template <typename... Values>
static int record(const char *name, const char *format = "", Values... values) {
  char text[256];
  if constexpr (sizeof...(values) == 0)
    std::snprintf(text, sizeof text, "%s", format);
  else
    std::snprintf(text, sizeof text, format, values...);
  fake.calls.push_back(std::string(name) + "(" + text + ")");
  return fake.failing == name ? fake.failure : 0;
}

/// A new handle, unless the call fails.
static int make(void **handle, int result) {
  static uintptr_t next = 1000;
  if (result == 0)
    live.insert(*handle = reinterpret_cast<void *>(++next));
  return result;
}

/// Also a call that fails lets go: real drivers do when a kernel had faulted.
static int drop(void *handle, int result) {
  if (live.erase(handle) == 0)
    fake.calls.push_back("  of what is not there");
  return result;
}

EXPORT int cuInit(unsigned flags) { return record("cuInit", "%u", flags); }
EXPORT int cuGetErrorName(int result, const char **name) {
  *name = "CUDA_ERROR_OUT_OF_MEMORY";
  if (result == 2)
    return 0;
  *name = nullptr;
  return 1;
}
EXPORT int cuGetErrorString(int result, const char **text) {
  *text = "out of memory";
  if (result == 2)
    return 0;
  *text = nullptr;
  return 1;
}
EXPORT int cuDeviceGet(int *device, int ordinal) {
  *device = 7;
  return record("cuDeviceGet", "%d", ordinal);
}
EXPORT int cuDeviceGetAttribute(int *value, int attribute, int device) {
  *value = attribute == 75   ? fake.capability / 10
           : attribute == 76 ? fake.capability % 10
                             : -1;
  return record("cuDeviceGetAttribute", "%d, %d", attribute, device);
}
EXPORT int cuDevicePrimaryCtxRetain(void **context, int device) {
  int result = record("cuDevicePrimaryCtxRetain", "%d", device);
  if (result == 0)
    live.insert(*context = &fake);
  return result;
}
EXPORT int cuDevicePrimaryCtxRelease_v2(int device) {
  return drop(&fake, record("cuDevicePrimaryCtxRelease", "%d", device));
}
EXPORT int cuCtxPushCurrent_v2(void *context) {
  int result = record("cuCtxPushCurrent", "%d", context == &fake);
  fake.depth += result == 0;
  return result;
}
EXPORT int cuCtxPopCurrent_v2(void **context) {
  *context = &fake;
  --fake.depth;
  return record("cuCtxPopCurrent");
}

EXPORT int cuModuleLoadDataEx(void **module, const void *image, unsigned count,
                              int *options, void **values) {
  if (count == 0)
    return make(module, record("cuModuleLoadDataEx", "%.4s", image));
  int result = record("cuModuleLoadDataEx", "%s, %d: %zu", image, options[0],
                      reinterpret_cast<uintptr_t>(values[0]));
  if (result && options[1] == 5 && options[2] == 6)
    std::snprintf(static_cast<char *>(values[1]),
                  reinterpret_cast<uintptr_t>(values[2]),
                  "ptxas fatal: line 1\n");
  return make(module, result);
}
EXPORT int cuModuleUnload(void *module) {
  return drop(module, record("cuModuleUnload"));
}
EXPORT int cuModuleGetFunction(void **function, void *module,
                               const char *name) {
  *function = const_cast<char *>(std::strcmp(name, "static") ? "" : "static");
  return record("cuModuleGetFunction", "%s%s", name,
                live.count(module) ? "" : " of no module");
}
EXPORT int cuFuncGetAttribute(int *value, int attribute, void *function) {
  *value = *static_cast<char *>(function) ? 40 * 1024 : 0;
  return record("cuFuncGetAttribute", "%d", attribute);
}
EXPORT int cuFuncSetAttribute(void *, int attribute, int value) {
  return record("cuFuncSetAttribute", "%d, %d", attribute, value);
}
EXPORT int cuLaunchKernel(void *, unsigned gridX, unsigned gridY,
                          unsigned gridZ, unsigned blockX, unsigned blockY,
                          unsigned blockZ, unsigned shared, void *stream,
                          void **parameters, void **extra) {
  return record("cuLaunchKernel",
                "%u %u %u, %u %u %u, %u, stream %d, %d, %.1f, extra %d", gridX,
                gridY, gridZ, blockX, blockY, blockZ, shared,
                live.count(stream), *static_cast<int *>(parameters[0]),
                *static_cast<float *>(parameters[1]), extra != nullptr);
}

EXPORT int cuStreamCreate(void **stream, unsigned flags) {
  return make(stream, record("cuStreamCreate", "%u", flags));
}
EXPORT int cuStreamDestroy_v2(void *stream) {
  return drop(stream, record("cuStreamDestroy"));
}
EXPORT int cuStreamSynchronize(void *stream) {
  return record("cuStreamSynchronize", "%d", live.count(stream));
}
EXPORT int cuStreamWaitEvent(void *stream, void *event, unsigned flags) {
  return record("cuStreamWaitEvent", "%d, %d, %u", live.count(stream),
                live.count(event), flags);
}
EXPORT int cuEventCreate(void **event, unsigned flags) {
  return make(event, record("cuEventCreate", "%u", flags));
}
EXPORT int cuEventDestroy_v2(void *event) {
  return drop(event, record("cuEventDestroy"));
}
EXPORT int cuEventRecord(void *event, void *stream) {
  return record("cuEventRecord", "%d, %d", live.count(event),
                live.count(stream));
}
EXPORT int cuEventSynchronize(void *event) {
  return record("cuEventSynchronize", "%d", live.count(event));
}
EXPORT int cuEventElapsedTime(float *milliseconds, void *from, void *to) {
  *milliseconds = 0.25;
  return record("cuEventElapsedTime", "%d, %d", live.count(from),
                live.count(to));
}

static int allocate(unsigned long long *address, size_t bytes, int result) {
  if (result == 0) {
    void *memory = std::calloc(bytes, 1);
    live.insert(memory);
    *address = reinterpret_cast<uintptr_t>(memory);
  }
  return result;
}
EXPORT int cuMemAlloc_v2(unsigned long long *address, size_t bytes) {
  return allocate(address, bytes, record("cuMemAlloc", "%zu", bytes));
}
EXPORT int cuMemAllocManaged(unsigned long long *address, size_t bytes,
                             unsigned flags) {
  return allocate(address, bytes,
                  record("cuMemAllocManaged", "%zu, %u", bytes, flags));
}
EXPORT int cuMemFree_v2(unsigned long long address) {
  void *memory = reinterpret_cast<void *>(address);
  int result = drop(memory, record("cuMemFree"));
  std::free(memory);
  return result;
}
EXPORT int cuMemcpyAsync(unsigned long long to, unsigned long long from,
                         size_t bytes, void *stream) {
  int result =
      record("cuMemcpyAsync", "%zu, stream %d", bytes, live.count(stream));
  if (result == 0)
    std::memcpy(reinterpret_cast<void *>(to),
                reinterpret_cast<const void *>(from), bytes);
  return result;
}
EXPORT int cuMemsetD16Async(unsigned long long, unsigned short value,
                            size_t count, void *stream) {
  return record("cuMemsetD16Async", "%x, %zu, stream %d", value, count,
                live.count(stream));
}
EXPORT int cuMemsetD32Async(unsigned long long, unsigned value, size_t count,
                            void *stream) {
  return record("cuMemsetD32Async", "%x, %zu, stream %d", value, count,
                live.count(stream));
}
EXPORT int cuMemHostRegister_v2(void *address, size_t bytes, unsigned flags) {
  int result = record("cuMemHostRegister", "%zu, %u", bytes, flags);
  if (result == 0)
    live.insert(address);
  return result;
}
EXPORT int cuMemHostUnregister(void *address) {
  return drop(address, record("cuMemHostUnregister"));
}

#ifndef FAKE_CUDA_IS_OLD
namespace {
struct Attribute {
  int id;
  char padding[4];
  union {
    char bytes[64];
    struct {
      unsigned x, y, z;
    } cluster;
  } value;
};
struct Config {
  unsigned gridX, gridY, gridZ, blockX, blockY, blockZ, shared;
  void *stream;
  Attribute *attributes;
  unsigned count;
};
} // namespace

EXPORT int cuLaunchKernelEx(const Config *config, void *, void **parameters,
                            void **extra) {
  const Attribute &attribute = config->attributes[0];
  return record("cuLaunchKernelEx",
                "%u %u %u, %u %u %u, %u, stream %d, %u: %d = %u %u %u, %d, "
                "%.1f, extra %d",
                config->gridX, config->gridY, config->gridZ, config->blockX,
                config->blockY, config->blockZ, config->shared,
                live.count(config->stream), config->count, attribute.id,
                attribute.value.cluster.x, attribute.value.cluster.y,
                attribute.value.cluster.z, *static_cast<int *>(parameters[0]),
                *static_cast<float *>(parameters[1]), extra != nullptr);
}

EXPORT int cuTensorMapEncodeTiled(void *map, int type, uint32_t rank,
                                  void *address, const uint64_t *sizes,
                                  const uint64_t *strides, const uint32_t *box,
                                  const uint32_t *elementStrides,
                                  int interleave, int swizzle, int promotion,
                                  int fill) {
  // CUDA 13 asks for this alignment.
  bool isAligned = reinterpret_cast<uintptr_t>(map) % 128 == 0;
  std::memset(map, 'T', 128);
  return record("cuTensorMapEncodeTiled",
                "%d, rank %u at +%d: %zu %zu, %zu, %u %u, %u %u, %d %d %d %d%s",
                type, rank, int(static_cast<char *>(address) - fake.base),
                sizes[0], sizes[1], strides[0], box[0], box[1],
                elementStrides[0], elementStrides[1], interleave, swizzle,
                promotion, fill, isAligned ? "" : ", misaligned");
}
#endif
