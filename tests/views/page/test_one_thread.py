"""Controls that a kernel of several threads hears, without a browser: each message comes in a thread of its own."""

import asyncio
import signal
import threading
import time

import pytest

w = pytest.importorskip("ipywidgets")

from arlib.views.page.controls import box  # noqa: E402
from arlib.views.page.one_thread import interruptible  # noqa: E402
from arlib.views.policies import own_policy, policy_editor  # noqa: E402
from arlib.views.policies.policy_editor import PolicyEditor  # noqa: E402


def said(control, **state):
    """A message from the page to a control."""
    control.comm.handle_msg({"content": {"data": {"method": "update", "state": state}}})


def heard(control, where):
    control.observe(lambda change: where.append((change["new"], threading.current_thread())), "value")


def test_every_control_is_heard_in_the_thread_that_made_it():
    where = []

    async def used():
        outer, inner, late = w.IntText(0), w.IntText(0), w.IntText(0)
        inside = w.HBox([inner])
        box(outer, inside)
        for each in (outer, inner, late):
            heard(each, where)
        inside.children = [inner, w.VBox([late])]
        for number, each in enumerate((outer, inner, late), 1):
            await asyncio.to_thread(said, each, value=number)
            assert where[-1][0] == number  # the message was dealt with when it had been heard
        said(outer, value=4)

    asyncio.run(used())
    assert where == [(number, threading.current_thread()) for number in (1, 2, 3, 4)]


def test_what_a_script_makes_is_left_as_it_is():
    where = []
    control = w.IntText(0)
    box(control)
    heard(control, where)
    other = threading.Thread(target=said, args=(control,), kwargs={"value": 5})
    other.start()
    other.join()
    assert where == [(5, other)]


def test_nobody_waits_for_a_loop_that_has_ended():
    async def made():
        return box(w.IntText(0)).children[0]

    loop = asyncio.new_event_loop()
    sender = threading.Thread(target=said, args=(loop.run_until_complete(made()),), kwargs={"value": 5}, daemon=True)
    sender.start()
    sender.join(60)
    assert not sender.is_alive()
    loop.close()


def test_an_interrupt_ends_what_a_message_began_and_not_the_loop():
    before = signal.getsignal(signal.SIGINT)

    async def interrupted():
        control = w.IntText(0)
        box(control)
        control.observe(lambda _change: signal.raise_signal(signal.SIGINT), "value")
        await asyncio.to_thread(said, control, value=1)
        return control.value

    assert asyncio.run(interrupted()) == 1
    with pytest.raises(KeyboardInterrupt), interruptible():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_two_choices_that_are_heard_at_the_same_time_are_one_question(monkeypatch):
    """The example and the question, each in its thread, with pauses in which the other one would go on."""
    monkeypatch.setattr(policy_editor, "PAUSE", 0.02)

    def slow(method, seconds):
        def slower(self, *change):
            time.sleep(seconds)
            return method(self, *change)

        return slower

    for name, seconds in (("_take_example", 0.1), ("_changed", 0.05), ("_choose", 0.15)):
        monkeypatch.setattr(PolicyEditor, name, slow(getattr(PolicyEditor, name), seconds))

    async def chosen():
        editor = PolicyEditor()
        example, question = len(own_policy.EXAMPLES), [each for _, each in policy_editor.QUESTIONS].index("request")
        await asyncio.gather(
            asyncio.to_thread(said, editor.examples, index=example),
            asyncio.to_thread(said, editor.question, index=question),
        )
        await editor.task
        return editor.answer

    assert asyncio.run(chosen()).text.startswith("✗ denied")
