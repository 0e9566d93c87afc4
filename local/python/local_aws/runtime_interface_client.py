"""The AWS runtime interface client for Java: its jars, and its native library beside them.

The client would unpack its native library to one fixed temporary path at each start, so that cold starts in parallel
overwrite it under each other and crash. It is unpacked once here, and each JVM is told where it is.
"""

import os
import platform
import zipfile
from pathlib import Path

from local_aws.settings import CannotStart

_ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch_64", "arm64": "aarch_64"}
_COORDINATE = "com.amazonaws:aws-lambda-java-runtime-interface-client"


def native_library(ric_dir: Path) -> Path:
    """The native library beside the folder of jars, unpacked from the client's jar when it is not there yet."""
    client_jar = _client_jar(ric_dir)
    architecture = _ARCHITECTURES.get(platform.machine().lower())
    if platform.system() != "Linux" or architecture is None:
        raise CannotStart(
            f"The runtime interface client has no native library for {platform.system()} on {platform.machine()}:"
            " the local AWS runs on Linux (x86_64, aarch64), a virtual machine with it included."
        )
    name = f"libaws-lambda-jni.linux-{architecture}.so"
    library = ric_dir.parent / name
    if not library.is_file():
        with zipfile.ZipFile(client_jar) as jar:
            unfinished = library.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(jar.read(f"jni/{name}"))
            unfinished.replace(library)
    return library


def _client_jar(ric_dir: Path) -> Path:
    if not ric_dir.is_dir():
        raise CannotStart(f"RIC_DIR names {ric_dir}, which is not a folder. Put the jars of {_COORDINATE} there.")
    jars = sorted(ric_dir.glob("aws-lambda-java-runtime-interface-client-*.jar"))
    if len(jars) != 1:
        raise CannotStart(f"{ric_dir} holds {len(jars)} jars of {_COORDINATE}; exactly one is needed.")
    for needed in ("aws-lambda-java-core-*.jar", "aws-lambda-java-serialization-*.jar"):
        if not any(ric_dir.glob(needed)):
            raise CannotStart(f"{ric_dir} holds no {needed}. Copy {_COORDINATE} with its runtime dependencies there.")
    return jars[0]
