//===- CUDATest.cpp - Tests of what the CUDA driver is told ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver is a fake that writes down its calls and fails when told to.
//
//===----------------------------------------------------------------------===//

#include "FakeCUDA/FakeCUDA.h"
#include "HostCalls.h"
#include "llvm/Support/DynamicLibrary.h"

using namespace glurt;
using Calls = std::vector<std::string>;

static FakeCUDA &getFake(const char *path = FAKE_CUDA) {
  auto library = llvm::sys::DynamicLibrary::getPermanentLibrary(path);
  return *reinterpret_cast<FakeCUDA *(*)()>(
      library.getAddressOfSymbol("getFakeCUDA"))();
}

/// Forgets the calls that there were, and returns them.
static Calls takeCalls() { return std::exchange(getFake().calls, {}); }

namespace {
class CUDATest : public testing::Test {
protected:
  CUDATest() { getFake() = FakeCUDA(); }
  ~CUDATest() override {
    EXPECT_EQ(getFake().liveCount, 0u);
    EXPECT_EQ(getFake().depth, 0);
  }
};

/// Parameters of a kernel, as launches take them.
struct Parameters {
  int number = 5;
  float factor = 0.5;
  void *pointers[2] = {&number, &factor};
};
} // namespace

static void launch(void *function, int32_t shared, void *stream) {
  Parameters parameters;
  call<void>("mgpuLaunchKernel", function, int64_t(1), int64_t(2), int64_t(3),
             int64_t(4), int64_t(5), int64_t(6), shared, stream,
             parameters.pointers, nullptr, int64_t(2));
}

static void launchCluster(void *function, int32_t shared, void *stream) {
  Parameters parameters;
  call<void>("mgpuLaunchClusterKernel", function, int64_t(2), int64_t(1),
             int64_t(1), int64_t(8), int64_t(2), int64_t(3), int64_t(4),
             int64_t(5), int64_t(6), shared, stream, parameters.pointers,
             nullptr);
}

static void *encodeTensorMap(void *data) {
  // allocated, aligned, offset, sizes, strides of a 64 x 32 part of f16.
  int64_t address = reinterpret_cast<int64_t>(data);
  int64_t descriptor[] = {address, address, 8, 64, 32, 40, 1};
  int64_t box[] = {16, 32};
  return call("mgpuTensorMapEncodeTiledMemref", int64_t(2), (void *)descriptor,
              int64_t(6), int64_t(0), int64_t(3), int64_t(2), int64_t(1),
              (void *)box);
}

/// Calls every function once, and frees all that it creates.
static llvm::Error callEverything(const char *path = FAKE_CUDA) {
  auto device = createCUDADevice(path);
  if (!device)
    return device.takeError();
  DeviceRun run(**device);
  call<void>("mgpuSetDefaultDevice", int32_t(0));
  void *binary = call("mgpuModuleLoad", "\177ELF...", int64_t(7));
  void *module = call("mgpuModuleLoadJIT", "// PTX", int32_t(2));
  void *function = call("mgpuModuleGetFunction", module, "scale");
  void *stream = call("mgpuStreamCreate");
  void *event = call("mgpuEventCreate");

  char host[96] = "host memory";
  void *shared = call("mgpuMemAlloc", int64_t(32), stream, int8_t(1));
  std::memset(shared, 1, 32);
  void *memory = call("mgpuMemAlloc", int64_t(96), stream, int8_t(0));
  call<void>("mgpuMemcpy", memory, (void *)host, int64_t(96), stream);
  call<void>("mgpuMemset32", memory, int32_t(-2), int64_t(3), stream);
  call<void>("mgpuMemset16", memory, int16_t(-2), int64_t(7), stream);
  call<void>("mgpuMemHostRegister", (void *)host, int64_t(96));
  call<void>("mgpuMemHostUnregister", (void *)host);

  getFake().base = static_cast<char *>(memory);
  encodeTensorMap(memory);
  launch(function, /*shared=*/48 * 1024 + 1, stream);
  launchCluster(function, /*shared=*/16, stream);
  call<void>("mgpuEventRecord", event, stream);
  call<void>("mgpuStreamWaitEvent", stream, event);
  call<void>("mgpuEventSynchronize", event);
  call<void>("mgpuStreamSynchronize", stream);

  call<void>("mgpuMemFree", memory, stream);
  call<void>("mgpuMemFree", shared, stream);
  call<void>("mgpuEventDestroy", event);
  call<void>("mgpuStreamDestroy", stream);
  call<void>("mgpuModuleUnload", module);
  call<void>("mgpuModuleUnload", binary);
  return run.finish();
}

