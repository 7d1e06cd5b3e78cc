// What CUDADriver.h declares has the ABI of CUDA's own header.

#include "CUDADriver.h"
#include <cuda.h>
#include <type_traits>

namespace cuda = glurt::cuda;

// Since 12.8 the header has a second version by this name, with the same
// parameters. Drivers have both.
#ifdef cuEventElapsedTime
#undef cuEventElapsedTime
extern "C" decltype(cuEventElapsedTime_v2) cuEventElapsedTime;
#endif

/// How a value is passed: pointers are all the same, numbers by their size.
template <typename T>
constexpr int passed = std::is_pointer_v<T> ? 0 : sizeof(T);

template <typename Own, typename Theirs>
constexpr bool agree = false;
template <typename R, typename... P, typename S, typename... Q>
constexpr bool agree<R(P...), S(Q...)> = [] {
  if constexpr (sizeof...(P) == sizeof...(Q))
    return passed<R> == passed<S> && ((passed<P> == passed<Q>) && ...);
  return false;
}();

#define CHECK_FUNCTION(NAME, PARAMETERS)                                       \
  static_assert(agree<std::remove_pointer_t<decltype(cuda::Driver::NAME)>,     \
                      std::remove_pointer_t<decltype(&::NAME)>>,               \
                #NAME);
GLU_CUDA_ENTRY_POINTS(CHECK_FUNCTION)
GLU_CUDA_LATE_ENTRY_POINTS(CHECK_FUNCTION)

#define CHECK(OWN, THEIRS)                                                     \
  static_assert(int(OWN) == int(THEIRS), #OWN " is not " #THEIRS)
CHECK(cuda::success, CUDA_SUCCESS);
CHECK(cuda::multiprocessorCount, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
CHECK(cuda::computeCapabilityMajor,
      CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR);
CHECK(cuda::computeCapabilityMinor,
      CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
CHECK(cuda::sharedSizeBytes, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES);
CHECK(cuda::maxDynamicSharedSizeBytes,
      CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES);
CHECK(cuda::errorLogBuffer, CU_JIT_ERROR_LOG_BUFFER);
CHECK(cuda::errorLogBufferSizeBytes, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES);
CHECK(cuda::optimizationLevel, CU_JIT_OPTIMIZATION_LEVEL);
CHECK(cuda::streamNonBlocking, CU_STREAM_NON_BLOCKING);
CHECK(cuda::eventWithTime, CU_EVENT_DEFAULT);
CHECK(cuda::attachGlobal, CU_MEM_ATTACH_GLOBAL);
CHECK(cuda::LaunchAttribute::clusterDimension,
      CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION);

CHECK(sizeof(cuda::LaunchAttribute), sizeof(CUlaunchAttribute));
CHECK(offsetof(cuda::LaunchAttribute, id), offsetof(CUlaunchAttribute, id));
CHECK(offsetof(cuda::LaunchAttribute, value),
      offsetof(CUlaunchAttribute, value.clusterDim.x));
CHECK(sizeof(cuda::LaunchConfig), sizeof(CUlaunchConfig));
CHECK(offsetof(cuda::LaunchConfig, grid), offsetof(CUlaunchConfig, gridDimX));
CHECK(offsetof(cuda::LaunchConfig, block), offsetof(CUlaunchConfig, blockDimX));
CHECK(offsetof(cuda::LaunchConfig, sharedBytes),
      offsetof(CUlaunchConfig, sharedMemBytes));
CHECK(offsetof(cuda::LaunchConfig, stream), offsetof(CUlaunchConfig, hStream));
CHECK(offsetof(cuda::LaunchConfig, attributes),
      offsetof(CUlaunchConfig, attrs));
CHECK(offsetof(cuda::LaunchConfig, attributeCount),
      offsetof(CUlaunchConfig, numAttrs));

// HostCalls.cpp counts bytes of elements by these.
CHECK(0, CU_TENSOR_MAP_DATA_TYPE_UINT8);
CHECK(6, CU_TENSOR_MAP_DATA_TYPE_FLOAT16);
CHECK(8, CU_TENSOR_MAP_DATA_TYPE_FLOAT64);
CHECK(9, CU_TENSOR_MAP_DATA_TYPE_BFLOAT16);
CHECK(12, CU_TENSOR_MAP_DATA_TYPE_TFLOAT32_FTZ);
CHECK(128, sizeof(CUtensorMap));
static_assert(128 % alignof(CUtensorMap) == 0);
