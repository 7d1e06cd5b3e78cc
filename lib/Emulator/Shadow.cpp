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

void Shadow::refine(Page &page, unsigned shift) {
  page.rows.resize(1 + readers);
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
