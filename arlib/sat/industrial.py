"""The solvers of industry do the same, in many more lines of C++: CaDiCaL finds, and our checker checks.

CaDiCaL 1.9.5 (Biere, Faller, Fazekas, Fleury and Froleyks 2024) comes with python-sat, which need not be installed.
It runs in a process of its own, which can be stopped at any time and whose memory is not ours.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory

from arlib.certificates.refutation import Addition
from arlib.clauses import CNF, Assignment
from arlib.languages.dimacs import dimacs_lines
from arlib.languages.lrat import lrat_steps, own_numbers, renumbered
from arlib.seconds import timed

CADICAL = Path(__file__).with_name("cadical.py")
MOST_BYTES = 100_000_000  # of a proof; ten times as many in memory
PAUSE = 0.005  # seconds between two looks at the process
OFTEN = 1_000  # steps read between two looks at the clock


def industrial(formula: CNF) -> Generator[None, None, Assignment | tuple[Addition, ...] | str]:
    """Ask CaDiCaL; a model, the steps of a refutation, or why neither. It yields as it waits."""
    if () in formula.clauses:
        return (Addition(len(formula.clauses) + 1, (), (formula.clauses.index(()) + 1,)),)
    if find_spec("pysat") is None or not sys.executable:
        return "CaDiCaL is not here; it comes with pip install python-sat"
    with TemporaryDirectory(prefix="arlib") as name:
        written, proof, answer = (Path(name) / each for each in ("formula.cnf", "proof.lrat", "answer"))
        with open(written, "w") as lines:
            lines.writelines(f"{line}\n" for line in timed(dimacs_lines(formula)))
        with open(answer, "w") as output:
            command = [sys.executable, "-P", str(CADICAL), str(written), str(proof)]
            process = Popen(command, stdin=DEVNULL, stdout=output, stderr=DEVNULL)
            try:
                while process.poll() is None:
                    yield
                    time.sleep(PAUSE)
                    if _size(proof) > MOST_BYTES:
                        return f"the proof has more than {MOST_BYTES:,} bytes"
            finally:
                process.kill()
                process.wait()
        match answer.read_text().split():
            case ["s", "SATISFIABLE", "v", *words]:
                true = {*map(int, words)}
                return Assignment(tuple(v if v in true else -v for v in range(1, formula.variables + 1)))
            case ["s", "UNSATISFIABLE"] if _size(proof) <= MOST_BYTES:
                return (yield from _steps(proof, len(formula.clauses)))
            case ["s", "UNSATISFIABLE"]:
                return f"the proof has more than {MOST_BYTES:,} bytes"
    return f"CaDiCaL ended without an answer, with status {process.returncode}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _steps(proof: Path, clauses: int) -> Generator[None, None, tuple[Addition, ...] | str]:
    """The additions of a proof, up to the empty clause."""
    steps: list[Addition] = []
    with open(proof, "rb") as lines:
        own = own_numbers(timed(lines))
    with open(proof, "rb") as lines:
        for step in renumbered(lrat_steps(timed(lines)), own, clauses):
            if not isinstance(step, Addition):
                continue
            if min(step.hints, default=1) < 0:
                return f"step {step.number} of CaDiCaL's proof is no consequence of the clauses before (RAT)"
            steps.append(step)
            if not step.clause:
                break
            if len(steps) % OFTEN == 0:
                yield
    return tuple(steps)
