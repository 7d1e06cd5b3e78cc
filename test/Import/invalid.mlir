// What glu-import rejects: each error names what was found.
// RUN: split-file %s %t
// RUN: %python %S/Inputs/check_errors.py %t | FileCheck %s --implicit-check-not=Stack
// CHECK: {{^}}all of {{[1-9][0-9]}} rejected with the error expected{{$}}

//--- unknown-op.mlir
// error: glu-import does not know 'stablehlo.cholesky'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.cholesky"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- unknown-dialect.mlir
// error: glu-import does not know 'mydialect.op'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "mydialect.op"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- unknown-operator.mlir
// error: glu-import does not know 'onnx.QLinearMatMul'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "torch.operator"(%x) {name = "onnx.QLinearMatMul"} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- unknown-attribute.mlir
// has the unknown attribute 'angle'; known: none
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.abs"(%x) {angle = 1 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- unknown-attribute-list.mlir
// has the unknown attribute 'algorithm'; known: dot_dimension_numbers, precision_config
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.dot_general"(%x, %x) {algorithm = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- operand-count.mlir
// expected 2 operands, got 1
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.add"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- operand-count-range.mlir
// expected 1 to 2 operands, got 3
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.constant.none"() : () -> !torch.none
  %r = "torch.aten.gelu"(%x, %k, %k) : (!torch.vtensor<[2,3],f32>, !torch.none, !torch.none) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- operand-count-min.mlir
// expected 1 or more operands, got 0
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.concatenate"() {dimension = 0 : i64} : () -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- regions.mlir
// expected 1 regions of one block and no successors
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.reduce"(%x, %x) {dimensions = array<i64: 0>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- element-types.mlir
// expected operands of one element type
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = "stablehlo.convert"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf64>
  %r = "stablehlo.add"(%x, %y) : (tensor<2x3xf32>, tensor<2x3xf64>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- result-type.mlir
// has a result of type 'tensor<2x3xf64>', expected 'tensor<2x3xf32>'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf64> {
  %r = "stablehlo.abs"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf64>
  return %r : tensor<2x3xf64>
}

//--- result-shape.mlir
// sizes 2 and 4 do not agree
func.func @main(%x: tensor<2x3xf32>) -> tensor<4x3xf32> {
  %r = "stablehlo.abs"(%x) : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}

//--- result-count.mlir
// expected 1 results, got 2
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r, %s = "stablehlo.abs"(%x) : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return %r : tensor<2x3xf32>
}

//--- function-type.mlir
// has the unknown type 'tensor<2xui8>'; known are tensors and !torch.vtensor of
func.func @main(%x: tensor<2xui8>) -> tensor<2xui8> {
  %r = "stablehlo.abs"(%x) : (tensor<2xui8>) -> tensor<2xui8>
  return %r : tensor<2xui8>
}

//--- vtensor-type.mlir
// has the unknown type '!torch.vtensor<[2,x],f32>'
func.func @main(%x: !torch.vtensor<[2,x],f32>) -> !torch.vtensor<[2,x],f32> {
  %r = "torch.aten.abs"(%x) : (!torch.vtensor<[2,x],f32>) -> !torch.vtensor<[2,x],f32>
  return %r : !torch.vtensor<[2,x],f32>
}

//--- vtensor-element.mlir
// has the unknown type '!torch.vtensor<[2],qint8>'
func.func @main(%x: !torch.vtensor<[2],qint8>) -> !torch.vtensor<[2],qint8> {
  %r = "torch.aten.abs"(%x) : (!torch.vtensor<[2],qint8>) -> !torch.vtensor<[2],qint8>
  return %r : !torch.vtensor<[2],qint8>
}

//--- unsupported-elements.mlir
// has elements of the unsupported type 'i64'
func.func @main(%x: tensor<2xi64>) -> tensor<2xi64> {
  %r = "stablehlo.exponential"(%x) : (tensor<2xi64>) -> tensor<2xi64>
  return %r : tensor<2xi64>
}

