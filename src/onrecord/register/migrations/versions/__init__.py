# SPDX-License-Identifier: Apache-2.0
"""One module a revision. A revision that was released is never changed."""
