//===- InterpreterTest.cpp - Functions, tensors, structured ops -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::test;

namespace {
class InterpreterTest : public ReferenceTest {
protected:
  using Numbers = std::vector<long double>;

  /// The values of an op sequence on %x = [[0, 1, 2], [3, 4, 5]] that ends in
  /// %r of `type`.
  Numbers onTensor(StringRef body, StringRef type) {
    return getValues(
        evaluate(("func.func @f(%x: tensor<2x3xf32>) -> " + type + " {" + body +
                  " return %r : " + type + "}")
                     .str(),
                 makeArray(ElementType::F32, {2, 3}, {0, 1, 2, 3, 4, 5})));
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

TEST_F(InterpreterTest, CallsAreFollowed) {
  StringRef text = R"mlir(
    func.func @f(%x: f32) -> (f32, f32) {
      %0 = call @twice(%x) : (f32) -> f32
      %1 = call @twice(%0) : (f32) -> f32
      return %1, %0 : f32, f32
    }
    func.func private @twice(%x: f32) -> f32 {
      %0 = arith.addf %x, %x : f32
      return %0 : f32
    })mlir";
  Array x = makeArray(ElementType::F32, {}, {3});
  auto results = evaluateReference(parse(text), {&x});
  ASSERT_TRUE(succeeded(results));
  EXPECT_EQ(results->front().elements[0].value, 12);
  EXPECT_EQ(results->back().elements[0].value, 6);
}

TEST_F(InterpreterTest, RefusesFunctions) {
  Array x = makeArray(ElementType::F32, {}, {3});
  EXPECT_EQ(getError(R"mlir(
    func.func @f(%x: f32) -> f32 {
      %0 = call @f(%x) : (f32) -> f32
      return %0 : f32
    })mlir",
                     x),
            "'func.func' op expected a function that does not call itself");
  EXPECT_EQ(getError("func.func private @f(f32) -> f32", x),
            "'func.func' op expected a body of one block");
  EXPECT_EQ(getError(R"mlir(
    func.func @f(%x: f32) -> f32 {
      cf.br ^bb1
    ^bb1:
      return %x : f32
    })mlir",
                     x),
            "'func.func' op expected a body of one block");
}

TEST_F(InterpreterTest, RefusesArguments) {
  StringRef text = "func.func @f(%x: tensor<?x2xf32>) { return }";
  EXPECT_EQ(getError(text), "'func.func' op expected 1 arguments, got 0");
  EXPECT_EQ(getError(text, Array(ElementType::F32, {2, 3})),
            "'func.func' op expected argument 0 to fit 'tensor<?x2xf32>', got "
            "f32 of shape [2, 3]");
  EXPECT_EQ(getError(text, Array(ElementType::BF16, {2, 2})),
            "'func.func' op expected argument 0 to fit 'tensor<?x2xf32>', got "
            "bf16 of shape [2, 2]");
  EXPECT_EQ(getError("func.func @f(%x: vector<2xf32>) { return }",
                     Array(ElementType::F32, {2})),
            "'func.func' op expected argument 0 to be a ranked tensor or a "
            "scalar, got 'vector<2xf32>'");
}

TEST_F(InterpreterTest, Assertions) {
  StringRef text = R"mlir(
    func.func @f(%x: f32, %y: f32) {
      %0 = arith.cmpf olt, %x, %y : f32
      cf.assert %0, "x is not less"
      return
    })mlir";
  Array one = makeArray(ElementType::F32, {}, {1});
  Array two = makeArray(ElementType::F32, {}, {2});
  EXPECT_EQ(getError(text, two, one), "'cf.assert' op failed: x is not less");
  EXPECT_TRUE(succeeded(evaluateReference(parse(text), {&one, &two})));
}

