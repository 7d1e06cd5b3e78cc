//===- Arrays.cpp - Arrays of Python and of glu ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arrays.h"
#include <cstdint>
#include <string>
#include <vector>

using namespace glupy;

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

namespace {
/// The names that glu, NumPy and DLPack have for an element type, in the order
/// of GLUElementType.
struct TypeNames {
  const char *mlir;
  const char *numpy;
  nb::dlpack::dtype_code code;
  uint8_t bits;
};
} // namespace

static const TypeNames typeNames[] = {
    {"f16", "float16", nb::dlpack::dtype_code::Float, 16},
    {"bf16", "bfloat16", nb::dlpack::dtype_code::Bfloat, 16},
    {"f32", "float32", nb::dlpack::dtype_code::Float, 32},
    {"f64", "float64", nb::dlpack::dtype_code::Float, 64},
    {"i1", "bool", nb::dlpack::dtype_code::Bool, 8},
    {"i8", "int8", nb::dlpack::dtype_code::Int, 8},
    {"i16", "int16", nb::dlpack::dtype_code::Int, 16},
    {"i32", "int32", nb::dlpack::dtype_code::Int, 32},
    {"i64", "int64", nb::dlpack::dtype_code::Int, 64},
};

static GLUElementType getElementType(nb::dlpack::dtype type) {
  for (int i = GLU_F16; i <= GLU_I64; ++i)
    if (static_cast<uint8_t>(typeNames[i].code) == type.code &&
        typeNames[i].bits == type.bits && type.lanes == 1)
      return static_cast<GLUElementType>(i);
  const char *kinds[] = {"i", "ui", "f", "handle", "bf", "complex", "bool"};
  std::string kind = type.code < 7 ? kinds[type.code] : "unknown";
  throw nb::value_error(("found elements of type " + kind +
                         std::to_string(type.bits) +
                         "; expected f16, bf16, f32, f64, i1, i8, i16, i32 or "
                         "i64")
                            .c_str());
}

static nb::dlpack::dtype getDLPackType(GLUElementType type) {
  return {static_cast<uint8_t>(typeNames[type].code), typeNames[type].bits, 1};
}

/// NumPy's own bfloat16, which ml_dtypes brings.
static nb::object getBFloat16() {
  return nb::module_::import_("ml_dtypes").attr("bfloat16");
}

//===----------------------------------------------------------------------===//
// From Python
//===----------------------------------------------------------------------===//

/// An attribute of a module, if that was imported.
static nb::object findLoaded(const char *module, const char *name) {
  nb::dict modules = nb::borrow<nb::dict>(PyImport_GetModuleDict());
  if (!modules.contains(module))
    return nb::object();
  return nb::getattr(modules[module], name, nb::handle());
}

static bool isTorchTensor(nb::handle object) {
  // Never destroyed: modules outlive what is static here.
  static PyObject *tensor = nullptr;
  if (!tensor)
    tensor = findLoaded("torch", "Tensor").release().ptr();
  return tensor && PyObject_IsInstance(object.ptr(), tensor) == 1;
}

static std::string getTypeName(nb::handle object) {
  nb::object name = object.type().attr("__name__");
  return nb::str(name).c_str();
}

/// What DLPack makes of a tensor of torch. That of Python code, __dlpack__,
/// takes longer than small layers do.
static nb::object packTorch(nb::handle tensor) {
  nb::module_ torch = nb::module_::import_("torch");
  if (!nb::cast<bool>(tensor.attr("is_cpu"))) {
    nb::object device = tensor.attr("device");
    throw nb::value_error(
        ("found a tensor on the device " +
         std::string(nb::str(device).c_str()) +
         "; expected one in the memory of the host, as x.cpu() gives")
            .c_str());
  }
  if (nb::cast<bool>(tensor.attr("requires_grad")) &&
      nb::cast<bool>(torch.attr("is_grad_enabled")()))
    throw nb::value_error("found a tensor that requires a gradient, which glu "
                          "does not compute; use x.detach(), or call under "
                          "torch.no_grad()");
  nb::object pack =
      nb::module_::import_("torch.utils.dlpack").attr("to_dlpack");
  return pack(tensor);
}

