"""What a name means: by unit tests, against Python's own tables of symbols, and against what Python does."""

import ast
import symtable
import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from arlib import Proved, Unsupported, prove, terminates
from arlib.languages.python.claims import function_claim
from arlib.languages.python.functions import python_program
from arlib.languages.python.names import bindings, names_of
from arlib.programs.interpreter import Returned, run

# Ways to give a name another meaning; each is refused when `abs` is used, and when `step` is.
REBINDING = [
    "{0} = min",
    "{0}: object = min",
    "{0} += 1",
    "x, ({0}, *y) = 1, (2, 3)",
    "del {0}",
    "import {0}",
    "import os as {0}",
    "from os import {0}",
    "from os import path as {0}",
    "from os import *",
    "class {0}: pass",
    "async def {0}(x): pass",
    "def {0}(x): return -x",
    "@print\ndef {0}(x): return -x",
    "if x:\n    def {0}(x): return -x",
    "for {0} in []: pass",
    "for x, [y, {0}] in []: pass",
    "with open('x') as {0}: pass",
    "try: pass\nexcept Exception as {0}: pass",
    "try: pass\nfinally: {0} = min",
    "match 1:\n    case {0}: pass",
    "match [1]:\n    case [*{0}]: pass",
    "match 1:\n    case int() as {0}: pass",
    "match {{}}:\n    case {{**{0}}}: pass",
    "print({0} := min)",
    "[y for x in [1] if ({0} := x)]",
    "def other(x=({0} := min)): pass",
    "def other() -> ({0} := min): pass",
    "@({0} := print)\ndef other(): pass",
    "class C(metaclass=({0} := type)): pass",
    "y = lambda x=({0} := min): x",
    "def other():\n    global {0}\n    {0} = min\nother()",
    "class C:\n    global {0}\n    {0} = min",
    "class C:\n    def method(self):\n        global {0}\n        import os as {0}",
    "import sys\nsys.modules[__name__].{0} = min",
    "import sys\nfor sys.modules[__name__].{0} in [min]: pass",
    "globals()['{0}'] = min",
    "vars()['{0}'] = min",
    "exec('{0} = min')",
    "setattr(x, '{0}', min)",
    "from builtins import exec as run\nrun('{0} = min')",
    "import builtins as b\nb.__dict__['{0}'] = min",
    "f.__globals__['{0}'] = min",
    "import operator\noperator.attrgetter('__globals__')(print)['{0}'] = min",
    "f.__code__ = other.__code__",
    "__builtins__ = {{}}",
]


def texts(statement, name):
    """The statement before and behind a claim, and a program, that uses the name."""
    for body in (f"return {name}(x) >= 0", f"while {name}(x) > 0:\n        x = x - 1\n    return x == x"):
        function = f"def f(x):\n    {body}\n"
        own = f"def {name}(x):\n    return x - 1\n" if name == "step" else ""
        yield own + statement + "\n" + function
        yield own + function + statement + "\n"


@pytest.mark.parametrize("statement", REBINDING)
@pytest.mark.parametrize("name", ["abs", "step"])
def test_a_name_that_is_bound_otherwise_is_refused_with_its_place(statement, name):
    for text in texts(statement.format(name), name):
        ast.parse(text)
        refused(function_claim, text)
        if name == "abs" and statement == "def {0}(x): return -x":
            assert python_program(text, "f").name == "f"  # Python calls this one, and so do we
        else:
            refused(python_program, text)


def refused(read, text):
    with pytest.raises(Unsupported) as error:
        read(text, "f")
    assert str(error.value).splitlines()[-1].endswith("^")


@pytest.mark.parametrize(
    "around",
    [
        '"""What this is for."""\nimport math\nfrom os import path\n\nLIMIT = 10\nlimits = [LIMIT, 3]\n{0}',
        "import sys\n{0}\nprint(f(3))\nfor n in range(3):\n    print([f(k) for k in range(n)])\n",
        "{0}\n\ndef main():\n    print(f(int(input())))\n\nif __name__ == '__main__':\n    main()",
        "{0}\n\nclass Point:\n    def __init__(self, x):\n        self.x = x\n\n    def f(self, abs): pass\n",
        "from math import *\n{0}",
        "{0}\ntotal = sum(x for x in range(10))\ntry:\n    f(total)\nexcept ValueError as error:\n    print(error)",
        "import functools\n{0}\n\n@functools.cache\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "def other(abs, step=1):\n    global count\n    count = abs\n    return lambda f: f + step\n{0}",
    ],
)
def test_what_ordinary_files_have_beside_a_function_is_no_matter(around):
    claim = "def f(x):\n    return x + 1 > x"
    program = "def step(n):\n    return n - 1\n\ndef f(x):\n    while x > 0:\n        x = step(x)"
    assert isinstance(prove(function_claim(around.format(claim), "f")), Proved)
    assert isinstance(terminates(around.format(program), "f"), Proved)


