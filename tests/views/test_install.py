"""What a notebook shows once the extension is loaded, and that loading stays light."""

import re
import subprocess
import sys

import pytest

from arlib import (
    Proved,
    Refuted,
    Unknown,
    Unsigned,
    exhaust,
    parse,
    python_program,
    run,
    terminates,
    transition_system,
)
from arlib.proving import prove
from arlib.rewriting import simplify
from arlib.views import (
    argument_html,
    load_ipython_extension,
    plot_run,
    run_table,
    system_table,
    time_against_bits,
)
from arlib.views.page.html import exhaustion_table, verdict_html
from arlib.views.rewriting.derivations import derivation_table


@pytest.fixture
def shell():
    interactive = pytest.importorskip("IPython.core.interactiveshell")
    shell = interactive.InteractiveShell()
    load_ipython_extension(shell)
    return shell


def shown(shell, value):
    data, metadata = shell.display_formatter.format(value)
    return data, metadata


def test_a_result_is_a_table(shell):
    result = exhaust("x - y == y - x", Unsigned(4))
    data, _ = shown(shell, result)
    assert data["text/html"] == exhaustion_table(result)
    assert set(data) == {"text/plain", "text/html"}


@pytest.mark.parametrize("verdict", [exhaust("x == x", Unsigned(4)).verdict, Refuted("a lasso"), Unknown("<why>")])
def test_a_verdict_is_html(shell, verdict):
    data, _ = shown(shell, verdict)
    assert data["text/html"] == verdict_html(verdict)


def test_a_figure_is_a_picture_with_its_size_and_words(shell):
    figure = time_against_bits({"Python": 2e7})
    data, _ = shown(shell, figure)
    assert re.match(r'<img src="data:image/png;base64,[\w+/=]+" alt="[^"]*1,360 years[^"]*" width="', data["text/html"])
    assert "1,360 years" in data["text/plain"]


def test_a_figure_without_a_label_says_what_matplotlib_says(shell):
    from matplotlib.figure import Figure

    data, _ = shown(shell, Figure())
    assert data["text/plain"].startswith("Figure(")


def test_loading_twice_changes_nothing(shell):
    load_ipython_extension(shell)
    assert "text/html" in shown(shell, Unknown("why"))[0]


def test_other_values_are_left_alone(shell):
    assert set(shown(shell, {"x": 1})[0]) == {"text/plain"}


@pytest.mark.parametrize("module", ["arlib", "arlib.views", "arlib.views.install"])
def test_importing_loads_no_heavy_library(module):
    check = (
        f"import {module}, sys; print(*{{'IPython', 'ipywidgets', 'matplotlib', 'numpy', 'numba'}} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def test_the_widget_says_what_it_needs():
    check = "import sys; sys.modules['ipywidgets'] = None\nimport arlib.views.exhaustive.timing_widget"
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert "ImportError: the timing widget needs ipywidgets: pip install 'arlib-course[lab]'" in found.stderr


def test_terms_and_derivations_are_in_notation(shell):
    term = parse("x * y <= 1")
    assert shown(shell, term)[0] == {"text/plain": repr(term), "text/latex": r"$\displaystyle x \cdot y \le 1$"}
    verdict = prove("x + y == y + x")
    data, _ = shown(shell, verdict.certificate)
    assert set(data) == {"text/plain", "text/latex"}
    assert data["text/latex"].startswith("$$\n\\begin{aligned}")
    assert data["text/plain"] == derivation_table(verdict.certificate).text
    assert shown(shell, verdict)[0]["text/plain"] == verdict_html(verdict).text


def test_a_wide_derivation_is_a_table(shell):
    derivation = simplify(parse("(x + y + z) * (x + y) * (x + y) == 0"))
    data, _ = shown(shell, derivation)
    assert set(data) == {"text/plain", "text/html"}
    assert data["text/html"] == derivation_table(derivation)


def test_other_certificates_keep_their_notation(shell):
    verdict = exhaust("x == x", Unsigned(4)).verdict
    assert shown(shell, verdict)[0]["text/plain"] == repr(verdict)


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    while x > 0:\n        x = x - 1",
        "def f(x):\n    while x > 0:\n        x = x + 1",
        "def f(x):\n    while x != 0:\n        x = -x",
    ],
)
def test_an_argument_on_termination_is_a_page_and_its_text(shell, source):
    verdict = terminates(source)
    evidence = verdict.certificate if isinstance(verdict, Proved) else verdict.witness
    for value in (verdict, evidence):
        data, _ = shown(shell, value)
        assert data == {"text/html": argument_html(verdict), "text/plain": argument_html(verdict).text}


def test_runs_and_transition_systems_are_tables(shell):
    program = python_program("def f(x):\n    while x > 0:\n        x = x - 1")
    made, system = run(program, {"x": 2}), transition_system(program)
    assert shown(shell, made)[0] == {"text/html": run_table(made), "text/plain": run_table(made).text}
    assert shown(shell, system)[0] == {"text/html": system_table(system), "text/plain": system_table(system).text}
    assert set(shown(shell, plot_run(made, terminates(program)))[0]) == {"text/html", "text/plain"}
