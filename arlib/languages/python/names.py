"""What a name means, by Python's rules of scope: decided here, for the functions of claims and of programs alike.

A text is one whose module has been executed to its end; what other modules do while they are imported or called is
not looked at. A name that is local to a function, as Python's ``symtable`` says, is a variable of it. A global name
that nothing in the text binds is Python's own. One that is bound once, by a ``def`` of the module, is that function.
Whatever is bound by anything else, or more than once, is refused where it is used; and a text that can bind names
without naming them, as ``globals()["abs"] = f`` does, is refused as a whole.
"""

from __future__ import annotations

import ast
import builtins
import symtable
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import BuiltinFunctionType

from arlib.languages.python.syntax import unsupported

# By these a name can get another meaning where it does not stand.
_REBINDING = """
    globals locals vars exec eval getattr setattr delattr __import__ builtins __builtins__ __dict__ __globals__
    __code__ __defaults__ __kwdefaults__ __closure__ __setattr__ __delattr__ __getattribute__ __getattr__
    f_globals f_locals f_builtins cell_contents
"""
REBINDING = frozenset(_REBINDING.split())
OTHER_KINDS: dict[type[ast.AST], str] = {
    ast.Global: "a global variable would need a state that all calls share",
    ast.Nonlocal: "a variable of another function would need a state that both share",
    ast.Yield: "a generator would need to be stopped and continued",
    ast.YieldFrom: "a generator would need to be stopped and continued",
    ast.Await: "await would need other programs that run in between",
}


@dataclass(frozen=True)
class Names:
    """What the global names of a text mean: ``functions`` are bound by one definition each; ``others`` are not read.

    ``others`` says of each name why, ``exceptions`` are those of them that can be raised as Python's own can, and
    ``star`` holds the lines of imports that bind names nobody can see. ``variables`` are each function's local names.
    """

    functions: Mapping[str, ast.FunctionDef] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    exceptions: frozenset[str] = frozenset()
    variables: Mapping[str, frozenset[str]] = field(default_factory=dict)
    star: tuple[int, ...] = ()

    def why_not_own(self, name: str) -> str:
        """Why a global name may be another than Python's own, or arlib's; empty if it is that.

        >>> names_of("def f(x):\\n    return abs(x)\\nabs = min").why_not_own("abs")
        'abs would have to be a function with one meaning, given by def in this source text; line 3 binds it'
        """
        if name in self.functions:
            return self.why_not_function(name) or f"{name} is a function of this source text"
        if name in self.others:
            return self.others[name]
        return f"{name} may be something that the import in line {self.star[0]} binds" if self.star else ""

    def why_not_function(self, name: str) -> str:
        """Why a global name that the text defines may be another than that function; empty if it is that."""
        if name in self.others:
            return self.others[name]
        # What is defined behind such an import has replaced what that bound.
        later = [line for line in self.star if line > self.functions[name].lineno]
        return f"{name} has more than one meaning: the import in line {later[0]} may bind it" if later else ""


def names_of(source: str, tree: ast.Module | None = None) -> Names:
    """What the global names of a text mean. Raises ``Unsupported`` where it can bind names without naming them.

    >>> sorted(names_of("def f(x): pass\\ndef g(x): pass\\ndel g").functions)
    ['f']
    """
    tree = ast.parse(source) if tree is None else tree
    for node in ast.walk(tree):
        for name in _mentioned(node) & REBINDING:
            raise unsupported(source, node, f"{name} can give other names of this text another meaning")
    places: dict[str, list[ast.AST]] = {}
    for name, node in bindings(tree):
        places.setdefault(name, []).append(node)
    functions, others, exceptions = {}, {}, set[str]()
    for name, nodes in places.items():
        match nodes:
            case [ast.FunctionDef() as only] if only in tree.body:
                functions[name] = only
            case _:
                if nodes[0] in tree.body and len(nodes) == 1 and _is_exception(nodes[0], places.keys()):
                    exceptions.add(name)
                meaning = "a function with one meaning, given by def in this source text"
                lines = sorted({getattr(node, "lineno", 1) for node in nodes})
                where = f"line {lines[0]} binds it" if len(lines) == 1 else f"lines {_listed(lines)} bind it"
                others[name] = f"{name} would have to be {meaning}; {where}"
    others.pop("*", None)
    star = tuple(node.lineno for node in places.get("*", ()) if isinstance(node, ast.alias))
    if star or any(name.startswith("__") and isinstance(nodes[-1], ast.Attribute) for name, nodes in places.items()):
        exceptions.clear()  # `Odd.__init__ = f` makes another exception of it
    return Names(functions, others, frozenset(exceptions), _variables(source), star)


