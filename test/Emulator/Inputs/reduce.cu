// Reductions and scans.
#include <cooperative_groups.h>
namespace cg = cooperative_groups;
extern "C" {
__global__ void reduceShared(const float *x, float *sum, int n) {
  __shared__ float s[256];
  int t = threadIdx.x, i = blockIdx.x * 256 + t;
  s[t] = i < n ? x[i] : 0;
  __syncthreads();
  for (int k = 128; k; k >>= 1) {
    if (t < k)
      s[t] += s[t + k];
    __syncthreads();
  }
  if (t == 0)
    atomicAdd(sum, s[0]);
}
__global__ void reduceWarp(const int *x, int *sum, int n) {
  __shared__ int s[32];
  int t = threadIdx.x, v = 0;
  for (int i = blockIdx.x * blockDim.x + t; i < n; i += gridDim.x * blockDim.x)
    v += x[i];
  for (int k = 16; k; k >>= 1)
    v += __shfl_down_sync(~0u, v, k);
  if (t % 32 == 0)
    s[t / 32] = v;
  __syncthreads();
  if (t < 32) {
    v = t < blockDim.x / 32 ? s[t] : 0;
    for (int k = 16; k; k >>= 1)
      v += __shfl_xor_sync(~0u, v, k);
    if (t == 0)
      atomicAdd(sum, v);
  }
}
__global__ void reduceRedux(const unsigned *x, unsigned *out) {
  unsigned v = x[blockIdx.x * blockDim.x + threadIdx.x];
  unsigned sum = __reduce_add_sync(~0u, v), low = __reduce_min_sync(~0u, v), high = __reduce_max_sync(~0u, v);
  unsigned all = __reduce_and_sync(~0u, v), any = __reduce_or_sync(~0u, v), odd = __reduce_xor_sync(~0u, v);
  int least = __reduce_min_sync(~0u, (int)v);
  if (threadIdx.x % 32 == 0) {
    unsigned *o = out + 7 * (blockIdx.x * blockDim.x + threadIdx.x) / 32;
    o[0] = sum, o[1] = low, o[2] = high, o[3] = all, o[4] = any, o[5] = odd, o[6] = least;
  }
}
__device__ unsigned finished;
// The last block sums what all have written.
__global__ void reduceLastBlock(const float *x, float *partial, float *sum, int n) {
  __shared__ float s[128];
  __shared__ bool isLast;
  int t = threadIdx.x, i = blockIdx.x * 128 + t;
  s[t] = i < n ? x[i] : 0;
  __syncthreads();
  for (int k = 64; k; k >>= 1) {
    if (t < k)
      s[t] += s[t + k];
    __syncthreads();
  }
  if (t == 0) {
    partial[blockIdx.x] = s[0];
    __threadfence();
    isLast = atomicInc(&finished, gridDim.x - 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (isLast && t == 0) {
    float total = 0;
    for (int b = 0; b < gridDim.x; ++b)
      total += partial[b];
    *sum = total;
  }
}
__global__ void scanBlock(const int *x, int *y, int n) {
  extern __shared__ int dynamicInts[];
  int t = threadIdx.x, in = 0, out = 1;
  dynamicInts[t] = t < n ? x[t] : 0;
  __syncthreads();
  for (int k = 1; k < blockDim.x; k *= 2, in = 1 - in, out = 1 - out) {
    int v = dynamicInts[in * blockDim.x + t];
    if (t >= k)
      v += dynamicInts[in * blockDim.x + t - k];
    dynamicInts[out * blockDim.x + t] = v;
    __syncthreads();
  }
  if (t < n)
    y[t] = dynamicInts[in * blockDim.x + t];
}
__global__ void scanWarp(const int *x, int *y) {
  int lane = threadIdx.x & 31, v = x[threadIdx.x];
  for (int k = 1; k < 32; k *= 2) {
    int u = __shfl_up_sync(~0u, v, k);
    if (lane >= k)
      v += u;
  }
  y[threadIdx.x] = v;
}
__global__ void reduceGroups(const float *x, float *y) {
  cg::thread_block block = cg::this_thread_block();
  auto tile = cg::tiled_partition<8>(block);
  __shared__ float s[64];
  float v = x[block.group_index().x * block.size() + block.thread_rank()];
  for (int k = tile.size() / 2; k; k /= 2)
    v += tile.shfl_down(v, k);
  if (tile.thread_rank() == 0)
    s[block.thread_rank() / 8] = v;
  block.sync();
  if (block.thread_rank() == 0)
    for (int i = 0; i < block.size() / 8; ++i)
      y[block.group_index().x * block.size() / 8 + i] = s[i];
}
__global__ void softmaxRows(const float *x, float *y, int columns) {
  __shared__ float s[4];
  const float *row = x + blockIdx.x * columns;
  int t = threadIdx.x;
  float high = -1e30f, sum = 0;
  for (int i = t; i < columns; i += blockDim.x)
    high = fmaxf(high, row[i]);
  for (int k = 16; k; k /= 2)
    high = fmaxf(high, __shfl_xor_sync(~0u, high, k));
  if (t % 32 == 0)
    s[t / 32] = high;
  __syncthreads();
  high = fmaxf(fmaxf(s[0], s[1]), fmaxf(s[2], s[3]));
  __syncthreads();
  for (int i = t; i < columns; i += blockDim.x)
    sum += __expf(row[i] - high);
  for (int k = 16; k; k /= 2)
    sum += __shfl_xor_sync(~0u, sum, k);
  if (t % 32 == 0)
    s[t / 32] = sum;
  __syncthreads();
  sum = s[0] + s[1] + s[2] + s[3];
  for (int i = t; i < columns; i += blockDim.x)
    y[blockIdx.x * columns + i] = __fdividef(__expf(row[i] - high), sum);
}
}
