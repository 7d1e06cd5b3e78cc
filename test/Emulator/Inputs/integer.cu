// Integer arithmetic and bits.
extern "C" {
__global__ void integers(const int *a, const int *b, int *o) {
  int i = threadIdx.x, x = a[i], y = b[i];
  unsigned u = x, v = y;
  int *r = o + 24 * i;
  r[0] = x / (y | 1), r[1] = x % (y | 1), r[2] = u / (v | 1), r[3] = u % (v | 1);
  r[4] = min(x, y), r[5] = max(u, v), r[6] = abs(x), r[7] = -y;
  r[8] = __mulhi(x, y), r[9] = __umulhi(u, v), r[10] = __mul24(x, y), r[11] = __umul24(u, v);
  r[12] = __sad(x, y, 7), r[13] = __usad(u, v, 7), r[14] = __popc(x), r[15] = __clz(x);
  r[16] = __brev(x), r[17] = __ffs(x), r[18] = x >> (y & 31), r[19] = u >> (v & 31), r[20] = x << (y & 31);
  r[21] = __byte_perm(x, y, 0x6172), r[22] = __funnelshift_l(x, y, v), r[23] = __funnelshift_rc(x, y, v & 63);
}
__global__ void longs(const long long *a, const long long *b, long long *o) {
  int i = threadIdx.x;
  long long x = a[i], y = b[i];
  unsigned long long u = x, v = y;
  long long *r = o + 16 * i;
  r[0] = x * y, r[1] = __mul64hi(x, y), r[2] = __umul64hi(u, v), r[3] = x / (y | 1), r[4] = u % (v | 1);
  r[5] = x >> (y & 63), r[6] = u >> (v & 63), r[7] = x << (y & 63), r[8] = __popcll(x), r[9] = __clzll(x);
  r[10] = __brevll(x), r[11] = min(x, y), r[12] = max(u, v), r[13] = (long long)(int)x * (int)y + 5, r[14] = x < y ? x - y : ~x;
  r[15] = (unsigned long long)(unsigned)x * (unsigned)y;
}
// 128 bits go by carries.
__global__ void wide(const unsigned long long *a, unsigned long long *o) {
  int i = threadIdx.x;
  unsigned __int128 x = (unsigned __int128)a[i] << 64 | a[i + 32], y = (unsigned __int128)a[i + 64] << 64 | a[i + 96];
  unsigned __int128 sum = x + y, difference = x - y, product = x * y;
  o[6 * i] = sum, o[6 * i + 1] = sum >> 64, o[6 * i + 2] = difference, o[6 * i + 3] = difference >> 64;
  o[6 * i + 4] = product, o[6 * i + 5] = product >> 64;
}
__global__ void shorts(const short *a, const unsigned short *b, short *o) {
  int i = threadIdx.x;
  short x = a[i];
  unsigned short y = b[i];
  o[6 * i] = x * y, o[6 * i + 1] = x / (short)(y | 1), o[6 * i + 2] = y % 7, o[6 * i + 3] = x > (short)y ? x : 3, o[6 * i + 4] = x >> 3, o[6 * i + 5] = y >> 5;
}
__global__ void dots(const int *a, const int *b, int *o) {
  int i = threadIdx.x, x = a[i], y = b[i];
  o[4 * i] = __dp4a(x, y, 5), o[4 * i + 1] = __dp4a((unsigned)x, (unsigned)y, 5u), o[4 * i + 2] = __dp2a_lo(x, y, 5), o[4 * i + 3] = __dp2a_hi((unsigned)x, (unsigned)y, 5u);
}
#define ASM1(n, op, x, ...) asm(op " %0, %1" __VA_ARGS__ ";" : "=r"(r[n]) : "r"(x))
#define ASM2(n, op, x, y, ...) asm(op " %0, %1, %2" __VA_ARGS__ ";" : "=r"(r[n]) : "r"(x), "r"(y))
#define ASM3(n, op, x, y, z) asm(op " %0, %1, %2, %3;" : "=r"(r[n]) : "r"(x), "r"(y), "r"(z))
__global__ void fields(const int *a, const int *b, int *o) {
  int i = threadIdx.x, x = a[i], y = b[i], start = y & 31, length = y >> 5 & 31;
  int *r = o + 24 * i;
  ASM1(0, "bfind.s32", x); ASM1(1, "bfind.shiftamt.u32", x); ASM3(2, "bfe.u32", x, start, length); ASM3(3, "bfe.s32", x, start, length);
  asm("bfi.b32 %0, %1, %2, %3, %4;" : "=r"(r[4]) : "r"(x), "r"(y), "r"(start), "r"(length));
  ASM3(5, "fns.b32", x, start, 2); ASM2(6, "bmsk.clamp.b32", start, length); ASM2(7, "szext.clamp.s32", x, length); ASM2(8, "szext.wrap.u32", x, y);
  asm("lop3.b32 %0, %1, %2, %3, 0xe8;" : "=r"(r[9]) : "r"(x), "r"(y), "r"(start));
  ASM1(10, "cnot.b32", x & 1); ASM2(11, "add.sat.s32", x, y); ASM2(12, "sub.sat.s32", x, y);
  ASM3(13, "mad.lo.s32", x, y, start); ASM3(14, "mad.hi.s32", x, y, start); ASM3(15, "mad.hi.sat.s32", x, y, y); ASM3(16, "mad24.lo.u32", x, y, start); ASM2(17, "mul24.hi.s32", x, y);
  ASM3(18, "prmt.b32.f4e", x, y, i); ASM3(19, "prmt.b32.rc8", x, y, i); ASM3(20, "prmt.b32.ecl", x, y, i);
  asm("slct.s32.s32 %0, %1, %2, %3;" : "=r"(r[21]) : "r"(x), "r"(y), "r"(x));
  asm("{ .reg .pred p, q; setp.ne.s32 q, %1, 0; setp.lt.and.s32 p|q, %1, %2, !q; set.gt.or.u32.s32 %0, %1, %2, q; }" : "=r"(r[22]) : "r"(x), "r"(y));
  asm("{ .reg .u32 t; add.cc.u32 t, %1, %2; madc.hi.u32 t, %1, %2, 0; subc.u32 %0, t, 0; }" : "=r"(r[23]) : "r"(x), "r"(y));
}
}
