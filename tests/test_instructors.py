"""What INSTRUCTORS.md says is so: outputs are what arlib says, commands run, and what it names exists."""

import doctest
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from arlib.exercises import open_chapter

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "INSTRUCTORS.md").read_text(encoding="utf-8")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
RUNNABLE = re.findall(r"```sh run\n(.*?)```", TEXT, flags=re.DOTALL)
PLANS = TEXT.partition("\n## Plans")[2].partition("\n## ")[0]


def headings(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return set(re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE))


def test_what_arlib_is_said_to_answer_it_answers():
    example = doctest.DocTestParser().get_doctest(TEXT, {}, "INSTRUCTORS.md", "INSTRUCTORS.md", 0)
    told = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(example, out=told.append)
    assert not runner.failures, "".join(told)
    assert runner.tries > 20


def test_every_link_leads_somewhere():
    anchors = {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in re.findall(r"^#+ (.*)$", TEXT, re.M)}
    targets = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert len(targets) > 20
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif "://" not in target:
            assert (ROOT / target).exists(), target


def test_plans_name_parts_of_the_notebooks_that_exist():
    every = set().union(*map(headings, NOTEBOOKS))
    of = {path.name[:2]: headings(path) for path in NOTEBOOKS}
    for line in PLANS.splitlines():
        named = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", line)
        where = re.match(r"\| \d+ \| (Start here|Chapter (\d)):", line)
        known = of[f"0{where[2] or 0}"] if where else every
        assert set(named) - {"italics"} <= known, line
    workshop, _, half_a_day = PLANS.partition("### Half a day")
    minutes = [int(number) for number in re.findall(r"^\| (\d+) \|", workshop, flags=re.MULTILINE)]
    assert minutes == sorted(minutes) and len(minutes) > 10 and minutes[-1] < 90
    half_a_day = half_a_day.partition("### Four weeks")[0]
    assert sum(map(int, re.findall(r"^\| (\d+) \|", half_a_day, flags=re.MULTILINE))) == 240


def test_the_exercises_that_it_names_exist():
    named = set(re.findall(r"chapter0(\d)\.([a-z_]+)\b", TEXT))
    assert named
    for chapter, name in named:
        assert name in dir(open_chapter(int(chapter)))
    for chapter, number in re.findall(r"\| (\d)\.(\d+) in pairs", TEXT):
        exercises = importlib.import_module(f"arlib.exercises.chapter0{chapter}").EXERCISES
        assert exercises[int(number) - 1].stars == 1


@pytest.mark.parametrize("block", RUNNABLE)
def test_commands_marked_as_runnable_run(block, tmp_path):
    handed_in = tmp_path / "handed_in"
    handed_in.mkdir()
    open_chapter(1, learner="ada", path=handed_in / "ada.json").midpoint.check({"x": 100, "y": 100})
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    for line in block.splitlines():
        command, _, written = line.partition(" > ")
        arguments = command.split()
        assert arguments.pop(0) == "arlib"
        done = subprocess.run(
            [sys.executable, "-m", "arlib", *arguments], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout
        assert not written or "ada,1," in done.stdout


def test_there_are_runnable_commands_and_what_they_write_is_named():
    assert len(RUNNABLE) == 2
    assert "course/source/chapter01/01_exhaustive_testing.ipynb" in TEXT


def test_the_links_of_hubs_name_the_repository_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (binder,) = set(re.findall(r"https://mybinder\.org/v2/gh/\S+?ipynb", TEXT))
    assert binder in readme
    repository = re.search(r"/gh/([\w-]+/[\w-]+)/", binder)[1]
    assert f"git-pull?repo=https%3A%2F%2Fgithub.com%2F{repository.replace('/', '%2F')}&branch=main" in TEXT
    assert f"git+https://github.com/{repository}" in TEXT
