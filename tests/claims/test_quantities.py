"""What our grammar reads: a sentence of ours, and the quantities that it states.

Each case names only the fields that it is about; the number of quantities is always checked.
"""

from __future__ import annotations

from typing import Any

import pytest

from synth.claims import read_quantities
from tests.claims.cases import Case, assert_reads, q

NUMBERS: list[Case] = [
    ("The corpus has 1,024 documents.", [q("1024", unit="documents")]),
    ("The corpus has 12,345,678 documents.", [q("12345678")]),
    ("The corpus has 1 024 documents.", [q("1024", unit="documents")]),
    ("The corpus has 1\u2009024 documents.", [q("1024", unit="documents")]),
    ("The corpus has 1\u202f024\u202f000 documents.", [q("1024000")]),
    ("The decoder inserts a third sub-layer over 12 heads.", [q("12", unit="heads")]),
    ("It needs a third of the 12 heads.", [q("0.33", unit="x"), q("12")]),
    ("The kappa was .85 for all pairs.", [q("0.85", text=".85", metric="kappa")]),
    ("The ratio was 0,95 in the trial.", [q("0.95")]),
    ("We measured 1.2e-4 in the last run.", [q("1.2e-4")]),
    ("We measured 3E-04 in the last run.", [q("3e-4")]),
    ("It was trained on 3×10^8 tokens.", [q("3e8", unit="tokens")]),
    ("It was trained on 3 x 10^8 tokens.", [q("3e8", unit="tokens")]),
    ("It was trained on 3 · 10⁸ tokens.", [q("3e8", unit="tokens")]),
    ("The total cost was 10^20 FLOPs.", [q("1e20", unit="FLOPs")]),
    ("We stop at a gradient norm of 10^{-3}.", [q("1e-3")]),
    ("We stop at a gradient norm of 10⁻³.", [q("1e-3")]),
    ("The tables have 2^10 entries.", [q("1024", unit="entries")]),
    ("The score was 81.3^2 on the first split.", [q("81.3", text="81.3")]),
    ("The noise floor lies at -0.3 dB.", [q("-0.3", unit="dB")]),
    ("The noise floor lies at −0.3 dB.", [q("-0.3", unit="dB")]),
    ("The mass is 1.234(5) kg.", [q("1.234", uncertainty="0.005", unit="kg")]),
    ("It covers 12k examples.", [q("12", unit="thousand examples")]),
    ("It covers 12K examples.", [q("12", unit="thousand examples")]),
    ("It has 3.5M parameters.", [q("3.5", unit="million parameters")]),
    ("It has 110 M parameters.", [q("110", unit="million parameters")]),
    ("It has 1.5B parameters.", [q("1.5", unit="billion parameters")]),
    ("It has 1.5 billion parameters.", [q("1.5", unit="billion parameters")]),
    ("It reads 2 trillion tokens.", [q("2", unit="trillion tokens")]),
    ("The set holds 4.5 million sentence pairs.", [q("4.5", unit="million pairs")]),
    (
        "Models of 2B, 8B, and 137B parameters are compared.",
        [
            q("2", unit="billion parameters"),
            q("8", unit="billion parameters"),
            q("137", unit="billion parameters"),
        ],
    ),
    ("A 7B-parameter model was used.", [q("7", unit="billion parameters")]),
]

