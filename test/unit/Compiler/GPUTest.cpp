//===- GPUTest.cpp - Tests of functions that use a GPU --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The host and kernel code is written by hand and runs on the emulator.
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "gtest/gtest.h"
#include <thread>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
using glurt::ElementType;

/// y = a x by blocks of 32 threads. What a test changes is marked by $.
static constexpr const char *scaleText = R"mlir(
  module attributes {gpu.container_module} {
    gpu.module @kernels [#nvvm.target<chip="sm_80">] {
      gpu.func @scale(%x: memref<?xf32>, %a: f32, %y: memref<?xf32>) kernel {
        $FIRST
        %block = gpu.block_id x
        %c32 = arith.constant 32 : index
        %thread = gpu.thread_id x
        %first = arith.muli %block, %c32 : index
        %i = arith.addi %first, %thread : index
        %c0 = arith.constant 0 : index
        %n = memref.dim %x, %c0 : memref<?xf32>
        %isIn = arith.cmpi $COMPARE, %i, %n : index
        scf.if %isIn {
          %e = memref.load %x[%i] : memref<?xf32>
          %p = arith.mulf %e, %a : f32
          memref.store %p, %y[$AT] : memref<?xf32>
        }
        gpu.return
      }
    }
    func.func @f(%x: memref<?xf32>, %a: f32) -> memref<?xf32>
        attributes {llvm.emit_c_interface} {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c32 = arith.constant 32 : index
      %n = memref.dim %x, %c0 : memref<?xf32>
      %blocks = arith.ceildivui %n, %c32 : index
      %dx = gpu.alloc (%n) : memref<?xf32>
      %dy = gpu.alloc (%n) : memref<?xf32>
      gpu.memcpy %dx, %x : memref<?xf32>, memref<?xf32>
      gpu.launch_func @kernels::@scale blocks in (%blocks, %c1, %c1)
          threads in (%c32, %c1, %c1)
          args(%dx : memref<?xf32>, %a : f32, %dy : memref<?xf32>)
      %y = memref.alloc(%n) : memref<?xf32>
      gpu.memcpy %y, %dy : memref<?xf32>, memref<?xf32>
      gpu.dealloc %dx : memref<?xf32>
      $FREE
      return %y : memref<?xf32>
    }
  })mlir";

namespace {
class GPUTest : public testing::Test {
protected:
  GPUTest() : context(makeRegistry()) { registerAllGLUPasses(); }

  static DialectRegistry makeRegistry() {
    DialectRegistry registry;
    registerAllGLUDialects(registry);
    return registry;
  }

  /// What `scaleText` says with its marks replaced.
  struct Scale {
    std::string first, compare = "ult", at = "%i",
                       free = "gpu.dealloc %dy : memref<?xf32>";

    std::string str() const {
      std::string text = scaleText;
      for (auto [mark, by] :
           {std::pair("$FIRST", first), std::pair("$COMPARE", compare),
            std::pair("$AT", at), std::pair("$FREE", free)})
        text.replace(text.find(mark), strlen(mark), by);
      return text;
    }
  };

  FailureOr<CompiledFunction> compile(const Scale &scale, uint64_t seed = 0) {
    auto module = parseSourceString<ModuleOp>(scale.str(), &context);
    auto types = parseSourceString<ModuleOp>(
        "func.func private @f(tensor<?xf32>, f32) -> tensor<?xf32>", &context);
    auto pm = PassManager::on<ModuleOp>(&context);
    const char *pipeline =
        "expand-strided-metadata,convert-scf-to-cf,"
        "arith-expand,gpu.module(convert-gpu-to-nvvm,"
        "reconcile-unrealized-casts),func.func(gpu-async-region),gpu-to-llvm,"
        "convert-arith-to-llvm,convert-func-to-llvm,finalize-memref-to-llvm,"
        "reconcile-unrealized-casts,gpu-module-to-binary{format=isa}";
    if (!module || !types || failed(parsePassPipeline(pipeline, pm)) ||
        failed(pm.run(*module)))
      return failure();
    CompileOptions options;
    options.device = "emulator";
    options.seed = seed;
    auto signature = glu::getSignature(*types->getOps<func::FuncOp>().begin());
    return compileLowered(*module, "f", *signature, options);
  }

  MLIRContext context;
};
} // namespace

static std::vector<double> getValues(const Array &array) {
  std::vector<double> values;
  for (int64_t i = 0; i < array.size(); ++i)
    values.push_back(array.get(i));
  return values;
}

/// The result of y = a x for x = 0, 1, ...
static llvm::Expected<std::vector<double>>
scale(const CompiledFunction &function, int64_t n, double a) {
  Array x(ElementType::F32, {n}), factor(ElementType::F32, {});
  for (int64_t i = 0; i < n; ++i)
    x.set(i, i);
  factor.set(0, a);
  auto results = function.invoke({&x, &factor});
  if (!results)
    return results.takeError();
  return getValues(results->front());
}

static std::vector<double> makeMultiples(int64_t n, double a) {
  std::vector<double> values;
  for (int64_t i = 0; i < n; ++i)
    values.push_back(a * i);
  return values;
}

TEST_F(GPUTest, Seeds) {
  for (uint64_t seed : {0, 1, 2}) {
    auto function = compile({}, seed);
    ASSERT_TRUE(succeeded(function));
    for (int64_t n : {0, 1, 32, 100})
      EXPECT_EQ(llvm::cantFail(scale(*function, n, 3)), makeMultiples(n, 3));
  }
}

