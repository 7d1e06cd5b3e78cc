// What kernels of other compilers and libraries are made of.
#include "barriers.cuh"
#include <cstdint>

__device__ void meetCluster() {
  asm volatile("barrier.cluster.arrive.relaxed.aligned;\nbarrier.cluster.wait.acquire.aligned;" ::: "memory");
}

extern "C" {
// Modifiers in the order of other compilers, registers in braces, and waits for
// other grids.
__global__ void spellings(const unsigned *x, unsigned *y) {
  __shared__ __align__(16) unsigned s[32][4];
  int t = threadIdx.x;
  asm volatile("griddepcontrol.wait;" ::: "memory");
  unsigned r[4], v;
  asm volatile("ld.global.b32 {%0}, [%1];" : "=r"(v) : "l"(x + t) : "memory");
  asm volatile("ld.global.relaxed.gpu.b32 %0, [%1];" : "=r"(r[0]) : "l"(x + t) : "memory");
  for (int i = 0; i < 4; ++i)
    s[t][i] = v + i * r[0];
  __syncwarp();
  asm volatile("ldmatrix.sync.aligned.x4.trans.m8n8.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
               : "r"(sharedAddress(s[t]))
               : "memory");
  asm volatile("st.global.b32 [%0], {%1};" ::"l"(y + t), "r"(r[1]) : "memory");
  asm volatile("red.global.gpu.relaxed.add.u32 [%0], %1;" ::"l"(y + 32), "r"(v) : "memory");
  asm volatile("griddepcontrol.launch_dependents;" ::: "memory");
}
// Lanes that would stop the kernel do not keep others from meeting.
__global__ void checked(const int *x, int *y) {
  int t = threadIdx.x, v = x[t];
  if (v < 0)
    asm volatile("trap;");
  if (v > 1000)
    asm volatile("brkpt;");
  y[t] = __shfl_xor_sync(~0u, v, 1);
}
// Sums of vectors in global memory.
__global__ void vectorSums(float *f, unsigned short *h, unsigned *p, float *old) {
  int t = threadIdx.x;
  float v = t;
  asm volatile("red.global.add.v4.f32 [%0], {%1, %1, %2, %2};" ::"l"(f), "f"(v), "f"(1.0f) : "memory");
  unsigned short one = 0x3f80;
  asm volatile("red.global.gpu.relaxed.add.noftz.v8.bf16 [%0], {%1, %1, %1, %1, %1, %1, %1, %1};" ::"l"(h),
               "h"(one)
               : "memory");
  unsigned two = 0x3c004000;
  asm volatile("red.relaxed.gpu.global.add.noftz.v2.f16x2 [%0], {%1, %1};" ::"l"(p), "r"(two) : "memory");
  float a, b;
  asm volatile("atom.global.add.v2.f32 {%0, %1}, [%2], {%3, %4};"
               : "=f"(a), "=f"(b)
               : "l"(f + 4), "f"(1.0f), "f"(2.0f)
               : "memory");
  old[2 * t] = a;
  old[2 * t + 1] = b;
}
// Blocks add to the same floats, and to the same box of a tensor.
__global__ void reductions(float *f, int *m, const __grid_constant__ Map map) {
  __shared__ __align__(128) float s[64];
  __shared__ __align__(128) int q[64];
  int t = threadIdx.x;
  s[t] = t;
  q[t] = t * (int(blockIdx.x) - 1);
  fenceProxy();
  __syncthreads();
  if (t == 0) {
    asm volatile("cp.reduce.async.bulk.global.shared::cta.bulk_group.add.f32 [%0], [%1], 256;" ::"l"(f),
                 "r"(sharedAddress(s))
                 : "memory");
    asm volatile("cp.reduce.async.bulk.global.shared::cta.bulk_group.max.s32 [%0], [%1], 256;" ::"l"(m),
                 "r"(sharedAddress(q))
                 : "memory");
    asm volatile("cp.reduce.async.bulk.tensor.2d.global.shared::cta.add.tile.bulk_group [%0, {%1, %2}], [%3];" ::"l"(
                     &map),
                 "r"(8), "r"(4), "r"(sharedAddress(s))
                 : "memory");
    commitBulk();
    waitBulk();
  }
}
// Copies of two stages in flight, each of which arrives at its own mbarrier.
__global__ void twoStages(const int *x, int *y) {
  __shared__ int s[2][32];
  __shared__ Barrier b[2];
  int t = threadIdx.x;
  if (t < 2)
    init(&b[t], 32);
  __syncwarp();
  for (int i = 0; i < 2; ++i) {
    asm volatile("cp.async.ca.shared.global [%0], [%1], 4;" ::"r"(sharedAddress(&s[i][t])), "l"(x + 32 * i + t)
                 : "memory");
    asm volatile("cp.async.mbarrier.arrive.noinc.shared.b64 [%0];" ::"r"(sharedAddress(&b[i])) : "memory");
  }
  for (int i = 0; i < 2; ++i) {
    wait(&b[i], 0);
    y[32 * i + t] = s[i][31 - t];
  }
}
// All lanes ask for the same copy out.
__global__ void repeatedStores(float *f) {
  __shared__ __align__(128) float s[64];
  int t = threadIdx.x;
  s[t] = t;
  s[t + 32] = 2 * t;
  fenceProxy();
  __syncthreads();
  asm volatile("cp.async.bulk.global.shared::cta.bulk_group [%0], [%1], 256;" ::"l"(f), "r"(sharedAddress(s))
               : "memory");
  commitBulk();
  waitBulk();
}
#define REPLACE(field, type, constraint, value)                                                    \
  asm volatile("tensormap.replace.tile." field ".shared::cta.b1024." type " [%0], %1;" ::"r"(       \
                   sharedAddress(image)),                                                          \
               constraint(value)                                                                   \
               : "memory")
#define REPLACE_OF(field, dimension, type, constraint, value)                                      \
  asm volatile("tensormap.replace.tile." field ".shared::cta.b1024." type " [%0], " #dimension     \
               ", %1;" ::"r"(sharedAddress(image)),                                                \
               constraint(value)                                                                   \
               : "memory")
// A map of floats, which the kernel makes from zeros; a box of 16 x 4.
__global__ void madeMap(const float *x, Map *map, float *y, int width, int height) {
  __shared__ __align__(128) unsigned image[32];
  __shared__ __align__(128) float s[64];
  __shared__ Barrier b;
  int t = threadIdx.x;
  image[t] = 0;
  __syncwarp();
  if (t == 0) {
    init(&b, 1);
    fenceInit();
    REPLACE("global_address", "b64", "l", x);
    REPLACE("rank", "b32", "r", 1);
    REPLACE_OF("box_dim", 0, "b32", "r", 16);
    REPLACE_OF("box_dim", 1, "b32", "r", 4);
    REPLACE_OF("global_dim", 0, "b32", "r", width);
    REPLACE_OF("global_dim", 1, "b32", "r", height);
    REPLACE_OF("global_stride", 0, "b64", "l", 4ull * width);
    REPLACE_OF("element_stride", 0, "b32", "r", 1);
    REPLACE_OF("element_stride", 1, "b32", "r", 1);
    asm volatile("tensormap.replace.tile.elemtype.shared::cta.b1024.b32 [%0], 7;" ::"r"(sharedAddress(image)) : "memory");
    asm volatile("tensormap.replace.tile.interleave_layout.shared::cta.b1024.b32 [%0], 0;" ::"r"(sharedAddress(image)) : "memory");
    asm volatile("tensormap.replace.tile.swizzle_mode.shared::cta.b1024.b32 [%0], 0;" ::"r"(sharedAddress(image)) : "memory");
    asm volatile("tensormap.replace.tile.fill_mode.shared::cta.b1024.b32 [%0], 0;" ::"r"(sharedAddress(image)) : "memory");
  }
  __syncwarp();
  asm volatile("tensormap.cp_fenceproxy.global.shared::cta.tensormap::generic.release.gpu.sync.aligned "
               "[%0], [%1], 128;" ::"l"(map),
               "r"(sharedAddress(image))
               : "memory");
  asm volatile("fence.proxy.tensormap::generic.release.gpu;" ::: "memory");
  asm volatile("fence.proxy.tensormap::generic.acquire.gpu [%0], 128;" ::"l"(map) : "memory");
  if (t == 0) {
    expect(&b, 256);
    asm volatile("cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [%0], "
                 "[%1, {%2, %3}], [%4];" ::"r"(sharedAddress(s)),
                 "l"(map), "r"(4), "r"(2), "r"(sharedAddress(&b))
                 : "memory");
  }
  wait(&b, 0);
  for (int i = t; i < 64; i += 32)
    y[i] = s[i];
}
// Blocks of a cluster store to each other, and add to each other.
__global__ __cluster_dims__(2, 1, 1) void remoteStores(const int *x, int *y) {
  __shared__ __align__(16) int s[128];
  __shared__ int sum;
  __shared__ Barrier b;
  int t = threadIdx.x;
  unsigned rank, to, total, barrier;
  asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  if (t == 0) {
    init(&b, 1);
    sum = 0;
    asm volatile("fence.acq_rel.cluster;" ::: "memory");
    fenceInit();
    expect(&b, 32 * (16 + 4));
  }
  __syncwarp();
  meetCluster();
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(to) : "r"(sharedAddress(s + 4 * t)), "r"(rank ^ 1));
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(total) : "r"(sharedAddress(&sum)), "r"(rank ^ 1));
  asm("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(barrier) : "r"(sharedAddress(&b)), "r"(rank ^ 1));
  int v = x[blockIdx.x * 32 + t];
  asm volatile("st.async.shared::cluster.mbarrier::complete_tx::bytes.v4.s32 [%0], {%1, %1, %2, %1}, [%3];" ::"r"(to),
               "r"(v), "r"(t), "r"(barrier)
               : "memory");
  asm volatile("red.async.relaxed.cluster.shared::cluster.mbarrier::complete_tx::bytes.add.s32 [%0], %1, [%2];" ::"r"(
                   total),
               "r"(v), "r"(barrier)
               : "memory");
  wait(&b, 0);
  for (int i = t; i < 128; i += 32)
    y[blockIdx.x * 129 + i] = s[127 - i];
  if (t == 0)
    y[blockIdx.x * 129 + 128] = sum;
  asm volatile("barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;" ::: "memory");
}
// Pairs of 8-bit floats, from and to others.
__global__ void byteFloats(const float *x, unsigned short *pairs, unsigned *halves) {
  int t = threadIdx.x;
  float a = x[2 * t + 1], b = x[2 * t];
  unsigned short e4, e5, r4, h4;
  unsigned w4, w5;
  asm("cvt.rn.satfinite.e4m3x2.f32 %0, %1, %2;" : "=h"(e4) : "f"(a), "f"(b));
  asm("cvt.rn.satfinite.e5m2x2.f32 %0, %1, %2;" : "=h"(e5) : "f"(a), "f"(b));
  asm("cvt.rn.satfinite.relu.e4m3x2.f32 %0, %1, %2;" : "=h"(r4) : "f"(a), "f"(b));
  asm("cvt.rn.f16x2.e4m3x2 %0, %1;" : "=r"(w4) : "h"(e4));
  asm("cvt.rn.f16x2.e5m2x2 %0, %1;" : "=r"(w5) : "h"(e5));
  asm("cvt.rn.satfinite.e4m3x2.f16x2 %0, %1;" : "=h"(h4) : "r"(w4));
  pairs[4 * t] = e4;
  pairs[4 * t + 1] = e5;
  pairs[4 * t + 2] = r4;
  pairs[4 * t + 3] = h4;
  halves[2 * t] = w4;
  halves[2 * t + 1] = w5;
}
}

