// Tensors of i1, a byte an element in memory: against values worked out by hand,
// and random ones against the reference.

// RUN: %npy %t.x.npy '<f4' 37 1 1 -1 1 -1 -1 -1 -1 1 1 -1 1 -1 -1 -1 -1 1 1 -1 1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1 -1 1 1 -1 -1 1
// RUN: %npy %t.y.npy '<f4' 37 0
// RUN: %npy %t.a.npy '|b1' 37 1 1 0 1 0 0 0 0 1 1 0 1 0 0 0 0 1 1 0 1 0 0 0 1 0 0 0 0 0 0 0 0 1 1 0 0 1
// RUN: %npy %t.b.npy '|b1' 37 0 1 1 0 1 1 0 0 1 0 1 1 0 1 0 1 1 1 1 1 0 1 1 0 0 1 0 1 1 0 1 1 1 0 1 0 1
// RUN: glu-run %s --entry=compare --arg=%t.x.npy --expect=%t.a.npy
// RUN: glu-run %s --entry=compare_dynamic --arg=%t.x.npy --arg=%t.y.npy --expect=%t.a.npy

// RUN: %npy %t.minus.npy '<f4' 37 -1
// RUN: %npy %t.one.npy '<f4' 37 1
// RUN: glu-run %s --entry=select --arg=%t.a.npy --arg=%t.one.npy --arg=%t.minus.npy --expect=%t.x.npy
// RUN: glu-run %s --entry=select_dynamic --arg=%t.a.npy --arg=%t.one.npy --arg=%t.minus.npy --expect=%t.x.npy

// RUN: %npy %t.and.npy '|b1' 37 0 1 0 0 0 0 0 0 1 0 0 1 0 0 0 0 1 1 0 1 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 1
// RUN: %npy %t.or.npy '|b1' 37 1 1 1 1 1 1 0 0 1 1 1 1 0 1 0 1 1 1 1 1 0 1 1 1 0 1 0 1 1 0 1 1 1 1 1 0 1
// RUN: %npy %t.not.npy '|b1' 37 0 0 1 0 1 1 1 1 0 0 1 0 1 1 1 1 0 0 1 0 1 1 1 0 1 1 1 1 1 1 1 1 0 0 1 1 0
// RUN: glu-run %s --entry=logic --arg=%t.a.npy --arg=%t.b.npy --expect=%t.and.npy --expect=%t.or.npy --expect=%t.not.npy
// RUN: glu-run %s --entry=logic_dynamic --arg=%t.a.npy --arg=%t.b.npy --expect=%t.and.npy --expect=%t.or.npy --expect=%t.not.npy

// RUN: %npy %t.float.npy '<f4' 37 1 1 0 1 0 0 0 0 1 1 0 1 0 0 0 0 1 1 0 1 0 0 0 1 0 0 0 0 0 0 0 0 1 1 0 0 1
// RUN: glu-run %s --entry=to_float --arg=%t.a.npy --expect=%t.float.npy
// RUN: glu-run %s --entry=to_float_dynamic --arg=%t.a.npy --expect=%t.float.npy

// RUN: %npy %t.five.npy '<f4' 5 1
// RUN: %npy %t.constant.npy '<f4' 5 1 -1 -1 1 1
// RUN: glu-run %s --entry=constant --arg=%t.five.npy --expect=%t.constant.npy

// No one, a single one, all but one, and all.
// RUN: %npy %t.rows.npy '|b1' 4x5 0 0 0 0 0  0 0 0 1 0  1 1 0 1 1  1 1 1 1 1
// RUN: %npy %t.any1.npy '|b1' 4 0 1 1 1
// RUN: %npy %t.any0.npy '|b1' 5 1 1 1 1 1
// RUN: %npy %t.all1.npy '|b1' 4 0 0 0 1
// RUN: %npy %t.all0.npy '|b1' 5 0 0 0 0 0
// RUN: glu-run %s --entry=any --arg=%t.rows.npy --expect=%t.any1.npy --expect=%t.any0.npy
// RUN: glu-run %s --entry=all --arg=%t.rows.npy --expect=%t.all1.npy --expect=%t.all0.npy
// RUN: glu-run %s --entry=any_dynamic --arg=%t.rows.npy --expect=%t.any1.npy --expect=%t.any0.npy
// RUN: glu-run %s --entry=all_dynamic --arg=%t.rows.npy --expect=%t.all1.npy --expect=%t.all0.npy
// RUN: %npy %t.ones.npy '|b1' 131x37 1
// RUN: %npy %t.ones1.npy '|b1' 131 1
// RUN: %npy %t.ones0.npy '|b1' 37 1
// RUN: glu-run %s --entry=any_dynamic --arg=%t.ones.npy --expect=%t.ones1.npy --expect=%t.ones0.npy

