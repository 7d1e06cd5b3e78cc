//===- Call.cpp - Calls of compiled functions -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Assertions.h"
#include "Code.h"
#include "RuntimeLibraries.h"
#include "glu/Runtime/GPU/DeviceRun.h"
#include "llvm/Support/MathExtras.h"
#include <cstdlib>
#include <cstring>
#include <set>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

//===----------------------------------------------------------------------===//
// Layout
//===----------------------------------------------------------------------===//

static std::vector<int64_t> makeDescriptor(ArrayView array) {
  int64_t address = reinterpret_cast<int64_t>(array.data);
  std::vector<int64_t> words = {address, address, /*offset=*/0};
  ArrayRef<int64_t> shape = array.shape;
  words.insert(words.end(), shape.begin(), shape.end());
  words.resize(3 + 2 * shape.size());
  int64_t stride = 1;
  for (size_t dim = shape.size(); dim-- > 0;) {
    words[3 + shape.size() + dim] = stride;
    stride *= shape[dim];
  }
  return words;
}

static size_t getSizeInStruct(const ValueType &type) {
  return type.isTensor ? sizeof(int64_t) * (3 + 2 * type.shape.size())
                       : getByteWidth(type.elementType);
}

static size_t getAlignInStruct(const ValueType &type) {
  return type.isTensor ? sizeof(int64_t) : getByteWidth(type.elementType);
}

static ArrayView viewResult(const ValueType &type, const void *stored) {
  if (!type.isTensor)
    return ArrayView(type.elementType, {}, stored);
  const int64_t *words = static_cast<const int64_t *>(stored);
  // Results are dense: the boundary of functions has the identity layout.
  return ArrayView(type.elementType, {words + 3, type.shape.size()},
                   reinterpret_cast<const char *>(words[1]) +
                       words[2] * getByteWidth(type.elementType));
}

static Array copy(ArrayView view) {
  Array array(view.elementType, view.shape.vec());
  if (array.size() != 0)
    std::memcpy(array.data(), view.data,
                array.size() * getByteWidth(view.elementType));
  return array;
}

