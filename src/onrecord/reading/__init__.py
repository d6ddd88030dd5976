# SPDX-License-Identifier: Apache-2.0
"""Saying what is in a document: canonical text, and who said what."""
