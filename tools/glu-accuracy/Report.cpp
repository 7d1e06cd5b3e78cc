//===- Report.cpp - Tables and JSON of measurements -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

static std::string print(const char *format, double value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format(format, value);
  return text;
}

static void printCells(raw_ostream &os, ArrayRef<std::string> cells) {
  // The name, the type, the number of arguments, errors, arguments and results,
  // counts.
  static constexpr unsigned widths[] = {31, 5, 11, 9, 6, 25, 24, 24, 11};
  for (auto [i, cell] : llvm::enumerate(cells))
    os << llvm::left_justify(cell,
                             widths[std::min<size_t>(i, std::size(widths) - 1)])
       << ' ';
  os << '\n';
}

void Report::printHeader(StringRef what, ArrayRef<StringRef> lastColumns) {
  std::vector<std::string> cells = {
      "activation", "type",     what.str(),  "max ULP", "bound", "at",
      "got",        "expected", "> 0.5 ULP", "> 1",     "> 2"};
  cells.insert(cells.end(), lastColumns.begin(), lastColumns.end());
  printCells(os, cells);
}

void Report::printRow(const Measurement &m, ArrayRef<std::string> lastColumns) {
  std::vector<std::string> cells = {m.name,
                                    m.type,
                                    std::to_string(m.arguments),
                                    print("%.4f", m.tally.worst->ulps),
                                    print("%g", m.ulpsAsked),
                                    m.at,
                                    m.got,
                                    m.expected,
                                    std::to_string(m.tally.aboveHalf),
                                    std::to_string(m.tally.aboveOne),
                                    std::to_string(m.tally.aboveTwo)};
  cells.insert(cells.end(), lastColumns.begin(), lastColumns.end());
  printCells(os, cells);

  ++rows;
  if (!m.isWithinBounds())
    failed.push_back(m.name + " " + m.type);
  if (m.tally.worst->ulps > m.ulpsAsked)
    os << "  the largest error is above the bound\n";
  for (const std::string &fault : m.faults)
    os << "  " << fault << '\n';
  os.flush();
}

static llvm::json::Object toJSON(const Measurement &m) {
  // Strings where a number may be infinite, or have more digits than JSON's.
  return llvm::json::Object{{"activation", m.name},
                            {"type", m.type},
                            {"arguments", m.arguments},
                            {"exhaustive", m.isExhaustive},
                            {"max_ulp", print("%.4f", m.tally.worst->ulps)},
                            {"bound", m.ulpsAsked},
                            {"at", m.at},
                            {"got", m.got},
                            {"expected", m.expected},
                            {"above_half_ulp", m.tally.aboveHalf},
                            {"above_one_ulp", m.tally.aboveOne},
                            {"above_two_ulp", m.tally.aboveTwo},
                            {"faults", llvm::json::Array(m.faults)}};
}

void Report::add(const Measurement &m) {
  if (activations.empty())
    printHeader("arguments", {"special values"});
  printRow(m, {m.wrongSpecials ? std::to_string(m.wrongSpecials) + " wrong"
                               : "right"});
  llvm::json::Object object = toJSON(m);
  object["wrong_special_values"] = m.wrongSpecials;
  activations.push_back(std::move(object));
}

void Report::add(const PairMeasurement &m) {
  if (pairs.empty())
    printHeader("pairs", {"tiny", "> bound", "unfused differs"});
  printRow(m.products, {std::to_string(m.tiny), std::to_string(m.tinyAbove),
                        std::to_string(m.differing)});
  llvm::json::Object object = toJSON(m.products);
  object["tiny"] = m.tiny;
  object["tiny_above_bound"] = m.tinyAbove;
  object["as_unfused_differing"] = m.differing;
  pairs.push_back(std::move(object));
}

bool Report::finish() {
  os << "glu-accuracy: " << rows - failed.size() << " of " << rows
     << " rows are within their bounds";
  if (!failed.empty())
    os << "; not: ";
  llvm::interleaveComma(failed, os);
  os << '\n';
  return failed.empty();
}

static void writeRows(raw_ostream &os, StringRef name,
                      const std::vector<llvm::json::Object> &rows) {
  os << llvm::json::Value(name) << ": [";
  for (auto [i, row] : llvm::enumerate(rows))
    os << (i ? ",\n  " : "\n  ") << llvm::json::Value(llvm::json::Object(row));
  os << "]";
}

llvm::Error Report::writeJSON(StringRef path) const {
  std::error_code error;
  llvm::raw_fd_ostream file(path, error);
  if (!error) {
    // A row a line, so that changes of one can be read.
    file << "{";
    writeRows(file, "activations", activations);
    file << ",\n";
    writeRows(file, "pairs", pairs);
    file << "}\n";
    file.close();
    error = file.error();
    file.clear_error();
  }
  if (!error)
    return llvm::Error::success();
  return llvm::createStringError(error, "cannot write '" + path +
                                            "': " + error.message());
}
