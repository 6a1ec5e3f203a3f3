"""Reports about papers that do not exist, built like real ones: offsets count, flows add up.

`sample_report()` is what a run usually gives; `small_report()` is the least; `large_report(n)` and
`hostile_report()` are the extremes.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from synth.identity import content_id
from synth.report import compose, write_findings
from synth.types import (
    CellRef,
    Claim,
    Comparison,
    ComparisonCell,
    Conflict,
    CriterionScore,
    DatabaseQuery,
    Draft,
    Evidence,
    Facet,
    Flow,
    IncludedPaper,
    Independent,
    JudgedClaim,
    Panel,
    Paper,
    PaperDecision,
    Quantity,
    QueryRun,
    Question,
    Report,
    Review,
    RunRecord,
    SearchPlan,
    Verdict,
)

QUESTION = "Does adapter tuning improve zero-shot transfer on GlyphNLI and ToneQA?"

TITLES = (
    (
        "2501.00101",
        2,
        "Adapters Cross the River: Zero-Shot Transfer with Small Modules",
        ("Ada Brook", "Jürgen Müßig"),
    ),
    (
        "2501.00202",
        1,
        "Ἀνάγνωσις και μεταφορά: Greek and Latin under One Tokenizer",
        ("Ελένη Παπαδάκη", "Bo Li"),
    ),
    ("2502.00303", 1, "零样本跨语言迁移的适配器方法 for GlyphNLI", ("王小明", "李娜", "佐藤 花子")),
    ("2502.00404", 3, "Перенос без примеров: How Far Do β₂-Regularised Adapters Go?", ("Иван Петров",)),
    (
        "2503.00505",
        1,
        "🚀 ToneQA: A Benchmark of Spoken-Style Questions 👩‍🔬",
        ("Zoë Ångström", "Nguyễn Văn Đức"),
    ),
    (
        "hep-th/0005057",
        1,
        "Bounds of the Form ∑ᵢ xᵢ² ≤ ε·√n for Low-Rank Updates",
        ("Łukasz Wójcik", "Søren Ørsted"),
    ),
    ("2503.00707", 1, "Full Fine-Tuning Is Not Dead", ("Ann O'Neil", "Kim van der Berg", "P. Ito", "Q. Ro")),
    (
        "2504.00808",
        1,
        "A Survey of تعلم الآلة and למידת מכונה: Right-to-Left Scripts in Transfer",
        ("Layla Haddad",),
    ),
)

METHODS = ("RiverAdapter", "GlyphBERT", "TideXL", "FullTune")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paper's text in the making."""

    paper_id: str
    version: int | None
    parts: list[str]

    @property
    def length(self) -> int:
        return sum(len(part) for part in self.parts)

    def add(self, sentence: str) -> int:
        """Append a sentence; return its offset."""
        if self.parts:
            self.parts.append(" ")
        start = self.length
        self.parts.append(sentence)
        return start


def quantity(quote: str, shown: str, start: int, **fields) -> Quantity:
    """A quantity at its place in the quote."""
    at = quote.index(shown)
    return Quantity(text=shown, start=start + at, end=start + at + len(shown), **fields)


def paper_of(index: int, **changes) -> Paper:
    id, version, title, authors = TITLES[index]
    fields = {
        "id": id,
        "version": version,
        "database": "arxiv",
        "title": title,
        "authors": authors,
        "abstract": "An abstract that no report may copy.",
        "published": f"2025-0{1 + index // 2}-1{index}",
        "updated": f"2025-0{2 + index // 2}-1{index}",
        "categories": ("cs.CL",),
        "pdf_url": f"https://export.example.org/pdf/{id}v{version}",
        "page_url": f"https://export.example.org/abs/{id}v{version}",
        "status": "fine",
    }
    return Paper(**{**fields, **changes})


