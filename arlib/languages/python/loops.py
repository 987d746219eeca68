"""Reads loops over ranges and lists, each by a counter of its own."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import reduce

from arlib import terms as t
from arlib.languages.python.kinds import INTEGERS, LISTS, TEXTS, Listing, Opaque, Value, Values
from arlib.languages.python.statements import StatementReader, labelled
from arlib.programs.syntax import Assign, While
from arlib.terms import Const, Term, Var

Element = Callable[[], Value]


class LoopReader(StatementReader):
    """Reads ``for``."""

    def for_loop(self, node: ast.For, values: Values) -> Values | None:
        """Count in a variable of its own, so that the body can assign the loop's variable in vain, as in Python.

        Where only the body speaks of the loop's variable, and does not assign it, it counts itself.
        """
        line, backwards = node.lineno, False
        match node:
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), keywords=[]) as call):
                arguments = call.args
            case ast.For(
                target=ast.Name(id=name),
                iter=ast.Call(
                    func=ast.Name(id="reversed"),
                    args=[ast.Call(func=ast.Name(id="range"), args=arguments, keywords=[]) as call],
                    keywords=[],
                ),
            ) if len(arguments) < 3:
                self.check_own("reversed", node.iter)
                backwards = True
            case _:
                return self._through(node, values)
        self.check_own("range", call)
        if not 1 <= len(arguments) <= 3:
            self.fail(call, "range(...) has 1, 2 or 3 numbers")
        bounds = self.in_order(arguments, values, self.number)
        start, stop = (Const(0), bounds[0]) if len(bounds) == 1 else bounds[:2]
        step = _constant(bounds[2]) if len(bounds) == 3 else 1
        if backwards:
            start, stop, step = t.Sub(stop, Const(1)), t.Sub(start, Const(1)), -1
        if not step:
            why = "is an error when it is 0" if step == 0 else "that is not constant would need two kinds of loops"
            self.fail(arguments[2], f"a step of range {why}")
        own = self.prefix + name
        itself = _only_inside(name, node, self.names.functions[self.active[-1].name])
        count = own if itself else self.fresh(f"{name}.next")
        stays = {self.prefix + each for each in self.locals - _assigned(node)}
        if _is_sum(stop, stays):
            self.out.append(Assign((count,), (start,), line))
        else:
            limit = Var(self.fresh(f"{name}.stop"))
            self.out.append(Assign((count, limit.name), (start, stop), line))
            stop = limit
        loop = self.open_loop()
        self.facts.learn(self.prefix + name, INTEGERS)
        inside, _ = self.body(node.body, {**values, name: self.variable(name)})
        self.active[-1].loops.pop()
        after = t.Add(Var(count), Const(step)) if step > 0 else t.Sub(Var(count), Const(-step))
        turn = labelled(loop.label("continue"), inside)
        if itself:
            turn = (*turn, Assign((own,), (after,), line))
        else:
            turn = (Assign((own, count), (Var(count), after), line), *turn)
        test = t.Lt(Var(count), stop) if step > 0 else t.Gt(Var(count), stop)
        whole = While(test, turn, loop.number, line)
        return self.behind(loop, whole, node.orelse, values)

    def _through(self, node: ast.For, values: Values) -> Values | None:
        """Count in what is gone through, against the length that it has by then, as Python does."""
        line = node.lineno
        way, rows, start, names = self._ways(node)
        sources = [self._source(each, values, node) for each in rows]
        begin = self.save(self.number(start[0], values), line) if start else Const(0)
        count = self.fresh("at" if not names else f"{names[-1].id}.next")
        down = way == "reversed"
        first = t.Sub(sources[0][0], Const(1)) if down else Const(0)
        self.out.append(Assign((count,), (first,), line))
        tests: list[Term] = [t.Lt(Var(count), length) for length, _ in sources]
        test = reduce(t.And, [t.Le(Const(0), Var(count)), *tests] if down else tests)
        loop = self.open_loop()

        def body() -> None:
            found: list[Value] = [element() for _, element in sources]
            if way == "enumerate":
                found.insert(0, t.Add(Var(count), begin) if begin != Const(0) else Var(count))
            inside = self.store([each.id for each in names], found, values, line)
            step = t.Sub(Var(count), Const(1)) if down else t.Add(Var(count), Const(1))
            self.out.append(Assign((count,), (step,), line))
            statements, _ = self.body(node.body, inside)
            self.out.extend(labelled(loop.label("continue"), statements))

        _, inside = self.collected(body)
        self.active[-1].loops.pop()
        return self.behind(loop, While(test, inside, loop.number, line), node.orelse, values)

    def _ways(self, node: ast.For) -> tuple[str, list[ast.expr], list[ast.expr], list[ast.Name]]:
        """How a loop goes through what, where it begins to count, and the names that get the elements."""
        way, rows, start = "", [node.iter], list[ast.expr]()
        match node.iter:
            case ast.Call(func=ast.Name(id="enumerate" as way), args=[row, first], keywords=[]):
                rows, start = [row], [first]
            case ast.Call(func=ast.Name(id="enumerate" as way), args=[row], keywords=[ast.keyword("start", first)]):
                rows, start = [row], [first]
            case ast.Call(func=ast.Name(id="enumerate" | "zip" | "reversed" as way), args=[_, *_] as rows, keywords=[]):
                rows = list(rows)
        if way:
            self.check_own(way, node.iter)
        targets = node.target.elts if isinstance(node.target, ast.Tuple) else [node.target]
        names = [each for each in targets if isinstance(each, ast.Name)]
        wanted = {"enumerate": 2, "zip": len(rows)}.get(way, 1)
        few = len(rows) > (len(rows) if way == "zip" else 1)
        if len(names) < len(targets) or (isinstance(node.target, ast.Tuple)) != (way in ("enumerate", "zip")):
            self.no_target(node.target)
        if len(names) != wanted or few or len({each.id for each in names}) < len(names):
            self.fail(node.iter, f"a loop over this has {wanted} different variables here")
        return way, rows, start, names

    def _source(self, node: ast.expr, values: Values, loop: ast.For) -> tuple[Term, Element]:
        """The length of what is gone through, at any time, and how to get an element."""
        kind = self.kind(node, values)
        row = self.listing(node, values) if kind == LISTS else Listing(self.length_of(node, values))
        length = row.length if row.owner else self.save(row.length, node.lineno)
        if row.owner and isinstance(node, ast.Name) and node.id in _bound(loop):
            # The loop goes on through the list that the name had, which has no name then.
            kept = self.fresh(f"{node.id}.before")
            self.out.append(Assign((kept,), (row.length,), node.lineno))
            self.share(row, kept, node.lineno)
            length = Var(kept)
        if kind == TEXTS:
            return length, lambda: Opaque(TEXTS)
        if isinstance(node, ast.Call) and kind == INTEGERS:  # a range
            return length, lambda: self.unknown(node, LISTS, node.lineno)
        return length, lambda: self.element(node)


def _bound(loop: ast.For) -> set[str]:
    """The names that a loop gives other values, as xs += ys does not where xs is a list."""
    inside = [node for each in (loop.target, *loop.body) for node in ast.walk(each)]
    changed = {id(node.target) for node in inside if isinstance(node, ast.AugAssign)}
    names = [node for node in inside if isinstance(node, ast.Name) and id(node) not in changed]
    return {node.id for node in names if not isinstance(node.ctx, ast.Load)}


def _assigned(loop: ast.For) -> set[str]:
    """The names that a loop or its body gives other values."""
    inside = [node for each in (loop.target, *loop.body) for node in ast.walk(each)]
    return {node.id for node in inside if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def _only_inside(name: str, loop: ast.For, function: ast.FunctionDef) -> bool:
    """Whether a loop's variable is read in its body only, or under another loop that begins it anew, and kept there."""

    def body(of: ast.For) -> set[ast.AST]:
        return {node for each in of.body for node in ast.walk(each)}

    own, known = body(loop), body(loop)
    for other in ast.walk(function):
        match other:
            case ast.For(target=ast.Name(id=target)) if target == name and loop not in body(other):
                known |= body(other)
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name]
    return all(node in known if isinstance(node.ctx, ast.Load) else node not in own for node in names)


def _is_sum(term: Term, variables: set[str]) -> bool:
    """Whether a term is a sum or difference of numbers and of these variables, which has a value at any time."""
    match term:
        case Var(name):
            return name in variables
        case t.Add(left, right) | t.Sub(left, right):
            return _is_sum(left, variables) and _is_sum(right, variables)
        case _:
            return _constant(term) is not None


def _constant(term: Term) -> int | None:
    match term:
        case Const(value):
            return value
        case t.Neg(Const(value)):
            return -value
        case _:
            return None