WORDS: list[Case] = [
    ("The set covers fifteen languages.", [q("15", unit="languages", role="count")]),
    ("The set covers twenty-five languages.", [q("25", unit="languages")]),
    ("The set covers one hundred and five languages.", [q("105", unit="languages")]),
    ("The set covers a dozen languages.", [q("12", unit="languages")]),
    ("Half of the errors vanish.", [q("0.5", unit="x", role="level")]),
    ("One third of the errors vanish.", [q("0.33", unit="x")]),
    ("Two thirds of the errors vanish.", [q("0.67", unit="x")]),
    ("A quarter of the errors vanish.", [q("0.25", unit="x")]),
    ("This gives a twofold speed-up.", [q("2", unit="x", role="ratio")]),
    ("This gives a 10-fold speed-up.", [q("10", unit="x", role="ratio")]),
    ("The new cache doubles throughput in all runs.", [q("2", unit="x", direction="increase")]),
    ("The new cache doubled the throughput.", [q("2", unit="x", direction="increase")]),
    ("The new cache halves the memory.", [q("0.5", unit="x", direction="decrease")]),
    ("It is twice as fast.", [q("2", unit="x")]),
    ("It is three times faster.", [q("3", unit="x", direction="increase")]),
    ("Each run was repeated three times.", [q("3", unit="times", role="setting")]),
    ("It is 2x faster.", [q("2", unit="x", direction="increase")]),
    ("It is 2.5× slower.", [q("2.5", unit="x", direction="decrease")]),
    ("It is 20-30x faster.", [q(None, low="20", high="30", unit="x")]),
    (
        "It is two orders of magnitude cheaper.",
        [q("2", unit="orders of magnitude", role="ratio", direction="decrease")],
    ),
    ("It is an order of magnitude cheaper.", [q("1", unit="orders of magnitude", direction="decrease")]),
    ("The gap is one percent.", [q("1", unit="%")]),
    ("No one knows which one of the two is better.", []),
    ("A zero-shot, one-hot, two-stage method in the first place.", []),
    ("The left and right halves of the figure agree.", []),
    ("We use half-precision and double-blind review.", []),
]

UNITS: list[Case] = [
    ("Accuracy rose by 2.1 percentage points.", [q("2.1", unit="points", role="difference")]),
    ("Accuracy rose by 2.1 percent points.", [q("2.1", unit="points")]),
    ("Accuracy rose by 2.1 pp.", [q("2.1", unit="points")]),
    ("Accuracy rose by 2.1%.", [q("2.1", unit="%", role="difference")]),
    ("Accuracy rose by 2.1% absolute.", [q("2.1", unit="points", role="difference")]),
    ("Accuracy rose by an absolute 2.1%.", [q("2.1", unit="points", role="difference")]),
    ("Accuracy rose by 2.1 points.", [q("2.1", unit="points")]),
    ("Accuracy rose by 2.1 percent.", [q("2.1", unit="%")]),
    ("This is a 12% relative improvement.", [q("12", unit="%", role="ratio", direction="increase")]),
    ("This is a relative improvement of 12%.", [q("12", unit="%", direction="increase")]),
    ("It gains 2.0 BLEU points.", [q("2.0", unit="points", metric="BLEU", role="difference")]),
    ("It gains 2.0 BLEU.", [q("2.0", unit="points", metric="BLEU", role="difference")]),
    ("It reaches 28.4 BLEU.", [q("28.4", unit=None, metric="BLEU", role="level")]),
    ("It reaches 86.9 F1 and 79.1 EM.", [q("86.9", metric="F1"), q("79.1", metric="EM")]),
    ("It reaches 67.4/71.2 F1.", [q("67.4", metric="F1"), q("71.2", metric="F1")]),
    ("It takes 24 hours.", [q("24", unit="h")]),
    ("It takes 35 ms per query.", [q("35", unit="ms")]),
    ("It takes 3.5 days.", [q("3.5", unit="days")]),
    ("It needs 16 GB.", [q("16", unit="GB")]),
    ("It needs 16GB.", [q("16", unit="GB")]),
    ("It needs 512 MiB.", [q("512", unit="MiB")]),
    ("It runs at 4.2 GHz.", [q("4.2", unit="GHz")]),
    ("It runs at 62 tokens/s.", [q("62", unit="tokens/s")]),
    ("It runs at 62 images per second.", [q("62", unit="images/s")]),
    ("The resonance lies at 125.1 GeV.", [q("125.1", unit="GeV")]),
    ("The collisions were recorded at 13 TeV.", [q("13", unit="TeV")]),
    ("The sample was kept at 300 K.", [q("300", unit="K")]),
    ("The sample was kept at 37 °C.", [q("37", unit="°C")]),
    ("The wind blew at 12 km/s.", [q("12", unit="km/s")]),
    ("The tilt was 23.4°.", [q("23.4", unit="°")]),
    ("The layer is 5 m thick.", [q("5", unit="m")]),
    ("The layer is 120 nm thick.", [q("120", unit="nm")]),
    ("It costs 4.1 GFLOPs.", [q("4.1", unit="GFLOPs")]),
    ("It was trained on 8 V100 GPUs.", [q("8", unit="GPUs", role="setting")]),
    ("It was trained on 8 GPUs.", [q("8", unit="GPUs", role="setting")]),
    ("A 12-layer encoder and a 24-hour limit were used.", [q("12", unit="layers"), q("24", unit="h")]),
    ("The chip has 53 qubits.", [q("53", unit="qubits", role="count")]),
    ("We select 18 publicly available datasets.", [q("18", unit="datasets")]),
]

