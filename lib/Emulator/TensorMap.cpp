//===- TensorMap.cpp - Tensors as bulk copies see them --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorMapFields.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>
#include <cstring>

using namespace ptxemu;

/// By CUtensorMapDataType, up to TFLOAT32; 0 is one that is not modelled.
static constexpr unsigned elementBytes[] = {1, 2, 4, 4, 8, 8, 2, 4, 8, 2, 0, 4};
static constexpr int firstFloat = 6;

unsigned TensorMap::getElementBytes() const {
  return elementBytes[elementType];
}

uint64_t TensorMap::getBoxBytes() const {
  uint64_t bytes = getElementBytes();
  for (uint32_t size : box)
    bytes *= size;
  return bytes;
}

namespace {
/// How the 128 bytes are used.
struct Image {
  char magic[8];
  uint8_t rank, elementType, swizzle, outOfBounds;
  uint8_t interleave, elementStrides[5];
  uint32_t box[5];
  uint64_t address, sizes[5], strides[4];
};
static_assert(sizeof(Image) <= sizeof(EncodedTensorMap));
constexpr char magic[8] = {'t', 'e', 'n', 's', 'o', 'r', 'm', 'p'};
} // namespace

/// The rules of the driver.
static llvm::Error check(const TensorMap &map) {
  using llvm::Twine;
  auto refuse = [](const Twine &text) {
    return llvm::createStringError("a tensor map with " + text);
  };
  size_t rank = map.sizes.size();
  if (rank < 1 || rank > 5 || map.strides.size() + 1 != rank ||
      map.box.size() != rank)
    return refuse(Twine(rank) + " dimensions, " + Twine(map.strides.size()) +
                  " strides and a box of " + Twine(map.box.size()) +
                  "; expected 1 to 5, one less and as many");
  if (map.elementType < 0 || map.elementType >= int(std::size(elementBytes)) ||
      !elementBytes[map.elementType])
    return refuse("elements of type " + Twine(map.elementType) +
                  ", which is not modelled");
  if (map.interleave)
    return refuse("interleave " + Twine(map.interleave) +
                  ", which is not modelled");
  if (map.swizzle < 0 || map.swizzle > 3)
    return refuse("swizzle " + Twine(map.swizzle) + ", which is not modelled");
  if (map.outOfBounds < 0 || map.outOfBounds > 1 ||
      (map.outOfBounds && map.elementType < firstFloat))
    return refuse("fill " + Twine(map.outOfBounds) +
                  "; expected 0, or 1 for "
                  "floats");
  if (map.address % 16)
    return refuse("address 0x" + Twine::utohexstr(map.address) +
                  "; expected a multiple of 16");
  for (size_t i = 0; i < rank; ++i) {
    if (!map.sizes[i] || map.sizes[i] > uint64_t(1) << 32)
      return refuse("size " + Twine(map.sizes[i]) + "; expected 1 to 2^32");
    if (!map.box[i] || map.box[i] > 256)
      return refuse("a box of " + Twine(map.box[i]) + "; expected 1 to 256");
    if (i &&
        (map.strides[i - 1] % 16 || map.strides[i - 1] >= uint64_t(1) << 40))
      return refuse("stride " + Twine(map.strides[i - 1]) +
                    "; expected a multiple of 16 below 2^40");
  }
  uint64_t row = map.getRowBytes(), span = 16u << map.swizzle;
  if (row % 16)
    return refuse("rows of " + Twine(row) +
                  " bytes in its box; expected a multiple of 16");
  if (map.swizzle && row != span)
    return refuse("rows of " + Twine(row) + " bytes in its box; a swizzle of " +
                  Twine(span) + " bytes is modelled for rows of so many");
  return llvm::Error::success();
}

llvm::Expected<EncodedTensorMap> ptxemu::encodeTensorMap(const TensorMap &map) {
  if (llvm::Error error = check(map))
    return std::move(error);
  Image image = {};
  std::memcpy(image.magic, magic, sizeof magic);
  image.rank = map.sizes.size();
  image.elementType = map.elementType;
  image.swizzle = map.swizzle;
  image.outOfBounds = map.outOfBounds;
  std::fill_n(image.elementStrides, image.rank, 1);
  image.address = map.address;
  std::copy(map.sizes.begin(), map.sizes.end(), image.sizes);
  std::copy(map.strides.begin(), map.strides.end(), image.strides);
  std::copy(map.box.begin(), map.box.end(), image.box);
  EncodedTensorMap bytes = {};
  std::memcpy(bytes.data(), &image, sizeof image);
  return bytes;
}

bool ptxemu::decodeTensorMap(const EncodedTensorMap &bytes, TensorMap &map) {
  Image image;
  std::memcpy(&image, bytes.data(), sizeof image);
  if (std::memcmp(image.magic, magic, sizeof magic) || image.rank < 1 ||
      image.rank > 5 ||
      !std::all_of(image.elementStrides, image.elementStrides + image.rank,
                   [](uint8_t stride) { return stride == 1; }))
    return false;
  map.elementType = image.elementType;
  map.interleave = image.interleave;
  map.swizzle = image.swizzle;
  map.outOfBounds = image.outOfBounds;
  map.address = image.address;
  map.sizes.assign(image.sizes, image.sizes + image.rank);
  map.strides.assign(image.strides, image.strides + image.rank - 1);
  map.box.assign(image.box, image.box + image.rank);
  // A program may have made the bytes up.
  if (llvm::Error error = check(map)) {
    llvm::consumeError(std::move(error));
    return false;
  }
  return true;
}

bool ptxemu::replaceField(EncodedTensorMap &bytes, MapField field,
                          unsigned index, uint64_t value) {
  Image image;
  std::memcpy(&image, bytes.data(), sizeof image);
  bool isMap = !std::memcmp(image.magic, magic, sizeof magic);
  if (!isMap && std::any_of(bytes.begin(), bytes.end(),
                            [](uint8_t byte) { return byte != 0; }))
    return false;
  std::memcpy(image.magic, magic, sizeof magic);
  // Other numbers than those of the driver; 255 is none.
  static const uint8_t types[] = {0, 1, 2, 3, 4, 5, 6, 7, 10, 8, 9, 11, 255};
  switch (field) {
  case MapField::Address:
    image.address = value;
    break;
  case MapField::Rank:
    image.rank = value + 1;
    break;
  case MapField::Box:
    image.box[index] = value;
    break;
  case MapField::Size:
    image.sizes[index] = value;
    break;
  case MapField::Stride:
    image.strides[index] = value;
    break;
  case MapField::ElementStride:
    image.elementStrides[index] = value;
    break;
  case MapField::ElementType:
    image.elementType = types[std::min<uint64_t>(value, 12)];
    break;
  case MapField::Interleave:
    image.interleave = value;
    break;
  case MapField::Swizzle:
    image.swizzle = value;
    break;
  case MapField::Fill:
    image.outOfBounds = value;
    break;
  }
  std::memcpy(bytes.data(), &image, sizeof image);
  return true;
}
