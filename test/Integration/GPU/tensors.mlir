// What stands around layers, on the emulator against the reference.

// RUN: bash %S/Inputs/run-entries.sh %s

func.func @rms_norm(%x: tensor<?x33xf32>, %scale: tensor<33xf32>,
    %w: tensor<33x70xf32>, %v: tensor<33x70xf32>, %down: tensor<70x33xf32>)
    -> tensor<?x33xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : tensor<?x33xf32>
  %row = tensor.empty(%m) : tensor<?xf32>
  %init = tensor.empty(%m) : tensor<?x33xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%row : tensor<?xf32>) -> tensor<?xf32>
  %squares = linalg.generic {
      indexing_maps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<?x33xf32>) outs(%zeros : tensor<?xf32>) {
  ^bb0(%a: f32, %sum: f32):
    %0 = arith.mulf %a, %a : f32
    %1 = arith.addf %sum, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<?xf32>
  %normal = linalg.generic {
      indexing_maps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m)>,
                       affine_map<(m, k) -> (k)>, affine_map<(m, k) -> (m, k)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %squares, %scale : tensor<?x33xf32>, tensor<?xf32>, tensor<33xf32>)
      outs(%init : tensor<?x33xf32>) {
  ^bb0(%a: f32, %sum: f32, %s: f32, %old: f32):
    %size = arith.constant 33.0 : f32
    %least = arith.constant 1.0e-6 : f32
    %0 = arith.divf %sum, %size : f32
    %1 = arith.addf %0, %least : f32
    %2 = math.rsqrt %1 : f32
    %3 = arith.mulf %a, %2 : f32
    %4 = arith.mulf %3, %s : f32
    linalg.yield %4 : f32
  } -> tensor<?x33xf32>
  %y = glu.ffn swish<beta = 1.0> weights<separate, in_out> down<in_out>
         ins(%normal, %w, %v : tensor<?x33xf32>, tensor<33x70xf32>, tensor<33x70xf32>)
         down(%down : tensor<70x33xf32>) outs(%init : tensor<?x33xf32>) -> tensor<?x33xf32>
  %sum = arith.addf %x, %y : tensor<?x33xf32>
  return %sum : tensor<?x33xf32>
}

// softmax(q k^T / 4) v, two heads.
func.func @attention(%q: tensor<2x5x16xf32>, %k: tensor<2x7x16xf32>,
    %v: tensor<2x7x16xf32>) -> tensor<2x5x16xf32> {
  %zero = arith.constant 0.0 : f32
  %scores_init = tensor.empty() : tensor<2x5x7xf32>
  %init = tensor.empty() : tensor<2x5x16xf32>
  %turned = tensor.empty() : tensor<2x16x7xf32>
  %kt = linalg.transpose ins(%k : tensor<2x7x16xf32>) outs(%turned : tensor<2x16x7xf32>)
          permutation = [0, 2, 1]
  %no_scores = linalg.fill ins(%zero : f32) outs(%scores_init : tensor<2x5x7xf32>)
                 -> tensor<2x5x7xf32>
  %scores = linalg.batch_matmul ins(%q, %kt : tensor<2x5x16xf32>, tensor<2x16x7xf32>)
              outs(%no_scores : tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  %quarter = arith.constant dense<0.25> : tensor<2x5x7xf32>
  %scaled = arith.mulf %scores, %quarter : tensor<2x5x7xf32>
  %rows = tensor.empty() : tensor<2x5xf32>
  %lowest = arith.constant 0xFF800000 : f32
  %lows = linalg.fill ins(%lowest : f32) outs(%rows : tensor<2x5xf32>) -> tensor<2x5xf32>
  %max = linalg.reduce { arith.maximumf } ins(%scaled : tensor<2x5x7xf32>)
           outs(%lows : tensor<2x5xf32>) dimensions = [2]
  %powers = linalg.generic {
      indexing_maps = [affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i)>,
                       affine_map<(b, i, j) -> (b, i, j)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%scaled, %max : tensor<2x5x7xf32>, tensor<2x5xf32>)
      outs(%scores_init : tensor<2x5x7xf32>) {
  ^bb0(%s: f32, %m: f32, %old: f32):
    %0 = arith.subf %s, %m : f32
    %1 = math.exp %0 : f32
    linalg.yield %1 : f32
  } -> tensor<2x5x7xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%rows : tensor<2x5xf32>) -> tensor<2x5xf32>
  %sum = linalg.reduce { arith.addf } ins(%powers : tensor<2x5x7xf32>)
           outs(%zeros : tensor<2x5xf32>) dimensions = [2]
  %shares = linalg.generic {
      indexing_maps = [affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i)>,
                       affine_map<(b, i, j) -> (b, i, j)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%powers, %sum : tensor<2x5x7xf32>, tensor<2x5xf32>)
      outs(%scores_init : tensor<2x5x7xf32>) {
  ^bb0(%p: f32, %s: f32, %old: f32):
    %0 = arith.divf %p, %s : f32
    linalg.yield %0 : f32
  } -> tensor<2x5x7xf32>
  %nothing = linalg.fill ins(%zero : f32) outs(%init : tensor<2x5x16xf32>) -> tensor<2x5x16xf32>
  %y = linalg.batch_matmul ins(%shares, %v : tensor<2x5x7xf32>, tensor<2x7x16xf32>)
         outs(%nothing : tensor<2x5x16xf32>) -> tensor<2x5x16xf32>
  return %y : tensor<2x5x16xf32>
}

