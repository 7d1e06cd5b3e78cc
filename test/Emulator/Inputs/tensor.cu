// Asynchronous copies, matrices in registers and their products.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_pipeline.h>

__device__ unsigned sharedAddress(const void *p) {
  return static_cast<unsigned>(__cvta_generic_to_shared(p));
}
__device__ void commit() { asm volatile("cp.async.commit_group;" ::: "memory"); }
template <int count>
__device__ void waitGroups() {
  asm volatile("cp.async.wait_group %0;" ::"n"(count) : "memory");
}
__device__ void copy16(void *to, const void *from, unsigned bytes) {
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(sharedAddress(to)), "l"(from),
               "r"(bytes)
               : "memory");
}
__device__ void load4(unsigned (&r)[4], const void *p) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
               : "r"(sharedAddress(p)));
}
__device__ void load4Transposed(unsigned (&r)[4], const void *p) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
               : "r"(sharedAddress(p)));
}

extern "C" {
// Copies of all sizes in three groups, which are waited for one by one.
__global__ void copyGroups(const int *x, int *y, int n) {
  __shared__ __align__(16) int a[128], b[256], c[512];
  int t = threadIdx.x;
  __pipeline_memcpy_async(&a[t], &x[t], 4);
  __pipeline_commit();
  __pipeline_memcpy_async(&b[2 * t], &x[2 * t], 8);
  __pipeline_commit();
  __pipeline_memcpy_async(&c[4 * t], &x[4 * t], 16);
  __pipeline_commit();
  __pipeline_wait_prior(2);
  __syncthreads();
  y[t] = a[127 - t];
  __pipeline_wait_prior(1);
  __syncthreads();
  for (int i = t; i < 256; i += 128)
    y[128 + i] = b[255 - i];
  __pipeline_wait_prior(0);
  __syncthreads();
  for (int i = t; i < 512; i += 128)
    y[384 + i] = c[511 - i];
}
// Tails: what is not copied becomes zero.
__global__ void copyTails(const char *x, int *y, int bytes) {
  __shared__ __align__(16) int a[4 * 64];
  int t = threadIdx.x, left = bytes - 16 * t;
  unsigned count = left < 0 ? 0 : left > 16 ? 16 : left;
  copy16(&a[4 * t], count ? x + 16 * t : x, count);
  asm volatile("cp.async.wait_all;" ::: "memory");
  __syncthreads();
  for (int i = t; i < 4 * 64; i += 64)
    y[i] = a[i];
  // The same by a predicate that ignores the source.
  __syncthreads();
  asm volatile("{ .reg .pred p; setp.le.s32 p, %2, 0;\n"
               "cp.async.ca.shared.global.L2::128B [%0], [%1], 4, p; }" ::"r"(sharedAddress(&a[t])),
               "l"(x + 4 * t), "r"(left)
               : "memory");
  asm volatile("cp.async.wait_all;" ::: "memory");
  __syncthreads();
  y[4 * 64 + t] = a[63 - t];
}
// Registers of matrices that are loaded in all ways.
__global__ void matrixLoads(const unsigned *x, unsigned *y) {
  __shared__ __align__(16) unsigned s[32][4];
  int t = threadIdx.x;
  for (int i = 0; i < 4; ++i)
    s[t][i] = x[4 * t + i];
  __syncthreads();
  unsigned r[4];
  load4(r, s[t]);
  for (int i = 0; i < 4; ++i)
    y[32 * i + t] = r[i];
  load4Transposed(r, s[t]);
  for (int i = 0; i < 4; ++i)
    y[128 + 32 * i + t] = r[i];
  asm volatile("ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%0, %1}, [%2];"
               : "=r"(r[0]), "=r"(r[1])
               : "r"(sharedAddress(s[t % 16])));
  asm volatile("ldmatrix.sync.aligned.m8n8.x1.trans.b16 {%0}, [%1];" : "=r"(r[2]) : "l"(s[t % 8]));
  for (int i = 0; i < 3; ++i)
    y[256 + 32 * i + t] = r[i];
}
} // extern "C"