TEST_F(GPUTest, Reports) {
  auto function = compile({}, /*seed=*/5);
  ASSERT_TRUE(succeeded(function));
  Array x(ElementType::F32, {100}), a(ElementType::F32, {});
  PreparedCall call = llvm::cantFail(function->prepare({&x, &a}));
  EXPECT_TRUE(call.getReports().empty());
  // Each run has its own.
  for (int i = 0; i < 2; ++i) {
    llvm::cantFail(call.run());
    ASSERT_EQ(call.getReports().size(), 1u);
    EXPECT_EQ(call.getReports()[0].kernel, "scale");
    EXPECT_EQ(call.getReports()[0].seed, 5u);
    EXPECT_EQ(call.getReports()[0].warps, 4u);
  }
}

/// The message of a call with `n` elements that fails.
static std::string getError(const CompiledFunction &function, int64_t n) {
  auto values = scale(function, n, 3);
  return values ? "" : llvm::toString(values.takeError());
}

// A call that fails says why, and the next one is none the worse for it.
TEST_F(GPUTest, OutOfBounds) {
  Scale tooFar;
  tooFar.compare = "ule";
  auto function = compile(tooFar);
  ASSERT_TRUE(succeeded(function));
  for (int64_t n : {100, 33}) {
    std::string message = getError(*function, n);
    EXPECT_NE(message.find("kernel 'scale': line "), message.npos) << message;
    EXPECT_NE(message.find("is out of bounds"), message.npos) << message;
    EXPECT_EQ(llvm::cantFail(scale(*function, 64, 3)), makeMultiples(64, 3));
  }
}

TEST_F(GPUTest, Race) {
  Scale oneForAll;
  oneForAll.at = "%c0";
  for (uint64_t seed : {0, 1, 2}) {
    auto function = compile(oneForAll, seed);
    ASSERT_TRUE(succeeded(function));
    std::string message = getError(*function, 64);
    EXPECT_NE(message.find("race"), message.npos) << message;
  }
}

TEST_F(GPUTest, Leak) {
  Scale kept;
  kept.free = "";
  auto function = compile(kept);
  ASSERT_TRUE(succeeded(function));
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(getError(*function, 100),
              "allocations on the device that the call did not free: 1, of "
              "400 bytes in all");
}

// What the emulator does not know is an error before any call.
TEST_F(GPUTest, UnknownInstruction) {
  Scale strange;
  strange.first = R"(llvm.inline_asm has_side_effects "vadd4;", "" : () -> ())";
  std::string message;
  ScopedDiagnosticHandler handler(
      &context, [&](Diagnostic &diagnostic) { message = diagnostic.str(); });
  EXPECT_TRUE(failed(compile(strange)));
  EXPECT_EQ(llvm::StringRef(message).split("line").first,
            "cannot generate code: cannot load PTX: ");
  EXPECT_NE(message.find("not modelled: 'vadd4'"), message.npos) << message;
}

// Functions for the CPU and for several devices live side by side.
TEST_F(GPUTest, SideBySide) {
  auto cpuModule = parseSourceString<ModuleOp>(R"mlir(
    func.func @f(%x: tensor<?xf32>, %a: f32) -> tensor<?xf32> {
      %y = linalg.generic {
          indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
          outs(%x : tensor<?xf32>) {
      ^bb0(%e: f32):
        %p = arith.mulf %e, %a : f32
        linalg.yield %p : f32
      } -> tensor<?xf32>
      return %y : tensor<?xf32>
    })mlir",
                                               &context);
  auto cpu = glu::compile(*cpuModule, "", {});
  auto first = compile({}, /*seed=*/1);
  ASSERT_TRUE(succeeded(cpu) && succeeded(first));
  {
    auto second = compile({}, /*seed=*/2);
    ASSERT_TRUE(succeeded(second));
    for (CompiledFunction *function : {&*second, &*cpu, &*first, &*second})
      EXPECT_EQ(llvm::cantFail(scale(*function, 40, 2)), makeMultiples(40, 2));
    // A function takes its device along.
    *first = std::move(*second);
  }
  EXPECT_EQ(llvm::cantFail(scale(*first, 40, 2)), makeMultiples(40, 2));
  EXPECT_EQ(llvm::cantFail(scale(*cpu, 40, 2)), makeMultiples(40, 2));
}

TEST_F(GPUTest, Threads) {
  auto shared = compile({}, /*seed=*/1), own = compile({}, /*seed=*/2);
  ASSERT_TRUE(succeeded(shared) && succeeded(own));
  auto work = [&](double a, const CompiledFunction *other) {
    for (int i = 0; i < 10; ++i) {
      EXPECT_EQ(llvm::cantFail(scale(*shared, 70, a)), makeMultiples(70, a));
      EXPECT_EQ(llvm::cantFail(scale(*other, 50, a)), makeMultiples(50, a));
    }
  };
  std::thread first(work, 2, &*shared), second(work, 3, &*own);
  first.join();
  second.join();
}

TEST_F(GPUTest, Messages) {
  auto module =
      parseSourceString<ModuleOp>("func.func @f() { return }", &context);
  std::string message;
  ScopedDiagnosticHandler handler(
      &context, [&](Diagnostic &diagnostic) { message = diagnostic.str(); });
  auto getError = [&](const char *device, const char *arch) {
    CompileOptions options;
    options.device = device;
    options.arch = arch;
    EXPECT_TRUE(failed(compileLayer(*module, "", options)));
    return message;
  };
  EXPECT_EQ(getError("gpu", ""),
            "unknown device 'gpu'; expected cpu, cuda or emulator");
  EXPECT_EQ(getError("gpu", "sm_80"),
            "unknown device 'gpu'; expected cpu, cuda or emulator");
  EXPECT_EQ(getError("cpu", "sm_80"),
            "arch 'sm_80' is that of a GPU, and the device is cpu");
}
