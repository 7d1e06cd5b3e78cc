// Bulk copies, tensor maps, products of warpgroups, clusters.
#include "barriers.cuh"
#include <cuda_bf16.h>
#include <cuda_fp16.h>

__device__ void arrive(Barrier *b) {
  asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" ::"r"(sharedAddress(b)) : "memory");
}
__device__ void load2(void *to, const Map *map, int x, int y, Barrier *b) {
  asm volatile("cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [%0], "
               "[%1, {%2, %3}], [%4];" ::"r"(sharedAddress(to)),
               "l"(map), "r"(x), "r"(y), "r"(sharedAddress(b))
               : "memory");
}
__device__ void store2(const Map *map, int x, int y, const void *from) {
  asm volatile("cp.async.bulk.tensor.2d.global.shared::cta.tile.bulk_group [%0, {%1, %2}], [%3];" ::"l"(map),
               "r"(x), "r"(y), "r"(sharedAddress(from))
               : "memory");
}

extern "C" {
// 1 KB in and out, each byte plus one.
__global__ void bulkCopies(const unsigned char *x, unsigned char *y) {
  __shared__ __align__(128) unsigned char s[1024];
  __shared__ Barrier b;
  int t = threadIdx.x;
  if (t == 0) {
    init(&b, 1);
    fenceInit();
    asm volatile("cp.async.bulk.prefetch.L2.global [%0], 1024;" ::"l"(x));
  }
  __syncthreads();
  if (t == 0) {
    expect(&b, 1024);
    for (int i = 0; i < 2; ++i)
      asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];" ::"r"(
                       sharedAddress(s + 512 * i)),
                   "l"(x + 512 * i), "r"(512), "r"(sharedAddress(&b))
                   : "memory");
  }
  wait(&b, 0);
  for (int i = t; i < 1024; i += blockDim.x)
    s[i] += 1;
  fenceProxy();
  __syncthreads();
  if (t == 0) {
    asm volatile("cp.async.bulk.global.shared::cta.bulk_group [%0], [%1], %2;" ::"l"(y), "r"(sharedAddress(s)), "r"(1024) : "memory");
    commitBulk();
    asm volatile("cp.async.bulk.wait_group.read 0;" ::: "memory");
  }
}
// A box of `bytes` in shared memory as it lies there, and out again.
__global__ void tensorCopies2(const __grid_constant__ Map in, const __grid_constant__ Map out, int x,
                              int y, int bytes, unsigned *raw) {
  extern __shared__ __align__(1024) unsigned s[];
  __shared__ Barrier b;
  int t = threadIdx.x;
  if (t == 0) {
    asm volatile("prefetch.tensormap [%0];" ::"l"(&in));
    init(&b, 1);
    fenceInit();
    expect(&b, bytes);
    load2(s, &in, x, y, &b);
  }
  __syncthreads();
  wait(&b, 0);
  for (int i = t; i < bytes / 4; i += blockDim.x)
    raw[i] = s[i];
  if (t == 0) {
    store2(&out, x, y, s);
    commitBulk();
    waitBulk();
  }
}
#define TENSOR_COPY(dims, list, ...)                                                               \
  __global__ void tensorCopies##dims(const __grid_constant__ Map in,                               \
                                     const __grid_constant__ Map out, int c, int bytes) {          \
    extern __shared__ __align__(1024) unsigned s[];                                                \
    __shared__ Barrier b;                                                                          \
    if (threadIdx.x == 0) {                                                                        \
      init(&b, 1);                                                                                 \
      fenceInit();                                                                                 \
      expect(&b, bytes);                                                                           \
      asm volatile("cp.async.bulk.tensor." #dims                                                   \
                   "d.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1, " list        \
                   "], [%3];" ::"r"(sharedAddress(s)),                                             \
                   "l"(&in), "r"(c), "r"(sharedAddress(&b))                                        \
                   : "memory");                                                                    \
      wait(&b, 0);                                                                                 \
      asm volatile("cp.async.bulk.tensor." #dims "d.global.shared::cta.bulk_group [%0, " list      \
                   "], [%1];" ::"l"(&out),                                                         \
                   "r"(sharedAddress(s)), "r"(c)                                                   \
                   : "memory");                                                                    \
      commitBulk();                                                                                \
      waitBulk();                                                                                  \
    }                                                                                              \
  }
