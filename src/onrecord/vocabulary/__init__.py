# SPDX-License-Identifier: Apache-2.0
"""The words of the field as data: violations, statement kinds, standards of proof, roles, response types."""
