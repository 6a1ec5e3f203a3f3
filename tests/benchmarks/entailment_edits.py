"""Edits of a sentence that keep, turn or unhinge what it says; English scientific prose in general.

Each edit takes a text and a random generator and returns the edited text, or None where it finds
nothing to do. What an edit does to the truth of the result, given the original:

- KEEP: it still follows;
- TURN: the original now contradicts it;
- LOOSEN: it may be true or not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from wordnet import read_wordnet

Edit = Callable[[str, random.Random], str | None]

# Wordings of like meaning, group against opposite group; a form stands at the same place in each
# word of its group, so that grammar survives the exchange.
_VERBS = {
    "up": """increase increases increased increasing|raise raises raised raising|elevate elevates elevated
        elevating|enhance enhances enhanced enhancing|boost boosts boosted boosting|augment augments
        augmented augmenting|amplify amplifies amplified amplifying""",
    "down": """decrease decreases decreased decreasing|reduce reduces reduced reducing|lower lowers lowered
        lowering|diminish diminishes diminished diminishing|lessen lessens lessened lessening|attenuate
        attenuates attenuated attenuating|cut cuts cut cutting""",
    "on": """promote promotes promoted promoting|stimulate stimulates stimulated stimulating|facilitate
        facilitates facilitated facilitating|activate activates activated activating|drive drives driven
        driving|support supports supported supporting|upregulate upregulates upregulated upregulating""",
    "off": """inhibit inhibits inhibited inhibiting|suppress suppresses suppressed suppressing|block blocks
        blocked blocking|repress represses repressed repressing|hinder hinders hindered hindering|impair
        impairs impaired impairing|downregulate downregulates downregulated downregulating""",
    "cause": """cause causes caused causing|induce induces induced inducing|trigger triggers triggered
        triggering|produce produces produced producing|elicit elicits elicited eliciting""",
    "prevent": """prevent prevents prevented preventing|abolish abolishes abolished abolishing|avert averts
        averted averting|preclude precludes precluded precluding""",
    "better": """improve improves improved improving|ameliorate ameliorates ameliorated ameliorating|better
        betters bettered bettering""",
    "worse": """worsen worsens worsened worsening|degrade degrades degraded degrading|harm harms harmed
        harming""",
    "have": """have has had having|possess possesses possessed possessing|exhibit exhibits exhibited
        exhibiting""",
    "lack": "lack lacks lacked lacking",
    "gain": "gain gains gained gaining|acquire acquires acquired acquiring",
    "lose": "lose loses lost losing",
    "fast": "accelerate accelerates accelerated accelerating|speed speeds sped speeding",
    "slow": "delay delays delayed delaying|slow slows slowed slowing|retard retards retarded retarding",
    "beat": """outperform outperforms outperformed outperforming|surpass surpasses surpassed surpassing|exceed
        exceeds exceeded exceeding|beat beats beaten beating""",
    "trail": "underperform underperforms underperformed underperforming|trail trails trailed trailing",
    "show": """show shows shown showing|demonstrate demonstrates demonstrated demonstrating|reveal reveals
        revealed revealing|indicate indicates indicated indicating""",
    "use": "use uses used using|employ employs employed employing|utilize utilizes utilized utilizing",
    "regulate": "regulate regulates regulated regulating|control controls controlled controlling|modulate "
    "modulates modulated modulating",
    "need": "require requires required requiring|need needs needed needing",
}
_WORDS = {
    "more": "higher|greater|larger|elevated|increased|more",
    "less": "lower|smaller|reduced|decreased|less|diminished",
    "rise": "increase in|rise in|elevation of|growth of|gain in",
    "fall": "decrease in|reduction in|decline in|fall in|drop in|loss of",
    "essential": "essential for|required for|necessary for|indispensable for|crucial for|needed for",
    "needless": "dispensable for|not required for|unnecessary for|not needed for",
    "linked": "associated with|linked to|correlated with|related to|connected with",
    "unlinked": "not associated with|unrelated to|independent of|not linked to|uncorrelated with",
    "leads": "leads to|results in|gives rise to|brings about|causes",
    "stops": "prevents|protects against|averts|does not lead to|does not result in",
    "positive": "positively|directly",
    "negative": "negatively|inversely",
    "many": "most|the majority of|a large share of",
    "few": "few|only a minority of|a small share of",
    "all": "all|every one of the|each of the",
    "none": "no|none of the",
    "effective": "effective|beneficial|useful|efficacious",
    "ineffective": "ineffective|useless|not effective|of no benefit",
    "safe": "safe|harmless|well tolerated",
    "unsafe": "unsafe|harmful|poorly tolerated",
    "important": "important|major|key|central|critical",
    "unimportant": "unimportant|minor|negligible",
    "same": "similar to|comparable to|equivalent to|the same as",
    "other": "different from|distinct from|unlike",
    "before": "before|prior to",
    "after": "after|following",
    "early": "early",
    "late": "late",
    "young": "young|younger",
    "old": "old|older",
    "high": "high",
    "low": "low",
    "strong": "strong|pronounced|marked",
    "weak": "weak|slight|modest",
    "rare": "rare|uncommon|infrequent",
    "common": "common|frequent|widespread",
    "short": "short|brief",
    "long": "long|prolonged",
    "present": "presence of",
    "absent": "absence of",
    "sensitive": "sensitive to|susceptible to|vulnerable to",
    "resistant": "resistant to|insensitive to|protected from",
    "upstream": "upstream of",
    "downstream": "downstream of",
    "rapid": "rapidly|quickly|fast",
    "slowly": "slowly|gradually",
    "able": "can|is able to|has the ability to",
    "unable": "cannot|is unable to|fails to",
    "worse_than": "worse than|inferior to",
    "better_than": "better than|superior to",
    "faster": "faster|more quickly",
    "slower": "slower|more slowly",
    "people": "people|individuals|persons|subjects",
    "children": "children|pediatric patients",
    "study": "study|investigation|analysis|work",
    "tumor": "tumor|tumour|neoplasm",
    "death": "mortality|death",
    "survival": "survival",
    "approximately": "approximately|about|around|roughly",
    "also": "furthermore|moreover|in addition|additionally",
}
_OPPOSITE = [
    ("up", "down"), ("on", "off"), ("cause", "prevent"), ("better", "worse"), ("have", "lack"),
    ("gain", "lose"), ("fast", "slow"), ("beat", "trail"), ("more", "less"), ("rise", "fall"),
    ("essential", "needless"), ("linked", "unlinked"), ("leads", "stops"), ("positive", "negative"),
    ("many", "few"), ("all", "none"), ("effective", "ineffective"), ("safe", "unsafe"),
    ("important", "unimportant"), ("same", "other"), ("before", "after"), ("early", "late"),
    ("young", "old"), ("high", "low"), ("strong", "weak"), ("rare", "common"), ("short", "long"),
    ("present", "absent"), ("sensitive", "resistant"), ("upstream", "downstream"), ("rapid", "slowly"),
    ("able", "unable"), ("worse_than", "better_than"), ("faster", "slower"),
    ("death", "survival"),
]  # fmt: skip


def _tables() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return, by form, its synonyms and its opposites."""
    groups: dict[str, list[list[str]]] = {}
    for name, text in _VERBS.items():
        rows = [" ".join(row.split()).split() for row in text.split("|")]
        groups[name] = [[row[place] for row in rows] for place in range(4)]
    for name, text in _WORDS.items():
        groups[name] = [text.split("|")]
    like: dict[str, list[str]] = {}
    unlike: dict[str, list[str]] = {}
    opposite = {**dict(_OPPOSITE), **{b: a for a, b in _OPPOSITE}}
    for name, columns in groups.items():
        for place, column in enumerate(columns):
            for form in column:
                like.setdefault(form, [other for other in column if other != form])
                if name in opposite:
                    unlike.setdefault(form, groups[opposite[name]][place])
    return {form: others for form, others in like.items() if others}, unlike


