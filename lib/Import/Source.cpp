//===- Source.cpp - The op that is imported -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Source.h"
#include "Constants.h"
#include "TextReader.h"
#include "Types.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SmallSet.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

bool mlir::glu::importer::isONNX(Operation *op) {
  return getOpName(op).starts_with("onnx.");
}

Source::Source(Importer &importer, Operation *op, const Entry &entry)
    : build(importer.build), op(op), importer(importer) {
  for (Value operand : op->getOperands())
    items.push_back(*importer.find(operand));
  if (!isONNX(op) || entry.maxOperands == anyNumber)
    return;
  items.resize(entry.maxOperands);
  entry.attributes.split(attributeNames, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef name : attributeNames)
    items.push_back(readAttribute(name));
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

void Source::reportOperand(unsigned i, StringRef what) {
  unsigned operands = getNumOperands() - attributeNames.size();
  InFlightDiagnostic diagnostic = error();
  diagnostic << "expected ";
  if (i < operands || i >= getNumOperands())
    diagnostic << "operand " << i;
  else
    diagnostic << "attribute '" << attributeNames[i - operands] << "'";
  diagnostic << " to be " << what << ", got ";
  if (i < op->getNumOperands())
    diagnostic << op->getOperand(i).getType();
  else if (i >= operands && i < getNumOperands() && !isNone(i))
    diagnostic << attribute(attributeNames[i - operands]);
  else
    diagnostic << "none";
}

TypedAttr Source::getConstant(unsigned i) const {
  TypedAttr value;
  if (isNone(i) || operand(i).kind != Item::Kind::Value)
    return value;
  if (isNumber(i))
    matchPattern(operand(i).value, m_Constant(&value));
  else if (getTensorType(operand(i).value).getNumElements() == 1)
    value = getSplat(operand(i).value);
  return value;
}

bool Source::isNone(unsigned i) const {
  return i >= getNumOperands() || operand(i).kind == Item::Kind::None;
}

bool Source::isNumber(unsigned i) const {
  return i < getNumOperands() && operand(i).kind == Item::Kind::Value &&
         operand(i).value.getType().isIntOrIndexOrFloat();
}

bool Source::isConstant(unsigned i) const { return bool(getConstant(i)); }

bool Source::isTensor(unsigned i) const {
  return !isNone(i) && operand(i).kind == Item::Kind::Value &&
         isa<RankedTensorType>(operand(i).value.getType());
}

Value Source::tensor(unsigned i) {
  return isTensor(i) ? operand(i).value : bad(i, "a tensor", Value());
}

Value Source::tensorOrNone(unsigned i) {
  return isNone(i) ? Value() : tensor(i);
}

SmallVector<Value> Source::tensors() {
  SmallVector<Value> tensors;
  for (unsigned i = 0; i < getNumOperands(); ++i)
    tensors.push_back(tensor(i));
  return tensors;
}

ArrayRef<Item> Source::list(unsigned i) {
  if (!isNone(i) && operand(i).kind == Item::Kind::List)
    return operand(i).list;
  return bad(i, "a list", ArrayRef<Item>());
}

SmallVector<Value> Source::tensorList(unsigned i) {
  SmallVector<Value> tensors;
  for (const Item &item : list(i)) {
    if (item.kind != Item::Kind::Value ||
        !isa<RankedTensorType>(item.value.getType()))
      return bad(i, "a list of tensors", SmallVector<Value>());
    tensors.push_back(item.value);
  }
  if (tensors.empty() && !failed())
    return bad(i, "a list of tensors that is not empty", tensors);
  return tensors;
}

Value Source::number(unsigned i) {
  return isNumber(i) ? operand(i).value : bad(i, "a number", Value());
}

int64_t Source::integer(unsigned i) {
  auto value = dyn_cast_or_null<IntegerAttr>(getConstant(i));
  if (!value)
    return bad(i, "an integer that is known", 0);
  APInt bits = value.getValue();
  return bits.getBitWidth() == 1 ? bits.getZExtValue() : bits.getSExtValue();
}

int64_t Source::integerOr(unsigned i, int64_t value) {
  return isNone(i) ? value : integer(i);
}

double Source::real(unsigned i) {
  if (auto value = dyn_cast_or_null<FloatAttr>(getConstant(i)))
    return value.getValueAsDouble();
  return integer(i);
}

double Source::realOr(unsigned i, double value) {
  return isNone(i) ? value : real(i);
}

bool Source::flag(unsigned i) { return integer(i) != 0; }

bool Source::flagOr(unsigned i, bool value) {
  return isNone(i) ? value : flag(i);
}

StringRef Source::text(unsigned i) {
  if (!isNone(i) && operand(i).kind == Item::Kind::Text)
    return operand(i).text;
  return bad(i, "a string", StringRef());
}

StringRef Source::textOr(unsigned i, StringRef value) {
  return isNone(i) ? value : text(i);
}

DimList Source::integers(unsigned i) {
  if (isNumber(i))
    return {integer(i)};
  DimList integers;
  if (isTensor(i)) {
    for (OpFoldResult size : elements(i)) {
      std::optional<int64_t> number = getConstantIntValue(size);
      if (!number)
        return bad(i, "integers that are known", DimList());
      integers.push_back(*number);
    }
    return integers;
  }
  for (const Item &item : list(i)) {
    APInt value;
    if (item.kind != Item::Kind::Value ||
        !matchPattern(item.value, m_ConstantInt(&value)))
      return bad(i, "a list of integers that are known", DimList());
    integers.push_back(value.getSExtValue());
  }
  return integers;
}

SizeList Source::sizes(unsigned i) {
  if (isNumber(i))
    return {build.getSize(operand(i).value)};
  if (isTensor(i))
    return elements(i);
  SizeList sizes;
  for (const Item &item : list(i)) {
    if (item.kind != Item::Kind::Value || !item.value.getType().isInteger(64))
      return bad(i, "a list of integers", SizeList());
    sizes.push_back(build.getSize(item.value));
  }
  return sizes;
}

SizeList Source::elements(unsigned i) {
  Value list = tensor(i);
  auto type = list ? getTensorType(list) : RankedTensorType();
  if (!type || type.getRank() != 1 || type.isDynamicDim(0) ||
      !type.getElementType().isIntOrIndex())
    return failed() ? SizeList() : bad(i, "sizes", SizeList());
  SizeList sizes;
  DenseIntElementsAttr constant;
  if (matchPattern(list, m_Constant(&constant))) {
    for (const APInt &value : constant.getValues<APInt>())
      sizes.push_back(build.getSize(value.getSExtValue()));
    return sizes;
  }
  if (auto elements = list.getDefiningOp<tensor::FromElementsOp>()) {
    for (Value value : elements.getElements())
      sizes.push_back(build.getSize(value));
    return sizes;
  }
  for (int64_t n = 0; n < type.getDimSize(0); ++n) {
    Value index = build.getIndex(build.getSize(n));
    Value value = tensor::ExtractOp::create(build.b, op->getLoc(), list, index);
    sizes.push_back(build.getSize(value));
  }
  return sizes;
}

int64_t Source::dim(unsigned i, int64_t rank) {
  int64_t dim = integer(i);
  // A scalar has the dimensions 0 and -1.
  int64_t bound = std::max<int64_t>(rank, 1);
  if (dim >= -bound && dim < bound)
    return dim < 0 ? dim + bound : dim;
  error() << "expected operand " << i << " to be a dimension of " << rank
          << ", got " << dim;
  return 0;
}

DimList Source::dims(unsigned i, int64_t rank) {
  DimList dims = isNone(i) ? DimList() : integers(i);
  if (dims.empty() && !failed())
    llvm::append_range(dims, llvm::seq<int64_t>(0, rank));
  for (int64_t &dim : dims)
    if (dim < 0)
      dim += rank;
  checkDims(dims, rank, "dimensions");
  return dims;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

Attribute Source::attribute(StringRef name) const {
  return isONNX(op) ? op->getAttr((onnxPrefix + name).str())
                    : op->getAttr(name);
}

/// An attribute of ONNX as torch would have it as an operand.
Item Source::readAttribute(StringRef name) {
  Attribute value = attribute(name);
  auto read = [&](Attribute value) {
    if (auto integer = dyn_cast<IntegerAttr>(value))
      if (integer.getType().isInteger(64))
        return Item(build.constant(
            build.b.getI64IntegerAttr(integer.getValue().getSExtValue())));
    if (auto number = dyn_cast<FloatAttr>(value))
      return Item(
          build.number(number.getValueAsDouble(), build.b.getF64Type()));
    if (auto text = dyn_cast<StringAttr>(value))
      return Item(text.getValue());
    return Item();
  };
  auto isNone = [](const Item &item) { return item.kind == Item::Kind::None; };
  Item item;
  if (!value)
    return item;
  if (auto array = dyn_cast<ArrayAttr>(value)) {
    std::vector<Item> list;
    for (Attribute element : array)
      list.push_back(read(element));
    if (llvm::none_of(list, isNone))
      return Item(std::move(list));
  } else {
    item = read(value);
  }
  if (isNone(item) && !isa<ElementsAttr>(value))
    badAttribute(name, "integers, numbers, a text or elements", 0);
  return item;
}

template <typename T>
T Source::badAttribute(StringRef name, StringRef what, T value) {
  InFlightDiagnostic diagnostic = error();
  diagnostic << "expected attribute '" << name << "' to be " << what
             << ", got ";
  if (Attribute found = attribute(name))
    diagnostic << found;
  else
    diagnostic << "none";
  return value;
}

DimList Source::integers(StringRef name) {
  Attribute found = attribute(name);
  if (auto array = dyn_cast_or_null<DenseI64ArrayAttr>(found))
    return DimList(array.asArrayRef());
  auto elements = dyn_cast_or_null<DenseIntElementsAttr>(found);
  if (elements && elements.getElementType().isInteger(64))
    return DimList(elements.getValues<int64_t>());
  return badAttribute(name, "an array of i64", DimList());
}

int64_t Source::integer(StringRef name) {
  auto found = dyn_cast_or_null<IntegerAttr>(attribute(name));
  if (found && found.getValue().getSignificantBits() <= 64)
    return found.getValue().getSExtValue();
  return badAttribute(name, "an integer", 0);
}

StringRef Source::text(StringRef name) {
  if (auto found = dyn_cast_or_null<StringAttr>(attribute(name)))
    return found.getValue();
  return badAttribute(name, "a string", StringRef());
}

/// Whether all elements of a resource have the same bytes.
static bool isUniform(ArrayRef<char> data, size_t elementSize) {
  return !data.empty() && data.size() % elementSize == 0 &&
         std::equal(data.begin() + elementSize, data.end(), data.begin());
}

/// The elements of a resource of integers, or of one number throughout: what
/// can be computed with. Weights stay where they are. Null for these, and for a
/// resource that does not fit the type.
static DenseElementsAttr getDense(DenseResourceElementsAttr resource,
                                  ShapedType type) {
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob)
    return DenseElementsAttr();
  ArrayRef<char> data = blob->getData();
  Type element = type.getElementType();
  // A resource has a byte for a boolean.
  if (element.isInteger(1)) {
    if (static_cast<int64_t>(data.size()) != type.getNumElements())
      return DenseElementsAttr();
    SmallVector<bool> values(data.begin(), data.end());
    return DenseElementsAttr::get(type, values);
  }
  size_t elementSize = element.getIntOrFloatBitWidth() / 8;
  if (static_cast<int64_t>(data.size()) !=
      type.getNumElements() * static_cast<int64_t>(elementSize))
    return DenseElementsAttr();
  if (isUniform(data, elementSize))
    data = data.take_front(elementSize);
  else if (isa<FloatType>(element))
    return DenseElementsAttr();
  return DenseElementsAttr::getFromRawBuffer(type, data);
}

Value Source::literal(StringRef name, RankedTensorType type) {
  auto value = dyn_cast_or_null<ElementsAttr>(attribute(name));
  Type element = value ? value.getElementType() : Type(),
       expected = type.getElementType();
  bool isKnown =
      element && element.isIntOrFloat() &&
      value.getShapedType().getShape() == type.getShape() &&
      isa<FloatType>(element) == isa<FloatType>(expected) &&
      element.getIntOrFloatBitWidth() == expected.getIntOrFloatBitWidth() &&
      !element.isUnsignedInteger() &&
      (element == expected || !isa<FloatType>(element));
  auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(value);
  if (isKnown && resource)
    if (DenseElementsAttr dense = getDense(resource, type);
        dense || !isa<FloatType>(element))
      value = dense;
  if (auto dense = dyn_cast_or_null<DenseElementsAttr>(value);
      isKnown && dense && element != expected)
    value = dense.bitcast(expected);
  if (isKnown && value)
    return build.constant(cast<TypedAttr>(value));
  InFlightDiagnostic diagnostic = error();
  diagnostic << "expected attribute '" << name << "' to be elements of "
             << type;
  if (Attribute found = attribute(name); !found)
    diagnostic << ", got none";
  return Value();
}

FlatSymbolRefAttr Source::symbol(StringRef name) {
  if (auto found = dyn_cast_or_null<FlatSymbolRefAttr>(attribute(name)))
    return found;
  return badAttribute(name, "the name of a function", FlatSymbolRefAttr());
}

StringRef Source::keyword(StringRef name, StringRef kind) {
  auto found = dyn_cast_or_null<OpaqueAttr>(attribute(name));
  if (found && found.getDialectNamespace() == "stablehlo") {
    StringRef text = found.getAttrData().trim();
    if (text.consume_front(kind) && !text.empty() && text.front() == ' ')
      return text.ltrim();
  }
  return badAttribute(name, ("#stablehlo<" + kind + " ...>").str(),
                      StringRef());
}

bool Source::checkDims(ArrayRef<int64_t> dims, int64_t rank, StringRef what) {
  llvm::SmallSet<int64_t, 8> seen;
  for (int64_t dim : dims)
    if (dim < 0 || dim >= rank || !seen.insert(dim).second) {
      error() << "expected " << what << " to be different dimensions of "
              << rank << ", got [" << dims << "]";
      return false;
    }
  return !failed();
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

RankedTensorType Source::resultType(unsigned i) {
  Type type = i < op->getNumResults() ? convertType(op->getResult(i).getType())
                                      : Type();
  if (auto tensor = dyn_cast_or_null<RankedTensorType>(type))
    return tensor;
  InFlightDiagnostic diagnostic = error();
  diagnostic << "expected result " << i << " to be a tensor of known type";
  if (i < op->getNumResults())
    diagnostic << ", got " << op->getResult(i).getType();
  return RankedTensorType::get({}, build.b.getF32Type());
}

Type Source::resultElement(unsigned i) {
  return resultType(i).getElementType();
}

FailureOr<Item> Source::check(Item item, Type type) {
  Type expected = convertType(type);
  if (isCompileTimeType(type) && item.kind != Item::Kind::Value)
    return item;
  // torch.int and the like have no type that is left.
  if (!expected && isCompileTimeType(type) &&
      item.value.getType().isIntOrFloat())
    return item;
  auto tensor = dyn_cast_or_null<RankedTensorType>(expected);
  Type actual = item.value ? item.value.getType() : Type();
  if (auto actualTensor = dyn_cast_or_null<RankedTensorType>(actual);
      actualTensor && tensor && actualTensor.getRank() == tensor.getRank() &&
      actualTensor.getElementType() == tensor.getElementType()) {
    Value refined = build.refine(item.value, tensor.getShape());
    if (!refined)
      return failure();
    return Item(refined);
  }
  if (actual && actual == expected)
    return item;
  // The importer of ONNX files prints a shape that it does not know as `[]`.
  if (auto actualTensor = dyn_cast_or_null<RankedTensorType>(actual);
      isONNX(op) && actualTensor && tensor && tensor.getRank() == 0 &&
      actualTensor.getElementType() == tensor.getElementType())
    return item;
  InFlightDiagnostic diagnostic = error();
  diagnostic << "has a result of type " << type;
  if (actual)
    diagnostic << ", expected " << actual;
  return diagnostic;
}

LogicalResult Source::results(ArrayRef<Item> items) {
  if (items.size() != op->getNumResults())
    return error() << "expected " << items.size() << " results, got "
                   << op->getNumResults();
  for (auto [item, type] : llvm::zip_equal(items, op->getResultTypes())) {
    if (item.kind == Item::Kind::Value && !item.value)
      return failure(); // and was reported
    FailureOr<Item> checked = check(item, type);
    if (::mlir::failed(checked))
      return failure();
    imported.push_back(*checked);
  }
  return success();
}

LogicalResult Source::result(Item item) { return results(item); }
