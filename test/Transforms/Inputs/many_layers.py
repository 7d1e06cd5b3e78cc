"""Prints a model of so many layers: a norm, a SwiGLU feed-forward layer in
separate ops, and a residual. The argument is the number."""

import sys

X = "tensor<?x64xf32>"
HIDDEN = "tensor<?x160xf32>"
ROWS = "tensor<?xf32>"
IDENTITY = "affine_map<(r, c) -> (r, c)>"
OF_ROW = "affine_map<(r, c) -> (r)>"
PARALLEL = 'iterator_types = ["parallel", "parallel"]'

# {i} is the number of the layer and {p} that of the one before.
LAYER = f"""
  %squares{{i}} = arith.mulf %x{{p}}, %x{{p}} : {X}
  %sum{{i}} = linalg.reduce ins(%squares{{i}} : {X}) outs(%zeroRows : {ROWS}) dimensions = [1]
    (%in: f32, %acc: f32) {{{{
      %s = arith.addf %in, %acc : f32
      linalg.yield %s : f32
    }}}}
  %norm{{i}} = linalg.generic {{{{indexing_maps = [{IDENTITY}, {OF_ROW}, {IDENTITY}], {PARALLEL}}}}}
      ins(%x{{p}}, %sum{{i}} : {X}, {ROWS}) outs(%empty : {X}) {{{{
  ^bb0(%in: f32, %square: f32, %out: f32):
    %m = arith.divf %square, %size : f32
    %e = arith.addf %m, %eps : f32
    %r = math.rsqrt %e : f32
    %y = arith.mulf %in, %r : f32
    linalg.yield %y : f32
  }}}} -> {X}
  %g{{i}} = linalg.matmul ins(%norm{{i}}, %wg : {X}, tensor<64x160xf32>) outs(%zeroHidden : {HIDDEN}) -> {HIDDEN}
  %u{{i}} = linalg.matmul ins(%norm{{i}}, %wu : {X}, tensor<64x160xf32>) outs(%zeroHidden : {HIDDEN}) -> {HIDDEN}
  %n{{i}} = arith.negf %g{{i}} : {HIDDEN}
  %e{{i}} = math.exp %n{{i}} : {HIDDEN}
  %p{{i}} = arith.addf %e{{i}}, %ones : {HIDDEN}
  %a{{i}} = arith.divf %g{{i}}, %p{{i}} : {HIDDEN}
  %h{{i}} = arith.mulf %a{{i}}, %u{{i}} : {HIDDEN}
  %d{{i}} = linalg.matmul ins(%h{{i}}, %wd : {HIDDEN}, tensor<160x64xf32>) outs(%zeroX : {X}) -> {X}
  %x{{i}} = arith.addf %x{{p}}, %d{{i}} : {X}"""

count = int(sys.argv[1])
print(
    f"""func.func @model(%x0: {X}, %wg: tensor<64x160xf32>, %wu: tensor<64x160xf32>, %wd: tensor<160x64xf32>) -> {X} {{
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x0, %c0 : {X}
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %size = arith.constant 64.0 : f32
  %eps = arith.constant 1.0e-6 : f32
  %empty = tensor.empty(%rows) : {X}
  %emptyRows = tensor.empty(%rows) : {ROWS}
  %emptyHidden = tensor.empty(%rows) : {HIDDEN}
  %zeroRows = linalg.fill ins(%zero : f32) outs(%emptyRows : {ROWS}) -> {ROWS}
  %zeroX = linalg.fill ins(%zero : f32) outs(%empty : {X}) -> {X}
  %zeroHidden = linalg.fill ins(%zero : f32) outs(%emptyHidden : {HIDDEN}) -> {HIDDEN}
  %ones = linalg.fill ins(%one : f32) outs(%emptyHidden : {HIDDEN}) -> {HIDDEN}"""
)
for i in range(1, count + 1):
    print(LAYER.format(i=i, p=i - 1))
print(f"  return %x{count} : {X}\n}}")