static SmallVector<ArrayView> viewAll(ArrayRef<const Array *> arrays) {
  SmallVector<ArrayView> views;
  for (const Array *array : arrays)
    views.push_back(*array);
  return views;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

PreparedCall::~PreparedCall() { releaseResults(); }

void PreparedCall::releaseResults() {
  // Two results may be one buffer, and a result may be an argument.
  std::set<int64_t> kept{0};
  for (const std::vector<int64_t> &descriptor : descriptors)
    kept.insert(descriptor.front());
  for (auto [type, offset] : llvm::zip(resultTypes, resultOffsets)) {
    int64_t &allocated = results[offset / sizeof(int64_t)];
    if (!type.isTensor)
      continue;
    if (kept.insert(allocated).second)
      std::free(reinterpret_cast<void *>(allocated));
    allocated = 0;
  }
}

llvm::Error PreparedCall::run(std::vector<glurt::LaunchTime> *times) {
  releaseResults();
  setThreads(threads);
  if (!device)
    return callGuarded(entry, packed.data());
  glurt::DeviceRun run(*device, /*timesLaunches=*/times);
  llvm::Error failed = callGuarded(entry, packed.data());
  llvm::Error error = llvm::joinErrors(std::move(failed), run.finish());
  reports = run.takeReports();
  if (times)
    *times = run.takeTimes();
  return error;
}

std::vector<ArrayView> PreparedCall::viewResults() const {
  std::vector<ArrayView> views;
  const char *base = reinterpret_cast<const char *>(results.data());
  for (auto [type, offset] : llvm::zip(resultTypes, resultOffsets))
    views.push_back(viewResult(type, base + offset));
  return views;
}

std::vector<Array> PreparedCall::getResults() const {
  std::vector<Array> arrays;
  for (ArrayView view : viewResults())
    arrays.push_back(copy(view));
  return arrays;
}

/// Says which argument does not fit `signature`.
static llvm::Error check(const Signature &signature,
                         ArrayRef<ArrayView> arguments) {
  if (arguments.size() != signature.arguments.size())
    return llvm::createStringError(
        "expected " + llvm::Twine(signature.arguments.size()) +
        " arguments, found " + llvm::Twine(arguments.size()));
  for (auto [number, argument] : llvm::enumerate(arguments))
    if (llvm::Error error = signature.arguments[number].check(argument))
      return llvm::createStringError("argument " + llvm::Twine(number) + ": " +
                                     llvm::toString(std::move(error)));
  return llvm::Error::success();
}

llvm::Expected<PreparedCall>
CompiledFunction::prepare(ArrayRef<const Array *> arguments) const {
  return prepare(viewAll(arguments));
}

llvm::Expected<PreparedCall>
CompiledFunction::prepare(ArrayRef<ArrayView> arguments) const {
  if (llvm::Error error = check(signature, arguments))
    return std::move(error);
  PreparedCall call;
  call.entry = code->entry;
  call.device = code->device.get();
  call.threads = threads;
  call.resultTypes = signature.results;
  size_t size = 0;
  for (const ValueType &type : signature.results) {
    size = llvm::alignTo(size, getAlignInStruct(type));
    call.resultOffsets.push_back(size);
    size += getSizeInStruct(type);
  }
  call.results.resize(llvm::divideCeil(size, sizeof(int64_t)));

  // The elements of `pointers` and `descriptors` are pointed to.
  call.pointers.reserve(arguments.size() + 1);
  call.descriptors.reserve(arguments.size());
  auto pass = [&](void *pointer) {
    call.pointers.push_back(pointer);
    call.packed.push_back(&call.pointers.back());
  };
  // A struct is returned through a leading pointer, a number directly.
  bool returnsStruct =
      signature.results.size() > 1 ||
      (signature.results.size() == 1 && signature.results.front().isTensor);
  if (returnsStruct)
    pass(call.results.data());
  for (auto [type, argument] : llvm::zip(signature.arguments, arguments)) {
    if (type.isTensor) {
      call.descriptors.push_back(makeDescriptor(argument));
      pass(call.descriptors.back().data());
    } else {
      call.packed.push_back(const_cast<void *>(argument.data));
    }
  }
  if (!returnsStruct)
    call.packed.push_back(call.results.data());
  return std::move(call);
}

llvm::Expected<std::vector<Array>>
CompiledFunction::invoke(ArrayRef<const Array *> arguments) const {
  llvm::Expected<PreparedCall> call = prepare(arguments);
  if (!call)
    return call.takeError();
  if (llvm::Error error = call->run())
    return std::move(error);
  return call->getResults();
}

//===----------------------------------------------------------------------===//
// Prepared weights
//===----------------------------------------------------------------------===//

llvm::Expected<std::vector<Array>>
CompiledLayer::prepareWeights(ArrayRef<const Array *> arguments) const {
  return prepareWeights(viewAll(arguments));
}

llvm::Expected<std::vector<Array>>
CompiledLayer::prepareWeights(ArrayRef<ArrayView> arguments) const {
  if (llvm::Error error = check(signature, arguments))
    return std::move(error);
  if (!preparation)
    return std::vector<Array>();
  SmallVector<ArrayView> taken;
  for (unsigned number : weights)
    taken.push_back(arguments[number]);
  llvm::Expected<PreparedCall> call = preparation->prepare(taken);
  if (!call)
    return call.takeError();
  if (llvm::Error error = call->run())
    return std::move(error);
  return call->getResults();
}

llvm::Expected<PreparedCall>
CompiledLayer::prepare(ArrayRef<const Array *> arguments,
                       ArrayRef<Array> prepared) const {
  return prepare(viewAll(arguments), prepared);
}

llvm::Expected<PreparedCall>
CompiledLayer::prepare(ArrayRef<ArrayView> arguments,
                       ArrayRef<Array> prepared) const {
  if (llvm::Error error = check(signature, arguments))
    return std::move(error);
  SmallVector<ArrayView> taken;
  for (auto [number, argument] : llvm::enumerate(arguments))
    if (!llvm::is_contained(weights, number))
      taken.push_back(argument);
  for (const Array &weight : prepared)
    taken.push_back(weight);
  return function.prepare(taken);
}
