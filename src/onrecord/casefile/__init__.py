# SPDX-License-Identifier: Apache-2.0
"""Opens a case and walks documents through the stages: what the command line and the web call."""