void Input::readArray(nb::handle object) {
  nb::object packed = nb::borrow(object);
  bool isBFloat16 = false;
  fromTorch = isTorchTensor(object);
  if (fromTorch) {
    packed = packTorch(object);
  } else if (nb::hasattr(object, "dtype") && nb::hasattr(object, "view") &&
             object.attr("dtype").attr("kind").equal(nb::str("V")) &&
             object.attr("dtype").equal(getBFloat16())) {
    // NumPy hands out types of others neither by DLPack nor as a buffer.
    packed = object.attr("view")("uint16");
    isBFloat16 = true;
  }
  if (!nb::try_cast(packed, source, /*convert=*/false))
    throw nb::value_error(
        ("expected an array of NumPy, torch or DLPack in the memory of the "
         "host, with elements in native byte order; found " +
         getTypeName(object))
            .c_str());
  readLayout(isBFloat16);
}

void Input::readLayout(bool isBFloat16) {
  if (source.device_type() != nb::device::cpu::value)
    throw nb::value_error("found an array on another device; expected one in "
                          "the memory of the host");
  array.elementType = isBFloat16 ? GLU_BF16 : getElementType(source.dtype());
  array.data = const_cast<void *>(source.data());
  array.rank = source.ndim();
  array.shape = source.shape_ptr();
  array.strides = source.stride_ptr();
  if (reinterpret_cast<uintptr_t>(array.data) %
      (typeNames[array.elementType].bits / 8))
    throw nb::value_error("the elements are not aligned; copy the array");
}

/// A number as an array of the type that is expected.
static nb::object makeNumber(nb::handle object, GLUElementType type) {
  nb::object dtype =
      type == GLU_BF16 ? getBFloat16() : nb::str(typeNames[type].numpy);
  return nb::module_::import_("numpy").attr("asarray")(
      object, nb::arg("dtype") = dtype);
}

Input::Input(nb::handle object, const GLUValueType &type, bool isWritten) {
  bool isNumber = PyFloat_Check(object.ptr()) || PyLong_Check(object.ptr());
  try {
    if (!type.isTensor && isNumber)
      readArray(makeNumber(object, type.elementType));
    else
      readArray(object);
    if (isWritten && !fromTorch && nb::hasattr(object, "flags") &&
        !nb::cast<bool>(object.attr("flags").attr("writeable")))
      throw nb::value_error("the function writes it, and it is read-only");
  } catch (nb::python_error &error) {
    throw nb::value_error(nb::str(error.value()).c_str());
  }
}

bool Input::contains(const void *data) const {
  size_t width = typeNames[array.elementType].bits / 8;
  auto *begin = static_cast<const char *>(array.data);
  return data >= begin && data < begin + source.size() * width;
}

//===----------------------------------------------------------------------===//
// To Python
//===----------------------------------------------------------------------===//

template <typename Framework>
static nb::object makeArray(const GLUArray &array, nb::handle owner,
                            nb::dlpack::dtype type) {
  std::vector<size_t> shape(array.shape, array.shape + array.rank);
  return nb::cast(nb::ndarray<Framework>(array.data, array.rank, shape.data(),
                                         owner, /*strides=*/nullptr, type));
}

nb::object glupy::exportArray(const GLUArray &array, bool isTensor,
                              bool toTorch, nb::handle owner) {
  nb::dlpack::dtype type = getDLPackType(array.elementType);
  if (toTorch && isTensor)
    return makeArray<nb::pytorch>(array, owner, type);
  nb::object result;
  if (array.elementType == GLU_BF16) {
    nb::dlpack::dtype bits = {
        static_cast<uint8_t>(nb::dlpack::dtype_code::UInt), 16, 1};
    result =
        makeArray<nb::numpy>(array, owner, bits).attr("view")(getBFloat16());
  } else {
    result = makeArray<nb::numpy>(array, owner, type);
  }
  return isTensor ? result : result.attr("item")();
}