// One warp: a of 16 x k, b of 8 x k (a column of k each), c and d of 16 x 8.
template <typename T, int k>
__device__ void loadFactors(const T *a, const T *b, unsigned *ra, unsigned *rb) {
  constexpr int per = 4 / sizeof(T);
  int g = threadIdx.x / 4, t = threadIdx.x % 4;
  for (int i = 0; i < k / 2 / per; ++i)
    ra[i] = *(const unsigned *)&a[(g + i % 2 * 8) * k + (t + i / 2 * 4) * per];
  for (int i = 0; i < k / 4 / per; ++i)
    rb[i] = *(const unsigned *)&b[g * k + (t + i * 4) * per];
}
__device__ int place(int i) { return (threadIdx.x / 4 + i / 2 * 8) * 8 + threadIdx.x % 4 * 2 + i % 2; }

#define SUMS "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
#define MULTIPLY_4_2(shape, types)                                                                 \
  asm volatile("mma.sync.aligned." shape ".row.col." types " {%0,%1,%2,%3}, {%4,%5,%6,%7}, "       \
               "{%8,%9}, {%0,%1,%2,%3};"                                                           \
               : SUMS                                                                              \
               : "r"(ra[0]), "r"(ra[1]), "r"(ra[2]), "r"(ra[3]), "r"(rb[0]), "r"(rb[1]))
#define MULTIPLY_2_1(shape, types)                                                                 \
  asm volatile("mma.sync.aligned." shape ".row.col." types " {%0,%1,%2,%3}, {%4,%5}, {%6}, "       \
               "{%0,%1,%2,%3};"                                                                    \
               : SUMS                                                                              \
               : "r"(ra[0]), "r"(ra[1]), "r"(rb[0]))
#define MULTIPLY_KERNEL(name, T, k, instruction)                                                   \
  extern "C" __global__ void name(const T *a, const T *b, const float *c, float *y) {              \
    unsigned ra[4], rb[2];                                                                         \
    float d[4];                                                                                    \
    loadFactors<T, k>(a, b, ra, rb);                                                               \
    for (int i = 0; i < 4; ++i)                                                                    \
      d[i] = c[place(i)];                                                                          \
    instruction;                                                                                   \
    for (int i = 0; i < 4; ++i)                                                                    \
      y[place(i)] = d[i];                                                                          \
  }
MULTIPLY_KERNEL(multiplyHalf16, __half, 16, MULTIPLY_4_2("m16n8k16", "f32.f16.f16.f32"))
MULTIPLY_KERNEL(multiplyHalf8, __half, 8, MULTIPLY_2_1("m16n8k8", "f32.f16.f16.f32"))
MULTIPLY_KERNEL(multiplyBf16, __nv_bfloat16, 16, MULTIPLY_4_2("m16n8k16", "f32.bf16.bf16.f32"))
MULTIPLY_KERNEL(multiplyBf8, __nv_bfloat16, 8, MULTIPLY_2_1("m16n8k8", "f32.bf16.bf16.f32"))
MULTIPLY_KERNEL(multiplyTf8, float, 8, MULTIPLY_4_2("m16n8k8", "f32.tf32.tf32.f32"))
MULTIPLY_KERNEL(multiplyTf4, float, 4, MULTIPLY_2_1("m16n8k4", "f32.tf32.tf32.f32"))

