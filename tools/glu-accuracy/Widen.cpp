//===- Widen.cpp - Blocks of any type as f32 ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Widen.h"
#include "Arguments.h"

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

Widen::Widen(FloatType type) {
  if (type.getWidth() != 16)
    return;
  Array all(*getElementType(type), {kBlockSize});
  Arguments::getAll(type).fill(0, all);
  for (int64_t i = 0; i < kBlockSize; ++i)
    values.push_back(static_cast<float>(all.get(i)));
  buffer.resize(kBlockSize);
}

const float *Widen::operator()(const Array &block) {
  if (values.empty())
    return static_cast<const float *>(block.data());
  auto *bits = static_cast<const uint16_t *>(block.data());
  for (int64_t i = 0; i < kBlockSize; ++i)
    buffer[i] = values[bits[i]];
  return buffer.data();
}
