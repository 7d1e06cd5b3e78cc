//===- Support.h - What keeps failures inside the C API ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_CAPI_SUPPORT_H
#define GLU_LIB_CAPI_SUPPORT_H

#include "glu-c/Support.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/Error.h"
#include <exception>

namespace mlir::glu::capi {

/// Keeps the diagnostics of a context as text while it lives.
class DiagnosticCollector {
public:
  explicit DiagnosticCollector(MLIRContext *context);

  /// The errors, and notes on them, as one error.
  llvm::Error takeError();
  /// All else.
  std::string takeRemarks() { return std::move(remarks); }

private:
  std::string errors, remarks;
  ScopedDiagnosticHandler handler;
};

/// Gives `error`, if it is not null, a message.
void setError(GLUError *error, const std::string &message);

/// Calls `body` for an Expected<Handle>, and returns a null handle and an error
/// if that fails or throws.
template <typename Handle, typename Body>
Handle protect(GLUError *error, Body body) {
  if (error)
    *error = GLUError{nullptr};
  try {
    llvm::Expected<Handle> result = body();
    if (result)
      return *result;
    setError(error, llvm::toString(result.takeError()));
  } catch (const std::exception &exception) {
    setError(error, exception.what());
  }
  return Handle{nullptr};
}

} // namespace mlir::glu::capi

#endif // GLU_LIB_CAPI_SUPPORT_H
