// RUN: split-file %s %t

// The only public function.
// RUN: glu-run %t/one.mlir | FileCheck %s --check-prefix=ONE
// ONE: result 0: i32 [1]

// Of several, main.
// RUN: glu-run %t/main.mlir | FileCheck %s --check-prefix=MAIN
// RUN: glu-run %t/main.mlir --entry=other | FileCheck %s --check-prefix=OTHER
// MAIN: result 0: i32 [2]
// OTHER: result 0: i32 [3]

// RUN: not glu-run %t/main.mlir --entry=f 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not glu-run %t/main.mlir --entry=helper 2>&1 | FileCheck %s --check-prefix=PRIVATE
// RUN: not glu-run %t/several.mlir 2>&1 | FileCheck %s --check-prefix=SEVERAL
// RUN: not glu-run %t/none.mlir 2>&1 | FileCheck %s --check-prefix=NONE
// UNKNOWN: error: there is no public function 'f'; there is other, main
// PRIVATE: error: there is no public function 'helper'; there is other, main
// SEVERAL: error: which function to run? name one of a, b
// NONE: error: there is no public function to run

//--- one.mlir
func.func private @helper() -> i32 {
  %0 = arith.constant 1 : i32
  return %0 : i32
}
func.func @f() -> i32 {
  %0 = call @helper() : () -> i32
  return %0 : i32
}

//--- main.mlir
func.func private @helper() -> i32 {
  %0 = arith.constant 1 : i32
  return %0 : i32
}
func.func @other() -> i32 {
  %0 = arith.constant 3 : i32
  return %0 : i32
}
func.func @main() -> i32 {
  %0 = arith.constant 2 : i32
  return %0 : i32
}

//--- several.mlir
func.func @a() { return }
func.func @b() { return }

//--- none.mlir
func.func private @external()
