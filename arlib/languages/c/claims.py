"""C source to claims, by its syntax tree: the source is parsed and never compiled."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NoReturn

from arlib import terms as t
from arlib.integers import Integers, Machine, Unsigned, integer_model
from arlib.languages.c.types import NAMED
from arlib.languages.size import require_short
from arlib.terms import Claim, Term
from arlib.verdict import Unsupported

if TYPE_CHECKING:
    from pycparser import c_ast

    from arlib.languages.c.declarations import Declarations

# The parser must know which names are types; these need an #include in C.
PRELUDE = f"typedef int {', '.join(NAMED)};\n"

# A backslash at the end of a line joins the next one to it (5.1.1.2p1); gcc takes blanks behind it for nothing.
BLANKS = r"[ \t\v\f]*"
SPLICE = rf"\\{BLANKS}\r?\n"
COMMENT_OR_QUOTED = re.compile(
    rf"(?P<comment>/(?:{SPLICE})*(?:/(?:{SPLICE}|[^\n])*|\*.*?\*(?:{SPLICE})*/))|(?P<open>/(?:{SPLICE})*\*)"
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""",
    re.DOTALL,
)
TRIGRAPH = re.compile(r"\?\?[=/'()!<>-]")
DIRECTIVE = re.compile(rf"^{BLANKS}#(?:{SPLICE}|[^\n])*", re.MULTILINE)
HARMLESS = ("include", "define", "undef", "pragma", "line", "")
LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # of str.splitlines, by which `Unsupported` counts lines


def c_claim(source: str, function: str | None = None, integers: Integers | None = None) -> Claim:
    """What a C function claims: that it returns true, or a number other than 0, whatever its inputs are.

    The types and their promotions are those of C11 where int has 32 bits and long 64. The claim is not
    true where C leaves the behaviour undefined. What C leaves to the compiler is as gcc has it.
    ``integers`` replaces all types by one model, in which every operation computes. ``function`` may be
    left out if the file has one that qualifies. Raises ``Unsupported`` with the place.

    >>> c_claim("bool f(unsigned x, unsigned y) { return x + y == y + x; }", integers=Unsigned(8))
    Claim(formula=Eq(Add(Var('x'), Var('y')), Add(Var('y'), Var('x'))), inputs=('x', 'y'), types=())
    >>> c_claim("int f(char c) { return c * c >= 0; }").types
    (Signed(width=8),)
    """
    from arlib.languages.c.reader import Reader

    integers = None if integers is None else integer_model(integers)
    if integers is not None and 1 not in integers:
        raise Unsupported(f"C's truth values 0 and 1 do not fit in {integers.describe()}", source)
    try:
        file = declarations(source)
        return Reader(file, integers).claim(_choose(file, function))
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", source) from None


def _choose(file: Declarations, name: str | None) -> c_ast.FuncDef:
    found = file.functions
    if name is not None and name in found:
        return found[name]
    others = [each for each in found if each != "main"]
    if name is None:
        for candidates in (
            [each for each in found if file.says_yes_or_no(found[each])],
            others,
            [each for each in others if file.says_yes_or_no(found[each])],
        ):
            if len(candidates) == 1:
                return found[candidates[0]]
    if not found:
        raise Unsupported("there is no function here; a claim in C is a function such as `bool f(int x) { ... }`")
    reason = "say which function states the claim" if name is None else f"there is no function {name}"
    raise Unsupported(f"{reason}; here are {', '.join(found)}")


def uniform(claim: Claim) -> tuple[Claim, Machine] | None:
    """The same claim without its conversions and the one unsigned model it computes in, if there is one.

    It exists if all inputs are of one type Unsigned(n) and every operation is reduced modulo 2^n, at the
    latest where its result is compared, divided or shifted: then it may as well compute in the model.

    >>> claim = c_claim("bool f(unsigned x, unsigned y) { return x + y == y + x; }")
    >>> uniform(claim)[0].formula
    Eq(Add(Var('x'), Var('y')), Add(Var('y'), Var('x')))
    >>> uniform(c_claim("bool f(int x) { return x + 1 > x; }")) is None
    True
    """
    if len(set(claim.types)) != 1 or not isinstance(claim.types[0], Unsigned):
        return None
    formula = _exact(claim.formula, claim.types[0])
    return None if formula is None else (Claim(formula, claim.inputs), claim.types[0])


def _exact(term: Term, model: Machine) -> Term | None:
    """The term without conversions, if in the model it then has the value of ``term``."""
    match term:
        case t.Wrap(arg, target):
            return _congruent(arg, model) if target == model else None
        case t.Const(value):
            return term if value in model else None
        case t.Var() | t.Truth():
            return term
        case t.Comparison() | t.Connective() | t.Not() | t.IfThenElse():
            return _each(term, [_exact(child, model) for child in term.children])
        case t.TruncDiv() | t.TruncMod() | t.BitAnd() | t.BitOr() | t.BitXor() | t.ShiftRight():
            # Of unsigned numbers these give no larger ones.
            return _each(term, [_exact(child, model) for child in term.children])
        case _:
            return None


def _congruent(term: Term, model: Machine) -> Term | None:
    """The term without conversions, if in the model it then has the value of ``term`` modulo 2^width."""
    match term:
        case t.Add() | t.Sub() | t.Mul() | t.Neg() | t.BitNot() | t.BitAnd() | t.BitOr() | t.BitXor():
            return _each(term, [_congruent(child, model) for child in term.children])
        case t.ShiftLeft(number, t.Const(amount)) if 0 <= amount < model.width:
            return _each(term, [_congruent(number, model), t.Const(amount)])
        case t.IfThenElse(test, then, orelse):
            return _each(term, [_exact(test, model), _congruent(then, model), _congruent(orelse, model)])
        case _:
            return _exact(term, model)


