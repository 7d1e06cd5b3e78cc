//===- glu-accuracy.cpp - How accurate compiled activations are -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact.h"
#include "Kernel.h"
#include "Oracle.h"
#include "glu/Compiler/Registration.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/WithColor.h"
#include <atomic>
#include <mutex>
#include <thread>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
namespace cl = llvm::cl;

static cl::opt<std::string> activationName("activation", cl::Required);
static cl::opt<std::string> typeName("type", cl::init("f32"));
static cl::opt<bool> exhaustive("exhaustive");
static cl::opt<double> betaOption("beta");

struct Worst {
  double ulps = -1;
  uint32_t bits = 0;
  float got = 0;
  ErrorTally total;
};

static void merge(Worst &a, const Worst &b) {
  if (b.ulps > a.ulps || (b.ulps == a.ulps && b.bits < a.bits)) {
    a.ulps = b.ulps;
    a.bits = b.bits;
    a.got = b.got;
  }
  a.total.aboveHalf += b.total.aboveHalf;
  a.total.aboveOne += b.total.aboveOne;
  a.total.aboveTwo += b.total.aboveTwo;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::ParseCommandLineOptions(argc, argv, "");
  registerAllGLUPasses();
  DialectRegistry registry;
  registerAllGLUDialects(registry);
  MLIRContext context(registry);
  context.loadAllAvailableDialects();
  auto attr = dyn_cast_or_null<ActivationAttrInterface>(
      parseAttribute("#glu." + activationName, &context));
  if (!attr)
    return 2;
  Activation activation{attr, std::nullopt};
  if (attr.takesBeta())
    activation.beta = betaOption;
  auto type = Float32Type::get(&context);
  auto kernel = compileActivation(activation, type);
  auto oracle = Oracle::get(attr, betaOption);
  if (failed(kernel) || failed(oracle))
    return 2;
  Format format(type.getFloatSemantics());

  std::atomic<unsigned> next{0};
  std::mutex mutex;
  Worst worst;
  auto work = [&] {
    KernelCall call(*kernel, activation.beta);
    std::vector<double> expected(kBlockSize);
    Worst mine;
    for (unsigned block; (block = next++) < 65536;) {
      auto *x = static_cast<float *>(call.getArgument(0).data());
      for (uint32_t i = 0; i < kBlockSize; ++i) {
        uint32_t bits = block << 16 | i;
        memcpy(x + i, &bits, 4);
      }
      Array result = call.run();
      auto *got = static_cast<const float *>(result.data());
      oracle->evaluate(x, expected.data(), kBlockSize);
      Worst here;
      here.total = tallyErrors(format, got, expected.data(), kBlockSize);
      here.ulps = here.total.maxUlps;
      if (here.ulps >= mine.ulps)
        for (uint32_t i = 0; i < kBlockSize; ++i)
          if (getUlps(format, got[i], expected[i]) == here.ulps) {
            here.bits = block << 16 | i;
            here.got = got[i];
            break;
          }
      merge(mine, here);
    }
    std::lock_guard<std::mutex> lock(mutex);
    merge(worst, mine);
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
    threads.emplace_back(work);
  for (auto &t : threads)
    t.join();
  float x = llvm::bit_cast<float>(worst.bits);
  auto exact = *ExactValue::get(attr, type, x, betaOption);
  llvm::outs() << llvm::format(
      "%s %.4f (exact %.6f) at %.9g (%a): got %.9g (%a), expected ",
      activation.str().c_str(), worst.ulps, exact.getUlps(format, worst.got), x,
      x, worst.got, worst.got);
  llvm::outs() << exact.str(15) << " above 0.5: " << worst.total.aboveHalf
               << " 1: " << worst.total.aboveOne
               << " 2: " << worst.total.aboveTwo << "\n";
  return 0;
}