TEST_F(CUDATest, Arguments) {
  EXPECT_EQ(getMessage(callEverything()), "");
  EXPECT_EQ(takeCalls(),
            (Calls{
                "cuInit(0)",
                "cuDeviceGet(0)",
                "cuDeviceGetAttribute(75, 7)",
                "cuDeviceGetAttribute(76, 7)",
                "cuDevicePrimaryCtxRetain(7)",
                "cuCtxPushCurrent(1)",
                "cuModuleLoadDataEx(\177ELF)",
                "cuModuleLoadDataEx(// PTX, 7: 2)",
                "cuModuleGetFunction(scale)",
                "cuStreamCreate(1)",
                "cuEventCreate(0)",
                "cuMemAllocManaged(32, 1)",
                "cuMemAlloc(96)",
                "cuMemcpyAsync(96, stream 1)",
                "cuMemsetD32Async(fffffffe, 3, stream 1)",
                "cuMemsetD16Async(fffe, 7, stream 1)",
                "cuMemHostRegister(96, 0)",
                "cuMemHostUnregister()",
                // The innermost dimension first, and strides in bytes.
                "cuTensorMapEncodeTiled(6, rank 2 at +16: 32 64, 80, 32 16, "
                "1 1, 0 3 2 1)",
                "cuMemAlloc(128)",
                "cuMemcpyAsync(128, stream 0)",
                "cuFuncGetAttribute(1)",
                "cuFuncSetAttribute(8, 49153)",
                "cuLaunchKernel(1 2 3, 4 5 6, 49153, stream 1, 5, 0.5, "
                "extra 0)",
                "cuFuncGetAttribute(1)",
                "cuLaunchKernelEx(8 2 3, 4 5 6, 16, stream 1, 1: 4 = 2 1 1, "
                "5, 0.5, extra 0)",
                "cuEventRecord(1, 1)",
                "cuStreamWaitEvent(1, 1, 0)",
                "cuEventSynchronize(1)",
                "cuStreamSynchronize(1)",
                "cuMemFree()",
                "cuMemFree()",
                "cuEventDestroy()",
                "cuStreamDestroy()",
                "cuModuleUnload()",
                "cuModuleUnload()",
                "cuMemFree()",
                "cuCtxPopCurrent()",
                "cuDevicePrimaryCtxRelease(7)",
            }));
}

// Whichever call fails: its error comes back, what was created is destroyed,
// and nothing is launched or copied any more.
TEST_F(CUDATest, Failures) {
  EXPECT_EQ(getMessage(callEverything()), "");
  std::set<std::string> names;
  for (const std::string &line : takeCalls())
    names.insert(line.substr(0, line.find('(')));
  EXPECT_EQ(names.size(), 31u);
  // The last two have nobody to tell.
  names.erase("cuCtxPopCurrent");
  names.erase("cuDevicePrimaryCtxRelease");
  for (const std::string &name : names) {
    getFake().failing = name;
    std::string message = getMessage(callEverything());
    EXPECT_NE(message.find(name), std::string::npos) << name << ": " << message;
    EXPECT_NE(message.find(": CUDA_ERROR_OUT_OF_MEMORY: out of memory"),
              std::string::npos)
        << message;
    EXPECT_EQ(getFake().liveCount, 0u) << name;
    EXPECT_EQ(getFake().depth, 0) << name;
    Calls calls = takeCalls();
    EXPECT_FALSE(llvm::is_contained(calls, "  of what is not there")) << name;
    auto failed = llvm::find_if(calls, [&](const std::string &line) {
      return llvm::StringRef(line).starts_with(name + "(");
    });
    if (name.find("Free") == name.npos && name.find("Destroy") == name.npos)
      for (const std::string &line : llvm::make_range(failed + 1, calls.end()))
        EXPECT_EQ(line.find("Launch"), line.npos) << name << ", then " << line;
  }
}

