//===- Lanes.h - The same operation in 32 lanes -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Instructions that compute lane by lane are plain functions on values; the
// templates here make loops over lanes of them, which compilers vectorize. The
// types of registers are those of the function.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_LANES_H
#define GLU_EMULATOR_INSTRUCTIONS_LANES_H

#include "../Vectors.h"
#include "../Warp.h"
#include <cstring>
#include <utility>

namespace ptxemu {

template <auto function, typename = decltype(function)>
struct Lanes;

template <auto function, typename Result, typename... Operands>
struct Lanes<function, Result (*)(Operands...)> {
  static Status apply(Warp &warp, const Instruction &instruction,
                      uint32_t mask) {
    return run(warp, instruction, mask, std::index_sequence_for<Operands...>());
  }
  /// For functions that must not see the values of other lanes, such as a
  /// divisor of zero.
  static Status applyActive(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
    return runActive(warp, instruction, mask,
                     std::index_sequence_for<Operands...>());
  }
  /// For functions that return a bool, to a predicate.
  static Status test(Warp &warp, const Instruction &instruction,
                     uint32_t mask) {
    warp.writePredicate(
        instruction.result(0),
        collect(warp, instruction, std::index_sequence_for<Operands...>()),
        mask);
    return Status::Next;
  }
  template <size_t... i>
  static uint32_t collect(Warp &warp, const Instruction &instruction,
                          std::index_sequence<i...>) {
    return collectBits(warp.row<Operands>(instruction.operand(i))...);
  }

private:
  GLU_VECTORS static uint32_t collectBits(const Operands *...from) {
    uint32_t bits = 0;
    for (unsigned lane = 0; lane < 32; ++lane)
      bits |= uint32_t(function(from[lane]...)) << lane;
    return bits;
  }
  /// A row may be both operand and result, which is why values wait.
  GLU_VECTORS static void compute(uint32_t mask, Result *to,
                                  const Operands *...from) {
    alignas(64) Result values[32];
    for (unsigned lane = 0; lane < 32; ++lane)
      values[lane] = function(from[lane]...);
    writeLanes(to, values, mask);
  }
  template <size_t... i>
  static Status run(Warp &warp, const Instruction &instruction, uint32_t mask,
                    std::index_sequence<i...>) {
    compute(mask, warp.row<Result>(instruction.result(0)),
            warp.row<Operands>(instruction.operand(i))...);
    return Status::Next;
  }
  template <size_t... i>
  static Status runActive(Warp &warp, const Instruction &instruction,
                          uint32_t mask, std::index_sequence<i...>) {
    Result *to = warp.row<Result>(instruction.result(0));
    for (uint32_t rest = mask; rest; rest &= rest - 1) {
      unsigned lane = llvm::countr_zero(rest);
      to[lane] = function(warp.row<Operands>(instruction.operand(i))[lane]...);
    }
    return Status::Next;
  }
};

/// Operation<T>::apply for the integer type T of `type`, null if there is none.
template <template <typename> class Operation>
Execute forInteger(Type type) {
  bool isSigned = type.isSigned();
  switch (type.bits) {
  case 16:
    return isSigned ? Lanes<&Operation<int16_t>::apply>::apply
                    : Lanes<&Operation<uint16_t>::apply>::apply;
  case 32:
    return isSigned ? Lanes<&Operation<int32_t>::apply>::apply
                    : Lanes<&Operation<uint32_t>::apply>::apply;
  case 64:
    return isSigned ? Lanes<&Operation<int64_t>::apply>::apply
                    : Lanes<&Operation<uint64_t>::apply>::apply;
  }
  return nullptr;
}

/// The same for types without a sign, of 32 and 64 bits.
template <template <typename> class Operation>
Execute forWord(Type type) {
  return type.bits == 32   ? Lanes<&Operation<uint32_t>::apply>::apply
         : type.bits == 64 ? Lanes<&Operation<uint64_t>::apply>::apply
                           : nullptr;
}

template <template <typename> class Operation>
Execute forFloat(Type type) {
  return type.bits == 32 ? Lanes<&Operation<float>::apply>::apply
                         : Lanes<&Operation<double>::apply>::apply;
}

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_LANES_H
