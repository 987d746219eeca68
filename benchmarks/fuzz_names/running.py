"""Runs files by Python itself, within a budget: what a function gives for its inputs, or whether it goes on."""

from __future__ import annotations

import builtins
import contextlib
import functools  # noqa: F401 - what files import is there already, so that no budget is spent on it
import inspect
import itertools
import math  # noqa: F401
import operator  # noqa: F401
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType

sys.path.insert(0, str(Path(__file__).parent / "imported"))

import plain  # noqa: E402, F401
import shadows  # noqa: E402, F401

BUILTINS = vars(builtins)
PYTHONS_OWN = dict(BUILTINS)
NUMBERS = itertools.count(1)


class OutOfSteps(BaseException):
    """The budget is used up; no file has a handler for it."""


@dataclass(frozen=True)
class Gave:
    """What came back."""

    result: object

    @property
    def true(self) -> bool:
        """Whether it is a truth value, or a number, that counts as true."""
        return isinstance(self.result, int) and bool(self.result)


@dataclass(frozen=True)
class Raised:
    """It ended with an error."""

    error: str


@dataclass(frozen=True)
class GoesOn:
    """It had not ended when its steps were used up."""


Outcome = Gave | Raised | GoesOn


def within(steps: int, call: Callable[[], object]) -> Outcome:
    """What the call comes to in so many lines of Python. No built-in is used here: a file may have changed them."""
    left = steps

    def count(frame: object, event: str, argument: object) -> Callable[..., object]:
        nonlocal left
        left -= 1
        if left < 0:
            raise OutOfSteps
        return count

    sys.settrace(count)
    try:
        outcome: Outcome = Gave(call())
    except OutOfSteps:
        outcome = GoesOn()
    except BaseException as error:  # whatever ends it, ends it
        outcome = Raised(error.__class__.__name__)
    finally:
        sys.settrace(None)
    return GoesOn() if left < 0 else outcome


def become(names: Mapping[str, object]) -> None:
    """Give Python's built-ins these meanings."""
    for name in set(BUILTINS).difference(names):
        del BUILTINS[name]
    BUILTINS.update(names)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Loaded:
    """A file that was imported: its functions can be called, with the built-ins as the file has left them."""

    def __init__(self, text: str, path: Path, more: Mapping[str, object] | None = None, steps: int = 20_000):
        """``more`` are names that are known besides Python's own."""
        own = {**PYTHONS_OWN, **(more or {})}
        self.module = ModuleType(f"file{next(NUMBERS)}")
        self.module.__file__ = str(path)
        with quietly():
            try:
                code = compile(text, str(path), "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                self.outcome: Outcome = Raised(type(error).__name__)
                return
            sys.modules[self.module.__name__] = self.module
            become(own)
            self.outcome = within(steps, lambda: exec(code, self.module.__dict__))
            self.builtins = dict(BUILTINS)
            BUILTINS.update(PYTHONS_OWN)
            become(PYTHONS_OWN)
        self.changed = any(self.builtins.get(name) is not value for name, value in own.items())

    @property
    def runs(self) -> bool:
        return isinstance(self.outcome, Gave)

    def function(self, name: str) -> FunctionType | None:
        found = vars(self.module).get(name)
        return found if isinstance(found, FunctionType) and self.runs else None

    def call(self, name: str, inputs: Mapping[str, int], steps: int) -> Outcome:
        """Call what the name means by now."""
        function = vars(self.module).get(name)
        if not callable(function):
            return Raised("there is no such function")
        positional, named = arguments(function, inputs)
        with quietly():
            become(self.builtins)
            outcome = within(steps, lambda: function(*positional, **named))
            BUILTINS.update(PYTHONS_OWN)
            become(PYTHONS_OWN)
        return outcome

    def forget(self) -> None:
        sys.modules.pop(self.module.__name__, None)


def arguments(function: Callable[..., object], inputs: Mapping[str, int]) -> tuple[list[int], dict[str, int]]:
    """The inputs by their position, but those that can only be given by name."""
    named: set[str] = set()
    if isinstance(function, FunctionType):
        parameters = inspect.signature(function, follow_wrapped=False).parameters.values()
        named = {each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY}
    positional = [value for name, value in inputs.items() if name not in named]
    return positional, {name: value for name, value in inputs.items() if name in named}
