//===- EmulatedDevice.cpp - The emulator of PTX as a device ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Emulator/Emulator.h"
#include "glu/Emulator/TensorMap.h"
#include "glu/Runtime/GPU/Device.h"
#include <cstring>
#include <map>
#include <mutex>

using namespace glurt;
using llvm::Error;
using llvm::Expected;

static uint64_t toNumber(const void *address) {
  return reinterpret_cast<uintptr_t>(address);
}

namespace {
/// Kernels by module and name, with the number of their parameters.
using Kernels = std::map<std::pair<ptxemu::Module *, std::string>, size_t>;

/// Everything happens at once and in the order of the calls, so that streams
/// and events have nothing to do. Calls of several threads take turns.
class EmulatedDevice : public Device {
public:
  explicit EmulatedDevice(uint64_t seed) : seed(seed) {}

  std::string getArch() const override { return "sm_80"; }

  Error enter() override { return Error::success(); }
  void leave() override {}

  Expected<void *> loadText(const char *ptx, unsigned) override {
    std::lock_guard<std::mutex> lock(mutex);
    auto module = emulator.load(ptx);
    if (!module)
      return llvm::createStringError("cannot load PTX: " +
                                     llvm::toString(module.takeError()));
    return *module;
  }

  Expected<void *> loadBinary(llvm::StringRef) override {
    return llvm::createStringError(
        "the emulator executes PTX text and no cubin or fatbin; compile with "
        "format=ptx");
  }

  Error unload(void *handle) override {
    std::lock_guard<std::mutex> lock(mutex);
    auto *module = static_cast<ptxemu::Module *>(handle);
    for (auto it = kernels.begin(); it != kernels.end();)
      it = it->first.first == module ? kernels.erase(it) : std::next(it);
    return emulator.unload(module);
  }

  Expected<void *> getFunction(void *handle, llvm::StringRef name) override {
    std::lock_guard<std::mutex> lock(mutex);
    auto *module = static_cast<ptxemu::Module *>(handle);
    auto parameters = module->getParameters(name);
    if (!parameters)
      return parameters.takeError();
    auto &kernel =
        *kernels.try_emplace({module, name.str()}, parameters->size()).first;
    return &kernel;
  }

  Error launch(void *function, const LaunchSizes &sizes, void **parameters,
               std::optional<size_t> parameterCount, void *stream,
               std::vector<ptxemu::Report> &reports) override;

  Expected<void *> createStream() override { return this; }
  Error destroyStream(void *) override { return Error::success(); }
  Error synchronizeStream(void *) override { return Error::success(); }
  Error waitForEvent(void *, void *) override { return Error::success(); }
  Expected<void *> createEvent() override { return this; }
  Error destroyEvent(void *) override { return Error::success(); }
  Error recordEvent(void *, void *) override { return Error::success(); }
  Error synchronizeEvent(void *) override { return Error::success(); }
  Expected<double> getSeconds(void *, void *) override {
    return llvm::createStringError(
        "the time of the emulator says nothing of a GPU's");
  }

  Expected<void *> allocate(uint64_t bytes) override {
    std::lock_guard<std::mutex> lock(mutex);
    auto address = emulator.allocate(bytes);
    if (!address)
      return address.takeError();
    begin = std::min(begin, *address);
    end = std::max(end, *address + bytes);
    return reinterpret_cast<void *>(*address);
  }

  Expected<void *> allocateShared(uint64_t) override {
    return llvm::createStringError(
        "the emulator has no memory that the host can access");
  }

  Error free(void *address) override {
    std::lock_guard<std::mutex> lock(mutex);
    return emulator.free(toNumber(address));
  }

  Error copy(void *to, const void *from, uint64_t bytes, void *) override;

  Error fill16(void *to, uint16_t value, uint64_t count, void *) override {
    return fill(to, value, count);
  }
  Error fill32(void *to, uint32_t value, uint64_t count, void *) override {
    return fill(to, value, count);
  }

  Error registerHost(void *, uint64_t) override {
    return llvm::createStringError(
        "kernels cannot access memory of the host on the emulator; copy it to "
        "the device");
  }
  Error unregisterHost(void *) override { return Error::success(); }

  Expected<EncodedTensorMap> encode(const TensorMap &map) override {
    ptxemu::TensorMap emulated;
    emulated.address = toNumber(map.address);
    emulated.sizes = map.sizes;
    emulated.strides.assign(map.strides.begin(), map.strides.end());
    emulated.box = map.box;
    emulated.elementType = map.elementType;
    emulated.interleave = map.interleave;
    emulated.swizzle = map.swizzle;
    emulated.outOfBounds = map.outOfBounds;
    auto bytes = ptxemu::encodeTensorMap(emulated);
    if (!bytes)
      return bytes.takeError();
    EncodedTensorMap encoded;
    llvm::copy(*bytes, encoded.begin());
    return encoded;
  }

private:
  /// Whether an address is one that the emulator gives to its memory, be that
  /// allocated or not. Hosts have nothing in this range.
  bool isOnDevice(const void *address) const {
    return toNumber(address) >= begin && toNumber(address) < end;
  }

  /// In pieces: a count that is wrong may be any.
  template <typename Value>
  Error fill(void *to, Value value, uint64_t count) {
    constexpr uint64_t piece = 1 << 16;
    std::vector<Value> values(std::min(count, piece), value);
    std::lock_guard<std::mutex> lock(mutex);
    for (uint64_t done = 0; done < count; done += piece)
      if (Error error = emulator.copyToDevice(
              toNumber(to) + done * sizeof(Value), values.data(),
              std::min(count - done, piece) * sizeof(Value)))
        return error;
    return Error::success();
  }

  const uint64_t seed;
  std::mutex mutex;
  ptxemu::Emulator emulator;
  Kernels kernels;
  uint64_t begin = UINT64_MAX, end = 0;
};
} // namespace

Error EmulatedDevice::launch(void *function, const LaunchSizes &sizes,
                             void **parameters,
                             std::optional<size_t> parameterCount, void *,
                             std::vector<ptxemu::Report> &reports) {
  const auto &[kernel, ownCount] =
      *static_cast<Kernels::value_type *>(function);
  const auto &[module, name] = kernel;
  ptxemu::LaunchOptions options;
  options.grid = sizes.grid;
  options.block = sizes.block;
  options.cluster = sizes.cluster.value_or(options.cluster);
  options.dynamicShared = sizes.dynamicShared;
  options.seed = seed;
  std::vector<const void *> arguments(
      parameters, parameters + parameterCount.value_or(ownCount));
  std::lock_guard<std::mutex> lock(mutex);
  auto report = emulator.launch(*module, name, options, arguments);
  if (!report)
    return report.takeError();
  reports.push_back(std::move(*report));
  return Error::success();
}

Error EmulatedDevice::copy(void *to, const void *from, uint64_t bytes, void *) {
  std::lock_guard<std::mutex> lock(mutex);
  if (isOnDevice(to) && isOnDevice(from))
    return emulator.copyOnDevice(toNumber(to), toNumber(from), bytes);
  if (isOnDevice(to))
    return emulator.copyToDevice(toNumber(to), from, bytes);
  if (isOnDevice(from))
    return emulator.copyToHost(to, toNumber(from), bytes);
  std::memcpy(to, from, bytes);
  return Error::success();
}

std::unique_ptr<Device> glurt::createEmulatedDevice(uint64_t seed) {
  return std::make_unique<EmulatedDevice>(seed);
}
