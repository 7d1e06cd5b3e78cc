//===- Target.h - The CPU that code is made for -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TARGET_TARGET_H
#define GLU_TARGET_TARGET_H

#include "llvm/Support/CodeGen.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"
#include <memory>
#include <string>

namespace mlir::glu {

/// A CPU as the set of its features. It has no CPU name: LLVM guesses wrong
/// ones under virtual machines, and a name says less than the features do.
struct TargetDescription {
  std::string triple;
  /// LLVM's features, `+avx,+avx2`, with all that they imply, in order.
  std::string features;

  // What decides how code is shaped; all false on CPUs other than x86-64.
  bool avx2 = false;
  bool fma = false;
  /// Conversions between f16 and f32.
  bool f16c = false;
  /// AVX-512 F, BW, CD, DQ and VL, that is, x86-64-v4.
  bool avx512 = false;
  bool avx512bf16 = false;
  bool avx512fp16 = false;
  /// Tiles and their bf16 product.
  bool amxBf16 = false;

  /// Bits of the widest vector register of floats.
  unsigned vectorBits = 128;

  /// Bytes of the L2 cache of a core: what the system says of the host, 1 MiB
  /// for other targets and where it says nothing.
  int64_t l2Bytes = 1 << 20;
};

/// The target that `text` names:
///
/// - `host`: the CPU that executes this process
/// - `generic`: the least that its architecture has
/// - `avx2`: x86-64-v3, `avx512`: x86-64-v4
/// - `amx`: `avx512` with AMX tiles, bf16 and f16, as Sapphire Rapids has
/// - a list of LLVM's feature names, each after `+` or `-`: `+avx2,+fma`
llvm::Expected<TargetDescription> parseTarget(llvm::StringRef text);

/// The features of `target` that this CPU lacks, `avx512f, amx-tile`; empty if
/// it can execute the code.
std::string getFeaturesMissingOnHost(const TargetDescription &target);

/// LLVM's code generator for `target`.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(const TargetDescription &target,
                    llvm::CodeGenOptLevel level);

} // namespace mlir::glu

#endif // GLU_TARGET_TARGET_H
