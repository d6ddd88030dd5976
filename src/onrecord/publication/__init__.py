# SPDX-License-Identifier: Apache-2.0
"""What may leave: redaction, report, exports."""
