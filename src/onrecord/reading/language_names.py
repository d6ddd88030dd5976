# SPDX-License-Identifier: Apache-2.0
"""English names of the languages that the model tells (ISO 639), for sentences that people read."""

from __future__ import annotations

_NAMES: dict[str, str] = dict(
    entry.split("=", 1)
    for entry in (
        "af=Afrikaans;am=Amharic;an=Aragonese;ar=Arabic;as=Assamese;az=Azerbaijani;ba=Bashkir;be=Belarusian;bg=Bulgarian;"
        "bn=Bengali;br=Breton;bs=Bosnian;ca=Catalan;cs=Czech;cy=Welsh;da=Danish;de=German;dz=Dzongkha;el=Greek;"
        "en=English;eo=Esperanto;es=Spanish;et=Estonian;eu=Basque;fa=Persian;fi=Finnish;fo=Faroese;fr=French;"
        "fy=Western Frisian;ga=Irish;gd=Scottish Gaelic;gl=Galician;gu=Gujarati;ha=Hausa;he=Hebrew;hi=Hindi;"
        "hr=Croatian;ht=Haitian Creole;hu=Hungarian;hy=Armenian;id=Indonesian;ig=Igbo;is=Icelandic;it=Italian;"
        "ja=Japanese;jv=Javanese;ka=Georgian;kk=Kazakh;km=Khmer;kn=Kannada;ko=Korean;ku=Kurdish;ky=Kyrgyz;la=Latin;"
        "lb=Luxembourgish;lg=Ganda;ln=Lingala;lo=Lao;lt=Lithuanian;lv=Latvian;mg=Malagasy;mk=Macedonian;"
        "ml=Malayalam;mn=Mongolian;mr=Marathi;ms=Malay;mt=Maltese;my=Burmese;ne=Nepali;nl=Dutch;no=Norwegian;"
        "nb=Norwegian Bokm\u00e5l;nn=Norwegian Nynorsk;oc=Occitan;om=Oromo;or=Odia;pa=Punjabi;pl=Polish;ps=Pashto;"
        "pt=Portuguese;qu=Quechua;ro=Romanian;ru=Russian;rw=Kinyarwanda;sa=Sanskrit;se=Northern Sami;si=Sinhala;"
        "sk=Slovak;sl=Slovenian;sn=Shona;so=Somali;sq=Albanian;sr=Serbian;st=Southern Sotho;sv=Swedish;sw=Swahili;"
        "ta=Tamil;te=Telugu;tg=Tajik;th=Thai;ti=Tigrinya;tk=Turkmen;tl=Tagalog;tr=Turkish;tt=Tatar;ug=Uyghur;uk=Ukrainian;"
        "ur=Urdu;uz=Uzbek;vi=Vietnamese;vo=Volap\u00fck;wa=Walloon;xh=Xhosa;yi=Yiddish;yo=Yoruba;zh=Chinese;zu=Zulu"
    ).split(";")
)


def language_name(code: str) -> str:
    """Give the English name of a language; for one without a name here, its code."""
    return _NAMES.get(code, f"the language with the code {code}")
