// Elementwise kernels: indexing, predication, vectors of two and four.
extern "C" {
__global__ void vectorAdd(const float *a, const float *b, float *c, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    c[i] = a[i] + b[i];
}
__global__ void saxpyStride(float s, const float *__restrict__ x, float *y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    y[i] = s * x[i] + y[i];
}
__global__ void scale4(const float4 *x, float4 *y, float s, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n)
    return;
  float4 v = x[i];
  y[i] = make_float4(v.x * s, v.y - s, v.z / s, -v.w);
}
__global__ void doubles(const double2 *x, double *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = fma(x[i].x, x[i].y, 1.0) / (x[i].y * x[i].y + 0.5) - sqrt(fabs(x[i].x)) + fmin(x[i].x, x[i].y) * fmax(x[i].x, 0.25);
}
__global__ void stencil(const float *x, float *y, int width, int height) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, j = blockIdx.y * blockDim.y + threadIdx.y;
  if (i <= 0 || j <= 0 || i >= width - 1 || j >= height - 1)
    return;
  y[j * width + i] = 0.25f * (x[j * width + i - 1] + x[j * width + i + 1] + x[(j - 1) * width + i] + x[(j + 1) * width + i]);
}
__global__ void bytes(const unsigned char *x, signed char *y, short *z, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) {
    y[i] = (signed char)(x[i] - 100);
    z[i] = (short)((signed char)x[i] * 3);
  }
}
}
