// Kernels in the habits of libraries: templates, cooperative groups, vectors
// of loads, aggregated atomics, tables of functions.
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cuda_bf16.h>
#include <cuda_fp16.h>
namespace cg = cooperative_groups;

template <typename T, typename Op>
__device__ __forceinline__ T reduceWarp(T value, Op op) {
#pragma unroll
  for (int offset = 16; offset; offset /= 2)
    value = op(value, __shfl_xor_sync(0xffffffffu, value, offset));
  return value;
}
template <int threads, typename T, typename Op>
__device__ T reduceBlock(T value, T identity, Op op) {
  __shared__ T partial[threads / 32];
  value = reduceWarp(value, op);
  if (threadIdx.x % 32 == 0)
    partial[threadIdx.x / 32] = value;
  __syncthreads();
  value = threadIdx.x < threads / 32 ? partial[threadIdx.x] : identity;
  if (threadIdx.x < 32)
    partial[0] = reduceWarp(value, op);
  __syncthreads();
  T result = partial[0];
  __syncthreads();
  return result;
}
struct Add {
  template <typename T> __device__ T operator()(T a, T b) const { return a + b; }
};
struct Max {
  template <typename T> __device__ T operator()(T a, T b) const { return a > b ? a : b; }
};

__constant__ float taps[5] = {0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f};
__constant__ unsigned char reversed[16] = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};

__device__ int twice(int x) { return 2 * x; }
__device__ int square(int x) { return x * x; }
__device__ int negate(int x) { return -x; }
__device__ int (*const operations[])(int) = {twice, square, negate};

__device__ __noinline__ float2 rotate(float2 v, const float (&m)[4]) {
  return make_float2(m[0] * v.x + m[1] * v.y, m[2] * v.x + m[3] * v.y);
}

