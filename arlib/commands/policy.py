"""``arlib policy``: questions about the policies of AWS, each in a file of its own."""

from __future__ import annotations

import argparse

from arlib.commands.policy_evaluate import configure as evaluate
from arlib.commands.policy_questions import configure_at_most as at_most
from arlib.commands.policy_questions import configure_public as public
from arlib.commands.policy_questions import configure_who_can as who_can


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the questions."""
    parser.description = (
        "Answer a question about a policy of AWS: a document, a CloudFormation template, a Terraform plan."
    )
    questions = parser.add_subparsers(title="questions", metavar="QUESTION", required=True)
    public(questions.add_parser("public", help="is it public, as Amazon S3 has it?"))
    at_most(questions.add_parser("at-most", help="is it no more permissive than another?"))
    who_can(questions.add_parser("who-can", help="who can do anything, and where?"))
    evaluate(questions.add_parser("evaluate", help="is one request allowed, and by which statement?"))