def bindings(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every place that binds a global name or unbinds it, or may; ``from m import *`` binds the name ``*``.

    An attribute counts as well: ``builtins.abs = f`` and ``sys.modules["builtins"].abs = f`` bind ``abs``.

    >>> [name for name, _ in bindings(ast.parse("def f(x): y = x\\nfor i in [(j := k) for k in a]: b.c = 1"))]
    ['f', 'i', 'j', 'c']
    """
    for node in _of_module(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name, node
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0], node
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node
            case ast.MatchMapping(rest=str(name)):
                yield name, node
    for node in ast.walk(tree):
        match node:
            case ast.Global(names=names):
                yield from ((name, node) for name in names)
            case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                yield name, node


def _of_module(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes whose names belong to the module: not those of bodies, nor the variables of comprehensions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        inside = list(ast.iter_child_nodes(node))
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                inside = [child for child in inside if not isinstance(child, ast.stmt)]
            case ast.Lambda(args=arguments):
                inside = [arguments]
            case ast.comprehension(iter=source, ifs=tests):
                inside = [source, *tests]
        waiting.extend(reversed(inside))


def _mentioned(node: ast.AST) -> set[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.alias(name=name):
            return set(name.split("."))
        case ast.ImportFrom(module=str(name)):
            return set(name.split("."))
        case ast.Constant(value=str(name)) if "_" in name:  # as in attrgetter("__globals__")
            return {name}
        case _:
            return set()


def _is_exception(node: ast.AST, bound: Iterable[str]) -> bool:
    """Whether this defines an exception that does nothing but have another name than Python's own."""
    match node:
        case ast.ClassDef(bases=[_, *_] as bases, keywords=[], body=body, decorator_list=[]):
            own = all(isinstance(e, ast.Name) and is_exception(e.id) and e.id not in bound for e in bases)
            return own and all(
                isinstance(e, ast.Pass) or (isinstance(e, ast.Expr) and isinstance(e.value, ast.Constant)) for e in body
            )
        case _:
            return False


def _listed(lines: list[int]) -> str:
    return f"{', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def _variables(source: str) -> dict[str, frozenset[str]]:
    """The local names of each function of the module, as Python's compiler finds them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        table = symtable.symtable(source, "<text>", "exec")
    found: dict[str, frozenset[str]] = {}
    for scope in table.get_children():
        if scope.get_type() == "function":
            # A comprehension has a scope, too, and is called listcomp there, as a function may be.
            own = frozenset(each.get_name() for each in scope.get_symbols() if each.is_local())
            found[scope.get_name()] = found.get(scope.get_name(), frozenset()) | own
    return found


def check_kind(source: str, function: ast.FunctionDef | ast.Lambda) -> None:
    """Raise ``Unsupported`` for a function that is none as others are: decorated, generic, a generator."""
    if isinstance(function, ast.FunctionDef):
        for decorator in function.decorator_list:
            raise unsupported(source, decorator, "a decorator can make another function of this one")
        for parameter in getattr(function, "type_params", ()):
            raise unsupported(source, parameter, "a type parameter is read nowhere here")
    for inside in ast.walk(function):
        if type(inside) in OTHER_KINDS:
            raise unsupported(source, inside, OTHER_KINDS[type(inside)])


def _is_own(name: str, value: object) -> bool:
    """Whether a built-in is what Python came with: a function made of C, or a class, which bears that name."""
    made = isinstance(value, BuiltinFunctionType | type) and value.__module__ == "builtins"
    other_names = isinstance(value, type) and issubclass(value, BaseException)  # IOError is another name of OSError
    return made and (value.__name__ == name or other_names)  # type: ignore[attr-defined]


# Python's own meanings, unless somebody has changed them before.
OWN: Mapping[str, object] = {name: value for name, value in vars(builtins).items() if _is_own(name, value)}


def is_exception(name: str) -> bool:
    """Whether Python has an exception of this name.

    >>> is_exception("ValueError"), is_exception("abs")
    (True, False)
    """
    return isinstance(kind := OWN.get(name), type) and issubclass(kind, BaseException)
