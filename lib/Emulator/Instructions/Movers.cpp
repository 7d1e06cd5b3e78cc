//===- Movers.cpp - Elements between memory and registers -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Vectors.h"
#include "MemoryForm.h"
#include <algorithm>

using namespace ptxemu;

namespace {
/// `places` says, for each lane, how many bytes it is away from the first one.
template <typename Register, typename Element>
struct Mover {
  /// All lanes load, also those that are not in `mask`, whose place is 0.
  GLU_VECTORS static void load(void *row, const uint8_t *from,
                               const int32_t *places, uint32_t mask,
                               Shape shape) {
    // Offsets in buffers are multiples of the size, which is what vectors of
    // loads need.
    using Source [[gnu::may_alias]] = Element;
    auto *source = reinterpret_cast<const Source *>(from);
    constexpr int32_t size = sizeof(Element);
    alignas(64) Register values[32];
    if (shape == Shape::Row)
      for (unsigned lane = 0; lane < 32; ++lane)
        values[lane] = Register(source[lane]);
    else if (shape == Shape::Uniform)
      std::fill_n(values, 32, Register(*source));
    else
      for (unsigned lane = 0; lane < 32; ++lane)
        values[lane] = Register(source[places[lane] / size]);
    writeLanes(static_cast<Register *>(row), values, mask);
  }

  /// Returns whether that changed anything.
  GLU_VECTORS static bool store(const void *row, uint8_t *to,
                                const int32_t *places, uint32_t mask,
                                Shape shape) {
    auto *from = static_cast<const Register *>(row);
    Element changes = 0;
    if (shape == Shape::Row) {
      alignas(64) Element values[32], before[32];
      std::memcpy(before, to, sizeof before);
      for (unsigned lane = 0; lane < 32; ++lane) {
        values[lane] = Element(from[lane]);
        changes |= values[lane] ^ before[lane];
      }
      std::memcpy(to, values, sizeof values);
      return changes;
    }
    for (; mask; mask &= mask - 1) {
      unsigned lane = llvm::countr_zero(mask);
      Element before, value = Element(from[lane]);
      std::memcpy(&before, to + places[lane], sizeof before);
      std::memcpy(to + places[lane], &value, sizeof value);
      changes |= before ^ value;
    }
    return changes;
  }
};
} // namespace

template <typename Register, typename Element>
static void choose(MemoryForm &form) {
  form.load = Mover<Register, Element>::load;
  form.store = Mover<Register, Element>::store;
}

template <typename Register>
static void choose(MemoryForm &form) {
  bool isSigned = form.type.isSigned();
  switch (form.type.bits) {
  case 8:
    return isSigned ? choose<Register, int8_t>(form)
                    : choose<Register, uint8_t>(form);
  case 16:
    return isSigned ? choose<Register, int16_t>(form)
                    : choose<Register, uint16_t>(form);
  case 32:
    return isSigned ? choose<Register, int32_t>(form)
                    : choose<Register, uint32_t>(form);
  default:
    return choose<Register, uint64_t>(form);
  }
}

void ptxemu::chooseMovers(MemoryForm &form) {
  if (form.registerBits == 16)
    choose<uint16_t>(form);
  else if (form.registerBits == 32)
    choose<uint32_t>(form);
  else
    choose<uint64_t>(form);
}