// Atomics, histograms, fences and flags.
#include <cuda_fp16.h>
#include <cuda_bf16.h>
#include <cooperative_groups.h>
namespace cg = cooperative_groups;
extern "C" {
__global__ void histogram(const unsigned char *x, unsigned *bins, int n) {
  __shared__ unsigned s[64];
  for (int i = threadIdx.x; i < 64; i += blockDim.x)
    s[i] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    atomicAdd(&s[x[i] & 63], 1u);
  __syncthreads();
  for (int i = threadIdx.x; i < 64; i += blockDim.x)
    atomicAdd(&bins[i], s[i]);
}
__global__ void atomicInts(int *x, unsigned *y, const int *v) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, a = v[i];
  atomicMin(&x[0], a), atomicMax(&x[1], a), atomicAnd(&x[2], a), atomicOr(&x[3], a), atomicXor(&x[4], a), atomicSub(&x[5], a);
  atomicMin(&y[0], (unsigned)a), atomicMax(&y[1], (unsigned)a), atomicInc(&y[2], 9u), atomicDec(&y[3], 6u);
  if (i == 0)
    x[6] = atomicExch(&x[7], a);
}
__global__ void atomicLongs(unsigned long long *x, long long *y, const long long *v) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  atomicAdd(&x[0], (unsigned long long)v[i]), atomicOr(&x[1], (unsigned long long)v[i]), atomicXor(&x[2], (unsigned long long)v[i]);
  atomicMin(&y[0], v[i]), atomicMax(&y[1], v[i]);
}
__global__ void atomicFloats(float *f, double *d, __half2 *h, __nv_bfloat162 *b, const float *v) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  atomicAdd(f, v[i]), atomicAdd(d, (double)v[i]);
  atomicAdd(h, __floats2half2_rn(v[i], 1)), atomicAdd(b, __floats2bfloat162_rn(v[i], 1));
  atomicAdd((__half *)(h + 1), __float2half(v[i]));
}
// A maximum of floats by compare and swap.
__global__ void atomicMaxFloat(float *high, const float *v) {
  float value = v[blockIdx.x * blockDim.x + threadIdx.x];
  int *bits = (int *)high, old = *(volatile int *)bits;
  while (__int_as_float(old) < value) {
    int seen = atomicCAS(bits, old, __float_as_int(value));
    if (seen == old)
      break;
    old = seen;
  }
}
// Blocks take turns with a ticket, warps of a block with a lock.
__global__ void lock(int *mutex, int *count, int *order) {
  if (threadIdx.x == 0) {
    while (atomicCAS(mutex, 0, 1) != 0)
      __nanosleep(20);
    __threadfence();
    int c = *count;
    order[c] = blockIdx.x;
    *count = c + 1;
    __threadfence();
    atomicExch(mutex, 0);
  }
}
// One block hands a buffer over to the other by a flag.
__global__ void flag(int *data, volatile int *ready, int *out) {
  if (blockIdx.x == 1) {
    data[threadIdx.x] = threadIdx.x * 3 + 1;
    __threadfence();
    __syncthreads();
    if (threadIdx.x == 0)
      *ready = 1;
  } else {
    if (threadIdx.x == 0) {
      while (*ready == 0)
        ;
      __threadfence();
    }
    __syncthreads();
    out[threadIdx.x] = data[blockDim.x - 1 - threadIdx.x];
  }
}
__global__ void gridSync(int *x, int *y) {
  cg::grid_group grid = cg::this_grid();
  int i = blockIdx.x * blockDim.x + threadIdx.x, n = gridDim.x * blockDim.x;
  x[i] = i * i;
  grid.sync();
  y[i] = x[n - 1 - i];
  grid.sync();
  x[i] = y[i] + y[(i + 1) % n];
}
// Sums of neighbouring blocks, each waiting for the one before.
__global__ void chainedScan(const int *x, int *y, volatile int *sums, int *ready) {
  __shared__ int before;
  int t = threadIdx.x;
  int v = x[blockIdx.x * 32 + t];
  for (int k = 1; k < 32; k *= 2) {
    int u = __shfl_up_sync(~0u, v, k);
    v += t >= k ? u : 0;
  }
  if (t == 31) {
    before = 0;
    if (blockIdx.x) {
      while (atomicAdd(&ready[blockIdx.x - 1], 0) == 0)
        ;
      __threadfence();
      before = sums[blockIdx.x - 1];
    }
    sums[blockIdx.x] = before + v;
    __threadfence();
    atomicExch(&ready[blockIdx.x], 1);
  }
  __syncthreads();
  y[blockIdx.x * 32 + t] = before + v;
}
}
