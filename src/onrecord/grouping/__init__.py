# SPDX-License-Identifier: Apache-2.0
"""Pure proposals over statements: allegations, responses, ledger, origins."""
