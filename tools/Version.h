//===- Version.h - What --version prints ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_VERSION_H
#define GLU_TOOLS_VERSION_H

#include "glu/Version.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

namespace glutools {

/// Has --version print the version of glu after LLVM's. To be called before the
/// command line is parsed.
inline void addVersion() {
  llvm::cl::AddExtraVersionPrinter(
      [](llvm::raw_ostream &os) { os << "glu version " GLU_VERSION "\n"; });
}

} // namespace glutools

#endif // GLU_TOOLS_VERSION_H
