//===- TestSupport.cpp - Kernels on arrays of the host --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include <fstream>
#include <sstream>

std::string readInput(const std::string &name) {
  std::ifstream file(std::string(GLU_EMULATOR_INPUTS) + "/" + name);
  EXPECT_TRUE(file.good()) << name;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string replaceOne(std::string text, const std::string &from,
                       const std::string &to, unsigned occurrence) {
  size_t at = text.find(from);
  while (occurrence-- && at != std::string::npos)
    at = text.find(from, at + 1);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

Device::Device(const std::string &ptx) {
  auto loaded = emulator.load(
      ptx.size() < 64 && ptx.find('\n') == std::string::npos ? readInput(ptx)
                                                             : ptx);
  if (loaded)
    module = *loaded;
  else
    loadError = llvm::toString(loaded.takeError());
}

void forSeeds(const std::string &input, std::function<void(Device &)> body) {
  for (uint64_t seed : {0, 1, 7}) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Device device(input);
    ASSERT_EQ(device.loadError, "");
    device.options.seed = seed;
    body(device);
  }
}
