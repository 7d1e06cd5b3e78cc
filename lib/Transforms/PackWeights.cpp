//===- PackWeights.cpp - Pack weights ahead of calls ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Packing.h"
#include "glu/Transforms/Passes.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Remarks.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/BitVector.h"

namespace mlir::glu {
#define GEN_PASS_DEF_PACKWEIGHTSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

namespace {
/// A product of a layer with a strategy.
struct Product {
  Operation *layer;
  StrategyAttr strategy;
  ProductWeights weights;

  PanelsAttr getPanels() const {
    return strategy.getPanels(weights.layout.isGated());
  }
  RankedTensorType getPackedType() const {
    return glu::getPackedType(strategy, weights.layout, weights.getType());
  }
};
} // namespace

/// Those in `function` whose weights are not packed yet.
static SmallVector<Product> findProducts(func::FuncOp function) {
  SmallVector<Product> products;
  function.walk([&](Operation *op) {
    auto strategy = op->getAttrOfType<StrategyAttr>(StrategyAttr::attrName);
    if (!strategy)
      return;
    for (const ProductWeights &weights : getProductWeights(op))
      if (!weights.getValues()[0].getDefiningOp<UnpackWeightsOp>())
        products.push_back({op, strategy, weights});
  });
  return products;
}

static bool areConstant(const Product &product) {
  return llvm::all_of(product.weights.getValues(), [](Value weight) {
    return matchPattern(weight, m_Constant());
  });
}

static bool areArguments(const Product &product, func::FuncOp function) {
  return llvm::all_of(product.weights.getValues(), [&](Value weight) {
    auto argument = dyn_cast<BlockArgument>(weight);
    return argument && argument.getOwner() == &function.front();
  });
}

/// A use of the weights other than as weights of `products`.
static OpOperand *findOtherUse(const Product &product,
                               ArrayRef<Product> products) {
  llvm::SmallPtrSet<OpOperand *, 8> reads;
  for (const Product &other : products)
    for (OpOperand &operand : other.weights.operands)
      reads.insert(&operand);
  for (Value weight : product.weights.getValues())
    for (OpOperand &use : weight.getUses())
      if (!reads.contains(&use))
        return &use;
  return nullptr;
}

/// The products of which all weights are arguments, and arguments that no other
/// code reads.
static SmallVector<Product> findPreparable(func::FuncOp function) {
  SmallVector<Product> products = findProducts(function);
  llvm::erase_if(products, [&](const Product &product) {
    return !product.weights.getType().hasStaticShape() ||
           !areArguments(product, function);
  });
  // A product that is left out is other code for the rest.
  while (true) {
    auto *misfit = llvm::find_if(products, [&](const Product &product) {
      return findOtherUse(product, products);
    });
    if (misfit == products.end())
      return products;
    products.erase(misfit);
  }
}

/// The numbers of the arguments that `products` read.
static llvm::BitVector getArguments(func::FuncOp function,
                                    ArrayRef<Product> products) {
  llvm::BitVector arguments(function.getNumArguments());
  for (const Product &product : products)
    for (Value weight : product.weights.getValues())
      arguments.set(cast<BlockArgument>(weight).getArgNumber());
  return arguments;
}

SmallVector<unsigned> mlir::glu::getPreparableArguments(func::FuncOp function) {
  return llvm::to_vector_of<unsigned>(
      getArguments(function, findPreparable(function)).set_bits());
}

std::string mlir::glu::getPrepareName(StringRef name) {
  return (name + "_prepare").str();
}

std::string mlir::glu::getPackedName(StringRef name) {
  return (name + "_packed").str();
}

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

static remark::RemarkOpts getRemarkOptions() {
  return remark::RemarkOpts::name("Pack").category("glu-pack");
}

/// Why the weights of `product`, which are not in `preparable`, stay as they
/// are.
static std::string explain(const Product &product, func::FuncOp function,
                           ArrayRef<Product> preparable, bool prepare) {
  if (!product.weights.getType().hasStaticShape())
    return "weights of dynamic shape";
  if (areConstant(product))
    return "the data of a constant are not there";
  if (!areArguments(product, function))
    return "weights are neither all constants nor all arguments";
  if (!prepare)
    return "weights are arguments, which are packed with prepare only";
  if (!function.isPublic())
    return "weights are arguments of a private function";
  SmallVector<Product> products(preparable);
  products.push_back(product);
  return ("an argument has a use other than as weights to pack: " +
          findOtherUse(product, products)->getOwner()->getName().getStringRef())
      .str();
}

static void remarkMissed(const Product &product, StringRef reason) {
  remark::missed(product.layer->getLoc(), getRemarkOptions()) << remark::reason(
      "{0}: {1}", product.layer->getName().getStringRef(), reason);
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static PackWeightsOp createPack(OpBuilder &b, const Product &product,
                                ValueRange weights) {
  return PackWeightsOp::create(b, product.layer->getLoc(),
                               product.getPackedType(), product.weights.layout,
                               product.getPanels(), weights);
}

/// Lets `products`, which read the same weights, read those of `packed`.
static void unpack(OpBuilder &b, ArrayRef<Product> products, Value packed) {
  const Product &first = products.front();
  auto weights =
      UnpackWeightsOp::create(b, first.layer->getLoc(),
                              ValueRange(first.weights.getValues()).getTypes(),
                              first.weights.layout, first.getPanels(), packed);
  for (const Product &product : products)
    for (auto [operand, weight] :
         llvm::zip_equal(product.weights.operands, weights.getResults()))
      operand.set(weight);
}

/// Packs weights that are constants, if their data are there.
static void packConstants(const Product &product) {
  OpBuilder b(product.layer);
  Value packed = b.createOrFold<PackWeightsOp>(
      product.layer->getLoc(), product.getPackedType(), product.weights.layout,
      product.getPanels(), product.weights.getValues());
  if (Operation *op = packed.getDefiningOp<PackWeightsOp>()) {
    op->erase();
    return;
  }
  unpack(b, product, packed);
  remark::passed(product.layer->getLoc(), getRemarkOptions()) << remark::add(
      "{0}: packed constants", product.layer->getName().getStringRef());
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// `products` by what they read: the same weights in the same form.
static SmallVector<SmallVector<Product>> group(ArrayRef<Product> products) {
  SmallVector<SmallVector<Product>> groups;
  for (const Product &product : products) {
    auto *same = llvm::find_if(groups, [&](ArrayRef<Product> group) {
      const Product &first = group.front();
      return first.weights.layout == product.weights.layout &&
             first.getPanels() == product.getPanels() &&
             first.weights.getValues() == product.weights.getValues();
    });
    if (same == groups.end())
      groups.push_back({product});
    else
      same->push_back(product);
  }
  return groups;
}

static func::FuncOp createPrepare(func::FuncOp function, StringRef name) {
  SmallVector<Product> products = findPreparable(function);
  auto groups = group(products);
  SmallVector<Type> arguments, results;
  llvm::BitVector numbers = getArguments(function, products);
  for (unsigned number : numbers.set_bits())
    arguments.push_back(function.getArgument(number).getType());
  for (ArrayRef<Product> group : groups)
    results.push_back(group.front().getPackedType());

  MLIRContext *context = function.getContext();
  auto prepare = func::FuncOp::create(
      function.getLoc(), name, FunctionType::get(context, arguments, results));
  IRMapping mapping;
  Block *block = prepare.addEntryBlock();
  for (auto [argument, number] :
       llvm::zip_equal(block->getArguments(), numbers.set_bits())) {
    mapping.map(function.getArgument(number), argument);
    if (DictionaryAttr attributes = function.getArgAttrDict(number))
      prepare.setArgAttrs(argument.getArgNumber(), attributes);
  }
  auto b = OpBuilder::atBlockBegin(block);
  SmallVector<Value> packed;
  for (ArrayRef<Product> group : groups) {
    auto weights =
        llvm::map_to_vector(group.front().weights.getValues(),
                            [&](Value v) { return mapping.lookup(v); });
    packed.push_back(createPack(b, group.front(), weights));
  }
  func::ReturnOp::create(b, function.getLoc(), packed);
  return prepare;
}

static func::FuncOp createPacked(func::FuncOp function, StringRef name) {
  func::FuncOp packed = function.clone();
  packed.setName(name);
  SmallVector<Product> products = findPreparable(packed);
  llvm::BitVector weights = getArguments(packed, products);
  auto b = OpBuilder::atBlockBegin(&packed.front());
  for (ArrayRef<Product> group : group(products)) {
    unsigned number = packed.getNumArguments();
    Location loc = group.front().weights.getValues()[0].getLoc();
    if (failed(packed.insertArgument(number, group.front().getPackedType(), {},
                                     loc)))
      llvm_unreachable("a function takes any argument");
    unpack(b, group, packed.getArgument(number));
  }
  weights.resize(packed.getNumArguments());
  if (failed(packed.eraseArguments(weights)))
    llvm_unreachable("nothing reads these arguments");
  return packed;
}

/// Puts the pair that prepares weights and reads them beside `function`.
static LogicalResult emitPair(func::FuncOp function) {
  std::string names[] = {getPrepareName(function.getName()),
                         getPackedName(function.getName())};
  for (const std::string &name : names)
    if (SymbolTable::lookupSymbolIn(function->getParentOp(), name))
      return function.emitError()
             << "expected no symbol '" << name
             << "', the name for a function that is made of '"
             << function.getName() << "'";
  OpBuilder b(function.getContext());
  b.setInsertionPointAfter(function);
  b.insert(createPrepare(function, names[0]));
  b.insert(createPacked(function, names[1]));
  remark::passed(function.getLoc(), getRemarkOptions()) << remark::add(
      "{0}: {1} and {2}", function.getName(), names[0], names[1]);
  return success();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct PackWeightsPass : glu::impl::PackWeightsPassBase<PackWeightsPass> {
  using Base::Base;

  void runOnOperation() override {
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      if (failed(pack(function)))
        return signalPassFailure();
  }

  LogicalResult pack(func::FuncOp function);
};
} // namespace

LogicalResult PackWeightsPass::pack(func::FuncOp function) {
  for (const Product &product : findProducts(function))
    if (product.weights.getType().hasStaticShape() && areConstant(product))
      packConstants(product);

  SmallVector<Product> preparable;
  if (prepare && function.isPublic())
    preparable = findPreparable(function);
  for (const Product &product : findProducts(function)) {
    bool isPrepared = llvm::any_of(preparable, [&](const Product &other) {
      return other.weights.operands.data() == product.weights.operands.data();
    });
    if (!isPrepared)
      remarkMissed(product, explain(product, function, preparable, prepare));
  }
  return preparable.empty() ? success() : emitPair(function);
}