// Weights of the module: of several values and of one, the first op and a later one.
func.func @constants(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w = arith.constant dense<[[0.5, -1.0, 2.0], [0.25, 3.0, -0.5]]> : tensor<2x3xf32>
  %v = arith.constant dense<0.125> : tensor<2x3xf32>
  %b = arith.constant dense<[1.0, -2.0, 0.5]> : tensor<3xf32>
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x2xf32>
  %init = tensor.empty(%m) : tensor<?x3xf32>
  %y = glu.gated_linear tanh weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x2xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
         gate_bias(%b : tensor<3xf32>) outs(%init : tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// Constants that kernels read and the host returns.
func.func @constant_results() -> (tensor<3xf32>, tensor<2x2xi32>) {
  %a = arith.constant dense<[1.0, -2.0, 0.5]> : tensor<3xf32>
  %b = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  return %a, %b : tensor<3xf32>, tensor<2x2xi32>
}

func.func @constant_and_read(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %a = arith.constant dense<[1.0, -2.0, 0.5]> : tensor<3xf32>
  %sum = arith.addf %x, %a : tensor<3xf32>
  return %a, %sum : tensor<3xf32>, tensor<3xf32>
}

func.func @slices(%x: tensor<9x34xf32>, %w: tensor<17x5xf32>) -> (tensor<4x5xf32>, tensor<3x17xf32>) {
  %part = tensor.extract_slice %x[1, 17] [4, 17] [2, 1] : tensor<9x34xf32> to tensor<4x17xf32>
  %even = tensor.extract_slice %x[0, 0] [3, 17] [3, 2] : tensor<9x34xf32> to tensor<3x17xf32>
  %init = tensor.empty() : tensor<4x5xf32>
  %y = glu.linear relu weights<in_out> ins(%part, %w : tensor<4x17xf32>, tensor<17x5xf32>)
         outs(%init : tensor<4x5xf32>) -> tensor<4x5xf32>
  return %y, %even : tensor<4x5xf32>, tensor<3x17xf32>
}

func.func @insert_slice(%x: tensor<9x34xf32>, %y: tensor<?x3xf32>, %at: index) -> tensor<9x34xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %y, %c0 : tensor<?x3xf32>
  %0 = tensor.insert_slice %y into %x[1, 2] [%n, 3] [1, 4] : tensor<?x3xf32> into tensor<9x34xf32>
  %1 = glu.activation mish(%0) : tensor<9x34xf32>
  return %1 : tensor<9x34xf32>
}

func.func @concat(%x: tensor<3x?xf32>, %y: tensor<3x7xf32>) -> tensor<3x?xf32> {
  %0 = tensor.concat dim(1) %x, %y : (tensor<3x?xf32>, tensor<3x7xf32>) -> tensor<3x?xf32>
  %1 = glu.activation sigmoid(%0) : tensor<3x?xf32>
  return %1 : tensor<3x?xf32>
}

func.func @pad(%x: tensor<?x5xf32>) -> tensor<?x8xf32> {
  %value = arith.constant 0.5 : f32
  %0 = tensor.pad %x low[1, 2] high[2, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %value : f32
  } : tensor<?x5xf32> to tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

func.func @transpose(%x: tensor<?x5xbf16>) -> tensor<5x?xbf16> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x5xbf16>
  %init = tensor.empty(%m) : tensor<5x?xbf16>
  %0 = linalg.transpose ins(%x : tensor<?x5xbf16>) outs(%init : tensor<5x?xbf16>) permutation = [1, 0]
  return %0 : tensor<5x?xbf16>
}

func.func @broadcast(%x: tensor<5xf16>) -> tensor<3x5xf16> {
  %init = tensor.empty() : tensor<3x5xf16>
  %0 = linalg.broadcast ins(%x : tensor<5xf16>) outs(%init : tensor<3x5xf16>) dimensions = [0]
  return %0 : tensor<3x5xf16>
}

// Elements that the host reads and writes.
func.func @elements(%x: tensor<4x5xf32>, %i: tensor<2xf32>) -> (tensor<4x5xf32>, f32, tensor<3xf32>) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %y = glu.activation tanh(%x) : tensor<4x5xf32>
  %a = tensor.extract %y[%c3, %c1] : tensor<4x5xf32>
  %b = tensor.extract %i[%c1] : tensor<2xf32>
  %sum = arith.addf %a, %b : f32
  %z = tensor.insert %sum into %y[%c1, %c3] : tensor<4x5xf32>
  %few = tensor.from_elements %a, %b, %sum : tensor<3xf32>
  %act = glu.activation relu(%few) : tensor<3xf32>
  return %z, %sum, %act : tensor<4x5xf32>, f32, tensor<3xf32>
}

