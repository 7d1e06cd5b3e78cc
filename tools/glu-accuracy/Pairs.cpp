//===- Pairs.cpp - Errors of compiled gates -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block is one gate with all values, so that MPFR gives act(g) once. Products
// with it in binary64 are as good as exact.
//
//===----------------------------------------------------------------------===//

#include "Pairs.h"
#include "Kernel.h"
#include "Widen.h"
#include <algorithm>
#include <cstring>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

namespace {
struct PairTally {
  Tally products;
  uint64_t tiny = 0;
  /// Tiny pairs above the bound, and those that no allowed act(g) explains.
  Findings tinyAbove, tinyWrong;
  /// Results of `as_unfused` that are not those of separate ops.
  Findings differing;

  void merge(const PairTally &other) {
    products.merge(other.products);
    tiny += other.tiny;
    tinyAbove.merge(other.tinyAbove);
    tinyWrong.merge(other.tinyWrong);
    differing.merge(other.differing);
  }
};

struct Kernels {
  CompiledFunction activation, product, through, unfused;
};

/// Judges gates, one at a time.
class GateJudge {
public:
  GateJudge(const Activation &activation, FloatType type,
            const Kernels &kernels, const Array &gates);
  void operator()(uint64_t number, PairTally &tally);

private:
  void judgeProducts(const float *got, double act, PairTally &tally) const;
  void judgeTinyProducts(const float *got, double act, PairTally &tally) const;
  void compareWithSeparateOps(PairTally &tally);
  Sample describe(int64_t i) const {
    Sample sample;
    sample.position = number * kBlockSize + i;
    sample.x = gates.get(number);
    sample.value = values[i];
    return sample;
  }

  const Activation &activation;
  FloatType type;
  Format format;
  const Array &gates;
  KernelCall product, through, unfused;
  /// act(g) of all gates, rounded to the type.
  Array activated;
  std::vector<float> values;
  Widen widenResult, widenSeparate;
  /// Of the gate in work.
  uint64_t number = 0;
};
} // namespace

/// Sets all elements of `block` to element `index` of `array`.
static void broadcast(const Array &array, int64_t index, Array &block) {
  auto *bits = static_cast<uint16_t *>(block.data());
  std::fill_n(bits, block.size(),
              static_cast<const uint16_t *>(array.data())[index]);
}

/// act of all gates.
static Array activate(const CompiledFunction &kernel,
                      const std::optional<double> &beta, const Array &gates) {
  KernelCall call(kernel, beta);
  std::memcpy(call.getArgument(0).data(), gates.data(),
              kBlockSize * getByteWidth(gates.getElementType()));
  return call.run();
}

GateJudge::GateJudge(const Activation &activation, FloatType type,
                     const Kernels &kernels, const Array &gates)
    : activation(activation), type(type), format(type.getFloatSemantics()),
      gates(gates), product(kernels.product, std::nullopt),
      through(kernels.through, activation.beta),
      unfused(kernels.unfused, activation.beta),
      activated(activate(kernels.activation, activation.beta, gates)),
      widenResult(type), widenSeparate(type) {
  for (KernelCall *call : {&product, &through, &unfused})
    Arguments::getAll(type).fill(0, call->getArgument(1));
  const float *all = widenResult(through.getArgument(1));
  values.assign(all, all + kBlockSize);
}

static MPReal evaluateAct(const Activation &activation, FloatType type,
                          double gate) {
  return *evaluateExactly(activation.attr, getComputeType(type), gate,
                          activation.getBeta(type));
}

static MPReal evaluateProduct(const Activation &activation, FloatType type,
                              const Sample &sample) {
  return evaluateAct(activation, type, sample.x) * *sample.value;
}

void GateJudge::operator()(uint64_t gate, PairTally &tally) {
  number = gate;
  broadcast(gates, number, through.getArgument(0));
  Array result = through.run();
  const float *got = widenResult(result);
  MPReal act = evaluateAct(activation, type, gates.get(number));
  if (!act.isZero() && abs(act) < 0x1p-126)
    judgeTinyProducts(got, act.toDouble(), tally);
  else
    judgeProducts(got, act.toDouble(), tally);
  compareWithSeparateOps(tally);
}