// RUN: glu-run %s --entry=compare --random --verify
// RUN: glu-run %s --entry=compare --random --verify --target=generic
// RUN: glu-run %s --entry=select --random --verify
// RUN: glu-run %s --entry=logic --random --verify
// RUN: glu-run %s --entry=to_float --random --verify
// RUN: glu-run %s --entry=outer --random --verify

// Several vectors and a rest, and several tiles for the threads.
// RUN: glu-run %s --entry=compare_dynamic --random --verify --dynamic-size=40003 --threads=2
// RUN: glu-run %s --entry=select_dynamic --random --verify --dynamic-size=40003 --threads=2
// RUN: glu-run %s --entry=logic_dynamic --random --verify --dynamic-size=40003 --threads=2
// RUN: glu-run %s --entry=to_float_dynamic --random --verify --dynamic-size=40003 --threads=2
// RUN: glu-run %s --entry=all_dynamic --random --verify --dynamic-size=131 --threads=2
// RUN: glu-run %s --entry=outliers --random --verify --dynamic-size=131 --threads=2
// RUN: glu-run %s --entry=outliers --random --verify --dynamic-size=131 --target=generic

func.func @compare(%x: tensor<37xf32>) -> tensor<37xi1> {
  %zero = arith.constant dense<0.0> : tensor<37xf32>
  %0 = arith.cmpf ogt, %x, %zero : tensor<37xf32>
  return %0 : tensor<37xi1>
}
func.func @compare_dynamic(%x: tensor<?xf32>, %y: tensor<?xf32>)
    -> tensor<?xi1> {
  %0 = arith.cmpf ogt, %x, %y : tensor<?xf32>
  return %0 : tensor<?xi1>
}

