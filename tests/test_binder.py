"""Binder: repo2docker understands our files, and what they install is enough to run chapter 1."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHAPTER = "01_exhaustive_testing.ipynb"


def copy_of_the_repository(folder):
    target = folder / "repository"
    ignored = shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build", "dist", "screenshots", "tests")
    shutil.copytree(ROOT, target, ignore=ignored)
    return target


def test_repo2docker_reads_every_file(tmp_path):
    repository = copy_of_the_repository(tmp_path)
    command = [
        sys.executable,
        "-m",
        "repo2docker",
        "--no-build",
        "--debug",
        "--user-id",
        "1000",
        "--user-name",
        "jovyan",
    ]
    done = subprocess.run([*command, "."], cwd=repository, capture_output=True, text=True)
    printed = done.stdout + done.stderr
    assert done.returncode == 0, printed
    assert "Building conda environment for python=3.11" in printed
    assert "binder/requirements.txt" in printed
    assert "./binder/postBuild" in printed
    assert "python-3.11" in (repository / "binder/runtime.txt").read_text()
    # The two configuration folders exclude each other, and these files would make the others ignored.
    for name in (".binder", "binder/environment.yml", "binder/Dockerfile", "environment.yml", "Dockerfile"):
        assert not (ROOT / name).exists()
    assert os.access(ROOT / "binder/postBuild", os.X_OK)


def test_the_requirements_are_those_of_the_package():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {*project["dependencies"], *project["optional-dependencies"]["lab"]}
    listed = set((ROOT / "binder/requirements.txt").read_text().split())
    # The base image brings JupyterLab.
    assert listed == {line for line in wanted if not line.startswith("jupyterlab>")}


def test_a_fresh_environment_runs_chapter_1(tmp_path):
    """Install what Binder's base image has and what binder/ says, run postBuild, and execute the chapter."""
    environment = tmp_path / "venv"
    python = shutil.which("python3.11") or sys.executable
    subprocess.run([python, "-m", "venv", environment], check=True)
    inside = {**os.environ, "PATH": f"{environment}/bin{os.pathsep}{os.environ['PATH']}", "PIP_NO_INPUT": "1"}
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR"):
        inside.pop(name, None)
    inside["PIP_NO_COMPILE"] = "1"  # of the many modules that come along, a chapter imports few
    inside["JUPYTER_DATA_DIR"] = inside["IPYTHONDIR"] = str(tmp_path / "jupyter")
    repository = copy_of_the_repository(tmp_path)

    def run(*command):
        done = subprocess.run(command, cwd=repository, env=inside, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    status, printed = run("pip", "install", "-q", "jupyterlab", "ipywidgets", "nbconvert")
    if status and not os.environ.get("CI"):
        pytest.skip(f"no package index can be reached: {printed.strip().splitlines()[-1]}")
    assert status == 0, printed
    for command in (["pip", "install", "-q", "-r", "binder/requirements.txt"], ["binder/postBuild"]):
        status, printed = run(*command)
        assert status == 0, printed
    overrides = environment / "share/jupyter/lab/settings/overrides.json"
    assert json.loads(overrides.read_text())["@jupyterlab/notebook-extension:tracker"] == {"windowingMode": "none"}

    status, printed = run("jupyter", "execute", "--output=ran.ipynb", f"notebooks/{CHAPTER}")
    assert status == 0, printed
    ran = json.loads((repository / "notebooks/ran.ipynb").read_text())
    outputs = [output for cell in ran["cells"] if cell["cell_type"] == "code" for output in cell["outputs"]]
    assert outputs
    assert not [output for output in outputs if output["output_type"] == "error"]
