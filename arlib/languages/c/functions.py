"""C source to programs: functions with loops, those that they call written into them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from arlib.languages.c.readings import READINGS
from arlib.languages.c.source import declarations
from arlib.programs.syntax import Program, Reading
from arlib.verdict import Unsupported

if TYPE_CHECKING:
    from pycparser import c_ast

    from arlib.languages.c.declarations import Declarations


def c_program(
    source: str, function: str | None = None, reading: Reading = "machine", folder: Path | None = None
) -> Program:
    """The program that a C function is, with its loops and the functions that it calls.

    The readings: in "machine" unsigned arithmetic wraps and signed arithmetic that overflows ends the program
    with an error, as C11 has it where int has 32 bits and long 64; in "wrap" signed arithmetic wraps too, as
    with gcc -fwrapv; "unbounded" takes all types as the integers of mathematics, as termination competitions do.
    ``readings.OPERATIONS`` says what each makes of each operation.
    ``function`` may be left out for ``main``, and where one function alone qualifies. Raises ``Unsupported``
    with the place.

    >>> program = c_program("void f(int x) { while (x > 0) x--; }")
    >>> program.body[0].body
    (Assign(targets=('x',), values=(Checked(Sub(Var('x'), Const(1)), Signed(width=32)),), line=1),)
    """
    from arlib.languages.c.definedness import used_too_early
    from arlib.languages.c.recursion import Recursive

    if reading not in tuple(READINGS):
        raise ValueError("C's integers are read as unbounded, machine or wrap")
    try:
        file = declarations(source, folder)
        chosen, arithmetic = _choose(file, function), READINGS[reading]
        reader = Recursive(file, arithmetic)
        program = reader.program(chosen, reading)
        if not reader.without:
            return program
        # Once more, now that it is known which variables may be used before they have a value.
        early = used_too_early(program, {at: declaration for at, (_, declaration) in reader.without.items()})
        return Recursive(file, arithmetic, early).program(chosen, reading)
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", source) from None


def _choose(file: Declarations, name: str | None) -> c_ast.FuncDef:
    from arlib.languages.c.declarations import names

    found = file.functions
    if not found:
        raise Unsupported("there is no function here; a program in C is a function such as `int main() { ... }`")
    name = "main" if name is None and "main" in found else name
    if name is not None and name in found:
        return found[name]
    if name is not None:
        raise Unsupported(f"there is no function {name}; here are {', '.join(found)}")
    called = {callee for caller, body in found.items() for callee in names(body.body) if callee != caller}
    uncalled = [each for each in found if each not in called]
    if len(uncalled) == 1:
        return found[uncalled[0]]
    raise Unsupported(f"say which function is meant; here are {', '.join(found)}")
