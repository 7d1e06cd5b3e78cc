//===- EmulatedDeviceTest.cpp - Tests of host calls on the emulator -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostCalls.h"
#include <thread>

using namespace glurt;

/// y[i] = factor x[i] for the threads of one row of blocks.
static constexpr const char *scaleText = R"(
.version 8.0
.target sm_80
.address_size 64
.visible .entry scale(.param .u64 x, .param .u64 y, .param .f32 factor) {
  .reg .b32 %r<5>;
  .reg .b64 %rd<6>;
  .reg .f32 %f<4>;
  ld.param.u64 %rd1, [x];
  ld.param.u64 %rd2, [y];
  ld.param.f32 %f1, [factor];
  mov.u32 %r1, %ctaid.x;
  mov.u32 %r2, %ntid.x;
  mov.u32 %r3, %tid.x;
  mad.lo.s32 %r4, %r1, %r2, %r3;
  mul.wide.u32 %rd3, %r4, 4;
  add.s64 %rd4, %rd1, %rd3;
  add.s64 %rd5, %rd2, %rd3;
  ld.global.f32 %f2, [%rd4];
  mul.f32 %f3, %f1, %f2;
  st.global.f32 [%rd5], %f3;
  ret;
}
)";

namespace {
class EmulatedDeviceTest : public testing::Test {
protected:
  /// Makes calls of host code, and returns their error.
  template <typename Calls>
  std::string runCalls(Calls calls) {
    DeviceRun run(*device);
    calls();
    std::string message = getMessage(run.finish());
    reports = run.takeReports();
    return message;
  }

  std::unique_ptr<Device> device = createEmulatedDevice(/*seed=*/3);
  std::vector<ptxemu::Report> reports;
};
} // namespace

static void *loadScale() {
  return call("mgpuModuleLoadJIT", scaleText, int32_t(2));
}

static void *allocate(int64_t bytes) {
  return call("mgpuMemAlloc", bytes, nullptr, int8_t(0));
}
static void freeMemory(void *address) {
  call<void>("mgpuMemFree", address, nullptr);
}

static void copy(void *to, const void *from, int64_t bytes) {
  call<void>("mgpuMemcpy", to, const_cast<void *>(from), bytes, nullptr);
}

static void launchScale(void *module, int64_t blocks, int64_t threads, void *x,
                        void *y, float factor, int64_t count = 3) {
  void *parameters[] = {&x, &y, &factor};
  void *function = call("mgpuModuleGetFunction", module, "scale");
  call<void>("mgpuLaunchKernel", function, blocks, int64_t(1), int64_t(1),
             threads, int64_t(1), int64_t(1), int32_t(0), nullptr, parameters,
             nullptr, count);
}

/// Scales 1, 2, ... on the device.
static std::vector<float> scale(void *module, int blocks, float factor) {
  std::vector<float> values(blocks * 32);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = i + 1;
  int64_t bytes = values.size() * sizeof(float);
  void *x = allocate(bytes), *y = allocate(bytes);
  copy(x, values.data(), bytes);
  launchScale(module, blocks, 32, x, y, factor);
  copy(values.data(), y, bytes);
  freeMemory(x);
  freeMemory(y);
  return values;
}

TEST_F(EmulatedDeviceTest, Launch) {
  void *module = nullptr;
  EXPECT_EQ(runCalls([&] { module = loadScale(); }), "");
  for (int blocks : {1, 7}) {
    std::vector<float> values;
    EXPECT_EQ(runCalls([&] { values = scale(module, blocks, 0.5); }), "");
    for (size_t i = 0; i < values.size(); ++i)
      ASSERT_EQ(values[i], 0.5f * (i + 1));
    ASSERT_EQ(reports.size(), 1u);
    EXPECT_EQ(reports[0].kernel, "scale");
    EXPECT_EQ(reports[0].seed, 3u);
    EXPECT_EQ(reports[0].warps, unsigned(blocks));
    EXPECT_EQ(reports[0].global.bytesRead, values.size() * 4);
  }
  EXPECT_EQ(runCalls([&] { call<void>("mgpuModuleUnload", module); }), "");
  EXPECT_EQ(runCalls([&] { call<void>("mgpuModuleUnload", module); }),
            "cannot unload a module that is not loaded");
}

