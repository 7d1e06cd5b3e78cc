//===- Measure.cpp - Errors of compiled activations -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code that computes in f32 is judged by the oracle in binary64, and MPFR has
// the last word on the largest errors; code in f64 is judged by MPFR alone.
//
//===----------------------------------------------------------------------===//

#include "Measure.h"
#include "Kernel.h"
#include "Oracle.h"
#include "Widen.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

namespace {
/// One activation in one type.
class Case {
public:
  Case(const Activation &activation, FloatType type, CompiledFunction kernel)
      : activation(activation), type(type), computeType(getComputeType(type)),
        format(type.getFloatSemantics()), declared(getDeclaredError()),
        kernel(std::move(kernel)) {}

  Tally tally(const Arguments &arguments) const {
    return type.isF64() ? tallyByMPFR(arguments) : tallyByOracle(arguments);
  }

  std::vector<std::string> findWrongSpecials() const;

  MPReal evaluate(double x) const {
    return *evaluateExactly(activation.attr, computeType, x,
                            activation.getBeta(type));
  }

private:
  /// Of a 16-bit type the rounding to it comes on top: nothing is declared.
  DeclaredError getDeclaredError() const {
    if (type != computeType)
      return {0, std::numeric_limits<double>::infinity()};
    auto [relative, absolute] = activation.attr.getExpansionError(type);
    return {relative, absolute};
  }

  Tally tallyByOracle(const Arguments &arguments) const;
  Tally tallyByMPFR(const Arguments &arguments) const;

  Activation activation;
  FloatType type, computeType;
  Format format;
  DeclaredError declared;
  CompiledFunction kernel;
};
} // namespace

Tally Case::tallyByOracle(const Arguments &arguments) const {
  // What fits into the first-level cache, with its arguments and results.
  constexpr int64_t chunk = 1024;
  Oracle oracle = *Oracle::get(activation.attr, activation.getBeta(type));
  return runInParallel<Tally>(arguments.getNumBlocks(), [&] {
    return [&, call = KernelCall(kernel, activation.beta), widenX = Widen(type),
            widenGot = Widen(type)](uint64_t block, Tally &tally) mutable {
      Array &argument = call.getArgument(0);
      int64_t size = arguments.fill(block, argument);
      Array result = call.run();
      const float *x = widenX(argument), *got = widenGot(result);
      double expected[chunk];
      for (int64_t i = 0; i < size; i += chunk) {
        int64_t n = std::min(chunk, size - i);
        oracle.evaluate(x + i, expected, n);
        auto describe = [&](int64_t j) {
          Sample sample;
          sample.position = block * kBlockSize + i + j;
          sample.x = x[i + j];
          return sample;
        };
        tally.add(format, declared, got + i, expected, n, describe,
                  [&](const Sample &sample) { return evaluate(sample.x); });
      }
    };
  });
}

Tally Case::tallyByMPFR(const Arguments &arguments) const {
  return runInParallel<Tally>(arguments.getNumBlocks(), [&] {
    return [&, call = KernelCall(kernel, activation.beta)](
               uint64_t block, Tally &tally) mutable {
      Array &argument = call.getArgument(0);
      int64_t size = arguments.fill(block, argument);
      Array result = call.run();
      for (int64_t i = 0; i < size; ++i) {
        double x = argument.get(i), got = result.get(i);
        MPReal exact = evaluate(x);
        Distance distance = getDistance(format, got, exact);
        Sample sample{block * kBlockSize + i, x, {}, got, exact.toDouble(),
                      distance.ulps};
        tally.add(sample, declared.isExceeded(distance, sample.expected));
      }
    };
  });
}

std::vector<std::string> Case::findWrongSpecials() const {
  Arguments specials = Arguments::getSpecialValues(type);
  KernelCall call(kernel, activation.beta);
  Array &argument = call.getArgument(0);
  int64_t size = specials.fill(0, argument);
  Array result = call.run();
  std::vector<std::string> wrong;
  for (int64_t i = 0; i < size; ++i) {
    double x = argument.get(i), got = result.get(i);
    MPReal exact = evaluate(x);
    // act(0) and limits are exact if the type holds them.
    bool isExact = (x == 0 || !std::isfinite(x)) &&
                   isNumberOf(type.getFloatSemantics(), exact);
    double allowed = isExact ? 0 : getUlpsAsked(activation.attr, type);
    if (getDistance(format, got, exact).ulps > allowed)
      wrong.push_back("special value " + printNumber(type, x) + ": got " +
                      printNumber(type, got) + ", expected " +
                      printNumber(type, exact));
  }
  return wrong;
}

//===----------------------------------------------------------------------===//
// Measurements
//===----------------------------------------------------------------------===//

std::string mlir::glu::printNumber(FloatType type, double value) {
  if (std::isnan(value))
    return "nan"; // C prints its sign.
  std::string text;
  llvm::raw_string_ostream(text)
      << llvm::format("%.*g", type.isF64() ? 17 : 9, value);
  return text;
}

std::string mlir::glu::printNumber(FloatType type, const MPReal &value) {
  return value.str(type.isF64() ? 20 : 12);
}

std::string mlir::glu::printArgument(FloatType type, const Sample &sample) {
  std::string text = printNumber(type, sample.x);
  return sample.value ? text + ", " + printNumber(type, *sample.value) : text;
}

void mlir::glu::addFault(Measurement &measurement, FloatType type,
                         const Findings &findings, StringRef what) {
  if (std::optional<Sample> first = findings.first)
    measurement.faults.push_back(llvm::formatv(
        "{0} {1}, the first at {2}: got {3}, expected {4}", findings.count,
        what, printArgument(type, *first), printNumber(type, first->got),
        printNumber(type, first->expected)));
}

void mlir::glu::describeWorst(Measurement &measurement, FloatType type,
                              const MPReal &exact) {
  const Sample &worst = *measurement.tally.worst;
  measurement.at = printArgument(type, worst);
  measurement.got = printNumber(type, worst.got);
  measurement.expected = printNumber(type, exact);
  addFault(measurement, type, measurement.tally.misjudged,
           "results of which the oracle is wrong, or MPFR");
}

FailureOr<Measurement> mlir::glu::measure(const Activation &activation,
                                          FloatType type,
                                          const Arguments &arguments) {
  auto kernel = compileActivation(activation, type);
  if (failed(kernel))
    return failure();
  Case measured(activation, type, std::move(*kernel));

  Measurement result;
  result.name = activation.getName();
  llvm::raw_string_ostream(result.type) << type;
  result.arguments = arguments.size();
  result.isExhaustive = arguments.isAll();
  result.tally = measured.tally(arguments);
  result.ulpsAsked = getUlpsAsked(activation.attr, type);
  result.faults = measured.findWrongSpecials();
  result.wrongSpecials = result.faults.size();
  addFault(result, type, result.tally.undeclared,
           "results beyond the error that the code declares");
  describeWorst(result, type, measured.evaluate(result.tally.worst->x));
  return result;
}
