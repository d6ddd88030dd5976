# SPDX-License-Identifier: Apache-2.0
"""Taking a thing in: what kind it is by its content, what is inside it, and the limits."""
