# SPDX-License-Identifier: Apache-2.0
"""Making the folder of a case under another name, which only one process may do at a time.

What is made is called by its own name at the very end. Two processes that worked on one unfinished folder would each
tidy away what the other has made, and one of them would give its name to what is left. The folder in which a person
stands cannot be made anew: the shell would go on standing in the old one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from onrecord.errors import BadCall, CaseBusy


@contextmanager
def alone_making(folder: Path) -> Iterator[None]:
    """Hold the place of a folder that is being made.

    Raises CaseBusy where another process holds it, BadCall where it is the folder in which the person stands, OSError.
    """
    folder = folder.resolve()
    if folder == Path.cwd():
        raise BadCall(
            "A case cannot be made in the folder in which you are.",
            helps="Go to the folder above it, and name this one or a new one from there.",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_name(f".{folder.name}.being-made.lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise CaseBusy(
            "Another onrecord is making a case in this place.",
            helps="Wait until it is done, then run the same command again.",
        ) from None
    try:
        yield
    finally:
        if sys.platform != "win32":  # there it removes its file itself
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
