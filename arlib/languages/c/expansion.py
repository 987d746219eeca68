"""The expansion of macros (6.10.3), by hide sets: each token knows the macros that it comes from.

The algorithm is Dave Prosser's of 1986, from which the standard's words were made; it is what gcc does wherever
the standard fixes the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn, Protocol

from arlib.languages.c.lexing import TOKEN, Token

MOST_TOKENS = 200_000


class Macro(Protocol):
    """A macro as pcpp keeps it: its replacement, and its parameters if it has a list of them."""

    value: list[Token]
    arglist: list[str] | None
    variadic: bool


@dataclass
class Expansion:
    """Expands what one text has, up to a number of tokens; ``fail`` is called with a token and a reason."""

    macros: Mapping[str, Macro]
    fail: Callable[[Token, str], NoReturn]
    made: int = 0

    def expand(self, tokens: Sequence[Token], keep: frozenset[str] = frozenset(), whole: bool = False) -> list[Token]:
        """The tokens with their macros expanded, but for those named in ``keep``.

        A call that is not complete at the end of ``tokens`` is an error if ``whole``.
        """
        waiting, done = list(reversed(tokens)), list[Token]()
        while waiting:
            token = waiting.pop()
            macro = self.macros.get(token.value) if token.type == "CPP_ID" else None
            if macro is None or token.value in token.hidden or token.value in keep:
                done.append(token)
                continue
            if macro.arglist is None:
                hidden, found = token.hidden | {token.value}, self._replaced(token, macro, {})
            else:
                begin = len(waiting) - 1
                while begin >= 0 and waiting[begin].type == "CPP_WS":
                    begin -= 1
                if begin < 0 or waiting[begin].value != "(":
                    done.append(token)  # no call
                    continue
                arguments, closing = self._arguments(token, waiting, begin)
                hidden = (token.hidden & closing.hidden) | {token.value}
                found = self._replaced(token, macro, self._matched(token, macro, arguments))
            self._count(token, len(found))
            waiting += [replace(each, hidden=each.hidden | hidden) for each in reversed(found)]
        return done

    def _count(self, token: Token, number: int) -> None:
        self.made += number + 1
        if self.made > MOST_TOKENS:
            self.fail(token, f"the macros of this file grow to more than {MOST_TOKENS:,} words")

    def _arguments(self, token: Token, waiting: list[Token], begin: int) -> tuple[list[list[Token]], Token]:
        """What stands between the parentheses of a call, taken from the end of ``waiting``, and the closing one."""
        found: list[list[Token]] = [[]]
        depth = 0
        del waiting[begin + 1 :]
        while waiting:
            each = waiting.pop()
            if each.value == "(":
                depth += 1
                if depth == 1:
                    continue
            elif each.value == ")":
                depth -= 1
                if depth == 0:
                    return [_stripped(argument) for argument in found], each
            elif each.value == "," and depth == 1:
                found.append([])
                continue
            found[-1].append(each)
        self.fail(token, f"the call of the macro {token.value} has no closing parenthesis, or a directive inside it")

    def _matched(self, token: Token, macro: Macro, given: list[list[Token]]) -> dict[str, list[Token]]:
        names = macro.arglist or []
        if macro.variadic and len(given) >= len(names):
            rest = given[len(names) - 1]
            for argument in given[len(names) :]:
                rest = [*rest, replace(token, type="other", value=",", exact=False), *argument]
            given = [*given[: len(names) - 1], rest]
        if macro.variadic and len(given) == len(names) - 1:
            given = [*given, []]
        if given == [[]] and not names:
            given = []
        if len(given) != len(names):
            self.fail(token, f"the macro {token.value} takes {len(names)} arguments, and here are {len(given)}")
        return dict(zip(names, given, strict=True))

    def _replaced(self, token: Token, macro: Macro, given: dict[str, list[Token]]) -> list[Token]:
        """The replacement of a macro with its arguments in it, behind # and ##."""
        body = [
            replace(each, at=token.at, lineno=token.lineno, exact=False, header=token.header, hidden=frozenset())
            for each in macro.value
        ]
        done: list[Token] = []
        expanded: dict[str, list[Token]] = {}
        place = 0

        def following(index: int) -> int:
            index += 1
            while index < len(body) and body[index].type == "CPP_WS":
                index += 1
            return index

        while place < len(body):
            each, after = body[place], following(place)
            pasted = after < len(body) and body[after].type == "CPP_DPOUND"
            if each.value == "#" and macro.arglist is not None and after < len(body) and body[after].value in given:
                done.append(_quoted(each, given[body[after].value]))
                place = after + 1
            elif each.type == "CPP_DPOUND" and done and after < len(body):
                while done and done[-1].type == "CPP_WS":  # not an empty argument
                    done.pop()
                right = body[after]
                part = given.get(right.value, [right]) if right.type == "CPP_ID" else [right]
                if right.value == "#" and following(after) < len(body) and body[following(after)].value in given:
                    after = following(after)
                    part = [_quoted(right, given[body[after].value])]
                last = done.pop() if done else _nothing(each)
                if last.value == "," and macro.variadic and macro.arglist and right.value == macro.arglist[-1]:
                    # GNU's rule: the comma goes where no argument follows it, and is not joined to one that does.
                    done += [last, *part] if part else []
                else:
                    done += self._joined(token, last, part)
                place = after + 1
            elif each.type == "CPP_ID" and each.value in given:
                part = given[each.value]
                if not pasted:
                    if each.value not in expanded:
                        expanded[each.value] = self.expand(part)
                        self._count(token, len(part))
                    part = expanded[each.value]
                done += part or [_nothing(each)]
                place += 1
            else:
                done.append(each)
                place += 1
        return [each for each in done if each.value]

    def _joined(self, token: Token, left: Token, right: list[Token]) -> list[Token]:
        """The last token of the left side and the first of the right side made one (6.10.3.3)."""
        if not right:
            return [left]
        value = left.value + right[0].value
        if not left.value or not right[0].value:
            return [replace(left if left.value else right[0]), *right[1:]]
        match = TOKEN.fullmatch(value)
        if match is None or match.lastgroup in ("CPP_WS", "open", "quote", "digraph"):
            self.fail(token, f"## makes `{value[:40]}` here, which is no word of C")
        hidden = left.hidden & right[0].hidden
        made = replace(left, type=match.lastgroup or "", value=value, exact=False, hidden=hidden)
        # What ## makes is no operator of the preprocessor.
        return [replace(made, type="other") if value in ("#", "##") else made, *right[1:]]


def _nothing(token: Token) -> Token:
    """What stands for an empty argument while ## is carried out."""
    return replace(token, type="", value="")


def _stripped(tokens: list[Token]) -> list[Token]:
    words = [place for place, each in enumerate(tokens) if each.type != "CPP_WS"]
    return tokens[words[0] : words[-1] + 1] if words else []


def _quoted(token: Token, argument: list[Token]) -> Token:
    """The text of an argument as a string (6.10.3.2)."""
    text = ""
    for each in argument:
        value = " " if each.type == "CPP_WS" else each.value
        if each.type in ("CPP_STRING", "CPP_CHAR"):
            value = value.replace("\\", "\\\\").replace('"', '\\"')
        text += "" if value == " " and text.endswith(" ") else value
    return replace(token, type="CPP_STRING", value=f'"{text.strip(" ")}"', exact=False)