extern "C" {
__global__ __launch_bounds__(128) void softmax(const float *__restrict__ x, float *__restrict__ y, int columns) {
  extern __shared__ float row[];
  const float *from = x + blockIdx.x * columns;
  float largest = -INFINITY, sum = 0;
  for (int i = threadIdx.x; i < columns; i += 128)
    largest = fmaxf(largest, row[i] = __ldg(from + i));
  largest = reduceBlock<128>(largest, -INFINITY, Max());
  for (int i = threadIdx.x; i < columns; i += 128)
    sum += row[i] = expf(row[i] - largest);
  sum = reduceBlock<128>(sum, 0.0f, Add());
  for (int i = threadIdx.x; i < columns; i += 128)
    y[blockIdx.x * columns + i] = row[i] / sum;
}
__global__ __launch_bounds__(64, 4) void layerNorm(const float4 *__restrict__ x, const float4 *__restrict__ scale, float4 *__restrict__ y, int quads) {
  float sum = 0, squares = 0;
  for (int i = threadIdx.x; i < quads; i += blockDim.x) {
    float4 v = x[blockIdx.x * quads + i];
    sum += v.x + v.y + v.z + v.w;
    squares += v.x * v.x + v.y * v.y + v.z * v.z + v.w * v.w;
  }
  sum = reduceBlock<64>(sum, 0.0f, Add());
  squares = reduceBlock<64>(squares, 0.0f, Add());
  float mean = sum / (4 * quads), inverse = rsqrtf(squares / (4 * quads) - mean * mean + 1e-5f);
  for (int i = threadIdx.x; i < quads; i += blockDim.x) {
    float4 v = x[blockIdx.x * quads + i], s = scale[i];
    y[blockIdx.x * quads + i] = make_float4((v.x - mean) * inverse * s.x, (v.y - mean) * inverse * s.y, (v.z - mean) * inverse * s.z, (v.w - mean) * inverse * s.w);
  }
}
// One atomic for all lanes that found something.
__global__ void filter(const int *x, int *found, int *count, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    if (x[i] > 0) {
      auto group = cg::coalesced_threads();
      int base = 0;
      if (group.thread_rank() == 0)
        base = atomicAdd(count, group.size());
      found[group.shfl(base, 0) + group.thread_rank()] = x[i];
    }
}
__global__ void tiles(const int *x, int *sums, int *largest) {
  auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  int sum = cg::reduce(tile, x[i], cg::plus<int>()), most = cg::reduce(tile, x[i], cg::greater<int>());
  if (tile.thread_rank() == 0) {
    sums[i / 8] = sum;
    largest[i / 8] = most;
  }
}
__global__ void halfAxpy(const half2 *x, half2 *y, float2 *z, half a, int n) {
  half2 pair = __half2half2(a);
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    half2 v = __hfma2(pair, x[i], y[i]);
    y[i] = __hmax2(v, __float2half2_rn(-1.0f));
    z[i] = __half22float2(__hmul2(v, v));
  }
}
__global__ void bfloatPairs(const float2 *x, __nv_bfloat162 *y, float *z) {
  int i = threadIdx.x;
  __nv_bfloat162 v = __float22bfloat162_rn(x[i]), w = __hfma2_relu(v, v, __hneg2(v));
  y[i] = __hmin2(w, __floats2bfloat162_rn(4.0f, 8.0f));
  z[i] = __low2float(w) + __high2float(__habs2(v));
}
__global__ void doubleAtomics(const double *x, double *sum, double *largest, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  atomicAdd(sum, x[i]);
  auto *word = reinterpret_cast<unsigned long long *>(largest);
  unsigned long long old = atomicAdd(word, 0ull);
  while (__longlong_as_double(old) < x[i]) {
    unsigned long long seen = atomicCAS(word, old, __double_as_longlong(x[i]));
    if (seen == old)
      break;
    old = seen;
  }
}
__global__ void hashInsert(const unsigned *keys, unsigned long long *table, int slots, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  unsigned long long entry = (unsigned long long)keys[i] << 32 | (unsigned)(i + 1);
  for (unsigned at = keys[i] * 2654435761u % slots;; at = (at + 1) % slots)
    if (atomicCAS(table + at, 0ull, entry) == 0)
      break;
}
__global__ __launch_bounds__(256) void bitonicSort(unsigned *x) {
  __shared__ unsigned s[256];
  unsigned t = threadIdx.x;
  s[t] = x[t];
  for (unsigned size = 2; size <= 256; size *= 2)
    for (unsigned stride = size / 2; stride; stride /= 2) {
      __syncthreads();
      unsigned other = t ^ stride;
      if (other > t && (s[t] > s[other]) == !(t & size)) {
        unsigned swapped = s[t];
        s[t] = s[other];
        s[other] = swapped;
      }
    }
  __syncthreads();
  x[t] = s[t];
}
__global__ void convolve(const float *x, float *y, int n) {
  __shared__ float s[64 + 4];
  int i = blockIdx.x * 64 + threadIdx.x;
  s[threadIdx.x + 2] = i < n ? x[i] : 0;
  if (threadIdx.x < 2) {
    s[threadIdx.x] = i >= 2 ? x[i - 2] : 0;
    s[threadIdx.x + 66] = i + 64 < n ? x[i + 64] : 0;
  }
  __syncthreads();
  float sum = 0;
  for (int k = 0; k < 5; ++k)
    sum += taps[k] * s[threadIdx.x + k];
  if (i < n)
    y[i] = sum;
}
__global__ void agreements(const int *x, int *out) {
  int v = x[threadIdx.x];
  int count = __syncthreads_count(v & 1), all = __syncthreads_and(v >= 0), any = __syncthreads_or(v == 7);
  out[threadIdx.x] = count * 100 + all * 10 + any;
}
__global__ void punning(const unsigned *x, unsigned char *y, float *z) {
  union {
    unsigned word;
    unsigned char bytes[4];
    float number;
  } u;
  u.word = x[threadIdx.x];
  unsigned char low = u.bytes[0];
  for (int i = 0; i < 4; ++i)
    y[threadIdx.x * 4 + i] = reversed[u.bytes[i] & 15] << 4 | reversed[u.bytes[i] >> 4];
  u.bytes[3] = 0x3f;
  u.bytes[2] |= 0x80;
  z[threadIdx.x] = u.number + low;
}
__global__ void dispatch(const int *x, int *y) {
  int i = threadIdx.x;
  y[i] = i % 5 == 4 ? 0 : operations[(unsigned)x[i] % 3](x[i]);
}
__global__ void rotations(const float2 *x, float2 *y, int times) {
  float m[4] = {0.0f, -1.0f, 1.0f, 0.5f};
  float2 v = x[threadIdx.x];
  for (int i = 0; i < times; ++i) {
    m[i & 3] += 0.25f;
    v = rotate(v, m);
  }
  y[threadIdx.x] = v;
}
__global__ void lastWords(volatile int *x, long long *ticks) {
  __shared__ volatile int s[64];
  long long start = clock64();
  unsigned t = threadIdx.x;
  s[t] = x[t];
  __syncwarp();
  for (int offset = 16; offset; offset /= 2) {
    int other = t % 32 < offset ? s[t + offset] : 0;
    __syncwarp();
    s[t] = s[t] + other;
    __syncwarp();
  }
  x[t] = s[t & 32];
  ticks[t] = clock64() - start;
}
// Two tiles, of which one is filled while the other is used.
__global__ __launch_bounds__(64) void gemmBuffered(const float *__restrict__ a, const float *__restrict__ b, float *__restrict__ c, int n) {
  extern __shared__ float4 memory[];
  auto as = reinterpret_cast<float(*)[8][32]>(memory), bs = as + 2;
  int t = threadIdx.x, tx = t % 8, ty = t / 8, row = blockIdx.y * 32, col = blockIdx.x * 32;
  float sums[4][4] = {};
  float4 nextA, nextB;
  auto fetch = [&](int k) {
    nextA = *reinterpret_cast<const float4 *>(a + (row + t / 2) * n + k + t % 2 * 4);
    nextB = *reinterpret_cast<const float4 *>(b + (k + ty) * n + col + tx * 4);
  };
  auto keep = [&](int buffer) {
    const float *values = &nextA.x;
    for (int i = 0; i < 4; ++i)
      as[buffer][t % 2 * 4 + i][t / 2] = values[i];
    *reinterpret_cast<float4 *>(&bs[buffer][ty][tx * 4]) = nextB;
  };
  fetch(0);
  keep(0);
  for (int k = 0; k < n; k += 8) {
    int buffer = k / 8 & 1;
    if (k + 8 < n)
      fetch(k + 8);
    __syncthreads();
#pragma unroll
    for (int q = 0; q < 8; ++q) {
      float4 x = *reinterpret_cast<float4 *>(&as[buffer][q][ty * 4]), y = *reinterpret_cast<float4 *>(&bs[buffer][q][tx * 4]);
      const float *left = &x.x, *right = &y.x;
#pragma unroll
      for (int i = 0; i < 16; ++i)
        sums[i / 4][i % 4] = fmaf(left[i / 4], right[i % 4], sums[i / 4][i % 4]);
    }
    if (k + 8 < n)
      keep(buffer ^ 1);
  }
  for (int i = 0; i < 4; ++i)
    *reinterpret_cast<float4 *>(c + (row + ty * 4 + i) * n + col + tx * 4) = make_float4(sums[i][0], sums[i][1], sums[i][2], sums[i][3]);
}
}
