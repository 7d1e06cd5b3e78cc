//===- CompilerTest.cpp - Tests of compiling and calling ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
using glurt::ElementType;

namespace {
class CompilerTest : public testing::Test {
protected:
  CompilerTest() : context(makeRegistry()) { registerAllGLUPasses(); }

  static DialectRegistry makeRegistry() {
    DialectRegistry registry;
    registerAllGLUDialects(registry);
    return registry;
  }

  FailureOr<CompiledFunction> compile(const char *text,
                                      CompileOptions options = {}) {
    module = parseSourceString<ModuleOp>(text, &context);
    if (!module)
      return failure();
    return glu::compile(*module, "", options);
  }

  /// The first error of compiling `text`.
  std::string getError(const char *text, CompileOptions options = {}) {
    std::string message;
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      if (message.empty())
        message = diagnostic.str();
    });
    EXPECT_TRUE(failed(compile(text, options)));
    return message;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};
} // namespace

static Array makeArray(ElementType type, std::vector<int64_t> shape,
                       std::vector<double> values) {
  Array array(type, std::move(shape));
  for (int64_t i = 0; i < array.size(); ++i)
    array.set(i, values[i]);
  return array;
}

static std::vector<double> getValues(const Array &array) {
  std::vector<double> values;
  for (int64_t i = 0; i < array.size(); ++i)
    values.push_back(array.get(i));
  return values;
}

using Values = std::vector<double>;

TEST_F(CompilerTest, Tensor) {
  auto product = compile(R"mlir(
    func.func @f(%x: tensor<?x2xf32>, %w: tensor<2x2xf32>) -> tensor<?x2xf32> {
      %zero = arith.constant 0.0 : f32
      %c0 = arith.constant 0 : index
      %m = tensor.dim %x, %c0 : tensor<?x2xf32>
      %empty = tensor.empty(%m) : tensor<?x2xf32>
      %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x2xf32>)
          -> tensor<?x2xf32>
      %y = linalg.matmul ins(%x, %w : tensor<?x2xf32>, tensor<2x2xf32>)
          outs(%init : tensor<?x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir");
  ASSERT_TRUE(succeeded(product));
  Array w = makeArray(ElementType::F32, {2, 2}, {1, 2, 3, 4});
  for (int64_t m : {0, 1, 3}) {
    Array x(ElementType::F32, {m, 2});
    for (int64_t i = 0; i < x.size(); ++i)
      x.set(i, i);
    std::vector<Array> results = llvm::cantFail(product->invoke({&x, &w}));
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(results[0].getShape(), (std::vector<int64_t>{m, 2}));
    if (m == 3) {
      EXPECT_EQ(getValues(results[0]), (Values{3, 4, 11, 16, 19, 28}));
    }
  }
}

TEST_F(CompilerTest, Scalars) {
  auto f = compile(R"mlir(
    func.func @f(%a: f32, %b: bf16, %n: i32, %t: tensor<f64>) -> f32 {
      %0 = arith.extf %b : bf16 to f32
      %1 = arith.addf %a, %0 : f32
      %2 = arith.sitofp %n : i32 to f32
      %3 = arith.addf %1, %2 : f32
      %4 = tensor.extract %t[] : tensor<f64>
      %5 = arith.truncf %4 : f64 to f32
      %6 = arith.addf %3, %5 : f32
      return %6 : f32
    })mlir");
  ASSERT_TRUE(succeeded(f));
  Array a = makeArray(ElementType::F32, {}, {1}),
        b = makeArray(ElementType::BF16, {}, {10}),
        n = makeArray(ElementType::I32, {}, {-100}),
        t = makeArray(ElementType::F64, {}, {1000});
  std::vector<Array> results = llvm::cantFail(f->invoke({&a, &b, &n, &t}));
  EXPECT_EQ(getValues(results[0]), Values{911});
}

// The struct of the results has holes where a number is narrower than its
// neighbour.
TEST_F(CompilerTest, SeveralResults) {
  auto f = compile(R"mlir(
    func.func @f(%h: f16, %x: tensor<2xf32>, %b: i1)
        -> (f16, tensor<2xf32>, i1, f64, tensor<f32>) {
      %c = arith.constant 0.25 : f64
      %c1 = arith.constant 1 : index
      %e = tensor.extract %x[%c1] : tensor<2xf32>
      %r = tensor.from_elements %e : tensor<f32>
      return %h, %x, %b, %c, %r : f16, tensor<2xf32>, i1, f64, tensor<f32>
    })mlir");
  ASSERT_TRUE(succeeded(f));
  Array h = makeArray(ElementType::F16, {}, {1.5}),
        x = makeArray(ElementType::F32, {2}, {3, 4}),
        b = makeArray(ElementType::I1, {}, {1});
  std::vector<Array> results = llvm::cantFail(f->invoke({&h, &x, &b}));
  ASSERT_EQ(results.size(), 5u);
  EXPECT_EQ(getValues(results[0]), Values{1.5});
  EXPECT_EQ(getValues(results[1]), (Values{3, 4}));
  EXPECT_EQ(getValues(results[2]), Values{1});
  EXPECT_EQ(getValues(results[3]), Values{0.25});
  EXPECT_EQ(getValues(results[4]), Values{4});
}

TEST_F(CompilerTest, OneBufferTwice) {
  auto f = compile(R"mlir(
    func.func @f() -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
      %c = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
      %d = math.absf %c : tensor<2xf32>
      return %c, %c, %d : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
    })mlir");
  ASSERT_TRUE(succeeded(f));
  for (int i = 0; i < 2; ++i)
    for (const Array &result : llvm::cantFail(f->invoke({})))
      EXPECT_EQ(getValues(result), (Values{1, 2}));
}

static const char *const inPlace = R"mlir(
  func.func @f(%x: tensor<2xf32> %ATTRIBUTE%) -> tensor<2xf32> {
    %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>],
                         iterator_types = ["parallel"]}
        outs(%x : tensor<2xf32>) {
    ^bb0(%e: f32):
      %0 = arith.addf %e, %e : f32
      linalg.yield %0 : f32
    } -> tensor<2xf32>
    return %y : tensor<2xf32>
  })mlir";

