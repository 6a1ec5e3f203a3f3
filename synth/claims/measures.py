"""Names of measures as headers, captions and sentences print them, under the names that the field uses."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["find_measures", "is_lower_better", "is_possible_score", "measure_name", "tidy"]

_NAMES = (
    ("BLEU-1", r"BLEU[-@]?1|B[-@]?1"),
    ("BLEU-2", r"BLEU[-@]?2|B[-@]?2"),
    ("BLEU-3", r"BLEU[-@]?3|B[-@]?3"),
    ("BLEU-4", r"BLEU[-@]?4|B[-@]?4"),
    ("BLEU", r"(?:sacre|multi-)?BLEU(?:[- ]scores?)?"),
    ("GLEU", r"GLEU"),
    ("ROUGE-1", r"ROUGE-?1|R-?1|RG-?1|RF-?1"),
    ("ROUGE-2", r"ROUGE-?2|R-?2|RG-?2|RF-?2"),
    ("ROUGE-L", r"ROUGE-?L|R-?L|RG-?L|RF-?L"),
    ("METEOR", r"METEOR|MTR"),
    ("CIDEr", r"CIDEr(?:-D)?"),
    ("SPICE", r"SPICE"),
    ("SARI", r"SARI"),
    ("Joint goal accuracy", r"joint[- ]goal(?: acc(?:uracy|\.)?)?|goal joint|joint(?: acc(?:uracy|\.))?"),
    ("Request accuracy", r"(?:turn[- ])?requests?(?: acc(?:uracy|\.)?)?"),
    ("Top-1 accuracy", r"top-?1(?: acc(?:uracy|\.)?)?"),
    ("Top-5 accuracy", r"top-?5(?: acc(?:uracy|\.)?)?"),
    ("Top-1 error", r"top-?1[- ]err(?:or|\.)?(?: rate)?"),
    ("Top-5 error", r"top-?5[- ]err(?:or|\.)?(?: rate)?"),
    ("Error", r"(?:test |classification |word )?error(?:s| rates?)?|err\."),
    ("Pixel accuracy", r"pixel acc(?:uracy|\.)?"),
    ("UAS", r"UAS|unlabell?ed attachment scores?"),
    ("LAS", r"LAS|labell?ed attachment scores?"),
    ("EM", r"EM|exact[- ]match(?:es)?(?: scores?| ratio)?"),
    ("Avg F1", r"av(?:era)?g(?:e|\.)?[- ]F-?(?:1|scores?)|CoNLL F1|CoNLL score"),
    ("Macro F1", r"macro[- ](?:average[d]?[- ])?F-?1?(?:[- ]?(?:scores?|measures?))?"),
    ("Micro F1", r"micro[- ](?:average[d]?[- ])?F-?1?(?:[- ]?(?:scores?|measures?))?"),
    ("F0.5", r"F_?\{?0\.5\}?"),
    ("F1", r"F-?_?\{?1\}?(?:[- ]?(?:scores?|measures?))?|F-?(?:scores?|measures?)|F₁|F"),
    ("Precision", r"precision|prec\.|P"),
    ("Recall", r"recall|rec\.|R"),
    ("Smatch", r"SMATCH"),
    ("Perplexity", r"perplexit(?:y|ies)|PPLX?"),
    ("BPC", r"BPC|bits? ?(?:[- ]per[- ]|/ ?)char(?:acter)?s?"),
    ("NLL", r"NLL|negative log[- ]likelihood"),
    ("WER", r"WER|word error rates?"),
    ("CER", r"CER|character error rates?"),
    ("PER", r"PER|phone(?:me)? error rates?"),
    ("MRR", r"MRR|mean reciprocal rank"),
    ("MAP", r"MAP|mean average precision"),
    ("mAP", r"mAP(?:@\[?[\d.:]+\]?)?"),
    ("AP", r"AP|average precision"),
    ("Hits@10", r"(?:hits?|H)@10"),
    ("Hits@3", r"(?:hits?|H)@3"),
    ("Hits@1", r"(?:hits?|H)@1"),
    ("Pass@1", r"pass@1"),
    ("P@1", r"(?:precision|prec|P)@1"),
    ("P@5", r"(?:precision|prec|P)@5"),
    ("P@10", r"(?:precision|prec|P)@10"),
    ("R@1", r"(?:recall|R)@1"),
    ("R@5", r"(?:recall|R)@5"),
    ("R@10", r"(?:recall|R)@10"),
    ("Rank-1", r"rank-?1|r1|CMC-?1"),
    ("NDCG", r"NDCG(?:@\d+)?"),
    ("Pearson", r"pearson(?:'s)?(?: r| correlations?)?(?: coefficients?)?"),
    ("Spearman", r"spearman(?:'s)?(?: rho| ρ| correlations?)?(?: coefficients?)?"),
    ("MCC", r"MCC|matthews correlation(?: coefficient)?"),
    ("AUC", r"(?:PR-|ROC-)?AUC(?:-?ROC)?|AUROC"),
    ("mIoU", r"mIoU|mean IoU|mIU|mean IU"),
    ("IoU", r"IoU"),
    ("Dice", r"dice(?: scores?| coefficients?)?|DSC"),
    ("PSNR", r"PSNR"),
    ("SSIM", r"SSIM"),
    ("FID", r"FID"),
    ("Inception score", r"inception scores?"),
    ("RMSE", r"RMSE"),
    ("MAE", r"MAE"),
    ("MPJPE", r"MPJPE"),
    ("PCKh", r"PCKh(?:@[\d.]+)?"),
    ("Miss rate", r"miss rate|log-average miss rate"),
    ("Accuracy", r"(?:test |mean |classification |tagging )*(?:accurac(?:y|ies)|acc\.?)"),
)
_BARE = frozenset({"Precision", "Recall", "F1", "Rank-1", "Joint goal accuracy", "Request accuracy"})
"""Measures with a spelling, one letter or a common word, that tells them in a header only."""
_BARE_WORDS = re.compile(r"[PRF]|r1|joint|(?:turn[- ])?requests?|err\.|B[-@]?\d|R-?\d|R-?L", re.IGNORECASE)
_SENSITIVE = frozenset({"MAP", "mAP", "AP", "EM", "PER", "LAS", "UAS", "SPICE", "F1"})
"""Measures whose short forms are words or other measures in another case."""
_LOWER = frozenset(
    """Error;Top-1 error;Top-5 error;Perplexity;BPC;NLL;WER;CER;PER;FID;RMSE;MAE;MPJPE;Miss rate""".split(";")
)
_UNBOUNDED = frozenset("Perplexity;CIDEr;FID;RMSE;MAE;MPJPE;NLL;Inception score;WER".split(";"))
_SPACED = re.compile(r"(?<=[\w)]) ?([-@]) ?(?=[\w(])")
_F_1 = re.compile(r"\bF[ _]\{?1\}?(?!\d)")


def tidy(text: str) -> str:
    """Return a header with its words as they are printed: "ROUGE - L", "F 1" and "Acc . ( % )" mended."""
    text = _F_1.sub("F1", _SPACED.sub(r"\1", " ".join(text.split())))
    return re.sub(r"([(\[]) | (?=[.,;:)\]%])", lambda m: m[1] or "", text)


def find_measures(text: str, *, is_header: bool = False) -> tuple[tuple[int, str], ...]:
    """Return the measures that a tidy text names, each with its offset, in order.

    One letter, or a word such as "joint", names a measure only where a header consists of it.
    """
    found = []
    for match in _pattern().finditer(text):
        if _BARE_WORDS.fullmatch(match.group()) and not is_header:
            continue
        found.append((match.start(), _named(match)))
    return tuple(found)


def measure_name(text: str) -> str | None:
    """Return the usual name of a measure that is written by itself; None where it isn't known."""
    match = _pattern().fullmatch(tidy(text))
    return _named(match) if match else None


def is_lower_better(measure: str) -> bool:
    """Whether a measure's improvement is a decrease."""
    return measure in _LOWER


def is_possible_score(value: float, measure: str) -> bool:
    """Whether a measure can take a value; all but a few lie between 0 and 100."""
    highest = float("inf") if measure in _UNBOUNDED else 100.0
    lowest = 1.0 if measure == "Perplexity" else 0.0
    return lowest < value <= highest


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    alternatives = (
        rf"(?P<m{place}>{body if name in _SENSITIVE else f'(?i:{body})'})"
        for place, (name, body) in enumerate(_NAMES)
    )
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(alternatives)})(?![\w@]|-\d)")


def _named(match: re.Match[str]) -> str:
    return _NAMES[int((match.lastgroup or "m0")[1:])][0]
