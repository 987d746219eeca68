"""Answers about all requests at once as pages: the verdict, the request that refutes it, and how it is decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from arlib.certificates.policies import Inclusion
from arlib.checking.claims import Accepted
from arlib.checking.policies import check_inclusion
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import Policy
from arlib.policies import Equivalence, Finding, Findings, no_more_permissive, not_public, redundant, who_can
from arlib.policies.questions import Verdict
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.page.html import BLUE, ORANGE, VERMILLION, Cell, Html, badge
from arlib.views.page.sheets import bold, code, fold, join, listed, plain, sheet
from arlib.views.page.sheets import table as columns
from arlib.views.policies.statements import decision_line, decision_table, named, request_table

POLICY_ANSWERS = (Inclusion, Equivalence, Findings, Request)
INCLUDED = "each request that the first policy allows, the second allows too"
MOST_SHOWN = 20  # findings, each of which is a row


def policy_argument_html(value: Any) -> Html:
    """Evidence on policies, alone or in a verdict.

    >>> from arlib.policies import not_public
    >>> from arlib.languages.iam.reading import read_policy
    >>> allow = '{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"}'
    >>> policy_argument_html(not_public(read_policy('{"Statement": ' + allow + "}")))
    ✓ proved: each request that the first policy allows, the second allows too; by 1 tree of cases, checked
    """
    match value:
        case Refuted(Request() as request):
            words = "by a request, which was replayed against the policies"
            return sheet([badge("✗", "refuted", words, VERMILLION), request_table(request)])
        case Request() as request:
            return request_table(request)
        case Proved(Inclusion() as found) | (Inclusion() as found):
            return badge("✓", "proved", f"{INCLUDED}; by {_checked(found)}", BLUE)
        case Proved(Equivalence() as found) | (Equivalence() as found):
            words = f"the two policies allow the same requests; there by {_checked(found.there)}, "
            return badge("✓", "proved", f"{words}and back by {_checked(found.back)}", BLUE)
        case Proved(Findings() as found) | (Findings() as found):
            return findings_table(found)
        case _:
            raise TypeError(f"no evidence on policies: {value!r}")


def _checked(found: Inclusion) -> str:
    return f"{found}, {'checked' if isinstance(check_inclusion(found), Accepted) else 'which the checker rejects'}"


# ---- Questions and their answers -----------------------------------------------------------------


def public_html(policy: Policy) -> Html:
    """Is a policy public, in the meaning of Amazon S3? If so, a request from elsewhere, and what allows it.

    >>> from arlib.languages.iam.reading import read_policy
    >>> allow = '{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}'
    >>> print(public_html(read_policy('{"Statement": ' + allow + "}")).text.splitlines()[0])
    ✗ public: it allows this request, which does not come from any of the fixed values that it names
    """
    return public_page(not_public(policy), policy)


def public_page(verdict: Verdict, policy: Policy) -> Html:
    """The same, of an answer that is there already."""
    match verdict:
        case Proved(found):
            return badge("✓", "not public", f"it grants access to fixed values only; by {_checked(found)}", BLUE)
        case Refuted(request):
            words = "it allows this request, which does not come from any of the fixed values that it names"
            return _shown(badge("✗", "public", words, VERMILLION), request, policy)
        case Unknown(reason):
            return badge("?", "don't know", f"whether it is public: {reason}", ORANGE)


def at_most_html(first: Policy, second: Policy) -> Html:
    """Is the first policy no more permissive than the second? If not, a request, and what each decides on it."""
    return at_most_page(no_more_permissive(first, second), first, second)


def at_most_page(verdict: Verdict, first: Policy, second: Policy) -> Html:
    """The same, of an answer that is there already."""
    match verdict:
        case Proved(found):
            words = f"{INCLUDED}; by {_checked(found)}"
            return badge("✓", "no more permissive", words, BLUE)
        case Refuted(request):
            words = "the first policy allows this request, and the second does not"
            return _shown(badge("✗", "more permissive", words, VERMILLION), request, first, second)
        case Unknown(reason):
            return badge("?", "don't know", f"whether it is more permissive: {reason}", ORANGE)


def who_can_html(policy: Policy) -> Html:
    """Who can get in by the policy of a resource: all findings, each with a request. Raises ``Unsupported``."""
    match who_can(policy):
        case Proved(found):
            return findings_table(found)
        case Unknown(reason):
            return badge("?", "don't know", f"who can get in: {reason}", ORANGE)


def redundant_html(policy: Policy) -> Html:
    """For each statement, whether the policy allows the same requests without it."""
    rows: list[list[Cell]] = []
    for statement, verdict in redundant(policy):
        match verdict:
            case Proved(found):
                why: Cell = f"without it the same requests are allowed; by {_checked(found)}"
                rows.append([named(statement), statement.effect, bold("✓ redundant"), why])
            case Refuted(request):
                rows.append([named(statement), statement.effect, "✗ needed", join("it decides on ", _brief(request))])
            case Unknown(reason):
                rows.append([named(statement), statement.effect, "? don't know", reason])
    return sheet([columns(["Statement", "Effect", "Redundant?", "Why"], rows, "which statements are redundant")])


def findings_table(found: Findings) -> Html:
    """Who can get in: a row for each finding, with one of its requests, which can be unfolded."""
    count = len(found.found)
    words = "these are all who can get in" if count else "nobody can get in"
    head = badge("✓", f"{count:,} finding{'s' * (count != 1)}", f"{words}; by {_checked(found.complete)}", BLUE)
    rows = [_finding(number, each) for number, each in enumerate(found.found[:MOST_SHOWN], 1)]
    parts = [head, *([columns(["No.", "Who", "Where", "For example"], rows, "who can get in")] * bool(rows))]
    more = count - MOST_SHOWN
    return sheet([*parts, *([plain(f"and {more:,} more findings")] * (more > 0))])


def _finding(number: int, found: Finding) -> list[Cell]:
    where = [join(code(each.key), f" {each} ", code(each.values[0])) for each in found.conditions]
    who = plain("everyone") if str(found.principal) == "everyone" else code(str(found.principal))
    return [str(number), who, listed(where, " and ") if where else "anywhere", _brief(found.request)]


def _brief(request: Request) -> Html:
    """A request in one line; its parts stand in a table to be unfolded."""
    line = join(code(request.principal), " asks for ", code(request.action))
    table = request_table(request)
    return Html(fold(line.text, table, opened=False).replace("white-space:nowrap", "white-space:normal"), line.text)


def _shown(head: Html, request: Request, *policies: Policy) -> Html:
    """The verdict, the request, and what each policy decides on it."""
    titles: Sequence[str] = ("The policy",) if len(policies) == 1 else ("The first policy", "The second policy")
    parts = [head, request_table(request)]
    for title, policy in zip(titles, policies, strict=True):
        parts += [join(bold(title), " on this request: ", decision_line(policy, request))]
        parts += [decision_table(policy, request)]
    return sheet(parts)
