// Instructions since Hopper.
__device__ unsigned sharedAddress(const void *p) {
  return static_cast<unsigned>(__cvta_generic_to_shared(p));
}

extern "C" {
// Registers that are stored as matrices in all ways.
__global__ void matrixStores(const unsigned *x, unsigned *y) {
  __shared__ __align__(16) unsigned s[2][32][4], q[8][4], h[16][4];
  int t = threadIdx.x;
  unsigned r[4];
  for (int i = 0; i < 4; ++i)
    r[i] = x[32 * i + t];
  asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1, %2, %3, %4};" ::"r"(
                   sharedAddress(s[0][t])),
               "r"(r[0]), "r"(r[1]), "r"(r[2]), "r"(r[3])
               : "memory");
  asm volatile("stmatrix.sync.aligned.m8n8.x4.trans.shared.b16 [%0], {%1, %2, %3, %4};" ::"r"(
                   sharedAddress(s[1][t])),
               "r"(r[0]), "r"(r[1]), "r"(r[2]), "r"(r[3])
               : "memory");
  asm volatile("stmatrix.sync.aligned.m8n8.x2.b16 [%0], {%1, %2};" ::"l"(h[t % 16]), "r"(r[0]),
               "r"(r[1])
               : "memory");
  asm volatile("stmatrix.sync.aligned.m8n8.x1.trans.shared.b16 [%0], {%1};" ::"r"(
                   sharedAddress(q[t % 8])),
               "r"(r[3])
               : "memory");
  __syncwarp();
  for (int i = 0; i < 8; ++i)
    y[32 * i + t] = s[i / 4][t][i % 4];
  y[256 + t] = q[t / 4][t % 4];
  for (int i = 0; i < 2; ++i)
    y[288 + 32 * i + t] = h[8 * i + t / 4][t % 4];
}
}
