"""Languages by their codes: tables print "sw" or "swh_Latn" where a sentence says Swahili."""

from __future__ import annotations

__all__ = ["LANGUAGES", "LANGUAGE_NAMES"]

_LANGUAGES = """
    af afr afrikaans; sq sqi albanian; amh amharic; ar arb ara arabic; hy hye armenian; asm assamese; ay
    aym aymara; az aze azerbaijani; eu eus basque; bel belarusian; bn ben bengali; bg bul bulgarian; my
    mya burmese; ca cat catalan; zh zho chinese; hr hrv croatian; cs ces czech; da dan danish; nl nld
    dutch; en eng english; eo epo esperanto; et est estonian; fi fin finnish; fr fra fre french; gl glg
    galician; ka kat georgian; de deu ger german; el ell greek; gn grn guarani; gu guj gujarati; ht hat
    haitian; ha hau hausa; he heb hebrew; hi hin hindi; hu hun hungarian; isl icelandic; ig ibo igbo; id
    ind indonesian; ga gle irish; it ita italian; ja jpn japanese; jv jav javanese; kn kan kannada; kk
    kaz kazakh; km khm khmer; ko kor korean; lao lao; lat latin; lv lav latvian; lt lit lithuanian; mk
    mkd macedonian; ms zsm msa malay; ml mal malayalam; mr mar marathi; mn mon mongolian; ne npi nep
    nepali; no nob nor norwegian; ory odia; fa pes fas persian; pl pol polish; pt por portuguese; pa pan
    punjabi; qu quy que quechua; ro ron romanian; ru rus russian; sr srp serbian; sd snd sindhi; sin
    sinhala; sk slk slovak; sl slv slovenian; som somali; es spa spanish; sun sundanese; sw swh swa
    swahili; sv swe swedish; tl tgl tagalog; ta tam tamil; te tel telugu; th tha thai; bo bod tibetan;
    tr tur turkish; uk ukr ukrainian; ur urd urdu; ug uig uyghur; vi vie vietnamese; cy cym welsh; xh
    xho xhosa; yo yor yoruba; zu zul zulu
"""
"""Codes of ISO 639-1 and 639-3 and the language's English name; tables print the codes. Codes that are
English words ("is", "or") are left out."""
LANGUAGES = {code: codes[-1] for line in _LANGUAGES.split(";") for codes in [line.split()] for code in codes}
LANGUAGE_NAMES = frozenset(LANGUAGES.values())