TEST_F(InterpreterTest, Constants) {
  auto results = evaluateReference(parse(R"mlir(
    func.func @f() -> (f32, tensor<2xbf16>, tensor<2xi1>, i8, tensor<2xf32>) {
      %0 = arith.constant 0xFF800000 : f32
      %1 = arith.constant dense<[0.5, 0x7FC0]> : tensor<2xbf16>
      %2 = arith.constant dense<true> : tensor<2xi1>
      %3 = arith.constant -3 : i8
      %4 = arith.constant dense_resource<r> : tensor<2xf32>
      return %0, %1, %2, %3, %4
          : f32, tensor<2xbf16>, tensor<2xi1>, i8, tensor<2xf32>
    }
    {-# dialect_resources: { builtin: {
      r: "0x040000000000803F00000040"
    } } #-})mlir"),
                                   {});
  ASSERT_TRUE(succeeded(results));
  EXPECT_EQ((*results)[0].elements[0].value, -INFINITY);
  EXPECT_EQ((*results)[1].elements[0].value, 0.5);
  EXPECT_FALSE((*results)[1].elements[1].worst.hasNumbers());
  EXPECT_EQ(getValues((*results)[2]), (Numbers{1, 1}));
  EXPECT_EQ((*results)[3].elements[0].value, -3);
  EXPECT_EQ(getValues((*results)[4]), (Numbers{1, 2}));
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

TEST_F(InterpreterTest, Shapes) {
  Numbers all{0, 1, 2, 3, 4, 5};
  EXPECT_EQ(onTensor("%r = tensor.collapse_shape %x [[0, 1]] "
                     ": tensor<2x3xf32> into tensor<6xf32>",
                     "tensor<6xf32>"),
            all);
  EXPECT_EQ(onTensor("%o = tensor.empty() : tensor<2x3xf32> "
                     "%r = bufferization.materialize_in_destination %x in %o "
                     ": (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>",
                     "tensor<2x3xf32>"),
            all);
  EXPECT_EQ(onTensor("%c = tensor.cast %x : tensor<2x3xf32> to tensor<?x3xf32> "
                     "%i = arith.constant 0 : index "
                     "%d = tensor.dim %c, %i : tensor<?x3xf32> "
                     "%r = tensor.expand_shape %c [[0, 1], [2]] "
                     "output_shape [1, %d, 3] "
                     ": tensor<?x3xf32> into tensor<1x?x3xf32>",
                     "tensor<1x?x3xf32>"),
            all);
  EXPECT_EQ(onTensor("%s = arith.constant dense<[3, 2]> : tensor<2xi64> "
                     "%r = tensor.reshape %x(%s) "
                     ": (tensor<2x3xf32>, tensor<2xi64>) -> tensor<3x2xf32>",
                     "tensor<3x2xf32>"),
            all);
}

TEST_F(InterpreterTest, Slices) {
  EXPECT_EQ(onTensor("%r = tensor.extract_slice %x[1, 0][1, 2][1, 2] "
                     ": tensor<2x3xf32> to tensor<2xf32>",
                     "tensor<2xf32>"),
            (Numbers{3, 5}));
  EXPECT_EQ(onTensor("%e = arith.constant dense<[8.0, 9.0]> : tensor<2xf32> "
                     "%r = tensor.insert_slice %e into %x[0, 1][2, 1][1, 1] "
                     ": tensor<2xf32> into tensor<2x3xf32>",
                     "tensor<2x3xf32>"),
            (Numbers{0, 8, 2, 3, 9, 5}));
  EXPECT_EQ(onTensor("%e = tensor.extract_slice %x[0, 0][2, 1][1, 1] "
                     ": tensor<2x3xf32> to tensor<2x1xf32> "
                     "%r = tensor.concat dim(1) %e, %x "
                     ": (tensor<2x1xf32>, tensor<2x3xf32>) -> tensor<2x4xf32>",
                     "tensor<2x4xf32>"),
            (Numbers{0, 0, 1, 2, 3, 3, 4, 5}));
  EXPECT_EQ(onTensor("%c = arith.constant 7.0 : f32 "
                     "%r = tensor.pad %x low[0, 1] high[1, 0] { "
                     "^bb0(%i: index, %j: index): tensor.yield %c : f32 "
                     "} : tensor<2x3xf32> to tensor<3x4xf32>",
                     "tensor<3x4xf32>"),
            (Numbers{7, 0, 1, 2, 7, 3, 4, 5, 7, 7, 7, 7}));
}

TEST_F(InterpreterTest, Elements) {
  EXPECT_EQ(onTensor("%i = arith.constant 1 : index "
                     "%r = tensor.extract %x[%i, %i] : tensor<2x3xf32>",
                     "f32"),
            (Numbers{4}));
  EXPECT_EQ(onTensor("%c = arith.constant 7.0 : f32 "
                     "%i = arith.constant 1 : index "
                     "%r = tensor.insert %c into %x[%i, %i] : tensor<2x3xf32>",
                     "tensor<2x3xf32>"),
            (Numbers{0, 1, 2, 3, 7, 5}));
  EXPECT_EQ(onTensor("%c = arith.constant 7.0 : f32 "
                     "%r = tensor.splat %c : tensor<2xf32>",
                     "tensor<2xf32>"),
            (Numbers{7, 7}));
  EXPECT_EQ(onTensor("%r = tensor.generate { ^bb0(%i: index): "
                     "%j = arith.constant 2 : index "
                     "%k = arith.subi %j, %i : index "
                     "%l = arith.constant 0 : index "
                     "%e = tensor.extract %x[%l, %k] : tensor<2x3xf32> "
                     "tensor.yield %e : f32 } : tensor<3xf32>",
                     "tensor<3xf32>"),
            (Numbers{2, 1, 0}));
  EXPECT_EQ(onTensor("%s = arith.addf %x, %x : tensor<2x3xf32> "
                     "%r = arith.negf %s : tensor<2x3xf32>",
                     "tensor<2x3xf32>"),
            (Numbers{0, -2, -4, -6, -8, -10}));
}

TEST_F(InterpreterTest, WhatDoesNotFitIsAnError) {
  Array x(ElementType::F32, {2, 3});
  EXPECT_EQ(getError(R"mlir(
    func.func @f(%x: tensor<?x?xf32>) -> tensor<?x1xf32> {
      %0 = tensor.cast %x : tensor<?x?xf32> to tensor<?x1xf32>
      return %0 : tensor<?x1xf32>
    })mlir",
                     x),
            "'tensor.cast' op expected a result of type 'tensor<?x1xf32>', got "
            "the shape [2, 3]");
  EXPECT_EQ(getError(R"mlir(
    func.func @f(%x: tensor<?x3xf32>) -> f32 {
      %i = arith.constant 2 : index
      %0 = tensor.extract %x[%i, %i] : tensor<?x3xf32>
      return %0 : f32
    })mlir",
                     x),
            "'tensor.extract' op expected a position inside of dimension 0 of "
            "size 2, got 2");
  EXPECT_EQ(getError(R"mlir(
    func.func @f(%x: tensor<?x3xf32>) -> tensor<2x3xf32> {
      %0 = tensor.extract_slice %x[1, 0][2, 3][1, 1]
          : tensor<?x3xf32> to tensor<2x3xf32>
      return %0 : tensor<2x3xf32>
    })mlir",
                     x),
            "'tensor.extract_slice' op expected a slice inside of dimension 0 "
            "of size 2, got positions 1 to 2");
  EXPECT_EQ(getError(R"mlir(
    func.func @f(%x: tensor<?x3xf32>) -> tensor<3x4xf32> {
      %c = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<3x4xf32>
      %w = arith.constant dense<1.0> : tensor<4x4xf32>
      %y = tensor.cast %x : tensor<?x3xf32> to tensor<?x?xf32>
      %0 = linalg.matmul ins(%y, %w : tensor<?x?xf32>, tensor<4x4xf32>)
                         outs(%e : tensor<3x4xf32>) -> tensor<3x4xf32>
      return %0 : tensor<3x4xf32>
    })mlir",
                     x),
            "'linalg.matmul' op expected loop 2 to have one size, got 3 and 4");
}

