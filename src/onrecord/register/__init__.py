# SPDX-License-Identifier: Apache-2.0
"""The record in SQLite: schema, migrations, the one writer, queries and search.

Nothing is imported here: ``register.codec`` serves exports that need no database. The reading half is
``query.Register`` and ``search.search``; the writing half is ``write``, and nothing else inserts.
"""
