# SPDX-License-Identifier: Apache-2.0
"""The command line: a few lines per command over Casefile."""
