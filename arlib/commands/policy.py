"""``arlib policy``: questions about the policies of AWS, each in a file of its own."""

from __future__ import annotations

import argparse

from arlib.commands.policy_evaluate import configure as evaluate


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the questions."""
    parser.description = (
        "Answer a question about a policy of AWS: a document, a CloudFormation template, a Terraform plan."
    )
    questions = parser.add_subparsers(title="questions", metavar="QUESTION", required=True)
    evaluate(questions.add_parser("evaluate", help="is one request allowed, and by which statement?"))
