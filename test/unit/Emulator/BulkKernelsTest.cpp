//===- BulkKernelsTest.cpp - Bulk copies, wgmma, clusters -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BulkSupport.h"

TEST(Bulk, Copies) {
  forSeeds("bulk.ptx", [](Device &d) {
    auto x = makeBits<uint8_t>(1024);
    uint64_t px = d.upload(x), py = d.upload(std::vector<uint8_t>(1024));
    ASSERT_EQ(d.block(64).run("bulkCopies", px, py), "");
    auto y = d.download<uint8_t>(py, 1024);
    for (int i = 0; i < 1024; ++i)
      EXPECT_EQ(y[i], uint8_t(x[i] + 1));
  });
}

/// Boxes of rows of `span` bytes, anywhere in a tensor of 40 x 50 elements, in
/// and around it.
static void testTensorCopies(int swizzle, int outOfBounds) {
  const int sizeX = 40, sizeY = 50, rows = 16;
  int width = swizzle ? (16 << swizzle) / 4 : 24;
  for (auto [x, y] : {std::pair{0, 0}, {4, 9}, {-3, -2}, {33, 44}, {100, 0}})
    forSeeds("bulk.ptx", [&, x = x, y = y](Device &d) {
      auto values = makeRandom<float>(sizeX * sizeY, 1, 2);
      std::vector<float> none(sizeX * sizeY, -1);
      uint64_t pin = d.upload(values), pout = d.upload(none),
               praw = d.upload(std::vector<float>(width * rows));
      auto in = makeMap(pin, float32, {sizeX, sizeY}, {width, rows}, swizzle,
                        outOfBounds),
           out = makeMap(pout, float32, {sizeX, sizeY}, {width, rows}, swizzle);
      int bytes = width * rows * 4;
      d.options.dynamicShared = bytes;
      ASSERT_EQ(d.block(64).run("tensorCopies2", in, out, x, y, bytes, praw),
                "");
      auto raw = d.download<float>(praw, width * rows),
           result = d.download<float>(pout, sizeX * sizeY);
      for (int j = 0; j < rows; ++j)
        for (int i = 0; i < width; ++i) {
          bool isInside =
              x + i >= 0 && x + i < sizeX && y + j >= 0 && y + j < sizeY;
          // Pieces of 16 bytes change places by the number of their row.
          int at = (j * width + i) * 4, line = at / 128;
          float found = raw[(at ^ (line % (1 << swizzle) * 16)) / 4];
          if (isInside)
            EXPECT_EQ(found, values[(y + j) * sizeX + x + i]);
          else if (outOfBounds)
            EXPECT_TRUE(std::isnan(found));
          else
            EXPECT_EQ(found, 0);
        }
      for (int j = 0; j < sizeY; ++j)
        for (int i = 0; i < sizeX; ++i) {
          bool isCopied = i >= x && i < x + width && j >= y && j < y + rows;
          EXPECT_EQ(result[j * sizeX + i],
                    isCopied ? values[j * sizeX + i] : -1);
        }
    });
}

TEST(Bulk, TensorCopies) {
  for (int swizzle : {0, 1, 2, 3})
    testTensorCopies(swizzle, 0);
  testTensorCopies(3, 1);
}

TEST(Bulk, TensorsOfOtherRanks) {
  for (auto [rank, kernel] : {std::pair{1, "tensorCopies1"},
                              {3, "tensorCopies3"},
                              {4, "tensorCopies4"},
                              {5, "tensorCopies5"}})
    forSeeds("bulk.ptx", [&, rank = rank, kernel = kernel](Device &d) {
      const int sizes[] = {12, 3, 4, 2, 3}, box[] = {8, 2, 2, 1, 2};
      std::vector<int> mapSizes(sizes, sizes + rank), mapBox(box, box + rank);
      size_t count = 1, boxed = 1;
      for (int i = 0; i < rank; ++i)
        count *= sizes[i], boxed *= box[i];
      auto x = makeBits<int>(count);
      uint64_t pin = d.upload(x), pout = d.upload(std::vector<int>(count, -1));
      auto in = makeMap(pin, int32, mapSizes, mapBox),
           out = makeMap(pout, int32, mapSizes, mapBox);
      d.options.dynamicShared = boxed * 4;
      const int start = 1;
      ASSERT_EQ(d.block(32).run(kernel, in, out, start, int(boxed * 4)), "");
      auto y = d.download<int>(pout, count);
      for (size_t i = 0; i < count; ++i) {
        bool isCopied = true;
        size_t rest = i;
        for (int axis = 0; axis < rank; rest /= sizes[axis++]) {
          int index = rest % sizes[axis];
          isCopied &= index >= start && index < start + box[axis];
        }
        EXPECT_EQ(y[i], isCopied ? x[i] : -1);
      }
    });
}

