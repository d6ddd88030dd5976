# SPDX-License-Identifier: Apache-2.0
"""The file ``register.db``: opened, brought up to date, read and written in transactions.

1. A register of this version opens without Alembic; an older one is brought up to date first, in one
   transaction; a newer one, or another program's file, is refused untouched.
2. Every transaction is one of two kinds: ``reading`` cannot write, whatever it is asked
   (``PRAGMA query_only``); ``writing`` takes the write lock at its start, so it never fails half-way
   for somebody else's lock.
3. What SQLite refuses becomes one of onrecord's errors. No error and no log carries a value: values
   are words of documents.
4. On a medium that cannot be written or is full, the file is read as it lies there (``immutable``), unless
   a write-ahead log beside it says that it is not complete.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from onrecord.custody import durable
from onrecord.errors import CannotKeep, CaseBusy, NotACase, OnrecordError
from onrecord.register import migrations

PATIENCE = 5.0
"""Seconds to wait for another process's write to end before CaseBusy."""

OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with it (https://www.sqlite.org/stricttables.html)."""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_REFUSED = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}
_NO_ROOM = {"SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP"}
"""What SQLite says where the disk has no room for the file that it shares between processes (``-shm``)."""
_CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}

_MAKE_ANEW = (
    "Put register.db aside and run: onrecord read --case CASE. Or bring the case back from a backup into a new folder "
    "with: onrecord restore"
)


class Register:
    """An open register file. Close it, or use it in a ``with`` block."""

    def __init__(self, path: Path, engine: sa.Engine, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = engine

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False) -> Self:
        """Open a register and bring it up to date.

        With ``create``, one that is not there is made. With ``read_only``, nothing is written: not even an
        older register is brought up to date. Raises NotACase where there is none, or one that this version
        cannot open; CaseBusy; CannotKeep where it must be written and cannot.
        """
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise NotACase(
                f"This Python comes with SQLite {sqlite3.sqlite_version}; onrecord needs 3.37 or newer.",
                "The case was not touched.",
                "Install a newer Python.",
            )
        if (read_only or not create) and not _is_there(path):
            raise NotACase(
                "This case has no register.db.",
                "The evidence is not affected.",
                "Make it with: onrecord read --case CASE",
            )
        with translated():
            engine = _read_only_engine(path) if read_only else _engine(path, CREATE)
        register = cls(path, engine, read_only=read_only)
        try:
            _bring_up_to_date(register)
        except BaseException:
            register.close()
            raise
        return register

    def __enter__(self) -> Self:
        """Give the open register."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file. What was committed is in it; SQLite tidies its log away."""
        self._engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the register and cannot change it."""
        with translated(), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are kept together when the block ends, or not at all.

        Raises CaseBusy where another process writes, CannotKeep where the disk refuses.
        """
        if self.read_only:
            raise CannotKeep("The case is open for reading only.", "Nothing was written.")
        with translated(), self._engine.connect() as connection:
            connection.execution_options(onrecord_writes=True)
            with connection.begin():
                yield connection

    def snapshot(self, destination: Path) -> None:
        """Write a copy of one state of the register, complete in one file, while it may be in use.

        Raises CannotKeep where ``destination`` exists, the disk refuses, or the copy does not check.
        """
        if _is_there(destination):
            raise CannotKeep("There is a file already where the copy of the register should go.", "Nothing was done.")
        temporary = destination.with_name(destination.name + ".new")
        with durable.keeping(reported_stays=False):
            durable.remove(temporary)
            try:
                with translated():
                    self._copy_to(temporary)
                durable.flush_file(temporary)
                temporary.replace(destination)
                durable.flush_folder(destination.parent)
            finally:
                durable.remove(temporary)

    def _copy_to(self, path: Path) -> None:
        source = self._engine.raw_connection()
        try:
            with contextlib.closing(sqlite3.connect(path)) as target:
                assert isinstance(source.driver_connection, sqlite3.Connection)  # noqa: S101  # as _connect made it
                source.driver_connection.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
                (answer,) = target.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            source.close()
        if answer != "ok":
            raise damaged()


# --- connections ---------------------------------------------------------------------------------

CREATE = "mode=rwc"
SHARED = "mode=rw"
"""For reading beside others. SQLite takes a file that may not be written as read-only by itself."""
AS_IT_LIES = "mode=ro&immutable=1"
"""For a medium on which SQLite cannot put its lock files."""