static std::string getErrorOf(llvm::StringRef name) {
  getFake().failing = name.str();
  return getMessage(callEverything());
}

TEST_F(CUDATest, Messages) {
  EXPECT_EQ(getErrorOf("cuInit"), "there is no CUDA device: cuInit: "
                                  "CUDA_ERROR_OUT_OF_MEMORY: out of memory");
  EXPECT_EQ(getErrorOf("cuModuleLoadDataEx").substr(0, 29),
            "cuModuleLoadDataEx of a binar");
  EXPECT_EQ(getErrorOf("cuMemAlloc"),
            "cuMemAlloc of 96 bytes: CUDA_ERROR_OUT_OF_MEMORY: out of memory");
  EXPECT_EQ(getErrorOf("cuModuleGetFunction").substr(0, 30),
            "cuModuleGetFunction of 'scale'");
  EXPECT_EQ(getErrorOf("cuFuncSetAttribute").substr(0, 82),
            "cuFuncSetAttribute to 49153 bytes of dynamic shared memory, with "
            "0 of the kernel's");
  EXPECT_EQ(getErrorOf("cuLaunchKernel"),
            "cuLaunchKernel with a grid of (1, 2, 3), a block of (4, 5, 6) and "
            "49153 bytes of dynamic shared memory: CUDA_ERROR_OUT_OF_MEMORY: "
            "out of memory");
  EXPECT_EQ(getErrorOf("cuLaunchKernelEx"),
            "cuLaunchKernelEx with clusters of (2, 1, 1), a grid of (8, 2, 3), "
            "a block of (4, 5, 6) and 16 bytes of dynamic shared memory: "
            "CUDA_ERROR_OUT_OF_MEMORY: out of memory");
  getFake().failure = 1234;
  EXPECT_EQ(getErrorOf("cuEventRecord"), "cuEventRecord: error 1234");
}

TEST_F(CUDATest, PTXLog) {
  auto device = llvm::cantFail(createCUDADevice(FAKE_CUDA));
  getFake().failing = "cuModuleLoadDataEx";
  DeviceRun run(*device);
  EXPECT_EQ(call("mgpuModuleLoadJIT", "// PTX", int32_t(2)), nullptr);
  EXPECT_EQ(getMessage(run.finish()),
            "cuModuleLoadDataEx of PTX: CUDA_ERROR_OUT_OF_MEMORY: out of "
            "memory\nptxas fatal: line 1");
}

// What the kernel declares counts, too.
TEST_F(CUDATest, SharedMemory) {
  auto device = llvm::cantFail(createCUDADevice(FAKE_CUDA));
  DeviceRun run(*device);
  void *module = call("mgpuModuleLoadJIT", "// PTX", int32_t(2));
  void *plain = call("mgpuModuleGetFunction", module, "scale"),
       *own = call("mgpuModuleGetFunction", module, "static");
  auto isRaised = [&](void *function, int32_t shared) {
    takeCalls();
    launch(function, shared, nullptr);
    return llvm::any_of(takeCalls(), [](const std::string &line) {
      return llvm::StringRef(line).starts_with("cuFuncSetAttribute");
    });
  };
  EXPECT_FALSE(isRaised(plain, 0));
  EXPECT_FALSE(isRaised(plain, 48 * 1024));
  EXPECT_TRUE(isRaised(plain, 48 * 1024 + 1));
  EXPECT_FALSE(isRaised(own, 0));
  EXPECT_FALSE(isRaised(own, 8 * 1024));
  EXPECT_TRUE(isRaised(own, 8 * 1024 + 1));
  call<void>("mgpuModuleUnload", module);
  EXPECT_EQ(getMessage(run.finish()), "");
}

/// What a timed run of one launch says of failure, and its calls.
static std::string launchTimed(std::vector<LaunchTime> &times, Calls &calls) {
  auto device = llvm::cantFail(createCUDADevice(FAKE_CUDA));
  DeviceRun run(*device, /*timesLaunches=*/true);
  void *module = call("mgpuModuleLoadJIT", "// PTX", int32_t(2));
  void *kernel = call("mgpuModuleGetFunction", module, "scale");
  takeCalls();
  launch(kernel, /*shared=*/0, /*stream=*/nullptr);
  call<void>("mgpuModuleUnload", module);
  std::string message = getMessage(run.finish());
  times = run.takeTimes();
  calls = takeCalls();
  return message;
}