TENSOR_COPY(1, "{%2}")
TENSOR_COPY(3, "{%2, %2, %2}")
TENSOR_COPY(4, "{%2, %2, %2, %2}")
TENSOR_COPY(5, "{%2, %2, %2, %2, %2}")
}

// wgmma
__device__ void fenceProducts() { asm volatile("wgmma.fence.sync.aligned;" ::: "memory"); }
__device__ void commitProducts() { asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory"); }
template <int count>
__device__ void waitProducts() {
  asm volatile("wgmma.wait_group.sync.aligned %0;" ::"n"(count) : "memory");
}
__device__ unsigned long long describe(const void *p, unsigned leading, unsigned stride, unsigned mode) {
  unsigned long long at = sharedAddress(p);
  return (at & 0x3ffff) >> 4 | (unsigned long long)(leading >> 4) << 16 |
         (unsigned long long)(stride >> 4) << 32 | (unsigned long long)mode << 62;
}
#define SUMS16                                                                                     \
  "{%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15}"
#define OUT16                                                                                      \
  "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3]), "+f"(d[4]), "+f"(d[5]), "+f"(d[6]), "+f"(d[7]),  \
      "+f"(d[8]), "+f"(d[9]), "+f"(d[10]), "+f"(d[11]), "+f"(d[12]), "+f"(d[13]), "+f"(d[14]),     \
      "+f"(d[15])
#define PRODUCT(types, transpositions)                                                             \
  asm volatile("{ .reg .pred p; setp.ne.b32 p, %18, 0;\n"                                          \
               "wgmma.mma_async.sync.aligned.m64n32" types " " SUMS16 ", %16, %17, p, 1, "        \
               "1" transpositions "; }"                                                            \
               : OUT16                                                                             \
               : "l"(da), "l"(db), "r"(keep))
// c = a * b of 64 x 32 with k of 32 elements of 16 bits or 16 of tf32, in memory
// that is laid out by the host, as descriptors want it. `mode` is how.
#define PRODUCT_KERNEL(name, types, transpositions)                                                \
  extern "C" __global__ void name(const uint4 *a, const uint4 *b, float *c, int leading,           \
                                  int stride, int mode, int stepA, int stepB) {                    \
    __shared__ __align__(1024) uint4 as[256], bs[128];                                             \
    int t = threadIdx.x;                                                                           \
    for (int i = t; i < 256; i += 128)                                                             \
      as[i] = a[i];                                                                                \
    bs[t] = b[t];                                                                                  \
    fenceProxy();                                                                                  \
    __syncthreads();                                                                               \
    float d[16];                                                                                   \
    for (int i = 0; i < 16; ++i)                                                                   \
      d[i] = 0;                                                                                    \
    fenceProducts();                                                                               \
    for (int keep = 0; keep < 2; ++keep) {                                                         \
      unsigned long long da = describe((char *)as + keep * stepA, leading, stride, mode),          \
                         db = describe((char *)bs + keep * stepB, leading, stride, mode);          \
      PRODUCT(types, transpositions);                                                              \
    }                                                                                              \
    commitProducts();                                                                              \
    waitProducts<0>();                                                                             \
    for (int i = 0; i < 16; ++i)                                                                   \
      c[(t / 32 * 16 + t % 32 / 4 + i % 4 / 2 * 8) * 32 + i / 4 * 8 + t % 4 * 2 + i % 2] = d[i];   \
  }
PRODUCT_KERNEL(productBf16, "k16.f32.bf16.bf16", ", 0, 0")
PRODUCT_KERNEL(productHalf, "k16.f32.f16.f16", ", 0, 0")
PRODUCT_KERNEL(productTf32, "k8.f32.tf32.tf32", "")
PRODUCT_KERNEL(productTransposed, "k16.f32.bf16.bf16", ", 1, 1")

extern "C" {
// a in registers, and negated.
__global__ void productRegisters(const __nv_bfloat16 *a, const uint4 *b, float *c) {
  __shared__ __align__(1024) uint4 bs[64];
  int t = threadIdx.x, lane = t % 32, row = t / 32 * 16 + lane / 4;
  if (t < 64)
    bs[t] = b[t];
  fenceProxy();
  __syncthreads();
  unsigned r[4];
  for (int i = 0; i < 4; ++i)
    r[i] = *(const unsigned *)&a[(row + i % 2 * 8) * 16 + lane % 4 * 2 + i / 2 * 8];
  float d[16];
  for (int i = 0; i < 16; ++i)
    d[i] = i;
  fenceProducts();
  unsigned long long db = describe(bs, 128, 256, 0);
  asm volatile("{ .reg .pred p; setp.eq.b32 p, 0, 0;\n"
               "wgmma.mma_async.sync.aligned.m64n32k16.f32.bf16.bf16 " SUMS16
               ", {%16, %17, %18, %19}, %20, p, -1, 1, 0; }"
               : OUT16
               : "r"(r[0]), "r"(r[1]), "r"(r[2]), "r"(r[3]), "l"(db));
  commitProducts();
  waitProducts<0>();
  for (int i = 0; i < 16; ++i)
    c[(row + i % 4 / 2 * 8) * 32 + i / 4 * 8 + lane % 4 * 2 + i % 2] = d[i];
}
// c = a * b: a tile of 64 x 32, k in steps of 64 through a ring of three stages
// that a warp of another group fills. a is row-major, b has a row of k for each
// column. The result goes out as a box.
__global__ __maxnreg__(128) void specialised(const __grid_constant__ Map a,
                                                   const __grid_constant__ Map b,
                                                   const __grid_constant__ Map c, int steps) {
  constexpr int stages = 3, bytesA = 64 * 128, bytesB = 32 * 128;
  extern __shared__ __align__(1024) unsigned s[];
  __shared__ Barrier full[stages], empty[stages];
  int t = threadIdx.x, row = blockIdx.y * 64, column = blockIdx.x * 32;
  if (t == 0) {
    for (int i = 0; i < stages; ++i) {
      init(&full[i], 1);
      init(&empty[i], 128);
    }
    fenceInit();
  }
  __syncthreads();
  auto stageA = [&](int i) { return (char *)s + i % stages * (bytesA + bytesB); };
  if (t >= 128) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 40;");
    if (t == 128)
#pragma unroll 1
      for (int i = 0; i < steps; ++i) {
        Barrier *f = &full[i % stages];
        wait(&empty[i % stages], i / stages & 1 ^ 1);
        expect(f, bytesA + bytesB);
        load2(stageA(i), &a, i * 64, row, f);
        load2(stageA(i) + bytesA, &b, i * 64, column, f);
      }
    return;
  }
  asm volatile("setmaxnreg.inc.sync.aligned.u32 208;");
  float d[16];
  for (int i = 0; i < 16; ++i)
    d[i] = 0;
#pragma unroll 1
  for (int i = 0; i < steps; ++i) {
    wait(&full[i % stages], i / stages & 1);
    fenceProducts();
#pragma unroll
    for (int inner = 0; inner < 4; ++inner) {
      unsigned long long da = describe(stageA(i) + 32 * inner, 16, 1024, 1),
                         db = describe(stageA(i) + bytesA + 32 * inner, 16, 1024, 1);
      int keep = 1;
      PRODUCT("k16.f32.bf16.bf16", ", 0, 0");
    }
    commitProducts();
    waitProducts<0>();
    arrive(&empty[i % stages]);
  }
  // All stages are empty.
  float *out = (float *)((char *)s + stages * (bytesA + bytesB));
  for (int i = 0; i < 16; ++i)
    out[(t / 32 * 16 + t % 32 / 4 + i % 4 / 2 * 8) * 32 + i / 4 * 8 + t % 4 * 2 + i % 2] = d[i];
  fenceProxy();
  asm volatile("bar.sync 1, 128;" ::: "memory");
  if (t == 0) {
    store2(&c, column, row, out);
    commitBulk();
    waitBulk();
  }
}
// Each block of a cluster of two loads half a box for both.
__global__ __cluster_dims__(2, 1, 1) void multicast(const __grid_constant__ Map in, int *out) {
  __shared__ __align__(1024) int s[2][256];
  __shared__ Barrier b;
  int t = threadIdx.x;
  unsigned rank;
  asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  if (t == 0) {
    init(&b, 1);
    fenceInit();
  }
  asm volatile("barrier.cluster.arrive.release.aligned;\nbarrier.cluster.wait.acquire.aligned;" ::: "memory");
  if (t == 0) {
    expect(&b, 2048);
    unsigned short both = 3;
    asm volatile("cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster "
                 "[%0], [%1, {%2, %3}], [%4], %5;" ::"r"(sharedAddress(s[rank])),
                 "l"(&in), "r"(0), "r"(8 * rank), "r"(sharedAddress(&b)), "h"(both)
                 : "memory");
  }
  wait(&b, 0);
  for (int i = t; i < 512; i += 128)
    out[rank * 512 + i] = s[i / 256][i % 256];
  asm volatile("barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;" ::: "memory");
}
// Blocks read each other's memory, and arrive at each other's mbarriers.
__global__ __cluster_dims__(4, 1, 1) void neighbours(const int *x, int *y) {
  __shared__ int s[64];
  __shared__ Barrier b;
  int t = threadIdx.x;
  unsigned rank, address, of, value;
  asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  if (t == 0)
    init(&b, 64);
  s[t] = x[blockIdx.x * 64 + t];
  asm volatile("barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;" ::: "memory");
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(address) : "r"(sharedAddress(&s[63 - t])), "r"((rank + 1) % 4));
  asm("getctarank.shared::cluster.u32 %0, %1;" : "=r"(of) : "r"(address));
  asm volatile("ld.shared::cluster.u32 %0, [%1];" : "=r"(value) : "r"(address) : "memory");
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(address) : "r"(sharedAddress(&b)), "r"((rank + 1) % 4));
  asm volatile("mbarrier.arrive.release.cluster.shared::cluster.b64 _, [%0];" ::"r"(address) : "memory");
  // The next one has read what is here.
  wait(&b, 0);
  s[t] = value;
  __syncthreads();
  y[blockIdx.x * 64 + t] = s[t] + of;
  asm volatile("barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;" ::: "memory");
}
// Blocks copy into each other's memory.
__global__ __cluster_dims__(2, 1, 1) void clusterCopies(const int *x, int *y) {
  __shared__ __align__(16) int s[64], r[64];
  __shared__ Barrier b;
  int t = threadIdx.x;
  unsigned rank, to, barrier;
  asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  if (t == 0) {
    init(&b, 1);
    fenceInit();
    expect(&b, 256);
  }
  s[t] = x[blockIdx.x * 64 + t];
  fenceProxy();
  asm volatile("barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;" ::: "memory");
  if (t == 0) {
    asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(to) : "r"(sharedAddress(r)), "r"(rank ^ 1));
    asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(barrier) : "r"(sharedAddress(&b)), "r"(rank ^ 1));
    asm volatile("cp.async.bulk.shared::cluster.shared::cta.mbarrier::complete_tx::bytes [%0], [%1], 256, [%2];" ::"r"(to),
                 "r"(sharedAddress(s)), "r"(barrier)
                 : "memory");
  }
  wait(&b, 0);
  y[blockIdx.x * 64 + t] = r[63 - t];
  asm volatile("barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;" ::: "memory");
}
}
