"""Numbers that state nothing: citations, cross-references, years, names, addresses, enumerators.

`mask` blanks them out, character by character, so that offsets stay; what remains is read as
quantities. Every pattern is linear: repetitions are bounded.
"""

from __future__ import annotations

import re

__all__ = ["AUTHOR_YEAR", "BRACKET_CITATION", "MASK", "mask"]

MASK = "\x00"
"""Stands in for every masked character; no pattern of the grammar matches it."""

_NAME = r"[A-Z][\w’'‑–-]{1,40}"
AUTHOR_YEAR = re.compile(
    rf"(?P<authors>{_NAME}(?:,? (?:and|&) {_NAME}| et al\.?|,? {_NAME},? (?:and|&) {_NAME})?(?:['’]s?)?),? ?"
    rf"(?P<year>\((?:19|20)\d\d[a-z]?\)|(?<=al\. )\[\d{{1,3}}\]|(?<=al )\[\d{{1,3}}\]|(?:19"
    rf"|20)\d\d[a-z]?(?=[;,)\]]| and\b))"
)
"""A citation by author and year: "Conneau et al. (2018)", "Lee and Kim, 2019"."""

BRACKET_CITATION = re.compile(
    r"(?<!CI )(?<!CI: )(?<!interval )(?<!range )(?<!∈ )(?<!∈)(?<!between )"
    r"\[(?:(?:[A-Z][A-Za-z+]{0,8}\d{2}[a-z]?|\d{1,3})(?:, (?:[A-Z][a-z]+\.?|p\.|pp\."
    r"|§)[^\[\]]{0,40})?(?:\s?[,;–-]\s?|(?=\])))"
    r"{1,30}\]"
)
"""A citation by number or key: "[12]", "[3, 14–16]", "[DCLT19]", "[9, Prop. 3.1]"."""

