//===- Float16.h - Conversions that old C libraries lack --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_RUNTIME_FLOAT16_H
#define GLU_RUNTIME_FLOAT16_H

extern "C" {
/// What compilers call to round to bf16 on a CPU without an instruction for it;
/// libgcc has them from version 13. They return a bf16, for which not every
/// compiler of C++17 has a type, in the low half of the register of a float.
float __truncsfbf2(float value);
float __truncdfbf2(double value);
}

#endif // GLU_RUNTIME_FLOAT16_H
