"""What the README says of the files is so."""

import re
import tomllib

from count_lines import PACKAGE, README, ROOT, TRUSTED, summary, table


def test_the_line_counts_are_those_of_the_files():
    assert table() in README.read_text(), "run `python tests/count_lines.py`"
    assert summary() in table()


def test_the_package_sends_its_readers_to_that_table():
    introduction = (PACKAGE / "__init__.py").read_text().split('"""')[1]
    assert "README" in introduction and "terminates" in introduction
    assert all((PACKAGE / f"{name}.py").exists() for name in TRUSTED)


def test_the_distribution_has_a_name_of_its_own_everywhere():
    """`arlib` on the index is another project: what is installed from there is `arlib-course`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["name"] == "arlib-course"
    assert project["scripts"] == {"arlib": "arlib.__main__:main"}
    named = re.compile(
        r"""(?:install|require\w*)\b[^\n]*[\s"'=]arlib(?![-\w./])|arlib\[|(?:version|distribution)\("arlib"\)"""
    )
    kinds = {".py", ".md", ".toml", ".txt", ".cff", ".ipynb", ".yml"}
    files = [file for file in ROOT.rglob("*") if file.suffix in kinds and not set(file.parts) & {".git", "tests"}]
    files = [*files, ROOT / "binder" / "postBuild", ROOT / ".ci" / "run"]
    assert len(files) > 100
    wrong = [(file.name, found[0]) for file in files for found in named.finditer(file.read_text(encoding="utf-8"))]
    assert not wrong