_REF_WORD = (
    r"(?:[Tt]able|TABLE|Tab\.|[Ff]igure|FIGURE|FIG\.|Fig\.|[Ss]ection|Sec\.|Sect\.|§"
    r"|[Ee]quation|Eq\.|Eqn\.|[Tt]heorem|Thm\.|[Ll]emma|"
    r"[Pp]roposition|Prop\.|[Cc]orollary|Cor\.|[Dd]efinition|Def\.|[Rr]emark|Example|[Aa]lgorithm|Alg\.|"
    r"[Aa]ppendix|App\.|[Cc]hapter|Chap\.|[Ff]ootnote|[Pp]age|p\.|pp\.|[Ll]ine|[Ll]ayer|[Rr]ow"
    r"|[Cc]olumn|[Ss]tep|[Pp]anel|"
    r"Conjecture|Claim|Problem|Question|Hypothesis|Experiment|Assumption|Condition|Property"
    r"|Observation|Listing|"
    r"[Vv]ersion|Vol\.|vol\.|[Vv]olume|No\.|no\.|Nos\.|Issue|Part|Phase|Stage|Scenario|Task"
    r"|Type|Level|Class|Grade|"
    r"Group|Model|System|Chr|Sample|Site|Hole|Core|Unit|Zone|Supplementary|Box|[Ee]poch|RQ|Aim|Ref\.)"
)
_REF_PLURAL = (
    r"(?:[Tt]ables|Tabs\.|[Ff]igures|Figs\.|[Ss]ections|Secs\.|§§|[Ee]quations|Eqs\.|Eqns\."
    r"|[Tt]heorems|[Ll]emmas|"
    r"[Ll]emmata|[Pp]ropositions|[Cc]orollaries|[Dd]efinitions|[Rr]emarks|Examples"
    r"|[Aa]lgorithms|[Aa]ppendices|"
    r"[Cc]hapters|[Pp]ages|pp\.|[Ll]ines|[Ll]ayers|[Rr]ows|[Cc]olumns|[Ss]teps|Refs\."
    r"|[Vv]ersions|Samples|Sites)"
)
_REF_NO = r"[A-Z]{0,2}\.?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?(?:\([a-z]\))?(?![\d%]|\.\d|,\d{3})"
_EQUATION = (
    r"(?:[Ee]quations?|Eqs?\."
    r"|Eqns?\.)[ \u00a0~]?\(\d{1,3}(?:\.\d{1,2})?[a-z]?\)(?:(?:,?[ ]?(?:and|or|to|–|-"
    r"|,)[ ]?)\(\d{1,3}(?:\.\d{1,2})?[a-z]?\)){0,5}"
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}"
_LETTERS = rf"""
      https?://\S{{1,300}} | www\.\S{{1,300}}
    | (?:doi|DOI):?\s?10\.\d{{4,9}}/\S{{1,120}}
    | arXiv:?\s?(?:preprint\s?arXiv:\s?)?(?:\d{{4}}\.\d{{4,5}}(?:v\d+)?|[a-z-]{{2,12}}/\d{{7}}) | (?:arXiv
      |CoRR),[ ]abs/[\d.]+
    | (?:ISBN|ISSN|CVE|ISO|IEEE|RFC|PMID|PMCID)[:\s-]{{0,2}}[\dXx-]{{3,20}}
    | v\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}(?!\w)
    | {_EQUATION}
    | {_REF_PLURAL}[ \u00a0~]?{_REF_NO}(?:(?:,?[ ]?(?:and|or|to|&|–|-|,)[ ]?|[–-]){_REF_NO}(?![ ]?%
      |[ ]?[A-Za-z]{{3,}}[ ](?:of|on|in))){{0,12}}
    | {_REF_WORD}s?[ \u00a0~]?{_REF_NO}(?:(?:[ ]?(?:&|–)[ ]?
      |[ ]and[ ](?=[A-Z]?\d{{1,2}}(?:\.\d)?[,.;)]?[ ](?!(?:points|percent|languages)))
        |[-/]){_REF_NO}){{0,3}}
    | {_MONTH}\.?[ ](?:\d{{1,2}}(?:st|nd|rd|th)?,?[ ])?(?:19|20)\d\d\b
    | (?:January|February|March|April|June|July|August|September|October|November
      |December)[ ]\d{{1,2}}(?:st|nd|rd|th)?\b(?![.%]\d)
    | (?:top|Top|TOP)[ -]\d{{1,4}}(?:/\d{{1,4}}){{1,3}}\b | (?:top|Top|TOP)[ ]\d{{1,4}}\b(?![.%])
    | [nN]-(?:gram|best|way|hop|NN|D|d|ary)s?\b
"""
_DIGITS = rf"""
      10\.\d{{4,9}}/[^\s]{{1,120}} | \d{{4}}\.\d{{5}}(?:v\d+)?(?!\d)
    | \d{{1,4}}(?:\.\d{{1,4}}){{2,5}}(?![\w%])
    | \d{{1,2}}[ ]{_MONTH}\.?[ ](?:19|20)\d\d\b
    | (?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])(?:[-/](?:0?[1-9]|[12]\d|3[01]))?(?![\w%]|\.\d)
      | \d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d(?![\w%])
    | \d{{1,2}}-(?:gram|best|way|hop|NN|D|d|ary)s?\b | \d{{1,5}}-(?:shot|fold[ ](?:cross|CV|validation))\b
    | \d{{1,4}}[dD](?!\w) | \d{{1,4}}(?:st|nd|rd|th)\b | \d{{1,4}}[A-Z]\d\w{{0,8}}
    | (?<![$])\d{{1,3}}(?:,\d{{1,3}})?['’′"](?![A-Za-z\d])
"""
_BRACKETS = r"""
      (?<=[A-Za-z,.;:)][ ])\(\d{1,2}\)(?=[ ,.;:]) | (?<=[^\w%.][ ])\(\d{1,2}\)$ | (?<=\)[ ])\(\d{1,2}\)$
        | ^\(\d{1,2}\)
"""
# Alternatives are sorted by their first character, so that most places of a text fail at once.
_SPANS = re.compile(
    rf"(?<![\w.])(?:(?=[A-Za-z§])(?:{_LETTERS})|(?=\d)(?:{_DIGITS}))|(?=\()(?:{_BRACKETS})"
    rf"|^\d{{1,2}}[.):][ ](?=[A-Z])",
    re.VERBOSE,
)
_EMAIL = re.compile(r"(?<![\w.])[\w.+-]{1,64}@[\w-]{2,60}\.[\w.-]{2,60}")

