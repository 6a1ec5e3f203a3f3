from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import UsageError
from synth.question import parse_question, plan_search
from synth.question.facets import MAX_FACETS, find_facets, is_name, singular, spellings
from synth.types import Facet, Question
from tests.standin.corpus import corpus_of
from tests.standin.grammar import parse_query
from tests.standin.shelf import row

ROOT = Path(__file__).parent.parent.parent
XNLI = "Does multilingual pre-training improve zero-shot cross-lingual transfer on XNLI and PAWS-X?"


def facet(text: str, term: str) -> Facet:
    (found,) = [one for one in find_facets(text) if one.term == term]
    return found


def core(text: str) -> list[str]:
    return [one.term for one in find_facets(text) if one.is_core]


# ---------------------------------------------------------------------- questions


def test_a_question_is_cleaned() -> None:
    assert parse_question("  Does\tmoss\n grow\u202e?\x00 ") == Question(text="Does moss grow?")


@pytest.mark.parametrize(
    "text", ["", "   ", "\n", "?!", "BERT", "  moss? ", "how much is it", "does it, or not"]
)
def test_what_asks_nothing_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_question(text)
    assert caught.value.exit_code == 2
    assert "synth report" in caught.value.advice


def test_a_pasted_paper_is_refused() -> None:
    with pytest.raises(UsageError, match="characters"):
        parse_question("moss grows " * 300)


def test_a_question_without_spaces_is_one_in_chinese() -> None:
    assert parse_question("苔藓的生长速度是多少").text


# ---------------------------------------------------------------------- facets


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (XNLI, ["multilingual pre-training", "zero-shot cross-lingual transfer", "XNLI", "PAWS-X"]),
        (
            "How much does dense retrieval improve over BM25 in open-domain question answering?",
            ["dense retrieval", "BM25", "open-domain question answering"],
        ),
        (
            "Do vision transformers match convolutional networks on ImageNet?",
            ["vision transformers", "convolutional networks", "ImageNet"],
        ),
        ("How accurate are large language models at arithmetic?", ["large language models", "arithmetic"]),
        ("What's GPT-4's accuracy on GSM8K?", ["GPT-4", "GSM8K"]),
        ("Is vitamin supplementation effective against colds?", ["vitamin supplementation", "colds"]),
        ("DOES BATCH NORMALISATION HELP TRAINING?", ["batch normalisation", "training"]),
        ('Is "attention is all you need" right?', ["attention is all you need", "right"]),
        ("Which mosses, ferns and lichens grow?", ["mosses", "ferns", "lichens"]),
        ("Is ViT-B/16 better than ResNet-50 for moss?", ["ViT-B/16", "ResNet-50", "moss"]),
        ("What are recent advances in moss growth?", ["moss growth"]),
        ("Does climate change affect the sound speed?", ["climate change", "sound speed"]),
        ("Do mosses avoid light, and when do ferns outgrow them?", ["mosses", "light", "ferns outgrow"]),
        ("Do deep mosses scale with rain?", ["deep mosses", "rain"]),
        ("Does scale invariance of moss fade?", ["scale invariance", "moss fade"]),
        ("Does age slow moss?", ["age", "moss"]),
        ("Is the time scale of moss long?", ["time scale", "moss"]),
    ],
)
def test_phrases_end_where_the_subject_ends(text: str, terms: list[str]) -> None:
    assert core(text) == terms


def test_verbs_and_bare_qualities_only_colour_the_question() -> None:
    coloured = [
        one.term
        for one in find_facets("How accurate is it, and does moss improve results?")
        if not one.is_core
    ]
    assert coloured == ["accurate", "improve", "results"]


@pytest.mark.parametrize(
    "name", ["XNLI", "PAWS-X", "BM25", "ImageNet", "mBERT", "GPT-4", "LLMs", "QA", "CIFAR-10"]
)
def test_names_are_kept_to_the_letter(name: str) -> None:
    assert is_name(name)
    assert name in core(f"How good is moss on {name} today?")


@pytest.mark.parametrize("word", ["Moss", "Zero-Shot", "Does", "a", "3D", "2021", "pre-training"])
def test_ordinary_words_are_no_names(word: str) -> None:
    assert not is_name(word)


@pytest.mark.parametrize(
    ("text", "term", "synonym"),
    [
        ("Is NLI hard for moss?", "NLI", "natural language inference"),
        ("Is natural language inference hard for moss?", "natural language inference", "NLI"),
        ("Do LLMs reason about moss?", "LLMs", "large language model"),
        (
            "Does open-domain question answering need moss?",
            "open-domain question answering",
            "open-domain QA",
        ),
        ("Does biomedical question answering need moss?", "biomedical question answering", "biomedical QA"),
        ("Is pre-training on ferns of use?", "pre-training", "pretraining"),
        ("Is cross-garden transfer of use?", "cross-garden transfer", "crossgarden transfer"),
        ("Is fern pretraining of use?", "fern pretraining", "fern pre-training"),
        ("Is fern modelling of use?", "fern modelling", "fern modeling"),
        ("Is fern modeling of use?", "fern modeling", "fern modelling"),
        ("Do vision transformers see moss?", "vision transformers", "ViT"),
        ("Does the bryophyte count index (BCI) rise with rain?", "bryophyte count index", "BCI"),
        ("What is the Hubble constant near moss?", "hubble constant", "H0"),
        (
            "Does chain-of-thought prompting of moss help?",
            "chain-of-thought prompting",
            "step-by-step reasoning prompting",
        ),
    ],
)
def test_other_names_of_a_facet(text: str, term: str, synonym: str) -> None:
    assert synonym in facet(text, term).synonyms


