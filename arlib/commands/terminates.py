"""``arlib terminates``: does a function end, whatever its inputs are?"""

from __future__ import annotations

import argparse
import json
from textwrap import fill, indent

from arlib.certificates.json_values import pretty
from arlib.certificates.serialisation import to_json
from arlib.commands.answers import answer, answer_lines, answer_object
from arlib.commands.arguments import READINGS, positive, program_in, remove_certificate, write
from arlib.commands.limit import Asked, left
from arlib.languages.c.readings import table
from arlib.programs.syntax import Program
from arlib.reports import status


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = (
        "Prove that a function ends, whatever its inputs are, or find an input with which it never does."
    )
    parser.add_argument(
        "program", metavar="FILE[::function]", help="a file in Python or C (default: main, or the only one)"
    )
    parser.add_argument(
        "--integers",
        choices=list(READINGS),
        help="unbounded; machine: an overflow of C's int has no value; wrap: it wraps (default: machine for C)",
    )
    parser.add_argument(
        "--seconds", type=positive, default=10.0, metavar="S", help="give up after S seconds (default: 10)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--certificate", metavar="OUT.json", help="write the evidence, for `arlib check OUT.json FILE`")
    operations = f"what --integers makes of C's operations:\n{indent(table(), '  ')}"
    parser.epilog = f"{operations}\n\n{fill(str(parser.epilog))}"
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.set_defaults(command=execute, asked=lambda options: Asked(options.program, options.json))


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    programs = []

    def read() -> Program:
        programs.append(program_in(options.program, options.integers))
        return programs[-1]

    if options.certificate:
        # What an earlier question left there would be taken for the evidence of this one.
        remove_certificate(options.certificate)
    found = answer(read, left(options.seconds))
    certificate = found.certificate
    if options.certificate and certificate is not None:
        write(options.certificate, pretty(to_json(certificate)) + "\n")
    if options.json:
        print(json.dumps(answer_object(found)))
        return status(found.verdict)
    over = f", {READINGS[programs[0].reading]}" if programs else ""
    print(f"{options.program}{over}")
    print("\n".join(f"  {line}" for line in answer_lines(found)))
    if options.certificate and certificate is not None:
        print(f"  certificate written: arlib check {options.certificate} {options.program}")
    return status(found.verdict)
