# SPDX-License-Identifier: Apache-2.0
"""The words of the field as data: violations, statement kinds, standards of proof, roles, response types.

The YAML files beside this module are the vocabulary; ``load()`` reads them once into frozen values, and
``matcher()`` finds the trigger words of violations in a text. Adding a violation type is one entry in
``violations.yaml``; the linter in the tests says what is wrong with it.
"""

from __future__ import annotations

from onrecord.vocabulary.loader import load
from onrecord.vocabulary.terms import Vocabulary
from onrecord.vocabulary.triggers import HARM, Hit, TriggerMatcher, matcher, named_acts

__all__ = ["HARM", "Hit", "TriggerMatcher", "Vocabulary", "load", "matcher", "named_acts"]
