//===- DeviceRun.h - A call of host code that uses a device -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR lowers the host's part of a GPU program to calls of mgpuMemAlloc,
// mgpuLaunchKernel and the like, which name no device and return no errors. A
// DeviceRun says which device these calls mean and keeps the first error:
//
//   DeviceRun run(device);
//   entry(arguments);
//   llvm::Error error = run.finish();
//
//===----------------------------------------------------------------------===//

#ifndef GLU_RUNTIME_GPU_DEVICERUN_H
#define GLU_RUNTIME_GPU_DEVICERUN_H

#include "glu/Runtime/GPU/Device.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace glurt {

/// How long a kernel took on the device.
struct LaunchTime {
  std::string kernel;
  double seconds;
};

/// From its construction until it is finished, a thread's calls of the mgpu
/// functions go to `device`. After an error they do nothing but release what
/// was created, so the results are of no use.
class DeviceRun {
public:
  /// Where launches are timed, the device has a clock, which the emulator has
  /// not.
  explicit DeviceRun(Device &device, bool timesLaunches = false);
  /// Finishes the run, if nobody did, and forgets its errors.
  ~DeviceRun();
  DeviceRun(const DeviceRun &) = delete;
  DeviceRun &operator=(const DeviceRun &) = delete;

  /// The first error of the run, which memory that was not freed is, too. That
  /// memory is freed.
  llvm::Error finish();

  /// What the launches did, on a device that watches them.
  std::vector<ptxemu::Report> takeReports() { return std::move(reports); }
  /// The times of the launches, in their order; after `finish`.
  std::vector<LaunchTime> takeTimes() { return std::move(times); }

private:
  friend struct HostCalls;
  static thread_local DeviceRun *current;

  bool hasFailed() const { return message.has_value(); }
  /// Keeps the error if it is one and the first.
  void note(llvm::Error error);
  void *allocate(uint64_t bytes, bool isShared);
  void free(void *address);
  llvm::Expected<void *> encode(const TensorMap &map);
  /// Calls `launch`, between two events where launches are timed.
  llvm::Error launch(void *function, void *stream,
                     llvm::function_ref<llvm::Error()> launch);
  llvm::Error readTimes();

  Device &device;
  /// The run that this thread goes on with.
  DeviceRun *const outer;
  bool isEntered = false, isFinished = false;
  std::optional<std::string> message;
  /// What the host code allocated, with its size.
  llvm::DenseMap<void *, uint64_t> allocations;
  /// Tensor maps on the device: host code does not free these.
  std::vector<void *> tensorMaps;
  /// What the host accesses in place of memory that could not be shared.
  std::vector<std::unique_ptr<char[]>> substitutes;
  std::vector<ptxemu::Report> reports;

  /// The events before and after a launch.
  struct Timer {
    void *function, *from = nullptr, *to = nullptr;
  };
  const bool timesLaunches;
  std::vector<Timer> timers;
  llvm::DenseMap<void *, std::string> kernelNames;
  std::vector<LaunchTime> times;
};

struct HostFunction {
  llvm::StringRef name;
  void *address;
};
/// The mgpu functions under the names that MLIR 22.1 calls.
llvm::ArrayRef<HostFunction> getHostFunctions();

} // namespace glurt

#endif // GLU_RUNTIME_GPU_DEVICERUN_H
