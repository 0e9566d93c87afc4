"""Finds the JDK for a Lambda runtime: ``java25`` runs on LAMBDA_JAVA_HOME_25, else on LAMBDA_JAVA_HOME."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from local_aws.settings import CannotStart

PROJECT_RUNTIME = "java25"


class NoJdk(CannotStart):
    """No usable JDK for a runtime."""


def java_for(runtime: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The ``java`` executable for a runtime such as ``java25``. Raises NoJdk when there is none that fits."""
    match = re.fullmatch(r"java(\d+)(?:\.al\d+)?", runtime)
    if not match:
        raise NoJdk(f"{runtime} is not a Java runtime of Lambda.")
    wanted = int(match.group(1))
    variable = f"LAMBDA_JAVA_HOME_{wanted}"
    home = environment.get(variable) or environment.get("LAMBDA_JAVA_HOME")
    if not home:
        raise NoJdk(f"No JDK for {runtime}: set {variable} to the home of a JDK {wanted}.")
    java = Path(home) / "bin" / "java"
    if not os.access(java, os.X_OK):
        raise NoJdk(f"No JDK for {runtime}: {java} cannot be executed; set {variable} to the home of a JDK {wanted}.")
    found = _major_version(Path(home))
    if found is not None and found < wanted:
        raise NoJdk(f"No JDK for {runtime}: {home} is a JDK {found}; set {variable} to the home of a JDK {wanted}.")
    return java


def _major_version(home: Path) -> int | None:
    """The JDK's major version by its ``release`` file; None when it has none."""
    release = home / "release"
    if not release.is_file():
        return None
    match = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8"), re.MULTILINE)
    return int(match.group(1)) if match else None
