# SPDX-License-Identifier: Apache-2.0
"""Who must be protected, and what therefore may not leave."""