RANGES: list[Case] = [
    ("Scores lie between 71.2 and 73.3.", [q(None, low="71.2", high="73.3", text="between 71.2 and 73.3")]),
    ("Scores of 71.2–73.3 were seen.", [q(None, low="71.2", high="73.3")]),
    ("Scores range from 71.2 to 73.3.", [q(None, low="71.2", high="73.3")]),
    ("Gains of 1% to 12% absolute were seen.", [q(None, low="1", high="12", unit="points")]),
    ("Gains of 9%-19% were seen.", [q(None, low="9", high="19", unit="%")]),
    (
        "Accuracy rises from 71.2 to 73.3.",
        [q("71.2", role="level", direction="increase"), q("73.3", role="level", direction="increase")],
    ),
    (
        "Accuracy drops from 71.8% to 67.7%.",
        [q("71.8", unit="%", direction="decrease"), q("67.7", unit="%", direction="decrease")],
    ),
    ("Accuracy rises from 71.2 to more than 75%.", [q("71.2", unit="%"), q("75", comparator=">", low="75")]),
    ("The chance grows from <1% to 79%.", [q("1", comparator="<", high="1"), q("79", direction="increase")]),
    ("Going from 12k to 15k words helps.", [q("12", unit="thousand words"), q("15", unit="thousand words")]),
    ("Texts have 12k-15k words.", [q(None, low="12", high="15", unit="thousand words")]),
    ("The score is 71.2 ± 0.3.", [q("71.2", uncertainty="0.3")]),
    ("The score is 71.2±0.3%.", [q("71.2", uncertainty="0.3", unit="%")]),
    ("The score is 71.2 +/- 0.3.", [q("71.2", uncertainty="0.3")]),
    ("The score is 71.2% (±0.3).", [q("71.2", uncertainty="0.3", unit="%")]),
    ("The effect is 85.3 (95% CI 84.1–86.5).", [q("85.3", low="84.1", high="86.5")]),
    ("The effect is 85.3 (95% CI: 84.1 to 86.5).", [q("85.3", low="84.1", high="86.5")]),
    ("The effect is 85.3 [84.1, 86.5].", [q("85.3", low="84.1", high="86.5")]),
    ("The weight lies in [0.5, 0.9].", [q(None, low="0.5", high="0.9")]),
    ("It took two to three days.", [q(None, low="2", high="3", unit="days")]),
    (
        "We see 85.3, 86.1 and 87.9% in the runs.",
        [q("85.3", unit="%"), q("86.1", unit="%"), q("87.9", unit="%")],
    ),
]

