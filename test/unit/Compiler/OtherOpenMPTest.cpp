//===- OtherOpenMPTest.cpp - Two OpenMP runtimes in a process -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What loads glu may have loaded another OpenMP runtime before, as PyTorch does
// with GNU's. Its functions come first when symbols are looked up in the
// process; they know nothing of the teams of LLVM's runtime, and each thread
// would do the work of all.
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <atomic>
#include <dlfcn.h>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
using glurt::ElementType;

static std::atomic<int> calls = 0;

// The other runtime. The executable exports them.
extern "C" {
__attribute__((visibility("default"), used)) int omp_get_thread_num() {
  ++calls;
  return 0;
}
__attribute__((visibility("default"), used)) int omp_get_num_threads() {
  ++calls;
  return 1;
}
}

TEST(OtherOpenMPTest, IsNotCalled) {
  ASSERT_EQ(dlsym(RTLD_DEFAULT, "omp_get_thread_num"),
            reinterpret_cast<void *>(&omp_get_thread_num));
  DialectRegistry registry;
  registerAllGLUDialects(registry);
  registerAllGLUPasses();
  MLIRContext context(registry);
  auto module = parseSourceString<ModuleOp>(R"mlir(
    func.func @f(%x: tensor<64x64xf32>, %w: tensor<64x640xf32>, %init: tensor<64x640xf32>) -> tensor<64x640xf32> {
      %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<64x64xf32>, tensor<64x640xf32>)
             outs(%init : tensor<64x640xf32>) -> tensor<64x640xf32>
      return %0 : tensor<64x640xf32>
    })mlir",
                                            &context);
  CompileOptions options;
  options.threads = 2;
  auto function = compile(*module, "f", options);
  ASSERT_TRUE(succeeded(function));
  Array x(ElementType::F32, {64, 64}), w(ElementType::F32, {64, 640}),
      init(ElementType::F32, {64, 640});
  x.set(0, 2);
  w.set(0, 3);
  auto results = function->invoke({&x, &w, &init});
  ASSERT_TRUE(bool(results));
  EXPECT_EQ(results->front().get(0), 6);
  EXPECT_EQ(calls, 0);
}
