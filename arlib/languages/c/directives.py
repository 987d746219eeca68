"""Carries out the directives of a C text: macros, conditions, and headers; every word keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NoReturn

import pcpp

from arlib.languages.c.conditions import holds
from arlib.languages.c.expansion import Expansion, Macro
from arlib.languages.c.headers import COMPILERS, ELSEWHERE, HEADERS, RESERVED, UNDESCRIBED
from arlib.languages.c.lexing import Token, check, lines, place
from arlib.languages.size import MOST_CHARACTERS, require_short
from arlib.verdict import Unsupported

MOST_DEEP, MOST_HEADERS = 20, 200
IGNORED = re.compile(r"pragma|ident|sccs|warning|line|\d+|")
KNOWN = re.compile(r"define|undef|include|if|ifdef|ifndef|elif|else|endif|error|" + IGNORED.pattern)
# Pragmas that change what the text means.
MEANT = re.compile(r"push_macro|pop_macro|redefine_extname|optimize|poison|pack|weak|scalar_storage_order|target")


def stop_at(text: str, token: Token, reason: str) -> NoReturn:
    """Fail at a token of a text."""
    reason += f" (in {token.header})" if token.header else ""
    raise Unsupported(reason, text, *place(text, token.at))


@cache
def _described(header: str) -> tuple[list[Token], ...]:
    """The lines of a header of the library."""
    return tuple(lines(HEADERS[header]))


class Directives(pcpp.Preprocessor):  # type: ignore[misc]
    """pcpp follows the directives; words, conditions, the expansion of macros and the headers are ours."""

    def __init__(self, text: str, folder: Path | None, macros: Mapping[str, Macro]):
        super().__init__()
        self.text, self.folder = text, folder
        self.macros.clear()
        self.macros.update(macros)
        self.auto_pragma_once_enabled = self.expand_filemacro = False
        self.defined: set[str] = set()
        self.texts = [text]
        self.inside: list[str] = []  # the headers that are being read
        self.at: Token | None = None  # what includes the outermost of them
        self.vague = self.conditional = self.renumbered = False
        self.expansion = Expansion(self.macros, self.stop)

    def stop(self, token: Token, reason: str) -> NoReturn:
        """Fail at a token."""
        stop_at(self.text, token, reason)

    def words(self) -> list[Token]:
        """The words and line ends of the text."""
        end = Token("CPP_WS", "\n", 0, 0)
        found: list[Token] = []
        open_: Token | None = None  # a macro with parameters at the end of a part
        for token in self.parsegen(self.text):
            if token.type == "CPP_WS":
                found += [end] if token.value == "\n" else []
                continue
            macro = self.macros.get(token.value) if token.type == "CPP_ID" else None
            if open_ is not None and token.value == "(":
                self.stop(open_, f"the call of the macro {open_.value} goes on behind a directive")
            calls = macro is not None and macro.arglist is not None and token.value not in token.hidden
            open_ = token if calls else None
            if token.value in ("#", "##"):
                self.stop(token, f"{token.value} has a meaning in directives only")
            found.append(token)
        return found

    # What pcpp calls

    def parsegen(self, text: str, source: str | None = None, abssource: str | None = None) -> Iterator[Token]:
        """The words of a text."""
        try:
            check(text)  # since pcpp carries out trigraphs
        except Unsupported as error:
            if self.at is None:
                raise
            self.stop(self.at, f"{error.reason} (in line {error.line} of {self.inside[-1]})")
        yield from super().parsegen(text, source, abssource)

    def group_lines(self, text: str, source: str | None) -> Iterator[list[Token]]:
        """The lines of the text or, inside an #include, of a header."""
        if not self.inside:
            yield from lines(text)
            return
        assert self.at is not None
        try:
            for line in _described(self.inside[-1]) if self.inside[-1] in HEADERS else lines(text):
                where = f"line {line[0].lineno} of {self.inside[-1]}"
                yield [replace(each, at=self.at.at, exact=False, header=where) for each in line]
        except Unsupported as error:
            self.stop(self.at, f"{error.reason} (in line {error.line} of {self.inside[-1]})")

    def expand_macros(self, tokens: list[Token], expanding_from: object = ()) -> list[Token]:
        """Words with their macros expanded; those of stdbool.h stay as they are, which reads better."""
        names = ("bool", "true", "false")
        keep = {name for name in names if name in self.macros and self.macros[name].source == "stdbool.h"}
        found = self.expansion.expand(tokens, frozenset() if self.conditional else frozenset(keep))
        for place_, token in enumerate(found):
            if token.value == "__LINE__" and token.type == "CPP_ID":
                if self.renumbered:
                    self.stop(token, "a #line gives lines other numbers, which are not read")
                found[place_] = replace(token, type="CPP_INTEGER", value=str(token.lineno), exact=False)
            if token.value == "__VA_OPT__":
                self.stop(token, "__VA_OPT__ is not read")
        return found

    def macro_prescan(self, macro: object) -> None:
        """Leave the replacement as it is written."""

    def define(self, tokens: list[Token] | str) -> None:
        """Define a macro."""
        if isinstance(tokens, str):
            return  # pcpp's own, such as the date
        super().define(tokens)
        name = tokens[0].value
        self.macros[name].source = self.inside[-1] if self.inside and self.inside[-1] in HEADERS else ""
        if self.macros[name].source == "":
            self.defined.add(name)

    def evalexpr(self, tokens: list[Token]) -> tuple[bool, None]:
        """Whether a condition holds."""
        start, tokens = tokens[0], [each for each in tokens if each.type != "CPP_WS"]
        known: list[Token] = []
        while tokens:
            token, tokens = tokens[0], tokens[1:]
            if token.value == "defined" and token.type == "CPP_ID":
                match [each.value for each in tokens[:3]]:
                    case ["(", _, ")"]:
                        name, tokens = tokens[1], tokens[3:]
                    case [_, *_]:
                        name, tokens = tokens[0], tokens[1:]
                    case _:
                        self.stop(token, "defined is followed by a name")
                if name.type != "CPP_ID":
                    self.stop(name, "defined is followed by a name")
                found = name.value in self.macros or self.on_unknown_macro_in_defined_expr(name)
                token = replace(token, type="CPP_INTEGER", value=str(int(found)))
            known.append(token)
        self.conditional = True
        expanded = self.expand_macros(known)
        self.conditional = False
        for index, token in enumerate(expanded):
            if token.type == "CPP_ID":
                if token.value == "defined":
                    self.stop(token, "defined that a macro brings into a condition means what the compiler likes")
                self.on_unknown_macro_in_defined_expr(token)
                expanded[index] = replace(token, type="CPP_INTEGER", value="0")
        try:
            return holds(" ".join(each.value for each in expanded)), None
        except ValueError as error:
            self.stop(start, str(error))

    def on_unknown_macro_in_defined_expr(self, token: Token) -> bool:
        """A name that is no macro; fails where it is not known whether the compiler or a header defines it."""
        name = token.value
        here = re.compile(rf"#\s*define\s+{re.escape(name)}\b")
        if name in ELSEWHERE or (not COMPILERS.fullmatch(name) and any(map(here.search, self.texts))):
            return False
        if RESERVED.fullmatch(name) and name not in ("_Bool",):
            self.stop(token, f"whether the compiler defines {name} is not known here")
        if self.vague:
            self.stop(token, f"whether a header that is not described here defines {name} is not known")
        return False

    def on_error(self, file: object, line: int, message: str) -> NoReturn:
        """What pcpp finds wrong, in the line of the directive."""
        token = self.lastdirective or Token("CPP_WS", " ", 0, 1)
        self.stop(token, message[:1].lower() + message[1:])

    def on_directive_handle(
        self, directive: Token, arguments: list[Token], ifpassthru: object, precedingtoks: object
    ) -> bool:
        """A directive comes, perhaps in a part that is skipped."""
        self.lastdirective = directive
        self.renumbered = self.renumbered or directive.value == "line" or directive.value.isdigit()
        if not KNOWN.fullmatch(directive.value):
            self.stop(
                directive, f"#{directive.value} is not carried out; give the text behind the preprocessor (cc -E)"
            )
        if directive.value in ("ifdef", "ifndef", "undef", "define"):
            if not arguments or arguments[0].type != "CPP_ID":
                self.stop(directive, f"#{directive.value} is followed by a name")
            if arguments[0].value == "defined":
                self.stop(arguments[0], "defined cannot be a macro")
        if directive.value in ("if", "elif", "include", "pragma") and not arguments:
            self.stop(directive, f"#{directive.value} is followed by something")
        return True

    def on_directive_unknown(
        self, directive: Token, arguments: list[Token], ifpassthru: object, precedingtoks: object
    ) -> bool:
        """A directive that pcpp leaves to us."""
        text = "".join(each.value for each in arguments)
        if directive.value == "error":
            self.stop(directive, f"#error {text}".strip())
        if directive.value == "pragma" and MEANT.search(text):
            self.stop(directive, f"#pragma {text[:60]} changes what the text means, and is not carried out")
        return True

    def include(self, tokens: list[Token], original_line: object) -> Iterator[Token]:
        """The words of a header of the library, or of a file in the folder of the program."""
        if not tokens:
            self.stop(self.lastdirective, "#include is followed by a name")
        name = "".join(each.value for each in tokens)
        known = re.fullmatch(r'<([^>]+)>|"([^"]+)"', name)
        if known is None:
            self.stop(tokens[0], '#include is followed by <name> or "name"')
        header, own = known[1] or known[2], known[2] is not None
        content = self._own(tokens[0], header) if own else None
        if content is None and header not in HEADERS and header not in UNDESCRIBED:
            where = "is not in the folder of the program" if own else "is not described here"
            where = "is given as text, and so has no folder" if own and self.folder is None else where
            reason = f"{header} {where}; write what you need of it" if self.folder or not own else ""
            self.stop(tokens[0], reason or f"this text has no folder in which {header} could be; write what it has")
        path = "" if self.folder is None or content is None else str((self.folder / header).resolve())
        if path in self.include_once:
            return  # by its #pragma once
        self.vague = self.vague or (content is None and header in UNDESCRIBED)
        if len(self.inside) == MOST_DEEP or len(self.texts) == MOST_HEADERS:
            self.stop(
                tokens[0], f"more than {len(self.inside)} headers inside one another, or {len(self.texts)} in all"
            )
        outer = self.at
        self.at = outer or tokens[0]
        self.inside.append(header if content is None else f"{header} in the folder")
        if content is not None:
            self.texts.append(content)
        yield from self.parsegen(HEADERS.get(header, "") if content is None else content, header, path)
        self.inside.pop()
        self.at = outer

    def _own(self, token: Token, name: str) -> str | None:
        """The text of a file in the program's folder; nothing outside of it is opened."""
        if self.folder is None:
            return None
        folder = self.folder.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or Path(name).is_absolute():
            self.stop(token, f"{name} is outside of the program's folder, and only what is in it is read")
        if not path.is_file():
            return None
        if path.stat().st_size > MOST_CHARACTERS:
            self.stop(token, f"{name} has more than {MOST_CHARACTERS:,} characters")
        try:
            text = path.read_text(encoding="utf-8")
            require_short(text)
        except (OSError, UnicodeDecodeError) as error:
            self.stop(token, f"{name} cannot be read: {error}")
        except Unsupported as error:
            self.stop(token, f"{name} cannot be read: {error.reason}")
        return text
