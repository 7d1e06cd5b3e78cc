//===- Shadow.cpp - Who accessed a buffer last ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Shadow.h"

using namespace ptxemu;

void Shadow::init(uint64_t bytes, unsigned readersOfPiece, bool isEachWarp) {
  readers = readersOfPiece;
  eachWarp = isEachWarp;
  pages.clear();
  pages.resize((bytes >> pageBits) + 1);
}

void Shadow::clear() {
  for (Page &page : pages)
    page = Page();
}

/// Rows of pieces in the place of lines.
void Shadow::makeRows(Page &page, unsigned shift) {
  unsigned touches = page.lines ? getLineTouches() : 0;
  for (unsigned i = 0; i < touches * linesPerPage; ++i)
    if (page.lines[i].touch.clock)
      shift = std::min(shift, page.lines[i].shift);
  page.shift = shift;
  page.rows.resize(1 + readers);
  unsigned perLine = lineBytes >> shift, pieces = linesPerPage * perLine;
  for (unsigned touch = 0; touch < touches; ++touch) {
    const Line *lines = &page.lines[touch * linesPerPage];
    Row row = Cells{page, 0, pieces}.makeRow(touch);
    for (unsigned i = 0; i < pieces; ++i) {
      const Line &line = lines[i / perLine];
      row.warp[i] = line.touch.warp;
      row.clock[i] = line.touch.clock;
      row.where[i] = line.touch.where + (i % perLine << shift >> line.shift);
    }
  }
  page.lines.reset();
}

void Shadow::refine(Page &page, unsigned shift) {
  if (page.rows.empty())
    makeRows(page, shift);
  if (page.shift <= shift)
    return;
  size_t stride = size_t(1) << (pageBits - shift),
         before = size_t(1) << (pageBits - page.shift);
  unsigned factor = page.shift - shift;
  for (std::unique_ptr<uint32_t[]> &row : page.rows) {
    if (!row)
      continue;
    std::unique_ptr<uint32_t[]> finer(new uint32_t[3 * stride]);
    for (size_t i = 0; i < 3 * stride; ++i)
      finer[i] = row[i / stride * before + (i % stride >> factor)];
    row = std::move(finer);
  }
  page.shift = shift;
}
