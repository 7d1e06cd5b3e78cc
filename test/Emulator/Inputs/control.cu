// Calls, switches, local and constant memory, printing, barriers.
#include <cassert>
#include <cstdio>
__constant__ float table[8] = {1, 2, 4, 8, 16, 32, 64, 128};
__device__ int offsets[3] = {10, 20, 30};
__device__ int *pointer = &offsets[1];
struct Pair {
  float a;
  int b;
};
__device__ __noinline__ Pair combine(Pair p, float x, int n) {
  Pair q;
  q.a = p.a * x;
  q.b = p.b + n;
  return q;
}
__device__ __noinline__ int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
extern "C" {
__global__ void calls(const Pair *x, Pair *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = combine(x[i], i & 1 ? 2.0f : 3.0f, i);
}
__global__ void recursion(int *y) { y[threadIdx.x] = fibonacci(threadIdx.x % 11); }
__global__ void switches(const int *x, int *y) {
  int i = threadIdx.x, v = x[i], r;
  switch (v) {
  case 0: r = i + 1; break;
  case 1: r = i * 5; break;
  case 2: r = -i; break;
  case 3: r = i ^ 21; break;
  case 4: r = i % 3; break;
  case 5: r = i << 2; break;
  case 6: r = i / 3; break;
  case 7: r = y[i] + 1; break;
  default: r = 99;
  }
  y[i] = r;
}
__global__ void localArray(const int *x, int *y) {
  int v[16];
  for (int j = 0; j < 16; ++j)
    v[j] = x[j] * (int)threadIdx.x;
  int at = threadIdx.x;
  for (int j = 0; j < 8; ++j)
    at = (at * 5 + v[at & 15]) & 0xffff;
  y[threadIdx.x] = at;
}
__global__ void constants(const int *x, float *y, int *z) {
  int i = threadIdx.x;
  y[i] = table[x[i] & 7];
  z[i] = pointer[i % 2] + offsets[i % 3];
}
__global__ void printing(int n) {
  assert(n > 0);
  if (threadIdx.x == 33)
    printf("thread %d of %s: %5.2f 0x%llx %c%%\n", threadIdx.x, "block", 1.5f * n, 0x123456789abull, 'x');
}
__global__ void barriers(const int *x, int *y) {
  int v = x[threadIdx.x];
  int count = __syncthreads_count(v > 2), all = __syncthreads_and(v > 0), any = __syncthreads_or(v > 7);
  y[threadIdx.x] = count * 4 + (all ? 2 : 0) + (any ? 1 : 0);
}
// Warps hand over pieces by barriers of two of them.
__global__ void namedBarriers(const int *x, int *y) {
  __shared__ int s[32];
  int lane = threadIdx.x % 32;
  if (threadIdx.x < 32) {
    s[lane] = x[lane] * 2;
    asm volatile("bar.arrive 1, 64;" ::: "memory");
  } else {
    asm volatile("bar.sync 1, 64;" ::: "memory");
    y[lane] = s[31 - lane];
  }
}
__global__ void generic(int *y, int which) {
  __shared__ int s[32];
  int mine[4] = {1, 2, 3, 4};
  int *p = which == 0 ? s : which == 1 ? mine : y + 32;
  p[which == 1 ? threadIdx.x % 4 : threadIdx.x] = threadIdx.x;
  y[threadIdx.x] = p[which == 1 ? threadIdx.x % 4 : threadIdx.x] + (__isShared(p) ? 100 : 0) + (__isLocal(p) ? 200 : 0) + (__isGlobal(p) ? 300 : 0);
}
__global__ void specials(unsigned *o) {
  unsigned i = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z), *r = o + 8 * (i + blockIdx.x * blockDim.x * blockDim.y * blockDim.z);
  asm("mov.u32 %0, %laneid;" : "=r"(r[0]));
  asm("mov.u32 %0, %warpid;" : "=r"(r[1]));
  asm("mov.u32 %0, %lanemask_lt;" : "=r"(r[2]));
  asm("mov.u32 %0, %lanemask_ge;" : "=r"(r[3]));
  asm("mov.u32 %0, %dynamic_smem_size;" : "=r"(r[4]));
  r[5] = gridDim.x * 16 + blockIdx.x, r[6] = threadIdx.z;
  r[7] = clock64() >= 0;
}
__global__ void orders(int *x, int *o) {
  int v;
  long long policy;
  asm volatile("createpolicy.fractional.L2::evict_last.b64 %0, 0f3f800000;" : "=l"(policy));
  asm volatile("prefetch.global.L2 [%0];" ::"l"(x));
  asm volatile("ld.global.L1::no_allocate.L2::cache_hint.s32 %0, [%1], %2;" : "=r"(v) : "l"(x + threadIdx.x), "l"(policy));
  asm volatile("st.relaxed.gpu.global.s32 [%0], %1;" ::"l"(o + threadIdx.x), "r"(v + 1));
  asm volatile("fence.acq_rel.gpu;" ::: "memory");
  asm volatile("ld.acquire.gpu.global.s32 %0, [%1];" : "=r"(v) : "l"(o + threadIdx.x));
  asm volatile("st.release.gpu.global.s32 [%0], %1;" ::"l"(o + threadIdx.x), "r"(v * 2));
  asm volatile("red.release.gpu.global.add.s32 [%0], 1;" ::"l"(o + threadIdx.x));
  asm volatile("{ .reg .u64 t; cvta.to.global.u64 t, %1; ldu.global.s32 %0, [t]; }" : "=r"(v) : "l"(x));
}
__global__ void indexed(const int *x, int *y) {
  int i = threadIdx.x, r;
  asm volatile("{\n ts: .branchtargets L0, L1, L2;\n brx.idx %1, ts;\n L0: mov.u32 %0, 70; bra.uni E;\n"
               "L1: mov.u32 %0, 71; bra.uni E;\n L2: mov.u32 %0, 72;\n E: prefetchu.L1 [%2]; }" : "=r"(r) : "r"(x[i]), "l"(x));
  y[i] = r;
  if (i > 20)
    asm volatile("exit;");
  y[i] += 100;
}
}
