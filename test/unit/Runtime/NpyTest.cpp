//===- NpyTest.cpp - Tests of .npy files ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/Npy.h"
#include "gtest/gtest.h"
#include <cstdio>
#include <random>

using namespace glurt;

/// A file with the given header text, unpadded, and elements.
static std::string makeFile(const std::string &header,
                            const std::string &elements, int version = 1) {
  std::string bytes("\x93NUMPY", 6);
  bytes += {static_cast<char>(version), 0};
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i)
    bytes += static_cast<char>(header.size() >> (8 * i));
  return bytes + header + elements;
}

static std::string makeHeader(const std::string &descr, const char *fortran,
                              const std::string &shape) {
  return "{'descr': '" + descr + "', 'fortran_order': " + fortran +
         ", 'shape': " + shape + ", }\n";
}

static std::vector<double> getValues(const Array &array) {
  std::vector<double> values;
  for (int64_t i = 0; i < array.size(); ++i)
    values.push_back(array.get(i));
  return values;
}

using Values = std::vector<double>;
using Shape = std::vector<int64_t>;

static std::string getError(const std::string &bytes) {
  std::string error;
  EXPECT_FALSE(parseNpy(bytes, error)) << error;
  return error;
}

TEST(NpyTest, EveryTypeReadsBack) {
  for (ElementType type : {ElementType::F16, ElementType::F32, ElementType::F64,
                           ElementType::I1, ElementType::I8, ElementType::I16,
                           ElementType::I32, ElementType::I64}) {
    for (const Shape &shape : {Shape{}, Shape{5}, Shape{2, 3}, Shape{0, 4}}) {
      Array array(type, shape);
      for (int64_t i = 0; i < array.size(); ++i)
        array.set(i, type == ElementType::I1 ? i % 2 : 3 - i);
      std::string error, bytes = formatNpy(array);
      EXPECT_EQ((bytes.size() - array.size() * getByteWidth(type)) % 64, 0u);
      std::optional<Array> read = parseNpy(bytes, error);
      ASSERT_TRUE(read) << getName(type) << ": " << error;
      EXPECT_EQ(read->getElementType(), type);
      EXPECT_EQ(read->getShape(), shape);
      EXPECT_EQ(getValues(*read), getValues(array));
    }
  }
}

TEST(NpyTest, BF16IsWrittenAsF32) {
  Array array(ElementType::BF16, {2});
  array.set(0, 1.0078125);
  array.set(1, -3);
  std::string error;
  std::optional<Array> read = parseNpy(formatNpy(array), error);
  ASSERT_TRUE(read) << error;
  EXPECT_EQ(read->getElementType(), ElementType::F32);
  EXPECT_EQ(getValues(*read), (Values{1.0078125, -3}));
}

TEST(NpyTest, ReadsWhatOthersWrite) {
  std::string error;
  const std::string elements("\0\1\0\2\0\3\0\4\0\5\0\6", 12);
  // Big-endian and in Fortran order: [[1, 3, 5], [2, 4, 6]].
  std::optional<Array> array =
      parseNpy(makeFile(makeHeader(">i2", "True", "(2, 3)"), elements), error);
  ASSERT_TRUE(array) << error;
  EXPECT_EQ(getValues(*array), (Values{1, 3, 5, 2, 4, 6}));
  // Later versions have a longer length field.
  for (int version : {2, 3}) {
    array = parseNpy(
        makeFile(makeHeader(">i2", "False", "(6,)"), elements, version), error);
    ASSERT_TRUE(array) << error;
    EXPECT_EQ(getValues(*array), (Values{1, 2, 3, 4, 5, 6}));
  }
  // Other order of keys, other quotes, no trailing comma.
  array = parseNpy(
      makeFile("{\"shape\":(2,3),\"fortran_order\":False,\"descr\":\">i2\"}",
               elements),
      error);
  ASSERT_TRUE(array) << error;
  // bf16 of ml_dtypes: 1.0 is 0x3f80.
  array =
      parseNpy(makeFile(makeHeader("|V2", "False", "()"), "\x80\x3f"), error);
  ASSERT_TRUE(array) << error;
  EXPECT_EQ(array->getElementType(), ElementType::BF16);
  EXPECT_EQ(array->get(0), 1.0);
  // Integers without a sign have the same bits with one.
  array = parseNpy(makeFile(makeHeader("<u2", "False", "(2,)"),
                            std::string("\x07\x00\xfe\xff", 4)),
                   error);
  ASSERT_TRUE(array) << error;
  EXPECT_EQ(array->getElementType(), ElementType::I16);
  EXPECT_EQ(array->get(0), 7);
  EXPECT_EQ(array->get(1), -2);
}