void GateJudge::judgeProducts(const float *got, double act,
                              PairTally &tally) const {
  // In parts that fit into the first-level cache.
  constexpr int64_t part = 1024;
  const DeclaredError nothing = {0, std::numeric_limits<double>::infinity()};
  for (int64_t first = 0; first < kBlockSize; first += part) {
    double expected[part];
    for (int64_t i = 0; i < part; ++i)
      expected[i] = act * values[first + i];
    tally.products.add(
        format, nothing, got + first, expected, part,
        [&](int64_t i) { return describe(first + i); },
        [&](const Sample &sample) {
          return evaluateProduct(activation, type, sample);
        });
  }
}

void GateJudge::judgeTinyProducts(const float *got, double act,
                                  PairTally &tally) const {
  tally.tiny += kBlockSize;
  for (int64_t i = 0; i < kBlockSize; ++i) {
    Sample sample = describe(i);
    sample.got = got[i];
    sample.expected = act * values[i];
    if (std::isinf(values[i])) {
      // Code that rounds act(g) to zero has NaN here, other code an infinity.
      if (std::isfinite(got[i]))
        tally.tinyWrong.add(sample);
      continue;
    }
    if (getDistance(format, got[i], sample.expected).ulps > kPairUlpsAsked)
      tally.tinyAbove.add(sample);
    double allowed = kTinyGateUnits * 0x1p-149 * std::abs(values[i]);
    double nearest = std::clamp<double>(got[i], sample.expected - allowed,
                                        sample.expected + allowed);
    if (getDistance(format, got[i], nearest).ulps > kPairUlpsAsked)
      tally.tinyWrong.add(sample);
  }
}

void GateJudge::compareWithSeparateOps(PairTally &tally) {
  broadcast(gates, number, unfused.getArgument(0));
  broadcast(activated, number, product.getArgument(0));
  Array result = unfused.run(), separate = product.run();
  const float *got = widenResult(result), *expected = widenSeparate(separate);
  for (int64_t i = 0; i < kBlockSize; ++i) {
    if (getDistance(format, got[i], expected[i]).absolute == 0)
      continue;
    Sample sample = describe(i);
    sample.got = got[i];
    sample.expected = expected[i];
    tally.differing.add(sample);
  }
}

//===----------------------------------------------------------------------===//
// Measurements
//===----------------------------------------------------------------------===//

static FailureOr<Kernels> compileKernels(const Activation &activation,
                                         FloatType type) {
  auto alone = compileActivation(activation, type);
  auto product = compileProduct(type);
  auto through = compileGate(activation, Rounding::F32Through, type);
  auto unfused = compileGate(activation, Rounding::AsUnfused, type);
  if (failed(alone) || failed(product) || failed(through) || failed(unfused))
    return failure();
  return Kernels{std::move(*alone), std::move(*product), std::move(*through),
                 std::move(*unfused)};
}

FailureOr<PairMeasurement> mlir::glu::measurePairs(const Activation &activation,
                                                   FloatType type,
                                                   const Arguments &arguments) {
  FailureOr<Kernels> kernels = compileKernels(activation, type);
  if (failed(kernels))
    return failure();
  Array gates(*getElementType(type), {kBlockSize});
  int64_t count = arguments.fill(0, gates);
  auto tally = runInParallel<PairTally>(
      count, [&] { return GateJudge(activation, type, *kernels, gates); });

  PairMeasurement result;
  Measurement &products = result.products;
  products.name = activation.getName();
  llvm::raw_string_ostream(products.type) << type;
  products.arguments = count * kBlockSize;
  products.isExhaustive = arguments.isAll();
  products.ulpsAsked = kPairUlpsAsked;
  products.tally = tally.products;
  result.tiny = tally.tiny;
  result.tinyAbove = tally.tinyAbove.count;
  result.differing = tally.differing.count;
  addFault(products, type, tally.tinyWrong,
           "products that no act(g) within 2 units of 2^-149 explains");
  addFault(products, type, tally.differing,
           "results of as_unfused that are not those of separate ops");
  describeWorst(products, type,
                evaluateProduct(activation, type, *products.tally.worst));
  return result;
}
