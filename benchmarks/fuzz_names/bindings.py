"""Ways in which Python text gives a name another meaning, takes it away, or only seems to.

In a way, ``{n}`` is the name, ``{v}`` what it shall mean, ``{u}`` a name that nothing else has. The same ways are
used in modules and in functions; those that Python refuses somewhere are for the reader to refuse, too.
"""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator

VALUES = (
    *("lambda *a: -1", "lambda *a: 0", "lambda *a: a[0]", "lambda x, *a: x + 1", "lambda *a: 'text'"),
    *("min", "max", "abs", "str", "print", "{n}", "3", "None", "object()", "isinstance"),
)

ASSIGNING = (
    "{n} = {v}",
    "{n} = {v}",
    "{n}: object = {v}",
    "{n} = {u} = {v}",
    "{u}, {n} = 0, {v}",
    "[{u}, [{n}, *_]] = 0, [{v}, 1]",
    "*{n}, {u} = {v}, 1, 2",
    "for {n} in ({v},):\n    pass",
    "for {u}, {n} in [(0, {v})]:\n    pass",
    "import contextlib\nwith contextlib.nullcontext({v}) as {n}:\n    pass",
    "try:\n    raise ValueError\nexcept ValueError as {n}:\n    pass",
    "try:\n    pass\nexcept ValueError as {n}:\n    pass",
    "match {v}:\n    case {n}:\n        pass",
    "match [0, {v}]:\n    case [_, *{n}]:\n        pass",
    "match {{'k': {v}}}:\n    case {{'k': {n}}}:\n        pass",
    "match {{'k': {v}}}:\n    case {{**{n}}}:\n        pass",
    "match {v}:\n    case object() as {n}:\n        pass",
    "match 0:\n    case 1 as {n}:\n        pass",
    "{n} = 0\n{n} += 1",
    "{n} = (lambda d: lambda *a: not d(*a))({n})",
    "{n} = staticmethod({n})",
    "del {n}",
    "{n}: int",
    "{n}: object",
)
WALRUS = (
    "({n} := {v})",
    "[{u} for {u} in (1,) if ({n} := {v})]",
    "{u} = [({n} := {v}) for {u} in ()]",
    "def {u}(a=({n} := {v})):\n    return 0",
    "def {u}(a: ({n} := {v})):\n    return 0",
    "def {u}() -> ({n} := {v}):\n    return 0",
    "@({n} := (lambda d: d))\ndef {u}():\n    return 0",
    "class {u}(({n} := object)):\n    pass",
    "{u}: ({n} := {v}) = 0",
    "f'{{({n} := {v})}}'",
    "assert ({n} := {v}) or True",
    "if ({n} := {v}) or True:\n    pass",
    "while not ({n} := {v}):\n    break",
    "{u} = lambda a=({n} := {v}): a",
    "{u} = lambda: ({n} := {v})",
    "{u} = True or ({n} := {v})",
)
DEFINING = (
    "import math as {n}",
    "import os.path as {n}",
    "from math import floor as {n}",
    "from operator import neg as {n}",
    "from shadows import *",
    "from shadows import {n}",
    "import shadows as {n}",
    "from plain import same as {n}",
    "from plain import *",
    "class {n}:\n    pass",
    "class {n}(int):\n    pass",
    "class {n}:\n    def __new__(cls, *a):\n        return -1",
    "def {n}(*a):\n    return -1",
    "def {n}(a=0, *b):\n    return a",
    "def {n}(a, b=1):\n    return b - a",
    "def {n}(*a):\n    yield 0",
    "async def {n}(*a):\n    return 0",
    "@lambda d: lambda *a: -1\ndef {n}(*a):\n    return 1",
)
THROUGH_DICTIONARIES = (
    "globals()['{n}'] = {v}",
    "globals().update({n}={v})",
    "globals().pop('{n}', 0)",
    "vars()['{n}'] = {v}",
    "locals()['{n}'] = {v}",
    "exec('{n} = ' + {q})",
    "eval('globals().update({n}=3)')",
    "import sys\nsetattr(sys.modules[__name__], '{n}', {v})",
    "import sys\nsys.modules[__name__].{n} = {v}",
    "import sys\nsys.modules[__name__].__dict__['{n}'] = {v}",
    "import builtins\nbuiltins.{n} = {v}",
    "import builtins as {u}\nsetattr({u}, '{n}', {v})",
    "__builtins__['{n}'] = {v}",
    "__builtins__ = {{**__builtins__, '{n}': {v}}}",
    "{n}.__code__ = (lambda *a: -1).__code__",
    "{n}.__defaults__ = (1, 2)",
)
FROM_FUNCTIONS = (
    "def {u}():\n    global {n}\n    {n} = {v}\n{u}()",
    "def {u}():\n    global {n}\n    {n} = {v}",
    "def {u}():\n    def inner():\n        global {n}\n        {n} = {v}\n    inner()\n{u}()",
    "def {u}():\n    global {n}\n    for {n} in ({v},):\n        pass\n{u}()",
    "def {u}():\n    global {n}\n    def {n}(*a):\n        return -1\n{u}()",
    "def {u}():\n    global {n}\n    class {n}:\n        pass\n{u}()",
    "def {u}():\n    global {n}\n    import math as {n}\n{u}()",
    "def {u}():\n    global {n}\n    del {n}\n{u}()",
    "def {u}():\n    global {n}\n    [0 for _ in (1,) if ({n} := {v})]\n{u}()",
    "def {u}():\n    {n} = 0\n    def inner():\n        nonlocal {n}\n        {n} = {v}\n    inner()\n{u}()",
    "def {u}():\n    exec('global {n}; {n} = 0')\n{u}()",
    "class {u}:\n    global {n}\n    {n} = {v}",
    "class {u}:\n    global {n}\n    def {n}(*a):\n        return -1",
    "class {u}:\n    def __init__(self):\n        global {n}\n        {n} = {v}\n{u}()",
    "@lambda d: d()\ndef {u}():\n    global {n}\n    {n} = {v}",
    "{u} = (lambda: globals().update({n}={v}))()",
)
HARMLESS = (
    "{u} = [{n} for {n} in (1, 2)]",
    "{u} = {{{n}: 0 for {n} in (1, 2)}}",
    "{u} = lambda {n}: {n}",
    "def {u}({n}):\n    return {n}",
    "def {u}(*{n}):\n    return {n}",
    "class {u}:\n    {n} = {v}",
    "class {u}:\n    def {n}(self, *a):\n        return -1",
    "class {u}:\n    class {n}:\n        pass",
    "def {u}():\n    {n} = {v}\n    return {n}",
    "def {u}():\n    import math as {n}\n    return {n}",
    "def {u}():\n    def {n}(*a):\n        return -1\n    return {n}",
    "def {u}(a):\n    for {n} in range(3):\n        a = a + {n}\n    return a",
    "{u} = {v}",
    "{u} = 3",
    "import math",
    "from math import floor as {u}",
    "def {u}(a):\n    return a",
    "'{n} = 3'",
    "pass",
    "class {u}:\n    pass",
    "def {u}(a):\n    while a > 0:\n        pass",
)
if sys.version_info >= (3, 12):
    ASSIGNING = (*ASSIGNING, "type {n} = int", "def {u}[{n}](a):\n    return a", "class {u}[{n}]:\n    pass")