_LIKE, _UNLIKE = _tables()


def _forms(table: dict[str, list[str]]) -> re.Pattern[str]:
    forms = sorted(table, key=lambda form: (-len(form), form))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b", re.IGNORECASE)


_LIKE_FORMS, _UNLIKE_FORMS = _forms(_LIKE), _forms(_UNLIKE)
_WORD = re.compile(
    r"\b(?!(?:over|here|also|well|such|then|there|both|more|less|most|least|thus|very|even|only|once|above|below|"
    r"with|within|without|this|that|these|those|than|between|during|after|before|were|have|been|into|from|each|"
    r"other|some|many|much|under|being|they|their|which|while|when|where|whereas)\b)[a-z]{4,}\b"
)


def _cased(new: str, old: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _exchange(
    text: str, pattern: re.Pattern[str], table: dict[str, list[str]], rng: random.Random
) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice(table[match.group().lower()])
    return text[: match.start()] + _cased(new, match.group()) + text[match.end() :]


# --------------------------------------------------------------------------- KEEP


def reword(text: str, rng: random.Random) -> str | None:
    """Put a wording of like meaning in the place of one of the text's."""
    return _exchange(text, _LIKE_FORMS, _LIKE, rng)


def reword_from_wordnet(text: str, rng: random.Random) -> str | None:
    """Put a synonym in the place of an adverb, adjective or noun."""
    synonyms = read_wordnet().synonyms
    found = [match for match in _WORD.finditer(text) if match.group() in synonyms]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + rng.choice(synonyms[match.group()]) + text[match.end() :]


_BRACKET = re.compile(r" ?\([^()]{1,80}\)| ?\[[^\[\]]{1,80}\]")
_LEAD = re.compile(
    r"^(?:(?:however|furthermore|moreover|thus|therefore|finally|interestingly|importantly|surprisingly|notably|"
    r"here|in addition|in contrast|in conclusion|additionally|consequently|remarkably|in summary|overall|"
    r"together|conversely|similarly|strikingly|specifically|collectively),? |"
    r"(?:[A-Z]{5,}(?: AND [A-Z]+)?:? )|"
    r"(?:in this (?:study|work|paper|report)|in the present study|here),? |"
    r"(?:[Ww]e|[Oo]ur (?:results|data|findings|study)|[Tt]hese (?:results|data|findings|observations)|"
    r"[Tt]his study|[Tt]he results)(?: also| further| here| now)? "
    r"(?:show|shows|showed|demonstrate|demonstrates|demonstrated|find|found|report|indicate|indicated|suggest|suggests|reveal|"
    r"revealed|provide evidence|conclude|propose|observed)(?:ed)? that )",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",? (?:which|suggesting|indicating|thereby|although|whereas|while|because|with the|including|such as|"
    r"as well as|leading to|resulting in|by|via|through|during|in|among|using|compared with|compared to)\b"
)
_PARTS = re.compile(r"; |, and |, but |, whereas |, while |\. ")
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|may|do|does|did|will|\w{3,}(?:ed|es|ates|izes|ses|s))\b"
)


