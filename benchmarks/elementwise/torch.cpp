//===- torch.cpp - Activations of PyTorch ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernels of torch.nn.functional into a tensor that is there, called from
// C++: without Python, autograd or an allocation.
//
//===----------------------------------------------------------------------===//

#include "system.h"
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <functional>
#include <map>
#include <string>

using at::Tensor;
using Function = std::function<void(Tensor &y, const Tensor &x)>;

static const std::map<std::string, Function> functions = {
    // What relu is, with a destination.
    {"relu", [](Tensor &y, const Tensor &x) { at::clamp_min_out(y, x, 0); }},
    {"leaky_relu",
     [](Tensor &y, const Tensor &x) { at::leaky_relu_out(y, x, 0.01); }},
    {"sigmoid", [](Tensor &y, const Tensor &x) { at::sigmoid_out(y, x); }},
    {"tanh", [](Tensor &y, const Tensor &x) { at::tanh_out(y, x); }},
    {"elu", [](Tensor &y, const Tensor &x) { at::elu_out(y, x); }},
    {"silu", [](Tensor &y, const Tensor &x) { at::silu_out(y, x); }},
    {"gelu_erf", [](Tensor &y, const Tensor &x) { at::gelu_out(y, x); }},
    {"gelu_tanh",
     [](Tensor &y, const Tensor &x) { at::gelu_out(y, x, "tanh"); }},
    {"mish", [](Tensor &y, const Tensor &x) { at::mish_out(y, x); }},
};

namespace {
struct Call {
  Function function;
  Tensor x, y;
};
} // namespace

void *prepare(const char *activation, float *x, float *y, int64_t n) {
  auto it = functions.find(activation);
  if (it == functions.end())
    return nullptr;
  at::set_num_threads(1);
  c10::InferenceMode inference;
  return new Call{it->second, at::from_blob(x, {n}), at::from_blob(y, {n})};
}

void run(void *call, int64_t times) {
  auto &[function, x, y] = *static_cast<Call *>(call);
  c10::InferenceMode inference;
  for (int64_t i = 0; i < times; ++i)
    function(y, x);
}