AROUND = (
    "if True:\n{body}",
    "if False:\n{body}",
    "if not True:\n    pass\nelse:\n{body}",
    "if 1 < 0:\n    pass\nelif 0 < 1:\n{body}",
    "if __name__ == '__main__':\n{body}",
    "if __name__ != '__main__':\n{body}",
    "try:\n{body}\nexcept Exception:\n    pass",
    "try:\n    pass\nfinally:\n{body}",
    "try:\n    1 // 0\nexcept ZeroDivisionError:\n{body}",
    "try:\n    pass\nexcept Exception:\n{body}",
    "try:\n    pass\nexcept Exception:\n    pass\nelse:\n{body}",
    "for {u} in range(1):\n{body}",
    "for {u} in range(0):\n{body}",
    "for {u} in ():\n    pass\nelse:\n{body}",
    "while True:\n{body}\n    break",
    "while False:\n{body}",
    "import contextlib\nwith contextlib.nullcontext():\n{body}",
    "match 1:\n    case 1:\n    {body}",
    "match 1:\n    case 2:\n    {body}",
    "class {u}:\n{body}",
)


def indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def disguised(name: str, choose: random.Random) -> str:
    """The name in characters that Python's normalisation (NFKC) makes the same of."""
    place = choose.randrange(len(name))
    wide = chr(ord(name[place]) - ord("a") + ord("ａ"))
    return name[:place] + wide + name[place + 1 :] if unicodedata.normalize("NFKC", wide) == name[place] else name


class Bindings:
    """Writes statements that concern a name, each kind as often as the others."""

    def __init__(self, choose: random.Random):
        self.choose = choose
        self.unique = self._names()

    def _names(self) -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield f"other{number}"

    def another(self) -> str:
        return next(self.unique)

    def value(self, name: str) -> str:
        return self.choose.choice(VALUES).format(n=name)

    def binding(self, name: str, *, again: str = "") -> str:
        """A statement that gives the name a meaning; ``again`` is another definition that it can have."""
        pick, chance = self.choose.choice, self.choose.random()
        if again and chance < 0.25:
            text = again
        else:
            form = pick(pick((ASSIGNING, ASSIGNING, WALRUS, DEFINING, THROUGH_DICTIONARIES, FROM_FUNCTIONS)))
            text = self.filled(form, name)
        return self.around(text) if self.choose.random() < 0.35 else text

    def harmless(self, name: str) -> str:
        """A statement that leaves the meaning of the name as it is, at the module's level."""
        return self.filled(self.choose.choice(HARMLESS), name)

    def filled(self, form: str, name: str) -> str:
        value, spelled = self.value(name), name
        if "'{n}" not in form and name.isascii() and name.islower() and self.choose.random() < 0.06:
            spelled = disguised(name, self.choose)
        return form.format(n=spelled, v=value, q=repr(value), u=self.another())

    def around(self, text: str) -> str:
        """The statement where it is executed, or is not, in another one."""
        form = self.choose.choice(AROUND)
        body = indented(text)
        if "case" in form:
            body = indented(body).removeprefix("    ")
        return form.replace("{body}", body).replace("{u}", self.another())
