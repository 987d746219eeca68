"""How long circuits and problems take the package's own solver, in seconds of the processor.

    python benchmarks/circuits.py [PACKAGES]

PACKAGES is an index of Debian, to which gnome, kde-full, exim4 and postfix belong. ``--wide`` takes minutes more.
"""

import argparse
import platform
import time

from arlib import Proved, Refuted, Signed, Unsigned, claim
from arlib.certificates.blasting import BitBlasted
from arlib.checking import Accepted, check
from arlib.circuits import blast
from arlib.circuits.at_most_one import by_rows_and_columns, pairwise, sequential
from arlib.halting.cook_levin import halts_within
from arlib.halting.turing_machines import parse
from arlib.languages.debian import read_packages_file
from arlib.problems import factors, installation, missing, pigeons, queens, sudoku, sudoku_text
from arlib.sat import refute

LIMIT = 300.0
SUDOKUS = {
    "a sudoku of 17 digits": "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......",
    "Inkala's sudoku": "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..",
    "Norvig's hard sudoku": ".....6....59.....82....8....45........3........6..3.54...325..6..................",
}
CHAMPION = parse("1RB1RZ_1LB0RC_1LC1LA")


def asked(name, encode):
    """Encode, ask, check again, and print how long each took."""
    begun = time.process_time()
    clauses, show = encode()
    encoded = time.process_time()
    answer = refute(clauses, seconds=LIMIT)
    solved = time.process_time()
    match answer:
        case Proved(refutation):
            assert check(refutation, seconds=LIMIT) == Accepted()
            checked = time.process_time() - solved
            said = f"no, {len(refutation.steps):,} steps, checked once more in {checked:.2f} s"
        case Refuted(assignment):
            said = f"yes{show(assignment)}"
        case unknown:
            said = str(unknown)
    size = f"{clauses.variables:,} letters, {len(clauses.clauses):,} clauses"
    written = f"; written in {encoded - begun:.2f} s" if encoded - begun > 0.005 else ""
    print(f"{name}: {size}{written}; {said}, in {solved - encoded:.2f} s", flush=True)
    return answer


def counterexamples(text, integers, **options):
    return lambda: (blast(claim(text), integers, **options).where_not, lambda assignment: "")


def solution(problem):
    return lambda: (problem.clauses, lambda assignment: "")


def factoring(number):
    circuit = blast(factors(number))
    return circuit.where_true, lambda assignment: f" {circuit.values(assignment)}"


def of_sudoku(name, text):
    said = sudoku(text)
    found = asked(name, solution(said))
    assert isinstance(found, Refuted) and "." not in sudoku_text(said, found.witness)
    asked(f"{name}, another solution", solution(said.other_than(found.witness)))


def of_packages(path):
    begun = time.process_time()
    index = read_packages_file(path)
    left_out = missing(index)
    print(
        f"{len(index):,} packages read in {time.process_time() - begun:.2f} s; not in it: {', '.join(sorted(left_out))}"
    )
    for wanted in (["gnome", "kde-full"], ["exim4", "postfix"]):
        begun = time.process_time()
        said = installation(index, wanted, left_out)
        print(f"{' + '.join(wanted)}: clauses written in {time.process_time() - begun:.2f} s")
        found = asked(" + ".join(wanted), solution(said))
        if isinstance(found, Refuted):
            print(f"    {len(said.chosen(found.witness)):,} packages")
        if isinstance(found, Proved):
            print(*(f"    {line}" for line in said.why(found.certificate)), sep="\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", nargs="?")
    parser.add_argument("--wide", action="store_true")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}")
    for width in (4, 8, 16, 32, 64):
        asked(f"x + y == y + x at {width} bits", counterexamples("x + y == y + x", Unsigned(width), sharing=False))
    same = claim("x & y == x + y - (x | y)")
    for integers in (Signed(8), Signed(32), Signed(64)):
        found = asked(f"x & y == x + y - (x | y), {integers}", counterexamples("x & y == x + y - (x | y)", integers))
        begun = time.process_time()
        assert check(BitBlasted(same, integers, found.certificate), seconds=LIMIT) == Accepted()
        print(f"    translated again and checked in {time.process_time() - begun:.2f} s")
    for width in range(3, 9 if options.wide else 8):
        asked(f"x * y == y * x at {width} bits", counterexamples("x * y == y * x", Unsigned(width)))
    for number in (187_763, 163_743_101):
        asked(f"factors of {number:,}", lambda number=number: factoring(number))
    for name, text in SUDOKUS.items():
        of_sudoku(name, text)
    for encoding in (pairwise, sequential, by_rows_and_columns):
        asked(f"40 queens, {encoding.__name__}", solution(queens(40, encoding)))
    for holes in range(4, 9 if options.wide else 8):
        asked(f"{holes + 1} pigeons in {holes} holes", solution(pigeons(holes + 1, holes)))
    for steps in (21, 20):
        asked(f"the champion of three states halts within {steps} steps", solution(halts_within(CHAMPION, steps)))
    if options.packages:
        of_packages(options.packages)


if __name__ == "__main__":
    main()
