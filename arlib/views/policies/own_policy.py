"""The answer about a reader's own policy as a page: the verdict, the request behind it, the statement that decides."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from html import escape
from itertools import pairwise
from typing import Literal, TypeVar, get_args

from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Request, read_request
from arlib.languages.iam.syntax import Place, Policy, Statement
from arlib.languages.json_text import Source
from arlib.policies import no_more_permissive, not_public
from arlib.verdict import Refuted, Unsupported
from arlib.views.page import panel
from arlib.views.page.html import BLUE, INK, MONO, RULE, Html
from arlib.views.policies.statements import DECIDES, deciding, decision_html
from arlib.views.policies.verdicts import at_most_page, public_page, redundant_html, who_can_html

Question = Literal["public", "who can", "at most", "request", "redundant"]
Read = TypeVar("Read")
MOST_LETTERS = 200_000  # a longer document is asked about on the command line


MOST_LINES, NEAR, LONGEST = 60, 8, 1_000  # lines that are shown, those above a marked one, letters of a line


@dataclass(frozen=True)
class Answer:
    """What was said of a policy, as plain values, which can come from another process.

    ``listing`` is the policy with its lines numbered, and those of the statement that decides marked.
    """

    markup: str
    text: str
    read: bool = True
    listing: str = ""

    @property
    def word(self) -> str:
        """The answer in a few words: its sign and what follows, or that it is a table."""
        head = self.text.partition(":")[0]
        return head if head[:1] in ("✓", "✗", "?") else "a row for each statement"

    def page(self) -> Html:
        """The policy and the verdict under one another: what the editor shows, without a kernel."""
        return Html(f'{self.listing}<div style="margin:8px 0">{self.markup}</div>', self.text)


def policy_html(source: str, question: Question = "public", other: str = "") -> Html:
    """An answer about the policy in a text: the editor as a page.

    Is it ``public``, ``who can`` get in, which statements are ``redundant``; is it ``at most`` as permissive as the
    ``other`` policy, what does it decide on the ``request`` in ``other``. A text that cannot be read is shown with the
    place.

    >>> allow = '{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}'
    >>> print(policy_html('{"Statement": ' + allow + "}").text.splitlines()[0])
    ✗ public: it allows this request, which does not come from any of the fixed values that it names
    """
    return answer(source.lstrip("\n"), question, other).page()


def answer(source: str, question: Question, other: str) -> Answer:
    """The answer to a question about the policy in a text."""
    if question not in get_args(Question):
        raise ValueError(f"the questions are {', '.join(get_args(Question))}, not {question!r}")
    try:
        policy = _read(read_policy, source, "policy")
    except Unsupported as error:
        return _unread(error, "The policy cannot be read")
    what = {"at most": "second policy", "request": "request"}.get(question, "")
    try:
        page, request = _asked(policy, question, other)
    except Unsupported as error:
        return _unread(error, f"The {what} cannot be read" if what else "This cannot be asked")
    statement = None if request is None else deciding(policy, request)
    return Answer(str(page), page.text, True, numbered_policy(source, statement))


def _asked(policy: Policy, question: Question, other: str) -> tuple[Html, Request | None]:
    """The page, and the request that it is about, if there is one."""
    match question:
        case "public":
            verdict = not_public(policy)
            return public_page(verdict, policy), verdict.witness if isinstance(verdict, Refuted) else None
        case "at most":
            second = _read(read_policy, other, "second policy")
            verdict = no_more_permissive(policy, second)
            return at_most_page(verdict, policy, second), verdict.witness if isinstance(verdict, Refuted) else None
        case "request":
            request: Request = _read(read_request, other, "request")
            return decision_html(policy, request), request
        case "who can":
            return who_can_html(policy), None
        case _:
            return redundant_html(policy), None


def _read(reading: Callable[[str], Read], text: str, what: str) -> Read:
    if not text.strip():
        raise Unsupported(f"there is no {what} yet: type one, or choose an example")
    if len(text) > MOST_LETTERS:
        raise Unsupported(f"a text of {len(text):,} letters; {MOST_LETTERS:,} are the most here")
    return reading(text)


def _unread(error: Unsupported, heading: str) -> Answer:
    return Answer(panel.problem(error, heading), f"✗ {heading}: {error}", False)


def answer_values(asked: tuple[str, Question, str]) -> tuple[object, ...]:
    """The answer as values that can be sent; what else goes wrong is said in it too."""
    try:
        return astuple(answer(*asked))
    except Exception as error:
        return astuple(Answer(panel.problem(error), f"✗ The run failed: {type(error).__name__}: {error}", False))


# ---- The policy with its lines numbered ----------------------------------------------------------


def numbered_policy(text: str, statement: Statement | None) -> str:
    """A policy's text with numbered lines, those of one statement marked; of a long one, the lines near these."""
    source = Source.of(text.rstrip())
    first, last = (1, 0) if statement is None else _extent(source, statement.place)
    every = list(enumerate(pairwise([*source.starts, len(source.text)]), 1))
    begin = max(first - NEAR, 1) if len(every) > MOST_LINES else 1
    shown = [_line(f"… {begin - 1} lines")] * (begin > 1)
    for number, (start, end) in every[begin - 1 : begin - 1 + MOST_LINES]:
        shown.append(_line(source.text[start:end].rstrip(), number, here=first <= number <= last))
    more = len(every) - (begin - 1) - MOST_LINES
    shown += [_line(f"… {more} lines")] * (more > 0)
    style = (
        f"margin:2px 0;padding:4px 8px;border-left:2px solid {RULE};line-height:1.4;white-space:pre-wrap;"
        f"overflow-wrap:anywhere;background:none;color:{INK};{MONO};font-size:var(--jp-code-font-size, 13px)"
    )
    return f'<pre aria-label="the policy" style="{style}">{"".join(shown)}</pre>'


