"""The wheel's class: what ``course new`` lays is copied into the package while it is built.

Everything else of the package is in ``pyproject.toml``. In a repository (also one installed with
``pip install -e``) nothing is copied: ``course.lessons.laid.materials`` finds it where it lies.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

MATERIALS = ("source", "examples", "nbgrader_config.py", "Kelas UMKM.bat", "Kelas UMKM.command")


class BuildWithClass(build_py):
    """Builds the package, with a class's materials in ``course/_class``."""

    def run(self) -> None:
        """Build; what an earlier build copied is made anew."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "course", "_class")
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for name in map(Path, MATERIALS):
            if name.is_dir():
                ignored = shutil.ignore_patterns(".*", "__pycache__")
                shutil.copytree(name, target / name, ignore=ignored)
            else:
                shutil.copy(name, target)


setup(cmdclass={"build_py": BuildWithClass})
