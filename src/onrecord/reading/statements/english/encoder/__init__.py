# SPDX-License-Identifier: Apache-2.0
"""The trained encoder: text into word pieces, windows of them through the network, and its scores into spans."""
