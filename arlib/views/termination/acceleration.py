"""A run that is too long to show turn by turn: which turns are repeated, how often, and what comes then."""

from __future__ import annotations

from arlib.certificates.acceleration import AcceleratedRun
from arlib.checking import check
from arlib.checking.acceleration import legs
from arlib.printing import assignment_text
from arlib.programs.transitions import transition_system
from arlib.views.page.html import Html
from arlib.views.page.sheets import plain, reading, section, sheet, signature, source_line, table
from arlib.views.programs.run_table import inputs_text, visits_table
from arlib.views.termination.nontermination import TURNS, follow
from arlib.views.termination.obligations import headline


def accelerated_html(found: AcceleratedRun) -> Html:
    """The first turns, the turns that are repeated with what each adds, and the end.

    >>> from arlib.termination import terminates
    >>> up = "void up(int n) {\\n  for (int i = 0; i <= n; i++) { }\\n}"
    >>> page = accelerated_html(terminates(up).witness)
    >>> print(page.text.splitlines()[12].partition("  i = ")[0])
      1     the loop in line 2  n = 2147483647, i = 0           2,147,483,647 turns, each i + 1
    """
    answer = check(found)
    try:
        system = transition_system(found.program)
        made = list(legs(system, found))
    except ValueError:  # it is no run of the program, and the answer says why
        return headline(answer, "", "refuted")
    begin = follow(found.program, found.entry, found.entry.choices, found.entry.arrival + TURNS)
    rows = [
        [
            str(n),
            system.name(leg.location),
            assignment_text(leg.before, "nothing"),
            str(leg),
            "" if leg.count is None else assignment_text(leg.after, "nothing"),
        ]
        for n, leg in enumerate(made, 1)
    ]
    columns = ["Part", "From", "With", "What is done", "And then"]
    why = "A turn adds the same each time. So what its tests need is true in all turns, if in the first and the last."
    if found.failure:
        line, failure = found.failure
        what = "comes to an operation without a value"
        language = "What happens next the language does not say: it may stop, go on, or do anything else."
        end = section(
            "3. The failure",
            "what has no value?",
            [source_line(found.program, line), plain(f"{failure}."), plain(language)],
        )
    else:
        what = "does not end"
        back = "The last turns are repeated for ever."
        if found.again is not None:
            back = f"The state is again that before part {found.again + 1}, and the same happens again and again."
        end = section("3. The repetition", "why does it never end?", [plain(back)])
    claim = f"{signature(found.program)} {what} for {inputs_text(found.entry.inputs, found.entry.choices)}"
    return sheet(
        [
            headline(answer, f"{claim}, {reading(found.program)}", "refuted"),
            section("1. The run", "how does it begin?", [visits_table(begin, {})]),
            section("2. The turns", "what is repeated, and how often?", [table(columns, rows, "parts"), plain(why)]),
            end,
        ]
    )