def claim_of(text: Text, quote: str, page: int, quantities, *, start: int | None = None, **fields) -> Claim:
    start = text.add(quote) if start is None else start
    made = tuple(quantity(quote, shown, start, **rest) for shown, rest in quantities)
    defaults = {"where": "text", "section": "Results", "relevance": 0.7, "asserts": "own"}
    return Claim(
        id=content_id("claim", [text.paper_id, text.version, start, quote]),
        paper_id=text.paper_id,
        version=text.version,
        quote=quote,
        page=page,
        start=start,
        end=start + len(quote),
        quantities=made,
        **{**defaults, **fields},
    )


def evidence_of(claim: Claim, **changes) -> Evidence:
    fields = {
        "paper_id": claim.paper_id,
        "version": claim.version,
        "page": claim.page,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
    }
    return Evidence(**{**fields, **changes})


def verdict_of(claim: Claim, label: str = "supported", confidence: float = 0.94) -> Verdict:
    if label == "unjudged":
        return Verdict.unjudged("no_subject", "The number has no subject that could be looked for.")
    rest = (1 - confidence) / 2
    order = ("supported", "refuted", "not_found")
    reasons = {"supported": ("value_equal",), "refuted": ("value_differs",), "not_found": ("no_passage",)}
    words = {
        "supported": "Table 2 gives the same value for the same method and data set.",
        "refuted": "Table 2 gives 64.1 for the same method and data set.",
        "not_found": "No other passage of the paper speaks of this quantity.",
    }
    evidence = evidence_of(claim, page=4, cell=CellRef(row="RiverAdapter", column="GlyphNLI avg"))
    return Verdict(
        label=label,
        confidence=confidence,
        probabilities=tuple(confidence if name == label else rest for name in order),
        reasons=reasons[label],
        explanation=words[label],
        evidence=() if label == "not_found" else (evidence,),
    )


def _claims(texts: list[Text]) -> list[Claim]:
    claims = []
    for i, text in enumerate(texts):
        method = METHODS[i % 4]
        level = f"{65.4 + i * 1.7:.1f}" if i not in (0, 1) else "65.4"
        gain = f"{1.6 + 0.7 * i:.1f}"
        base = {"method": method, "dataset": "GlyphNLI", "metric": "accuracy", "unit": "%"}
        claims.append(
            claim_of(
                text,
                f"{method} reaches {level} % accuracy on GlyphNLI, a gain of {gain} points over FullTune.",
                1,
                [
                    (f"{level} %", {**base, "value": level}),
                    (
                        f"{gain} points",
                        {
                            **base,
                            "value": gain,
                            "unit": "points",
                            "role": "difference",
                            "direction": "increase",
                            "baseline": "FullTune",
                        },
                    ),
                ],
                where="abstract",
                section="Abstract",
                relevance=0.95,
            )
        )
        f1 = f"{58.0 + i * 2.3:.1f}"
        claims.append(
            claim_of(
                text,
                f"On ToneQA we obtain an F1 of {f1} ± 0.4 with {method}, against {float(f1) - 2:.1f} for "
                "the baseline.",
                3 + i % 2,
                [
                    (
                        f"{f1} ± 0.4",
                        {
                            "value": f1,
                            "uncertainty": "0.4",
                            "metric": "F1",
                            "dataset": "ToneQA",
                            "method": method,
                        },
                    ),
                    (
                        f"{float(f1) - 2:.1f}",
                        {
                            "value": f"{float(f1) - 2:.1f}",
                            "metric": "F1",
                            "dataset": "ToneQA",
                            "method": "FullTune",
                        },
                    ),
                ],
                relevance=0.9,
            )
        )
        claims.append(
            claim_of(
                text,
                "Ng et al. [12] report that GlyphBERT scores 65.4 on GlyphNLI (zero-shot).",
                2,
                [
                    (
                        "65.4",
                        {
                            "value": "65.4",
                            "metric": "accuracy",
                            "dataset": "GlyphNLI",
                            "method": "GlyphBERT",
                            "condition": "zero-shot",
                            "unit": "%",
                        },
                    )
                ],
                asserts="reported",
                cites=("[12]",),
                section="Related work",
                relevance=0.6,
            )
        )
        claims.append(
            claim_of(
                text,
                f"It was trained on {8 * (i + 1)} GPUs for about 3.5 days, over 1,024 steps with β₂ = 0.98 "
                "and α ≤ 10⁻³.",
                5,
                [
                    (f"{8 * (i + 1)} GPUs", {"value": str(8 * (i + 1)), "unit": "GPUs", "role": "setting"}),
                    (
                        "about 3.5 days",
                        {
                            "value": "3.5",
                            "unit": "days",
                            "comparator": "~",
                            "hedge": "about",
                            "role": "setting",
                        },
                    ),
                    ("1,024 steps", {"value": "1024", "unit": "steps", "role": "setting"}),
                ],
                asserts="setting",
                section="Experimental set-up",
                relevance=0.2,
            )
        )
        claims.append(
            claim_of(
                text,
                f"Training is {2 + i * 0.5:.1f}x faster than full fine-tuning, and memory falls from 16 GB "
                f"to {11 - i * 0.5:.1f} GB; "
                "the difference is significant (p < 0.01) for languages that the tokenizer segments "
                "poorly, such as "
                "those with rich morphology, where a word is split into as many as seven pieces on average.",
                6,
                [
                    (
                        f"{2 + i * 0.5:.1f}x faster",
                        {
                            "value": f"{2 + i * 0.5:.1f}",
                            "unit": "x",
                            "role": "ratio",
                            "metric": "training speed",
                            "direction": "increase",
                        },
                    ),
                    ("p < 0.01", {"value": "0.01", "role": "p_value", "comparator": "<"}),
                ],
                relevance=0.5,
            )
        )
        claims.append(
            claim_of(
                text,
                f"Between 40 and {50 + i} languages improve, the rest lose up to 1.2 points.",
                7,
                [
                    (
                        f"40 and {50 + i} languages",
                        {
                            "value": None,
                            "low": "40",
                            "high": str(50 + i),
                            "unit": "languages",
                            "role": "count",
                        },
                    ),
                    (
                        "up to 1.2 points",
                        {
                            "value": "1.2",
                            "unit": "points",
                            "comparator": "<=",
                            "hedge": "up to",
                            "role": "difference",
                            "direction": "decrease",
                        },
                    ),
                ],
                relevance=0.55,
            )
        )
    return claims


