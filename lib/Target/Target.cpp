//===- Target.cpp - The CPU that code is made for -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Target/Target.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/X86TargetParser.h"
#include <unistd.h>

using namespace mlir::glu;
using llvm::Expected;
using llvm::StringMap;
using llvm::StringRef;
using llvm::Triple;

using FeatureMap = StringMap<bool>;

/// The CPU without a feature beyond its architecture's.
static StringRef getBaseCPU(const Triple &triple) {
  return triple.isX86_64() ? "x86-64" : "generic";
}

static Expected<const llvm::Target *> lookupTarget(const Triple &triple) {
  static const bool initialized = [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    return true;
  }();
  (void)initialized;
  std::string message;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return llvm::createStringError("no code generator for '" + triple.str() +
                                   "'");
  return target;
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

static void setFeature(FeatureMap &features, StringRef name, bool enabled) {
  features[name] = enabled;
  llvm::X86::updateImpliedFeatures(name, enabled, features);
}

/// The features of an x86-64 level, with `more` added.
static FeatureMap getLevel(StringRef level,
                           llvm::ArrayRef<StringRef> more = {}) {
  llvm::SmallVector<StringRef> names;
  llvm::X86::getFeaturesForCPU(level, names);
  names.append(more.begin(), more.end());
  FeatureMap features;
  for (StringRef name : names)
    setFeature(features, name, true);
  return features;
}

static llvm::Error unknownTarget(StringRef text, const llvm::Twine &reason) {
  return llvm::createStringError(
      "unknown target '" + text + "'" + reason +
      "; expected host, generic, avx2, avx512, amx or a list of LLVM's CPU "
      "features such as +avx2,+fma");
}

static Expected<FeatureMap> parseFeatureList(const Triple &triple,
                                             StringRef text) {
  Expected<const llvm::Target *> target = lookupTarget(triple);
  if (!target)
    return target.takeError();
  std::unique_ptr<llvm::MCSubtargetInfo> known(
      (*target)->createMCSubtargetInfo(triple, getBaseCPU(triple), ""));

  FeatureMap features;
  llvm::SmallVector<StringRef> items;
  text.split(items, ',');
  for (StringRef item : items) {
    item = item.trim();
    bool enabled = item.consume_front("+");
    if (!enabled && !item.consume_front("-"))
      return unknownTarget(text, "");
    if (llvm::none_of(known->getAllProcessorFeatures(),
                      [&](const auto &entry) { return entry.Key == item; }))
      return unknownTarget(text, ": " + triple.getArchName() +
                                     " has no feature '" + item + "'");
    setFeature(features, item, enabled);
  }
  return features;
}

static TargetDescription describe(const Triple &triple,
                                  const FeatureMap &features) {
  TargetDescription target;
  target.triple = triple.str();
  llvm::SmallVector<std::string> items;
  for (const auto &entry : features)
    items.push_back((entry.second ? "+" : "-") + entry.first().str());
  llvm::sort(items);
  target.features = llvm::join(items, ",");

  auto has = [&](auto... names) { return (features.lookup(names) && ...); };
  target.avx2 = has("avx2");
  target.fma = has("fma");
  target.f16c = has("f16c");
  target.avx512 =
      has("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl");
  target.avx512bf16 = has("avx512bf16");
  target.avx512fp16 = has("avx512fp16");
  target.amxBf16 = has("amx-tile", "amx-bf16");
  target.vectorBits = target.avx512 ? 512 : has("avx") ? 256 : 128;
  return target;
}

/// Sets the size of L2 if the system knows it.
static void readCacheSize([[maybe_unused]] TargetDescription &target) {
#ifdef _SC_LEVEL2_CACHE_SIZE
  if (long size = sysconf(_SC_LEVEL2_CACHE_SIZE); size > 0)
    target.l2Bytes = size;
#endif
}

static TargetDescription describeHost(const Triple &triple) {
  TargetDescription target = describe(triple, llvm::sys::getHostCPUFeatures());
  readCacheSize(target);
  return target;
}

Expected<TargetDescription> mlir::glu::parseTarget(StringRef text) {
  Triple host(llvm::sys::getProcessTriple());
  Triple x86 = host;
  x86.setArch(Triple::x86_64);

  text = text.trim();
  if (text == "host")
    return describeHost(host);
  if (text == "generic")
    return describe(host, {});
  if (text == "avx2")
    return describe(x86, getLevel("x86-64-v3"));
  if (text == "avx512")
    return describe(x86, getLevel("x86-64-v4"));
  if (text == "amx")
    return describe(
        x86, getLevel("x86-64-v4", {"avx512bf16", "avx512fp16", "avx512vnni",
                                    "amx-tile", "amx-bf16", "amx-int8"}));
  Expected<FeatureMap> features = parseFeatureList(host, text);
  if (!features)
    return features.takeError();
  return describe(host, *features);
}

//===----------------------------------------------------------------------===//
// Code generation
//===----------------------------------------------------------------------===//

std::string
mlir::glu::getFeaturesMissingOnHost(const TargetDescription &target) {
  Triple host(llvm::sys::getProcessTriple());
  if (Triple(target.triple).getArch() != host.getArch())
    return Triple(target.triple).getArchName().str();
  FeatureMap present = llvm::sys::getHostCPUFeatures();
  llvm::SmallVector<StringRef> items, missing;
  StringRef(target.features).split(items, ',', -1, /*KeepEmpty=*/false);
  for (StringRef item : items)
    // What the detection does not know is a choice of the code generator.
    if (item.consume_front("+") && present.count(item) && !present[item])
      missing.push_back(item);
  return llvm::join(missing, ", ");
}

Expected<std::unique_ptr<llvm::TargetMachine>>
mlir::glu::createTargetMachine(const TargetDescription &target,
                               llvm::CodeGenOptLevel level) {
  Triple triple(target.triple);
  Expected<const llvm::Target *> llvmTarget = lookupTarget(triple);
  if (!llvmTarget)
    return llvmTarget.takeError();
  return std::unique_ptr<llvm::TargetMachine>(
      (*llvmTarget)
          ->createTargetMachine(triple, getBaseCPU(triple), target.features,
                                llvm::TargetOptions(), llvm::Reloc::PIC_,
                                std::nullopt, level, /*JIT=*/true));
}
