//===- FuzzTest.cpp - Text that nobody meant ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever the text, the emulator answers: it runs or refuses, and does not
// crash or hang.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

/// Loads the text and runs what kernels it has, with any arguments.
static void tryText(const std::string &text,
                    const std::vector<std::string> &kernels) {
  Device d(text + "\n\n");
  if (!d.module)
    return;
  d.options.maxInstructions = 20000;
  std::vector<uint64_t> values(16, d.upload(std::vector<int>(4096, 1)));
  for (const std::string &kernel : kernels) {
    auto parameters = d.module->getParameters(kernel);
    if (!parameters) {
      llvm::consumeError(parameters.takeError());
      continue;
    }
    // A parameter may be large in a mutated kernel.
    std::vector<uint8_t> bytes(1 << 16);
    std::memcpy(bytes.data(), values.data(), 16 * sizeof(uint64_t));
    std::vector<const void *> arguments(parameters->size(), bytes.data());
    d.grid(2).block(64);
    auto report = d.emulator.launch(*d.module, kernel, d.options, arguments);
    if (!report)
      llvm::consumeError(report.takeError());
  }
}

static std::string mutate(std::string text, std::mt19937 &generator) {
  for (unsigned count = 1 + generator() % 4; count; --count) {
    size_t at = generator() % text.size(), length = generator() % 12;
    size_t from = generator() % text.size();
    switch (generator() % 4) {
    case 0:
      text.erase(at, length);
      break;
    case 1:
      text.insert(at, text.substr(from, length));
      break;
    case 2:
      text[at] =
          char(generator() % 2 ? generator() % 256
                               : " \n{}[]();,.%01248-"[generator() % 18]);
      break;
    default:
      text.replace(at, length, text.substr(from, generator() % 12));
    }
  }
  return text;
}

TEST(Fuzz, MutatedKernels) {
  std::mt19937 generator(11);
  const std::pair<const char *, std::vector<std::string>> files[] = {
      {"reduce.ptx",
       {"reduceShared", "reduceWarp", "scanBlock", "reduceGroups"}},
      {"control.ptx",
       {"calls", "switches", "localArray", "barriers", "generic"}},
      {"warp.ptx", {"votes", "shuffles", "halfWarps", "collatz"}},
      {"integer.ptx", {"wide", "fields"}},
      {"tensor.ptx", {"copyGroups", "matrixLoads", "multiplyBf16"}},
      {"mbarrier.ptx", {"ring", "states", "copyArrivals"}},
      {"bulk.ptx", {"bulkCopies", "productBf16", "neighbours"}},
      {"forms.ptx",
       {"spellings", "vectorSums", "reductions", "madeMap", "remoteStores",
        "byteFloats", "multiplySigned", "productHalfSums"}}};
  for (const auto &[file, kernels] : files) {
    std::string text = readInput(file);
    for (int i = 0; i < 150; ++i)
      tryText(mutate(text, generator), kernels);
  }
}

TEST(Fuzz, RandomText) {
  std::mt19937 generator(12);
  const char *words[] = {".version 8.0\n",
                         ".target sm_80\n",
                         ".address_size 64\n",
                         ".visible",
                         ".entry",
                         "k",
                         "(",
                         ")",
                         "{",
                         "}",
                         "[",
                         "]",
                         ";",
                         ",",
                         ".reg",
                         ".b32",
                         "%r<4>",
                         "%r1",
                         "add.u32",
                         "ld.global.u32",
                         "bra",
                         "L:",
                         "@%p1",
                         "1",
                         "-",
                         "0f00000000",
                         ".shared",
                         ".param",
                         "\"",
                         "/*",
                         "<",
                         ">",
                         "+",
                         "|",
                         "!",
                         "ret",
                         "call",
                         "=",
                         ".align",
                         "4"};
  for (int i = 0; i < 2000; ++i) {
    std::string text = i % 2 ? ".version 8.0\n.target sm_80\n.address_size "
                               "64\n.visible .entry k() {\n"
                             : "";
    for (unsigned length = generator() % 60; length; --length)
      text += std::string(words[generator() % std::size(words)]) +
              (generator() % 3 ? " " : "");
    tryText(text, {"k"});
  }
}