TEST_F(CUDATest, LaunchTimes) {
  std::vector<LaunchTime> times;
  Calls calls;
  EXPECT_EQ(launchTimed(times, calls), "");
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(times[0].kernel, "scale");
  EXPECT_EQ(times[0].seconds, 0.25e-3);
  EXPECT_EQ(
      calls,
      (Calls{"cuEventCreate(0)", "cuEventCreate(0)", "cuEventRecord(1, 0)",
             "cuLaunchKernel(1 2 3, 4 5 6, 0, stream 0, 5, 0.5, extra 0)",
             "cuEventRecord(1, 0)", "cuModuleUnload()", "cuEventSynchronize(1)",
             "cuEventElapsedTime(1, 1)", "cuEventDestroy()", "cuEventDestroy()",
             "cuCtxPopCurrent()"}));
  for (const char *name :
       {"cuEventCreate", "cuEventRecord", "cuEventSynchronize",
        "cuEventElapsedTime", "cuEventDestroy"}) {
    getFake().failing = name;
    EXPECT_EQ(launchTimed(times, calls),
              std::string(name) + ": CUDA_ERROR_OUT_OF_MEMORY: out of memory");
    EXPECT_EQ(getFake().liveCount, 0u) << name;
  }
}

TEST_F(CUDATest, Arch) {
  for (auto [capability, arch] :
       {std::pair(75, "sm_75"), std::pair(80, "sm_80"), std::pair(87, "sm_86"),
        std::pair(89, "sm_89"), std::pair(90, "sm_90a"),
        std::pair(100, "sm_100a"), std::pair(103, "sm_89"),
        std::pair(121, "sm_120")}) {
    getFake().capability = capability;
    EXPECT_EQ(llvm::cantFail(createCUDADevice(FAKE_CUDA))->getArch(), arch);
  }
}

TEST_F(CUDATest, NoDriver) {
  EXPECT_EQ(getMessage(createCUDADevice("/nowhere/libcuda.so").takeError()),
            "there is no CUDA driver: /nowhere/libcuda.so: cannot open shared "
            "object file: No such file or directory");
  EXPECT_EQ(getMessage(createCUDADevice(NO_DRIVER).takeError()),
            "the CUDA driver '" NO_DRIVER "' lacks cuMemHostUnregister");
}

TEST_F(CUDATest, OldDriver) {
  auto device = llvm::cantFail(createCUDADevice(FAKE_CUDA_OLD));
  {
    DeviceRun run(*device);
    launchCluster(/*function=*/(void *)"", /*shared=*/0, /*stream=*/nullptr);
    EXPECT_EQ(getMessage(run.finish()),
              "the CUDA driver cannot launch clusters; expected CUDA 11.8 or "
              "newer");
  }
  DeviceRun run(*device);
  EXPECT_EQ(encodeTensorMap(nullptr), nullptr);
  EXPECT_EQ(getMessage(run.finish()),
            "the CUDA driver has no tensor maps; expected CUDA 12 or newer");
}

// Memory of the host that kernels may access, by its descriptor.
TEST_F(CUDATest, RegisterMemRef) {
  auto device = llvm::cantFail(createCUDADevice(FAKE_CUDA));
  DeviceRun run(*device);
  float data[24];
  int64_t address = reinterpret_cast<int64_t>(data);
  int64_t descriptor[] = {address, address, 4, 2, 5, 5, 1};
  takeCalls();
  call<void>("mgpuMemHostRegisterMemRef", int64_t(2), (void *)descriptor,
             int64_t(4));
  call<void>("mgpuMemHostUnregister", (void *)(data + 4));
  call<void>("mgpuMemHostRegister", (void *)(data + 4), int64_t(40));
  call<void>("mgpuMemHostUnregisterMemRef", int64_t(2), (void *)descriptor,
             int64_t(4));
  EXPECT_EQ(takeCalls(),
            (Calls{"cuMemHostRegister(40, 0)", "cuMemHostUnregister()",
                   "cuMemHostRegister(40, 0)", "cuMemHostUnregister()"}));
  EXPECT_EQ(getMessage(run.finish()), "");
}
