// f16 and bf16: arithmetic, conversions, comparisons, functions.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
extern "C" {
__global__ void halves(const __half *a, const __half *b, const __half *c, __half *o) {
  int i = threadIdx.x;
  __half x = a[i], y = b[i], z = c[i];
  __half *r = o + 8 * i;
  r[0] = __hadd(x, y), r[1] = __hsub(x, y), r[2] = __hmul(x, y), r[3] = __hfma(x, y, z), r[4] = __hmin(x, y), r[5] = __hmax(x, y), r[6] = __hneg(x), r[7] = __habs(y);
}
__global__ void halfPairs(const __half2 *a, const __half2 *b, const __half2 *c, __half2 *o) {
  int i = threadIdx.x;
  __half2 x = a[i], y = b[i], z = c[i];
  __half2 *r = o + 8 * i;
  r[0] = __hadd2(x, y), r[1] = __hmul2(x, y), r[2] = __hfma2(x, y, z), r[3] = __hgt2(x, y), r[4] = __hmin2(x, y), r[5] = __hfma2_relu(x, y, z), r[6] = __hadd2_sat(x, y);
  unsigned m = __hle2_mask(x, y);
  r[7] = *(__half2 *)&m;
}
__global__ void bfloats(const __nv_bfloat16 *a, const __nv_bfloat16 *b, const __nv_bfloat16 *c, __nv_bfloat16 *o) {
  int i = threadIdx.x;
  __nv_bfloat16 x = a[i], y = b[i], z = c[i];
  __nv_bfloat16 *r = o + 8 * i;
  r[0] = __hadd(x, y), r[1] = __hmul(x, y), r[2] = __hfma(x, y, z), r[3] = __hmax(x, y), r[4] = __hneg(x), r[5] = __float2bfloat16_rz(__bfloat162float(x) * 1.01f);
  __nv_bfloat162 p = __hfma2(__halves2bfloat162(x, y), __halves2bfloat162(y, z), __halves2bfloat162(z, x));
  r[6] = p.x, r[7] = p.y;
}
__global__ void narrow(const float *x, __half *h, __nv_bfloat16 *b, float *f, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) {
    h[i] = __float2half(x[i]);
    b[i] = __float2bfloat16(x[i]);
    f[i] = __half2float(h[i]) + __bfloat162float(b[i]);
  }
}
__global__ void modes(const float *x, const double *d, __half *h, float *f, int *o) {
  int i = threadIdx.x;
  h[4 * i] = __float2half_rz(x[i]), h[4 * i + 1] = __float2half_rd(x[i]), h[4 * i + 2] = __float2half_ru(x[i]), h[4 * i + 3] = __double2half(d[i]);
  f[8 * i] = __double2float_rn(d[i]), f[8 * i + 1] = __double2float_rz(d[i]), f[8 * i + 2] = __double2float_ru(d[i]), f[8 * i + 3] = __double2float_rd(d[i]);
  f[8 * i + 4] = rintf(x[i]), f[8 * i + 5] = floorf(x[i]), f[8 * i + 6] = ceilf(x[i]), f[8 * i + 7] = __saturatef(x[i]);
  o[8 * i] = __float2int_rn(x[i]), o[8 * i + 1] = __float2int_rz(x[i]), o[8 * i + 2] = __float2uint_ru(x[i]), o[8 * i + 3] = __double2int_rd(d[i]);
  o[8 * i + 4] = (int)__float2ll_rz(x[i]), o[8 * i + 5] = __half2int_rz(h[4 * i]), o[8 * i + 6] = __float_as_int(__int2float_rz(o[8 * i] * 77777 + 1)), o[8 * i + 7] = __float_as_int(__ll2float_ru((long long)o[8 * i] * 1234567891011ll));
}
__global__ void halfFunctions(const __half *x, __half *y, const __nv_bfloat16 *b, __nv_bfloat16 *c, int n) {
  int i = threadIdx.x;
  if (i >= n)
    return;
  asm("ex2.approx.f16 %0, %1;" : "=h"(*(unsigned short *)(y + 2 * i)) : "h"(*(const unsigned short *)(x + i)));
  asm("tanh.approx.f16 %0, %1;" : "=h"(*(unsigned short *)(y + 2 * i + 1)) : "h"(*(const unsigned short *)(x + i)));
  asm("tanh.approx.bf16 %0, %1;" : "=h"(*(unsigned short *)(c + i)) : "h"(*(const unsigned short *)(b + i)));
}
}
