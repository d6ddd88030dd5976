# SPDX-License-Identifier: Apache-2.0
"""Attributed direct quotations in languages that have a table and no reader of their own.

A further language is one table beside the others (see ``spanish.yaml``, which says what stands where) and its line
here; its graded passages go into ``tests/passages/``.
"""

from __future__ import annotations

TABLES: dict[str, str] = {"es-1": "spanish", "fr-1": "french", "ar-1": "arabic"}
"""Reader name to table. A change in what a reader finds is a new number."""
