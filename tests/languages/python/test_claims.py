import pytest

from arlib import Claim, Signed, Unsigned, Unsupported, claim, evaluate, parse
from arlib.languages.python.claims import function_claim


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("x + * y", 1, 4, "invalid syntax"),
        ("x +", 1, 3, "invalid syntax"),
        ("x && y", 1, 3, "write `and` for &&"),
        ("x || y", 1, 3, "write `or` for ||"),
        ("!x", 1, 0, "write `not` for !"),
        ("x = y", 1, 2, "write == to compare"),
        ("(x + y) / 2 == 1", 1, 8, "// rounds down"),
        ("x ** 2 >= 0", 1, 2, "x * x"),
        ("x @ y == 1", 1, 2, "matrices"),
        ("f(x) == 1", 1, 0, "cannot be called"),
        ("x + (y < z) == 1", 1, 5, "a number is needed"),
        ("x < y and z", 1, 10, "true or false is needed"),
        ("é + 1.5 == x", 1, 4, "not an integer"),
        ("x.bit_length() == 1", 1, 0, "cannot be called"),
        ("x in (1, 2)", 1, 5, "only =="),
        ("(x < y) < (y < x)", 1, 1, "== and != only"),
        ("min(x) == 1", 1, 0, "min takes 2 arguments"),
        ("abs(x, y) == 1", 1, 0, "abs takes 1 argument,"),
        ("x == 'a'", 1, 5, "'a' is not an integer"),
        ("[x] == 1", 1, 0, "cannot use a list"),
        ("x == (1\n  + (y", 2, 4, "never closed"),
        ("__import__('os').system('true') == 0", 1, 0, "cannot be called"),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_place(text, line, column, reason):
    with pytest.raises(Unsupported, match=".*") as caught:
        claim(text)
    assert reason in caught.value.reason
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).splitlines()[-1] == "    " + " " * column + "^"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_is_not_a_claim(text):
    with pytest.raises(Unsupported, match="nothing to read"):
        claim(text)


def test_a_number_is_not_a_claim():
    with pytest.raises(Unsupported, match="this is a number"):
        claim("x + 1")


def test_deep_nesting_is_refused_kindly():
    with pytest.raises(Unsupported):
        claim("(" * 10_000 + "x" + ")" * 10_000)
    with pytest.raises(Unsupported, match="nested too deeply|cannot parse"):
        claim("~" * 100_000 + "x == 0")


def test_a_literal_must_fit():
    with pytest.raises(Unsupported, match=r"300 does not fit in uint8 \(0 to 255\)") as caught:
        claim("x < 300", Unsigned(8))
    assert caught.value.column == 4
    with pytest.raises(Unsupported, match="128 does not fit in int8"):
        claim("x < 128", Signed(8))
    assert evaluate(claim("x >= -128", Signed(8)).formula, {"x": -128}, Signed(8)) is True
    # Over unsigned integers a minus sign is an operation, which wraps.
    assert evaluate(claim("x <= -1", Unsigned(8)).formula, {"x": 255}, Unsigned(8)) is True


def test_a_function_is_read_through_its_source():
    def f(x: int, y: int, unused: int) -> bool:
        """A docstring is skipped."""
        z: int = x + y
        z -= 1
        if z > 3:
            w = z
        elif z == 3:
            return False
        else:
            w = 0
        return w >= 0

    read = claim(f)
    assert read.inputs == ("x", "y", "unused")
    for x in range(-2, 3):
        for y in range(-2, 5):
            assert evaluate(read.formula, {"x": x, "y": y}) == f(x, y, 0)


def test_a_function_is_never_executed():
    ran = []

    def f(x):
        ran.append(x)
        return x == x

    with pytest.raises(Unsupported) as caught:
        claim(f)
    assert caught.value.line == 2
    assert not ran


def test_a_lambda_is_read_where_it_stands():
    assert claim(lambda x, y: x + y == y + x) == claim("x + y == y + x")
    with pytest.raises(Unsupported, match="several lambdas"):
        claim((lambda x: x == x, lambda y: y != y)[0])


def _ends_without_return(x):
    if x > 0:
        return x > 1


def _loops(x):
    while x > 0:
        x -= 1
    return x == 0


def _unknown_name(x):
    return x == LIMIT  # noqa: F821


def _star(*xs):
    return xs == xs


def _number(x):
    return x + 1


@pytest.mark.parametrize(
    ("function", "line", "reason"),
    [
        (_ends_without_return, 2, "without a return"),
        (_loops, 2, "a while loop"),
        (_unknown_name, 2, "LIMIT is neither"),
        (_star, 1, "fixed number of inputs"),
        (_number, 1, "returns a number"),
    ],
)
def test_functions_that_are_no_claims(function, line, reason):
    with pytest.raises(Unsupported) as caught:
        claim(function)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_too_many_paths_are_refused():
    body = "".join(f"    if x > {n}:\n        x += 1\n" for n in range(30))
    scope: dict = {}
    source = f"def f(x):\n{body}    return x == x\n"
    exec(compile(source, "<paths>", "exec"), scope)
    import linecache

    linecache.cache["<paths>"] = (len(source), None, source.splitlines(True), "<paths>")
    with pytest.raises(Unsupported, match="steps on the paths"):
        claim(scope["f"])


def test_builtins_have_no_source():
    with pytest.raises(TypeError, match="text or a Python function"):
        claim(len)


def test_a_claim_is_a_claim():
    ready = Claim(parse("x == x"), ("x",))
    assert claim(ready) is ready


@pytest.mark.parametrize(("name", "around"), [("genexpr", "({} for {} in ())"), ("listcomp", "[{} for {} in ()]")])
def test_a_function_may_be_called_as_python_calls_the_scope_of_a_comprehension(name, around):
    text = f"def {name}(x):\n    return abs(x) >= 0\n    abs = 1\n"
    for around_it in ("", "y = " + around.format("i", "i")):
        with pytest.raises(Unsupported, match="abs is a variable here"):
            function_claim(text + around_it, name)
