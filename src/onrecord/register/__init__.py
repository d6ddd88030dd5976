# SPDX-License-Identifier: Apache-2.0
"""The record in SQLite: schema, migrations, the one writer, queries and search."""
