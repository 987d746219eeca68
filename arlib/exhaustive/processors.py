"""The processor that compiled loops are for: its name, what it can do, and how wide its vectors are."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Processor:
    """A processor as LLVM names it; ``vector_bytes`` is the size of its widest registers for whole numbers."""

    triple: str
    name: str
    features: str
    vector_bytes: int

    def assembly(self, module: str) -> str:
        """What LLVM makes of a module for this processor, which need not be the one it runs on."""
        return str(self._machine().emit_assembly(_parsed(module)))

    def functions(self, module: str, *names: str) -> list[Any]:
        """The functions of these names, of integers and addresses, ready to be called."""
        from llvmlite import binding as llvm

        engine = llvm.create_mcjit_compiler(_parsed(module), self._machine())
        engine.finalize_object()
        kinds = [ctypes.c_int64] * 5 + [ctypes.c_void_p] * 3
        found: list[Any] = [ctypes.CFUNCTYPE(ctypes.c_int64, *kinds)(engine.get_function_address(n)) for n in names]
        for function in found:
            function.engine = engine  # the code lives as long as the engine
        return found

    def _machine(self) -> Any:
        from llvmlite import binding as llvm

        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        target = llvm.Target.from_triple(self.triple)
        return target.create_target_machine(cpu=self.name, features=self.features, opt=3, jit=True)


@cache
def host() -> Processor:
    """The processor that this program runs on."""
    from llvmlite import binding as llvm

    try:
        has = llvm.get_host_cpu_features()
        features = has.flatten()
    except RuntimeError:  # LLVM cannot ask every processor
        has, features = {}, ""
    width = 64 if has.get("avx512bw") else 32 if has.get("avx2") else 16
    return Processor(llvm.get_process_triple(), llvm.get_host_cpu_name(), features, width)


def _parsed(module: str) -> Any:
    from llvmlite import binding as llvm

    parsed = llvm.parse_assembly(module)
    parsed.verify()
    return parsed