def _finished(text: str) -> str | None:
    text = text.strip(" ,;:.")
    if len(text.split()) < 5 or not _VERBISH.search(text):
        return None
    return text[0].upper() + text[1:] + "."


def drop_brackets(text: str, rng: random.Random) -> str | None:
    """Leave out what stands in brackets."""
    return _finished(_BRACKET.sub("", text)) if _BRACKET.search(text) else None


def drop_lead(text: str, rng: random.Random) -> str | None:
    """Leave out "However," and "We found that"."""
    match = _LEAD.match(text)
    return _finished(text[match.end() :]) if match else None


def drop_tail(text: str, rng: random.Random) -> str | None:
    """Leave out the last phrase or clause."""
    found = [match for match in _TAIL.finditer(text) if len(text[: match.start()].split()) >= 7]
    return _finished(text[: rng.choice(found[-3:]).start()]) if found else None


def take_part(text: str, rng: random.Random) -> str | None:
    """Take one of the sentence's clauses."""
    parts = [part for part in _PARTS.split(text) if len(part.split()) >= 6 and _VERBISH.search(part)]
    return _finished(rng.choice(parts)) if len(parts) > 1 else None


_ACTIVE = re.compile(
    r"^(?P<subject>(?:[^\s,;:.()]+ ){0,5}[^\s,;:.()]+) (?P<verb>"
    + "|".join(
        form
        for name in (
            "up",
            "down",
            "on",
            "off",
            "cause",
            "prevent",
            "better",
            "worse",
            "regulate",
            "fast",
            "slow",
        )
        for row in _VERBS[name].split("|")
        for form in row.split()[1:2]
    )
    + r") (?P<object>(?:[^\s,;:.()]+ ){0,5}?[^\s,;:.()]+)"
    + r"(?P<rest>(?: (?:in|during|by|via|through|of|with|at|to) [^.]*)?\.?)$",
    re.IGNORECASE,
)
_PARTICIPLE = {row.split()[1]: row.split()[2] for text in _VERBS.values() for row in text.split("|")}