@pytest.mark.parametrize(
    "text",
    [
        "Does zero-shot learning of moss work?",
        "Are open-garden answers right?",
        "Do ferns of high-latitude bogs rot?",
        "Is the state-of-the-art moss green?",
    ],
)
def test_no_form_is_invented(text: str) -> None:
    """Plurals, spaces for hyphens and joined whole words are left to the search engine's index."""
    assert [one.synonyms for one in find_facets(text) if one.is_core and one.synonyms] == []


def test_no_facet_is_its_own_synonym() -> None:
    for one in find_facets(XNLI):
        assert one.term not in one.synonyms
        assert len(set(one.synonyms)) == len(one.synonyms)


def test_an_abstract_gives_a_bearable_number_of_facets() -> None:
    text = ", ".join(f"moss of kind {chr(97 + n)}x" for n in range(26))
    assert len([one for one in find_facets(text) if one.is_core]) == MAX_FACETS


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("studies", "study"),
        ("boxes", "box"),
        ("networks", "network"),
        ("bias", "bias"),
        ("physics", "physics"),
        ("loss", "loss"),
        ("analysis", "analysis"),
        ("gas", "gas"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_spellings_leave_names_alone() -> None:
    assert spellings("PAWS-X") == ()


# ---------------------------------------------------------------------- plans


def test_queries_go_from_narrow_to_broad_and_repeat_nothing() -> None:
    plan = plan_search(Question(text=XNLI), max_papers=15)
    texts = [query.text for query in plan.queries]
    assert 3 <= len(texts) <= 5
    assert len(set(texts)) == len(texts)
    assert [query.is_broad for query in plan.queries] == [False] * 3 + [True] * 2
    assert all(" AND " in query.text for query in plan.queries if not query.is_broad)
    assert " AND " not in texts[-1]
    assert all(1 <= query.limit <= 100 for query in plan.queries)
    assert all(form in texts[0] for form in ('abs:"multilingual pre-training"', '"XNLI" OR abs:"PAWS-X"'))


def test_a_query_names_each_thing_once() -> None:
    """arXiv parts words at hyphens and stems plurals; joined and British spellings it does not know."""
    plan = plan_search(
        Question(text="Do cross-garden behaviour models help fern pre-training?"), max_papers=5
    )
    text = plan.queries[0].text
    for form in ("behaviour", "behavior", "cross-garden", "crossgarden", "pre-training", "pretraining"):
        assert form in text
    assert "cross garden" not in text
    assert "model " not in text


def test_the_only_query_is_no_fallback() -> None:
    assert [
        query.is_broad for query in plan_search(Question(text="Does moss grow?"), max_papers=5).queries
    ] == [False]


def test_names_are_compared_where_nothing_else_is_named() -> None:
    plan = plan_search(Question(text="Is MossNet-3 better than FernNet on BogBench?"), max_papers=5)
    assert plan.queries[0].text == 'all:"MossNet-3" AND all:"FernNet" AND all:"BogBench"'


def test_dates_stand_in_every_query() -> None:
    plan = plan_search(Question(text=XNLI), max_papers=5, since="2020-02-01", until="2021-03-31")
    assert all("submittedDate:[202002010000 TO 202103312359]" in query.text for query in plan.queries)
    for query in plan.queries:
        parse_query(query.text)
    assert (plan.since, plan.until) == ("2020-02-01", "2021-03-31")
    assert (
        "TO 209912312359"
        in plan_search(Question(text=XNLI), max_papers=5, since="2020-02-01").queries[0].text
    )


def test_other_sources_get_the_question_itself() -> None:
    plan = plan_search(Question(text=XNLI), max_papers=5, databases=("demo",))
    assert [(query.database, query.text) for query in plan.queries] == [("demo", XNLI)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"max_papers": 0}, "max-papers is 0"),
        ({"since": "2021-13-01"}, "no day"),
        ({"until": "yesterday"}, "no day"),
        ({"since": "2021-02-01", "until": "2021-01-31"}, "lies after"),
    ],
)
def test_impossible_plans_are_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        plan_search(Question(text=XNLI), **{"max_papers": 5, **changes})  # type: ignore[arg-type]
    assert caught.value.advice


# Grammar, scripts without spaces, symbols and hidden characters between ordinary words.
FRAGMENTS = st.sampled_from(
    """moss fern pre-training XNLI ViT-B/16 COVID-19 " “ ” ( ) ( [ ] : ; AND OR ANDNOT NOT ti:moss cat:cs.CL
    all:"a submittedDate:[1 TO 2] * ?
    \\ \\" && || - -- ' 苔藓 мох αβγ ∑ 🌱 %22 + ~ ^2 {x} <b> & \u202e""".split()
)


