"""The conda recipe asks for what pyproject.toml asks for."""

from __future__ import annotations

import tomllib

import yaml
from conftest import REPOSITORY
from packaging.requirements import Requirement

ELSEWHERE = {"matplotlib": "matplotlib-base"}
"""What conda-forge calls otherwise; all else in small letters."""


def test_the_recipe_asks_for_what_the_package_asks_for() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    recipe = yaml.safe_load((REPOSITORY / "packaging/conda/recipe.yaml").read_text("utf-8"))
    asked = {ELSEWHERE.get(one.name, one.name.lower()): str(one.specifier)
             for one in map(Requirement, project["dependencies"])}  # fmt: skip
    python, *run = recipe["requirements"]["run"]
    given = dict(line.split() if " " in line else (line, "") for line in run)
    assert given == asked
    assert python == "python >=${{ python_min }}"
    context = recipe["context"]
    assert f">={context['python_min']}" == project["requires-python"]
    assert context["version"] == project["version"]
    assert recipe["build"]["python"]["entry_points"] == [
        f"{name} = {place}" for name, place in project["scripts"].items()
    ]