def _judge(claims: list[Claim]) -> tuple[JudgedClaim, ...]:
    odd = {7: ("refuted", 0.88), 16: ("not_found", 0.71), 22: ("unjudged", 0.0), 35: ("refuted", 0.64)}
    judged = []
    for i, claim in enumerate(claims):
        label, confidence = odd.get(i, ("supported", 0.9 + (i % 10) / 100))
        supports = (evidence_of(claims[(i + 6) % len(claims)]),) if i % 6 == 2 else ()
        contradicts = (evidence_of(claims[(i + 6) % len(claims)]),) if i == 8 else ()
        judged.append(
            JudgedClaim(
                claim=claim,
                verdict=verdict_of(claim, label, confidence),
                independent=Independent(supports=supports, contradicts=contradicts),
            )
        )
    return tuple(judged)


def _comparison(claims: list[Claim], dataset: str, metric: str, role: str) -> Comparison:
    cells = []
    for claim in claims:
        for q in claim.quantities:
            if (q.dataset, q.metric, q.role) == (dataset, metric, role) and q.method and q.value:
                cells.append(
                    ComparisonCell(
                        method=q.method,
                        paper_id=claim.paper_id,
                        version=claim.version,
                        value=q.value,
                        unit=q.unit,
                        claim_id=claim.id,
                        page=claim.page,
                        condition=q.condition,
                        is_own=claim.asserts == "own",
                    )
                )
    cells.sort(key=lambda cell: (cell.method, cell.paper_id, cell.claim_id))
    change = {"direction": "increase", "baseline": "FullTune"} if role == "difference" else {}
    return Comparison(dataset=dataset, metric=metric, role=role, cells=tuple(cells), **change)


