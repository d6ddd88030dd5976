# SPDX-License-Identifier: Apache-2.0
"""One module per file format: bytes to canonical text with a map back."""