def check_grammar(text: str) -> None:
    try:
        question = parse_question(text)
    except UsageError:
        return
    plan = plan_search(question, max_papers=3)
    assert 1 <= len(plan.queries) <= 5
    for query in plan.queries:
        parse_query(query.text)
        assert len(query.text) <= 350
        # Outside the quotes there is nothing but our own grammar.
        assert set(re.findall(r"[^\s()]+", re.sub(r'"[^"]*"', "", query.text))) <= {
            "all:",
            "ti:",
            "abs:",
            "AND",
            "OR",
        }


@settings(deadline=None)
@given(st.text(min_size=1, max_size=120))
def test_every_query_of_any_question_is_in_the_grammar(text: str) -> None:
    check_grammar(text)


@settings(deadline=None)
@given(st.lists(FRAGMENTS, min_size=1, max_size=40), st.sampled_from(["", " "]))
def test_no_question_leaves_its_quotes(fragments: list[str], joint: str) -> None:
    check_grammar(joint.join(fragments))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.text(min_size=1, max_size=8), min_size=5, max_size=40))
def test_a_very_long_question_is_refused_and_a_long_one_kept_short(words: list[str]) -> None:
    text = " ".join(words)
    check_grammar((text * 2_000)[:1_999])
    with pytest.raises(UsageError):
        parse_question("moss " + (f"{text} fern " * 10_000)[:10_000])


@pytest.mark.parametrize(
    "text",
    ['moss" OR all:"the', "moss) OR (ti:fern", "moss AND cat:cs.CL", 'x" ANDNOT "moss growth', 'a\\"b moss'],
)
def test_grammar_in_a_question_stays_words(text: str) -> None:
    """A question is no query: it can't leave its quotes."""
    stranger = corpus_of(
        [row("2101.00001", title="Nothing of this", summary="Unrelated.", categories=["cs.CL"])]
    )
    for query in plan_search(parse_question(text), max_papers=3).queries:
        assert not any(parse_query(query.text)(record) for record in stranger.newest())


def test_a_planned_query_finds_what_it_is_about() -> None:
    corpus = corpus_of(
        [
            row("2101.00001", title="Crosslingual pretraining", summary="Zeroshot transfer on XNLI."),
            row("2101.00002", title="Boats", summary="Candles burn for two hours."),
        ]
    )
    plan = plan_search(Question(text=XNLI), max_papers=5)
    found = {r.id for q in plan.queries for r in corpus.newest() if parse_query(q.text)(r)}
    assert found == {"2101.00001"}


def test_the_stage_imports_nothing_heavy() -> None:
    heavy = ("arxiv", "requests", "requests_cache", "lxml")
    code = f"import sys, synth.question, synth.papers; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ast.literal_eval(done.stdout) == []


# ---------------------------------------------------------------------- on real records

# Read by hand in the corpus: these report results on what the question asks for.
RELEVANT = {
    XNLI: (
        "1911.02116 1909.00964 1901.07291 1809.05053 2004.01401 1906.01502 1911.01464 2003.11080 2005.00396"
    ),
    "How much does dense retrieval improve over BM25 in open-domain question answering?": (
        "2004.04906 1906.00300 2007.01282 2002.08909 2104.08663 2005.11401 2212.10496"
    ),
    "Do vision transformers match convolutional networks on ImageNet?": (
        "2010.11929 2012.12877 2103.14030 2104.02057 2106.08254 2211.07636"
    ),
    "How accurate are large language models at arithmetic?": (
        "2403.05845 2406.02864 2404.00459 2502.11075 2410.11781 2102.13019 2201.11903"
    ),
}


@pytest.mark.shared
@pytest.mark.parametrize("text", RELEVANT)
def test_relevant_real_papers_are_found_and_ranked_high(shared_dir: Path, tmp_path: Path, text: str) -> None:
    from synth.papers import rank_papers, screen
    from synth.passages import make_embedder
    from synth.settings import Settings
    from synth.types import Paper
    from tests.standin.corpus import read_corpus

    corpus = read_corpus(shared_dir / "corpus")
    plan = plan_search(Question(text=text), max_papers=15)
    found: dict[str, Paper] = {}
    for query in plan.queries:
        score = parse_query(query.text)
        scored = sorted(((score(r), r.id, r) for r in corpus.newest()), key=lambda one: one[:2], reverse=True)
        for points, identifier, r in scored[: query.limit]:
            if points > 0:
                found[identifier] = Paper(
                    id=identifier, version=r.version, database="arxiv", title=r.title, abstract=r.summary
                )
    relevant = set(RELEVANT[text].split())
    assert relevant <= set(found)
    ranked = rank_papers(plan, list(found.values()), make_embedder(Settings(home=tmp_path)))
    assert relevant <= {one.paper.id for one in ranked[:20]}
    assert relevant <= {d.paper.id for d in screen(plan, ranked) if d.outcome == "included"}
