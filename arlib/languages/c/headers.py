"""The headers of C's library as far as they are described here, and what gcc defines before them on LP64 machines."""

from __future__ import annotations

import re

from arlib.integers import Signed, Unsigned

LIMITS = """\
#define CHAR_BIT 8
#define SCHAR_MIN (-127 - 1)
#define SCHAR_MAX 127
#define UCHAR_MAX 255
#define CHAR_MIN (-127 - 1)
#define CHAR_MAX 127
#define SHRT_MIN (-32767 - 1)
#define SHRT_MAX 32767
#define USHRT_MAX 65535
#define INT_MIN (-2147483647 - 1)
#define INT_MAX 2147483647
#define UINT_MAX 4294967295U
#define LONG_MIN (-9223372036854775807L - 1L)
#define LONG_MAX 9223372036854775807L
#define ULONG_MAX 18446744073709551615UL
#define LLONG_MIN (-9223372036854775807LL - 1LL)
#define LLONG_MAX 9223372036854775807LL
#define ULLONG_MAX 18446744073709551615ULL
"""
NULL = "#undef NULL\n#define NULL ((void *)0)\n"


def _stdint() -> str:
    found = ""
    widths = [(str(width), width) for width in (8, 16, 32, 64)]
    names = [(f"{part}{size}", width) for part in ("", "_LEAST") for size, width in widths]
    names += [("_FAST8", 8), ("_FAST16", 64), ("_FAST32", 64), ("_FAST64", 64), ("PTR", 64), ("MAX", 64)]
    for name, width in names:
        signed, unsigned = Signed(width), Unsigned(width)
        long = "L" if width == 64 else ""
        mark = "" if width < 32 else f"U{long}"
        found += f"#define INT{name}_MIN (-{signed.high}{long} - 1)\n#define INT{name}_MAX ({signed.high}{long})\n"
        found += f"#define UINT{name}_MAX ({unsigned.high}{mark})\n"
        if name.isdigit() or name == "MAX":
            found += "".join(
                f"#define {sign}INT{name}_C(c) c{f' ## {end}' if end else ''}\n"
                for sign, end in (("", long), ("U", mark))
            )
        else:
            kind = {8: "char", 16: "short", 32: "int", 64: "long"}[width]
            found += f"typedef signed {kind} int{name.lower()}_t;\ntypedef unsigned {kind} uint{name.lower()}_t;\n"
    return found + "#define SIZE_MAX (18446744073709551615UL)\n" + _range("PTRDIFF")


def _range(name: str) -> str:
    return f"#define {name}_MIN (-9223372036854775807L - 1)\n#define {name}_MAX (9223372036854775807L)\n"


HEADERS: dict[str, str] = {
    "limits.h": LIMITS,
    "stdint.h": _stdint(),
    "stdbool.h": "#define bool _Bool\n#define true 1\n#define false 0\n#define __bool_true_false_are_defined 1\n",
    "stddef.h": f"{NULL}typedef int wchar_t;\n",
    "assert.h": "#undef assert\n#ifdef NDEBUG\n#define assert(test) ((void) 0)\n#endif\n#undef static_assert\n"
    "#define static_assert _Static_assert\n",
    "stdlib.h": f"{NULL}#define EXIT_SUCCESS 0\n#define EXIT_FAILURE 1\n#define RAND_MAX 2147483647\n",
    "stdio.h": f"{NULL}#define EOF (-1)\ntypedef struct _IO_FILE FILE;\n"
    "#define stdin stdin\n#define stdout stdout\n#define stderr stderr\nextern FILE *stdin, *stdout, *stderr;\n",
    "string.h": NULL,
    "time.h": f"{NULL}typedef long time_t;\ntypedef long clock_t;\n",
    "stdnoreturn.h": "#define noreturn _Noreturn\n",
    "iso646.h": "#define and &&\n#define and_eq &=\n#define bitand &\n#define bitor |\n#define compl ~\n"
    "#define not !\n#define not_eq !=\n#define or ||\n#define or_eq |=\n#define xor ^\n#define xor_eq ^=\n",
}
HEADERS["inttypes.h"] = HEADERS["stdint.h"]
# These declare functions that are not read here, and macros that are not known here.
UNDESCRIBED = frozenset({"math.h", "ctype.h", "float.h", "strings.h", "stdarg.h", "locale.h", "wchar.h"}) | frozenset(
    {"memory.h", "malloc.h", "unistd.h", "sys/types.h", "sys/time.h"}
)

# Names of limits.h and stdlib.h, which are read without the #include, too, as bool and abs are.
FAMILIAR = re.compile(r"U?(CHAR|SCHAR|SHRT|INT|LONG|LLONG)_(MIN|MAX)|CHAR_BIT|RAND_MAX|EXIT_(SUCCESS|FAILURE)")

PREDEFINED = """\
#define __STDC__ 1
#define __STDC_VERSION__ 201710L
#define __STDC_HOSTED__ 1
#define __GNUC__ 12
#define __GNUC_MINOR__ 2
#define __GNUC_PATCHLEVEL__ 0
#define __LP64__ 1
#define _LP64 1
#define __CHAR_BIT__ 8
#define __SCHAR_MAX__ 0x7f
#define __SHRT_MAX__ 0x7fff
#define __INT_MAX__ 0x7fffffff
#define __LONG_MAX__ 0x7fffffffffffffffL
#define __LONG_LONG_MAX__ 0x7fffffffffffffffLL
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG__ 8
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_POINTER__ 8
#define __SIZEOF_SIZE_T__ 8
"""
# What gcc does not define; of any other name that is kept for compilers it is not known here.
ELSEWHERE = frozenset({"__cplusplus", "_MSC_VER", "_WIN32", "_WIN64", "__clang__", "__APPLE__", "__MINGW32__"}) | {
    "__CYGWIN__",
    "__INTEL_COMPILER",
    "__KLEE__",
    "__CPROVER__",
    "__CPROVER",
    "__FRAMAC__",
    "__OBJC__",
    "__CHAR_UNSIGNED__",
    "__TINYC__",
    "__BORLANDC__",
    "__CUDACC__",
}
RESERVED = re.compile(r"_[A-Z_]\w*|linux|unix|i386")
COMPILERS = re.compile(
    r"__(ATOMIC|BIGGEST|BYTE_ORDER|CHAR(16|32)_TYPE|DBL|DEC|ELF|FINITE|FLOAT|FLT|FXSR|GCC|GNUC|GXX|HAVE|U?INT|U?LONG|LDBL"
    r"|LP64|MMX|SSE|NO_INLINE|ORDER|PIC|PIE|PRAGMA|PTRDIFF|REGISTER|SCHAR|SEG|SHRT|SIG|SIZE|STDC|USER|VERSION|WCHAR|WINT"
    r"|amd64|code_model|gnu_linux|k8|linux|pic|pie|unix|x86|OPTIMIZE|CET|SANITIZE|has_)\w*|_STDC_\w*|linux|unix|i386|_LP64"
)
