# SPDX-License-Identifier: Apache-2.0
"""The same reading over many processes."""