static std::string replaceAttribute(const char *by) {
  std::string text = inPlace, mark = "%ATTRIBUTE%";
  return text.replace(text.find(mark), mark.size(), by);
}

TEST_F(CompilerTest, ArgumentsAreNotWritten) {
  auto f = compile(replaceAttribute("").c_str());
  ASSERT_TRUE(succeeded(f));
  Array x = makeArray(ElementType::F32, {2}, {1, 2});
  std::vector<Array> results = llvm::cantFail(f->invoke({&x}));
  EXPECT_EQ(getValues(results[0]), (Values{2, 4}));
  EXPECT_EQ(getValues(x), (Values{1, 2}));
}

TEST_F(CompilerTest, WritableArgument) {
  auto f = compile(replaceAttribute("{bufferization.writable = true}").c_str());
  ASSERT_TRUE(succeeded(f));
  Array x = makeArray(ElementType::F32, {2}, {1, 2});
  std::vector<Array> results = llvm::cantFail(f->invoke({&x}));
  EXPECT_EQ(getValues(results[0]), (Values{2, 4}));
  EXPECT_EQ(getValues(x), (Values{2, 4}));
}

// Old CPUs round to bf16 by a call, which must round once.
TEST_F(CompilerTest, PreparedWeights) {
  module = parseSourceString<ModuleOp>(R"mlir(
    func.func @f(%w: tensor<2x2xf32>, %x: tensor<?x2xf32>, %v: tensor<2x2xf32>)
        -> tensor<?x2xf32> {
      %c0 = arith.constant 0 : index
      %m = tensor.dim %x, %c0 : tensor<?x2xf32>
      %init = tensor.empty(%m) : tensor<?x2xf32>
      %y = glu.gated_linear identity weights<separate, in_out>
             ins(%x, %w, %v : tensor<?x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
             outs(%init : tensor<?x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    })mlir",
                                       &context);
  Array w = makeArray(ElementType::F32, {2, 2}, {1, 2, 3, 4});
  Array v = makeArray(ElementType::F32, {2, 2}, {1, 0, 0, 2});
  Array x = makeArray(ElementType::F32, {2, 2}, {1, 0, 0, 1});
  const Array *arguments[] = {&w, &x, &v};
  CompileOptions options;
  for (bool prepare : {false, true}) {
    options.prepare = prepare;
    FailureOr<CompiledLayer> layer = compileLayer(*module, "f", options);
    ASSERT_TRUE(succeeded(layer));
    EXPECT_EQ(layer->hasWeights(), prepare);
    w.set(0, 1);
    auto weights = llvm::cantFail(layer->prepareWeights(arguments));
    EXPECT_EQ(weights.size(), prepare ? 1u : 0u);
    PreparedCall call = llvm::cantFail(layer->prepare(arguments, weights));
    // What has been prepared is not read again.
    w.set(0, 10);
    llvm::cantFail(call.run());
    EXPECT_EQ(getValues(call.getResults()[0]),
              Values({prepare ? 1. : 10., 0, 0, 8}));

    // Arguments have the numbers that they have in the function.
    Array narrow(ElementType::F32, {2, 1});
    const Array *wrong[] = {&w, &x, &narrow};
    std::string message =
        "argument 2: expected tensor<2x2xf32>, found an array of 2x1xf32";
    EXPECT_EQ(llvm::toString(layer->prepareWeights(wrong).takeError()),
              message);
    EXPECT_EQ(llvm::toString(layer->prepare(wrong, weights).takeError()),
              message);
    EXPECT_EQ(llvm::toString(layer->prepareWeights({&w}).takeError()),
              "expected 3 arguments, found 1");
  }
}

TEST_F(CompilerTest, RoundsToBF16WithoutInstruction) {
  CompileOptions generic;
  generic.target = "generic";
  auto f = compile(R"mlir(
    func.func @f(%a: f32, %b: f64) -> (bf16, bf16) {
      %0 = arith.truncf %a : f32 to bf16
      %1 = arith.truncf %b : f64 to bf16
      return %0, %1 : bf16, bf16
    })mlir",
                   generic);
  ASSERT_TRUE(succeeded(f));
  for (double value : {1 + 0x1p-8, 1 + 3 * 0x1p-8, 1 + 0x1p-8 + 0x1p-40,
                       -1 - 0x1p-8 - 0x1p-40, 3.4e38, 1e-40, 1e-300, 1e300}) {
    Array a = makeArray(ElementType::F32, {}, {value}),
          b = makeArray(ElementType::F64, {}, {value});
    std::vector<Array> results = llvm::cantFail(f->invoke({&a, &b}));
    EXPECT_EQ(getValues(results[0]),
              getValues(makeArray(ElementType::BF16, {}, {a.get(0)})));
    EXPECT_EQ(getValues(results[1]),
              getValues(makeArray(ElementType::BF16, {}, {value})));
  }
}

