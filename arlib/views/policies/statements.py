"""Policies and requests as tables: what each statement says, and which of its elements match a request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from arlib.languages.iam.evaluation import Decision, applies, evaluate
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import Condition, Patterns, Policy, Principals, Statement
from arlib.verdict import Unsupported
from arlib.views.page.html import BLUE, INK, MONO, ORANGE, VERMILLION, Cell, Html, badge
from arlib.views.page.sheets import bold, code, join, plain, sheet
from arlib.views.page.sheets import table as columns

MOST_STATEMENTS, MOST_VALUES = 40, 6  # in a table; a document may have thousands
UNBROKEN = 26  # letters of a pattern that stay together
DECIDES = "▶"
SIGNS = {True: "✓", False: "✗", None: "?"}
HEAD = ["Statement", "Effect", "Who", "Action", "Resource", "Condition"]
EVERYTHING = Patterns(("*",))


def policy_table(policy: Policy) -> Html:
    """A policy, a row for each statement.

    >>> from arlib.languages.iam.reading import read_policy
    >>> allow = '{"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*"}'
    >>> print(policy_table(read_policy('{"Statement": ' + allow + "}")).text)
    Statement  Effect  Who       Action   Resource               Condition
    in line 1  Allow   everyone  s3:Get*  arn:aws:s3:::photos/*  none
    """
    rows = [_row(each, *([None] * 4)) for each in policy.statements[:MOST_STATEMENTS]]
    return _limited(columns(HEAD, rows, "the policy"), policy)


def request_table(request: Request) -> Html:
    """A request, a row for each of its parts; the keys of its context under its three elements.

    >>> print(request_table(Request("anonymous", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg")).text)
    Request     Value
    principal   anonymous
    action      s3:GetObject
    resource    arn:aws:s3:::photos/cat.jpg
    other keys  absent
    """
    parts = ((name, code(getattr(request, name))) for name in ("principal", "action", "resource"))
    keys = [(f"key {key}", _values(values, " and ")) for key, values in sorted(request.context.items())]
    rows: list[list[Cell]] = [[name, cell] for name, cell in (*parts, *keys)]
    return columns(["Request", "Value"], [*rows, ["other keys", "absent"]], "the request")


def decision_html(policy: Policy, request: Request) -> Html:
    """What a policy decides on a request: the statement that decides is marked, and every element says if it matches.

    >>> from arlib.languages.iam.reading import read_policy
    >>> deny = '{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}'
    >>> request = Request("anonymous", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg")
    >>> print(decision_html(read_policy('{"Statement": ' + deny + "}"), request).text.splitlines()[0])
    ✗ denied: by the statement in line 1, which is marked; it says Deny
    """
    return sheet([decision_line(policy, request), decision_table(policy, request), request_table(request)])


def decision_line(policy: Policy, request: Request) -> Html:
    """The decision in one line."""
    try:
        decision = evaluate(policy, request)
    except Unsupported as error:
        return badge("?", "don't know", error.reason, ORANGE)
    match decision:
        case Decision("allow", Statement() as found):
            return badge("✓", "allowed", f"by the statement {named(found)}, which is marked", BLUE)
        case Decision("explicit deny", Statement() as found):
            return badge("✗", "denied", f"by the statement {named(found)}, which is marked; it says Deny", VERMILLION)
        case _:
            return badge("✗", "denied", "no statement applies, and what nobody allows is denied", VERMILLION)


def decision_table(policy: Policy, request: Request) -> Html:
    """A row for each statement, a sign for each element, and a mark at the statement that decides."""
    found = deciding(policy, request)
    shown = policy.statements[:MOST_STATEMENTS]
    # The one that decides is shown wherever it stands.
    late = found is not None and not any(each is found for each in shown)
    rows = []
    for each in (*shown, found) if found is not None and late else shown:
        signs = matching(each, request, policy.has_variables)
        row = _row(each, *signs, request=request)
        mark = bold(DECIDES) if each is found else plain("")
        applying = _all(signs)
        says = {True: "✓ applies", False: "✗ does not apply", None: "? open"}[applying]
        rows.append([mark, *row, bold(says) if applying else plain(says)])
    return _limited(columns(["Decides", *HEAD, "Does it apply?"], rows, "the policy and the request"), policy)


def deciding(policy: Policy, request: Request) -> Statement | None:
    """The statement that decides on a request; None if none does, or if it is open which one."""
    try:
        return evaluate(policy, request).statement
    except Unsupported:
        return None


Signs = tuple["bool | None", "bool | None", "bool | None", "tuple[bool | None, ...]"]


def matching(statement: Statement, request: Request, variables: bool) -> Signs:
    """Whether the principals, the actions, the resources and each condition match; None where that is open."""
    bare = replace(statement, actions=EVERYTHING, principals=None, resources=None, conditions=())

    def matches(part: Statement) -> bool | None:
        try:
            return applies(part, request, variables)
        except Unsupported:
            return None

    return (
        matches(replace(bare, principals=statement.principals)),
        matches(replace(bare, actions=statement.actions)),
        matches(replace(bare, resources=statement.resources)),
        tuple(matches(replace(bare, conditions=(each,))) for each in statement.conditions),
    )


def _all(signs: Signs) -> bool | None:
    every = (*signs[:3], *signs[3])
    return False if False in every else None if None in every else True


def named(statement: Statement) -> str:
    """What a person calls a statement."""
    line = f"in line {statement.place.line}"
    return f"{statement.sid} {line}" if statement.sid else line


# ---- What stands in a row ------------------------------------------------------------------------


def _row(
    statement: Statement,
    who: bool | None,
    action: bool | None,
    resource: bool | None,
    conditions: tuple[bool | None, ...] | None,
    *,
    request: Request | None = None,
) -> list[Html]:
    def signed(sign: bool | None, cell: Html) -> Html:
        return cell if request is None else join(Html(f"{SIGNS[sign]}&nbsp;", f"{SIGNS[sign]} "), cell)

    where = [
        signed(sign, _condition(each, request))
        for each, sign in zip(statement.conditions, conditions or [None] * len(statement.conditions), strict=True)
    ]
    return [
        plain(named(statement)),
        bold(statement.effect),
        signed(who, _who(statement.principals)) if statement.principals else plain("whoever has the policy"),
        signed(action, _patterns(statement.actions)),
        signed(resource, _patterns(statement.resources)) if statement.resources else plain("what the policy is of"),
        stacked(where, " and ") if where else plain("none"),
    ]


def _patterns(patterns: Patterns) -> Html:
    return join("all but " * patterns.negated, _values(patterns.values))


def _who(principals: Principals) -> Html:
    names = list(map(str, principals.listed))
    shown = stacked([plain(each) if each == "everyone" else whole(each) for each in names[:MOST_VALUES]], " or ")
    return join("all but " * principals.negated, shown, _more(names))


def _condition(condition: Condition, request: Request | None) -> Html:
    said = join(whole(condition.key), f" {condition} ", _values(condition.values))
    if request is None:
        return said
    values = request.context.get(condition.key.lower())
    return join(said, " (absent)" if values is None else join(" (it is ", _values(values, " and "), ")"))


def whole(text: str) -> Html:
    """A text as code that goes on below after a colon or a slash, where its column is narrow."""
    parts = re.split(r"(?<=[:/])", text)
    if max(map(len, parts)) > UNBROKEN:
        return code(text)
    shown = "<wbr>".join(map(escape, parts))
    style = f"background:none;padding:0;color:{INK};{MONO};font-size:inherit;white-space:normal"
    return Html(f'<code style="{style}">{shown}</code>', text)


def stacked(cells: Sequence[Html], between: str) -> Html:
    """Cells on a line each; in plain text, which has one line, with a word between them."""
    return Html("<br>".join(map(str, cells)), between.join(cell.text for cell in cells))


def _values(values: Sequence[str], between: str = " or ") -> Html:
    cells: list[Cell] = []
    for each in values[:MOST_VALUES]:
        cells += [between, whole(each)] if cells else [whole(each)]
    return join(*cells, _more(values))


def _more(values: Sequence[str]) -> str:
    more = len(values) - MOST_VALUES
    return f" and {more:,} more" if more > 0 else ""


def _limited(made: Html, policy: Policy) -> Html:
    more = len(policy.statements) - MOST_STATEMENTS
    return made if more <= 0 else sheet([made, plain(f"and {more:,} more statement{'s' * (more > 1)}")])