//--- permutation-missing.mlir
// expected attribute 'permutation' to be an array of i64, got none
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.transpose"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- permutation-twice.mlir
// expected attribute 'permutation' to be different dimensions of 2, got [0, 0]
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.transpose"(%x) {permutation = array<i64: 0, 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- permutation-short.mlir
// expected 'permutation' to have 2 dimensions, got 1
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.transpose"(%x) {permutation = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- dot-text.mlir
// expected attribute 'dot_dimension_numbers' to be #stablehlo.dot<...> with lists of dimensions
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.dot_general"(%x, %x) {dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [x], rhs_contracting_dimensions = [0]>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- dot-counts.mlir
// expected as many dimensions of one operand as of the other in 'dot_dimension_numbers'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.dot_general"(%x, %x) {dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1]>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- dot-range.mlir
// expected dimensions of the left operand to be different dimensions of 2, got [7]
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.dot_general"(%x, %x) {dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [7], rhs_contracting_dimensions = [1]>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- dot-sizes.mlir
// sizes 3 and 2 do not agree
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.dot_general"(%x, %x) {dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- dot-types.mlir
// cannot sum products of 'tensor<2x3xf32>' and 'tensor<2x3xf32>' in 'i64'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x2xi64> {
  %r = "stablehlo.dot_general"(%x, %x) {dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1]>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2xi64>
  return %r : tensor<2x2xi64>
}

