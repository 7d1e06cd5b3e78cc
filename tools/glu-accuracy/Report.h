//===- Report.h - Tables and JSON of measurements ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_REPORT_H
#define GLU_TOOLS_GLU_ACCURACY_REPORT_H

#include "Pairs.h"
#include "llvm/Support/JSON.h"

namespace mlir::glu {

/// Prints measurements as they come, and gathers them for a file.
class Report {
public:
  explicit Report(raw_ostream &os) : os(os) {}

  void add(const Measurement &measurement);
  void add(const PairMeasurement &measurement);

  /// Prints the summary, one line; returns whether all is within the bounds.
  bool finish();

  /// Writes everything to a file, or says why not.
  llvm::Error writeJSON(StringRef path) const;

private:
  void printHeader(StringRef what, ArrayRef<StringRef> lastColumns);
  void printRow(const Measurement &measurement,
                ArrayRef<std::string> lastColumns);

  raw_ostream &os;
  unsigned rows = 0;
  /// `gelu<erf> f32`
  std::vector<std::string> failed;
  std::vector<llvm::json::Object> activations, pairs;
};

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_REPORT_H
