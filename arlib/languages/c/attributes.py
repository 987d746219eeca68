"""GNU's words in declarations, which say nothing of what the program does: they are left out (gcc manual, 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

from arlib.languages.c.lexing import Token

DROPPED = frozenset({"__extension__", "__restrict", "__restrict__"})
NAMES = {
    "__inline": "inline",
    "__inline__": "inline",
    "__const": "const",
    "__const__": "const",
    "__volatile": "volatile",
    "__volatile__": "volatile",
    "__signed": "signed",
    "__signed__": "signed",
}
# Attributes that a compiler may use, and that do not change what a program means which keeps to C.
HARMLESS = frozenset(
    [
        "noreturn",
        "unused",
        "used",
        "const",
        "pure",
        "nothrow",
        "leaf",
        "nonnull",
        "always_inline",
        "noinline",
        "gnu_inline",
        "aligned",
        "format",
        "format_arg",
        "malloc",
        "warn_unused_result",
        "cold",
        "hot",
        "deprecated",
        "visibility",
        "artificial",
        "fallthrough",
        "noclone",
        "flatten",
        "externally_visible",
        "alloc_size",
        "alloc_align",
        "sentinel",
        "returns_nonnull",
        "access",
        "noipa",
        "no_instrument_function",
        "unavailable",
    ]
)


def without_attributes(tokens: list[Token], fail: Callable[[Token, str], NoReturn]) -> list[Token]:
    """The words without attributes; fails at one that changes what the program does."""
    done: list[Token] = []
    words = iter(tokens)
    for word in words:
        if word.value in ("__attribute__", "__attribute") and word.type == "CPP_ID":
            depth, named = 0, False
            for each in words:
                if each.type == "CPP_WS":
                    done += [each] if each.value == "\n" else []
                    continue
                depth += (each.value == "(") - (each.value == ")")
                if depth <= 0:
                    break
                if depth == 2 and each.type == "CPP_ID" and not named:
                    name = each.value
                    name = name[2:-2] if name.startswith("__") and name.endswith("__") else name
                    if name not in HARMLESS:
                        fail(each, f"what the attribute {each.value} changes is not read")
                    named = True
                named = named and each.value != ","
            continue
        if word.value in DROPPED and word.type == "CPP_ID":
            continue
        if word.value in NAMES and word.type == "CPP_ID":
            word = replace(word, value=NAMES[word.value])
        done.append(word)
    return done