// One warp: a of 16 x k bytes, b of 8 x k, c and d of 16 x 8.
__device__ int place(int i) { return (threadIdx.x / 4 + i / 2 * 8) * 8 + threadIdx.x % 4 * 2 + i % 2; }
#define MULTIPLY_BYTES(name, k, Sum, constraint, types)                                            \
  extern "C" __global__ void name(const char *a, const char *b, const Sum *c, Sum *y) {            \
    int g = threadIdx.x / 4, t = threadIdx.x % 4;                                                  \
    unsigned ra[4], rb[2];                                                                         \
    for (int i = 0; i < 4; ++i)                                                                    \
      ra[i] = *(const unsigned *)&a[(g + i % 2 * 8) * k + (t + i / 2 * 4) * 4 % k];                \
    for (int i = 0; i < 2; ++i)                                                                    \
      rb[i] = *(const unsigned *)&b[g * k + (t + i * 4) * 4 % k];                                  \
    Sum d[4];                                                                                      \
    for (int i = 0; i < 4; ++i)                                                                    \
      d[i] = c[place(i)];                                                                          \
    if (k == 32)                                                                                   \
      asm volatile("mma.sync.aligned.m16n8k32.row.col" types " {%0,%1,%2,%3}, {%4,%5,%6,%7}, "     \
                   "{%8,%9}, {%0,%1,%2,%3};"                                                       \
                   : "+" constraint(d[0]), "+" constraint(d[1]), "+" constraint(d[2]),             \
                     "+" constraint(d[3])                                                          \
                   : "r"(ra[0]), "r"(ra[1]), "r"(ra[2]), "r"(ra[3]), "r"(rb[0]), "r"(rb[1]));      \
    for (int i = 0; i < 4; ++i)                                                                    \
      y[place(i)] = d[i];                                                                          \
  }
