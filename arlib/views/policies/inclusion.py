"""Which policies allow no more than which others: the order as a picture, and as a table.

Equivalent policies share a box, and a line that follows from others is left out. Of many policies, levels are
counted, and a longest chain is drawn with those that have most below them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from arlib.languages.iam.syntax import Policy
from arlib.policies.order import Order, order
from arlib.views.page.html import Cell, Html
from arlib.views.page.sheets import sheet
from arlib.views.page.sheets import table as columns
from arlib.views.policies.hasse import hasse_picture, name, part

MOST_LISTED = 4  # in a cell


def inclusion_diagram(policies: Mapping[str, Policy]) -> Html:
    """The order of policies: above others are those that allow what these allow, and more.

    >>> from arlib.languages.iam.reading import read_policy
    >>> start, end = '{"Statement": {"Effect": "Allow", "Resource": "*", "Action": "', '"}}'
    >>> named = {text: read_policy(start + text + end) for text in ("s3:*", "s3:Get*", "ec2:*")}
    >>> print(inclusion_diagram(named).text)
    3 policies, all 6 pairs answered: 1 proved, 5 refuted
    Policies  Right above  Right below  All below
    s3:*      none         s3:Get*      1
    s3:Get*   s3:*         none         0
    ec2:*     none         none         0
    """
    return order_html(order(policies))


def order_html(found: Order) -> Html:
    """The picture of an order, and the same as a table."""
    return sheet([Html(order_picture(found), summary(found)), *order_tables(found)])


def order_picture(found: Order) -> str:
    """The picture of an order alone, as SVG."""
    return hasse_picture(found, summary(found))


def summary(found: Order) -> str:
    """What was asked, and what came out."""
    count = sum(map(len, found.groups))
    pairs = found.proved + found.refuted + len(found.undecided)
    said = f"{count:,} policies, all {pairs:,} pairs answered: {found.proved:,} proved, {found.refuted:,} refuted"
    if found.undecided:
        pairs_left = "; ".join(f"{one} within {other}" for one, other in found.undecided[:MOST_LISTED])
        said = said.replace("all ", "", 1).replace(" answered", "")
        said += f", {len(found.undecided):,} not decided ({pairs_left}{', …' * (len(found.undecided) > MOST_LISTED)})"
    if len(found.groups) < count:
        said += f"; {len(found.groups):,} groups of equivalent ones"
    return said


# ---- The same as tables --------------------------------------------------------------------------


def order_tables(found: Order) -> list[Html]:
    """A row for each group that is drawn, the highest first; of many, how many groups each level has as well."""
    kept, heights, within = part(found).levels, found.heights, found.within
    above, below = found.above, found.below
    rows: list[list[Cell]] = []
    for number in sorted(kept, key=lambda each: (-heights[each], -len(within[each]))):
        near = [_listed(found, side[number]) for side in (above, below)]
        rows.append([name(found, number), *near, f"{len(within[number]):,}"])
    made = [columns(["Policies", "Right above", "Right below", "All below"], rows, "the order of the policies")]
    if len(kept) < len(found.groups):
        counts = sorted(Counter(heights).items(), reverse=True)
        levels = [[f"{level}", f"{count:,}"] for level, count in counts]
        made.append(columns(["Level", "Groups"], levels, "how many groups the longest chain below has so many of"))
    return made


def _listed(found: Order, numbers: Sequence[int]) -> str:
    shown = [name(found, each) for each in numbers[:MOST_LISTED]]
    more = len(numbers) - MOST_LISTED
    return (", ".join(shown) or "none") + (f" and {more:,} more" if more > 0 else "")
