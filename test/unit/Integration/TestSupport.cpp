//===- TestSupport.cpp - What tests of compiled layers share --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "glu/Compiler/Registration.h"
#include "glu/Reference/Reference.h"
#include "mlir/Parser/Parser.h"
#include <cstdlib>
#include <cstring>
#include <random>

using namespace mlir;
using namespace mlir::glu;
using namespace glutest;
using glurt::Array;

static MLIRContext &getContext() {
  static MLIRContext *context = [] {
    DialectRegistry registry;
    registerAllGLUDialects(registry);
    registerAllGLUPasses();
    auto *result = new MLIRContext(registry, MLIRContext::Threading::DISABLED);
    result->loadAllAvailableDialects();
    return result;
  }();
  return *context;
}

bool glutest::isQuick() { return std::getenv("GLU_QUICK"); }

OwningOpRef<ModuleOp> glutest::parse(const LayerCase &layer) {
  auto module = parseSourceString<ModuleOp>(layer.getText(), &getContext());
  EXPECT_TRUE(module) << "does not parse";
  return module;
}

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

static glurt::ElementType parseElementType(StringRef text) {
  using glurt::ElementType;
  for (ElementType type : {ElementType::F16, ElementType::BF16,
                           ElementType::F32, ElementType::F64})
    if (text == glurt::getName(type))
      return type;
  llvm_unreachable("not a float type");
}

Arrays glutest::makeData(const LayerCase &layer, unsigned seed) {
  std::mt19937 random(seed);
  Arrays data;
  for (const Argument &argument : layer.getArguments()) {
    Array array(parseElementType(argument.elementType), argument.shape);
    std::normal_distribution<double> normal(0, argument.deviation);
    for (int64_t i = 0; i < array.size(); ++i)
      array.set(i, normal(random));
    data.emplace(argument.name, std::move(array));
  }
  return data;
}

std::vector<const Array *> glutest::getArguments(const LayerCase &layer,
                                                 const Arrays &data) {
  std::vector<const Array *> arguments;
  for (const Argument &argument : layer.getArguments())
    arguments.push_back(&data.at(argument.name));
  return arguments;
}

bool glutest::haveEqualBits(const Array &a, const Array &b) {
  return a.getElementType() == b.getElementType() &&
         a.getShape() == b.getShape() &&
         std::memcmp(a.data(), b.data(),
                     a.size() * glurt::getByteWidth(a.getElementType())) == 0;
}

//===----------------------------------------------------------------------===//
// Reference
//===----------------------------------------------------------------------===//

static std::string describe(const char *name, const Extreme &extreme) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << name << " bound: ratio " << static_cast<double>(extreme.ratio)
     << " at [";
  llvm::interleaveComma(extreme.index, os);
  os << "], got " << static_cast<double>(extreme.actual) << ", expected "
     << static_cast<double>(extreme.expected) << " within "
     << static_cast<double>(extreme.bound) << "\n";
  return text;
}

void glutest::expectWithinBounds(const LayerCase &layer, const Arrays &data,
                                 const Array &actual) {
  OwningOpRef<ModuleOp> module = parse(layer);
  auto expected = evaluateReference(*module->getOps<func::FuncOp>().begin(),
                                    getArguments(layer, data));
  ASSERT_TRUE(succeeded(expected));
  Comparison comparison = compare(actual, expected->front());
  EXPECT_TRUE(comparison.passes())
      << comparison.mismatch << "\n"
      << describe("worst-case", comparison.worst)
      << describe("statistical", comparison.statistical);
}
