# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.limits import Limit
from onrecord.reading.formats import decoding, plain
from reading.formats.test_contract import check_map


def read(data: bytes, folder: Path) -> plain.Extraction:
    path = folder / "file"
    path.write_bytes(data)
    return plain.extract(path)


def kinds_of(text: str) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end]) for part in plain.segment_plain(text)]


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not text.startswith("\ufeff"))


@given(ANY_TEXT.map(lambda text: "é" + text), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_offsets_are_offsets_into_the_decoded_file(text: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read(text.encode(encoding), Path(folder)).text
    if "\0" not in text:  # many zeros make it UTF-16 for all that can be known
        assert found.content == text
    check_map(found)


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_a_text_with_a_sound_map(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_map(read(data, Path(folder)).text)


@given(ANY_TEXT, st.sampled_from(["utf-16", "utf-32"]))
def test_a_byte_order_mark_decides(text: str, encoding: str) -> None:
    text = "é" + text  # a zero after the mark of UTF-16 would make it that of UTF-32
    assert decoding.decode(text.encode(encoding)).text == text


def test_line_ends_and_nul_stay_as_they_are(tmp_path: Path) -> None:
    assert read(b"One.\r\n\r\nTwo\0.\rThree.\n", tmp_path).text.content == "One.\r\n\r\nTwo\0.\rThree.\n"


def test_utf16_without_a_mark_is_recognised(tmp_path: Path) -> None:
    words = "The ministry denied it. " * 5
    assert read(words.encode("utf-16-le"), tmp_path).text.content == words
    assert read(words.encode("utf-16-be"), tmp_path).text.content == words


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("El ministerio negó las acusaciones de tortura en la prisión de Peñón.", "cp1252"),
        ("Министерство отрицает обвинения в пытках заключенных", "cp1251"),
        ("Министерство отрицает обвинения в пытках заключенных", "koi8_r"),
        ("نفت الوزارة الاتهامات بالتعذيب في السجن المركزي", "cp1256"),
        ("外交部发言人否认了有关酷刑的指控。这些说法毫无根据。记者询问了被拘留者的情况。", "gb18030"),
        ("Ministerstwo zaprzeczyło zarzutom tortur. Więźniowie byli przetrzymywani bez wyroku.", "cp1250"),
    ],
)
def test_a_guessed_encoding_is_right_and_told_as_a_guess(words: str, encoding: str, tmp_path: Path) -> None:
    text = read(words.encode(encoding), tmp_path).text
    assert text.content == words
    assert "which is a guess" in text.warnings[0]


def test_mixed_encodings_keep_the_good_part_and_mark_the_bad(tmp_path: Path) -> None:
    data = "Año nuevo, señor Núñez. ".encode() * 3 + "mañana".encode("cp1252") + " y después".encode()
    text = read(data, tmp_path).text
    assert text.content == "Año nuevo, señor Núñez. " * 3 + "mañana y después"
    assert [text.content[slice(*part.span)] for part in text.unread if part.span] == ["ñ"]
    assert "1 byte was no UTF-8" in text.warnings[0]


def test_wrapped_lines_are_one_paragraph_and_others_one_each() -> None:
    wrapped = "The ministry denied on Monday that any of\nthe detainees had been beaten in the north\nprison. No more."
    assert len(kinds_of(wrapped)) == 1
    assert len(kinds_of("Q: Were they beaten in the prison?\nA: No.\nQ: Who says so?")) == 3
    assert (
        len(
            kinds_of(
                "The first paragraph of many words, one a line.\nA second.\nThe third is longer than the two before it."
            )
        )
        == 3
    )


def test_a_short_first_line_is_the_title_and_a_sentence_is_not(tmp_path: Path) -> None:
    titled = read(b"Ministry denies report\n\nIt said so on Monday.\n", tmp_path)
    assert titled.metadata.title == "Ministry denies report"
    assert read(b"It said so on Monday.\n\nMore.\n", tmp_path).metadata.title is None
    assert read(b"Only words\n", tmp_path).metadata.title is None
    assert kinds_of("# Title\n\n> quoted\n\n- one\n- two") == [
        ("heading", "# Title"),
        ("quotation", "> quoted"),
        ("list", "- one"),
        ("list", "- two"),
    ]


def test_very_many_paragraphs_are_gathered_and_none_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "SEGMENTS", Limit("paragraphs", 10, "segments", "a test"))
    text = read(b"".join(b"Sentence number %d.\n\n" % number for number in range(95)), tmp_path).text
    check_map(text)
    assert len(text.segments) <= 10
    assert text.segments[0].start == 0
    assert text.content[: text.segments[-1].end].endswith("94.")
    assert "gathered by 16" in text.warnings[0]


def test_one_line_of_twenty_megabytes_is_read_in_little_time(tmp_path: Path) -> None:
    assert len(read(b"word " * 4_000_000, tmp_path).text.segments) == 1
