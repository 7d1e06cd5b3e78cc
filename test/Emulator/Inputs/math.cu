// f32 and f64 functions, rounding modes, approximate instructions.
extern "C" {
__global__ void functions(const float *a, float *o, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  float x = a[i], *r = o + 10 * i;
  r[0] = expf(x), r[1] = logf(fabsf(x) + 0.1f), r[2] = tanhf(x), r[3] = erff(x), r[4] = sinf(x), r[5] = cosf(x), r[6] = powf(fabsf(x), 1.5f), r[7] = sqrtf(fabsf(x)), r[8] = rsqrtf(fabsf(x) + 1), r[9] = 1.0f / (1.0f + expf(-x));
}
__global__ void functions64(const double *a, double *o, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  double x = a[i], *r = o + 6 * i;
  r[0] = exp(x), r[1] = log(fabs(x) + 0.1), r[2] = tanh(x), r[3] = erf(x), r[4] = sin(x), r[5] = rsqrt(fabs(x) + 1);
}
__global__ void approximations(const float *a, float *o) {
  int i = threadIdx.x;
  float x = a[i], *r = o + 12 * i, p = fabsf(x) + 0.1f;
  asm("ex2.approx.f32 %0, %1;" : "=f"(r[0]) : "f"(x));
  asm("lg2.approx.f32 %0, %1;" : "=f"(r[1]) : "f"(p));
  asm("rcp.approx.f32 %0, %1;" : "=f"(r[2]) : "f"(p));
  asm("sqrt.approx.f32 %0, %1;" : "=f"(r[3]) : "f"(p));
  asm("rsqrt.approx.f32 %0, %1;" : "=f"(r[4]) : "f"(p));
  asm("sin.approx.f32 %0, %1;" : "=f"(r[5]) : "f"(x));
  asm("cos.approx.ftz.f32 %0, %1;" : "=f"(r[6]) : "f"(x));
  asm("tanh.approx.f32 %0, %1;" : "=f"(r[7]) : "f"(x));
  asm("div.approx.f32 %0, %1, %2;" : "=f"(r[8]) : "f"(x), "f"(p));
  asm("div.full.ftz.f32 %0, %1, %2;" : "=f"(r[9]) : "f"(x), "f"(p));
  asm("copysign.f32 %0, %1, %2;" : "=f"(r[10]) : "f"(x), "f"(p));
  asm("{ .reg .pred p; testp.subnormal.f32 p, %1; selp.f32 %0, %1, 0f3f800000, p; }" : "=f"(r[11]) : "f"(x));
}
__global__ void rounding(const float *a, const float *b, float *o, const double *c, double *d) {
  int i = threadIdx.x;
  float x = a[i], y = b[i], *r = o + 16 * i;
  r[0] = __fadd_rz(x, y), r[1] = __fadd_ru(x, y), r[2] = __fsub_rd(x, y), r[3] = __fmul_ru(x, y), r[4] = __fmaf_rz(x, y, x), r[5] = __fmaf_rd(x, y, y), r[6] = __fdiv_ru(x, y), r[7] = __frcp_rd(y), r[8] = __fsqrt_rz(fabsf(x));
  r[9] = fmaf(x, y, -x), r[10] = fminf(x, y), r[11] = fmaxf(x, y), r[12] = __fsqrt_ru(fabsf(y)), r[13] = __frcp_rn(y);
  asm("min.NaN.f32 %0, %1, %2;" : "=f"(r[14]) : "f"(x), "f"(y));
  asm("max.xorsign.abs.f32 %0, %1, %2;" : "=f"(r[15]) : "f"(x), "f"(y));
  double u = c[2 * i], v = c[2 * i + 1];
  d[6 * i] = __dadd_ru(u, v), d[6 * i + 1] = __dmul_rz(u, v), d[6 * i + 2] = __fma_rd(u, v, u), d[6 * i + 3] = __ddiv_rz(u, v), d[6 * i + 4] = __dsqrt_rd(fabs(u)), d[6 * i + 5] = __drcp_ru(v);
}
// Subnormal numbers are zero with .ftz.
__global__ void flushing(const float *a, const float *b, float *o) {
  int i = threadIdx.x;
  float x = a[i], y = b[i], *r = o + 8 * i;
  asm("add.ftz.f32 %0, %1, %2;" : "=f"(r[0]) : "f"(x), "f"(y));
  asm("mul.ftz.f32 %0, %1, %2;" : "=f"(r[1]) : "f"(x), "f"(y));
  asm("fma.rn.ftz.f32 %0, %1, %2, %1;" : "=f"(r[2]) : "f"(x), "f"(y));
  asm("add.sat.f32 %0, %1, %2;" : "=f"(r[3]) : "f"(x), "f"(y));
  asm("abs.ftz.f32 %0, %1;" : "=f"(r[4]) : "f"(x));
  asm("neg.ftz.f32 %0, %1;" : "=f"(r[5]) : "f"(x));
  asm("{ .reg .pred p; setp.gtu.ftz.f32 p, %1, %2; selp.f32 %0, %1, %2, p; }" : "=f"(r[6]) : "f"(x), "f"(y));
  asm("set.num.f32.f32 %0, %1, %2;" : "=f"(r[7]) : "f"(x), "f"(y));
}
}
