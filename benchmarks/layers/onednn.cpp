//===- onednn.cpp - Layers of oneDNN, for Python to call ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A product for each weight, in the layout that oneDNN asks for:
//
//   value = x V;  hidden = act(x W) * value;  y = hidden W2
//
// where the activation and the product with `value` are post-ops. A layer of
// two weights has no value.
//
//===----------------------------------------------------------------------===//

#include "oneapi/dnnl/dnnl.hpp"
#include "seconds.h"
#include <cstdio>
#include <cstring>
#include <map>
#include <string>

using dnnl::algorithm;
using dnnl::memory;
using Arguments = std::unordered_map<int, memory>;

namespace {
struct Sizes {
  int64_t rows, dModel, dFF;
};

struct Step {
  dnnl::matmul primitive;
  Arguments arguments;
};

struct Call {
  dnnl::stream stream;
  std::vector<Step> steps;
  memory y;
};

/// Makes the steps of a call.
class Builder {
public:
  Builder(memory::data_type type, Seconds &seconds)
      : type(type), seconds(seconds) {}

  memory makeArray(int64_t rows, int64_t columns, const void *data = nullptr) {
    memory array(describe(rows, columns), engine);
    if (data)
      std::memcpy(array.get_data_handle(), data, array.get_desc().get_size());
    return array;
  }

  /// result = postOps(x weight); `weight` is [in, out], `factor` what the last
  /// post-op multiplies with.
  Step makeProduct(memory x, const void *weight, memory result,
                   const dnnl::post_ops &postOps = {}, memory factor = {});

  dnnl::stream getStream() { return stream; }

private:
  memory::desc describe(int64_t rows, int64_t columns,
                        memory::format_tag tag = memory::format_tag::ab) {
    return memory::desc({rows, columns}, type, tag);
  }

  memory pack(memory plain, const memory::desc &desc);

  memory::data_type type;
  Seconds &seconds;
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
};
} // namespace

memory Builder::pack(memory plain, const memory::desc &desc) {
  if (plain.get_desc() == desc)
    return plain;
  memory packed(desc, engine);
  dnnl::reorder reorder(plain, packed);
  seconds.prepare += measure([&] {
    reorder.execute(stream, plain, packed);
    stream.wait();
  });
  return packed;
}

Step Builder::makeProduct(memory x, const void *weight, memory result,
                          const dnnl::post_ops &postOps, memory factor) {
  int64_t in = x.get_desc().get_dims()[1];
  int64_t out = result.get_desc().get_dims()[1];
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  attributes.set_post_ops(postOps);
  dnnl::matmul::primitive_desc desc;
  Step step;
  seconds.compile += measure([&] {
    desc = dnnl::matmul::primitive_desc(
        engine, x.get_desc(), describe(in, out, memory::format_tag::any),
        result.get_desc(), attributes);
    step.primitive = dnnl::matmul(desc);
  });
  step.arguments = {
      {DNNL_ARG_SRC, x},
      {DNNL_ARG_WEIGHTS, pack(makeArray(in, out, weight), desc.weights_desc())},
      {DNNL_ARG_DST, result},
      {DNNL_ARG_SCRATCHPAD, memory(desc.scratchpad_desc(), engine)}};
  if (factor)
    step.arguments[DNNL_ARG_ATTR_MULTIPLE_POST_OP(postOps.len() - 1) |
                   DNNL_ARG_SRC_1] = factor;
  return step;
}

static void appendActivation(dnnl::post_ops &postOps, const std::string &name) {
  static const std::map<std::string, algorithm> algorithms = {
      {"swiglu", algorithm::eltwise_swish},
      {"geglu", algorithm::eltwise_gelu_erf},
      {"reglu", algorithm::eltwise_relu},
      {"relu", algorithm::eltwise_relu},
      {"glu", algorithm::eltwise_logistic}};
  auto it = algorithms.find(name);
  if (it == algorithms.end())
    return; // The identity.
  float alpha = it->second == algorithm::eltwise_swish ? 1 : 0;
  postOps.append_eltwise(it->second, alpha, 0);
}

static Call *build(const char *activation, bool isBF16, Sizes sizes,
                   const void *xData, const void *const *weights, bool isGated,
                   Seconds &seconds) {
  auto [rows, dModel, dFF] = sizes;
  Builder builder(isBF16 ? memory::data_type::bf16 : memory::data_type::f32,
                  seconds);
  memory x = builder.makeArray(rows, dModel, xData);
  memory hidden = builder.makeArray(rows, dFF);
  memory y = builder.makeArray(rows, dModel);
  dnnl::post_ops gate;
  appendActivation(gate, activation);
  memory value;
  std::vector<Step> steps;
  if (isGated) {
    value = builder.makeArray(rows, dFF);
    gate.append_binary(algorithm::binary_mul, value.get_desc());
    steps.push_back(builder.makeProduct(x, weights[1], value));
  }
  steps.push_back(builder.makeProduct(x, weights[0], hidden, gate, value));
  steps.push_back(builder.makeProduct(hidden, weights[isGated ? 2 : 1], y));
  return new Call{builder.getStream(), std::move(steps), y};
}

extern "C" {
/// The layer on one x; null, with a message on stderr, if that fails.
Call *makeCall(const char *activation, bool isBF16, const Sizes *sizes,
               const void *x, const void *const *weights, int64_t weightCount,
               Seconds *seconds) {
  try {
    *seconds = {};
    return build(activation, isBF16, *sizes, x, weights, weightCount == 3,
                 *seconds);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "oneDNN: %s\n", error.what());
    return nullptr;
  }
}

void runCall(Call *call, int64_t times) {
  for (int64_t i = 0; i < times; ++i) {
    for (Step &step : call->steps)
      step.primitive.execute(call->stream, step.arguments);
    call->stream.wait();
  }
}

const void *getResult(const Call *call) { return call->y.get_data_handle(); }

void freeCall(Call *call) { delete call; }
}
