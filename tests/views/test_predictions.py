"""A guess is kept, answered after the next cell, counted once, and never spoiled by a saved output."""

from dataclasses import replace

import nbformat
import pytest
from execute_notebooks import NOTEBOOKS, PREDICTION, spoilers
from IPython.core.interactiveshell import InteractiveShell

from arlib.exercises import open_chapter
from arlib.exercises.predictions import ASKS, Guess, chapter04, off_by, read
from arlib.exercises.progress import Progress
from arlib.verdict import Unsupported
from arlib.views import predictions
from arlib.views.predictions import predict, predicted

# What comes. Most of it follows by a line of reasoning; 3.15p and 4.13p (Rado 1962) are well known. Taken from a run of
# ours, and from nowhere else: the 8 steps of 2.4p, the 12 deciders of 4.6p, and the 13 steps of 4.12p. The answer to
# 4.15p says only what our tool can do.
START = {"0.1": "yes", "0.2": "it rejects", "0.3": "no"}
TESTING = {"1.1p": "no", "1.2p": 65_536, "1.3p": 512, "1.4p": 65_536, "1.5p": 1360, "1.6p": 4_294_967_296, "1.9p": 2}
TESTING |= {"1.7p": "less than 5 percent", "1.8p": "more", "1.10p": "-4, -3, -4", "1.11p": "// and ediv"}
ALGEBRA = {"2.1p": 7, "2.2p": "no", "2.3p": "not negative", "2.4p": 8, "2.5p": 3, "2.6p": 2, "2.7p": 1, "2.8p": 0}
ALGEBRA |= {"2.9p": "refuted", "2.10p": "unsigned char", "2.11p": "don't know"}
LOOPS = {"3.1p": "yes", "3.2p": 6, "3.3p": 4, "3.4p": "x and x - y", "3.5p": "rejected", "3.6p": 4, "3.7p": "no"}
LOOPS |= {"3.8p": "positive", "3.9p": "yes", "3.10p": 16, "3.11p": "5 and 0", "3.12p": "no", "3.14p": "no"}
LOOPS |= {"3.13p": "unsigned int and int that wraps", "3.15p": 111, "3.16p": "yes"}
HALTING = {"4.1p": "only g", "4.2p": "it runs for ever", "4.3p": "it ends both times", "4.4p": "its own text"}
HALTING |= {"4.5p": "yes", "4.6p": 12, "4.7p": "don't know", "4.8p": "it ends", "4.9p": "silent", "4.10p": 10}
HALTING |= {"4.11p": "no", "4.12p": 13, "4.13p": 6, "4.14p": "just if the first ends", "4.15p": "don't know"}
HALTING |= {"4.16p": "terminates"}
POLICIES = {"6.1p": "all others, signed in or not", "6.2p": "only Private", "6.3p": "yes", "6.4p": "yes"}
POLICIES |= {"6.5p": "those of the folder that is called like the variable", "6.6p": 4, "6.7p": "no", "6.8p": "no"}
POLICIES |= {"6.9p": "yes", "6.10p": "the same as 0.0.0.0/0", "6.11p": 3, "6.12p": 2, "6.13p": "no", "6.14p": "yes"}
HARD = {"7.1p": "yes", "7.2p": "longer than the universe is old", "7.3p": "more than 50", "7.4p": "fewer than half"}
HARD |= {"7.5p": 3, "7.6p": "fewer than 100", "7.7p": "Ann knows Ben, Cem or Dia", "7.8p": 2, "7.9p": "no"}
HARD |= {"7.10p": "it grows more than that", "7.11p": "those between", "7.12p": "500 or more", "7.13p": "about 5"}
HARD |= {"7.14p": 5}
RIGHT = START | TESTING | ALGEBRA | LOOPS | HALTING | POLICIES | HARD


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("ARLIB_PROGRESS", str(tmp_path))
    monkeypatch.setenv("ARLIB_LEARNER", "ada")
    return lambda: Progress("ada", tmp_path / "ada.json").guesses


@pytest.fixture
def shell(kept, monkeypatch):
    shown = []
    shell = InteractiveShell()
    monkeypatch.setattr(predictions, "ASKED", predictions.Asked())
    monkeypatch.setattr(predictions, "_shell", lambda: shell)
    monkeypatch.setattr(predictions, "_display", shown.append)
    shell.user_ns["predict"] = predict
    shell.shown = shown
    return shell


def test_every_prediction_knows_what_comes():
    assert {name: ask.comes() for name, ask in ASKS.items()} == RIGHT
    assert all(ask.comes() in ask.choices for ask in ASKS.values() if ask.choices)


@pytest.mark.parametrize(("said", "word"), [("yes", "right"), ("no", "otherwise")])
def test_it_is_answered_when_the_next_cell_has_run(shell, kept, said, word):
    shell.run_cell(f"c = predict('0.1', {said!r}, sure=80)")
    assert shell.shown == []
    assert kept()["0.1"] == Guess(said, 80)
    shell.run_cell("1 / 0")
    assert shell.shown == []
    shell.run_cell("1 + 1")
    (answer,) = shell.shown
    assert f"prediction 0.1: {word}" in repr(answer)
    assert ASKS["0.1"].why in repr(answer)
    assert kept()["0.1"] == Guess(said, 80, "yes")
    answer.line.value = "both wrap alike"
    assert kept()["0.1"].explained == "both wrap alike"
    text = repr(predicted(0))
    assert f"1 of 3 predictions made, {int(said == 'yes')} right" in text
    assert "0.1: both wrap alike" in text
    assert len(open_chapter(1).calibration().predictions) == 1