def _reviews() -> Panel:
    def review(name: str, concern: str, *scores: tuple[str, float, str]) -> Review:
        marks = tuple(CriterionScore(criterion=c, score=s, reason=r) for c, s, r in scores)
        return Review(reviewer=name, concern=concern, scores=marks)

    reviews = (
        review(
            "clarity",
            "Whether a reader can trace every statement.",
            ("every claim has a page", 10.0, "All 48 claims carry a page."),
            ("quotes are complete", 9.0, "One quote of 48 runs over a page break."),
        ),
        review(
            "coverage",
            "Whether the question is answered in all its parts.",
            (
                "every facet of the question is answered",
                8.5,
                "Claims mention 4 of 5 facets: adapter tuning, transfer, GlyphNLI, ToneQA.",
            ),
            ("enough papers answer it", 7.0, "8 papers, of which 6 give an own result."),
        ),
        review(
            "fidelity",
            "Whether the numbers are those of the papers.",
            (
                "share of judged claims supported",
                9.4,
                "44 of 47 judged claims are supported in their source.",
            ),
        ),
        Review(
            reviewer="independence",
            concern="Whether the sources are many and balanced.",
            failure="division by zero in the share of authors",
        ),
    )
    return Panel(reviews=reviews, score=8.9, spread=0.61, agreement=0.43)


def build(
    papers: list[Paper],
    texts: list[Text],
    claims: list[Claim],
    *,
    question: str = QUESTION,
    judged: tuple[JudgedClaim, ...] | None = None,
    with_comparisons: bool = True,
    panel: Panel | None = None,
) -> tuple[Report, dict[str, tuple[str, tuple[int, ...]]]]:
    """A report and the texts that it quotes."""
    asked = Question(text=question)
    judged = _judge(claims) if judged is None else judged
    comparisons, conflicts = (), ()
    if with_comparisons:
        triples = (
            ("GlyphNLI", "accuracy", "level"),
            ("GlyphNLI", "accuracy", "difference"),
            ("ToneQA", "F1", "level"),
        )
        comparisons = tuple(
            c for c in (_comparison(claims, *triple) for triple in triples) if len(c.cells) > 1
        )
        pair = [claims[7], claims[31]] if len(claims) > 31 else []
        pair = [claims[13], claims[37]] if len(claims) > 37 else pair
        if pair:
            conflicts = (
                Conflict(
                    subject="F1 of TideXL on ToneQA",
                    claim_ids=tuple(c.id for c in pair),
                    values=tuple(c.quantities[0].value for c in pair),
                    likely_reason="model_size",
                    explanation="One paper trains the base model, the other the large one.",
                ),
            )
    n = len(papers)
    decisions = [
        PaperDecision(paper=p, outcome="included", relevance=0.95 - 0.05 * i if i < 10 else 0.4)
        for i, p in enumerate(papers)
    ]
    others = (
        (
            "2505.01001",
            "A Study of Rivers in Norway",
            "excluded",
            "off_topic",
            "Shares no facet with the question.",
        ),
        ("2505.01002", "Adapters for Vision", "excluded", "off_topic", "Speaks of images, not of text."),
        (
            "2505.01003",
            "A Withdrawn Note on Transfer",
            "not_retrieved",
            "withdrawn",
            "The authors withdrew it on 3 May 2025.",
        ),
        (
            "2505.01004",
            "Scanned Proceedings of 1987",
            "excluded_full_text",
            "scanned",
            "The PDF has pictures of pages and no text.",
        ),
        (
            "2505.01005",
            "Tokenizers without Numbers",
            "excluded_full_text",
            "no_numbers",
            "No numeric claim was found in it.",
        ),
    )
    decisions += [
        PaperDecision(
            paper=Paper(
                id=id,
                version=1,
                database="arxiv",
                title=title,
                page_url=f"https://export.example.org/abs/{id}v1",
            ),
            outcome=outcome,
            reason=reason,
            detail=detail,
            relevance=0.2,
        )
        for id, title, outcome, reason, detail in others
    ]
    flow = Flow(
        identified=(("arxiv", n + 12),),
        duplicates=7,
        screened=n + 5,
        excluded_by_reason=(("off_topic", 2),),
        sought=n + 3,
        not_retrieved_by_reason=(("withdrawn", 1),),
        assessed=n + 2,
        excluded_full_text=(("scanned", 1), ("no_numbers", 1)),
        included=n,
    )
    counts = {p.id: sum(c.paper_id == p.id for c in claims) for p in papers}
    draft = Draft(
        question=asked,
        plan=SearchPlan(
            question=asked,
            facets=(
                Facet(term="adapter tuning", synonyms=("adapters",)),
                Facet(term="GlyphNLI"),
                Facet(term="ToneQA"),
                Facet(term="few-shot"),
            ),
            queries=(DatabaseQuery(database="arxiv", text='abs:"adapter tuning"', limit=50),),
            max_papers=15,
            since="2024-01-01",
        ),
        runs=(
            QueryRun(
                database="arxiv",
                query='(ti:"adapter tuning" OR abs:"adapter tuning") AND all:GlyphNLI '
                "AND (cat:cs.CL OR cat:cs.LG)",
                total=812,
                fetched=n + 4,
            ),
            QueryRun(
                database="arxiv", query='abs:"zero-shot" AND abs:transfer AND all:ToneQA', total=8, fetched=8
            ),
        ),
        flow=flow,
        decisions=tuple(sorted(decisions, key=lambda d: d.paper.id)),
        papers=tuple(
            IncludedPaper(
                paper=p,
                sha256=f"{i:064x}",
                read_from="pdf" if i % 3 else "latex",
                n_pages=8 + i,
                n_claims=counts[p.id],
                warnings=("3 of 12 pages without text",) if i == 3 else (),
            )
            for i, p in enumerate(papers)
        ),
        claims=judged,
        comparisons=comparisons,
        conflicts=conflicts,
        findings=write_findings(judged, comparisons, conflicts, asked, papers=papers),
    )
    record = RunRecord(
        id="run-5f1d9f0c2ab34e77d1a0",
        created="2026-11-21T09:30:00+00:00",
        synth_version="0.1.0",
        settings_digest="0a1b2c3d4e5f60718293",
        models=(("embedder", "all-MiniLM-L6-v2@53aa5117"),),
        timings_s=(("search", 3.25), ("read", 8.5), ("verify", 12.125)),
        requests=21,
    )
    assert not flow.problems()
    whole = {p.versioned_id: ("".join(t.parts), (0,)) for p, t in zip(papers, texts, strict=True)}
    return compose(draft, panel or _reviews(), record), whole