TEST(NpyTest, Errors) {
  EXPECT_EQ(getError(""), "not a .npy file");
  EXPECT_EQ(getError("PK\x03\x04"), "not a .npy file");
  EXPECT_EQ(getError(makeFile("", "", 4)),
            "version 4.0 of the format; expected 1.0, 2.0 or 3.0");
  EXPECT_EQ(getError(std::string("\x93NUMPY\x01\x00\xff\xff{", 11)),
            "truncated header");
  EXPECT_EQ(getError(makeFile(makeHeader("<c8", "False", "(1,)"), "12345678")),
            "elements of type '<c8'; expected f2, f4, f8, b1, i1, i2, i4, i8, "
            "u1, u2, u4, u8 or V2 (bf16)");
  EXPECT_EQ(getError(makeFile(makeHeader("<f4", "False", "(3,)"), "12345678")),
            "its header promises 12 bytes of elements, the file has 8");
  // Sizes whose product overflows.
  EXPECT_EQ(getError(makeFile(
                makeHeader("<f4", "False", "(4294967296, 4294967296)"), "")),
            "its header promises more than 2^62 bytes of elements, the file "
            "has 0");
  for (const char *shape : {"(3)", "(-1,)", "(1", "3", "(1 2)", "(1,,)",
                            "(99999999999999999999,)", "(1.5,)", "None"})
    EXPECT_EQ(getError(makeFile(makeHeader("<i1", "False", shape), "")),
              "malformed header")
        << shape;
  for (const char *header :
       {"", "{}", "{'descr': '<f4'}", "{'shape': (), 'shape': (), 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} x"})
    EXPECT_EQ(getError(makeFile(header, "")), "malformed header") << header;
}

// Whatever the bytes are, the result is an array that they account for, or one
// error.
TEST(NpyTest, AnyBytesAreReadOrRefused) {
  Array array(ElementType::F32, {3, 4});
  const std::string file = formatNpy(array);
  for (size_t size = 0; size < file.size(); ++size)
    EXPECT_NE(getError(file.substr(0, size)), "");

  std::mt19937 random(0);
  const std::string alphabet("\0\xff (),'{}:<>|=0123456789TFLVdfib", 34);
  for (int i = 0; i < 100000; ++i) {
    std::string bytes = file;
    for (unsigned changes = 1 + random() % 4; changes--;)
      bytes[random() % bytes.size()] = alphabet[random() % alphabet.size()];
    std::string error;
    std::optional<Array> read = parseNpy(bytes, error);
    EXPECT_NE(read.has_value(), !error.empty());
    if (read) {
      EXPECT_LE(read->size() * getByteWidth(read->getElementType()),
                bytes.size());
    }
  }
}

TEST(NpyTest, Files) {
  std::string path = testing::TempDir() + "glu-npy-test.npy", error;
  std::remove(path.c_str());
  EXPECT_FALSE(readNpy(path, error));
  EXPECT_EQ(error, "cannot read '" + path + "': No such file or directory");

  Array array(ElementType::F64, {2});
  array.set(1, 0.5);
  ASSERT_TRUE(writeNpy(path, array, error)) << error;
  std::optional<Array> read = readNpy(path, error);
  ASSERT_TRUE(read) << error;
  EXPECT_EQ(getValues(*read), (Values{0, 0.5}));
  std::remove(path.c_str());

  EXPECT_FALSE(writeNpy(testing::TempDir() + "none/such.npy", array, error));
  EXPECT_NE(error.find("No such file or directory"), std::string::npos);
  // A directory is not replaced, and no temporary file is left beside it.
  EXPECT_FALSE(readNpy(testing::TempDir(), error));
}
