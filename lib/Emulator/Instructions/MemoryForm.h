//===- MemoryForm.h - What loads, stores and atomics have in common -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_MEMORYFORM_H
#define GLU_EMULATOR_INSTRUCTIONS_MEMORYFORM_H

#include "../Decoder.h"
#include "../Warp.h"

namespace ptxemu {

/// Whether lanes use elements one after the other, or all the same one.
enum class Shape : uint8_t { Any, Row, Uniform };

/// In Instruction::data.
struct MemoryForm {
  Type type;
  unsigned count = 1;
  /// Bits of a register, which may be more than those of the type.
  unsigned registerBits = 32;
  Strength strength = Strength::Weak;
  bool acquires = false, releases = false;
  Scope scope = Scope::Device;
  /// Moves one element of all lanes of `mask`, each at its place.
  void (*load)(void *row, const uint8_t *from, const int32_t *places,
               uint32_t mask, Shape shape) = nullptr;
  bool (*store)(const void *row, uint8_t *to, const int32_t *places,
                uint32_t mask, Shape shape) = nullptr;
};

/// Sets load and store.
void chooseMovers(MemoryForm &form);

/// `.cta`, `.gpu`, `.sys`; false without one.
bool takeScope(Decoder &decoder, Scope &scope);
/// `.global`, `.shared::cta` and others; generic without one.
Space takeSpace(Decoder &decoder, bool allowsParameters);
/// `.L2::cache_hint` and other hints about caches. Returns whether there is an
/// operand for one.
bool takeCacheHints(Decoder &decoder);

inline MemoryForm &getForm(const Instruction &instruction) {
  return *static_cast<MemoryForm *>(instruction.data.get());
}

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_MEMORYFORM_H