def to_passive(text: str, rng: random.Random) -> str | None:
    """Turn "A inhibits B in C." into "B is inhibited by A in C."."""
    match = _ACTIVE.match(text)
    if match is None or re.search(r"\b(?:that|which|who|and|or|not|is|are|can|may)\b", match["subject"]):
        return None
    subject = match["subject"]
    subject = (
        subject
        if any(c.isupper() or c.isdigit() for c in subject[1:].split(" ")[0])
        else subject[0].lower() + subject[1:]
    )
    verb = _PARTICIPLE[match["verb"].lower()]
    target = match["object"]
    be = "are" if target.endswith("s") else "is"
    return f"{target[0].upper()}{target[1:]} {be} {verb} by {subject}{match['rest']}"


_FRAMES = (
    "It was found that {}", "The authors report that {}", "There is evidence that {}",
    "According to the data, {}", "The study shows that {}", "{}, according to the study",
)  # fmt: skip
_ASSERTIVE = re.compile(
    r"\b(causes|leads to|increases|reduces|improves|prevents|is associated with|results in|decreases)\b"
)
_SOFT = {
    "causes": "may cause", "leads to": "can lead to", "increases": "may increase", "reduces": "can reduce",
    "improves": "may improve", "prevents": "may prevent", "is associated with": "may be associated with",
    "results in": "can result in", "decreases": "can decrease",
}  # fmt: skip


def frame(text: str, rng: random.Random) -> str | None:
    """Say who says it."""
    body = text.rstrip(" .")
    first = body.split(" ")[0]
    if rng.random() < 0.7 or _LEAD.match(text):
        return None
    if not any(c.isupper() or c.isdigit() for c in first[1:]):
        body = body[0].lower() + body[1:]
    said = rng.choice(_FRAMES).format(body)
    return said[0].upper() + said[1:] + "."


def hedge(text: str, rng: random.Random) -> str | None:
    """Say less surely what the text says surely."""
    match = _ASSERTIVE.search(text)
    return text[: match.start()] + _SOFT[match[1]] + text[match.end() :] if match else None


# --------------------------------------------------------------------------- TURN


def turn_wording(text: str, rng: random.Random) -> str | None:
    """Put the opposite in the place of a wording of the text."""
    found = list(_UNLIKE_FORMS.finditer(text))
    if len(found) > 2:
        found = found[:2]
    if not found:
        return None
    match = rng.choice(found)
    if re.search(r"\b(?:not|no)\s+$", text[: match.start()]):
        return None
    new = rng.choice(_UNLIKE[match.group().lower()])
    return text[: match.start()] + _cased(new, match.group()) + text[match.end() :]


def turn_from_wordnet(text: str, rng: random.Random) -> str | None:
    """Put an antonym in the place of an adjective, adverb or noun."""
    antonyms = read_wordnet().antonyms
    found = [match for match in _WORD.finditer(text) if match.group() in antonyms]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + rng.choice(antonyms[match.group()]) + text[match.end() :]


_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|could|may|does|did|has been|have been|will)\b(?! not\b|not\b)"
)
_FINITE = re.compile(
    r"\b(?:"
    + "|".join(
        row.split()[1] for name, text in _VERBS.items() for row in text.split("|") if name not in ("have",)
    )
    + r"|contributes|affects|plays|leads|results|occurs|mediates|contains|depends|binds|interacts|alters"
    + r"|protects|predicts)\b"
)
_BASE = {row.split()[1]: row.split()[0] for text in _VERBS.values() for row in text.split("|")} | {
    "contributes": "contribute", "affects": "affect", "plays": "play", "leads": "lead", "results": "result",
    "occurs": "occur", "mediates": "mediate", "contains": "contain", "depends": "depend", "binds": "bind",
    "interacts": "interact", "alters": "alter", "protects": "protect", "predicts": "predict",
}  # fmt: skip
_DENIED = re.compile(
    r"\b(is|are|was|were|can|could|may|will) not\b|\bcannot\b|\b(does|do|did) not (\w+)\b|"
    r"\bno (significant|evidence|effect|difference|association)\b"
)