TEST_F(EmulatedDeviceTest, Memory) {
  std::vector<uint32_t> host(4, 1);
  EXPECT_EQ(runCalls([&] {
              void *a = allocate(16), *b = allocate(16);
              call<void>("mgpuMemset32", a, int32_t(7), int64_t(4), nullptr);
              call<void>("mgpuMemset16", a, int16_t(-1), int64_t(3), nullptr);
              copy(b, a, 4);
              copy(static_cast<char *>(b) + 4, static_cast<char *>(a) + 4, 12);
              copy(host.data(), b, 16);
              std::vector<uint32_t> other(1);
              copy(other.data(), host.data(), 4);
              EXPECT_EQ(other[0], 0xffffffffu);
              freeMemory(a);
              freeMemory(b);
            }),
            "");
  EXPECT_EQ(host, (std::vector<uint32_t>{0xffffffff, 0xffff, 7, 7}));
}

TEST_F(EmulatedDeviceTest, LargeFill) {
  constexpr int64_t count = 100000;
  std::vector<uint32_t> host(count);
  EXPECT_EQ(runCalls([&] {
              void *a = allocate(4 * count);
              call<void>("mgpuMemset32", a, 9, count, nullptr);
              copy(host.data(), a, 4 * count);
              freeMemory(a);
            }),
            "");
  EXPECT_EQ(host, std::vector<uint32_t>(count, 9));
}

TEST_F(EmulatedDeviceTest, TooLarge) {
  EXPECT_EQ(runCalls([] { allocate(int64_t(1) << 40); }),
            "cannot allocate 1099511627776 bytes of global memory: 0 of "
            "68719476736 are taken");
  EXPECT_EQ(runCalls([] {
              void *a = allocate(4);
              call<void>("mgpuMemset32", a, 9, int64_t(1) << 40, nullptr);
              freeMemory(a);
            }),
            "no allocation has the 262144 bytes at 0x100000000");
}

// The other bits of a register that holds an i8 or an i16 mean nothing.
TEST_F(EmulatedDeviceTest, OpenBits) {
  EXPECT_EQ(runCalls([] {
              uint16_t value = 0;
              void *a = call("mgpuMemAlloc", int64_t(2), nullptr, 0x100);
              call<void>("mgpuMemset16", a, 0x70005, int64_t(1), nullptr);
              copy(&value, a, 2);
              EXPECT_EQ(value, 5);
              freeMemory(a);
            }),
            "");
}

// Nothing is allocated, copied or launched for no elements.
TEST_F(EmulatedDeviceTest, NoElements) {
  EXPECT_EQ(runCalls([&] {
              void *module = loadScale();
              void *x = allocate(0);
              EXPECT_EQ(x, nullptr);
              copy(x, x, 0);
              call<void>("mgpuMemset32", x, int32_t(7), int64_t(0), nullptr);
              launchScale(module, 0, 32, x, x, 1);
              freeMemory(x);
              call<void>("mgpuModuleUnload", module);
            }),
            "");
  EXPECT_TRUE(reports.empty());
}

TEST_F(EmulatedDeviceTest, Streams) {
  EXPECT_EQ(runCalls([&] {
              void *stream = call("mgpuStreamCreate");
              void *event = call("mgpuEventCreate");
              EXPECT_NE(stream, nullptr);
              EXPECT_NE(event, nullptr);
              call<void>("mgpuEventRecord", event, stream);
              call<void>("mgpuStreamWaitEvent", stream, event);
              call<void>("mgpuEventSynchronize", event);
              call<void>("mgpuStreamSynchronize", stream);
              call<void>("mgpuEventDestroy", event);
              call<void>("mgpuStreamDestroy", stream);
            }),
            "");
}

TEST_F(EmulatedDeviceTest, Leaks) {
  EXPECT_EQ(runCalls([&] {
              allocate(16);
              allocate(80);
            }),
            "allocations on the device that the call did not free: 2, of 96 "
            "bytes in all");
  // They are freed then.
  EXPECT_EQ(runCalls([&] { scale(loadScale(), 1, 1); }), "");
}