# A name and what belongs to it: "SQuAD 2.0", "WMT 2014", "Llama 2", "PaLM 540B", "Llama 2 7B".
_NAMED = re.compile(
    r"(?<![\w.-])(?P<name>[A-Z]?[a-z]{0,9}[A-Z][A-Za-z]{0,20}(?:(?:-[A-Z][A-Za-z]{0,15}){1,3}"
    r"|-\d{1,4}[A-Za-z]?)?|[A-Z][a-z]{2,14}|[A-Z]{2,}[a-z]?(?:-[A-Z\d]\w{0,10})?)"
    r"(?P<sep> |~"
    r"|\u00a0)(?P<number>(?:(?P<version>\d(?:\.\d)?)(?: (?P<sized>\d{1,3}(?:\.\d{1,2})?[MB]))?"
    r"|(?P<size>\d{1,4}(?:\.\d{1,2})?[MB])|(?P<year>(?:19|20)\d\d)))"
    r"(?![\w%]|[.,]\d|[–-]\d|/\d|\s?[%±×])"
)
_NAME_STOP = frozenset(
    """a an the in on of for at by to with from over under than about around nearly almost only all these
    those and or but while when where our we they it this that both each using use used train
    trained top step up down score scores reach reaches at least most approximately roughly another
    other first last next past every some figure table between within after before during until
    since per via across out into are is was were has have had achieve achieves achieved obtain
    obtains obtained averaging respectively around hence thus then given overall however finally
    lastly here there first second third if so such as also not no yes with without more less fewer
    exactly just even still yet combined including excluding further because let total january
    february march april may june july august september october november december version""".split()
)
_METRIC_LIKE = re.compile(
    r"^(?:F-?\d?|EM|BLEU|Bleu|ROUGE(?:-\w)?|Rouge|WER|CER|TER|PPL|FID|AP|mAP|AUC|AUROC|MRR|MAP"
    r"|RMSE|MAE|MSE|MCC|Accuracy|Acc|Perplexity|Recall|Precision|"
    r"PSNR|SSIM|ECE|IoU|mIoU|UAS|LAS|NDCG|nDCG|METEOR|COMET|Score|Average|Avg|CI|SD|SE|IQR"
    r"|Gain|Rank|Adam|LR|GPU|GPUs|TPU|TPUs|CPU|CPUs|Delta|Chance|Achieves|Achieved|"
    r"Using|About|Over|Around|Nearly|Only|Training|Up|R|P|N|K|T|M|L|D|X)$"
)
_COUNTED = re.compile(
    r"(?: |-)(?:(?!as |an? |is |was )[a-z]+ ){0,2}(?:points?|percent|parameters?|params|tokens"
    r"|examples|sentences|words|times|fold|languages|tasks|layers|hours|days|GPUs?|datasets|"
    r"images|pairs|samples|more|less|higher|lower|better|worse|improvement|gains?|absolute"
    r"|relative|BLEU|F1|EM|accuracy|and \d)\b"
)
_YEAR = re.compile(
    r"(?<!\d,)(?<![\w.+\-−–/=<>≤≥~∼≈$])(?!2048)(?:19[5-9]\d|20[0-4]\d)(?:[a-z](?=[,;)\]]))?(?![\w%]"
    r"|,\d{3}|\.\d|[-–]\d{3}|\s?[±×%])|(?<=[–-])(?:19|20)\d\d(?=[)\],.; ])|(?<![\w.])(?:19"
    r"|20)\d\d[–-](?:19|20)?\d\d\b(?!%)"
)
_YEAR_UNIT = re.compile(
    r" (?:[a-z-]+ ){0,1}(?:sentences?|examples?|tokens?|words?|steps|images?|samples?"
    r"|questions|documents|pairs|parameters|hours|days|seconds|minutes|"
    r"points|queries|iterations|updates|epochs|instances|languages|papers|articles|passages"
    r"|words|units|dimensions|hidden|people|participants|"
    r"m|km|s|K|Hz|MHz|GHz|MB|GB|eV|bits|nodes|trials|runs|people|times|events|galaxies|stars"
    r"|cells|neurons|features)\b"
)


def mask(text: str) -> str:
    """Return the text with every number that states nothing replaced by `MASK`, length unchanged."""
    for find in (_reference_spans, _name_spans, _year_spans):
        text = _blank(text, find(text))
    return text


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    parts, last = [], 0
    for start, end in spans:
        parts.append(text[last:start])
        parts.append(MASK * (end - start))
        last = end
    parts.append(text[last:])
    return "".join(parts)


_HEADING = re.compile(r"(?:[1-9]|1[0-2])(?:\.\d{1,2}){1,3}[ ](?=[A-Z]{2,}[ ][A-Z]{2,}\b)")
"""The number of a heading that the reader left at the head of a sentence: "4.1 MODEL SETUP We …"."""


def _reference_spans(text: str) -> list[tuple[int, int]]:
    heading = _HEADING.match(text)
    spans = [heading.span()] if heading is not None else []
    spans += [m.span() for m in BRACKET_CITATION.finditer(text)] if "[" in text else []
    spans += [m.span() for m in _EMAIL.finditer(text)] if "@" in text else []
    spans += [m.span() for m in _SPANS.finditer(text)]
    return _merged(spans)


def _name_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _NAMED.finditer(text):
        name = match["name"]
        if name.lower() in _NAME_STOP or _METRIC_LIKE.match(name):
            continue
        if _COUNTED.match(text, match.end()) and not match["sized"]:
            continue
        if match["version"] and not _looks_like_version(text, match):
            continue
        spans.append(match.span("number"))
    return spans


def _looks_like_version(text: str, match: re.Match[str]) -> bool:
    """Whether "NAME 2" or "NAME 2.0" is a name with its version, not a name and its score."""
    name = match["name"]
    if match["sized"]:
        return True
    is_acronym = any(c.isupper() for c in name[1:])
    if "." in match["version"]:
        return is_acronym or match["version"].endswith(".0") or match["version"].endswith(".5")
    # A capitalised word that opens the sentence is as likely an ordinary one.
    return is_acronym or match.start() > 0


def _year_spans(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _YEAR.finditer(text) if not _YEAR_UNIT.match(text, m.end())]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
