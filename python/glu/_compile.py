"""Compilation of modules to functions on arrays."""

from __future__ import annotations

import functools
import os
import re
from typing import Any, NamedTuple

from . import _glu


class Cost(NamedTuple):
    """What a layer of a function needs; None where a size is not known ahead.

    ``parameters`` counts elements of weights and biases, ``bytes`` the least
    to be read and written.
    """

    op: str
    parameters: int | None
    flops: int | None
    bytes: int | None


def _expect(name: str, value: Any, expected: str, holds: bool) -> None:
    if not holds:
        raise ValueError(f"{name}: expected {expected}, found {value!r}")


def _is_count(value: Any, low: int, high: int) -> bool:
    return (
        isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    )


def check_threads(threads: int | None) -> int:
    """The number of threads as the C API takes it."""
    _expect(
        "threads",
        threads,
        "a number from 1 to 1024, or None",
        threads is None or _is_count(threads, 1, 1024),
    )
    return threads or 0


def check_text(name: str, value: Any, *, optional: bool = False) -> Any:
    holds = isinstance(value, str) and "\0" not in value
    _expect(name, value, "a string", holds or (optional and value is None))
    return value


class Named:
    """Calls a function of C++ and gives its errors the arguments' names."""

    __slots__ = ("_call", "_names")

    def __init__(self, call: Any, names: list[str]):
        self._call = call
        self._names = names

    def __call__(self, *arrays: Any) -> Any:
        try:
            return self._call(*arrays)
        except ValueError as error:
            raise ValueError(self._rename(str(error))) from None

    def _rename(self, message: str) -> str:
        def name(match: re.Match[str]) -> str:
            number = int(match[1])
            if number < len(self._names) and self._names[number]:
                return f"argument '{self._names[number]}'"
            return match[0]

        return re.sub(r"^argument (\d+)", name, message)


class Function(Named):
    """A function in machine code, which any number of threads may call.

    It takes arrays of NumPy, tensors of torch and whatever speaks DLPack, in
    the memory of the host. It reads them where they are if they are dense and
    row-major. It returns tensors of torch if one of the arguments is such a
    tensor, else arrays of NumPy; several results are a tuple.
    """

    __slots__ = ("_module", "_options", "_function")

    def __init__(self, module: _glu.Module, options: _glu.Options):
        self._module = module
        self._options = options
        self._function = module.compile(options)
        super().__init__(self._function, [name for name, _ in self._function.arguments])

    def bind(self, *arrays: Any) -> Named:
        """A function of the first arguments alone; ``arrays`` are the others.

        If this function was compiled with ``prepare``, weights among the
        arrays are packed now, once for all calls. Other arrays are read at
        each call.
        """
        bind = Named(lambda *all: _glu.Bound(self._function, *all), self._names)
        return Named(bind(*arrays), self._names)

    def ir(self, stage: str = "llvm") -> str:
        """The module after a stage of the pipeline.

        Stages are raise, fuse, strategy, pack, tile, linalg, vectorize,
        bufferize, target and llvm; for a GPU raise, fuse, tile, linalg,
        bufferize, target and llvm.
        """
        return self._module.lower(self._options, check_text("stage", stage))

    @property
    def remarks(self) -> list[str]:
        """What the passes did and what they could not do, a line for each."""
        return self._function.remarks.splitlines()

    @property
    def cost(self) -> list[Cost]:
        """What each layer costs."""
        return [
            Cost(op, *(None if count < 0 else count for count in counts))
            for op, *counts in self._module.costs(self._options)
        ]

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """The name, which may be empty, and the MLIR type of each argument."""
        return self._function.arguments

    @property
    def results(self) -> list[str]:
        """The MLIR type of each result."""
        return self._function.results

    def __repr__(self) -> str:
        arguments = ", ".join(f"{name}: {type}" for name, type in self.arguments)
        return f"<glu.Function ({arguments}) -> ({', '.join(self.results)})>"


def _read_source(source: Any) -> bytes:
    """The text or the bytecode of a module."""
    if isinstance(source, (bytes, bytearray)):
        return bytes(source)
    if isinstance(source, str):
        return source.encode(errors="surrogateescape")
    if isinstance(source, os.PathLike):
        with open(source, "rb") as file:
            return file.read()
    # A module of MLIR's Python bindings, whichever project's they are.
    operation = getattr(source, "operation", None)
    if hasattr(operation, "get_asm"):
        text = operation.get_asm(print_generic_op_form=True, assume_verified=True)
        return text.encode()
    raise ValueError(
        "source: expected MLIR text, bytecode, a path or a module of MLIR's "
        f"Python bindings, found {type(source).__name__}"
    )


@functools.lru_cache(maxsize=256)
def _compile_cached(
    source: bytes,
    entry: str | None,
    device: str,
    threads: int,
    arch: str | None,
    target: str | None,
    seed: int,
    prepare: bool,
) -> Function:
    options = _glu.Options(
        entry=entry,
        device=device,
        arch=arch,
        target=target,
        threads=threads,
        seed=seed,
        prepare=prepare,
    )
    return Function(_glu.Module(source), options)


def compile(
    source: Any,
    entry: str | None = None,
    device: str = "cpu",
    threads: int | None = None,
    *,
    arch: str | None = None,
    target: str | None = None,
    seed: int = 0,
    prepare: bool = False,
) -> Function:
    """Compiles a function of a module to a callable on arrays.

    ``source`` is MLIR text, bytecode, a path to either, or a module of MLIR's
    Python bindings, such as JAX's or torch-mlir's. Layers and activations are
    found in linalg, TOSA, arith and math; StableHLO and torch ops are imported
    if they are in the generic form.

    ``entry`` is the function, by default the only public one or ``main``.
    ``device`` is ``cpu``, ``cuda`` or ``emulator``, ``threads`` the number of
    threads of a call, by default that of OpenMP. ``arch`` is the GPU to compile
    for, ``target`` the CPU, ``seed`` the order of warps on the emulator. With
    ``prepare``, :meth:`Function.bind` packs weights; a call of all arguments
    packs them, too, each time.

    The same source with the same options is compiled once.

    >>> import numpy as np
    >>> double = compile('''
    ... func.func @double(%x: tensor<?xf32>) -> tensor<?xf32> {
    ...   %0 = arith.addf %x, %x : tensor<?xf32>
    ...   return %0 : tensor<?xf32>
    ... }''')
    >>> double(np.array([1, 2], np.float32))
    array([2., 4.], dtype=float32)
    >>> double(np.zeros((2, 2), np.float32))
    Traceback (most recent call last):
    ValueError: argument 'x': expected tensor<?xf32>, found an array of 2x2xf32
    """
    _expect("seed", seed, "a number from 0 on", _is_count(seed, 0, 2**64 - 1))
    _expect("prepare", prepare, "True or False", isinstance(prepare, bool))
    return _compile_cached(
        _read_source(source),
        check_text("entry", entry, optional=True),
        check_text("device", device),
        check_threads(threads),
        check_text("arch", arch, optional=True),
        check_text("target", target, optional=True),
        seed,
        prepare,
    )