TEST_F(CompilerTest, ChecksArguments) {
  auto f = compile("func.func @f(%x: tensor<?x2xf32>) { return }");
  ASSERT_TRUE(succeeded(f));
  auto getError = [&](ArrayRef<const Array *> arguments) {
    auto results = f->invoke(arguments);
    return results ? "" : llvm::toString(results.takeError());
  };
  Array fits(ElementType::F32, {5, 2}), size(ElementType::F32, {5, 3}),
      rank(ElementType::F32, {2}), type(ElementType::F64, {5, 2});
  EXPECT_EQ(getError({&fits}), "");
  EXPECT_EQ(getError({}), "expected 1 arguments, found 0");
  EXPECT_EQ(getError({&size}), "argument 0: expected tensor<?x2xf32>, found an "
                               "array of 5x3xf32");
  EXPECT_NE(getError({&rank}), "");
  EXPECT_NE(getError({&type}), "");
}

TEST_F(CompilerTest, Errors) {
  EXPECT_EQ(getError("func.func @a() { return } func.func @b() { return }"),
            "which function to run? name one of a, b");
  EXPECT_EQ(getError("func.func private @a()"),
            "there is no public function to run");
  EXPECT_EQ(getError("func.func @a(%m: memref<2xf32>) { return }"),
            "argument 0 of 'a' is a 'memref<2xf32>'; expected a ranked tensor, "
            "or a scalar, of f16, bf16, f32, f64, i1, i8, i16, i32, i64 or "
            "index");
  CompileOptions options;
  options.target = "nonsense";
  EXPECT_NE(getError("func.func @a() { return }", options)
                .find("unknown target 'nonsense'"),
            std::string::npos);
}

TEST_F(CompilerTest, OtherFunctionsDoNotMatter) {
  module = parseSourceString<ModuleOp>(R"mlir(
    func.func @one() -> i32 {
      %0 = call @callee() : () -> i32
      return %0 : i32
    }
    func.func @callee() -> i32 {
      %0 = arith.constant 7 : i32
      return %0 : i32
    }
    func.func @other(%m: memref<2xf32>) { return })mlir",
                                       &context);
  ASSERT_TRUE(module);
  auto one = glu::compile(*module, "one", {});
  ASSERT_TRUE(succeeded(one));
  EXPECT_EQ(getValues(llvm::cantFail(one->invoke({}))[0]), Values{7});
}