HEDGES: list[Case] = [
    ("It has over 40 layers in total.", [q("40", comparator=">", low="40", hedge="over", text="over 40")]),
    ("It has more than 40 languages.", [q("40", comparator=">", hedge="more than")]),
    ("It has at least 40 languages.", [q("40", comparator=">=", low="40")]),
    ("It has 500+ languages.", [q("500", comparator=">=", hedge="+")]),
    ("It has 40 or more languages.", [q("40", comparator=">=")]),
    ("It has fewer than 40 languages.", [q("40", comparator="<", high="40")]),
    ("It gains up to 10 points.", [q("10", comparator="<=", high="10", hedge="up to")]),
    ("It has at most 40 languages.", [q("40", comparator="<=")]),
    ("It has about 40 languages.", [q("40", comparator="~", hedge="about")]),
    ("It has roughly 40 languages.", [q("40", comparator="~")]),
    ("It has nearly 40 languages.", [q("40", comparator="~", hedge="nearly")]),
    ("It has ~40 languages.", [q("40", comparator="~", hedge="~")]),
    ("It has ≈ 40 languages.", [q("40", comparator="~")]),
    ("The latency is < 20ms.", [q("20", comparator="<", unit="ms", metric="latency")]),
    ("The error stays below 5%.", [q("5", comparator="<", unit="%")]),
    (
        "It is within 2 points of the large model.",
        [q("2", comparator="<=", unit="points", role="difference")],
    ),
    ("Scores are averaged over 5 runs.", [q("5", comparator="=", unit="runs", role="setting")]),
    (
        "It scores 2.1 points higher than 90.3.",
        [q("2.1", comparator="=", direction="increase"), q("90.3", comparator="=")],
    ),
    ("The result is significant (p < 0.05).", [q("0.05", role="p_value", comparator="<", high="0.05")]),
    ("The result is significant with p = 0.003.", [q("0.003", role="p_value")]),
    ("Fine-tuning on over 1.5B tokens helps.", [q("1.5", comparator=">", unit="billion tokens")]),
]

NOT_QUANTITIES: list[Case] = [
    (text, [])
    for text in (
        "This was shown before [12].",
        "This was shown before [3, 14–16].",
        "This was shown before [DCLT19].",
        "This was shown before [9, Prop. 3.1].",
        "This was shown before (Miller et al., 2019).",
        "This was shown before (Miller and Cho, 2019; Abara, 2020a,b).",
        "Miller et al. (2019) showed this before.",
        "See Table 3 and Figure 2a for more.",
        "See Tables 3, 4 and 5 for more.",
        "See Section 4.2, §3 and Appendix B.1 for more.",
        "By Eq. (5) and Theorem 2.1 the claim follows.",
        "See footnote 3 on page 17.",
        "FIG. 9: the distribution of scores.",
        "GPT-4 and ResNet-50 were compared with BERT-base.",
        "ViT-L/16 and R50x1 were run on an H100.",
        "Llama 2 7B and PaLM 540B were compared.",
        "GPT-3 175B was compared.",
        "Scores on SQuAD 2.0, CoNLL-2003 and ImageNet-1K were compared.",
        "Scores on WMT 2014 and WMT14 were compared.",
        "The top-5 predictions and the top 20/100 passages are kept.",
        "We use 1-gram and n-gram features and 5-shot prompts.",
        "The preprint is arXiv:1911.02116 on the server.",
        "See https://example.org/v2/item?id=42 for code.",
        "See doi:10.1234/abc.5678 for data.",
        "Write to lab42@example.org for data.",
        "We use version 3.11.2 and v2 of the tool.",
        "(1) The first contribution is a corpus.",
        "1. The first contribution is a corpus.",
        "There are two: (1) a corpus and (2) a model.",
        "It was released in 2019.",
        "It was released on 27 January 2024 and on March 3, 2021.",
        "It was released on 2021-03-05.",
        "The state of layer 12 is read out.",
        "The file holds a 3D scan, a 2D map and the 4th sheet.",
        "The CPU is an E5-2690 model.",
        "The state rate follows x^2 + 1 and d^-0.5 exactly.",
        "For all k we have 3k + 2 terms and f(0) = g(1).",
        "We can't say anything about it.",
        "",
    )
]

