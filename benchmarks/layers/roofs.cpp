//===- roofs.cpp - What this machine can do at most -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function works for some milliseconds on `threads` threads at once and
// returns 1e9 operations or bytes per second, of all of them together.
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <immintrin.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

#ifdef __AVX512F__
using Vector = __m512;
static Vector broadcast(float x) { return _mm512_set1_ps(x); }
static Vector fma(Vector a, Vector b, Vector c) {
  return _mm512_fmadd_ps(a, b, c);
}
#else
using Vector = __m256;
static Vector broadcast(float x) { return _mm256_set1_ps(x); }
static Vector fma(Vector a, Vector b, Vector c) {
  return _mm256_fmadd_ps(a, b, c);
}
#endif

static double now(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

/// The rate of `work`, which takes the number of its thread and returns how
/// much it did: by CPU time for one thread, by wall time for more.
static double measure(int threads, const std::function<double(int)> &work) {
  if (threads == 1) {
    double start = now(CLOCK_THREAD_CPUTIME_ID), amount = work(0);
    return 1e-9 * amount / (now(CLOCK_THREAD_CPUTIME_ID) - start);
  }
  std::vector<double> starts(threads), ends(threads), amounts(threads);
  std::atomic<int> waiting = threads;
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i)
    running.emplace_back([&, i] {
      for (--waiting; waiting > 0;) {
      }
      starts[i] = now(CLOCK_MONOTONIC);
      amounts[i] = work(i);
      ends[i] = now(CLOCK_MONOTONIC);
    });
  double total = 0;
  for (int i = 0; i < threads; ++i) {
    running[i].join();
    total += amounts[i];
  }
  return 1e-9 * total /
         (*std::max_element(ends.begin(), ends.end()) -
          *std::min_element(starts.begin(), starts.end()));
}

//===----------------------------------------------------------------------===//
// Compute
//===----------------------------------------------------------------------===//

/// Independent sums, enough to hide the latency of an fma.
static double addProducts(int) {
  constexpr int sums = 12;
  constexpr long steps = 1000000;
  Vector sum[sums], a = broadcast(0.999999f), b = broadcast(1e-7f);
  for (int i = 0; i < sums; ++i)
    sum[i] = broadcast(i);
  for (long step = 0; step < steps; ++step) {
#pragma unroll
    for (int i = 0; i < sums; ++i) {
      sum[i] = fma(sum[i], a, b);
      // Else the compiler makes one operation of many steps.
      asm("" : "+v"(sum[i]));
    }
  }
  return double(steps) * sums * 2 * sizeof(Vector) / sizeof(float);
}

#ifdef __AMX_BF16__
static bool requestTiles() {
  constexpr long requestPermission = 0x1023, tileData = 18;
  return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
}

static void configureTiles() {
  struct alignas(64) {
    uint8_t palette = 1, start = 0, reserved[14] = {};
    uint16_t bytesPerRow[16] = {};
    uint8_t rows[16] = {};
  } configuration;
  std::fill_n(configuration.bytesPerRow, 8, 64);
  std::fill_n(configuration.rows, 8, 16);
  _tile_loadconfig(&configuration);
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
}

/// Blocks of 2 x 2 tiles: rows of x that stay in the L1 cache, and weights that
/// come from the L2 cache.
static double addTiles(int) {
  constexpr size_t tile = 1024, xBytes = 32 * tile, wBytes = 1024 * tile;
  constexpr int passes = 200;
  static thread_local auto *x =
      static_cast<char *>(aligned_alloc(4096, xBytes + wBytes));
  static thread_local bool cleared = std::memset(x, 0, xBytes + wBytes);
  (void)cleared;
  configureTiles();
  for (int pass = 0; pass < passes; ++pass)
    for (size_t w = 0; w < wBytes; w += 2 * tile) {
      const char *a = x + w % xBytes, *b = x + xBytes + w;
      _tile_loadd(4, a, 64);
      _tile_loadd(6, b, 64);
      _tile_dpbf16ps(0, 4, 6);
      _tile_loadd(7, b + tile, 64);
      _tile_dpbf16ps(1, 4, 7);
      _tile_loadd(5, a + tile, 64);
      _tile_dpbf16ps(2, 5, 6);
      _tile_dpbf16ps(3, 5, 7);
    }
  _tile_release();
  return double(passes) * (wBytes / tile / 2) * 4 * 16 * 16 * 32 * 2;
}
#endif

//===----------------------------------------------------------------------===//
// Bandwidth
//===----------------------------------------------------------------------===//

/// Memory in pages as large as the system has.
static char *allocate(size_t bytes) {
  void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    abort();
  madvise(memory, bytes, MADV_HUGEPAGE);
  return static_cast<char *>(std::memset(memory, 1, bytes));
}

static double read(const char *data, size_t bytes) {
  constexpr int streams = 8, ahead = 1024 / sizeof(Vector);
  auto *vectors = reinterpret_cast<const Vector *>(data);
  size_t count = bytes / sizeof(Vector) / streams;
  Vector sum[streams] = {};
  for (size_t i = 0; i < count; ++i) {
#pragma unroll
    for (int stream = 0; stream < streams; ++stream) {
      const Vector *next = vectors + stream * count + i;
      __builtin_prefetch(next + ahead);
      sum[stream] += *next;
    }
  }
  for (Vector part : sum)
    asm volatile("" ::"v"(part));
  return count * streams * sizeof(Vector);
}

extern "C" {
double measureFMA(int threads) { return measure(threads, addProducts); }

double measureAMX(int threads) {
#ifdef __AMX_BF16__
  static const bool granted = requestTiles();
  if (granted)
    return measure(threads, addTiles);
#endif
  return measureFMA(threads);
}

/// Reads the same bytes again and again, from the cache that holds them.
double measureCache(int threads, size_t bytes) {
  constexpr size_t most = 64 << 20, least = 16 << 20;
  static const char *data = allocate(most);
  bytes = std::min(bytes, most);
  size_t part = bytes / threads / 512 * 512;
  auto readOnce = [&](int i) { return read(data + i * part, part); };
  // What ran before has taken the cache.
  measure(threads, readOnce);
  return measure(threads, [&](int i) {
    double amount = 0;
    while (amount < double(least) / threads)
      amount += readOnce(i);
    return amount;
  });
}

/// Reads bytes that no cache holds any more.
double measureDRAM(int threads) {
  constexpr size_t bytes = size_t(1) << 30, piece = 64 << 20;
  static const char *data = allocate(bytes);
  static size_t position = 0;
  size_t part = piece / threads;
  position = (position + piece) % bytes;
  return measure(threads,
                 [&](int i) { return read(data + position + i * part, part); });
}
}
