# SPDX-License-Identifier: Apache-2.0
import pytest

from onrecord.model import Speaker
from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.hidden_speakers import hidden_speaker, is_spoken_of
from reading.statements.english.building import text_of


@pytest.mark.parametrize(
    ("cue", "spoken_of"),
    [
        ("were accused of", True),
        ("has been repeatedly accused of", True),
        ("stands accused of", True),
        ("was also charged with", True),
        ("was told", True),
        ("accused", False),
        ("was quoted as saying", False),
        ("is worried", False),
        ("was convinced", False),
    ],
)
def test_the_subject_of_a_passive_does_not_speak(cue: str, spoken_of: bool) -> None:
    assert is_spoken_of(cue) is spoken_of


@pytest.mark.parametrize(
    ("cue", "speaker"),
    [
        ("was formally charged with", Speaker("authorities", "state")),
        ("faces two separate charges of", Speaker("authorities", "state")),
        ("were found guilty of", Speaker("court", "court")),
        ("was convicted of", Speaker("court", "court")),
        ("was accused of", None),
        ("is said to", None),
        ("charging that", None),
    ],
)
def test_only_authorities_charge_and_only_courts_convict(cue: str, speaker: Speaker | None) -> None:
    assert hidden_speaker(cue) == speaker


def test_whoever_is_named_speaks() -> None:
    text = text_of("Oskar Lind was charged by the Tarn prosecutor with theft.")
    names = [one.speaker.name if one.speaker else None for one in read_document(text, encoded=0).attributions]
    assert names == ["Tarn prosecutor"]