BOUND: list[Case] = [
    (
        "Zorvex improves XNLI by 1.6 points and PAWS-X by 2.1 points.",
        [
            q("1.6", dataset="XNLI", method="Zorvex", direction="increase", role="difference"),
            q("2.1", dataset="PAWS-X", method="Zorvex", direction="increase", role="difference"),
        ],
    ),
    (
        "Zorvex improves XNLI by 1.6 points and PAWS-X by 2.1 points over mBERT.",
        [q("1.6", dataset="XNLI", baseline="mBERT"), q("2.1", dataset="PAWS-X", baseline="mBERT")],
    ),
    (
        "On XNLI, Zorvex obtains 80.9% accuracy, outperforming mBERT by 14.6 points.",
        [
            q("80.9", unit="%", metric="accuracy", dataset="XNLI", method="Zorvex", role="level"),
            q(
                "14.6",
                dataset="XNLI",
                method="Zorvex",
                baseline="mBERT",
                role="difference",
                direction="increase",
            ),
        ],
    ),
    (
        "XLM-R and mBERT achieve 80.9 and 66.3 on XNLI, respectively.",
        [q("80.9", method="XLM-R", dataset="XNLI"), q("66.3", method="mBERT", dataset="XNLI")],
    ),
    (
        "It scores 85.3, 86.1 and 87.9 on MLQA, XQuAD and XNLI, respectively.",
        [q("85.3", dataset="MLQA"), q("86.1", dataset="XQuAD"), q("87.9", dataset="XNLI")],
    ),
    (
        "BART-X outperforms XLM-100 and mBERT by 10.2% and 14.6% accuracy.",
        [q("10.2", baseline="XLM-100", metric="accuracy"), q("14.6", baseline="mBERT", metric="accuracy")],
    ),
    (
        "The accuracy of mBERT on XNLI is 65.4, compared to 66.3 for XLM.",
        [
            q("65.4", metric="accuracy", dataset="XNLI", method="mBERT"),
            q("66.3", metric="accuracy", dataset="XNLI", method="XLM"),
        ],
    ),
    (
        "XLM-R reaches 75.4 on XNLI, compared to 71.0 before.",
        [q("75.4", method="XLM-R", dataset="XNLI"), q("71.0", method=None)],
    ),
    (
        "The XNLI accuracy decreases from 71.8% to 67.7%.",
        [
            q("71.8", metric="accuracy", dataset="XNLI", method=None),
            q("67.7", metric="accuracy", dataset="XNLI"),
        ],
    ),
    (
        "The word error rate improves by 0.4 points.",
        [q("0.4", metric="word error rate", direction="decrease", role="difference")],
    ),
    (
        "The word error rate degrades by 0.4 points.",
        [q("0.4", metric="word error rate", direction="increase")],
    ),
    (
        "The error rate falls by 20%.",
        [q("20", unit="%", role="difference", direction="decrease", metric="error rate")],
    ),
    (
        "mBERT lags behind XLM-R by 3.1 points.",
        [q("3.1", method="mBERT", baseline="XLM-R", direction="decrease")],
    ),
    (
        "DistilBERT is 60% faster than BERT.",
        [q("60", unit="%", role="ratio", direction="increase", method="DistilBERT", baseline="BERT")],
    ),
    (
        "DistilBERT has 40% fewer parameters than BERT.",
        [q("40", unit="%", role="ratio", direction="decrease", method="DistilBERT", baseline="BERT")],
    ),
    (
        "On SQuAD, DistilBERT is within 3.5 points of BERT.",
        [q("3.5", dataset="SQuAD", method="DistilBERT", baseline="BERT", direction=None)],
    ),
    (
        "It gains 2.1 points on XNLI and 3.0 on MLQA.",
        [
            q("2.1", dataset="XNLI", role="difference"),
            q("3.0", dataset="MLQA", role="difference", unit="points", direction="increase"),
        ],
    ),
    (
        "The scores improve by 2.1 points to 75.4.",
        [q("2.1", role="difference", direction="increase"), q("75.4", role="level", direction=None)],
    ),
    (
        "It scores 87.3 top-1 accuracy on ImageNet-1K and 58.7 box AP on COCO.",
        [
            q("87.3", metric="top-1 accuracy", dataset="ImageNet-1K"),
            q("58.7", metric="box AP", dataset="COCO"),
        ],
    ),
    (
        "It sets a new record on COCO (+2.7 box AP) and ADE20K (+3.2 mIoU).",
        [
            q("2.7", metric="box AP", dataset="COCO", role="difference", direction="increase", unit="points"),
            q("3.2", metric="mIoU", dataset="ADE20K", role="difference", direction="increase"),
        ],
    ),
    (
        "XLM-R (80.9%) beats mBERT (66.3%) on XNLI.",
        [q("80.9", method="XLM-R"), q("66.3", method="mBERT", dataset="XNLI")],
    ),
    (
        "In zero-shot transfer, it reaches 65.0 for Swahili and 71.0 for Urdu.",
        [q("65.0", condition="zero-shot, Swahili"), q("71.0", condition="zero-shot, Urdu")],
    ),
    (
        "It outperforms the previous state of the art by 5.1 points.",
        [q("5.1", baseline="previous state of the art", method=None)],
    ),
    (
        "Zorvex-Large outperforms Akbar et al. (2018) by 2.09 points.",
        [q("2.09", method="Zorvex-Large", baseline="Akbar et al. (2018)")],
    ),
    (
        "Zorvex-X cuts the number of trainable parameters by 10,000 times and the memory by 3 times.",
        [
            q("10000", unit="x", role="ratio", direction="decrease", metric="number of trainable parameters"),
            q("3", unit="x", role="ratio", direction="decrease", metric="memory"),
        ],
    ),
    (
        "T5-large (770M parameters), which achieves 28.9 EM, is far below the 44.5 that RAG-Token achieves.",
        [
            q("770", method="T5-large"),
            q("28.9", method="T5-large"),
            q("44.5", method="RAG-Token", metric="EM"),
        ],
    ),
    (
        "We train with a batch size of 256 and a learning rate of 1e-4 for 24 hours on 8 GPUs.",
        [q(v, role="setting", dataset=None, method=None) for v in ("256", "1e-4", "24", "8")],
    ),
    ("We set N = 6 and dropout to 0.1.", [q("6", role="setting"), q("0.1", role="setting")]),
    (
        "For addition and subtraction it reaches 88.4% and 73.8%, respectively.",
        [q("88.4", dataset="addition"), q("73.8", dataset="subtraction")],
    ),
    (
        "EM/F1 reach 67.4/71.2 on SQuAD.",
        [q("67.4", metric="EM", dataset="SQuAD"), q("71.2", metric="F1", dataset="SQuAD")],
    ),
    ("It does well on average and reaches 70.1.", [q("70.1", dataset=None, method=None)]),
    ("It does well and, as we said, this reaches 70.1.", [q("70.1", dataset=None, method=None)]),
    (
        "While mBERT gets 60.2, XLM-R gets 70.1.",
        [q("60.2", method="mBERT"), q("70.1", method="XLM-R")],
    ),
]

