"""Every command with what an attacker types: a status of its own, one line that says why, and never a traceback."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from command_runs import LOOP, PROVED, REFUTED, SLOW, UNKNOWN, UNREADABLE, arlib, refused

from arlib import Proved, Refuted, Signed, Unknown, Unsupported, claim, exhaust, prove, smt, terminates

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be stopped from outside")
STUCK = "implies(n % 2 == 1, n * n % 8 == 1)"  # z3 takes a step of many seconds here, and does not look at its clock
SUM = " + ".join(f"x{i}" for i in range(334)) + " == 0"
ANDS = " and ".join(["x == x"] * 993)
LEAST = f"min({', '.join(['x'] * 495)}) <= x"
MANY = " and ".join(f"x{i} == x{i}" for i in range(300))


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.py").write_text(LOOP)
    return tmp_path


# ---- Texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "statuses"),
    [
        (SUM, {REFUTED}),
        (ANDS, {PROVED, UNKNOWN}),
        (" and ".join(["x == x"] * 9_000), {PROVED, UNKNOWN, UNREADABLE}),
        (LEAST, {PROVED, UNKNOWN}),
        (MANY, {PROVED, UNKNOWN}),
        ("-" * 5_000 + "x == x", {PROVED, UNKNOWN, UNREADABLE}),
        ("not " * 3_000 + "x == x", {PROVED, UNKNOWN, UNREADABLE}),
        ("(" * 150 + "x" + ")" * 150 + " == x", {PROVED}),
        ("(" * 3_000 + "x" + ")" * 3_000 + " == x", {UNREADABLE}),
        ("min(x, " * 3_000 + "x" + ")" * 3_000 + " == x", {UNREADABLE}),
        ("x == " + "9" * 100_000, {UNREADABLE}),
        ("x" * 100_000 + " == 1", {REFUTED}),
    ],
)
def test_flat_deep_and_long_claims(here, claim, statuses):
    for command in (["prove"], ["prove", "--type", "uint8"], ["exhaust", "--type", "uint4"]):
        done = arlib(*command, claim, "--seconds", "1")
        allowed = statuses | ({REFUTED} if "9" * 99 in claim else set())
        if "type" in str(command) or statuses != {UNREADABLE}:
            allowed |= {UNKNOWN}  # a second is little on a busy machine
        assert done.returncode in allowed, (done.stdout[-300:], done.stderr[-300:])
        assert "Traceback" not in done.stderr and "RecursionError" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("f.py", LOOP.replace("1", "1" * 1_000_000), "characters; 500,000 are the most"),
        ("f.py", LOOP.replace("1", "1" * 100_000), "line 3, column 17: a number of 100,000 digits"),
        ("f.py", LOOP.replace("1", "0x" + "f" * 100_000), "line 3, column 17: a number of"),
        ("f.c", f"int f(int x) {{ return x + {'1' * 100_000}; }}", "line 1, column 27: a number of 100,000 digits"),
        ("f.py", LOOP + "    x = 1\n" * 200_000, "characters; 500,000 are the most"),
        ("f.py", LOOP.replace("x - 1", "min(x, " * 3_000 + "x" + ")" * 3_000), ""),
        ("f.py", LOOP.replace("- 1", "- \0"), "line 3, column 17: a null character"),
        ("f.c", "int f(int x) {\n  return x \0; }", "line 2, column 12: a null character"),
        ("f.py", "é".encode("latin-1"), "cannot be read"),
    ],
)
def test_programs_that_are_none(here, name, text, reason):
    if isinstance(text, bytes):
        (here / name).write_bytes(text)
    else:
        (here / name).write_text(text)
    refused(arlib("terminates", name, "--seconds", "3"), UNREADABLE, reason)
    refused(arlib("prove", f"{name}::f", "--seconds", "3"), UNREADABLE, reason)


def test_a_byte_order_mark_is_no_text(here):
    (here / "f.py").write_text(LOOP, encoding="utf-8-sig")
    assert arlib("terminates", "f.py", "--certificate", "f.json").returncode == PROVED
    assert arlib("check", "f.json", "f.py").returncode == PROVED


@pytest.mark.parametrize("claim", ["f'{x}' == x", "{x} == 1", "{x: 1} == x"])
def test_braces_of_python_are_not_taken_for_c(claim):
    with pytest.raises(Unsupported) as failed:
        prove(claim)
    assert "C" not in failed.value.reason and "column" in str(failed.value)
    assert isinstance(prove("int f(int x) { return x == x; }"), Proved)


def test_inputs_come_in_the_order_of_the_text():
    assert list(exhaust("0 < (a if x else b)".replace("if x", "if x > 0"), Signed(2)).counterexample) == ["a", "x", "b"]


# ---- Time, memory, and the calls of a library ---------------------------------------------------


def test_a_solver_that_does_not_stop_is_left_or_stopped(here):
    begun = time.monotonic()
    assert isinstance(smt.is_valid(claim(STUCK), seconds=1), smt.Valid | smt.Undecided)
    done = arlib("prove", SLOW, "--seconds", "1")
    assert done.returncode in (PROVED, UNKNOWN) and not done.stderr
    assert time.monotonic() - begun < 60  # with z3's own clock alone it can be many minutes


@pytest.mark.parametrize("seconds", ["1e10", "1e308", "1e-9"])
def test_any_number_of_seconds_is_a_limit(here, seconds):
    assert arlib("prove", "x == x", "--seconds", seconds).returncode in (PROVED, UNKNOWN)
    assert arlib("terminates", "f.py", "--seconds", seconds).returncode in (PROVED, UNKNOWN)
    assert arlib("exhaust", "x == x", "--seconds", seconds).returncode in (PROVED, UNKNOWN)


def test_a_pipe_to_which_nobody_writes_is_not_waited_for(here):
    os.mkfifo(here / "pipe.c")
    for command in (["prove", "pipe.c::f"], ["terminates", "pipe.c"], ["check", "pipe.c", "f.py"]):
        refused(arlib(*command, "--seconds", "0.5"), UNKNOWN, "out of time")
    for endless in ("/dev/zero", "/dev/full"):
        if os.path.exists(endless):
            refused(arlib("check", endless, "f.py", "--seconds", "20"), UNREADABLE, "more than 50,000,000 bytes")


def test_too_much_memory_is_no_answer(here, monkeypatch):
    monkeypatch.setenv("PYTHONMALLOC", "malloc")
    code = (
        "import sys, arlib.cli, arlib.commands.prove, arlib.__main__ as entry\n"
        "arlib.commands.prove.prove = lambda *a, **k: bytearray(2**32)\n"
        "sys.argv = ['arlib', 'prove', 'x == x', *sys.argv[1:]]\n"
        "sys.exit(entry.main())\n"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60)
    refused(done, UNKNOWN, "don't know: this takes more memory than there is")
    done = subprocess.run([*run, "--json"], capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout)["verdict"] == "unknown"


@pytest.mark.parametrize("how", ["signal.SIGKILL", "signal.SIGSEGV"])
def test_a_process_that_dies_is_no_answer(here, how):
    code = (
        "import os, signal, sys, arlib.commands.prove, arlib.__main__ as entry\n"
        f"arlib.commands.prove.prove = lambda *a, **k: os.kill(os.getpid(), {how})\n"
        "sys.argv = ['arlib', 'prove', 'x == x']\n"
        "sys.exit(entry.main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    refused(done, UNKNOWN, f"its process died (signal {int(eval(how))})")


def test_a_command_without_a_limit_has_none_when_it_has_started():
    code = (
        "import sys, time\nfrom arlib.commands import process\nprocess.START = 4.0\n"
        "def work(announce):\n    announce(float('inf'), '')\n    time.sleep(5)\n    print('done')\n    return 7\n"
        "sys.exit(process.supervised(work))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (7, "done\n", "")


@pytest.mark.parametrize("seconds", [0.1, 0.6])
def test_an_interrupt_at_any_time_is_one_line(here, seconds):
    command = [sys.executable, "-m", "arlib", "prove", SLOW, "--seconds", "30"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    if seconds > 0.5:  # before that, it can be Python that is interrupted
        assert (process.returncode, out, err) == (UNKNOWN, "", "arlib: interrupted\n")


def test_nothing_goes_on_when_the_command_is_killed(here):
    command = [sys.executable, "-m", "arlib", "exhaust", "x + y == y + x", "--type", "uint64", "--engine", "python"]
    for how in (signal.SIGKILL, signal.SIGTERM):
        process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        time.sleep(1.5)
        process.send_signal(how)
        process.communicate(timeout=30)  # whoever is left would hold the other end of the pipe
        assert process.returncode == -how


def test_an_interrupt_of_a_notebook_stops_the_solver():
    alarm = threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT))
    alarm.start()
    with pytest.raises(KeyboardInterrupt):
        prove(SLOW, seconds=60)


@pytest.mark.parametrize("claim", [SUM, ANDS, LEAST, "not " * 900 + "x == x"])
def test_calls_of_the_library_answer_too(claim):
    try:
        assert isinstance(prove(claim, seconds=1), Proved | Refuted | Unknown)
        assert exhaust(claim, Signed(2), seconds=1).cases >= 0
    except Unsupported as failed:
        assert "nested too deeply" in failed.reason
    branches = "".join(f"    {'if' if n == 0 else 'elif'} x == {n}:\n        x = x - 1\n" for n in range(900))
    try:
        assert isinstance(terminates(f"def f(x):\n{branches}", seconds=1), Proved | Refuted | Unknown)
    except Unsupported as failed:
        assert "nested too deeply" in failed.reason
