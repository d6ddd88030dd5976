# SPDX-License-Identifier: Apache-2.0
"""The English reader: rules over quotations, reporting words and clause shapes."""
