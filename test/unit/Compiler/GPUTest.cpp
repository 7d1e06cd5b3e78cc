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
    std::string compare = "ult", at = "%i",
                free = "gpu.dealloc %dy : memref<?xf32>";

    std::string str() const {
      std::string text = scaleText;
      for (auto [mark, by] : {std::pair("$COMPARE", compare),
                              std::pair("$AT", at), std::pair("$FREE", free)})
        text.replace(text.find(mark), strlen(mark), by);
      return text;
    }
  };

  FailureOr<CompiledFunction> compile(const Scale &scale, uint64_t seed = 0,
                                      const char *format = "isa") {
    auto module = parseSourceString<ModuleOp>(scale.str(), &context);
    auto types = parseSourceString<ModuleOp>(
        "func.func private @f(tensor<?xf32>, f32) -> tensor<?xf32>", &context);
    auto pm = PassManager::on<ModuleOp>(&context);
    std::string pipeline =
        "expand-strided-metadata,convert-scf-to-cf,"
        "arith-expand,gpu.module(convert-gpu-to-nvvm,"
        "reconcile-unrealized-casts),func.func(gpu-async-region),gpu-to-llvm,"
        "convert-arith-to-llvm,convert-func-to-llvm,finalize-memref-to-llvm,"
        "reconcile-unrealized-casts,gpu-module-to-binary{format=" +
        std::string(format) + "}";
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
