// mbarriers: phases, states, transactions, and copies that arrive.
#include "barriers.cuh"
#include <cuda/barrier>

__device__ void inval(Barrier *b) {
  asm volatile("mbarrier.inval.shared::cta.b64 [%0];" ::"r"(sharedAddress(b)) : "memory");
}
__device__ void arrive(Barrier *b) {
  asm volatile("{ .reg .b64 s; mbarrier.arrive.shared::cta.b64 s, [%0]; }" ::"r"(sharedAddress(b)) : "memory");
}
__device__ bool elect() {
  unsigned elected;
  asm volatile("{ .reg .pred p; elect.sync _|p, 0xffffffff; selp.b32 %0, 1, 0, p; }" : "=r"(elected));
  return elected;
}

extern "C" {
// One warp fills a ring of two buffers, another takes what is there.
__global__ void ring(const int *x, int *y, int n) {
  __shared__ int buffer[2][32];
  __shared__ Barrier full[2], empty[2];
  int t = threadIdx.x % 32;
  bool producer = threadIdx.x < 32;
  if (threadIdx.x == 0)
    for (int i = 0; i < 2; ++i) {
      init(&full[i], 32);
      init(&empty[i], 1);
    }
  __syncthreads();
  for (int i = 0; i < n; ++i) {
    int s = i % 2, phase = i / 2 & 1;
    if (producer) {
      wait(&empty[s], phase ^ 1);
      buffer[s][t] = x[32 * i + t] + i;
      arrive(&full[s]);
    } else {
      wait(&full[s], phase);
      y[32 * i + t] = buffer[s][31 - t];
      __syncwarp();
      if (elect())
        arrive(&empty[s]);
    }
  }
}
// States, counts and arrivals that are not expected again.
__global__ void states(unsigned *y) {
  __shared__ Barrier b;
  __shared__ int data[96];
  int t = threadIdx.x;
  if (t == 0)
    init(&b, 64 + 2);
  __syncthreads();
  unsigned long long state;
  unsigned left = 0, done;
  data[t] = t;
  if (t == 0) {
    asm volatile("mbarrier.arrive.noComplete.release.cta.shared::cta.b64 %0, [%1], 2;"
                 : "=l"(state) : "r"(sharedAddress(&b)) : "memory");
    asm volatile("mbarrier.pending_count.b64 %0, %1;" : "=r"(left) : "l"(state));
    y[0] = left;
  }
  __syncthreads();
  if (t < 32)
    asm volatile("mbarrier.arrive.release.cta.shared::cta.b64 %0, [%1], 1;"
                 : "=l"(state) : "r"(sharedAddress(&b)) : "memory");
  else
    asm volatile("mbarrier.arrive_drop.shared::cta.b64 %0, [%1];"
                 : "=l"(state) : "r"(sharedAddress(&b)) : "memory");
  do
    asm volatile("{ .reg .pred p; mbarrier.test_wait.acquire.cta.shared::cta.b64 p, [%1], %2;\n"
                 "selp.b32 %0, 1, 0, p; }" : "=r"(done) : "r"(sharedAddress(&b)), "l"(state) : "memory");
  while (!done);
  int sum = data[63 - t];
  __syncthreads();
  // The upper half is not expected any more.
  if (t < 32) {
    data[64 + t] = 100 + t;
    asm volatile("mbarrier.arrive.b64 %0, [%1];" : "=l"(state) : "l"(&b) : "memory");
  }
  if (t == 1)
    asm volatile("{ .reg .b64 s; mbarrier.arrive.release.cta.shared::cta.b64 s, [%0], 2; }" ::"r"(sharedAddress(&b)) : "memory");
  wait(&b, 1);
  y[1 + t] = sum + data[64 + t % 32];
  __syncthreads();
  if (t == 0)
    inval(&b);
}
// Bytes that are counted by hand.
__global__ void transactions(const int *x, int *y) {
  __shared__ Barrier b;
  __shared__ int data[32];
  int t = threadIdx.x;
  if (t == 0)
    init(&b, 33);
  __syncthreads();
  if (t == 0)
    asm volatile("mbarrier.arrive.expect_tx.release.cta.shared::cta.b64 _, [%0], 96;" ::"r"(sharedAddress(&b)) : "memory");
  if (t == 1)
    asm volatile("mbarrier.expect_tx.relaxed.cta.shared::cta.b64 [%0], 32;" ::"r"(sharedAddress(&b)) : "memory");
  __syncthreads();
  if (t < 32) {
    data[t] = x[t];
    arrive(&b);
    asm volatile("mbarrier.complete_tx.relaxed.cta.shared::cta.b64 [%0], 4;" ::"r"(sharedAddress(&b)) : "memory");
  } else {
    wait(&b, 0);
    y[t - 32] = data[t - 32];
  }
}
// Copies that arrive by themselves.
__global__ void copyArrivals(const int *x, int *y) {
  __shared__ Barrier b[2];
  __shared__ __align__(16) int data[2][256];
  int t = threadIdx.x;
  if (t == 0) {
    init(&b[0], 64);
    init(&b[1], 1);
  }
  __syncthreads();
  if (t < 64) {
    for (int i = 0; i < 2; ++i) {
      asm volatile("cp.async.ca.shared.global [%0], [%1], 16;" ::"r"(sharedAddress(&data[i][4 * t])), "l"(x + 256 * i + 4 * t) : "memory");
      if (i == 0)
        asm volatile("cp.async.mbarrier.arrive.noinc.shared.b64 [%0];" ::"r"(sharedAddress(&b[i])) : "memory");
      else
        asm volatile("cp.async.mbarrier.arrive.shared.b64 [%0];" ::"r"(sharedAddress(&b[i])) : "memory");
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
    // The arrivals of all copies are expected from here on.
    asm volatile("bar.sync 1, 64;" ::: "memory");
    if (t == 0)
      arrive(&b[1]);
  } else {
    for (int i = 0; i < 2; ++i) {
      wait(&b[i], 0);
      for (int j = t - 64; j < 256; j += 64)
        y[256 * i + j] = data[i][255 - j];
    }
  }
}
// What CUDA makes of its own barriers.
__global__ void cudaBarriers(const int *x, int *y, int n) {
  __shared__ cuda::barrier<cuda::thread_scope_block> b;
  __shared__ int data[128];
  int t = threadIdx.x;
  if (t == 0)
    init(&b, 128);
  __syncthreads();
  for (int i = 0; i < n; ++i) {
    data[t] = x[128 * i + t];
    auto token = b.arrive();
    b.wait(std::move(token));
    y[128 * i + t] = data[127 - t];
    b.arrive_and_wait();
  }
}
}
