// What devices have since sm_90 and sm_100.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
extern "C" {
__global__ void bfloatConverts(const int *x, const double *d, __nv_bfloat16 *y, int *z, double *w, unsigned char *bytes) {
  int i = threadIdx.x;
  y[i * 4] = __int2bfloat16_rn(x[i]);
  y[i * 4 + 1] = __ll2bfloat16_rz(1000003ll * x[i]);
  y[i * 4 + 2] = __double2bfloat16(d[i]);
  y[i * 4 + 3] = __ushort2bfloat16_ru(x[i] & 0xffff);
  z[i] = __bfloat162int_rd(y[i * 4 + 2]) + __bfloat162uint_rn(__habs(y[i * 4]));
  double back;
  asm("cvt.f64.bf16 %0, %1;" : "=d"(back) : "h"(__bfloat16_as_ushort(y[i * 4 + 2])));
  w[i] = back;
  unsigned pack;
  asm("cvt.pack.sat.u8.s32.b32 %0, %1, %2, %3;" : "=r"(pack) : "r"(x[i]), "r"(i - 3), "r"(0x1234));
  for (int b = 0; b < 4; ++b)
    bytes[i * 4 + b] = pack >> 8 * b;
}
__global__ void mixed(const __nv_bfloat16 *x, const __half *y, float *z) {
  int i = threadIdx.x;
  unsigned short a = __bfloat16_as_ushort(x[i]), b = __half_as_ushort(y[i]);
  float c = z[i * 4], r;
  asm("fma.rn.f32.bf16 %0, %1, %1, %2;" : "=f"(r) : "h"(a), "f"(c));
  z[i * 4] = r;
  asm("add.rz.f32.f16 %0, %1, %2;" : "=f"(r) : "h"(b), "f"(c));
  z[i * 4 + 1] = r;
  asm("sub.f32.bf16 %0, %1, %2;" : "=f"(r) : "h"(a), "f"(c));
  z[i * 4 + 2] = r;
  asm("fma.rm.sat.f32.f16 %0, %1, %1, %2;" : "=f"(r) : "h"(b), "f"(c));
  z[i * 4 + 3] = r;
}
__global__ void floatPairs(const float2 *x, float2 *y) {
  int i = threadIdx.x;
  float2 v = x[i], w = x[i + 1];
  y[i * 4] = __ffma2_rn(v, w, v);
  y[i * 4 + 1] = __fadd2_rz(v, w);
  y[i * 4 + 2] = __fmul2_rn(v, w);
  unsigned long long a = *reinterpret_cast<unsigned long long *>(&v), b = *reinterpret_cast<unsigned long long *>(&w), r;
  asm("sub.rn.ftz.f32x2 %0, %1, %2;" : "=l"(r) : "l"(a), "l"(b));
  y[i * 4 + 3] = *reinterpret_cast<float2 *>(&r);
}
__global__ void wideVectors(const float *x, float *y, const double4_32a *d, double4_32a *e) {
  int i = threadIdx.x;
  float v[8];
  asm("ld.global.v8.f32 {%0,%1,%2,%3,%4,%5,%6,%7}, [%8];" : "=f"(v[0]), "=f"(v[1]), "=f"(v[2]), "=f"(v[3]), "=f"(v[4]), "=f"(v[5]), "=f"(v[6]), "=f"(v[7]) : "l"(x + 8 * i));
  asm volatile("st.global.v8.f32 [%8], {%0,%1,%2,%3,%4,%5,%6,%7};" ::"f"(v[7]), "f"(v[6]), "f"(v[5]), "f"(v[4]), "f"(v[3]), "f"(v[2]), "f"(v[1]), "f"(v[0]), "l"(y + 8 * i) : "memory");
  e[i] = d[31 - i];
}
}
