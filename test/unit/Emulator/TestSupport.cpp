//===- TestSupport.cpp - Kernels on arrays of the host --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "llvm/Support/Regex.h"
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

std::string extract(const std::string &file, const std::string &kernel) {
  std::string text = readInput(file);
  size_t header = text.find(".address_size 64") + 16,
         begin = text.find(".visible .entry " + kernel + "("),
         end = text.find("\n}", begin);
  return text.substr(0, header) + "\n" + text.substr(begin, end + 2 - begin) +
         "\n";
}

void expectFault(const std::string &message, const std::string &part) {
  auto *test = testing::UnitTest::GetInstance()->current_test_info();
  std::printf("%s: %s\n", test->name(), message.c_str());
  EXPECT_NE(message.find(part), std::string::npos)
      << "found: " << message << "\nexpected: " << part;
  EXPECT_TRUE(llvm::Regex("line [0-9]+").match(message)) << message;
}

void expectFaultOfSeeds(const std::function<std::string(uint64_t)> &run,
                        const std::string &part) {
  std::string message;
  for (uint64_t seed : {0, 1, 2}) {
    message = run(seed);
    if (message.find(part) != std::string::npos)
      break;
  }
  expectFault(message, part);
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