MULTIPLY_BYTES(multiplySigned, 32, int, "r", ".s32.s8.s8.s32")
MULTIPLY_BYTES(multiplyMixed, 32, int, "r", ".s32.u8.s8.s32")
MULTIPLY_BYTES(multiplySaturated, 32, int, "r", ".satfinite.s32.s8.s8.s32")
MULTIPLY_BYTES(multiplyE4m3, 32, float, "f", ".f32.e4m3.e4m3.f32")
MULTIPLY_BYTES(multiplyE5m2, 32, float, "f", ".f32.e5m2.e4m3.f32")
extern "C" __global__ void multiplySigned16(const char *a, const char *b, const int *c, int *y) {
  int g = threadIdx.x / 4, t = threadIdx.x % 4, d[4];
  for (int i = 0; i < 4; ++i)
    d[i] = c[place(i)];
  asm volatile("mma.sync.aligned.m16n8k16.row.col.s32.s8.s8.s32 {%0,%1,%2,%3}, {%4,%5}, {%6}, {%0,%1,%2,%3};"
               : "+r"(d[0]), "+r"(d[1]), "+r"(d[2]), "+r"(d[3])
               : "r"(*(const unsigned *)&a[g * 16 + t * 4]), "r"(*(const unsigned *)&a[(g + 8) * 16 + t * 4]),
                 "r"(*(const unsigned *)&b[g * 16 + t * 4]));
  for (int i = 0; i < 4; ++i)
    y[place(i)] = d[i];
}