UNSAID_AND_SHARED: list[Case] = [
    ("Training takes three and a half days.", [q("3.5", unit="days", text="three and a half days")]),
    ("It ran for two and a half hours.", [q("2.5", unit="h")]),
    ("Some one and a half million pairs remain.", [q("1.5", unit="million pairs")]),
    ("We collected five-hundred labels.", [q("500", unit="labels")]),
    ("The corpus holds hundreds of documents.", [q("100", low="100", comparator=">=", unit="documents")]),
    ("It saves a half of the memory.", [q("0.5", unit="x", direction="decrease")]),
    ("A quarter of a million sentences were used.", [q("0.25", unit="million sentences")]),
    ("It takes 1 1/2 hours to run.", [q("1.5", unit="h", text="1 1/2 hours")]),
    ("It holds 2/3 of the mass.", [q("0.67", unit="x")]),
    # Fractions of a formula state nothing.
    ("The bound holds for 1/2 ≤ m and all n.", []),
    ("Let x = 1/2 and y be real.", []),
    # PDFs put spaces into powers; a list of hyper-parameters is no list of scores.
    (
        "Learning rate 2e - 3, weight decay 1e -4, random seeds 0, 42, 43.",
        [q(v, role="setting", metric=None) for v in ("2e-3", "1e-4", "0", "42", "43")],
    ),
    ("The chamber was kept at 75% relative humidity.", [q("75", text="75%", unit="%", role="level")]),
    ("Samples were dried for 48 hours in the dark.", [q("48", role="setting")]),
    ("The ratio falls between 0.1% and 1% for most.", [q(None, low="0.1", high="1", role="level")]),
    # A slash pair shares unit, sign and role.
    (
        "It gains 2.9 F1 / 0.2 EM points over mBERT.",
        [
            q("2.9", metric="F1", unit="points", role="difference"),
            q("0.2", metric="EM", unit="points", role="difference"),
        ],
    ),
    (
        "Alder-T gains +2.8 BLEU/+2.2 chrF on XNLI.",
        [q("2.8", metric="BLEU", dataset="XNLI"), q("2.2", metric="chrF", dataset="XNLI", role="difference")],
    ),
    ("mBERT gains +1.5%/1.4% in these runs.", [q("1.5", role="difference"), q("1.4", role="difference")]),
    # Members of a coordination share their role.
    (
        "It brings a gain of 32% to the answers on XNLI and 28% on MLQA.",
        [q("32", role="difference", dataset="XNLI"), q("28", role="difference", dataset="MLQA")],
    ),
    (
        "The gain is 4.1% for French, while this number is 2.5% for German.",
        [q("4.1", role="difference", condition="French"), q("2.5", role="difference", condition="German")],
    ),
    # A gerund phrase is no method, and no name begins in its middle.
    (
        "In the case of XNLI, using the Masked Word Model and Sentence Ranking improves accuracy by 0.4%.",
        [q("0.4", dataset="XNLI", method=None, metric="accuracy")],
    ),
    ("Growing the mBERT model takes 96 hours.", [q("96", method="mBERT")]),
    # An opening adverbial holds for the whole sentence.
    (
        "In the zero-shot setting, mBERT reaches 66.3% on XNLI, whereas XLM-R reaches 79.2%.",
        [q("66.3", condition="zero-shot"), q("79.2", condition="zero-shot", dataset="XNLI", method="XLM-R")],
    ),
    (
        "With only 10% of the training tiles, mBERT reaches 70.6% accuracy, whereas XLM-R stops at 61.8%.",
        [
            q("10", role="setting"),
            q("70.6", condition="With only 10% of the training tiles"),
            q("61.8", condition="With only 10% of the training tiles", metric="accuracy", method="XLM-R"),
        ],
    ),
    # What a method improves from is not its own value.
    (
        "On XNLI, XLM-R improves accuracy from 66.3 to 79.2 over mBERT.",
        [q("66.3", method="mBERT", dataset="XNLI"), q("79.2", method="XLM-R", dataset="XNLI")],
    ),
    ("The accuracy of mBERT on XNLI falls to 64.2%.", [q("64.2", method="mBERT", dataset="XNLI")]),
    (
        "XLM-R outperforms the best mBERT model trained at length 384 (84.2%).",
        [q("384", role="setting"), q("84.2", method="mBERT")],
    ),
    (
        "By accuracy, mBERT reaches 79.5% and XLM-R 80.1% on XNLI.",
        [q("79.5", method="mBERT"), q("80.1", method="XLM-R", metric="accuracy")],
    ),
    # A value reported by others is not the paper's own.
    (
        "mBERT reaches 75.4% on XNLI, not the 78.4% reported before.",
        [q("75.4", method="mBERT", condition=None), q("78.4", method=None, condition="reported before")],
    ),
    # A relation is no score of what it relates; a standard error is no error rate.
    ("The correlation between size and accuracy on XNLI is 0.93.", [q("0.93", metric="correlation")]),
    ("The gain has a standard error of 0.6 points.", [q("0.6", metric=None)]),
    # Pre-training data is not what is tested on.
    ("With XNLI pre-training, mBERT reaches 53.5 mIoU on FogSet.", [q("53.5", dataset="FogSet")]),
]

CASES = NUMBERS + WORDS + UNITS + RANGES + HEDGES + NOT_QUANTITIES + BOUND + UNSAID_AND_SHARED


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_reads(text: str, expected: list[dict[str, Any]]) -> None:
    assert_reads(text, expected)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Sharing the heads adds 0.9 BLEU.", "increase"), ("Sharing the heads costs 0.9 BLEU.", "decrease")],
)
def test_what_a_change_brings_or_takes_is_a_difference(text, direction):
    """Cause: read as a level, it could not go the other way than the source says."""
    (quantity,) = read_quantities(text)
    assert (quantity.role, quantity.direction) == ("difference", direction)