//--- compare-direction.mlir
// expected 'comparison_direction' to be EQ, NE, GE, GT, LE or LT, got XX
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xi1> {
  %r = "stablehlo.compare"(%x, %x) {comparison_direction = #stablehlo<comparison_direction XX>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  return %r : tensor<2x3xi1>
}

//--- compare-text.mlir
// expected attribute 'comparison_direction' to be #stablehlo<comparison_direction ...>, got "GT"
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xi1> {
  %r = "stablehlo.compare"(%x, %x) {comparison_direction = "GT"} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  return %r : tensor<2x3xi1>
}

//--- compare-order.mlir
// expected 'compare_type' to be FLOAT for 'tensor<2x3xf32>'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xi1> {
  %r = "stablehlo.compare"(%x, %x) {comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type TOTALORDER>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  return %r : tensor<2x3xi1>
}

//--- reshape-size.mlir
// sizes 6 and 8 do not agree
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x4xf32> {
  %r = "stablehlo.reshape"(%x) : (tensor<2x3xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

//--- reshape-dynamic.mlir
// expected a result of static shape, got 'tensor<?x3xf32>'
func.func @main(%x: tensor<2x3xf32>) -> tensor<?x3xf32> {
  %r = "stablehlo.reshape"(%x) : (tensor<2x3xf32>) -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

//--- slice-range.mlir
// expected a slice of dimension 1 that is within it
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.slice"(%x) {start_indices = array<i64: 0, 1>, limit_indices = array<i64: 2, 4>, strides = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- slice-counts.mlir
// expected starts, limits and strides for 2 dimensions, got 1
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.slice"(%x) {start_indices = array<i64: 0>, limit_indices = array<i64: 2, 3>, strides = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- constant-type.mlir
// expected attribute 'value' to be elements of 'tensor<2x3xf32>'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.constant"() {value = dense<1> : tensor<2xi64>} : () -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- custom-call.mlir
// calls the unknown target 'cu_blas'; known: Sharding, mhlo.erf, shape_assertion
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.custom_call"(%x) {call_target_name = "cu_blas"} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- divide-zero.mlir
// expected floats, or integers and a divisor that is a constant other than 0 and -1
func.func @main(%x: tensor<2xi64>) -> tensor<2xi64> {
  %r = "stablehlo.divide"(%x, %x) : (tensor<2xi64>, tensor<2xi64>) -> tensor<2xi64>
  return %r : tensor<2xi64>
}

//--- reduce-body.mlir
// expected a body of one op on both arguments: add, multiply, maximum, minimum, and, or
func.func @main(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  %z = "stablehlo.constant"() {value = dense<0.0> : tensor<f32>} : () -> tensor<f32>
  %r = "stablehlo.reduce"(%x, %z) ({
  ^bb0(%p: tensor<f32>, %q: tensor<f32>):
    %s = "stablehlo.subtract"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "stablehlo.return"(%s) : (tensor<f32>) -> ()
  }) {dimensions = array<i64: 1>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

//--- reduce-logic.mlir
// expected integers, got 'tensor<2x3xf32>'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  %z = "stablehlo.constant"() {value = dense<0.0> : tensor<f32>} : () -> tensor<f32>
  %r = "stablehlo.reduce"(%x, %z) ({
  ^bb0(%p: tensor<f32>, %q: tensor<f32>):
    %s = "stablehlo.and"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "stablehlo.return"(%s) : (tensor<f32>) -> ()
  }) {dimensions = array<i64: 1>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

//--- recursion.mlir
// calls @main from within itself
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = func.call @main(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  "stablehlo.optimization_barrier"() : () -> ()
  return %r : tensor<2x3xf32>
}

//--- composite-callee.mlir
// expected @nothing to be a function of 1 arguments and one block
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.composite"(%x) {decomposition = @nothing} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

//--- composite-type.mlir
// expected a value of type 'tensor<7xf32>' for argument 0 of 'func.func'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = "stablehlo.composite"(%x) {decomposition = @f} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}
func.func private @f(%x: tensor<7xf32>) -> tensor<7xf32> {
  return %x : tensor<7xf32>
}

//--- global.mlir
// error: glu-import expected functions only, got 'torch.global_slot'
"torch.global_slot"() : () -> ()

//--- torch-dim.mlir
// expected operand 1 to be a dimension of 3, got 5
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.constant.int"() {value = 5 : i64} : () -> !torch.int
  %r = "torch.aten.unsqueeze"(%x, %k) : (!torch.vtensor<[2,3],f32>, !torch.int) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-gelu.mlir
// expected 'none' or 'tanh', got 'sigmoid'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.constant.str"() {value = "sigmoid"} : () -> !torch.str
  %r = "torch.aten.gelu"(%x, %k) : (!torch.vtensor<[2,3],f32>, !torch.str) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-none.mlir
// expected operand 1 to be a tensor, got '!torch.none'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.constant.none"() : () -> !torch.none
  %r = "torch.aten.add.Tensor"(%x, %k) : (!torch.vtensor<[2,3],f32>, !torch.none) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-view.mlir
// sizes 6 and 4 do not agree
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[4],f32> {
  %k = "torch.constant.int"() {value = 4 : i64} : () -> !torch.int
  %l = "torch.prim.ListConstruct"(%k) : (!torch.int) -> !torch.list<int>
  %r = "torch.aten.view"(%x, %l) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[4],f32>
  return %r : !torch.vtensor<[4],f32>
}

//--- torch-training.mlir
// expected a model that is not in training
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %p = "torch.constant.float"() {value = 0.1 : f64} : () -> !torch.float
  %k = "torch.constant.bool"() {value = true} : () -> !torch.bool
  %r = "torch.aten.dropout"(%x, %p, %k) : (!torch.vtensor<[2,3],f32>, !torch.float, !torch.bool) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-dtype.mlir
// expected a result of the type with the number 7, got 'f32'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.constant.int"() {value = 7 : i64} : () -> !torch.int
  %n = "torch.constant.none"() : () -> !torch.none
  %r = "torch.aten.to.dtype"(%x, %k, %n, %n, %n) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-glu.mlir
// expected an even size of dimension 1
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.constant.int"() {value = 1 : i64} : () -> !torch.int
  %r = "torch.aten.glu"(%x, %k) : (!torch.vtensor<[2,3],f32>, !torch.int) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-mm.mlir
// sizes 3 and 2 do not agree
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.aten.mm"(%x, %x) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-erfinv.mlir
// expected a constant
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.aten.erfinv"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- torch-max-indices.mlir
// indices that are not read
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2],f32> {
  %k = "torch.constant.int"() {value = 1 : i64} : () -> !torch.int
  %r, %i = "torch.aten.max.dim"(%x, %k) : (!torch.vtensor<[2,3],f32>, !torch.int) -> (!torch.vtensor<[2],f32>, !torch.vtensor<[2],si64>)
  %j = "torch.aten.abs"(%i) : (!torch.vtensor<[2],si64>) -> !torch.vtensor<[2],si64>
  return %r : !torch.vtensor<[2],f32>
}

//--- torch-cat.mlir
// expected operand 0 to be a list of tensors that is not empty
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %l = "torch.prim.ListConstruct"() : () -> !torch.list<vtensor>
  %k = "torch.constant.int"() {value = 1 : i64} : () -> !torch.int
  %r = "torch.aten.cat"(%l, %k) : (!torch.list<vtensor>, !torch.int) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- convolution-window.mlir
// expected a window of one element, got weights 'tensor<3x2x3xf32>'
func.func @main(%x: !torch.vtensor<[1,2,5],f32>, %w: !torch.vtensor<[3,2,3],f32>) -> !torch.vtensor<[1,3,3],f32> {
  %r = "torch.aten.conv1d"(%x, %w) : (!torch.vtensor<[1,2,5],f32>, !torch.vtensor<[3,2,3],f32>) -> !torch.vtensor<[1,3,3],f32>
  return %r : !torch.vtensor<[1,3,3],f32>
}

//--- convolution-groups.mlir
// expected strides of 1, no padding and one group
func.func @main(%x: !torch.vtensor<[1,2,5],f32>, %w: !torch.vtensor<[2,1,1],f32>) -> !torch.vtensor<[1,2,5],f32> {
  %n = "torch.constant.none"() : () -> !torch.none
  %two = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
  %r = "torch.aten.conv1d"(%x, %w, %n, %n, %n, %n, %two) : (!torch.vtensor<[1,2,5],f32>, !torch.vtensor<[2,1,1],f32>, !torch.none, !torch.none, !torch.none, !torch.none, !torch.int) -> !torch.vtensor<[1,2,5],f32>
  return %r : !torch.vtensor<[1,2,5],f32>
}

//--- convolution-names.mlir
// expected attribute 'dimension_numbers' to be #stablehlo.conv<...> with three lists of names
func.func @main(%x: tensor<1x2x2xf32>, %w: tensor<1x2x1xf32>) -> tensor<1x2x1xf32> {
  %r = "stablehlo.convolution"(%x, %w) {batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]>, feature_group_count = 1 : i64} : (tensor<1x2x2xf32>, tensor<1x2x1xf32>) -> tensor<1x2x1xf32>
  return %r : tensor<1x2x1xf32>
}

//--- convolution-ranks.mlir
// cannot read 'tensor<1x2x2xf32>' as [bf]
func.func @main(%x: tensor<1x2x2xf32>, %w: tensor<2x1xf32>) -> tensor<1x2x1xf32> {
  %r = "stablehlo.convolution"(%x, %w) {batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, f]x[i, o]->[b, f]>, feature_group_count = 1 : i64} : (tensor<1x2x2xf32>, tensor<2x1xf32>) -> tensor<1x2x1xf32>
  return %r : tensor<1x2x1xf32>
}

//--- norm-order.mlir
// expected floats and a norm of order 2, got order 1
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2],f32> {
  %one = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
  %dims = "torch.prim.ListConstruct"(%one) : (!torch.int) -> !torch.list<int>
  %order = "torch.constant.float"() <{value = 1.0 : f64}> : () -> !torch.float
  %r = "torch.aten.linalg_vector_norm"(%x, %order, %dims) : (!torch.vtensor<[2,3],f32>, !torch.float, !torch.list<int>) -> !torch.vtensor<[2],f32>
  return %r : !torch.vtensor<[2],f32>
}

//--- pad-interior.mlir
// expected 1 numbers of elements at the ends, none between others, and a scalar of type
func.func @main(%x: tensor<2xf32>, %z: tensor<f32>) -> tensor<3xf32> {
  %r = "stablehlo.pad"(%x, %z) {edge_padding_low = array<i64: 0>, edge_padding_high = array<i64: 0>, interior_padding = array<i64: 1>} : (tensor<2xf32>, tensor<f32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

//--- onnx-quantized.mlir
// glu-import does not know 'onnx.DequantizeLinear'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.DequantizeLinear"} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-unknown-attribute.mlir
// 'onnx.Gelu' op has the unknown attribute 'exact'; known: approximate
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.Gelu", torch.onnx.exact = 1 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-attribute-kind.mlir
// 'onnx.LeakyRelu' op expected attribute 'alpha' to be integers, numbers, a text or elements, got unit
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.LeakyRelu", torch.onnx.alpha = unit} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-attribute-type.mlir
// 'onnx.Softmax' op expected attribute 'axis' to be an integer that is known, got "last"
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.Softmax", torch.onnx.axis = "last"} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-operand-type.mlir
// 'onnx.Split' op expected operand 1 to be sizes, got '!torch.vtensor<[2,3],f32>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x, %x) {name = "onnx.Split"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-constant-of-nothing.mlir
// 'onnx.Constant' op expected an attribute of 6 numbers
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"() {name = "onnx.Constant", torch.onnx.value_floats = [1.0 : f32]} : () -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-constant-type.mlir
// 'onnx.Constant' op expected attribute 'value' to be elements of 'tensor<2x3xf32>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<2x3xsi32>} : () -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-type-number.mlir
// 'onnx.Cast' op expected attribute 'to' to be the number of a type of floats, signed integers or booleans, got 2
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.Cast", torch.onnx.to = 2 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-element-types.mlir
// 'onnx.Add' op expected operands of one element type, got 'tensor<2x3xf32>' and 'tensor<1xi64>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%x, %k) {name = "onnx.Add"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-integer-divisor.mlir
// 'onnx.Div' op expected a positive divisor, got 0
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[1],si64> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<0> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%k, %k) {name = "onnx.Div"} : (!torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
  return %r : !torch.vtensor<[1],si64>
}

//--- onnx-condition.mlir
// 'onnx.Where' op expected i1, got 'tensor<2x3xf32>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x, %x, %x) {name = "onnx.Where"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-floats.mlir
// 'onnx.Softplus' op expected floats, got 'tensor<1xi64>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[1],si64> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%k) {name = "onnx.Softplus"} : (!torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
  return %r : !torch.vtensor<[1],si64>
}

//--- onnx-swish.mlir
// 'onnx.Swish' op expected floats, got 'tensor<1xi64>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[1],si64> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%k) {name = "onnx.Swish"} : (!torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
  return %r : !torch.vtensor<[1],si64>
}

//--- onnx-zero-size.mlir
// 'onnx.Reshape' op expected 0 for a dimension of the operand only
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<[2, 3, 0]> : tensor<3xsi64>} : () -> !torch.vtensor<[3],si64>
  %r = "torch.operator"(%x, %k) {name = "onnx.Reshape"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3],si64>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-flatten.mlir
// 'onnx.Flatten' op expected attribute 'axis' to be a dimension of 2, got 3
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.Flatten", torch.onnx.axis = 3 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-permutation.mlir
// 'onnx.Transpose' op expected 2 dimensions, got 1
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.Transpose", torch.onnx.perm = [1 : si64]} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-slice-lists.mlir
// 'onnx.Slice' op expected as many starts as ends, axes and steps
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<0> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %e = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<[1, 2]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
  %r = "torch.operator"(%x, %k, %e) {name = "onnx.Slice"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>, !torch.vtensor<[2],si64>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-slice-step.mlir
// 'onnx.Slice' op expected a tensor of rank 1 or more and a positive step
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<0> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %m = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<-1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%x, %k, %k, %k, %m) {name = "onnx.Slice"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-split-size.mlir
// 'onnx.Split' op expected a dimension of known size and one part or more, got 'tensor<2x3xf32>' and 0
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.Split", torch.onnx.num_outputs = 0 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-gather-unknown.mlir
// 'onnx.Gather' op expected indices that are known
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3,3],f32> {
  %i = "torch.operator"(%x) {name = "onnx.Cast", torch.onnx.to = 7 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],si64>
  %r = "torch.operator"(%x, %i) {name = "onnx.Gather"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],si64>) -> !torch.vtensor<[2,3,3],f32>
  return %r : !torch.vtensor<[2,3,3],f32>
}

