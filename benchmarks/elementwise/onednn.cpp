//===- onednn.cpp - Activations of oneDNN ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "oneapi/dnnl/dnnl.hpp"
#include "system.h"
#include <map>
#include <string>

using dnnl::algorithm;

namespace {
struct Algorithm {
  algorithm kind;
  float alpha = 0, beta = 0;
};

struct Call {
  dnnl::eltwise_forward primitive;
  dnnl::stream stream;
  dnnl::memory x, y;
};
} // namespace

static const std::map<std::string, Algorithm> algorithms = {
    {"relu", {algorithm::eltwise_relu}},
    {"leaky_relu", {algorithm::eltwise_relu, 0.01f}},
    {"sigmoid", {algorithm::eltwise_logistic}},
    {"tanh", {algorithm::eltwise_tanh}},
    {"elu", {algorithm::eltwise_elu, 1}},
    {"silu", {algorithm::eltwise_swish, 1}},
    {"gelu_erf", {algorithm::eltwise_gelu_erf}},
    {"gelu_tanh", {algorithm::eltwise_gelu_tanh}},
    {"gelu_sigmoid", {algorithm::eltwise_swish, 1.702f}},
    {"mish", {algorithm::eltwise_mish}},
};

void *prepare(const char *activation, float *x, float *y, int64_t n) {
  auto it = algorithms.find(activation);
  if (it == algorithms.end())
    return nullptr;
  Algorithm algorithm = it->second;
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::memory::desc desc({n}, dnnl::memory::data_type::f32,
                          dnnl::memory::format_tag::a);
  dnnl::eltwise_forward::primitive_desc primitive(
      engine, dnnl::prop_kind::forward_inference, algorithm.kind, desc, desc,
      algorithm.alpha, algorithm.beta);
  return new Call{dnnl::eltwise_forward(primitive), dnnl::stream(engine),
                  dnnl::memory(desc, engine, x), dnnl::memory(desc, engine, y)};
}

void run(void *call, int64_t times) {
  auto &[primitive, stream, x, y] = *static_cast<Call *>(call);
  for (int64_t i = 0; i < times; ++i) {
    primitive.execute(stream, {{DNNL_ARG_SRC, x}, {DNNL_ARG_DST, y}});
    stream.wait();
  }
}