// wgmma of 64 x n with 32 bytes of k: pieces of 8 rows x 16 bytes, one after the
// other. Products are added twice. Registers go out as they are.
__device__ unsigned long long describe(const void *p) {
  return (sharedAddress(p) & 0x3ffff) >> 4 | 128ull >> 4 << 16 | 256ull >> 4 << 32;
}
#define D4(c, i) "+" c(d[i]), "+" c(d[i + 1]), "+" c(d[i + 2]), "+" c(d[i + 3])
#define D8(c, i) D4(c, i), D4(c, i + 4)
#define D16(c, i) D8(c, i), D8(c, i + 8)
#define D32(c, i) D16(c, i), D16(c, i + 16)
#define D64(c, i) D32(c, i), D32(c, i + 32)
#define D128(c, i) D64(c, i), D64(c, i + 64)
#define L4 "%0,%1,%2,%3"
#define L16 L4 ",%4,%5,%6,%7,%8,%9,%10,%11,%12,%13,%14,%15"
#define L32 L16 ",%16,%17,%18,%19,%20,%21,%22,%23,%24,%25,%26,%27,%28,%29,%30,%31"
#define L64                                                                                        \
  L32 ",%32,%33,%34,%35,%36,%37,%38,%39,%40,%41,%42,%43,%44,%45,%46,%47,%48,%49,%50,%51,%52,%53,"  \
      "%54,%55,%56,%57,%58,%59,%60,%61,%62,%63"