func.func @select(%a: tensor<37xi1>, %x: tensor<37xf32>, %y: tensor<37xf32>)
    -> tensor<37xf32> {
  %0 = arith.select %a, %x, %y : tensor<37xi1>, tensor<37xf32>
  return %0 : tensor<37xf32>
}
func.func @select_dynamic(%a: tensor<?xi1>, %x: tensor<?xf32>, %y: tensor<?xf32>)
    -> tensor<?xf32> {
  %0 = arith.select %a, %x, %y : tensor<?xi1>, tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @logic(%a: tensor<37xi1>, %b: tensor<37xi1>)
    -> (tensor<37xi1>, tensor<37xi1>, tensor<37xi1>) {
  %true = arith.constant dense<true> : tensor<37xi1>
  %and = arith.andi %a, %b : tensor<37xi1>
  %or = arith.ori %a, %b : tensor<37xi1>
  %not = arith.xori %a, %true : tensor<37xi1>
  return %and, %or, %not : tensor<37xi1>, tensor<37xi1>, tensor<37xi1>
}
func.func @logic_dynamic(%a: tensor<?xi1>, %b: tensor<?xi1>)
    -> (tensor<?xi1>, tensor<?xi1>, tensor<?xi1>) {
  %c0 = arith.constant 0 : index
  %true = arith.constant true
  %size = tensor.dim %a, %c0 : tensor<?xi1>
  %ones = tensor.splat %true[%size] : tensor<?xi1>
  %and = arith.andi %a, %b : tensor<?xi1>
  %or = arith.ori %a, %b : tensor<?xi1>
  %not = arith.xori %a, %ones : tensor<?xi1>
  return %and, %or, %not : tensor<?xi1>, tensor<?xi1>, tensor<?xi1>
}

func.func @to_float(%a: tensor<37xi1>) -> tensor<37xf32> {
  %0 = arith.uitofp %a : tensor<37xi1> to tensor<37xf32>
  return %0 : tensor<37xf32>
}
func.func @to_float_dynamic(%a: tensor<?xi1>) -> tensor<?xf32> {
  %0 = arith.uitofp %a : tensor<?xi1> to tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @constant(%x: tensor<5xf32>) -> tensor<5xf32> {
  %a = arith.constant dense<[true, false, false, true, true]> : tensor<5xi1>
  %y = arith.negf %x : tensor<5xf32>
  %0 = arith.select %a, %x, %y : tensor<5xi1>, tensor<5xf32>
  return %0 : tensor<5xf32>
}

// Reads the same bit for a whole row.
func.func @outer(%a: tensor<7xi1>, %b: tensor<37xi1>) -> tensor<7x37xi1> {
  %init = tensor.empty() : tensor<7x37xi1>
  %0 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (j)>,
                       affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%a, %b : tensor<7xi1>, tensor<37xi1>)
      outs(%init : tensor<7x37xi1>) {
  ^bb0(%x: i1, %y: i1, %_: i1):
    %xor = arith.xori %x, %y : i1
    linalg.yield %xor : i1
  } -> tensor<7x37xi1>
  return %0 : tensor<7x37xi1>
}

func.func @any(%a: tensor<4x5xi1>) -> (tensor<4xi1>, tensor<5xi1>) {
  %init = arith.constant false
  %inits0 = tensor.splat %init : tensor<4xi1>
  %inits1 = tensor.splat %init : tensor<5xi1>
  %0 = linalg.reduce { arith.ori } ins(%a : tensor<4x5xi1>)
         outs(%inits0 : tensor<4xi1>) dimensions = [1]
  %1 = linalg.reduce { arith.ori } ins(%a : tensor<4x5xi1>)
         outs(%inits1 : tensor<5xi1>) dimensions = [0]
  return %0, %1 : tensor<4xi1>, tensor<5xi1>
}

func.func @all(%a: tensor<4x5xi1>) -> (tensor<4xi1>, tensor<5xi1>) {
  %init = arith.constant true
  %inits0 = tensor.splat %init : tensor<4xi1>
  %inits1 = tensor.splat %init : tensor<5xi1>
  %0 = linalg.reduce { arith.andi } ins(%a : tensor<4x5xi1>)
         outs(%inits0 : tensor<4xi1>) dimensions = [1]
  %1 = linalg.reduce { arith.andi } ins(%a : tensor<4x5xi1>)
         outs(%inits1 : tensor<5xi1>) dimensions = [0]
  return %0, %1 : tensor<4xi1>, tensor<5xi1>
}

func.func @any_dynamic(%a: tensor<?x?xi1>) -> (tensor<?xi1>, tensor<?xi1>) {
  %init = arith.constant false
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %a, %c0 : tensor<?x?xi1>
  %n = tensor.dim %a, %c1 : tensor<?x?xi1>
  %inits0 = tensor.splat %init[%m] : tensor<?xi1>
  %inits1 = tensor.splat %init[%n] : tensor<?xi1>
  %0 = linalg.reduce { arith.ori } ins(%a : tensor<?x?xi1>)
         outs(%inits0 : tensor<?xi1>) dimensions = [1]
  %1 = linalg.reduce { arith.ori } ins(%a : tensor<?x?xi1>)
         outs(%inits1 : tensor<?xi1>) dimensions = [0]
  return %0, %1 : tensor<?xi1>, tensor<?xi1>
}

func.func @all_dynamic(%a: tensor<?x?xi1>) -> (tensor<?xi1>, tensor<?xi1>) {
  %init = arith.constant true
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %a, %c0 : tensor<?x?xi1>
  %n = tensor.dim %a, %c1 : tensor<?x?xi1>
  %inits0 = tensor.splat %init[%m] : tensor<?xi1>
  %inits1 = tensor.splat %init[%n] : tensor<?xi1>
  %0 = linalg.reduce { arith.andi } ins(%a : tensor<?x?xi1>)
         outs(%inits0 : tensor<?xi1>) dimensions = [1]
  %1 = linalg.reduce { arith.andi } ins(%a : tensor<?x?xi1>)
         outs(%inits1 : tensor<?xi1>) dimensions = [0]
  return %0, %1 : tensor<?xi1>, tensor<?xi1>
}

// About half of the rows and columns have a number that far from its like.
func.func @outliers(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>)
    -> (tensor<?xi1>, tensor<?xi1>) {
  %limit = arith.constant 3.6 : f32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xf32>
  %n = tensor.dim %x, %c1 : tensor<?x?xf32>
  %limits = tensor.splat %limit[%m, %n] : tensor<?x?xf32>
  %difference = arith.subf %x, %y : tensor<?x?xf32>
  %far = arith.cmpf ogt, %difference, %limits : tensor<?x?xf32>
  %0, %1 = func.call @any_dynamic(%far)
    : (tensor<?x?xi1>) -> (tensor<?xi1>, tensor<?xi1>)
  return %0, %1 : tensor<?xi1>, tensor<?xi1>
}