//--- onnx-gather-range.mlir
// 'onnx.Gather' op expected indices within dimension 0 of 'tensor<2x3xf32>', got 2
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[1,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<2> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%x, %k) {name = "onnx.Gather"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1,3],f32>
  return %r : !torch.vtensor<[1,3],f32>
}

//--- onnx-gather-order.mlir
// 'onnx.Gather' op expected indices one behind the other
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<[1, 0]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
  %r = "torch.operator"(%x, %k) {name = "onnx.Gather"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2],si64>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-concat.mlir
// 'onnx.Concat' op expected tensors of one rank and type, got 'tensor<2x3xf32>' and 'tensor<1xi64>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%x, %k) {name = "onnx.Concat", torch.onnx.axis = 0 : si64} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-training.mlir
// 'onnx.Dropout' op expected a model that is not in training, and a mask that is not read
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<true> : tensor<i1>} : () -> !torch.vtensor<[],i1>
  %r = "torch.operator"(%x, %x, %k) {name = "onnx.Dropout"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[],i1>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-gemm.mlir
// 'onnx.Gemm' op expected floats of rank 2, got 'tensor<2x1x3xf32>' and 'tensor<2x3xf32>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %u = "torch.operator"(%x, %k) {name = "onnx.Unsqueeze"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,1,3],f32>
  %r = "torch.operator"(%u, %x) {name = "onnx.Gemm"} : (!torch.vtensor<[2,1,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-reduction.mlir
// 'onnx.ReduceSum' op expected floats, got 'tensor<1xi64>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[1],si64> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%k) {name = "onnx.ReduceSum"} : (!torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
  return %r : !torch.vtensor<[1],si64>
}

//--- onnx-softmax-old.mlir
// 'onnx.Softmax' op expected floats, and before version 13 attribute 'axis' to be the last dimension, got 'tensor<2x3xf32>' and 0
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> attributes {torch.onnx_meta.opset_version = 11 : si64} {
  %r = "torch.operator"(%x) {name = "onnx.Softmax", torch.onnx.axis = 0 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-norm.mlir
// 'onnx.LayerNormalization' op expected floats, got 'tensor<1xi64>'
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[1],si64> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
  %r = "torch.operator"(%k, %k) {name = "onnx.LayerNormalization"} : (!torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
  return %r : !torch.vtensor<[1],si64>
}

//--- onnx-pads.mlir
// 'onnx.Conv' op expected strides of 1, no padding and one group
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x, %x) {name = "onnx.Conv", torch.onnx.pads = [1 : si64, 1 : si64]} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
  return %r : !torch.vtensor<[2,3],f32>
}

//--- onnx-remainder.mlir
// 'onnx.Mod' op expected sizes, got 'tensor<2x3xi64>'
func.func @main(%x: !torch.vtensor<[2,3],si64>) -> !torch.vtensor<[2,3],si64> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<2> : tensor<si64>} : () -> !torch.vtensor<[],si64>
  %r = "torch.operator"(%x, %k) {name = "onnx.Mod"} : (!torch.vtensor<[2,3],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[2,3],si64>
  return %r : !torch.vtensor<[2,3],si64>
}

//--- onnx-modulus.mlir
// 'onnx.Mod' op expected a positive divisor, got -2
func.func @main(%x: !torch.vtensor<[2],si64>) -> !torch.vtensor<[2],si64> {
  %k = "torch.operator"() {name = "onnx.Constant", torch.onnx.value = dense<-2> : tensor<si64>} : () -> !torch.vtensor<[],si64>
  %r = "torch.operator"(%x, %k) {name = "onnx.Mod"} : (!torch.vtensor<[2],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[2],si64>
  return %r : !torch.vtensor<[2],si64>
}

//--- onnx-sequence.mlir
// 'onnx.SplitToSequence' op expected sizes, and dimensions that are kept
func.func @main(%x: !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32> {
  %r = "torch.operator"(%x) {name = "onnx.SplitToSequence"} : (!torch.vtensor<[2,3],f32>) -> !torch.list<vtensor<[1,3],f32>>
  return %x : !torch.vtensor<[2,3],f32>
}

//--- onnx-constant-shape.mlir
// 'onnx.Constant' op expected a result of known shape, got 'tensor<?xi64>'
func.func @main() -> !torch.vtensor<[?],si64> {
  %r = "torch.operator"() {name = "onnx.Constant", torch.onnx.value_ints = [1 : si64]} : () -> !torch.vtensor<[?],si64>
  return %r : !torch.vtensor<[?],si64>
}
