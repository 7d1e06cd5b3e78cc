//===- Cost.h - What the layers of glu cost ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_COST_H
#define GLU_IR_COST_H

#include <cstdint>
#include <optional>

namespace mlir::glu {
class FFNOp;

/// An FFN without a gate. Null where a dynamic size decides.
struct PlainFFN {
  /// d_ff
  std::optional<int64_t> hiddenSize;
  std::optional<int64_t> parameters;
  std::optional<int64_t> flops;
};

/// The FFN that the gated FFN `gated` replaces by the rule of "GLU Variants
/// Improve Transformer" (Shazeer, 2020), section 2: the gated d_ff is 2/3 of
/// the plain one, so that both have equal weights and do equal work. All null
/// if 3/2 of the gated d_ff is no integer. It has a bias where `gated` has one.
PlainFFN getPlainFFN(FFNOp gated);

} // namespace mlir::glu

#endif // GLU_IR_COST_H
