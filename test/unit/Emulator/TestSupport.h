//===- TestSupport.h - Kernels on arrays of the host ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_EMULATOR_TESTSUPPORT_H
#define GLU_TEST_UNIT_EMULATOR_TESTSUPPORT_H

#include "glu/Emulator/Emulator.h"
#include <cmath>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <random>

/// The text of a file of test/Emulator/Inputs.
std::string readInput(const std::string &name);

/// `text` with its `occurrence`-th `from` replaced, which must exist.
std::string replaceOne(std::string text, const std::string &from,
                       const std::string &to, unsigned occurrence = 0);

/// The text of one kernel of a file.
std::string extract(const std::string &file, const std::string &kernel);

/// `message` has `part`, and names a line and a thread. It is printed, so that
/// a run of these tests is the list of faults with their reports.
void expectFault(const std::string &message, const std::string &part);
/// The same of what `run` returns for one of three seeds.
void expectFaultOfSeeds(const std::function<std::string(uint64_t)> &run,
                        const std::string &part);

/// A device with one module.
class Device {
public:
  /// Loads a file of inputs, or the text of a module.
  explicit Device(const std::string &ptx);

  template <typename T>
  uint64_t upload(const std::vector<T> &values, const char *name = "array") {
    uint64_t address =
        llvm::cantFail(emulator.allocate(values.size() * sizeof(T), name));
    llvm::cantFail(emulator.copyToDevice(address, values.data(),
                                         values.size() * sizeof(T)));
    return address;
  }
  template <typename T>
  std::vector<T> download(uint64_t address, size_t count) {
    std::vector<T> values(count);
    llvm::cantFail(
        emulator.copyToHost(values.data(), address, count * sizeof(T)));
    return values;
  }

  /// Runs a kernel; the error is empty if it succeeded.
  template <typename... Args>
  std::string run(const std::string &kernel, const Args &...args) {
    auto report = emulator.launch(*module, kernel, options,
                                  {static_cast<const void *>(&args)...});
    if (!report)
      return llvm::toString(report.takeError());
    last = *report;
    return "";
  }
  Device &grid(uint32_t x, uint32_t y = 1, uint32_t z = 1) {
    options.grid = {x, y, z};
    return *this;
  }
  Device &block(uint32_t x, uint32_t y = 1, uint32_t z = 1) {
    options.block = {x, y, z};
    return *this;
  }

  ptxemu::Emulator emulator;
  ptxemu::Module *module = nullptr;
  ptxemu::LaunchOptions options;
  ptxemu::Report last;
  std::string loadError;
};

/// Random numbers that are the same everywhere.
template <typename T>
std::vector<T> makeRandom(size_t count, double low, double high,
                          unsigned seed = 1) {
  std::mt19937 generator(seed);
  std::vector<T> values(count);
  for (T &value : values)
    value = T(low + (high - low) * (generator() / 4294967296.0));
  return values;
}
template <typename T>
std::vector<T> makeBits(size_t count, unsigned seed = 1) {
  std::mt19937_64 generator(seed);
  std::vector<T> values(count);
  for (T &value : values)
    value = T(generator() >> (generator() % 40));
  return values;
}

/// Runs `body` with a fresh device for three seeds.
void forSeeds(const std::string &input, std::function<void(Device &)> body);

template <typename T>
T bitsAs(uint64_t bits) {
  T value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

#endif // GLU_TEST_UNIT_EMULATOR_TESTSUPPORT_H
