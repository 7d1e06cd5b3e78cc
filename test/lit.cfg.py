import ctypes
import glob
import importlib.util
import os
import shutil
import sys

import lit.formats

config.name = "GLU"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.glu_binary_dir, "test")
# unit/ has its own configuration; client/ is a project of its own.
config.excludes = ["Inputs", "client", "lib", "unit"]
config.substitutions += [
    (
        "%client_plugin",
        os.path.join(config.glu_binary_dir, "lib", "ClientPlugin.so"),
    ),
    ("%cxx", config.cxx),
    ("%glu_build", config.glu_binary_dir),
    ("%glu_plugin", os.path.join(config.glu_binary_dir, "lib", "GLUPlugin.so")),
    ("%glu_version", config.glu_version),
    ("%llvm_prefix", config.llvm_prefix),
]
config.environment["FILECHECK_OPTS"] = "-enable-var-scope"
config.environment["PATH"] = os.pathsep.join(
    [
        os.path.join(config.glu_binary_dir, "bin"),
        config.llvm_tools_dir,
        os.environ["PATH"],
    ]
)

# A larger corpus for corpus/corpus.test.
if "GLU_CORPUS_DIR" in os.environ:
    config.environment["GLU_CORPUS_DIR"] = os.environ["GLU_CORPUS_DIR"]

# Writes and prints .npy files.
npy = os.path.join(config.test_source_root, "Inputs", "npy.py")
config.substitutions.append(("%npy", f"{sys.executable} {npy}"))
config.substitutions.append(("%python", sys.executable))

# What a C program is compiled and linked with.
config.substitutions.append(("%cc", config.c_compiler))
config.substitutions.append(
    ("%libomp", f"{config.libomp} -Wl,-rpath,{os.path.dirname(config.libomp)}")
)
config.substitutions.append(
    ("%glu_include", os.path.join(config.glu_source_dir, "include"))
)
config.substitutions.append(("%glu_source", config.glu_source_dir))


# What the host can execute, for REQUIRES and UNSUPPORTED lines.
def host_features():
    try:
        with open("/proc/cpuinfo") as info:
            for line in info:
                if line.startswith("flags"):
                    return set(line.split(":", 1)[1].split())
    except OSError:
        pass
    return set()


flags = host_features()
for feature, flag in [
    ("host-avx2", "avx2"),
    ("host-avx512", "avx512f"),
    ("host-amx", "amx_bf16"),
]:
    if flag in flags:
        config.available_features.add(feature)

# What judges the results of glu-accuracy, which is not built without it.
if config.has_mpfr:
    config.available_features.add("mpfr")

# Libraries that only programs with the sanitizers can load.
if config.has_sanitizers:
    config.available_features.add("sanitizers")

# What scripts/python-env.sh has installed. An interpreter cannot load a library
# with sanitizers.
python_dir = os.path.join(config.glu_binary_dir, "python")
config.substitutions += [
    ("%env", os.path.join(config.glu_source_dir, "scripts", "python-env.sh")),
    ("%venv", os.path.join(python_dir, "venv", "bin")),
]
for name in ["base", "torch", "minilm", "docs"]:
    if os.path.exists(os.path.join(python_dir, name)) and not config.has_sanitizers:
        config.available_features.add(f"python-{name}")

# What finds the coefficients of expansions.
if importlib.util.find_spec("mpmath"):
    config.available_features.add("mpmath")


# A GPU, by CUDA's driver.
def has_gpu():
    try:
        return ctypes.CDLL("libcuda.so.1").cuInit(0) == 0
    except OSError:
        return False


if has_gpu():
    config.available_features.add("cuda")

# CUDA's own declarations, where its toolkit is installed.
nvcc = shutil.which("nvcc") or "/usr/local/cuda/bin/nvcc"
cuda_include = os.path.join(os.path.dirname(os.path.dirname(nvcc)), "include")
if os.path.exists(os.path.join(cuda_include, "cuda.h")):
    config.available_features.add("cuda-headers")
    config.substitutions.append(("%cuda_include", cuda_include))

# The toolkit, where glu looks for it: what checks and completes kernels.
for name in ["CUDA_ROOT", "CUDA_HOME", "CUDA_PATH"]:
    if name in os.environ:
        config.environment[name] = os.environ[name]
toolkit = next(
    (
        config.environment[name]
        for name in ["CUDA_ROOT", "CUDA_HOME", "CUDA_PATH"]
        if name in config.environment
    ),
    "/usr/local/cuda",
)
if os.path.exists(os.path.join(toolkit, "nvvm", "libdevice", "libdevice.10.bc")):
    config.available_features.add("libdevice")
if os.path.exists(os.path.join(toolkit, "bin", "ptxas")):
    config.available_features.add("ptxas")
    config.environment["PATH"] += os.pathsep + os.path.join(toolkit, "bin")

# The disassembler comes with the toolkit or as a package of Python.
disassemblers = [
    *([shutil.which("nvdisasm")] if shutil.which("nvdisasm") else []),
    *glob.glob(os.path.join(toolkit, "bin", "nvdisasm")),
    *glob.glob(os.path.join(python_dir, "venv/lib/*/site-packages/nvidia/*/bin/nvdisasm")),
]
if disassemblers:
    config.available_features.add("nvdisasm")
    config.environment["PATH"] += os.pathsep + os.path.dirname(disassemblers[0])

# `--param slow=0` leaves out the tests that REQUIRE: slow.
if lit_config.params.get("slow", "1") != "0":
    config.available_features.add("slow")
