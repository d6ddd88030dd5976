# SPDX-License-Identifier: Apache-2.0
"""onrecord: who said what about which alleged violation, kept so that change shows."""

__version__ = "0.1.0"