//===----------------------------------------------------------------------===//
// Structured ops
//===----------------------------------------------------------------------===//

TEST_F(InterpreterTest, NamedOps) {
  EXPECT_EQ(onTensor("%e = tensor.empty() : tensor<3x2xf32> "
                     "%r = linalg.transpose ins(%x : tensor<2x3xf32>) "
                     "outs(%e : tensor<3x2xf32>) permutation = [1, 0]",
                     "tensor<3x2xf32>"),
            (Numbers{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(onTensor("%e = tensor.empty() : tensor<2x3xf32> "
                     "%r = linalg.mul ins(%x, %x : tensor<2x3xf32>, "
                     "tensor<2x3xf32>) outs(%e : tensor<2x3xf32>) "
                     "-> tensor<2x3xf32>",
                     "tensor<2x3xf32>"),
            (Numbers{0, 1, 4, 9, 16, 25}));
  EXPECT_EQ(onTensor("%e = arith.constant dense<1.0> : tensor<2xf32> "
                     "%r = linalg.reduce { arith.addf } "
                     "ins(%x : tensor<2x3xf32>) outs(%e : tensor<2xf32>) "
                     "dimensions = [1]",
                     "tensor<2xf32>"),
            (Numbers{4, 13}));
}

TEST_F(InterpreterTest, MatmulInEveryLoopOrder) {
  // [[0, 1, 2], [3, 4, 5]] times its transpose, with the reduction outermost.
  EXPECT_EQ(onTensor("%e = arith.constant dense<100.0> : tensor<2x2xf32> "
                     "%r = linalg.generic {indexing_maps = ["
                     "affine_map<(k, i, j) -> (i, k)>, "
                     "affine_map<(k, i, j) -> (j, k)>, "
                     "affine_map<(k, i, j) -> (i, j)>], "
                     "iterator_types = [\"reduction\", \"parallel\", "
                     "\"parallel\"]} "
                     "ins(%x, %x : tensor<2x3xf32>, tensor<2x3xf32>) "
                     "outs(%e : tensor<2x2xf32>) { "
                     "^bb0(%a: f32, %b: f32, %c: f32): "
                     "%p = arith.mulf %a, %b : f32 "
                     "%s = arith.addf %p, %c : f32 linalg.yield %s : f32 "
                     "} -> tensor<2x2xf32>",
                     "tensor<2x2xf32>"),
            (Numbers{105, 114, 114, 150}));
}

TEST_F(InterpreterTest, MaximumIsExactAndItsPositionToo) {
  auto results = evaluateReference(parse(R"mlir(
    func.func @f() -> (tensor<2xf32>, tensor<2xi64>) {
      %x = arith.constant dense<[[1.0, 5.0, 2.0], [7.0, 6.0, -1.0]]>
          : tensor<2x3xf32>
      %m = arith.constant dense<0xFF800000> : tensor<2xf32>
      %i = arith.constant dense<0> : tensor<2xi64>
      %r:2 = linalg.generic {
          indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>,
                           affine_map<(d0, d1) -> (d0)>,
                           affine_map<(d0, d1) -> (d0)>],
          iterator_types = ["parallel", "reduction"]}
          ins(%x : tensor<2x3xf32>)
          outs(%m, %i : tensor<2xf32>, tensor<2xi64>) {
      ^bb0(%a: f32, %b: f32, %c: i64):
        %j = linalg.index 1 : index
        %k = arith.index_cast %j : index to i64
        %max = arith.maximumf %a, %b : f32
        %greater = arith.cmpf ogt, %a, %b : f32
        %at = arith.select %greater, %k, %c : i64
        linalg.yield %max, %at : f32, i64
      } -> (tensor<2xf32>, tensor<2xi64>)
      return %r#0, %r#1 : tensor<2xf32>, tensor<2xi64>
    })mlir"),
                                   {});
  ASSERT_TRUE(succeeded(results));
  EXPECT_EQ(getValues((*results)[0]), (Numbers{5, 7}));
  EXPECT_EQ(getValues((*results)[1]), (Numbers{1, 0}));
  for (const BoundedArray &array : *results)
    for (const Bounded<long double> &element : array.elements)
      EXPECT_TRUE(element.isExact());
}

/// The sum of squares of %x: tensor<5xf32> in {0}, written in two ways: as a
/// product of two operands, and as a term of its own.
static std::string getSumOfSquares(StringRef type, bool asProduct) {
  std::string square =
      asProduct ? "%t = arith.mulf %a, %a : T "
                : "%z = arith.constant 0.0 : T %s = arith.mulf %a, %a : T "
                  "%t = arith.addf %s, %z : T ";
  std::string text =
      "func.func @f(%x: tensor<5xT>) -> tensor<T> { "
      "%e = arith.constant dense<0.0> : tensor<T> "
      "%r = linalg.generic {indexing_maps = [affine_map<(k) -> (k)>, "
      "affine_map<(k) -> ()>], iterator_types = [\"reduction\"]} "
      "ins(%x : tensor<5xT>) outs(%e : tensor<T>) { ^bb0(%a: T, %c: T): " +
      square +
      "%u = arith.addf %c, %t : T linalg.yield %u : T } -> tensor<T> "
      "return %r : tensor<T> }";
  for (size_t at; (at = text.find("T")) != std::string::npos;)
    text.replace(at, 1, type.str());
  return text;
}

TEST_F(InterpreterTest, SumsRoundInTheTypeOfTheirAccumulator) {
  Array x = makeRandom(ElementType::F32, {5}, 1);
  for (StringRef type : {"f32", "bf16"}) {
    Array rounded(type == "f32" ? ElementType::F32 : ElementType::BF16, {5});
    long double magnitude = 0;
    for (int64_t i = 0; i < 5; ++i) {
      rounded.set(i, x.get(i));
      magnitude += rounded.get(i) * rounded.get(i);
    }
    long double u = type == "f32" ? 0x1p-24L : 0x1p-8L;
    long double bound = 6 * u / (1 - 6 * u) * magnitude;
    for (bool asProduct : {true, false}) {
      BoundedArray y = evaluate(getSumOfSquares(type, asProduct), rounded);
      EXPECT_NEAR(y.elements[0].value, magnitude, 1e-14);
      long double actual = y.elements[0].worst.hi - y.elements[0].value;
      EXPECT_GE(actual, bound * (1 - 0x1p-20L)) << type.str();
      // A term of its own is rounded once more; a bound u |t| is not g_1 |t|.
      EXPECT_LE(actual, bound * (asProduct ? 1 + 0x1p-20L : 1.2L))
          << type.str();
    }
  }
}

TEST_F(InterpreterTest, RefusesOpsInBodies) {
  EXPECT_EQ(getError(R"mlir(
    func.func @f(%x: tensor<5xf32>) -> tensor<5xf32> {
      %r = linalg.generic {
          indexing_maps = [affine_map<(k) -> (k)>],
          iterator_types = ["parallel"]} outs(%x : tensor<5xf32>) {
      ^bb0(%a: f32):
        %t = math.sin %a : f32
        linalg.yield %t : f32
      } -> tensor<5xf32>
      return %r : tensor<5xf32>
    })mlir",
                     Array(ElementType::F32, {5})),
            "the reference does not know 'math.sin'");
}
