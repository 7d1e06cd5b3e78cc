// mbarriers, and what bulk copies need besides.
#pragma once

struct alignas(64) Map {
  char bytes[128];
};
using Barrier = unsigned long long;

__device__ unsigned sharedAddress(const void *p) {
  return static_cast<unsigned>(__cvta_generic_to_shared(p));
}
__device__ void init(Barrier *b, unsigned count) {
  asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(sharedAddress(b)), "r"(count) : "memory");
}
__device__ void fenceInit() { asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory"); }
__device__ void expect(Barrier *b, unsigned bytes) {
  asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(sharedAddress(b)), "r"(bytes) : "memory");
}
__device__ void wait(Barrier *b, unsigned parity) {
  asm volatile("{ .reg .pred p;\n"
               "AGAIN: mbarrier.try_wait.parity.shared::cta.b64 p, [%0], %1;\n"
               "@p bra DONE;\nbra AGAIN;\nDONE: }" ::"r"(sharedAddress(b)),
               "r"(parity)
               : "memory");
}
__device__ void fenceProxy() { asm volatile("fence.proxy.async.shared::cta;" ::: "memory"); }
__device__ void commitBulk() { asm volatile("cp.async.bulk.commit_group;" ::: "memory"); }
__device__ void waitBulk() { asm volatile("cp.async.bulk.wait_group 0;" ::: "memory"); }