TEST_F(EmulatedDeviceTest, WrongFree) {
  EXPECT_EQ(runCalls([&] {
              void *x = allocate(16);
              freeMemory(x);
              freeMemory(x);
            }),
            "0x100000000 is freed on the device, but was not allocated there "
            "or is free already");
}

// After an error the calls do nothing, whatever they are given.
TEST_F(EmulatedDeviceTest, FirstErrorStays) {
  float host = 5;
  EXPECT_EQ(
      runCalls([&] {
        void *x = allocate(4);
        void *module = loadScale();
        copy(x, &host, 4);
        copy(x, &host, 400);
        EXPECT_EQ(allocate(4), nullptr);
        void *shared = call("mgpuMemAlloc", int64_t(4), nullptr, int8_t(1));
        *static_cast<float *>(shared) = 1;
        launchScale(module, 1, 32, nullptr, nullptr, 1);
        call<void>("mgpuMemset32", nullptr, int32_t(7), int64_t(4), nullptr);
        copy(nullptr, nullptr, 4);
        copy(&host, x, 4);
        call<void>("mgpuStreamSynchronize", nullptr);
        freeMemory(shared);
        freeMemory(nullptr);
        freeMemory(x);
        freeMemory(x);
        call<void>("mgpuModuleUnload", module);
      }),
      "no allocation has the 400 bytes at 0x100000000");
  EXPECT_EQ(host, 5);
  EXPECT_TRUE(reports.empty());
  EXPECT_EQ(runCalls([] {}), "");
}

TEST_F(EmulatedDeviceTest, Refusals) {
  EXPECT_EQ(runCalls([] { call("mgpuModuleLoad", "\177ELF", int64_t(4)); }),
            "the emulator executes PTX text and no cubin or fatbin; compile "
            "with format=ptx");
  EXPECT_EQ(runCalls([] {
              void *x = call("mgpuMemAlloc", int64_t(4), nullptr, int8_t(1));
              *static_cast<float *>(x) = 1;
              freeMemory(x);
            }),
            "the emulator has no memory that the host can access");
  EXPECT_EQ(runCalls([] {
              call<void>("mgpuMemHostRegister", nullptr, int64_t(4));
              call<void>("mgpuMemHostUnregister", nullptr);
            }),
            "kernels cannot access memory of the host on the emulator; copy it "
            "to the device");
  EXPECT_EQ(runCalls([] { call<void>("mgpuSetDefaultDevice", int32_t(1)); }),
            "host code chooses device 1; there is device 0 alone");
  int64_t descriptor[] = {0, 0, 0, 8, 1};
  auto encode = [&](int64_t type) {
    call("mgpuTensorMapEncodeTiledMemref", int64_t(1), (void *)descriptor, type,
         int64_t(0), int64_t(0), int64_t(0), int64_t(0), (void *)descriptor);
  };
  EXPECT_EQ(runCalls([&] { encode(7); }),
            "a tensor map with a box of 0; expected 1 to 256");
  EXPECT_EQ(runCalls([&] { encode(13); }),
            "a tensor map of elements of type 13; expected 0 to 12");
  auto device = createEmulatedDevice(/*seed=*/0);
  EXPECT_EQ(getMessage(device->getSeconds(nullptr, nullptr).takeError()),
            "the time of the emulator says nothing of a GPU's");
}

TEST_F(EmulatedDeviceTest, WrongLaunches) {
  void *module = nullptr;
  EXPECT_EQ(runCalls([&] { module = loadScale(); }), "");
  EXPECT_EQ(runCalls([&] { call("mgpuModuleGetFunction", module, "f"); }),
            "no kernel 'f'; the module has 'scale'");
  EXPECT_EQ(runCalls([&] {
              launchScale(module, 1, 32, nullptr, nullptr, 1, /*count=*/2);
            }),
            "kernel 'scale' has 3 parameters, found 2 arguments");
  EXPECT_EQ(runCalls([&] {
              launchScale(module, int64_t(1) << 32, 32, nullptr, nullptr, 1);
            }),
            "a grid of (4294967296, 1, 1); expected sizes from 0 to 2^32 - 1");
  EXPECT_EQ(runCalls([&] { launchScale(module, 1, -1, nullptr, nullptr, 1); }),
            "a block of (-1, 1, 1); expected sizes from 0 to 2^32 - 1");
  EXPECT_EQ(runCalls([&] {
              void *parameters[3] = {};
              call<void>("mgpuLaunchClusterKernel",
                         call("mgpuModuleGetFunction", module, "scale"),
                         int64_t(2), int64_t(1), int64_t(1), int64_t(3),
                         int64_t(1), int64_t(1), int64_t(1), int64_t(1),
                         int64_t(1), int32_t(0), nullptr, parameters, nullptr);
            }),
            "kernel 'scale': a grid of (3, 1, 1) blocks; expected multiples of "
            "its clusters, which are (2, 1, 1)");
}