//===----------------------------------------------------------------------===//
// wgmma
//===----------------------------------------------------------------------===//

/// Rows of 8 lines in which a line has `16 << swizzle` bytes, one atom after
/// the other: how descriptors want a matrix of `rows` with elements of k in
/// lines, or, if it is transposed, the other way round.
struct Layout {
  int swizzle = 0;
  bool isTransposed = false;
  int elementBytes = 2;

  int span() const { return 16 << swizzle; }
  size_t place(int row, int l, int lines) const {
    int along = isTransposed ? row : l, across = isTransposed ? l : row;
    int perLine = span() / elementBytes;
    // Atoms that follow each other across, then along.
    int at = along / perLine * lines * span() + across * span() +
             along % perLine * elementBytes;
    return at ^ ((at >> 7 & ((1 << swizzle) - 1)) << 4);
  }
};

template <typename T>
static void testProduct(const char *kernel, Layout layout) {
  const int m = 64, n = 32, k = 64 / layout.elementBytes;
  forSeeds("bulk.ptx", [&](Device &d) {
    auto a = makeValues<T>(m * k, 1), b = makeValues<T>(n * k, 2);
    std::vector<uint8_t> imageA(4096), imageB(2048);
    bool t = layout.isTransposed;
    for (int l = 0; l < k; ++l) {
      for (int i = 0; i < m; ++i)
        std::memcpy(&imageA[layout.place(i, l, t ? k : m)], &a[i * k + l],
                    sizeof(T));
      for (int j = 0; j < n; ++j)
        std::memcpy(&imageB[layout.place(j, l, t ? k : n)], &b[j * k + l],
                    sizeof(T));
    }
    uint64_t pa = d.upload(imageA), pb = d.upload(imageB),
             pc = d.upload(std::vector<float>(m * n));
    int atom = 8 * layout.span();
    static const int modes[] = {0, 3, 2, 1};
    int leading, stride, stepA, stepB;
    if (!t) {
      // Without a swizzle the two pieces of a row are in two columns of atoms,
      // which differ between a and b in their distance.
      leading = 0, stride = atom;
      stepA = stepB = 32;
    } else {
      leading = k * layout.span(), stride = atom;
      stepA = stepB = 2 * atom;
    }
    ASSERT_EQ(d.block(128).run(kernel, pa, pb, pc, leading, stride,
                               modes[layout.swizzle], stepA, stepB),
              "");
    auto c = d.download<float>(pc, m * n);
    EXPECT_EQ(findWrongSum(c, a, b, m, n, k, /*isTransposed=*/true), "");
  });
}

TEST(Bulk, Products) {
  // 32 elements of 2 bytes are one line of 64.
  testProduct<BFloat>("productBf16", {2});
  testProduct<Half>("productHalf", {2});
  testProduct<float>("productTf32", {2, false, 4});
}

TEST(Bulk, TransposedProducts) {
  // 32 columns of 2 bytes are one line of 64, and 64 rows two.
  testProduct<BFloat>("productTransposed", {2, true});
  testProduct<BFloat>("productTransposed", {1, true});
}

TEST(Bulk, ProductsOfRegisters) {
  forSeeds("bulk.ptx", [&](Device &d) {
    const int m = 64, n = 32, k = 16;
    auto a = makeValues<BFloat>(m * k, 1), b = makeValues<BFloat>(n * k, 2);
    std::vector<BFloat> image(n * k);
    // Pieces of 8 elements: 8 columns, then the other half of k.
    for (int j = 0; j < n; ++j)
      for (int l = 0; l < k; ++l)
        image[j / 8 * 128 + l / 8 * 64 + j % 8 * 8 + l % 8] = b[j * k + l];
    uint64_t pa = d.upload(a), pb = d.upload(image),
             pc = d.upload(std::vector<float>(m * n));
    ASSERT_EQ(d.block(128).run("productRegisters", pa, pb, pc), "");
    auto c = d.download<float>(pc, m * n);
    for (int i = 0; i < m; ++i)
      for (int j = 0; j < n; ++j) {
        // The number of the register that the sum is in.
        Sum sum{double(j / 8 * 4 + i % 16 / 8 * 2 + j % 2)};
        for (int l = 0; l < k; ++l)
          sum.add(-toDouble(a[i * k + l]), toDouble(b[j * k + l]));
        EXPECT_NEAR(c[i * n + j], sum.value, sum.getBound(k));
      }
  });
}