def _line(text: str, number: int | None = None, *, here: bool = False) -> str:
    style = "display:block;padding-left:7ch;text-indent:-7ch" + f";font-weight:bold;background:{BLUE}26" * here
    current = ' aria-current="true"' * here
    words = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f'<span style="{style}"{current}>{DECIDES if here else " "} {number or "":>3}  {escape(words)}</span>'


def _extent(source: Source, place: Place) -> tuple[int, int]:
    """The first and the last line of the object that begins at a place; the first alone, where Python reads less."""
    at = source.starts[place.line - 1] + place.column
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(source.text, at)
    except (ValueError, RecursionError):
        end = at + 1
    return place.line, source.place(end - 1)[0]


# ---- Examples ------------------------------------------------------------------------------------


def _document(*statements: str) -> str:
    inside = ",\n".join(f"    {{ {each} }}" for each in statements)
    return f'{{\n  "Version": "2012-10-17",\n  "Statement": [\n{inside}\n  ]\n}}\n'


def _statement(effect: str, who: str, rest: str = "", action: str = "s3:GetObject") -> str:
    text = (
        f'"Effect": "{effect}",\n      {who},\n      "Action": "{action}",\n      "Resource": "arn:aws:s3:::photos/*"'
    )
    return f"{text},\n      {rest}" if rest else text


EVERYBODY, BUT_BOB = '"Principal": "*"', '"NotPrincipal": { "AWS": "arn:aws:iam::111122223333:user/bob" }'
TEAM = '"Principal": { "AWS": "111122223333" }'
EXAMPLES: Mapping[str, str] = {
    "photos for one account": _document(_statement("Allow", TEAM)),
    "everybody but Bob": _document(_statement("Allow", BUT_BOB)),
    "a key that may be missing": _document(
        _statement("Allow", EVERYBODY, '"Condition": { "StringNotEquals": { "aws:SourceVpc": "vpc-old" } }')
    ),
    "all values of nothing": _document(
        _statement("Allow", EVERYBODY, '"Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } }')
    ),
    "two halves of the internet": _document(
        _statement("Allow", EVERYBODY, '"Condition": { "IpAddress": { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }')
    ),
    "a Deny that lets one endpoint in": _document(
        _statement("Allow", EVERYBODY),
        _statement(
            "Deny", EVERYBODY, '"Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } }', "s3:*"
        ),
    ),
}
REQUEST = """\
{
  "principal": "anonymous",
  "action": "s3:GetObject",
  "resource": "arn:aws:s3:::photos/cat.jpg",
  "context": {}
}
"""
