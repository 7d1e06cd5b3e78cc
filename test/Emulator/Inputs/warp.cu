// Threads of a warp among themselves.
extern "C" {
__global__ void votes(const int *x, unsigned *o) {
  int i = threadIdx.x, v = x[i];
  unsigned *r = o + 8 * i;
  r[0] = __ballot_sync(~0u, v > 3), r[1] = __any_sync(~0u, v > 100), r[2] = __all_sync(~0u, v >= 0), r[3] = __match_any_sync(~0u, v);
  int same;
  r[4] = __match_all_sync(~0u, v / 8, &same), r[5] = same, r[6] = __match_any_sync(~0u, (long long)v << 33);
  if (v & 1)
    r[7] = __activemask();
  else
    r[7] = ~__activemask();
}
__global__ void shuffles(const int *x, int *o) {
  int i = threadIdx.x, v = x[i], *r = o + 6 * i;
  r[0] = __shfl_sync(~0u, v, i * 7), r[1] = __shfl_up_sync(~0u, v, 3, 8), r[2] = __shfl_down_sync(~0u, v, 5, 16), r[3] = __shfl_xor_sync(~0u, v, 9), r[4] = __shfl_sync(~0u, v, 2, 4);
  long long w = __shfl_xor_sync(~0u, (long long)v << 20, 1);
  r[5] = w >> 20;
}
// Halves of a warp synchronize apart.
__global__ void halfWarps(const int *x, int *o) {
  __shared__ int s[32];
  int i = threadIdx.x;
  unsigned mask = 0xffffu << (i & 16);
  s[i] = x[i];
  __syncwarp(mask);
  int v = s[i ^ 5];
  __syncwarp(mask);
  s[i] = v + 1;
  __syncwarp(mask);
  o[i] = s[i ^ 3] + __shfl_xor_sync(mask, v, 8);
}
// Lanes that leave a loop at different times, and meet again.
__global__ void collatz(const int *x, int *steps, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  unsigned v = x[i];
  int count = 0;
  while (v != 1) {
    if (v & 1)
      v = 3 * v + 1;
    else
      v /= 2;
    if (++count > 500)
      break;
  }
  steps[i] = count;
}
__global__ void compact(const int *x, int *o, int *count) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, v = x[i], lane = threadIdx.x & 31;
  bool keep = v % 3 == 0;
  unsigned who = __ballot_sync(~0u, keep);
  int base = 0;
  if (lane == 0)
    base = atomicAdd(count, __popc(who));
  base = __shfl_sync(~0u, base, 0);
  if (keep)
    o[base + __popc(who & ((1u << lane) - 1))] = v;
}
__global__ void elect(int *o) {
  unsigned chosen, is;
  asm volatile("{ .reg .pred p; elect.sync %0|p, 0xffffffff; selp.u32 %1, 1, 0, p; }" : "=r"(chosen), "=r"(is));
  o[threadIdx.x] = chosen * 2 + is;
}
}
