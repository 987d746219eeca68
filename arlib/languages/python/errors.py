"""What an error says is evaluated before the program ends with it."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from arlib.languages.python.approximations import ApproximationReader
from arlib.languages.python.kinds import Values
from arlib.languages.python.names import is_exception

PLAIN = (
    *(ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.JoinedStr),
    *(ast.FormattedValue, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.Subscript, ast.Slice),
    *(ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.Load),
)


class ErrorReader(ApproximationReader):
    """Reads what is raised."""

    def raised(self, node: ast.expr | None) -> list[ast.expr | None]:
        """What is evaluated to raise this: of an exception's constructor the arguments, and anything else whole."""
        match node:
            case ast.Name(id=name) if self._is_exception(name):
                return []
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if self._is_exception(name):
                return [*args, *(each.value for each in keywords)]
            case _:
                return [node]

    def _is_exception(self, name: str) -> bool:
        own = is_exception(name) and not self.names.why_not_own(name)
        return (own or name in self.names.exceptions) and name not in self.locals

    def evaluate_text(self, nodes: Sequence[ast.expr | None], values: Values) -> None:
        """Evaluate what an error says. Where that is plain text and numbers it ends, if with another error."""
        if all(_is_plain(node, values) for node in nodes):
            return
        for node in nodes:
            if node is not None and not isinstance(node, ast.Constant):
                self.settle(self.value(node, values), node.lineno)


def _is_plain(node: ast.expr | None, values: Values) -> bool:
    """Whether an expression puts texts and numbers together, which ends, by whatever operation."""
    inside = [] if node is None else list(ast.walk(node))
    return all(isinstance(each, PLAIN) and (not isinstance(each, ast.Name) or each.id in values) for each in inside)