TEST(Bulk, Specialised) {
  forSeeds("bulk.ptx",
           [](Device &d) { EXPECT_EQ(runSpecialised(d, 100, 96, 7), ""); });
}

//===----------------------------------------------------------------------===//
// Clusters
//===----------------------------------------------------------------------===//

TEST(Bulk, Multicast) {
  forSeeds("bulk.ptx", [](Device &d) {
    auto x = makeBits<int>(512);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(1024));
    auto map = makeMap(px, int32, {32, 16}, {32, 8}, 0);
    ASSERT_EQ(d.grid(2).block(128).run("multicast", map, py), "");
    auto y = d.download<int>(py, 1024);
    for (int i = 0; i < 1024; ++i)
      EXPECT_EQ(y[i], x[i % 512]);
  });
}

TEST(Bulk, ClusterCopies) {
  forSeeds("bulk.ptx", [](Device &d) {
    auto x = makeBits<int>(256);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(256));
    ASSERT_EQ(d.grid(4).block(64).run("clusterCopies", px, py), "");
    auto y = d.download<int>(py, 256);
    for (int i = 0; i < 256; ++i)
      EXPECT_EQ(y[i], x[(i / 64 ^ 1) * 64 + 63 - i % 64]);
  });
}

TEST(Bulk, Neighbours) {
  forSeeds("bulk.ptx", [](Device &d) {
    auto x = makeBits<int>(512);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(512));
    ASSERT_EQ(d.grid(8).block(64).run("neighbours", px, py), "");
    auto y = d.download<int>(py, 512);
    for (int i = 0; i < 512; ++i) {
      int block = i / 64, next = (block % 4 + 1) % 4;
      EXPECT_EQ(y[i], x[(block / 4 * 4 + next) * 64 + 63 - i % 64] + next);
    }
  });
}

TEST(Bulk, TensorMapsThatAreRefused) {
  auto encode = [](std::function<void(ptxemu::TensorMap &)> change) {
    ptxemu::TensorMap map;
    map.address = 1024;
    map.elementType = bfloat16;
    map.sizes = {100, 50};
    map.strides = {208};
    map.box = {64, 8};
    change(map);
    auto bytes = ptxemu::encodeTensorMap(map);
    return bytes ? std::string() : llvm::toString(bytes.takeError());
  };
  EXPECT_EQ(encode([](auto &map) {}), "");
  EXPECT_EQ(encode([](auto &map) { map.address = 8; }),
            "a tensor map with address 0x8; expected a multiple of 16");
  EXPECT_EQ(encode([](auto &map) { map.strides[0] = 200; }),
            "a tensor map with stride 200; expected a multiple of 16 below "
            "2^40");
  EXPECT_EQ(encode([](auto &map) { map.box[1] = 257; }),
            "a tensor map with a box of 257; expected 1 to 256");
  EXPECT_EQ(encode([](auto &map) { map.box[0] = 4; }),
            "a tensor map with rows of 8 bytes in its box; expected a multiple "
            "of 16");
  EXPECT_EQ(encode([](auto &map) { map.box[0] = 128, map.swizzle = 3; }),
            "a tensor map with rows of 256 bytes in its box; a swizzle of 128 "
            "bytes is modelled for rows of so many");
  EXPECT_EQ(encode([](auto &map) { map.interleave = 1; }),
            "a tensor map with interleave 1, which is not modelled");
  EXPECT_EQ(encode([](auto &map) { map.elementType = 10; }),
            "a tensor map with elements of type 10, which is not modelled");
  EXPECT_EQ(encode([](auto &map) { map.sizes.push_back(2); }),
            "a tensor map with 3 dimensions, 1 strides and a box of 2; "
            "expected 1 to 5, one less and as many");
}