func.func @elements_alone(%a: f32, %b: f32) -> tensor<2xf32> {
  %few = tensor.from_elements %a, %b : tensor<2xf32>
  return %few : tensor<2xf32>
}

func.func @splat_and_generate(%a: f32, %x: tensor<3x5xf32>) -> (tensor<3x5xf32>, tensor<3x5xf32>) {
  %s = tensor.splat %a : tensor<3x5xf32>
  %g = tensor.generate {
  ^bb0(%i: index, %j: index):
    %e = tensor.extract %x[%i, %j] : tensor<3x5xf32>
    %two = arith.addf %e, %e : f32
    tensor.yield %two : f32
  } : tensor<3x5xf32>
  %y = arith.mulf %s, %x : tensor<3x5xf32>
  return %y, %g : tensor<3x5xf32>, tensor<3x5xf32>
}

func.func @reshape(%x: tensor<?x6xf32>, %w: tensor<3x4xf32>) -> tensor<?x4xf32> {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %three = arith.constant 3 : index
  %m = tensor.dim %x, %c0 : tensor<?x6xf32>
  %rows = arith.muli %m, %c2 : index
  %shape = tensor.from_elements %rows, %three : tensor<2xindex>
  %flat = tensor.reshape %x(%shape) : (tensor<?x6xf32>, tensor<2xindex>) -> tensor<?x3xf32>
  %init = tensor.empty(%rows) : tensor<?x4xf32>
  %y = glu.linear relu weights<in_out> ins(%flat, %w : tensor<?x3xf32>, tensor<3x4xf32>)
         outs(%init : tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

func.func @argument_is_result(%x: tensor<?x5xf32>, %y: tensor<3xf32>)
    -> (tensor<?x5xf32>, tensor<3xf32>, tensor<?x5xf32>, tensor<?x5xf32>) {
  %0 = glu.activation relu(%x) : tensor<?x5xf32>
  return %x, %y, %0, %x : tensor<?x5xf32>, tensor<3xf32>, tensor<?x5xf32>, tensor<?x5xf32>
}

// One buffer for two results.
func.func @result_twice(%x: tensor<?x5xf32>) -> (tensor<?x5xf32>, tensor<?x5xf32>) {
  %0 = glu.activation relu(%x) : tensor<?x5xf32>
  return %0, %0 : tensor<?x5xf32>, tensor<?x5xf32>
}

// A result that is a part of another.
func.func @part_is_result(%x: tensor<7x5xf32>) -> (tensor<7x5xf32>, tensor<2x5xf32>, tensor<35xf32>) {
  %0 = glu.activation relu(%x) : tensor<7x5xf32>
  %1 = tensor.extract_slice %0[3, 0] [2, 5] [1, 1] : tensor<7x5xf32> to tensor<2x5xf32>
  %2 = tensor.collapse_shape %0 [[0, 1]] : tensor<7x5xf32> into tensor<35xf32>
  return %0, %1, %2 : tensor<7x5xf32>, tensor<2x5xf32>, tensor<35xf32>
}

func.func @part_of_argument(%x: tensor<7x5xf32>) -> (tensor<35xf32>, tensor<2x5xf32>) {
  %1 = tensor.extract_slice %x[3, 0] [2, 5] [1, 1] : tensor<7x5xf32> to tensor<2x5xf32>
  %2 = tensor.collapse_shape %x [[0, 1]] : tensor<7x5xf32> into tensor<35xf32>
  return %2, %1 : tensor<35xf32>, tensor<2x5xf32>
}

func.func @writable(%x: tensor<?x5xf32>, %y: tensor<?x5xf32> {bufferization.writable = true})
    -> tensor<?x5xf32> {
  %0 = glu.activation tanh(%x) : tensor<?x5xf32>
  %1 = bufferization.materialize_in_destination %0 in %y
         : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x5xf32>
  return %1 : tensor<?x5xf32>
}

func.func @writable_in_part(%x: tensor<3x5xf32>, %y: tensor<9x5xf32> {bufferization.writable = true})
    -> tensor<9x5xf32> {
  %0 = glu.activation tanh(%x) : tensor<3x5xf32>
  %1 = tensor.insert_slice %0 into %y[2, 0] [3, 5] [2, 1] : tensor<3x5xf32> into tensor<9x5xf32>
  return %1 : tensor<9x5xf32>
}

func.func @no_rows(%x: tensor<0x5xf32>, %w: tensor<5x7xf32>) -> (tensor<0x7xf32>, tensor<0x5xf32>) {
  %init = tensor.empty() : tensor<0x7xf32>
  %0 = glu.linear tanh weights<in_out> ins(%x, %w : tensor<0x5xf32>, tensor<5x7xf32>)
         outs(%init : tensor<0x7xf32>) -> tensor<0x7xf32>
  %1 = glu.activation mish(%x) : tensor<0x5xf32>
  return %0, %1 : tensor<0x7xf32>, tensor<0x5xf32>
}

// A sum of nothing, in a layer and in its second product.
func.func @no_k(%x: tensor<3x0xf32>, %w: tensor<0x7xf32>, %w1: tensor<7x0xf32>, %w2: tensor<0x4xf32>,
    %b: tensor<4xf32>) -> (tensor<3x7xf32>, tensor<3x4xf32>) {
  %init = tensor.empty() : tensor<3x7xf32>
  %0 = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<3x0xf32>, tensor<0x7xf32>)
         outs(%init : tensor<3x7xf32>) -> tensor<3x7xf32>
  %init1 = tensor.empty() : tensor<3x4xf32>
  %1 = glu.ffn relu weights<in_out> down<in_out> ins(%0, %w1 : tensor<3x7xf32>, tensor<7x0xf32>)
         down(%w2 : tensor<0x4xf32>) down_bias(%b : tensor<4xf32>)
         outs(%init1 : tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0, %1 : tensor<3x7xf32>, tensor<3x4xf32>
}

func.func @no_channels(%x: tensor<?x3xf32>, %w: tensor<3x?xf32>, %init: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<?x3xf32>, tensor<3x?xf32>)
         outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

func.func @integers(%x: tensor<7xi32>, %y: tensor<7xi64>, %z: tensor<7xi8>) -> (tensor<7xi32>, tensor<7xi64>, tensor<7xi1>, tensor<7xf32>) {
  %0 = arith.muli %x, %x : tensor<7xi32>
  %1 = arith.addi %y, %y : tensor<7xi64>
  %2 = arith.cmpi slt, %z, %z : tensor<7xi8>
  %3 = arith.sitofp %x : tensor<7xi32> to tensor<7xf32>
  return %0, %1, %2, %3 : tensor<7xi32>, tensor<7xi64>, tensor<7xi1>, tensor<7xf32>
}

func.func @booleans(%x: tensor<37xf32>, %y: tensor<37xf32>) -> (tensor<37xi1>, tensor<37xf32>) {
  %0 = arith.cmpf olt, %x, %y : tensor<37xf32>
  %1 = arith.select %0, %x, %y : tensor<37xi1>, tensor<37xf32>
  return %0, %1 : tensor<37xi1>, tensor<37xf32>
}

// An index of a table, a row for each.
func.func @lookup(%table: tensor<9x5xf32>, %rows: tensor<4xi64>) -> tensor<4x5xf32> {
  %init = tensor.empty() : tensor<4x5xf32>
  %0 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%rows : tensor<4xi64>) outs(%init : tensor<4x5xf32>) {
  ^bb0(%row: i64, %old: f32):
    %j = linalg.index 1 : index
    %at = arith.index_cast %row : i64 to index
    %e = tensor.extract %table[%at, %j] : tensor<9x5xf32>
    linalg.yield %e : f32
  } -> tensor<4x5xf32>
  return %0 : tensor<4x5xf32>
}

func.func @scalars(%x: f32, %n: i32) -> (f32, i32) {
  %0 = glu.activation tanh(%x) : f32
  %1 = arith.addi %n, %n : i32
  return %0, %1 : f32, i32
}

func.func @rank_0(%x: tensor<f32>, %y: tensor<5x3xf32>) -> (tensor<f32>, tensor<f32>) {
  %0 = glu.activation tanh(%x) : tensor<f32>
  %1 = linalg.reduce { arith.addf } ins(%y : tensor<5x3xf32>) outs(%x : tensor<f32>) dimensions = [0, 1]
  return %0, %1 : tensor<f32>, tensor<f32>
}

func.func @nothing() {
  return
}

func.func @unused(%x: tensor<?x5xf32>, %y: tensor<3xf32>) -> tensor<3xf32> {
  return %y : tensor<3xf32>
}

// A function that others call.
func.func private @hidden(%x: tensor<?x5xf32>, %w: tensor<5x5xf32>) -> tensor<?x5xf32> {
  %y = glu.linear tanh weights<in_out> ins(%x, %w : tensor<?x5xf32>, tensor<5x5xf32>)
         outs(%x : tensor<?x5xf32>) -> tensor<?x5xf32>
  return %y : tensor<?x5xf32>
}

func.func @calls(%x: tensor<?x5xf32>, %w: tensor<5x5xf32>, %v: tensor<5x5xf32>) -> tensor<?x5xf32> {
  %0 = call @hidden(%x, %w) : (tensor<?x5xf32>, tensor<5x5xf32>) -> tensor<?x5xf32>
  %1 = call @hidden(%0, %v) : (tensor<?x5xf32>, tensor<5x5xf32>) -> tensor<?x5xf32>
  return %1 : tensor<?x5xf32>
}
