# SPDX-License-Identifier: Apache-2.0
"""Keeping things so that change shows: store, append-only log, Merkle proofs, signed checkpoints, verify."""