PRAGMAS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # INSERT OR REPLACE would otherwise delete behind the triggers' back
    "trusted_schema = OFF",  # a register may come from somebody else
    "cell_size_check = ON",
    "cache_size = -16000",  # kB: the upper levels of every index of a case of 10,000 documents
)


def _is_there(path: Path) -> bool:
    with durable.keeping(reported_stays=False):
        return path.exists()


def _uri(path: Path, query: str) -> str:
    """Give SQLite's spelling of a path (https://www.sqlite.org/uri.html); a network share has two more slashes."""
    uri = path.resolve().as_uri()
    if not uri.startswith("file:///"):
        uri = "file:////" + uri.removeprefix("file://")
    return f"{uri}?{query}"


def _connect(path: Path, query: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        _uri(path, query), uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if query == CREATE:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _engine(path: Path, query: str) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://", creator=lambda: _connect(path, query), poolclass=sa.pool.QueuePool, hide_parameters=True
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("onrecord_writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _read_only_engine(path: Path) -> sa.Engine:
    try:
        _connect(path, SHARED).close()
    except sqlite3.OperationalError as error:
        no_room = getattr(error, "sqlite_errorname", "") in _NO_ROOM
        log = path.with_name(path.name + "-wal")
        is_complete = not log.exists() or not log.stat().st_size
        if _code(error) not in _CLOSED and not (no_room and is_complete):
            raise
        if not is_complete:
            raise NotACase(
                "The register was copied while it was being written, onto a medium that cannot be written.",
                "What it holds is not complete as it lies there.",
                "Copy the whole case to a disk that can be written, and open it there.",
            ) from None
        return _engine(path, AS_IT_LIES)
    return _engine(path, SHARED)


# --- versions ------------------------------------------------------------------------------------


def _revision(connection: sa.Connection) -> str | None:
    """Say which revision the register is; None for a file without any table. Raises NotACase for others."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        return None
    if "alembic_version" in tables:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
        if len(found) == 1 and found[0] in migrations.REVISIONS:
            return str(found[0])
        if len(found) == 1:
            raise NotACase(
                "This case was last opened by a newer onrecord than this one.",
                "Nothing was touched. The evidence can still be checked with: onrecord verify",
                "Install the newer version to open it.",
            )
    raise NotACase("The register.db of this case is not onrecord's.", "Nothing was touched.", _MAKE_ANEW)


def _bring_up_to_date(register: Register) -> None:
    with register.reading() as connection:
        revision = _revision(connection)
    if revision == migrations.HEAD:
        return
    if register.read_only:
        raise NotACase(
            "This case was made by an older onrecord and must be brought up to date, but it is open for reading only.",
            "Nothing was touched.",
            "Run: onrecord read --case CASE. On a disk that cannot be written, copy the case to another one first.",
        )
    with register.writing() as connection:
        if _revision(connection) != migrations.HEAD:  # another process may have been quicker
            migrations.upgrade(connection)


# --- errors --------------------------------------------------------------------------------------


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite and the disk refuse into onrecord's errors, none of which carries a value."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _translate(error.orig) from error
    except sqlite3.Error as error:
        raise _translate(error) from error


def _code(error: BaseException | None) -> int:
    """Give the primary result code (https://www.sqlite.org/rescode.html); 0 where there is none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def damaged() -> NotACase:
    """Make the page for a file that holds what onrecord never wrote."""
    return NotACase("The register.db of this case is damaged.", "The evidence beside it is not affected.", _MAKE_ANEW)


def _translate(error: BaseException | None) -> OnrecordError:
    code = _code(error)
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    stays = "Everything reported as kept is still kept; this last step was not written."
    if code in _BUSY:
        return CaseBusy(
            "Another onrecord is writing in this case.", "Nothing was done.", "Wait until it is done, and try again."
        )
    if code in _DAMAGED:
        return damaged()
    if code == sqlite3.SQLITE_FULL or name in _NO_ROOM:
        return CannotKeep("The disk is full.", stays, "Free some space, then run the same command again.")
    if code in _REFUSED:
        return CannotKeep(
            f"The disk did not take the register ({name}).", stays, "Copy the case to another disk, then verify it."
        )
    if code in _CLOSED:
        return CannotKeep(
            f"The register cannot be written here ({name}).",
            stays,
            "Check that the folder is not read-only and belongs to you, or copy the case to another disk.",
        )
    return CannotKeep(
        f"The register refused to take this ({name}).",
        stays,
        "This is a fault of onrecord itself: please report it with this line.",
    )