def negate(text: str, rng: random.Random) -> str | None:
    """Deny what the text says: "is" to "is not", "inhibits" to "does not inhibit"."""
    if re.search(r"\b(?:not|no|never|cannot|without|neither)\b", text):
        return None
    choices = [match for match in (_AUXILIARY.search(text), _FINITE.search(text)) if match]
    if not choices:
        return None
    match = rng.choice(choices)
    word = match.group()
    if match.re is _AUXILIARY:
        new = {"can": "cannot", "has been": "has not been", "have been": "have not been"}.get(
            word, f"{word} not"
        )
    else:
        new = rng.choice(("does not {}", "fails to {}", "does not {}", "has no tendency to {}")).format(
            _BASE[word]
        )
    return text[: match.start()] + new + text[match.end() :]


def affirm(text: str, rng: random.Random) -> str | None:
    """Take a denial away: "is not" to "is", "did not change" to "did change"."""
    match = _DENIED.search(text)
    if match is None:
        return None
    said = match.group()
    if said == "cannot":
        new = "can"
    elif said.startswith("no "):
        new = {"evidence": "clear evidence", "significant": "a significant"}.get(
            match[4], f"a marked {match[4]}"
        )
    else:
        new = said.replace(" not", "", 1)
    return text[: match.start()] + new + text[match.end() :]


_THAN = re.compile(
    r"(?P<a>\b(?:[\w-]+ ){0,2}[\w-]+) "
    r"(?P<verb>(?:is|are|was|were|had|has|have|showed|performs?|performed) (?:\w+ ){0,3}?"
    r"(?:\w+er|more|less|better|worse|fewer)(?: \w+){0,3}? than) "
    r"(?P<b>(?:in |for |with )?(?:[\w-]+ ){0,2}[\w-]+)"
)
_BEATS = re.compile(
    r"^(?P<a>.{3,60}?) "
    r"(?P<verb>(?:significantly |clearly )?(?:outperforms?|outperformed|surpass(?:es|ed)|exceed(?:s|ed))) "
    r"(?P<b>[^,.;]{3,60}?)(?P<rest>(?: (?:by|on|in|at|for) |[,.;]).*)$"
)


def swap_sides(text: str, rng: random.Random) -> str | None:
    """Exchange what is compared with what."""
    match = _BEATS.match(text)
    if match:
        return f"{match['b'][0].upper()}{match['b'][1:]} {match['verb']} {match['a']}{match['rest']}"
    match = _THAN.search(text)
    if match is None:
        return None
    a, b = match["a"], match["b"]
    return (
        text[: match.start()] + f"{_cased(b, a)} {match['verb']} {a[0].lower() + a[1:]}" + text[match.end() :]
    )


# --------------------------------------------------------------------------- numbers

_NUMBER = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w/]|\.\d|,\d|-\d)")
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
_UNITS = {
    "hours": ("h", "minutes", 60), "days": ("d", "hours", 24), "weeks": ("wk", "days", 7),
    "years": ("yr", "months", 12), "minutes": ("min", "seconds", 60), "km": ("kilometres", "m", 1000),
    "kg": ("kilograms", "g", 1000), "mg": ("milligrams", "μg", 1000),
}  # fmt: skip
_MEASURE = re.compile(r"(?<![\w.,/-])(\d+(?:\.\d+)?) ?(hours|days|weeks|years|minutes|km|kg|mg)\b")
_WRONG_UNIT = {
    "%": (" percentage points", "-fold", " ‰"), "hours": ("minutes", "days"), "days": ("hours", "weeks"),
    "years": ("months", "weeks"), "months": ("years", "weeks"), "weeks": ("days", "months"),
    "minutes": ("hours", "seconds"), "million": ("billion", "thousand"), "billion": ("million",),
    "mg": ("g", "μg"), "kg": ("g",), "km": ("m",), "mm": ("cm",), "GeV": ("TeV", "MeV"),
    "TeV": ("GeV",), "points": ("%",), "times": ("percent",), "seconds": ("minutes",),
}  # fmt: skip
_UNIT = re.compile(
    r"(?<=\d)( ?)(%|hours|days|years|months|weeks|minutes|million|billion|mg|kg|km|mm|GeV|TeV|points|times|"
    r"seconds)(?!\w)"
)
_SHARES = (
    (0.5, "half"),
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
)
_PERCENT = re.compile(r"(?<![\w.,/-])(\d+(?:\.\d+)?) ?(?:%|percent)(?= of\b)")