def _each(term: Term, children: list[Term | None]) -> Term | None:
    found = [child for child in children if child is not None]
    return t.rebuild(term, tuple(found)) if len(found) == len(children) else None


# Text to syntax tree


def declarations(source: str) -> Declarations:
    """What a C file declares, with the syntax trees of its functions."""
    from arlib.languages.c.declarations import Declarations

    require_short(source)
    code, macros, defined = _code(source)
    return Declarations(source, _syntax(source, code, macros), PRELUDE.count("\n"), macros, defined)


def _blank(text: str) -> str:
    return "".join(c if c in LINE_BREAKS else " " for c in text)


def _place(text: str, offset: int) -> tuple[int, int]:
    """The line of an offset, from 1, and its column, from 0."""
    lines = (text[:offset] + "x").splitlines()
    return len(lines), len(lines[-1]) - 1


def _code(source: str) -> tuple[str, dict[tuple[int, int], str], set[str]]:
    """The source with spaces for comments and directives, where it uses the names that it #defines, and these."""

    def fail(offset: int, reason: str) -> NoReturn:
        raise Unsupported(reason, source, *_place(source, offset))

    def without_comment(match: re.Match[str]) -> str:
        if match["open"]:
            fail(match.start(), "this comment does not end")
        if match["comment"]:
            comments.append(match.span())
        return _blank(match[0]) if match["comment"] else match[0]

    comments: list[tuple[int, int]] = []
    names: set[str] = set()

    def without_directive(match: re.Match[str]) -> str:
        word = re.match(rf"{BLANKS}#{BLANKS}(\w*){BLANKS}([\w$]*)", re.sub(SPLICE, "", match[0]))
        assert word is not None
        if word[1] not in HARMLESS and not word[1].isdigit():
            fail(match.start(), f"#{word[1]} is not carried out; give the text behind the preprocessor (cc -E)")
        if any(start < match.end() < end for start, end in comments):
            # C goes on with the directive behind the comment.
            fail(match.start(), "end the comment in the line of the directive")
        if word[1] == "define":
            names.add(word[2])
        return _blank(match[0])

    if stray := re.search(r"\r(?!\n)", source):
        fail(stray.start(), "a carriage return alone ends no line in C")
    if trigraph := TRIGRAPH.search(source):
        fail(trigraph.start(), f"{trigraph[0]} is a trigraph, which stands for one character with some compilers only")
    code = DIRECTIVE.sub(without_directive, COMMENT_OR_QUOTED.sub(without_comment, source))
    if joined := re.search(SPLICE, code):
        fail(joined.start(), "write this in one line; only comments and directives may go on after a backslash")
    uses = (match for match in re.finditer(r"(?!\d)[\w$]+", code) if match[0] in names)
    return "\n".join(code.splitlines()), {_place(source, use.start()): use[0] for use in uses}, names


def _parse(code: str) -> c_ast.FileAST | str:
    """The syntax tree, or what is wrong."""
    from pycparser import c_parser

    try:
        return c_parser.CParser().parse(PRELUDE + code, "c")
    except c_parser.ParseError as error:
        return str(error)
    except RecursionError:
        raise
    except Exception as error:
        # Not the answer to a question of ours: pycparser meets some wrong programs with whatever fails in it.
        return f"c: the C parser fails ({type(error).__name__})"


def _syntax(source: str, code: str, macros: dict[tuple[int, int], str]) -> c_ast.FileAST:
    tree = _parse(code)
    if not isinstance(tree, str):
        return tree
    placed = re.fullmatch(r"c:(\d+):(\d+): (.*)", tree, re.DOTALL)
    text = placed[3] if placed else tree.partition(": ")[2]
    ends = text == "At end of input"
    line, column = _place(code, len(code))
    if placed:
        line, column = int(placed[1]) - PRELUDE.count("\n"), int(placed[2]) - 1
    elif not ends:
        culprit = _culprit(code, tree)
        line, column = _place(code, culprit.start() if culprit else len(code))
        text = f"before: {culprit[0]}" if culprit else text
    for place in sorted(macros):
        if place <= (line, column):
            reason = f"{macros[place]} is a macro, and macros are not expanded; write what it stands for"
            raise Unsupported(reason, source, *place)
    reason = f"this is not C as the parser knows it: {text[:1].lower()}{text[1:]}"
    if text.startswith("before: "):
        reason = (
            f"`{text[8:48]}` is not expected here; a type that is not declared or a missing ; or ) can be the cause"
        )
    elif text == "Invalid function definition":
        reason = "what this function returns is not declared in this file"
    elif ends:
        reason = "the text ends too early; a }, a ) or a ; is missing"
    raise Unsupported(reason, source, line, column)


def _culprit(code: str, message: str) -> re.Match[str] | None:
    """The first token that makes an error for which the parser gives no place."""
    tokens = list(re.finditer(r"\w+|[^\w\s]", code))
    # A 0 behind it completes an expression that has only begun.
    first = bisect_left(tokens, True, key=lambda token: _parse(f"{code[: token.end()]} 0") == message)
    return tokens[first] if first < len(tokens) else None
