# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from onrecord.errors import NotACase
from onrecord.register import database, migrations, query
from onrecord.register.database import Register
from onrecord.register.schema import metadata
from onrecord.register.search import search
from register.sample import DENIED, WORDS, document_of, keep

OURS = [table.name for table in metadata.sorted_tables]


def shape(connection: Any) -> dict[str, Any]:
    """All that SQLite knows of our tables, but for the spelling of their definitions."""

    def ask(question: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.execute(question)]

    found: dict[str, Any] = {}
    for table in OURS:
        found[table] = ask(f"PRAGMA table_info({table})")
        found[table, "keys"] = sorted(ask(f"PRAGMA foreign_key_list({table})"), key=str)
        found[table, "kind"] = [row[3:] for row in ask(f"PRAGMA table_list({table})")]
        for _, index, unique, origin, partial in ask(f"PRAGMA index_list({table})"):
            found[table, index] = (unique, origin, partial, ask(f"PRAGMA index_info({index})"))
    definitions = ask("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')")
    for name, sql in definitions:
        if name in OURS or sql.startswith("CREATE"):
            conditions = re.findall(r"CHECK \(.*?\)\)?|WHERE .*|DEFERRABLE[A-Z ]*", sql)
            if name in OURS or any(f" ON {table} " in sql.replace("\n    ", " ") for table in OURS):
                found[name, "conditions"] = [" ".join(one.split()) for one in conditions]
    return found


def test_the_migrations_make_the_tables_that_queries_are_built_from(tmp_path: Path) -> None:
    Register.open(tmp_path / "register.db", create=True).close()
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'built.db'}")
    metadata.create_all(engine)
    engine.dispose()
    with (
        sqlite3.connect(tmp_path / "register.db") as migrated,
        sqlite3.connect(tmp_path / "built.db") as built,
    ):
        assert shape(migrated) == shape(built)
    migrated.close()
    built.close()


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    walked = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(walked)) == migrations.REVISIONS
    assert scripts.get_current_head() == migrations.HEAD


@pytest.fixture
def old_register(tmp_path: Path) -> Path:
    """A register of the first revision, with data in its tables."""
    path = tmp_path / "old.db"
    with Register.open(tmp_path / "new.db", create=True) as register:
        keep(register, document_of(1), document_of(2, "被警方施以酷刑"))
    with sqlite3.connect(path, isolation_level=None) as connection:
        engine = sa.create_engine("sqlite://", creator=lambda: connection, poolclass=sa.pool.StaticPool)
        with engine.begin() as in_transaction:
            migrations.upgrade(in_transaction, "0001")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"ATTACH '{tmp_path / 'new.db'}' AS new")
        for table in OURS:
            connection.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")
        connection.execute("DETACH new")
    connection.close()
    return path


def test_an_older_register_is_brought_up_to_date_with_its_data(old_register: Path) -> None:
    with Register.open(old_register) as register:
        assert [hit.receipt_id for hit in search(register, "ministry")] == ["R-000000000001"]
        assert [hit.receipt_id for hit in search(register, "酷刑")] == ["R-000000000002"]
        assert [hit.snippet for hit in search(register, "workers", within="statements")] == [WORDS[slice(*DENIED)]]
        assert query.counts(register).receipts == 2
        with register.reading() as connection:
            for index in ("text_words", "text_trigrams", "statement_words", "statement_trigrams"):
                assert connection.exec_driver_sql(f"SELECT count(*) FROM {index}_docsize").scalar() is not None


def test_an_older_register_that_may_not_be_written_is_refused_with_the_way_out(old_register: Path) -> None:
    before = old_register.read_bytes()
    with pytest.raises(NotACase, match="brought up to date") as refused:
        Register.open(old_register, read_only=True)
    assert "copy the case" in refused.value.helps
    assert old_register.read_bytes() == before


def test_a_migration_that_fails_leaves_the_register_as_it_was(
    old_register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(old_register) as connection:  # what the last step of the migration cannot stand
        connection.execute("CREATE TABLE statement_trigrams (x)")
    connection.close()
    for _ in range(2):
        with pytest.raises(database.CannotKeep):
            Register.open(old_register)
    with sqlite3.connect(old_register) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    connection.close()
    assert "text_words" not in tables


def test_a_register_of_a_newer_onrecord_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    Register.open(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotACase, match="newer onrecord") as refused:
        Register.open(path, create=True)
    assert "Install the newer version" in refused.value.page()
    assert path.read_bytes() == before


def test_opening_a_current_register_loads_no_alembic(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    Register.open(path, create=True).close()
    program = (
        "import sys, pathlib; from onrecord.register.database import Register; "
        "Register.open(pathlib.Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
