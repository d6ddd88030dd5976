# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.model import ReadDocument
from onrecord.publication.redaction import NotReleasable, ensure_releasable, releasable
from publication.sample import document, text_of


def _names(documents: list[ReadDocument]) -> list[str]:
    return [one.receipt.name for one in documents]


def test_a_protected_document_is_left_out_and_the_others_keep_their_order() -> None:
    given = [document("a", text_of("a")), document("b", text_of("b"), protected=True), document("c", text_of("c"))]
    assert _names(releasable(given)) == ["a", "c"]


def test_everything_inside_a_protected_container_is_left_out_however_deep() -> None:
    outer = document("outer.zip", None, receipt="R-1", protected=True)
    inner = document("inner.zip", None, receipt="R-2", parent="R-1")
    leaf = document("leaf.txt", text_of("leaf"), receipt="R-3", parent="R-2")
    assert releasable([leaf, inner, outer]) == []


def test_a_container_known_only_by_its_receipt_protects_what_it_holds() -> None:
    outer = document("outer.zip", None, receipt="R-1", protected=True).receipt
    open_one = document("open.zip", None, receipt="R-2").receipt
    given = [document("a", text_of("a"), parent="R-1"), document("b", text_of("b"), parent="R-2")]
    assert _names(releasable(given, [outer, open_one])) == ["b"]


def test_a_document_whose_container_is_unknown_is_left_out() -> None:
    assert releasable([document("a", text_of("a"), parent="R-GONE")]) == []


def test_a_container_that_holds_itself_is_left_out() -> None:
    one = document("a.zip", None, receipt="R-1", parent="R-2")
    two = document("b.zip", None, receipt="R-2", parent="R-1")
    assert releasable([one, two]) == []


def test_the_same_bytes_and_the_same_text_are_protected_everywhere() -> None:
    secret = document("secret.docx", text_of("She said it."), receipt="R-1", protected=True)
    same_bytes = document("copy.docx", text_of("She said it."), receipt="R-2")
    assert releasable([secret, same_bytes]) == []


def test_what_stands_in_a_copy_of_a_protected_container_is_left_out() -> None:
    secret = document("a.zip", None, receipt="R-1", protected=True)
    copy = document("a.zip", None, receipt="R-2")
    leaf = document("leaf.txt", text_of("leaf"), receipt="R-3", parent="R-2")
    assert releasable([secret, copy, leaf]) == []


def test_empty_texts_are_not_taken_for_copies() -> None:
    given = [document("a", text_of(" "), protected=True), document("b", text_of("  "))]
    assert _names(releasable(given)) == ["b"]


def test_the_last_gate_refuses_a_protected_document_without_naming_it() -> None:
    with pytest.raises(NotReleasable) as refused:
        ensure_releasable([document("secret name.txt", text_of("secret words"), receipt="R-1", protected=True)])
    assert "R-1" in refused.value.page()
    assert "secret" not in refused.value.page()
