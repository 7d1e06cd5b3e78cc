//===- LayerCase.cpp - Functions of one op for the tests ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerCase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <cmath>
#include <random>

using namespace glutest;
using llvm::StringRef;

static const int64_t numPieces = 3;

bool LayerCase::isPacked() const {
  return !weights.empty() && !StringRef(weights).starts_with("separate") &&
         StringRef(weights).contains(',');
}

bool LayerCase::takesBeta() const {
  return StringRef(activation).contains('?');
}

LayerCase LayerCase::getHidden() const {
  LayerCase hidden = *this;
  bool isGated = StringRef(weights).contains(',');
  hidden.op = isGated ? OpKind::GatedLinear : OpKind::Linear;
  hidden.downBias = false;
  return hidden;
}

LayerCase LayerCase::getDown() const {
  LayerCase result = *this;
  result.op = OpKind::Linear;
  result.activation = "identity";
  result.weights = down;
  result.k = n;
  result.n = out;
  result.bias = downBias;
  result.gateBias = result.valueBias = result.downBias = false;
  return result;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// `[k, n]`, or `[n, k]` where `layout` says so.
static std::vector<int64_t> getWeightShape(StringRef layout, int64_t k,
                                           int64_t n) {
  if (layout.ends_with("out_in"))
    return {n, k};
  return {k, n};
}

std::vector<Argument> LayerCase::getArguments() const {
  std::vector<Argument> arguments;
  auto add = [&](const char *name, std::vector<int64_t> shape,
                 double deviation) {
    arguments.push_back({name, elementType, shape, 0, true, deviation});
  };
  auto addWeight = [&](const char *name, StringRef layout, int64_t k,
                       int64_t n) {
    add(name, getWeightShape(layout, k, n),
        1 / std::sqrt(std::max(k, int64_t{1})));
  };
  auto addRows = [&](const char *name, int64_t features) {
    std::vector<int64_t> shape = rows;
    shape.push_back(features);
    add(name, shape, 1);
    arguments.back().numRowDims = rows.size();
  };
  const double biasDeviation = 0.1;

  addRows("x", isElementwise() ? n : k);
  if (op == OpKind::Gate)
    addRows("v", n);
  if (op == OpKind::Maxout)
    add("w", {numPieces, k, n}, 1 / std::sqrt(std::max(k, int64_t{1})));
  if (op == OpKind::Linear || op == OpKind::GatedLinear || op == OpKind::FFN) {
    addWeight("w", weights, k, isPacked() ? 2 * n : n);
    if (StringRef(weights).starts_with("separate"))
      addWeight("v", weights, k, n);
  }
  if (op == OpKind::FFN)
    addWeight("w2", down, n, out);
  if (bias && op == OpKind::Maxout)
    add("b", {numPieces, n}, biasDeviation);
  else if (bias)
    add("b", {isPacked() ? 2 * n : n}, biasDeviation);
  if (gateBias)
    add("gb", {n}, biasDeviation);
  if (valueBias)
    add("vb", {n}, biasDeviation);
  if (downBias)
    add("b2", {out}, biasDeviation);
  if (takesBeta()) {
    if (isElementwise() && beta == Beta::Full)
      addRows("beta", n);
    else
      add("beta", {n}, 1);
    if (beta == Beta::Scalar) {
      arguments.back().isTensor = false;
      arguments.back().shape.clear();
    }
    if (betaIsF32)
      arguments.back().elementType = "f32";
  }
  return arguments;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static std::string getTypeText(const Argument &argument,
                               LayerCase::Dynamic dynamic) {
  if (!argument.isTensor)
    return argument.elementType;
  std::string text = "tensor<";
  for (auto [index, size] : llvm::enumerate(argument.shape)) {
    bool isDynamic =
        dynamic == LayerCase::Dynamic::All ||
        (dynamic == LayerCase::Dynamic::Rows && index < argument.numRowDims);
    text += (isDynamic ? "?" : std::to_string(size)) + "x";
  }
  return text + argument.elementType + ">";
}

namespace {
/// Writes the body of a test function.
struct TextWriter {
  const LayerCase &layer;
  std::vector<Argument> arguments = layer.getArguments();
  std::string body = {};

  const Argument *find(StringRef name) const {
    for (const Argument &argument : arguments)
      if (argument.name == name)
        return &argument;
    return nullptr;
  }

  std::string getType(const Argument &argument) const {
    return getTypeText(argument, layer.dynamic);
  }

  /// `keyword(%a, %b : type, type) ` for those of the arguments there are.
  std::string list(StringRef keyword,
                   std::initializer_list<StringRef> names) const {
    std::vector<std::string> values, types;
    for (StringRef name : names)
      if (const Argument *argument = find(name)) {
        values.push_back("%" + argument->name);
        types.push_back(getType(*argument));
      }
    if (values.empty())
      return "";
    return llvm::formatv("{0}({1} : {2}) ", keyword, llvm::join(values, ", "),
                         llvm::join(types, ", "));
  }

  void writeDim(StringRef name, StringRef of, size_t dim) {
    body += llvm::formatv("  %i_{0} = arith.constant {1} : index\n"
                          "  %{0} = tensor.dim %{2}, %i_{0} : {3}\n",
                          name, dim, of, getType(*find(of)));
  }

  /// An uninitialized tensor of the type of the result.
  void writeInit(const Argument &result);
  void writeOp(const Argument &result);
};
} // namespace

void TextWriter::writeInit(const Argument &result) {
  std::vector<std::string> sizes;
  if (layer.dynamic != LayerCase::Dynamic::None)
    for (size_t dim = 0; dim < layer.rows.size(); ++dim) {
      sizes.push_back("m" + std::to_string(dim));
      writeDim(sizes.back(), "x", dim);
    }
  if (layer.dynamic == LayerCase::Dynamic::All) {
    bool isFFN = layer.op == OpKind::FFN;
    size_t dim =
        layer.op == OpKind::Maxout                                          ? 2
        : StringRef(isFFN ? layer.down : layer.weights).ends_with("out_in") ? 0
                                                                            : 1;
    writeDim("n", isFFN ? "w2" : "w", dim);
    sizes.push_back("n");
    if (layer.isPacked() && !isFFN) {
      body += "  %two = arith.constant 2 : index\n"
              "  %half = arith.divui %n, %two : index\n";
      sizes.back() = "half";
    }
  }
  for (std::string &size : sizes)
    size = "%" + size;
  body += llvm::formatv("  %init = tensor.empty({0}) : {1}\n",
                        llvm::join(sizes, ", "), getType(result));
}

void TextWriter::writeOp(const Argument &result) {
  const std::string &act = layer.activation;
  const char *rounding = layer.asUnfused ? "rounding<as_unfused>" : "";
  std::string strategy =
      layer.strategy.empty()
          ? ""
          : "{glu.strategy = #glu.strategy<" + layer.strategy + ">}";
  std::string type = getType(result);
  const Argument *beta = find("beta");
  std::string betaUse = beta ? ", %beta" : "";
  std::string betaType = beta ? ", " + getType(*beta) : "";
  body += "  %result = ";
  switch (layer.op) {
  case OpKind::Activation:
    body += llvm::formatv("glu.activation {0}(%x{1}) : {2}{3}\n", act, betaUse,
                          type, betaType);
    return;
  case OpKind::Gate:
    body += llvm::formatv("glu.gate {0} {1}(%x, %v{2}) : {3}{4}\n", act,
                          rounding, betaUse, type, betaType);
    return;
  case OpKind::Maxout:
    body += "glu.maxout ";
    break;
  case OpKind::Linear:
    body += llvm::formatv("glu.linear {0} weights<{1}> {2} ", act,
                          layer.weights, rounding);
    break;
  case OpKind::GatedLinear:
    body += llvm::formatv("glu.gated_linear {0} weights<{1}> {2} ", act,
                          layer.weights, rounding);
    break;
  case OpKind::FFN:
    body += llvm::formatv("glu.ffn {0} weights<{1}> down<{2}> {3} ", act,
                          layer.weights, layer.down, rounding);
    break;
  }
  body += "\n    " + list("ins", {"x", "w", "v"}) + list("down", {"w2"}) +
          list("bias", {"b"}) + list("gate_bias", {"gb"}) +
          list("value_bias", {"vb"}) + list("down_bias", {"b2"}) +
          list("beta", {"beta"}) +
          llvm::formatv("\n    outs(%init : {0}) {1} -> {0}\n", type, strategy)
              .str();
}

std::string LayerCase::getText() const {
  Argument result = {"result", elementType, rows, rows.size()};
  result.shape.push_back(op == OpKind::FFN ? out : n);

  TextWriter writer{*this};
  if (!isElementwise())
    writer.writeInit(result);
  writer.writeOp(result);

  std::vector<std::string> parameters;
  for (const Argument &argument : writer.arguments)
    parameters.push_back("%" + argument.name + ": " +
                         getTypeText(argument, dynamic));
  return llvm::formatv("func.func @{0}({1}) -> {2} {{\n{3}"
                       "  return %result : {2}\n}\n",
                       getName(), llvm::join(parameters, ", "),
                       getTypeText(result, dynamic), writer.body);
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

std::string LayerCase::getName() const {
  static const char *const ops[] = {"activation", "gate",         "maxout",
                                    "linear",     "gated_linear", "ffn"};
  std::string name = std::string(ops[static_cast<int>(op)]) + "_" + activation +
                     "_" + elementType + "_rows";
  for (int64_t size : rows)
    name += "_" + std::to_string(size);
  name += isElementwise() ? "" : "_k" + std::to_string(k);
  name += "_n" + std::to_string(n);
  name += op == OpKind::FFN ? "_out" + std::to_string(out) : "";
  name += (weights.empty() ? "" : "_" + weights) +
          (down.empty() ? "" : "_down_" + down);
  if (takesBeta())
    name += std::string(beta == Beta::Full ? "_betas" : "_beta") +
            (betaIsF32 ? "_f32" : "");
  for (auto [flag, text] : {std::pair(bias, "_bias"),
                            {gateBias, "_gate_bias"},
                            {valueBias, "_value_bias"},
                            {downBias, "_down_bias"},
                            {asUnfused, "_as_unfused"},
                            {dynamic == Dynamic::Rows, "_dynamic_rows"},
                            {dynamic == Dynamic::All, "_dynamic"}})
    name += flag ? text : "";

  // A name is made of letters, digits and single underscores.
  std::string identifier;
  for (char c : name) {
    bool keep = llvm::isAlnum(c);
    if (keep || (!identifier.empty() && identifier.back() != '_'))
      identifier += keep ? c : c == '?' ? 'x' : '_';
  }
  while (identifier.back() == '_')
    identifier.pop_back();
  return identifier;
}

//===----------------------------------------------------------------------===//
// Random cases
//===----------------------------------------------------------------------===//

/// The distributions of the standard library differ between libraries.
template <typename T>
static T pick(std::mt19937 &random, std::initializer_list<T> list) {
  return list.begin()[random() % list.size()];
}

LayerCase glutest::makeCase(OpKind op, const std::string &activation,
                            const std::string &elementType, int64_t k,
                            unsigned seed) {
  std::mt19937 random(seed);
  auto flip = [&] { return pick(random, {false, true}); };

  LayerCase layer;
  layer.op = op;
  layer.activation = activation;
  layer.elementType = elementType;
  layer.k = k;
  // Empty, single, prime, and around the sizes of vectors and register tiles.
  layer.n = pick<int64_t>(random, {0, 1, 2, 5, 13, 16, 17, 31, 32, 33, 48, 67});
  layer.out = pick<int64_t>(random, {1, 7, 32, 41, layer.n});
  layer.rows = pick<std::vector<int64_t>>(
      random, {{}, {0}, {1}, {2}, {7}, {13}, {2, 3}, {1, 1}, {3, 1, 5}});
  layer.dynamic =
      pick(random, {LayerCase::Dynamic::None, LayerCase::Dynamic::Rows,
                    LayerCase::Dynamic::Rows, LayerCase::Dynamic::All});
  layer.asUnfused = op != OpKind::Activation && op != OpKind::Maxout && flip();
  layer.beta = pick(random, {LayerCase::Beta::Scalar, LayerCase::Beta::Full});
  layer.betaIsF32 = flip();

  bool gated =
      op == OpKind::GatedLinear || (op == OpKind::FFN && random() % 4 != 0);
  if (!layer.isElementwise() && op != OpKind::Maxout) {
    std::string order = pick<const char *>(random, {"in_out", "out_in"});
    layer.weights = order;
    if (gated) {
      std::string packing = pick<const char *>(
          random, {"separate", "gate_first", "value_first", "interleaved = "});
      if (packing == "interleaved = ")
        packing += layer.n % 16 == 0 && flip() ? "16" : "1";
      layer.weights = packing + ", " + order;
    }
  }
  if (op == OpKind::FFN) {
    layer.down = pick<const char *>(random, {"in_out", "out_in"});
    layer.downBias = flip();
  }
  bool separate = StringRef(layer.weights).starts_with("separate");
  layer.bias = !layer.isElementwise() && !separate && flip();
  layer.gateBias = separate && flip();
  layer.valueBias = separate && flip();
  return layer;
}

LayerCase glutest::makePackedCase(OpKind op, const std::string &activation,
                                  const std::string &elementType,
                                  unsigned seed) {
  LayerCase layer = makeCase(op, activation, elementType, /*k=*/1, seed);
  std::mt19937 random(seed);
  auto pickSize = [&] {
    return pick<int64_t>(random, {1, 3, 8, 31, 64, 100, 137});
  };
  layer.rows = {300};
  layer.dynamic = LayerCase::Dynamic::Rows;
  layer.k = pickSize();
  layer.n = pickSize();
  layer.out = pickSize();
  if (StringRef(layer.weights).starts_with("interleaved = 16"))
    layer.n = pick<int64_t>(random, {16, 48, 112});
  return layer;
}