def wrong(name):
    """An answer that can be given, and is not what comes."""
    ask = ASKS[name]
    return next(each for each in ask.choices if each != RIGHT[name]) if ask.choices else str(RIGHT[name] + 1)


@pytest.mark.parametrize("right", [True, False])
def test_every_prediction_can_be_made_with_its_control_and_is_answered_and_counted(shell, kept, monkeypatch, right):
    """What comes is looked up, not computed: another test compares the two."""
    for name, ask in ASKS.items():
        monkeypatch.setitem(ASKS, name, replace(ask, comes=lambda name=name: RIGHT[name]))
    for made, (name, ask) in enumerate(ASKS.items()):
        shell.run_cell(f"c = predict({name!r})")
        control = shell.user_ns["c"]
        control.said.value = str(RIGHT[name]) if right else wrong(name)
        control.sure.value = 90
        control.keep.click()
        assert "kept" in control.state.value
        assert len(shell.shown) == made, "not before the next cell"
        shell.run_cell("1 + 1")
        answer = repr(shell.shown[-1])
        assert len(shell.shown) == made + 1
        assert f"prediction {name}: {'right' if right else 'otherwise'}" in answer
        assert ask.why in answer
        assert kept()[name].right is right
    for number in {name.split(".")[0] for name in ASKS}:
        made = sum(name.startswith(f"{number}.") for name in ASKS)
        assert f"{made} of {made} predictions made, {made * right} right" in repr(predicted(int(number)))
    found = open_chapter(1).calibration()
    (group,) = found.groups
    assert (group.count, group.right, group.sure) == (len(ASKS), len(ASKS) * right, 90)
    assert found.score == pytest.approx(0.1**2 if right else 0.9**2)


def test_each_chapter_asks_its_predictions_once_in_their_order_and_a_cell_answers_each():
    asked = []
    for path in sorted(NOTEBOOKS.glob("0*.ipynb")):
        cells = [each.source for each in nbformat.read(path, as_version=4).cells if each.cell_type == "code"]
        names = [(i, source.split('"')[1]) for i, source in enumerate(cells) if source.startswith(PREDICTION)]
        assert all(f"{int(path.name[:2])}." in name for _, name in names)
        assert all(any(not later.startswith(PREDICTION) for later in cells[i + 1 :]) for i, _ in names)
        asked += [name for _, name in names]
    assert asked == list(ASKS)


def test_the_eleven_programs_of_4_16p_are_those_of_the_chapter():
    cells = nbformat.read(NOTEBOOKS / "04_the_halting_problem.ipynb", as_version=4).cells
    code = "\n".join(each.source for each in cells if each.cell_type == "code")
    assert [text for text in (*chapter04.ALWAYS, *chapter04.NOT_ALWAYS) if text.rstrip() not in code] == []


def test_without_a_guess_nothing_is_shown_and_a_late_one_is_answered_but_not_counted(shell, kept):
    shell.run_cell("c = predict('0.1')")
    shell.run_cell("1 + 1")
    assert shell.shown == []
    control = shell.user_ns["c"]
    control.commit("no", 90)
    assert "not counted" in control.state.value
    assert "prediction 0.1: otherwise" in control.state.value
    assert kept() == {}


def test_the_first_answer_counts(shell, kept):
    for said in ("no", "yes"):
        shell.run_cell(f"predict('0.1', {said!r}, sure=80)")
        shell.run_cell("1 + 1")
    assert kept()["0.1"] == Guess("no", 80, "yes")


@pytest.mark.parametrize(("said", "sure"), [(None, 80), ("perhaps", 80), ("yes", None), ("yes", 30), ("yes", True)])
def test_what_is_no_answer_is_not_kept(kept, said, sure):
    control = predict("0.1")
    control.commit(said, sure)
    assert "not kept yet" in control.state.value
    assert kept() == {}


def test_an_unknown_name():
    with pytest.raises(ValueError, match="there is no prediction"):
        predict("9.9")


def test_numbers():
    ask = predictions.Ask("0.0", "How many?", (), lambda: 512, "")
    assert [read(ask, each) for each in (512, "65,536", " 7 ")] == ["512", "65536", "7"]
    assert off_by(Guess("1024", 80, "512")) == "You said 1,024, and 512 came: too large by a factor of 2."
    assert off_by(Guess("0", 80, "512")) == "You said 0, and 512 came."
    assert off_by(Guess("512", 80, "512")) == ""


@pytest.mark.parametrize("found", ["[]", '{"0.1": 1}', '{"0.1": {"said": "yes", "sure": 20}}'])
def test_a_broken_file_is_not_written_over(tmp_path, found):
    path = tmp_path / "ada.json"
    path.write_text(f'{{"exercises": {{}}, "predictions": {found}}}')
    before = path.read_text()
    progress = Progress("ada", path)
    progress.guessed("0.1", Guess("yes", 80))
    assert progress.trouble
    assert path.read_text() == before
    with pytest.raises(Unsupported):
        predictions_in(before)


def predictions_in(text):
    from arlib.exercises.predictions.guesses import guesses_in

    return guesses_in(text)


def test_every_code_cell_between_a_prediction_and_its_answer_is_saved_with_outputs_hidden():
    found = 0
    for path in sorted(NOTEBOOKS.rglob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in spoilers(notebook.cells):
            found += 1
            assert cell.metadata.get("jupyter", {}).get("outputs_hidden"), (path.name, cell.source)
            assert cell.outputs[0].get("data") == {}, "JupyterLab shows the first line of the first output"
        for cell in notebook.cells:
            if cell.cell_type == "code" and cell.source.startswith(PREDICTION):
                assert len(cell.source.splitlines()) == 1
    assert found >= len(ASKS)