def sample_report() -> tuple[Report, dict[str, tuple[str, tuple[int, ...]]]]:
    """Eight papers, 48 claims, titles in many scripts."""
    papers = [paper_of(i) for i in range(len(TITLES))]
    papers[6] = dataclasses.replace(
        papers[6], journal_ref="J. Invented Res. 4 (2025) 1–20", doi="10.9999/inv.2025.7"
    )
    texts = [Text(paper_id=p.id, version=p.version, parts=[]) for p in papers]
    return build(papers, texts, _claims(texts))


def small_report() -> tuple[Report, dict[str, tuple[str, tuple[int, ...]]]]:
    """One paper from a folder, one loose claim, nothing to compare, a panel that failed."""
    paper = Paper(id="my-notes", version=None, database="folder", title="My notes", status="unknown")
    text = Text(paper_id="my-notes", version=None, parts=[])
    claim = claim_of(
        text,
        "It is 3 times as fast.",
        None,
        [("3 times", {"value": "3", "unit": "x", "role": "ratio"})],
        section=None,
        relevance=None,
    )
    panel = Panel(reviews=(), score=None, spread=None, agreement=None)
    judged = (JudgedClaim(claim=claim, verdict=verdict_of(claim, "unjudged"), independent=Independent()),)
    return build(
        [paper], [text], [claim], question="speed", judged=judged, with_comparisons=False, panel=panel
    )


