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

void Tally::add(const Sample &sample, bool isUndeclared) {
  aboveHalf += sample.ulps > kCountedUlps[0];
  aboveOne += sample.ulps > kCountedUlps[1];
  aboveTwo += sample.ulps > kCountedUlps[2];
  if (isWorse(sample, worst))
    worst = sample;
  if (isUndeclared)
    undeclared.add(sample);
}

void Tally::add(const Format &format, DeclaredError declared, const float *got,
                const double *expected, int64_t n,
                llvm::function_ref<Sample(int64_t)> describe) {
  ErrorCounts counts = countErrors(format, declared, got, expected, n);
  if (worst && counts.maxUlps <= worst->ulps && !counts.undeclared) {
    aboveHalf += counts.aboveHalf;
    aboveOne += counts.aboveOne;
    aboveTwo += counts.aboveTwo;
    return;
  }
  // Only here do single results matter.
  for (int64_t i = 0; i < n; ++i) {
    Distance distance = getDistance(format, got[i], expected[i]);
    Sample sample = describe(i);
    sample.got = got[i];
    sample.expected = expected[i];
    sample.ulps = distance.ulps;
    add(sample, declared.isExceeded(distance, expected[i]));
  }
}

void Tally::merge(const Tally &other) {
  aboveHalf += other.aboveHalf;
  aboveOne += other.aboveOne;
  aboveTwo += other.aboveTwo;
  if (other.worst && isWorse(*other.worst, worst))
    worst = other.worst;
  undeclared.merge(other.undeclared);
}
