"""Deciders that are ready to be confronted: simple ones, cunning ones, and our own."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable

from arlib.halting.diagonal import Answer, Decider, Reply, reply
from arlib.halting.texts import Errs, Halts, Loops, OutOfSteps, functions, run_text
from arlib.termination import terminates
from arlib.verdict import Unsupported

ANSWERS: tuple[Answer, ...] = ("yes", "no", "don't know")
NESTED = 10  # simulations inside simulations


def always_yes() -> Decider:
    """Says that every program ends."""
    return Decider("always_yes", lambda source: "yes", "Every program ends.")


def always_no() -> Decider:
    """Says that every program runs for ever."""
    return Decider("always_no", lambda source: "no", "Every program runs for ever.")


def never_answers() -> Decider:
    """Says nothing, and so nothing wrong."""
    return Decider("never_answers", lambda source: None, "No answer is no wrong answer.")


def coin(seed: int = 0) -> Decider:
    """Tosses a coin for each question: not even the same question gets the same answer."""
    toss = random.Random(seed)
    return Decider("coin", lambda source: toss.choice(("yes", "no")), f"Tosses a coin (seed {seed}).")


def coin_for_each_text(seed: int = 0) -> Decider:
    """Tosses a coin for each text, and remembers how it fell."""

    def decide(source: str) -> str:
        return random.Random(f"{seed} {source}").choice(("yes", "no"))

    return Decider("coin_for_each_text", decide, "Tosses a coin for each text, and remembers it.")


def counts_letters() -> Decider:
    """Says yes to texts with an even number of letters."""
    return Decider("counts_letters", lambda source: len(source) % 2 == 0, "Texts with an even number of letters end.")


def looks_for_while() -> Decider:
    """Says yes unless it reads `while`."""
    return Decider("looks_for_while", lambda source: "while" not in source, "What has no `while` ends.")


def runs_for(steps: int = 100) -> Decider:
    """Runs the program for a while: yes if it ends by then, no if it does not. Questions inside are part of the run."""
    return _runner("runs_for", steps, "no", f"Runs it for {steps} steps: what ends by then ends, the rest does not.")


def runs_and_waits(steps: int = 100) -> Decider:
    """Runs the program for a while: yes if it ends by then, and no only if a state repeats."""
    return _runner(
        "runs_and_waits", steps, "don't know", f"Runs it for {steps} steps, and says no only if a state repeats."
    )


def _runner(name: str, steps: int, otherwise: Answer, says: str) -> Decider:
    depth = 0

    def decide(source: str) -> Reply:
        nonlocal depth
        if depth == NESTED:
            # The run would ask about its own run, and so on: no number of steps is enough for that.
            return Reply(otherwise, f"{NESTED} runs inside one another")
        depth += 1
        try:
            ending = run_text(source, {name: lambda inner: decide(inner).answer}, steps=steps).ending
        except Unsupported as error:
            return Reply("don't know", str(error))
        finally:
            depth -= 1
        match ending:
            case Halts() | Errs():
                return Reply("yes", f"it ended within {steps} steps")
            case Loops(line):
                return Reply("no", f"a state repeats in line {line}")
            case OutOfSteps():
                return Reply(otherwise, f"it did not end within {steps} steps")

    return Decider(name, decide, says)


def knows_itself() -> Decider:
    """Looks for its own name: who asks it means to contradict it, so it says no, and yes to the others."""
    return Decider(
        "knows_itself", lambda source: "no" if "knows_itself" in source else "yes", "Whoever names me will loop."
    )


def contradicts_itself() -> Decider:
    """The same with the opposite answer."""
    return Decider(
        "contradicts_itself",
        lambda source: "yes" if "contradicts_itself" in source else "no",
        "Whoever names me will end.",
    )


def changes_its_mind() -> Decider:
    """Answers yes at first, and no when it is asked again."""
    asked: set[str] = set()

    def decide(source: str) -> str:
        again = source in asked
        asked.add(source)
        return "no" if again else "yes"

    return Decider("changes_its_mind", decide, "Says yes at first, and no when it is asked again.")


def asks_terminates() -> Decider:
    """Asks our own prover, and where that does not know, takes it for a no."""

    def decide(source: str) -> Reply:
        found = judge(source, "asks_terminates")
        return found if found.answer != "don't know" else Reply("no", "terminates does not know, so I say no")

    return Decider("asks_terminates", decide, "Asks terminates, and takes its don't know for a no.")


def ours() -> Decider:
    """Our own ``terminates``."""
    return Decider("terminates", lambda source: judge(source, "terminates"), "Proves it, refutes it, or says so.")


def judge(source: str, name: str = "terminates", *, seconds: float = 2.0) -> Reply:
    """What our prover can say of a program that may ask a decider.

    A program over integers is given to ``terminates``. Where it asks, each of the three answers is tried: if the
    program ends with all of them it ends, if it loops with all of them it loops. Otherwise the reason for not
    knowing is exact: it is what happens with each answer.

    >>> from arlib.halting.diagonal import diagonal
    >>> print(judge(diagonal("terminates")).why)  # doctest: +NORMALIZE_WHITESPACE
    it hangs on what terminates says of this very text (line 4): with yes it runs for ever (line 5), with no it ends,
    with don't know it ends
    """
    try:
        if not _asks(source, name):
            return reply(terminates(source, seconds=seconds))
    except Unsupported as error:
        return Reply("don't know", str(error))
    outcomes: dict[str, str] = {}
    lines: list[int] = []
    for answer in ANSWERS:
        made = run_text(source, {name: _always(answer)})
        if any(question != source for question, _ in made.asked):
            return Reply("don't know", "it asks about another text than its own")
        match made.ending:
            case Halts() | Errs():
                outcomes[answer] = "it ends"
            case Loops(line):
                outcomes[answer] = f"it runs for ever (line {line})"
            case OutOfSteps():
                outcomes[answer] = "it does not end soon"
        lines = lines or [step.line for step in made.steps if name in step.what]
    if all(outcome == "it ends" for outcome in outcomes.values()):
        return Reply("yes", "it ends whatever the answer is")
    if all(outcome.startswith("it runs for ever") for outcome in outcomes.values()):
        return Reply("no", "it runs for ever whatever the answer is")
    shown = ", ".join(f"with {answer} {outcome}" for answer, outcome in outcomes.items())
    where = f" (line {lines[0]})" if lines else ""
    return Reply("don't know", f"it hangs on what {name} says of this very text{where}: {shown}")


def _asks(source: str, name: str) -> bool:
    """Whether a text calls the decider."""
    try:
        bodies = functions(source).values()
    except Unsupported:
        return False  # nothing that can ask
    called = (node.func for body in bodies for node in ast.walk(body) if isinstance(node, ast.Call))
    return any(isinstance(each, ast.Name) and each.id == name for each in called)


def _always(answer: str) -> Callable[[str], str]:
    return lambda question: answer


def all_deciders() -> tuple[Decider, ...]:
    """Every one, fresh."""
    makers: tuple[Callable[[], Decider], ...] = (
        always_yes,
        always_no,
        never_answers,
        coin,
        coin_for_each_text,
        counts_letters,
        looks_for_while,
        runs_for,
        runs_and_waits,
        knows_itself,
        contradicts_itself,
        changes_its_mind,
        asks_terminates,
        ours,
    )
    return tuple(make() for make in makers)