def large_report(n_claims: int, n_papers: int = 15) -> tuple[Report, dict[str, tuple[str, tuple[int, ...]]]]:
    """As many claims as are wanted, over fifteen papers, for timing and for the cut of the PDF."""
    papers, texts, claims = [], [], []
    for i in range(n_papers):
        papers.append(dataclasses.replace(paper_of(i % 8), id=f"2601.{i:05d}"))
        texts.append(Text(paper_id=papers[-1].id, version=papers[-1].version, parts=[]))
    i = 0
    while len(claims) < n_claims:
        for claim in _claims(texts):
            claims.append(dataclasses.replace(claim, relevance=round((i * 37 % 100) / 100, 2)))
            i += 1
    claims = sorted(claims[:n_claims], key=lambda c: (c.paper_id, c.start))
    return build(papers, texts, claims)


HOSTILE = (
    r"\input{/etc/passwd} \write18{id} ^^5cinput \end{document}",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{7*7}} {% raw %} ((* for x in y *)) ((( 7*7 ))) ((= =))",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example> `code` **bold** | "
    "pipe",
    '=HYPERLINK("http://evil.example","x")',
    "NUL\x00 BEL\x07 RLO\u202egnp.exe\u202c ZWSP\u200b BOM\ufeff LINE\nFEED\r\nTAB\t end",
    "100 % of #1 & $5 _under_ ~tilde^caret \\\\ {open } close}",
    "W" * 10_000,
    "\ue000\uf8ff\U000f0000 private, \u0378 unassigned, e\u0301\u0323 marks, 1\ufe0f\u20e3 keycap, 🇳🇴 flag",
)


def hostile_report() -> tuple[Report, dict[str, tuple[str, tuple[int, ...]]]]:
    """Every string that a stranger may supply is an attack on some format."""
    papers, texts, claims = [], [], []
    for i, attack in enumerate(HOSTILE):
        paper = Paper(
            id=f"../../evil{i}{attack[:20]}",
            version=1,
            database="arxiv",
            title=attack,
            authors=(attack[:200], "and, and"),
            published="2025-01-01",
            categories=(attack[:50],),
            journal_ref=attack[:300],
            doi=attack[:100],
            pdf_url=("javascript:alert(1)", "https://e.example/a%b#c&d_e~f{g}\\h'i\"j)k", None)[i % 3],
            page_url=("javascript:alert(1)", "data:text/html,x", "https://e.example/$x^y")[i % 3],
        )
        papers.append(paper)
        text = Text(paper_id=paper.id, version=1, parts=[])
        texts.append(text)
        fields = {
            "value": "1.5",
            "unit": attack[:40],
            "metric": attack[:60],
            "dataset": attack[:60],
            "method": attack[:60],
            "condition": attack[:60],
        }
        quote = f"{attack} 1.5 units"
        claims.append(
            claim_of(text, quote, 1, [("1.5 units", {**fields, "baseline": attack})], section=attack[:100])
        )
        claims.append(claim_of(text, f"-2+3 {attack} 1.6 units", 2, [("1.6 units", fields)], section=None))
    report, whole = build(
        papers,
        texts,
        claims,
        question="Is " + " ".join(a[:200] for a in HOSTILE) + "?",
        with_comparisons=False,
    )
    cells = tuple(
        ComparisonCell(
            method=HOSTILE[i % 9][:80],
            paper_id=c.paper_id,
            version=1,
            value="1.5",
            unit=HOSTILE[i % 9][:30],
            claim_id=c.id,
            page=1,
            condition=HOSTILE[(i + 1) % 9][:80],
            is_own=True,
        )
        for i, c in enumerate(claims)
    )
    conflict = Conflict(
        subject=HOSTILE[0],
        claim_ids=(claims[0].id, claims[2].id),
        values=("1.5", HOSTILE[2]),
        likely_reason=HOSTILE[3],
        explanation=HOSTILE[1],
    )
    draft = dataclasses.replace(
        report.draft,
        comparisons=(Comparison(dataset=HOSTILE[1], metric=HOSTILE[2], role="level", cells=cells),),
        conflicts=(conflict,),
    )
    return dataclasses.replace(report, draft=draft), whole
