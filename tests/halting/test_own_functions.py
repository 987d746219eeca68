"""A reader's decider always comes back, and what is wrong with it is said with its line."""

import io

import pytest

from arlib.halting import confront
from arlib.halting.own_functions import EXAMPLE, own_decider
from arlib.verdict import Unsupported


def written(*lines):
    return "def decide(source):\n" + "\n".join(f"    {line}" for line in lines)


def test_the_example_is_a_decider_and_loses():
    decider = own_decider(EXAMPLE)
    assert decider("def f():\n    pass").answer == "yes"
    assert confront(decider).verdict == "wrong"


def test_it_may_use_python():
    text = "import ast\ndef helper(tree):\n    return len(tree.body)\n" + written(
        "return helper(ast.parse(source)) == 1"
    )
    assert own_decider(text)("def h(): pass").answer == "yes"


@pytest.mark.parametrize(
    "body, reason",
    [
        ("while True: pass", "it did not come back within 200,000 instructions"),
        ("return decide(source)", "RecursionError"),
        ("return missing", "it fails in line 2 (return missing): NameError"),
        ("raise SystemExit", "it fails in line 2 (raise SystemExit): SystemExit"),
        ("return 7", "7 is no answer"),
        ("return max(len(source) // n for n in (2, 0))", "ZeroDivisionError"),
    ],
)
def test_what_does_not_answer_says_why(body, reason):
    found = confront(own_decider(written(body)))
    assert found.verdict == "did not answer"
    assert reason in found.inside.why


@pytest.mark.parametrize(
    "text, reason, line",
    [
        ("def decide(source)\n    return 1", "expected ':'", 1),
        ("x = 1\nreturn 2", "outside function", 2),
        ("", "define a function with one parameter: def decide(source): ...", 1),
        ("decide = 3", "define a function with one parameter: def decide(source): ...", 1),
        ("def decide():\n    return 'yes'", "gets one argument", 1),
        ("x = 1\ndef decide(a, b):\n    return 'yes'", "gets one argument", 2),
        ("while True: pass", "did not come back", 1),
        ("x = 1\ny = 1 / 0", "ZeroDivisionError", 2),
        (written("try:", "    pass", "except: pass"), "a bare except, finally and with cannot be used", 2),
        ("x = '\0'", "null bytes", 1),
    ],
)
def test_what_is_no_decider_is_refused_with_its_place(text, reason, line):
    with pytest.raises(Unsupported) as caught:
        own_decider(text)
    assert reason in caught.value.reason and caught.value.line == line


@pytest.mark.parametrize("parameters", ["source, n=3", "*all", "source, /", "a, *, b=1"])
def test_more_parameters_than_one_may_have_defaults(parameters):
    assert own_decider(f"def decide({parameters}): return 'no'")("").answer == "no"


def test_what_it_prints_is_kept_and_costs_little():
    printed = io.StringIO()
    assert own_decider(written("for n in range(100): print(n)", "return 'no'"), printed)("").answer == "no"
    assert printed.getvalue().split() == [str(n) for n in range(100)]


@pytest.mark.parametrize("hangs", ["sum(range(10**12))", "__import__('time').sleep(10**6)"])
def test_what_hangs_where_no_instruction_is_counted_is_stopped(hangs, monkeypatch):
    monkeypatch.setitem(confront.__globals__["apart"].__wrapped__.__globals__, "SECONDS", 0.5)
    monkeypatch.setitem(own_decider.__globals__["apart"].__wrapped__.__globals__, "SECONDS", 0.5)
    printed = io.StringIO()
    met = confront(own_decider(written("print('asked')", hangs), printed))
    assert met.verdict == "did not answer"
    assert met.inside.why == "it did not come back within 0.5 seconds"
    assert printed.getvalue() == "asked\n"
    with pytest.raises(Unsupported, match="it did not come back within 0.5 seconds"):
        own_decider(f"{hangs}\n" + written("return 'yes'"))


def test_it_remembers_what_it_was_asked():
    text = "asked = []\n" + written("asked.append(source)", "return 'yes' if len(asked) == 1 else 'no'")
    met = confront(own_decider(text))
    assert (met.prediction.answer, met.inside.answer) == ("yes", "no")
