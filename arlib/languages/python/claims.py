"""Python source to claims, by its syntax tree: the source is parsed and never executed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import cast

from arlib import terms as t
from arlib.integers import IntegerModel, Integers, Machine, Unbounded, integer_model
from arlib.languages.python.names import Names, check_kind, names_of
from arlib.languages.python.objects import not_own, source_of
from arlib.languages.python.reader import FUNCTIONS, TYPE_NAME, WORDS, Reader
from arlib.languages.python.syntax import module, syntax_tree
from arlib.terms import Claim, Term
from arlib.verdict import Unsupported


class AnyVariable(dict[str, Term]):
    """The scope of a text: whatever name occurs is an input."""

    def __missing__(self, name: str) -> Term:
        return t.Var(name)


class AnyPattern(dict[str, Term]):
    """The scope of a rule's side: p, q and r stand for formulas, other names for numbers."""

    def __missing__(self, name: str) -> Term:
        return t.Prop(name) if name in ("p", "q", "r") else t.Var(name)


class FormulaReader(Reader):
    """Reads a formula given as text: every name is an input, unless it is called, and arlib's own words are known."""

    called = FUNCTIONS | WORDS

    def term(self, node: ast.expr, values: Mapping[str, Term]) -> Term:
        """The same, with conversions to a machine's integers."""
        match node:
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if TYPE_NAME.fullmatch(name):
                self.check_own(name, node)
                if len(args) != 1 or keywords:
                    self.fail(node, f"{name} takes 1 argument")
                target = integer_model(name.removeprefix("fits_"))
                kind = t.Checked if name.startswith("fits_") else t.Wrap
                return kind(self.number(args[0], values), cast(Machine, target))
            case _:
                return super().term(node, values)


def is_python(text: str) -> bool:
    """Whether a text is an expression of Python's, with or without a meaning here.

    >>> is_python("{x} == 1"), is_python("int f(int x) { return x == x; }")
    (True, False)
    """
    try:
        syntax_tree(text.strip(), "eval")
    except Unsupported:
        return False
    return True


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
    called = {id(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
    inputs = frozenset(e.id for e in ast.walk(tree) if isinstance(e, ast.Name) and id(e) not in called)
    return _guarded(text, lambda: FormulaReader(text, integers, variables=inputs).term(tree.body, AnyVariable()))


def parse_rule(text: str) -> Term:
    """One side of a rewrite rule: p, q and r stand for formulas, other names for numbers.

    >>> parse_rule("p and a == b")
    And(Prop('p'), Eq(Var('a'), Var('b')))
    """
    tree = syntax_tree(text.strip(), "eval")
    assert isinstance(tree, ast.Expression)
    return _guarded(text, lambda: FormulaReader(text, Unbounded()).term(tree.body, AnyPattern()))


def claim(source: str | Claim | Callable[..., object], integers: Integers = Unbounded()) -> Claim:
    """What is claimed, by a formula as text or by a Python function that returns one.

    The inputs of a text are its variables in order of appearance, of a function its parameters.
    A function is read through its source. Raises ``Unsupported`` where that is not possible, and
    for a literal that the integer model does not contain: 300 in 8 bits would silently become 44.

    >>> claim("y + x == x + y").inputs, claim("0 <= (a if x > 0 else b)").inputs
    (('y', 'x'), ('a', 'x', 'b'))
    """
    integers = integer_model(integers)
    if isinstance(source, Claim):
        return source
    if isinstance(source, str):
        formula = parse(source, integers)
        if not t.is_formula(formula):
            raise Unsupported("a claim is true or false, and this is a number; compare it with something", source)
        return Claim(formula, _in_order(source.strip(), t.free_variables(formula)))
    if isinstance(source, FunctionType):
        node, reader = _own_reader(source, integers)
        return _function_node(node, reader)
    raise TypeError(f"a claim is a text or a Python function, not {source!r}")


def expression(source: str | FunctionType, integers: Integers = Unbounded()) -> Term:
    """The number or the formula that a text means, or what a function returns; a text may be that of a function.

    >>> expression("lambda x: x + 1") == expression("def f(x): return x + 1") == expression("x + 1")
    True
    """
    integers = integer_model(integers)
    if isinstance(source, FunctionType):
        return _returned(*_own_reader(source, integers))
    text = source.strip()
    if text.startswith("lambda"):
        tree = syntax_tree(text, "eval")
        if isinstance(tree, ast.Expression) and isinstance(tree.body, ast.Lambda):
            own = frozenset(each.arg for each in ast.walk(tree.body.args) if isinstance(each, ast.arg))
            return _returned(tree.body, FormulaReader(text, integers, variables=own))
    if text.startswith("def "):
        return _returned(*_named(source, "", integers))
    return parse(text, integers)


def _in_order(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as they appear in a text, from the left: in ``a if x else b`` it is not the test that comes first."""
    found = [node for node in ast.walk(syntax_tree(text, "eval")) if isinstance(node, ast.Name) and node.id in names]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return tuple(dict.fromkeys(node.id for node in found))


def _own_reader(function: FunctionType, integers: IntegerModel) -> tuple[ast.FunctionDef | ast.Lambda, Reader]:
    source = source_of(function)
    names = Names(others=not_own(source.meanings))
    return source.node, Reader(source.text, integers, names, source.variables)


def function_claim(source: str, name: str = "", integers: Integers = Unbounded()) -> Claim:
    """What a function in a source text claims: the one of that name, or the only one. Raises ``Unsupported``.

    >>> function_claim("def f(y, x):\\n    return x + y == y + x").inputs
    ('y', 'x')
    """
    return _function_node(*_named(source, name, integer_model(integers)))


def _named(source: str, name: str, integers: IntegerModel) -> tuple[ast.FunctionDef, Reader]:
    """The function of that name in a text, or the only one, and what reads it."""
    tree = module(source)
    found = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef) and name in ("", node.name)}
    if not found:
        raise Unsupported(f"there is no function called {name} here" if name else "there is no function here")
    if len(found) > 1:
        raise Unsupported(f"there are several functions here; say which one is meant: {', '.join(found)}")
    (node,) = found.values()
    names = names_of(source, tree)
    reader = Reader(source, integers, names, names.variables.get(node.name, frozenset()))
    if why := names.why_not_function(node.name):
        reader.fail(node, why)
    check_kind(source, node)
    return node, reader


def _function_node(node: ast.FunctionDef | ast.Lambda, reader: Reader) -> Claim:
    formula = _returned(node, reader)
    if not t.is_formula(formula):
        raise Unsupported("a claim returns true or false, and this returns a number", reader.source, node.lineno)
    return Claim(formula, reader.parameters(node.args))


def _returned(node: ast.FunctionDef | ast.Lambda, reader: Reader) -> Term:
    """What a function returns, told in its parameters."""
    inputs: dict[str, Term] = {name: t.Var(name) for name in reader.parameters(node.args)}
    if isinstance(node, ast.Lambda):
        body = node.body
        return _guarded(reader.source, lambda: reader.term(body, inputs))
    statements = node.body
    return _guarded(reader.source, lambda: reader.block(statements, inputs, node))


def _guarded(text: str, read: Callable[[], Term]) -> Term:
    try:
        return read()
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", text) from None