def test_an_import_of_everything_may_bind_what_is_not_defined_behind_it():
    late, early = "def f(x):\n    return x == x\nfrom m import *\n", "from m import *\ndef f(x):\n    return x == x\n"
    assert function_claim(early, "f").inputs == ("x",)
    for text in (late, early.replace("x == x", "abs(x) == x")):
        with pytest.raises(Unsupported, match="import in line"):
            function_claim(text, "f")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return abs(x) >= 0\n    def abs(y): return y", "abs is a variable here"),
        ("return abs(x) >= 0\n    abs = 3", "abs is a variable here"),
        ("return abs(x) >= 0\n    from m import abs", "abs is a variable here"),
        ("return abs(x) >= 0\n    for abs in x: pass", "abs is a variable here"),
        ("return abs(x) >= 0\n    [y for y in x if (abs := y)]", "abs is a variable here"),
        ("return abs(x) >= 0\n    del abs", "abs is a variable here"),
        ("return x == x\n    yield", "stopped and continued"),
        ("return x == x\n    global z", "all calls share"),
        ("return implies(x > 1, x > 0)", "implies"),
        ("return tdiv(x, 2) == x", "tdiv"),
        ("return uint8(x) == x", "uint8"),
    ],
)
def test_what_a_function_itself_makes_of_a_name(body, reason):
    for parameters in ("x", "x, y"):
        text = f"def f({parameters}):\n    {body}\n"
        for read in (python_program, function_claim):
            with pytest.raises(Unsupported, match=reason):
                read(text)


@pytest.mark.parametrize("parameter", ["abs", "x, /, abs", "*, abs", "abs=3"])
def test_a_parameter_hides_a_function(parameter):
    for read in (python_program, function_claim):
        with pytest.raises(Unsupported, match="abs is a variable here"):
            read(f"def f({parameter}):\n    return abs(3) == 3\n")


def test_a_text_claim_calls_no_input():
    with pytest.raises(Unsupported, match="abs is a variable here"):
        prove("abs(x) == abs")


def test_names_are_compared_as_python_compares_them():
    normal, wide = "step", "ｓtep"
    text = f"def {wide}(x):\n    return x - 1\ndef f(x):\n    while x > 0:\n        x = {normal}(x)\n"
    assert isinstance(terminates(text, "f"), Proved)
    with pytest.raises(Unsupported, match="binds? it"):
        python_program(f"{text}{normal} = {wide}\n", "f")
    assert python_program("def f(ｎondet1):\n    return nondet1").parameters == ("nondet1",)


def test_a_function_of_the_files_own_is_called_whatever_its_name_is():
    text = "def nondet():\n    return 3\ndef abs(x):\n    return -1\ndef f(x):\n    return nondet() * 10 + abs(x)\n"
    assert run(python_program(text, "f"), {"x": 5}).outcome == Returned(29, 6)


def test_a_definition_that_is_no_function_of_the_module_is_not_read():
    method = "class C:\n    def f(self, x):\n        return x == x\n"
    nested = "def g():\n    def f(x):\n        return x == x\n    return f\n"
    for text in (method, nested, "if 1:\n    def f(x):\n        return x == x\n"):
        for read in (python_program, function_claim):
            with pytest.raises(Unsupported, match="no function"):
                read(text, "f")
    assert function_claim(f"{method}def f(x):\n    return x == x", "f").inputs == ("x",)


# ---- Against Python's tables of symbols --------------------------------------------------------


def bound_by_python(text):
    """The global names that some scope of the text binds, as Python's compiler has it."""
    waiting, found = [symtable.symtable(text, "", "exec")], set()
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        for symbol in table.get_symbols():
            bound = symbol.is_assigned() or symbol.is_imported()
            if bound and (table.get_type() == "module" or symbol.is_declared_global()):
                found.add(symbol.get_name())
    # Some versions of Python report what is bound in a comprehension where that stands, too.
    inside = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.comprehension)]
    targets = {name.id for node in inside for name in ast.walk(node.target) if isinstance(name, ast.Name)}
    return found - targets


@st.composite
def modules(draw, depth=2):
    chosen = draw(st.lists(st.sampled_from([s for s in REBINDING if "os import *" not in s]), min_size=1, max_size=3))
    parts = [each.format(draw(st.sampled_from(["abs", "step", "ｓtep", "other"]))) for each in chosen]
    text = "\n".join(parts)
    if depth and draw(st.booleans()):
        head = draw(st.sampled_from(["def g(abs):", "class D:", "if x:", "while y:", "async def h(step):", "try:"]))
        tail = "\nexcept step: pass" if head == "try:" else ""
        text = f"{head}\n{textwrap.indent(text, '    ')}{tail}\n" + draw(modules(depth=depth - 1))
    return text


@given(modules())
def test_every_binding_that_python_knows_is_found(text):
    try:
        expected = bound_by_python(text)
    except SyntaxError:
        assume(False)
    assert expected <= {name for name, _ in bindings(ast.parse(text))}


@given(modules())
def test_a_function_has_one_meaning_or_none(text):
    try:
        compile(text, "", "exec")
        names = names_of(text)
    except (SyntaxError, Unsupported):
        assume(False)
    for name, node in names.functions.items():
        assert [place for bound, place in bindings(ast.parse(text)) if bound == name][0].lineno == node.lineno
        assert name not in names.others
