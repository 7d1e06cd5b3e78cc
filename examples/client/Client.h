//===- Client.h - A dialect with an activation ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLIENT_H
#define CLIENT_H

#include "glu/IR/GLU.h"

#include "ClientDialect.h.inc"
#define GET_ATTRDEF_CLASSES
#include "ClientAttrs.h.inc"

namespace client {
/// Registers `client-harden-silu`.
void registerPasses();
} // namespace client

#endif // CLIENT_H