// A cluster of one block is none; the number of parameters is the kernel's.
TEST_F(EmulatedDeviceTest, ClusterOfOne) {
  EXPECT_EQ(runCalls([&] {
              float value = 2, factor = 8;
              void *module = loadScale(), *x = allocate(4);
              copy(x, &value, 4);
              void *parameters[] = {&x, &x, &factor};
              call<void>("mgpuLaunchClusterKernel",
                         call("mgpuModuleGetFunction", module, "scale"),
                         int64_t(1), int64_t(1), int64_t(1), int64_t(1),
                         int64_t(1), int64_t(1), int64_t(1), int64_t(1),
                         int64_t(1), int32_t(0), nullptr, parameters, nullptr);
              copy(&value, x, 4);
              EXPECT_EQ(value, 16);
              freeMemory(x);
              call<void>("mgpuModuleUnload", module);
            }),
            "");
}

TEST_F(EmulatedDeviceTest, Faults) {
  std::string fault = runCalls([&] {
    void *module = loadScale(), *x = allocate(32 * 4);
    call<void>("mgpuMemset32", x, int32_t(0), int64_t(32), nullptr);
    launchScale(module, /*blocks=*/2, /*threads=*/32, x, x, 1);
    freeMemory(x);
    call<void>("mgpuModuleUnload", module);
  });
  EXPECT_TRUE(llvm::StringRef(fault).starts_with(
      "kernel 'scale': line 19: read of 4 bytes at global address 0x100000080 "
      "is out of bounds"))
      << fault;
  std::string refusal = runCalls([&] {
    EXPECT_EQ(call("mgpuModuleLoadJIT", "vadd4;", int32_t(2)), nullptr);
  });
  EXPECT_EQ(refusal, "cannot load PTX: line 1: expected '.version': 'vadd4;'");
}

// Devices live side by side, on one thread in turns and on several at once.
TEST_F(EmulatedDeviceTest, Devices) {
  std::unique_ptr<Device> other = createEmulatedDevice(/*seed=*/4);
  DeviceRun run(*device);
  void *module = loadScale();
  {
    DeviceRun inner(*other);
    void *innerModule = loadScale();
    EXPECT_EQ(scale(innerModule, 1, 2)[31], 64);
    EXPECT_EQ(getMessage(inner.finish()), "");
    EXPECT_EQ(inner.takeReports()[0].seed, 4u);
  }
  EXPECT_EQ(scale(module, 1, 3)[31], 96);
  EXPECT_EQ(getMessage(run.finish()), "");
  EXPECT_EQ(run.takeReports()[0].seed, 3u);
}

TEST_F(EmulatedDeviceTest, Threads) {
  void *module = nullptr;
  EXPECT_EQ(runCalls([&] { module = loadScale(); }), "");
  auto work = [&](float factor) {
    for (int i = 0; i < 20; ++i) {
      DeviceRun run(*device);
      std::vector<float> values = scale(module, 3, factor);
      EXPECT_EQ(getMessage(run.finish()), "");
      EXPECT_EQ(run.takeReports().size(), 1u);
      EXPECT_EQ(values[95], 96 * factor);
    }
  };
  std::thread first(work, 2), second(work, 3);
  first.join();
  second.join();
}

TEST_F(EmulatedDeviceTest, OutsideOfARun) {
  EXPECT_DEATH(call("mgpuStreamCreate"),
               "host code calls a device outside of a glurt::DeviceRun");
}
