"""Python source to claims, by its syntax tree: the source is parsed and never executed."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import warnings
from collections.abc import Callable

from arlib import terms as t
from arlib.integers import IntegerModel, Integers, Unbounded, integer_model
from arlib.languages.python.reader import AnyPattern, AnyVariable, Reader
from arlib.terms import Claim, Term
from arlib.verdict import Unsupported

SPELLINGS = {
    r"&&": "write `and` for &&",
    r"\|\|": "write `or` for ||",
    r"!(?!=)": "write `not` for !",
    r"(?<![=!<>])=(?!=)": "write == to compare",
}


def syntax_tree(text: str, mode: str) -> ast.AST:
    """Python's own tree of an expression (``eval``) or of statements (``exec``). Raises ``Unsupported`` with the place.

    >>> ast.unparse(syntax_tree("x+y == y+x", "eval"))
    'x + y == y + x'
    """
    if not text.strip():
        raise Unsupported("there is nothing to read here")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(text, mode=mode)
    except SyntaxError as error:
        reason = error.msg
        if mode == "eval":
            reason = "; ".join(
                [reason, *(advice for spelling, advice in SPELLINGS.items() if re.search(spelling, text))]
            )
        # An offset of 0 means that the text stops too early.
        column = error.offset - 1 if error.offset else len(text)
        raise Unsupported(reason, text, error.lineno or 1, column) from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise Unsupported(f"Python cannot parse this: {error}", text) from None


def parse(text: str, integers: Integers = Unbounded()) -> Term:
    """The term that a Python expression means; raises ``Unsupported`` with the place if there is none.

    >>> parse("x + 1 < y * 2")
    Lt(Add(Var('x'), Const(1)), Mul(Var('y'), Const(2)))
    >>> parse("x + * y")
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 5: invalid syntax
        x + * y
            ^
    """
    text, integers = text.strip(), integer_model(integers)
    tree = syntax_tree(text, "eval")
    assert isinstance(tree, ast.Expression)
    return _guarded(text, lambda: Reader(text, integers).term(tree.body, AnyVariable()))


def parse_rule(text: str) -> Term:
    """One side of a rewrite rule: p, q and r stand for formulas, other names for numbers.

    >>> parse_rule("p and a == b")
    And(Prop('p'), Eq(Var('a'), Var('b')))
    """
    tree = syntax_tree(text.strip(), "eval")
    assert isinstance(tree, ast.Expression)
    return _guarded(text, lambda: Reader(text, Unbounded()).term(tree.body, AnyPattern()))


def claim(source: str | Claim | Callable[..., object], integers: Integers = Unbounded()) -> Claim:
    """What is claimed, by a formula as text or by a Python function that returns one.

    The inputs of a text are its variables in order of appearance, of a function its parameters.
    A function is read through its source. Raises ``Unsupported`` where that is not possible, and
    for a literal that the integer model does not contain: 300 in 8 bits would silently become 44.

    >>> claim("y + x == x + y").inputs
    ('y', 'x')
    """
    integers = integer_model(integers)
    if isinstance(source, Claim):
        return source
    if isinstance(source, str):
        formula = parse(source, integers)
        if not t.is_formula(formula):
            raise Unsupported("a claim is true or false, and this is a number; compare it with something", source)
        return Claim(formula, t.free_variables(formula))
    if inspect.isfunction(source):
        return _function(source, integers)
    raise TypeError(f"a claim is a text or a Python function, not {source!r}")


def _function(function: Callable[..., object], integers: IntegerModel) -> Claim:
    try:
        text = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        raise Unsupported(f"the source of {function.__name__} cannot be found; give the claim as text") from None
    if function.__name__ != "<lambda>":
        return function_claim(text, function.__name__, integers)
    # A lambda's source is the whole line it stands in, such as `exhaust(lambda x: x == x)`.
    lambdas = [node for node in ast.walk(syntax_tree(text, "exec")) if isinstance(node, ast.Lambda)]
    if len(lambdas) != 1:
        raise Unsupported("this line has several lambdas; give the claim a name with def", text)
    return _function_node(lambdas[0], text, integers)


def function_claim(source: str, name: str = "", integers: Integers = Unbounded()) -> Claim:
    """What a function in a source text claims: the one of that name, or the only one. Raises ``Unsupported``.

    >>> function_claim("def f(y, x):\\n    return x + y == y + x").inputs
    ('y', 'x')
    """
    tree, integers = syntax_tree(source, "exec"), integer_model(integers)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and name in ("", node.name)]
    if not found:
        raise Unsupported(f"there is no function called {name} here" if name else "there is no function here")
    if len(found) > 1 and not name:
        names = ", ".join(node.name for node in found)
        raise Unsupported(f"there are several functions here; say which one is meant: {names}")
    return _function_node(found[0], source, integers)


def _function_node(node: ast.FunctionDef | ast.Lambda, text: str, integers: IntegerModel) -> Claim:
    reader = Reader(text, integers)
    names = reader.parameters(node.args)
    inputs: dict[str, Term] = {name: t.Var(name) for name in names}

    def read() -> Term:
        if isinstance(node, ast.Lambda):
            return reader.term(node.body, inputs)
        return reader.block(node.body, inputs, node)

    formula = _guarded(text, read)
    if not t.is_formula(formula):
        raise Unsupported("a claim returns true or false, and this returns a number", text, node.lineno)
    return Claim(formula, names)


def _guarded(text: str, read: Callable[[], Term]) -> Term:
    try:
        return read()
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", text) from None
