//===- Tally.cpp - The errors of many results -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tally.h"

using namespace mlir::glu;

// The position of a sample decides, so that threads do not.

static bool isFirst(const Sample &sample, const std::optional<Sample> &other) {
  return !other || sample.position < other->position;
}

static bool isWorse(const Sample &sample, const std::optional<Sample> &other) {
  return !other || sample.ulps > other->ulps ||
         (sample.ulps == other->ulps && isFirst(sample, other));
}

void Findings::add(const Sample &sample) {
  ++count;
  if (isFirst(sample, first))
    first = sample;
}

void Findings::merge(const Findings &other) {
  count += other.count;
  if (other.first && isFirst(*other.first, first))
    first = other.first;
}

void Tally::count(double ulps) {
  aboveHalf += ulps > kCountedUlps[0];
  aboveOne += ulps > kCountedUlps[1];
  aboveTwo += ulps > kCountedUlps[2];
}

void Tally::add(const Sample &sample, bool isUndeclared) {
  count(sample.ulps);
  if (isUndeclared)
    undeclared.add(sample);
  if (isWorse(sample, worst))
    worst = sample;
}

void Tally::add(const Format &format, DeclaredError declared, const float *got,
                const double *expected, int64_t n,
                llvm::function_ref<Sample(int64_t)> describe,
                llvm::function_ref<MPReal(const Sample &)> evaluate) {
  auto mayBeWorst = [&](double ulps) {
    return !worst || ulps > worst->ulps + kOracleUlps;
  };
  ErrorCounts counts = countErrors(format, declared, got, expected, n);
  if (!mayBeWorst(counts.maxUlps) && !counts.undeclared) {
    aboveHalf += counts.aboveHalf;
    aboveOne += counts.aboveOne;
    aboveTwo += counts.aboveTwo;
    return;
  }
  // Only here do single results matter.
  for (int64_t i = 0; i < n; ++i) {
    Distance distance = getDistance(format, got[i], expected[i]);
    count(distance.ulps);
    Sample sample = describe(i);
    sample.got = got[i];
    sample.expected = expected[i];
    sample.ulps = distance.ulps;
    if (declared.isExceeded(distance, expected[i]))
      undeclared.add(sample);
    if (!mayBeWorst(distance.ulps))
      continue;
    MPReal exact = evaluate(sample);
    if (getDistance(format, expected[i], exact).ulps > kOracleUlps)
      misjudged.add(sample);
    sample.ulps = getDistance(format, got[i], exact).ulps;
    if (isWorse(sample, worst))
      worst = sample;
  }
}

void Tally::merge(const Tally &other) {
  aboveHalf += other.aboveHalf;
  aboveOne += other.aboveOne;
  aboveTwo += other.aboveTwo;
  if (other.worst && isWorse(*other.worst, worst))
    worst = other.worst;
  undeclared.merge(other.undeclared);
  misjudged.merge(other.misjudged);
}
