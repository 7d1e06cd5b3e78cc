//===- TensorMaps.h - Accesses to tensor maps -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_TENSORMAPS_H
#define GLU_EMULATOR_INSTRUCTIONS_TENSORMAPS_H

#include "../Warp.h"
#include "AddressOperand.h"
#include "glu/Emulator/TensorMap.h"
#include <optional>

namespace ptxemu {

constexpr unsigned mapBytes = sizeof(EncodedTensorMap);

/// The 128 bytes of a map, of which accesses have half each.
class MapAccess {
public:
  /// Finds those at the address of a lane; false after a fault.
  bool resolve(Warp &warp, const AddressOperand &operand,
               const Instruction &instruction, unsigned lane, bool isWrite);
  EncodedTensorMap read() const;
  /// False after a race.
  bool checkRead(Warp &warp, Strength strength) const;
  bool write(Warp &warp, const EncodedTensorMap &bytes,
             Strength strength) const;
  const Request &first() const { return *requests[0]; }

private:
  static constexpr unsigned partBytes = mapBytes / 2;

  unsigned lane = 0;
  std::array<Instruction, 2> parts;
  std::array<std::optional<Request>, 2> requests;
};

/// What follows `fence.proxy.tensormap::generic`.
void decodeMapFence(Decoder &decoder);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_TENSORMAPS_H
