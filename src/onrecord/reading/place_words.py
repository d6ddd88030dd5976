# SPDX-License-Identifier: Apache-2.0
"""Words that stand beside names of places, and what they tell about them. In lower case."""

from __future__ import annotations


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


WITHIN = _words("in at near from inside outside In At Near From Inside Outside")
"""Words after which even a doubtful name is a place's."""

IN_PLACES = WITHIN | _words(
    "to around across throughout into toward towards through via between within over leaving entering visiting"
)
"""Words after which a name is a place's."""

REGION_NOUNS = _words(
    """province provinces region regions state states district districts county counties prefecture prefectures
    governorate oblast krai republic department division valley peninsula highlands island islands archipelago
    territory canton municipality subdistrict delta desert mountains"""
)

SMALL_NOUNS = _words("city town village camp hamlet township settlement suburb neighbourhood neighborhood quarter port")

TELLING_NOUNS = (REGION_NOUNS | SMALL_NOUNS) - _words(
    """provinces regions states districts counties prefectures department division highlands islands mountains port
    quarter"""
)
"""Beside a name that no table knows, nouns that tell that it is a place's."""

PLACE_PEOPLE = _words("mayor governor residents outskirts streets inhabitants suburbs")
"""Before "of" and a name that no table knows, words that tell that it is a place's."""

PLACE_NOUNS = (
    REGION_NOUNS
    | SMALL_NOUNS
    | _words(
        """cities towns villages camps strip airport border autonomous metropolitan metro area people residents
        citizens inhabitants streets outskirts north south east west part parts suburbs capital centre center coast
        bay gulf river lake crisis conflict war"""
    )
)

OFFICES = _words(
    """government governments ministry minister ministers president foreign interior prime defence defense justice
    police army military security parliament supreme high court courts authorities authority embassy ambassador
    national federal public attorney prosecutor prosecutors governor mayor senate cabinet forces armed republic
    kingdom state officials official spokesman spokeswoman spokesperson vice deputy premier chief emir king queen
    prime regime junta navy air guard troops soldiers leader leaders administration council assembly people congress
    office offices constitution"""
)
"""Words of offices and bodies of a state: "the Sudan government", "the government of Sudan"."""

BODIES = _words(
    """bank university church institute association society federation union college school academy museum club
    council journal times league chamber bar foundation diocese bishop archbishop parish order house duke earl
    prince princess baron battle treaty declaration convention accord statute committee network voice radio party
    front movement treason court tribunal hospital synagogue commission confederation"""
)
"""Before "of", words of which a place is a part of a name: "the University of Oxford"."""

MEDIA = _words(
    """post times news tribune herald journal review daily magazine star sun mirror guardian observer chronicle
    gazette examiner telegraph independent today tv radio fc united rovers wanderers"""
)
"""After the name of a place, words that make a newspaper, station or club out of it."""

TITLES = _words(
    """mr mrs ms miss dr prof sir lord lady rev judge sen rep gov gen lt col maj capt sgt st saint sister brother
    father sheikh imam king queen prince princess"""
)

_SENTENCE_WORDS = _words(
    """the a an and or but nor so yet if when while as since because although though after before until unless
    whether that this these those there here where what who whom whose which why how it its he she they we you i his
    her their our your my not no yes all both each every some any many most few several such same other another only
    also even still just then than thus hence now today yesterday tomorrow tonight once again however moreover
    meanwhile instead despite with without within by for of on off under over about against among amid between
    beyond during per like unlike to in at from near around across throughout into inside outside via through is are
    was were be been has have had do does did will would can could may might must shall should said says according
    let one two three four five six seven eight nine ten dozens hundreds thousands millions first second third last
    next former late new old"""
)
_TIMES = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn winter christmas easter ramadan eid"""
)
DIRECTIONS = _words(
    """north south east west northern southern eastern western northeastern northwestern southeastern southwestern
    northeast northwest southeast southwest central upper lower greater inner outer occupied mainland rural downtown"""
)
"""Words between "in" and the name of a place."""

BEFORE_NAMES = _SENTENCE_WORDS | _TIMES | DIRECTIONS
"""Capitalised words beside the name of a place that do not make a longer name of it."""

NEVER_PLACES = (
    BEFORE_NAMES
    | TITLES
    | OFFICES
    | BODIES
    | MEDIA
    | PLACE_NOUNS
    | _words(
        """islamic welfare member nation rogue failed secular jewish muslim christian hindu buddhist catholic
        orthodox sunni shia arab kurdish english latin hebrew swahili hindi urdu mandarin cantonese tamil
        bengali pashto dari farsi detention concentration internment labour labor refugee displaced training
        reeducation re-education summer prison conflict disputed affected restive troubled remote entire whole
        vast wider various neighbouring neighboring internal external special general annual international
        regional local global world european african asian american western latin caribbean pacific atlantic
        mediterranean arctic god allah bible quran koran facebook twitter youtube instagram whatsapp telegram
        tiktok google zoom covid coronavirus islam christianity internet parliament congress senate chapter
        article section paragraph figure table annex part phase stage group brexit nato pride democrats
        republicans labour conservatives microsoft apple amazon human rights freedom peace democracy life
        education health home family office agency bureau department secretary director commissioner reporter
        photo muslims christians jews kurds arabs police army mass group red blue green white black big small
        great good treasury homeland employment infantry criminal press assistant commerce probation
        rehabilitation corrections cloud silicon communist socialist nordic baltic aegean chemistry physics
        europe africa asia america empire revolt uyghur uighur tibetan rohingya kashmiri chechen terrorism
        investigation crime branch infantry cavalry brigade battalion ambush italiano anglophone francophone
        arabic afrikaans sharia
        jan feb mar apr jun jul aug sep sept oct nov dec eurasia scandinavia wordpress linkedin interstate exile spanish
        belt middle circuit"""
    )
)
"""Words that are no names of places, whatever stands beside them."""
