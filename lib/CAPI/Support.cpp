//===- Support.cpp - What keeps failures inside the C API -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support.h"
#include "glu/Version.h"
#include "mlir/CAPI/Support.h"
#include "mlir/IR/Location.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::glu::capi;

/// `place: remark: text`, a line for the diagnostic and for each of its notes;
/// an error has no such word.
static void print(const Diagnostic &diagnostic, llvm::raw_ostream &os) {
  // Line 0 stands for the whole source.
  auto place = dyn_cast<FileLineColLoc>(diagnostic.getLocation());
  if (place && place.getLine() != 0)
    os << place.getFilename().getValue() << ":" << place.getLine() << ":"
       << place.getColumn() << ": ";
  switch (diagnostic.getSeverity()) {
  case DiagnosticSeverity::Error:
    break;
  case DiagnosticSeverity::Note:
    os << "note: ";
    break;
  case DiagnosticSeverity::Warning:
    os << "warning: ";
    break;
  case DiagnosticSeverity::Remark:
    os << "remark: ";
    break;
  }
  os << diagnostic << "\n";
  for (const Diagnostic &note : diagnostic.getNotes())
    print(note, os);
}

DiagnosticCollector::DiagnosticCollector(MLIRContext *context)
    : handler(context, [this](Diagnostic &diagnostic) {
        bool isError = diagnostic.getSeverity() == DiagnosticSeverity::Error;
        llvm::raw_string_ostream os(isError ? errors : remarks);
        print(diagnostic, os);
      }) {}

llvm::Error DiagnosticCollector::takeError() {
  std::string message = std::move(errors);
  return llvm::createStringError(message.empty()
                                     ? "failed without a diagnostic"
                                     : StringRef(message).rtrim('\n'));
}

void mlir::glu::capi::setError(GLUError *error, const std::string &message) {
  if (error)
    error->ptr = new std::string(message);
}

MlirStringRef gluErrorGetMessage(GLUError error) {
  auto *message = static_cast<std::string *>(error.ptr);
  return wrap(message ? StringRef(*message) : StringRef());
}

void gluErrorDestroy(GLUError error) {
  delete static_cast<std::string *>(error.ptr);
}

MlirStringRef gluGetVersion() { return wrap(StringRef(GLU_VERSION)); }
