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
  constexpr unsigned lines = pageBytes / lineBytes;
  for (const auto &line : page.lines)
    for (unsigned i = 0; line && i < lines; ++i)
      if (line[i].touch.clock)
        shift = std::min(shift, line[i].shift);
  page.shift = shift;
  unsigned perLine = lineBytes >> shift;
  for (unsigned touch = 0; touch < page.lines.size(); ++touch) {
    if (!page.lines[touch])
      continue;
    Row row = Cells{page, 0, lines * perLine}.makeRow(touch);
    for (unsigned i = 0; i < lines * perLine; ++i) {
      const Line &line = page.lines[touch][i / perLine];
      row.warp[i] = line.touch.warp;
      row.clock[i] = line.touch.clock;
      row.where[i] = line.touch.where + (i % perLine << shift >> line.shift);
    }
  }
  page.lines.clear();
}

void Shadow::refine(Page &page, unsigned shift) {
  if (page.rows.empty()) {
    page.rows.resize(1 + readers);
    makeRows(page, shift);
  }
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
