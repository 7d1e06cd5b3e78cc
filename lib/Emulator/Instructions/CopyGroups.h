//===- CopyGroups.h - Commits and waits of copies ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_COPYGROUPS_H
#define GLU_EMULATOR_INSTRUCTIONS_COPYGROUPS_H

#include "../Warp.h"

namespace ptxemu {

/// The groups of a warp that `member` points to, made when first needed:
/// `&Warp::copies` or `&Warp::bulkCopies`.
template <auto member>
auto &getGroups(Warp &warp) {
  auto &groups = warp.*member;
  if (!groups)
    groups = std::make_shared<std::decay_t<decltype(*groups)>>();
  return *groups;
}

template <auto member>
Status executeCommit(Warp &warp, const Instruction &, uint32_t mask) {
  getGroups<member>(warp).commit(mask);
  return Status::Next;
}

/// The flag is that of the groups' wait.
template <auto member>
Status executeWait(Warp &warp, const Instruction &instruction, uint32_t mask) {
  getGroups<member>(warp).wait(warp, mask, instruction.offset,
                               instruction.flags);
  return Status::Next;
}

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_COPYGROUPS_H
