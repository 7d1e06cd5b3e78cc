//===- DeviceRun.cpp - A call of host code that uses a device -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/GPU/DeviceRun.h"
#include "llvm/ADT/STLExtras.h"

using namespace glurt;

Device::~Device() = default;

thread_local DeviceRun *DeviceRun::current = nullptr;

DeviceRun::DeviceRun(Device &device, bool timesLaunches)
    : device(device), outer(current), timesLaunches(timesLaunches) {
  current = this;
  note(device.enter());
  isEntered = !hasFailed();
}

DeviceRun::~DeviceRun() {
  if (!isFinished)
    llvm::consumeError(finish());
}

void DeviceRun::note(llvm::Error error) {
  if (!error)
    return;
  std::string text = llvm::toString(std::move(error));
  if (!message)
    message = std::move(text);
}

void *DeviceRun::allocate(uint64_t bytes, bool isShared) {
  if (bytes == 0)
    return nullptr;
  if (!hasFailed()) {
    auto address =
        isShared ? device.allocateShared(bytes) : device.allocate(bytes);
    if (address) {
      allocations[*address] = bytes;
      return *address;
    }
    note(address.takeError());
  }
  // The host goes on, and may write there.
  if (!isShared)
    return nullptr;
  substitutes.push_back(std::make_unique<char[]>(bytes));
  return substitutes.back().get();
}

void DeviceRun::free(void *address) {
  bool isSubstitute = llvm::any_of(
      substitutes, [&](const auto &each) { return each.get() == address; });
  if (!address || isSubstitute)
    return;
  if (allocations.erase(address))
    note(device.free(address));
  else
    note(llvm::createStringError(
        "0x" + llvm::Twine::utohexstr(reinterpret_cast<uintptr_t>(address)) +
        " is freed on the device, but was not allocated there or is free "
        "already"));
}

llvm::Expected<void *> DeviceRun::encode(const TensorMap &map) {
  auto encoded = device.encode(map);
  if (!encoded)
    return encoded.takeError();
  auto address = device.allocate(encoded->size());
  if (!address)
    return address.takeError();
  tensorMaps.push_back(*address);
  if (llvm::Error error = device.copy(*address, encoded->data(),
                                      encoded->size(), /*stream=*/nullptr))
    return std::move(error);
  return *address;
}

llvm::Error DeviceRun::launch(void *function, void *stream,
                              llvm::function_ref<llvm::Error()> launch) {
  if (!timesLaunches)
    return launch();
  // What was created is destroyed when the run is finished.
  Timer &timer = timers.emplace_back();
  timer.function = function;
  for (void **event : {&timer.from, &timer.to}) {
    auto created = device.createEvent();
    if (!created)
      return created.takeError();
    *event = *created;
  }
  if (llvm::Error error = device.recordEvent(timer.from, stream))
    return error;
  if (llvm::Error error = launch())
    return error;
  return device.recordEvent(timer.to, stream);
}

llvm::Error DeviceRun::readTimes() {
  for (const Timer &timer : timers) {
    if (llvm::Error error = device.synchronizeEvent(timer.to))
      return error;
    auto seconds = device.getSeconds(timer.from, timer.to);
    if (!seconds)
      return seconds.takeError();
    times.push_back({kernelNames[timer.function], *seconds});
  }
  return llvm::Error::success();
}

llvm::Error DeviceRun::finish() {
  isFinished = true;
  if (!hasFailed())
    note(readTimes());
  for (const Timer &timer : timers)
    for (void *event : {timer.from, timer.to})
      if (event)
        note(device.destroyEvent(event));
  if (!allocations.empty()) {
    uint64_t bytes = 0;
    for (auto [address, size] : allocations)
      bytes += size;
    note(llvm::createStringError(
        "allocations on the device that the call did not free: " +
        llvm::Twine(allocations.size()) + ", of " + llvm::Twine(bytes) +
        " bytes in all"));
  }
  for (auto [address, size] : allocations)
    note(device.free(address));
  for (void *map : tensorMaps)
    note(device.free(map));
  if (isEntered)
    device.leave();
  current = outer;
  if (message)
    return llvm::createStringError(*message);
  return llvm::Error::success();
}
