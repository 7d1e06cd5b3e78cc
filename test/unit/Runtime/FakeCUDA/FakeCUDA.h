//===- FakeCUDA.h - What tests tell and ask a fake driver -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_RUNTIME_FAKECUDA_FAKECUDA_H
#define GLU_TEST_UNIT_RUNTIME_FAKECUDA_FAKECUDA_H

#include <string>
#include <vector>

struct FakeCUDA {
  /// The calls so far, as text, but for those that ask for names of errors.
  std::vector<std::string> calls;
  /// The function that shall fail, and how.
  std::string failing;
  int failure = 2;
  int capability = 90;
  /// What the address of a tensor map is counted from.
  char *base = nullptr;

  /// Contexts pushed and not popped.
  int depth = 0;
  /// What was created and not destroyed; counted by `getFakeCUDA`.
  size_t liveCount = 0;
};

#endif // GLU_TEST_UNIT_RUNTIME_FAKECUDA_FAKECUDA_H