extern "C" {
__global__ void multiplyHalfSums16(const __half *a, const __half *b, const __half *c, __half *y) {
  unsigned ra[4], rb[2], d[2];
  loadFactors<__half, 16>(a, b, ra, rb);
  for (int i = 0; i < 2; ++i)
    d[i] = *(const unsigned *)&c[place(2 * i)];
  asm volatile("mma.sync.aligned.m16n8k16.row.col.f16.f16.f16.f16 {%0,%1}, {%2,%3,%4,%5}, {%6,%7}, "
               "{%0,%1};"
               : "+r"(d[0]), "+r"(d[1])
               : "r"(ra[0]), "r"(ra[1]), "r"(ra[2]), "r"(ra[3]), "r"(rb[0]), "r"(rb[1]));
  for (int i = 0; i < 2; ++i)
    *(unsigned *)&y[place(2 * i)] = d[i];
}
__global__ void multiplyHalfSums8(const __half *a, const __half *b, const __half *c, __half *y) {
  unsigned ra[2], rb[1], d[2];
  loadFactors<__half, 8>(a, b, ra, rb);
  for (int i = 0; i < 2; ++i)
    d[i] = *(const unsigned *)&c[place(2 * i)];
  asm volatile("mma.sync.aligned.m16n8k8.row.col.f16.f16.f16.f16 {%0,%1}, {%2,%3}, {%4}, {%0,%1};"
               : "+r"(d[0]), "+r"(d[1])
               : "r"(ra[0]), "r"(ra[1]), "r"(rb[0]));
  for (int i = 0; i < 2; ++i)
    *(unsigned *)&y[place(2 * i)] = d[i];
}
__global__ void toTf32(const float *x, unsigned *y) {
  unsigned r;
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(r) : "f"(x[threadIdx.x]));
  y[threadIdx.x] = r;
}
// c = a * b: tiles of 64 x 64 of a ring of three stages of k = 32, four warps
// with 32 x 32 each. Pieces of 16 bytes lie in rows of 64 bytes at their place
// xor the row, without bank conflicts. m may end within a tile.
__global__ __launch_bounds__(128) void multiplyStages(const __nv_bfloat16 *a, const __nv_bfloat16 *b,
                                                      float *c, int m, int n, int k) {
  constexpr int stages = 3;
  extern __shared__ __align__(128) unsigned char buffer[];
  auto stageA = [&](int s) { return buffer + s * 8192; };
  auto stageB = [&](int s) { return buffer + s * 8192 + 4096; };
  // a: 64 rows of 4 pieces; b: 32 rows of 8 pieces.
  auto placeA = [](int row, int piece) { return row * 64 + (piece ^ (row / 2 % 4)) * 16; };
  auto placeB = [](int row, int piece) { return row * 128 + (piece ^ (row % 8)) * 16; };
  int t = threadIdx.x, warp = t / 32, lane = t % 32;
  int firstRow = blockIdx.y * 64, firstColumn = blockIdx.x * 64;
  auto load = [&](int step) {
    if (step < k / 32)
      for (int i = t; i < 256; i += 128) {
        int row = firstRow + i / 4;
        bool inside = row < m;
        copy16(stageA(step % stages) + placeA(i / 4, i % 4),
               a + (inside ? row : 0) * k + step * 32 + i % 4 * 8, inside ? 16 : 0);
        copy16(stageB(step % stages) + placeB(i / 8, i % 8),
               b + (step * 32 + i / 8) * n + firstColumn + i % 8 * 8, 16);
      }
    commit();
  };
  float sums[2][4][4] = {};
  int warpRow = warp / 2 * 32, warpColumn = warp % 2 * 32;
  for (int s = 0; s < stages - 1; ++s)
    load(s);
  for (int step = 0; step < k / 32; ++step) {
    waitGroups<stages - 2>();
    __syncthreads();
    load(step + stages - 1);
    const unsigned char *as = stageA(step % stages), *bs = stageB(step % stages);
#pragma unroll
    for (int inner = 0; inner < 32; inner += 16) {
      unsigned ra[2][4], rb[2][4];
      for (int i = 0; i < 2; ++i)
        load4(ra[i], as + placeA(warpRow + 16 * i + lane % 16, inner / 8 + lane / 16));
      for (int j = 0; j < 2; ++j)
        load4Transposed(rb[j],
                        bs + placeB(inner + lane % 16, warpColumn / 8 + 2 * j + lane / 16));
      for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 4; ++j) {
          float(&d)[4] = sums[i][j];
          asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, "
                       "{%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                       : SUMS
                       : "r"(ra[i][0]), "r"(ra[i][1]), "r"(ra[i][2]), "r"(ra[i][3]),
                         "r"(rb[j / 2][j % 2 * 2]), "r"(rb[j / 2][j % 2 * 2 + 1]));
        }
    }
  }
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 4; ++j)
      for (int v = 0; v < 4; ++v) {
        int row = firstRow + warpRow + 16 * i + lane / 4 + v / 2 * 8;
        int column = firstColumn + warpColumn + 8 * j + lane % 4 * 2 + v % 2;
        if (row < m)
          c[row * n + column] = sums[i][j][v];
      }
}
}
