"""Macros, conditions and headers: what the compiler's preprocessor makes of a text, ours makes of it, or refuses."""

import os
import random
import re
import shutil
import subprocess

import pytest

from arlib import Unsupported, c_claim, c_program
from arlib.languages.c import headers
from arlib.languages.c.lexing import lines
from arlib.languages.c.preprocessing import preprocessed
from arlib.programs.interpreter import run

COMPILER = shutil.which("gcc")
needs_compiler = pytest.mark.skipif(COMPILER is None and not os.environ.get("CI"), reason="gcc is not installed")
NAMES = ["A", "B", "C", "F", "G", "H"]
TEXTS = 400


class Writer:
    """Random texts of definitions, conditions and uses of a few macros."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, *parts):
        return self.random.choice(parts)

    def words(self, names, depth=2):
        return self.some(" ", "  ", " /* c */ ").join(self.word(names, depth) for _ in range(self.random.randint(0, 3)))

    def word(self, names, depth):
        if depth and self.random.random() < 0.4:
            given = ",".join(self.words(names, depth - 1) for _ in range(self.random.randint(0, 3)))
            return f"{self.some('F', 'G', 'H')}{self.some('', ' ')}({given})"
        return self.some(*names, *names, *NAMES, "1", "2u", "+", "-", "x", "(x)", "'a'", '"s\\n"', "++", "1.5e+3", ".5")

    def body(self, parameters, variadic):
        names = [*parameters, *(["__VA_ARGS__"] if variadic else [])]
        parts = []
        for _ in range(self.random.randint(0, 4)):
            shapes = [lambda: self.word(names, 1), lambda: self.word(names, 2)]
            if names:
                shapes += [lambda: f"# {self.random.choice(names)}"]
            # What ## joins is made of letters, so that it mostly makes a word.
            shapes += [lambda: f"{self.some(*names, 'x', 'A')}{self.some('##', ' ## ')}{self.some(*names, 'y', '1')}"]
            parts.append(self.random.choice(shapes)())
        return " ".join(parts)

    def define(self):
        name = self.some(*NAMES)
        if name in "ABC":
            return f"#define {name} {self.body([], False)}"
        parameters = ["p", "q"][: self.random.randint(0, 2)]
        variadic = self.random.random() < 0.25
        listed = ", ".join([*parameters, *(["..."] if variadic else [])])
        return f"#{self.some('', ' ')}define {name}({listed}) {self.body(parameters, variadic)}"

    def condition(self, depth=3):
        if depth == 0 or self.random.random() < 0.2:
            numbers = "0", "1", "2", "3u", "7", "-1", "0x10", "'a'", "010", str(2**63 - 1), f"{2**64 - 1}u"
            return self.some(*numbers, "A", "defined A", "defined(F)", "nothing")
        a, b, c = (self.condition(depth - 1) for _ in range(3))
        op = self.some("+", "-", "*", "/", "%", "&", "|", "^", "<", ">", "<=", ">=", "==", "!=", "&&", "||", "<<", ">>")
        return self.some(f"({a} {op} {b})", f"{a} {op} {b}", f"!{a}", f"~ {a}", f"- {a}", f"({a} ? {b} : {c})", a)

    def text(self):
        found, open_ = [], 0
        for _ in range(self.random.randint(3, 9)):
            kind = self.random.random()
            if kind < 0.4:
                found.append(self.define())
            elif kind < 0.5:
                tested = (f"if {self.condition()}", f"ifdef {self.some(*NAMES)}", f"ifndef {self.some(*NAMES)}")
                found.append(f"#{self.some(*tested)}")
                open_ += 1
            elif kind < 0.6 and open_:
                found.append(self.some("#else", f"#elif {self.condition()}", "#endif"))
                open_ -= found[-1] == "#endif"
            elif kind < 0.65:
                found.append(f"#undef {self.some(*NAMES)}")
            else:
                found.append(f"{self.words([])} {self.words([])};")
        text = "\n".join([*found, *["#endif"] * open_])
        if self.random.random() < 0.3:
            place = self.random.randrange(len(text))
            text = f"{text[:place]}\\\n{text[place:]}"
        return text


def words(text):
    return [token.value for line in lines(text) for token in line if token.type != "CPP_WS"]


@needs_compiler
def test_texts_become_what_the_compiler_makes_of_them(tmp_path):
    writer = Writer(3)
    texts = [writer.text() for _ in range(TEXTS)]
    undone = "\n".join(f"#undef {name}" for name in NAMES)
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.h").write_text(text + "\n")
    whole = "\n".join(f'$ {number}\n#include "{number}.h"\n{undone}' for number in range(TEXTS))
    (tmp_path / "all.c").write_text(whole + "\n$")
    done = subprocess.run([COMPILER, "-E", "-P", "-w", "all.c"], cwd=tmp_path, capture_output=True, text=True)
    wrong = {int(number) for number in re.findall(r"^(\d+)\.h:\d+:\d+: (?:fatal )?error", done.stderr, re.M)}
    theirs = re.split(r"\$ (\d+)\n", done.stdout.rstrip("$\n") + "\n")
    expected = dict(zip(map(int, theirs[1::2]), theirs[2::2], strict=True))
    read = 0
    for number, text in enumerate(texts):
        if number in wrong:
            continue
        try:
            found = preprocessed(text)
        except Unsupported:
            continue  # which is always allowed
        read += 1
        assert [token.value for token in found.tokens] == words(expected[number]), text
    assert read > (TEXTS - len(wrong)) * 0.8, f"{read} of {TEXTS - len(wrong)} are read"


# Headers, and what the compiler defines


@needs_compiler
def test_the_headers_say_what_the_compilers_say(tmp_path):
    described = "\n".join([headers.PREDEFINED, *headers.HEADERS.values()])
    names = {name for name in re.findall(r"#define (\w+) ", described) if name[0] in "_ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    names -= {"NULL", "__GNUC__", "__GNUC_MINOR__", "__GNUC_PATCHLEVEL__", "__OPTIMIZE__", "__STDC_VERSION__"}
    names = sorted(name for name in names if not name.endswith("_C"))
    own = [name for name in headers.HEADERS if name != "iso646.h"]
    included = "\n".join(f"#include <{name}>" for name in own)
    ours = {name: preprocessed(f"{included}\nlong f(void) {{ return {name}; }}") for name in names}
    assert all(name not in text.code for name, text in ours.items())
    # The same text for the compiler, with the library's headers, and with what ours made of the name.
    checks = "\n".join(
        f"_Static_assert(({name}) == ({value}) && __builtin_types_compatible_p(typeof({name}), typeof({value})), "
        f'"{name}");'
        for name in names
        for value in [re.sub(r"\s+", " ", ours[name].code).split("return")[1].split(";")[0]]
    )
    (tmp_path / "check.c").write_text(f"{included}\n{checks}\n")
    done = subprocess.run([COMPILER, "-fsyntax-only", "check.c"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(names) > 80


@needs_compiler
def test_what_the_compiler_defines_is_known_or_refused_in_conditions(tmp_path):
    command = [COMPILER, "-dM", "-E", "-x", "c", os.devnull]
    defined = re.findall(r"#define (\w+)", subprocess.run(command, capture_output=True, text=True).stdout)
    assert len(defined) > 100
    for name in defined:
        for text in (f"#ifdef {name}\nx\n#endif", f"#define Y\n#undef Y\n#if !defined({name})\ny\n#else\nx\n#endif"):
            try:
                assert [token.value for token in preprocessed(text).tokens] == ["x"], name
            except Unsupported as error:
                assert name in error.reason


def test_a_name_of_the_library_is_what_its_header_says():
    program = c_program("#include <limits.h>\nint f(unsigned x) { return x == UINT_MAX; }")
    assert run(program, {"x": 2**32 - 1}).outcome.value == 1
    assert c_claim("#include <stdbool.h>\nbool f(int x) { return true; }") == c_claim("bool f(int x) { return true; }")
    text = "#include <stdbool.h>\n#if true && !false\nint x;\n#endif"
    assert preprocessed(text).code.split() == ["int", "x", ";"]


def test_own_headers_are_read_in_the_folder_only(tmp_path):
    folder = tmp_path / "program"
    (folder / "more").mkdir(parents=True)
    (tmp_path / "outside.h").write_text("int secret;")
    (folder / "link.h").symlink_to(tmp_path / "outside.h")
    (folder / "more" / "deep.h").write_text("#pragma once\n#define LIMIT 5\n#define TWICE(x) ((x) * 2)\n")
    (folder / "helper.h").write_text('#include "more/deep.h"\n\nstatic int twice(int x) { return TWICE(x); }\n')
    (folder / "bad.h").write_text("int g(int x)\n{ return x + missing; }\n")
    text = '#include "helper.h"\n#include "more/deep.h"\nint f(int x) { return twice(x) + LIMIT; }'
    assert run(c_program(text, "f", folder=folder), {"x": 4}).outcome.value == 13
    with pytest.raises(Unsupported, match="this text has no folder") as found:
        c_program(text, "f")
    assert (found.value.line, found.value.column) == (1, 9)
    with pytest.raises(Unsupported, match=r"missing is not declared here \(in line 2 of bad.h") as found:
        c_program('int y;\n#include "bad.h"\nint f(int x) { return g(x); }', "f", folder=folder)
    assert found.value.line == 2
    for name in ("../outside.h", str(tmp_path / "outside.h"), "link.h", "more/../../outside.h"):
        with pytest.raises(Unsupported, match="outside of the program's folder"):
            c_program(f'#include "{name}"\nint f(int x) {{ return x; }}', folder=folder)
    with pytest.raises(Unsupported, match="is not in the folder of the program"):
        c_program('#include "none.h"\nint f(int x) { return x; }', folder=folder)


def test_what_includes_itself_and_macros_that_explode_are_refused(tmp_path):
    (tmp_path / "self.h").write_text('#include "self.h"\n')
    with pytest.raises(Unsupported, match="more than 20 headers inside one another"):
        c_program('#include "self.h"\nint f(int x) { return x; }', folder=tmp_path)
    bomb = "\n".join(f"#define A{n + 1} A{n} A{n} A{n} A{n}" for n in range(30))
    with pytest.raises(Unsupported, match="grow to more than") as found:
        c_program(f"#define A0 + 1\n{bomb}\nint f(int x) {{ return x A30; }}")
    assert (found.value.line, found.value.column) == (32, 24)
    nested = "F(" * 5_000 + "1" + ")" * 5_000
    with pytest.raises(Unsupported, match="nested too deeply"):
        c_program(f"#define F(x) (x)\nint f(int x) {{ return {nested}; }}")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("#if 1 +\n#endif", 1, 4, "no condition"),
        ("#if 1 / 0\n#endif", 1, 4, "a division by zero"),
        ("#if f(1)\n#endif", 1, 4, "only integers and operators"),
        ("#if x = 1\n#endif", 1, 4, "only integers and operators"),
        ("#if 1.5\n#endif", 1, 4, "not an integer literal"),
        ("#if 1\n", 1, 1, "unterminated #if"),
        ("#else\n", 1, 1, "misplaced #else"),
        ("\n #endif\n", 2, 2, "misplaced #endif"),
        ("#error not today\n", 1, 1, "#error not today"),
        ("#include <windows.h>\n", 1, 9, "windows.h is not described here"),
        ("#include\n", 1, 1, "#include is followed by"),
        ("#ifdef\n#endif", 1, 1, "#ifdef is followed by a name"),
        ("#define\n", 1, 1, "#define is followed by a name"),
        ('#pragma push_macro("A")\n', 1, 1, "changes what the text means"),
        ("#include_next <stdio.h>\n", 1, 1, "#include_next is not carried out"),
        ("#define F(x, y) x\nint z = F(1);", 2, 8, "takes 2 arguments, and here are 1"),
        ("#define F(x) x\nint z = F(1;", 2, 8, "no closing parenthesis"),
        ("#define F(x) x\nint z = F\n#undef G\n(1);", 2, 8, "goes on behind a directive"),
        ("#define P(a, b) a ## b\nint z = P(+, 1);", 2, 8, "no word of C"),
        ("int x = # 1;", 1, 8, "in directives only"),
        ("#ifdef __SSE2__\n#endif", 1, 7, "whether the compiler defines __SSE2__"),
        ("#include <math.h>\n#ifdef M_PI\n#endif", 2, 7, "whether a header that is not described"),
        ("%:define A 1\n", 1, 0, "stands for #"),
        ("int x __attribute__((mode(QI)));", 1, 21, "what the attribute mode changes"),
        ("int x __attribute__((unused, packed));", 1, 29, "what the attribute packed changes"),
    ],
)
def test_what_is_not_carried_out_is_shown_in_its_place(text, line, column, words):
    with pytest.raises(Unsupported) as found:
        preprocessed(text)
    assert (found.value.line, found.value.column) == (line, column), found.value
    assert words.lower() in found.value.reason.lower()


def test_attributes_are_left_out():
    text = "extern void f(int) __attribute__ ((__nothrow__ , __leaf__)) __attribute__((format(printf, 1, (2))));"
    assert "".join(preprocessed(text).code.split()) == "externvoidf(int);"
    text = "__extension__ static __inline__ __const int x = 1;"
    assert preprocessed(text).code.split() == ["static", "inline", "const", "int", "x", "=", "1", ";"]


def test_a_lone_apostrophe_in_a_skipped_part_hides_what_follows_in_its_line():
    text = "#if 0\ndon't /* go on\n#endif\nint x;"
    assert preprocessed(text).code.split() == ["int", "x", ";"]


def test_a_line_that_has_been_given_another_number_has_none():
    for directive in ("#line 50", '# 50 "a.c"', "#if 0\n#line 50\n#endif"):
        with pytest.raises(Unsupported, match="#line"):
            c_claim(f"{directive}\nint f(int x) {{ return __LINE__ == 2; }}")
        c_claim(f"{directive}\nint f(int x) {{ return x == x; }}")
