# SPDX-License-Identifier: Apache-2.0
"""Who said what: readers by language behind one interface."""