# Words whose number is a name rather than a quantity: "type 2", "Figure 3", "a P of".
_LABELLED = re.compile(
    r"(?:\b(?:figure|table|type|types|grade|phase|class|stage|helper|chromosome|level|day|week|year|aged?|group|"
    r"sensitive|kinase|cyclase|protein|receptor|isoform|in|since|and|or|to|through|from)|[Pp] ?[<=>]|"
    r"[(\[∼~±=<>])[ -]?$",
    re.IGNORECASE,
)


def _value(written: str) -> float:
    return float(written.replace(",", ""))


def _written_like(value: float, pattern: str) -> str:
    places = len(pattern.split(".")[1]) if "." in pattern else 0
    return f"{value:,.{places}f}" if "," in pattern else f"{value:.{places}f}"


def _pick(text: str, pattern: re.Pattern[str], rng: random.Random) -> re.Match[str] | None:
    found = [match for match in pattern.finditer(text) if not _LABELLED.search(text[: match.start()])]
    return rng.choice(found) if found else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def change_number(text: str, rng: random.Random) -> str | None:
    """State another value: far off, a little off, or with digits exchanged."""
    match = _pick(text, _NUMBER, rng)
    if match is None:
        return None
    old = match[1]
    value = _value(old)
    new = _written_like(
        value * rng.choice((0.3, 0.5, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 2, 3, 10)) + rng.choice((0, 1)), old
    )
    if new == old or abs(_value(new) - value) < 0.04 * abs(value):
        return None
    return _put(text, match, new)


def round_number(text: str, rng: random.Random) -> str | None:
    """State a value less exactly: 33.84 as "about 34", 12 as "twelve"."""
    match = _pick(text, _NUMBER, rng)
    if match is None:
        return None
    old, value = match[1], _value(match[1])
    if "." in old and value >= 2:
        return _put(text, match, f"{rng.choice(('about', 'roughly', 'around', 'approximately'))} {value:.0f}")
    if value >= 100 and "." not in old:
        size = 10 ** (len(str(int(value))) - 2)
        return _put(text, match, f"about {round(value / size) * size:,.0f}")
    if "." not in old and value <= 12 and not re.match(r"-| ?%", text[match.end() :]):
        return _put(text, match, _SMALL[int(value)])
    return None


def _number_between(
    text: str, rng: random.Random, low: float, high: float
) -> tuple[re.Match[str], str, str] | None:
    """Pick a number that no bound is stated of, with a number below it and one above it, written alike."""
    match = _pick(text, _NUMBER, rng)
    if (
        match is None
        or re.search(r"(?:than|least|most|over|under|to|about|[<>=±]) ?$", text[: match.start()])
        or text[match.end() :][:1] == "-"
    ):
        return None
    value = _value(match[1])
    less, more = _written_like(value * low, match[1]), _written_like(value * high + 1, match[1])
    return (match, less, more) if _value(less) < value < _value(more) else None


def bound_number(text: str, rng: random.Random) -> str | None:
    """State a bound that the value meets."""
    found = _number_between(text, rng, 0.9, 1.1)
    if found is None:
        return None
    match, less, more = found
    met = (f"more than {less}", f"at least {match[1]}", f"over {less}", f"less than {more}", f"under {more}")
    return _put(text, match, rng.choice(met))


def break_bound(text: str, rng: random.Random) -> str | None:
    """State a bound that the value does not meet."""
    found = _number_between(text, rng, 0.8, 1.25)
    if found is None:
        return None
    match, less, more = found
    broken = (
        f"less than {less}", f"at most {less}", f"more than {more}", f"at least {more}", f"over {more}",
    )  # fmt: skip
    return _put(text, match, rng.choice(broken))


def share_number(text: str, rng: random.Random) -> str | None:
    """State a percentage as a fraction: "49.2% of" as "about half of"."""
    match = _pick(text, _PERCENT, rng)
    if match is None:
        return None
    value = float(match[1]) / 100
    near = [(share, name) for share, name in _SHARES if abs(share - value) < 0.025]
    if not near:
        return None
    share, name = near[0]
    lead = "about" if abs(share - value) < 0.01 else "nearly" if value < share else "just over"
    return _put(text, match, f"{lead} {name}")


def wrong_share(text: str, rng: random.Random) -> str | None:
    """State a percentage as a fraction that it is not."""
    match = _pick(text, _PERCENT, rng)
    if match is None:
        return None
    far = [name for share, name in _SHARES if abs(share - float(match[1]) / 100) > 0.12]
    return _put(text, match, f"about {rng.choice(far)}") if far else None


