"""What LLVM emits for the processors of clouds, laptops and phones: vector instructions, and no loop is deleted."""

import re

import pytest

from arlib import Signed, Unsigned, claim
from arlib.exhaustive.compiled_engine import Kernel
from arlib.exhaustive.processors import Processor, host
from arlib.exhaustive.vector_code import TURNS

llvm = pytest.importorskip("llvmlite.binding")

X86, ARM = "x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"
PROCESSORS = [
    Processor(X86, "x86-64-v2", "", 16),
    Processor(X86, "haswell", "", 32),
    Processor(X86, "znver3", "", 32),
    Processor(X86, "skylake-avx512", "", 64),
    Processor(X86, "icelake-server", "", 64),
    Processor(X86, "sapphirerapids", "", 64),
    Processor(ARM, "neoverse-n1", "", 16),
    Processor("arm64-apple-darwin", "apple-m1", "", 16),
]
TYPES = [kind(width) for width in (8, 16, 32, 64) for kind in (Unsigned, Signed)]
NUMBER = r"(?:-?\d+)"


@pytest.fixture(scope="module", autouse=True)
def every_target():
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()


def inner_loop(kernel):
    """The instructions of the innermost loop of ``whole``: from a label to a jump back to it, with none between."""
    text = kernel.processor.assembly(kernel.module)
    lines = text[re.search(r"^_?whole:", text, re.MULTILINE).end() : re.search(r"^_?edge:", text, re.MULTILINE).start()]
    label, found = None, []
    for line in lines.splitlines():
        start = re.match(r"(\.?L\w+):", line)
        if start:
            label, found = start[1], []
        elif line.startswith("\t") and not line.startswith("\t."):
            found.append(line.split("\t", 1)[1])
            if label and re.search(rf"\b{re.escape(label.lstrip('.'))}$", line):
                return found
    raise AssertionError(text)


def adds_vectors(processor, width, instruction):
    """Whether this instruction adds or subtracts vectors of so many bits, in registers of the full size."""
    if processor.triple == X86:
        register = {16: "xmm", 32: "ymm", 64: "zmm"}[processor.vector_bytes]
        return re.match(rf"v?p(add|sub){'bwdq'[width.bit_length() - 4]}\t.*%{register}", instruction)
    shape = {8: "16b", 16: "8h", 32: "4s", 64: "2d"}[width]
    return re.match(rf"(add|sub)(\.{shape}\t|\tv\d+\.{shape})", instruction)


@pytest.mark.parametrize("processor", PROCESSORS, ids=lambda p: p.name)
@pytest.mark.parametrize("integers", TYPES, ids=str)
def test_additions_and_counting_are_vector_instructions(processor, integers):
    """Two additions and the count, for each vector of cases; and no instruction that takes a lane out of its vector."""
    loop = inner_loop(Kernel(claim("x + y == y + x"), integers, processor))
    assert sum(bool(adds_vectors(processor, integers.width, line)) for line in loop) >= 3 * TURNS, loop
    assert not any(re.search(r"pextr|pinsr|umov|fmov|movd\b|movq\b|div", line) for line in loop), loop
    assert len(loop) < 36, loop


@pytest.mark.parametrize("processor", PROCESSORS, ids=lambda p: p.name)
@pytest.mark.parametrize("integers", TYPES[:6], ids=str)
def test_so_are_divisions_of_up_to_32_bits(processor, integers):
    loop = inner_loop(Kernel(claim("x // y * y + x % y == x or min(x, y) < 3"), integers, processor))
    assert any("fdiv" in line if processor.triple != X86 else re.match("v?divp[sd]", line) for line in loop), loop
    assert not any(re.match(r"[iu]?s?div[bwlq]?\b", line) for line in loop), loop


@pytest.mark.parametrize("text", ["x + y == y + x", "x >= 0", "x == x", "x & 7 <= 7"])
@pytest.mark.parametrize("processor", PROCESSORS, ids=lambda p: p.name)
def test_the_loop_is_not_deleted(text, processor):
    """The loop that is left still loads and compares vectors, whatever is known of the claim."""
    loop = inner_loop(Kernel(claim(text), Unsigned(16), processor))
    compares = r"v?p(cmp\w*w|minuw|maxuw)\b" if processor.triple == X86 else r"cm(eq|hi|hs|ge|gt)"
    assert any(re.match(compares, line) for line in loop), loop


def test_this_processor_runs_what_is_emitted_for_it():
    assert host().vector_bytes in (16, 32, 64)
    for width in (16, host().vector_bytes):
        narrow = Processor(host().triple, host().name, host().features, width)
        assert Kernel(claim("x < y"), Unsigned(8), narrow).count(0, 65536) == 255 * 128
