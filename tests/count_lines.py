"""The lines of the files on the way from `terminates` to `check`; run as a script, writes them into the README.

The sum and the length of the package are rounded: who changes a file elsewhere need not write them again.
"""

from pathlib import Path

ROOT = Path(__file__).parent.parent
README, PACKAGE = ROOT / "README.md", ROOT / "arlib"
BEGIN, END = "<!-- lines: begin -->", "<!-- lines: end -->"

TRUSTED = {
    "verdict": "the three answers",
    "integers": "the integer models",
    "terms": "terms and what they mean",
    "polynomials": "polynomials, and constraints as polynomials that are not negative",
    "residues": "remainders, and what they say of polynomials",
    "programs/syntax": "what a program is",
    "programs/outcomes": "what running a program comes to",
    "programs/elimination": "leaving out what may be anything and decides nothing",
    "programs/instructions": "what each statement does",
    "programs/interpreter": "running a program, within a budget",
    "programs/paths": "a path through a program",
    "programs/bits": "bitwise operations along a path",
    "programs/symbolic": "terms along a path",
    "programs/transitions": "programs to transition systems",
    "certificates/farkas": "why a constraint follows: multipliers",
    "certificates/splits": "locations divided by remainders and cases",
    "certificates/termination": "what a yes must show",
    "certificates/nontermination": "what a no must show",
    "certificates/acceleration": "what a run must show that is too long to replay",
    "checking/termination": "the checker",
    "checking/acceleration": "the checker of long runs",
}
READING = {
    "languages/python/syntax": "Python's own tree of a text",
    "languages/python/names": "what a name means",
    "languages/python/objects": "functions that exist as objects",
    "languages/python/reader": "Python's expressions",
    "languages/python/conditions": "truth values and numbers, each used as the other",
    "languages/python/kinds": "of what kind values are",
    "languages/python/facts": "what is known of a program before it is read once more",
    "languages/python/inference": "of what kind expressions are",
    "languages/python/evaluation": "what is evaluated before an expression",
    "languages/python/expressions": "expressions with calls and choices",
    "languages/python/opaque": "those of which only the kind is known",
    "languages/python/approximations": "integers and truth values asked of those",
    "languages/python/errors": "what an error says",
    "languages/python/lists": "lists, as their lengths",
    "languages/python/changes": "how lists and tables change",
    "languages/python/assignments": "Python's assignments",
    "languages/python/statements": "Python's statements",
    "languages/python/loops": "loops over ranges and lists",
    "languages/python/functions": "Python functions to programs",
    "languages/c/types": "C's integer types",
    "languages/c/arithmetic": "what C's operators mean",
    "languages/c/readings": "what each reading makes of each operation",
    "languages/c/lexing": "C's words",
    "languages/c/places": "where they stand in the source",
    "languages/c/expansion": "macros",
    "languages/c/headers": "the library's headers",
    "languages/c/conditions": "the conditions of #if",
    "languages/c/attributes": "GNU's attributes",
    "languages/c/directives": "the preprocessor",
    "languages/c/preprocessing": "the text behind it",
    "languages/c/declarations": "what a file declares",
    "languages/c/source": "the C parser, and its errors",
    "languages/c/expressions": "C's expressions",
    "languages/c/globals": "which global variables may change",
    "languages/c/order": "the order that C leaves open",
    "languages/c/definedness": "variables that have no value yet",
    "languages/c/effects": "expressions with calls and choices",
    "languages/c/arrays": "arrays",
    "languages/c/pointers": "pointers that are other names",
    "languages/c/assignments": "expressions that assign",
    "languages/c/jumps": "blocks, and labels",
    "languages/c/statements": "C's statements",
    "languages/c/library": "functions of C's library, and of checkers",
    "languages/c/calls": "functions and calls",
    "languages/c/recursion": "functions that call themselves",
    "languages/c/functions": "C functions to programs",
    "languages/text": "which language a text is in",
}
SEARCH = {
    "termination/simplex": "linear programming in exact arithmetic",
    "termination/farkas": "finding multipliers",
    "termination/ranking": "linear and nested ranking functions",
    "termination/runs": "trying first",
    "termination/invariants": "what is always true: Houdini",
    "termination/equalities": "polynomial equalities, by linear algebra over runs",
    "termination/cases": "which cases to tell apart",
    "termination/search": "lexicographic arguments, component by component and case by case",
    "termination/classes": "which remainders to tell apart",
    "termination/barriers": "functions that stay at least 0, so that no operation fails",
    "termination/acceleration": "long runs, summed up",
    "termination/lasso": "runs that come back",
    "termination/recurrence": "sets that are never left",
    "termination/inputs": "inputs that the solver suggests",
    "termination/evidence": "multipliers for all obligations",
    "termination/calls": "runs of programs that call themselves",
    "termination/summaries": "what calls return: Houdini",
    "termination/prover": "the story on one page",
}


PARTS = {"What an answer rests on": TRUSTED, "How a source text is read": READING, "What searches": SEARCH}


def lines(file: Path) -> int:
    """How many lines a file has."""
    return len(file.read_text(encoding="utf-8").splitlines())


def summary() -> str:
    """How much of the package is meant to be read."""
    counts = {heading: sum(lines(PACKAGE / f"{name}.py") for name in files) for heading, files in PARTS.items()}
    whole = sum(map(lines, PACKAGE.rglob("*.py")))
    first, every = (round(number, -2) for number in (next(iter(counts.values())), sum(counts.values())))
    return (
        f"These are about {every:,} of the package's {round(whole, -3):,} lines. "
        f"Who has one afternoon reads the first part, about {first:,}."
    )


def table() -> str:
    """The table as the README has it."""
    rows = [summary(), "", "| File | Lines | What it is |", "|---|---|---|"]
    for heading, files in PARTS.items():
        counts = {name: lines(PACKAGE / f"{name}.py") for name in files}
        rows.append(f"| **{heading}** | **{sum(counts.values()):,}** | |")
        rows += [f"| [`arlib/{name}.py`](arlib/{name}.py) | {counts[name]} | {files[name]} |" for name in files]
    return "\n".join(rows)


if __name__ == "__main__":
    text = README.read_text()
    before, rest = text.split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}")
