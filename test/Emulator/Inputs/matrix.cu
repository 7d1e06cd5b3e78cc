// Transposes and products.
extern "C" {
__global__ void transposePadded(const float *x, float *y, int width, int height) {
  __shared__ float tile[32][33];
  int i = blockIdx.x * 32 + threadIdx.x, j = blockIdx.y * 32 + threadIdx.y;
  for (int k = 0; k < 32; k += 8)
    if (i < width && j + k < height)
      tile[threadIdx.y + k][threadIdx.x] = x[(j + k) * width + i];
  __syncthreads();
  i = blockIdx.y * 32 + threadIdx.x, j = blockIdx.x * 32 + threadIdx.y;
  for (int k = 0; k < 32; k += 8)
    if (i < height && j + k < width)
      y[(j + k) * height + i] = tile[threadIdx.x][threadIdx.y + k];
}
__global__ void matmulNaive(const float *a, const float *b, float *c, int m, int n, int k) {
  int col = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y * blockDim.y + threadIdx.y;
  if (row >= m || col >= n)
    return;
  float sum = 0;
  for (int i = 0; i < k; ++i)
    sum += a[row * k + i] * b[i * n + col];
  c[row * n + col] = sum;
}
__global__ void matmulTiled(const float *a, const float *b, float *c, int n) {
  __shared__ float as[16][16], bs[16][16];
  int tx = threadIdx.x, ty = threadIdx.y, row = blockIdx.y * 16 + ty, col = blockIdx.x * 16 + tx;
  float sum = 0;
  for (int k = 0; k < n; k += 16) {
    as[ty][tx] = a[row * n + k + tx];
    bs[ty][tx] = b[(k + ty) * n + col];
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 16; ++i)
      sum += as[ty][i] * bs[i][tx];
    __syncthreads();
  }
  c[row * n + col] = sum;
}
__global__ __launch_bounds__(64) void matmulRegisters(const float *a, const float *b, float *c, int n) {
  __shared__ float as[8][32], bs[8][32];
  int tx = threadIdx.x, ty = threadIdx.y, t = ty * 8 + tx;
  float sums[4][4] = {};
  for (int k = 0; k < n; k += 8) {
    for (int i = t; i < 256; i += 64) {
      as[i / 32][i % 32] = a[(blockIdx.y * 32 + i % 32) * n + k + i / 32];
      bs[i / 32][i % 32] = b[(k + i / 32) * n + blockIdx.x * 32 + i % 32];
    }
    __syncthreads();
    for (int q = 0; q < 8; ++q)
      for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j)
          sums[i][j] += as[q][ty * 4 + i] * bs[q][tx * 4 + j];
    __syncthreads();
  }
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      c[(blockIdx.y * 32 + ty * 4 + i) * n + blockIdx.x * 32 + tx * 4 + j] = sums[i][j];
}
// Words a stride apart: bank conflicts of a known degree.
__global__ void strides(float *y, int stride) {
  __shared__ float s[1024];
  for (int i = threadIdx.x; i < 1024; i += 32)
    s[i] = i;
  __syncthreads();
  y[threadIdx.x] = s[threadIdx.x * stride % 1024];
}
}
