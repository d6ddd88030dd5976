# SPDX-License-Identifier: Apache-2.0
"""How a register of any earlier version becomes one of this version: forward only, in one transaction.

``REVISIONS`` is the whole history in order. It stands here so that opening a current register need
not load Alembic; a test holds it to the files in ``versions``.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

REVISIONS = ("0001", "0002")
HEAD = REVISIONS[-1]


def upgrade(connection: sa.Connection, to: str = HEAD) -> None:
    """Bring the register to revision ``to``, inside the transaction that ``connection`` is in."""
    from alembic import command  # noqa: PLC0415  # 0.1 s, needed only when something changes
    from alembic.config import Config  # noqa: PLC0415  # as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