#define L128                                                                                       \
  L64 ",%64,%65,%66,%67,%68,%69,%70,%71,%72,%73,%74,%75,%76,%77,%78,%79,%80,%81,%82,%83,%84,%85,"  \
      "%86,%87,%88,%89,%90,%91,%92,%93,%94,%95,%96,%97,%98,%99,%100,%101,%102,%103,%104,%105,"     \
      "%106,%107,%108,%109,%110,%111,%112,%113,%114,%115,%116,%117,%118,%119,%120,%121,%122,"      \
      "%123,%124,%125,%126,%127"
#define WIDE_PRODUCT(name, n, count, next, last, Sum, constraint, shape, scales)                   \
  extern "C" __global__ void name(const uint4 *a, const uint4 *b, Sum *c) {                        \
    __shared__ __align__(128) uint4 as[128], bs[2 * n];                                            \
    int t = threadIdx.x;                                                                           \
    as[t] = a[t];                                                                                  \
    for (int i = t; i < 2 * n; i += 128)                                                           \
      bs[i] = b[i];                                                                                \
    fenceProxy();                                                                                  \
    __syncthreads();                                                                               \
    Sum d[count];                                                                                  \
    for (int i = 0; i < count; ++i)                                                                \
      d[i] = 0;                                                                                    \
    asm volatile("wgmma.fence.sync.aligned;" ::: "memory");                                        \
    for (int i = 0; i < 2; ++i)                                                                    \
      asm volatile("wgmma.mma_async.sync.aligned." shape " {" L##count "}, %" #next ", %" #last    \
                   ", 1" scales ";"                                                                \
                   : D##count(constraint, 0)                                                       \
                   : "l"(describe(as)), "l"(describe(bs)));                                        \
    asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 0;" ::: "memory"); \
    for (int i = 0; i < count; ++i)                                                                \
      c[i * 128 + t] = d[i];                                                                       \
  }
WIDE_PRODUCT(product8, 8, 4, 4, 5, float, "f", "m64n8k16.f32.bf16.bf16", ", 1, 1, 0, 0")
WIDE_PRODUCT(product64, 64, 32, 32, 33, float, "f", "m64n64k16.f32.bf16.bf16", ", 1, 1, 0, 0")
WIDE_PRODUCT(product128, 128, 64, 64, 65, float, "f", "m64n128k16.f32.bf16.bf16", ", 1, 1, 0, 0")
WIDE_PRODUCT(product256, 256, 128, 128, 129, float, "f", "m64n256k16.f32.bf16.bf16", ", 1, 1, 0, 0")
WIDE_PRODUCT(productHalfSums, 64, 16, 16, 17, unsigned, "r", "m64n64k16.f16.f16.f16", ", 1, 1, 0, 0")
WIDE_PRODUCT(productSigned, 32, 16, 16, 17, int, "r", "m64n32k32.s32.s8.s8", "")
WIDE_PRODUCT(productE4m3, 32, 16, 16, 17, float, "f", "m64n32k32.f32.e4m3.e5m2", ", 1, 1")
