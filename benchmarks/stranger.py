"""A stranger's session, played by a browser: every prediction, every level of the game, every exercise.

    python -m pytest -n 0 benchmarks/stranger.py

Start here to the last chapter, in JupyterLab: each cell in its order, every prediction answered wrongly by one reader
and rightly by another, every exercise wrongly and then rightly in up to three formats, and the levels of the game by
the shortest way. There is no error, no answer to a prediction is seen before it is made, and the counts are right.
It takes minutes, so it is not among the tests.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from browser.conftest import browser, open_notebook, server, window  # noqa: F401
from lab import cell, control, node, output, press, wait_for
from shortest import shortest
from views.test_predictions import RIGHT, wrong
from wrong_answers import WRONG_ANSWERS

from arlib.exercises.predictions import ASKS
from arlib.exercises.solutions import solution
from arlib.printing import to_text
from arlib.rewriting.levels import LEVELS

CHAPTERS = sorted((Path(__file__).parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
PREDICTION = re.compile(r'predict\("([^"]+)"\)')
CHECK = re.compile(r"(chapter\d\d\.\w+)\.check\(answer\)")
FUNCTIONS = {"abs", "min", "max", "tdiv", "tmod", "ediv", "emod", "implies", "iff"}
NUMBER = "print({task}.exercise.number)"


def source(each):
    return "".join(each["source"])


@pytest.mark.parametrize("reader", ["wrong", "right"])
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_session(path, reader, open_notebook):  # noqa: F811
    notebook = open_notebook(path)
    notebook.execute(f"import os\nos.environ['ARLIB_LEARNER'] = {reader + path.stem[:2]!r}")
    hidden = {i for i, each in enumerate(notebook.cells()) if each["metadata"].get("jupyter", {}).get("outputs_hidden")}
    waiting, made, tasks = [], [], []
    for i, each in enumerate(notebook.cells()):
        if each["cell_type"] != "code" or not source(each).strip():
            continue
        if i in hidden:
            outputs = cell(notebook, i).locator(".jp-OutputArea-output")
            assert not outputs.first.is_visible(), f"cell {i} is a spoiler"
        if CHECK.search(source(each)):
            tasks.append((i, CHECK.search(source(each))[1]))
        notebook.run_cell(i, source(each))
        asked = PREDICTION.match(source(each))
        if asked:
            name = asked[1]
            keep(notebook, i, name, RIGHT[name] if reader == "right" else wrong(name))
            waiting.append(name)
        else:
            for name in waiting:
                wait_for(notebook, f"prediction {re.escape(name)}: {'right' if reader == 'right' else 'otherwise'}")
            made, waiting = made + waiting, []
    assert waiting == [] and notebook.errors() == []
    chapter = path.stem[:2].lstrip("0") or "0"
    assert made == [name for name in ASKS if name.split(".")[0] == chapter]
    told = notebook.execute(f"from arlib.views.predictions import predicted\nprint(predicted({chapter}).text)")
    if made:
        assert f"{len(made)} of {len(made)} predictions made, {len(made) * (reader == 'right')} right" in told
    if reader == "right":
        exercises(notebook, tasks)
    assert notebook.errors() == []


def keep(notebook, i, name, said):
    """Answer as a person does: choose or type, say how sure, press the button."""
    here = cell(notebook, i)
    here.scroll_into_view_if_needed()
    if ASKS[name].choices:
        here.get_by_label(str(said), exact=True).click()
    else:
        here.get_by_label("Answer, a number").fill(str(said))
        press(notebook, "Tab")
    here.get_by_label("How sure are you?").select_option("90 %")
    here.get_by_role("button", name="Keep my answer").click()
    here.get_by_text(re.compile("and you are 90 % sure")).wait_for()


def exercises(notebook, tasks):
    for i, task in tasks:
        number = notebook.execute(NUMBER.format(task=task)).strip()
        wrongly, told = WRONG_ANSWERS[number]
        said = answered(notebook, i, f"{wrongly}\n{task}.check(answer)")
        assert said.startswith("✗ not yet: ") and told in said, (number, said)
        for typed in formats(solution(number).answer):
            said = answered(notebook, i, f"{typed}\n{task}.check(answer)")
            assert said.startswith("✓ passed: "), (number, typed, said)


def answered(notebook, i, typed):
    outputs = notebook.run_cell(i, typed)
    assert [each for each in outputs if each["output_type"] == "error"] == [], outputs
    return "".join(outputs[0]["data"]["text/plain"])


def formats(typed):
    """An answer as it stands, as a text, and as a function where it is a text of one."""
    found = [typed]
    body = ast.parse(typed).body
    if len(body) != 1 or not isinstance(body[0], ast.Assign):
        return found
    try:
        value = ast.literal_eval(body[0].value)
    except ValueError:
        return found
    if not isinstance(value, str):
        return [*found, f"answer = {str(value)!r}", f"answer = {json.dumps(value)!r}"]
    try:
        names = {node.id for node in ast.walk(ast.parse(value, mode="eval")) if isinstance(node, ast.Name)}
    except SyntaxError:
        if value.startswith("def "):
            found.append(f"{value}\nanswer = {value[4:].partition('(')[0]}")
        return found
    inputs = ", ".join(sorted(names - FUNCTIONS))
    return [*found, f"answer = lambda {inputs}: {value}", f"def mine({inputs}):\n    return {value}\nanswer = mine"]


GAME = "from arlib.views.rewriting.stepper import RewriteWidget\n\nwidget = RewriteWidget(level=1)\nwidget"


def test_every_level(open_notebook, tmp_path):  # noqa: F811
    import nbformat

    page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(GAME)])
    page.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(page, tmp_path / "game.ipynb")
    notebook = open_notebook(tmp_path / "game.ipynb")
    notebook.execute("import os\nos.environ['ARLIB_LEARNER'] = 'player'")
    notebook.run_all()
    for level in LEVELS:
        control(notebook, "Level").select_option(index=level.number - 1)
        play = level.begin()
        for step in shortest(play, level.par).steps:
            node(notebook, to_text(step.before)).wait_for()
            node(notebook, part(step.before, step.position)).click()
            offers = play.offers(step.position)
            (move,) = (each for each in offers if (each.rule, each.after) == (step.rule, step.after))
            place = [each for each in offers if each.rule.name == step.rule.name].index(move)
            offered = output(notebook).locator(".widget-gridbox").get_by_role("button", name=step.rule.name, exact=True)
            offered.nth(place).click()
            notebook.execute("print()")  # once it is answered, the tree on the page is the new one
            play = play.take(move)
        wait_for(notebook, f"Par is {level.par}: ★★★")
    assert notebook.execute("print(widget.progress.stars)") == f"{dict.fromkeys(range(1, 13), 3)}\n"


def part(term, position):
    for child in position:
        term = term.children[child]
    return to_text(term)
