"""A Java function's package stands on the class path as the jar that it is.

MiniStack unpacks it at the first invocation. Ours is an exploded jar of 20,000 files: that takes from five seconds to
minutes on a busy machine, while a caller waits, and AWS makes nobody wait for it. A package with jars in ``lib/`` is
still unpacked. What is lost: the package's files cannot be read as files under LAMBDA_TASK_ROOT.
"""

import functools
import hashlib
import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import ministack.services.lambda_svc as lambda_service

from local_aws.mending import replace

JAR = "package.jar"


def install() -> None:
    replace(lambda_service, "_provided_runtime_code_dir", _as_jar)


def remove_all() -> None:
    """Removes all packages: the next server would not trust them anyway."""
    shutil.rmtree(lambda_service._PROVIDED_CODE_CACHE, ignore_errors=True)


def _as_jar(original: Any) -> Any:
    def code_dir(code: bytes) -> str:
        digest = _digest(code)
        known = lambda_service._provided_code_dirs.get(digest)
        if known and Path(known).is_dir():
            return known
        if _must_be_unpacked(code):
            return original(code)
        folder = Path(lambda_service._PROVIDED_CODE_CACHE, digest)
        with lambda_service._provided_code_lock:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            (folder / JAR).write_bytes(code)
            lambda_service._provided_code_dirs[digest] = str(folder)
        return str(folder)

    return code_dir


@functools.lru_cache(maxsize=16)
def _digest(code: bytes) -> str:
    return hashlib.sha256(code).hexdigest()


def _must_be_unpacked(code: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(code)) as package:
        names = package.namelist()
    return "bootstrap" in names or any(name.startswith("lib/") and name.endswith(".jar") for name in names)