def convert_unit(text: str, rng: random.Random) -> str | None:
    """State a measure in another unit: "2 days" as "48 hours"."""
    match = _pick(text, _MEASURE, rng)
    if match is None:
        return None
    short, finer, factor = _UNITS[match[2]]
    if rng.random() < 0.3:
        return _put(text, match, f"{match[1]} {short}")
    return _put(text, match, f"{float(match[1]) * factor:g} {finer}")


def wrong_unit(text: str, rng: random.Random) -> str | None:
    """Keep the digits, change the unit or the scale."""
    match = _pick(text, _UNIT, rng)
    if match is None:
        return None
    return _put(text, match, match[1] + rng.choice(_WRONG_UNIT[match[2]]))


def swap_numbers(text: str, rng: random.Random) -> str | None:
    """Exchange two numbers of the text."""
    found = list(_NUMBER.finditer(text))
    if len(found) < 2:
        return None
    i = rng.randrange(len(found) - 1)
    left, right = found[i], found[i + 1]
    if left[1] == right[1]:
        return None
    return text[: left.start()] + right[1] + text[left.end() : right.start()] + left[1] + text[right.end() :]


# --------------------------------------------------------------------------- LOOSEN

_NAME = re.compile(r"\b(?!I\b|We\b)(?:[A-Za-z]*[A-Z0-9][A-Za-z0-9]*[A-Z0-9][\w+-]*)\b")


def names_of(text: str) -> list[str]:
    """Return what is written as a name: "IL-6", "BRCA1", "ResNet50"."""
    return [
        match.group()
        for match in _NAME.finditer(text)
        if not match.group().isdigit() and not (match.group().isupper() and len(match.group()) > 7)
    ]


def foreign_name(text: str, others: Sequence[str], rng: random.Random) -> str | None:
    """Put another text's name in the place of one of this text's."""
    mine = names_of(text)
    choices = [name for name in others if name not in text]
    if not mine or not choices:
        return None
    old = rng.choice(mine)
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", rng.choice(choices).replace("\\", ""), text)


_CONDITIONS = """in children|in mice|in older adults|in pregnant women|only in severe cases|in smokers|
after surgery|in the absence of treatment|at high doses|in vitro|in zebrafish|during winter|
when given intravenously|on small data sets|in the low-resource setting|within two weeks|
in developing countries|independently of age|in male participants only|at room temperature|
for at least ten years"""
_ADDED = [" ".join(one.split()) for one in _CONDITIONS.split("|")]


def add_condition(text: str, rng: random.Random) -> str | None:
    """Claim it for a condition of which the text says nothing."""
    condition = rng.choice(_ADDED)
    if any(word in text for word in condition.split() if len(word) > 4):
        return None
    return f"{text.rstrip(' .')} {condition}."


def raise_quantifier(text: str, rng: random.Random) -> str | None:
    """Say of all what the text says of some, surely what it says with doubt."""
    for pattern, new in (
        (r"\b[Ss]ome\b", "all"),
        (r"\b(?:may|might|could) ", ""),
        (r"\b[Mm]any\b", "all"),
        (r"\bcan\b", "always will"),
    ):
        if re.search(pattern, text):
            made = re.sub(pattern, new, text, count=1)
            return made[0].upper() + made[1:]
    return None


KEEP: tuple[Edit, ...] = (
    reword, reword, reword, reword_from_wordnet, drop_brackets, drop_lead, drop_tail, take_part, to_passive,
    to_passive, frame, hedge, round_number, bound_number, share_number, convert_unit,
)  # fmt: skip
TURN: tuple[Edit, ...] = (
    turn_wording, turn_wording, turn_wording, turn_from_wordnet, negate, negate, affirm, affirm, swap_sides,
    swap_sides, change_number, break_bound, wrong_share, wrong_unit, swap_numbers,
)  # fmt: skip
LOOSEN: tuple[Edit, ...] = (add_condition, raise_quantifier)


def apply(edits: Sequence[Edit], text: str, times: int, rng: random.Random) -> str | None:
    """Apply that many of the edits, in random order; None if not even one does anything."""
    done = 0
    for edit in rng.sample(list(edits), len(edits)):
        made = edit(text, rng)
        if made is not None and made != text:
            text, done = made, done + 1
        if done == times:
            break
    return text if done else None
