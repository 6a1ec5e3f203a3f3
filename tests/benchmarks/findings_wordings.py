"""Templates of invented findings: `findings.py` tells how they are read."""

from __future__ import annotations

# Wordings by kind: those for a rise and a fall alike, then those for neither.
WORDINGS: dict[str, tuple[str, str]] = {
    "effect": (
        """{a} {moves} {b}|{a} {moved} {b}|{a} {moves} {b} in {p}|{b} {rose} in {p} after {a}|{b}
        {rose} with {a}| {b} was {moved} by {a}|{b} is {moved} by {a} in {p}|{a} leads to {rise}
        {b}|{a} resulted in {rise} {b} in {p}| {a} brought about {rise} {b}|In {p}, {a} {moved}
        {b}|{p} exposed to {a} showed {rise} {b}|With {a}, {b} {rose}| Without {a}, {b} {rose-}|Loss
        of {a} {moves-} {b}|Absence of {a} resulted in {rise-} {b}| {a} is a {agent} of {b}|{a} was
        {positively} associated with {b}|{b} was {positively} correlated with {a}| {rise} {b} was
        seen with {a}|{a} can {move} {b}|The effect of {a} was {rise} {b}|{b} {rose} as a result of
        {a}| Because of {a}, {b} {rose} in {p}|{b} was {higher} in the group with {a} than in
        controls| Compared with controls, {p} with {a} had {higher} {b}|{a} produced {higher} {b}
        than placebo| Exposure to {a} was followed by {rise} {b}|We found {rise} {b} when {p} were
        given {a}| {b} {rose} significantly in {p} assigned to {a} and stayed unchanged in the
        others| Those given {a} had {higher} {b} than those who were not|{a} {moves} rather than
        {moves-} {b}""",
        """{a} {none} {b}|{a} {none} {b} in {p}|{b} did not differ between {p} with and without {a}| No
        effect of {a} on {b} was seen|{b} was the same with {a} and without| There was no change in
        {b} after {a}|{b} was not associated with {a} in {p}| {a} neither {moved} nor {moved-}
        {b}|With {a}, {b} remained unchanged| {b} was similar in the group with {a} and in
        controls|No association between {a} and {b} was found| {a} made no difference to {b}|{b} is
        independent of {a}""",
    ),
    "risk": (
        """{a} {risks} {b}|{a} {risked} {b}|{a} {risked} {b} in {p}|{p} with {a} were {likely} to
        develop {b}| {b} was {often} seen in {p} with {a}|{a} was associated with {rise} the risk of
        {b}| {b} occurred {often} in those with {a}|The incidence of {b} {rose} with {a}|{a} {moves}
        the risk of {b}| The risk of {b} was {higher} in {p} with {a}|{p} with {a} had {higher}
        rates of {b}| Cases of {b} {rose} among {p} after {a}|{a} {moved} the incidence of {b}|{b}
        struck {often} under {a}| Hazard of {b} was {higher} with {a} than without it|Without {a},
        {b} is {often-} seen| {a} {moved} the number of {p} who got {b}|{p} who had {a} developed
        {b} {often} than others| Those exposed to {a} are {likely} to suffer from {b}|{a} is
        {positively} associated with {b}| {a} meant {higher} odds of {b}|Among {p}, {a} {risked}
        {b}|People with {a} get {b} {often}""",
        """{a} {none} the risk of {b}|{b} occurred equally often with {a} and without it| There was no
        association between {a} and {b}|{a} neither causes nor prevents {b}| The incidence of {b}
        was unchanged by {a}| {p} with {a} were as likely to develop {b} as those without|{a} was
        not associated with {b} in {p}| The risk of {b} did not differ between {p} with and without
        {a}""",
    ),
    "gene": (
        """{g} {moves} {b}|{g} is a {agent} of {b}|{b} is {moved} by {g}|Knockdown of {g} {moved-} {b}|
        {p} lacking {g} had {higher-} {b}|{g} deficiency {moves-} {b}|Overexpression of {g} {moved}
        {b}| Deletion of {g} resulted in {rise-} {b}|{g} {positively} regulates {b}|Loss of {g}
        leads to {rise-} {b}| Silencing {g} caused {rise-} {b} in {p}|{g} knockout {moved-} {b} in
        {p}|When {g} is inhibited, {b} {rose-}| Forced expression of {g} led to {rise} {b}|{p} with
        a deletion of {g} show {rise-} {b}| {g} was found to {move} {b}|Blocking {g} {moves-}
        {b}|{b} was {higher-} in {g}-null {p} than in wild type| {g} activation {moves} {b}|High
        levels of {g} go along with {higher} {b}|{b} {rose-} after inhibition of {g}""",
        """{g} {none} {b}|Knockdown of {g} {none} {b}|{b} was the same in {p} with and without {g}| {g}
        is dispensable for {b}|Deletion of {g} did not alter {b}|{b} does not depend on {g}| {g} has
        no role in {b}|{b} was unchanged in {g}-null {p}|Overexpression of {g} did not change {b}""",
    ),
    "need": (
        """{g} is {needed} {b}|{b} {needs} {g}|{g} was {needed} {b} in {p}|{b} in {p} {needs} {g}| We
        show that {b} {needs} {g}|{g} proved {needed} {b}""",
        "",
    ),
    "place": (
        """{g} {found} {l}|In {p}, {g} {found} {l}|We show that {g} {found} {l}|{g} protein {found} {l}""",
        "",
    ),
    "bind": (
        """{g} {binds} {h}|{h} {binds} {g}|In {p}, {g} {binds} {h}|{g} protein {binds} {h} directly""",
        "",
    ),
    "share": (
        """{most} {p} had {d}|{d} was {common} in {p}|{d} is {common} among {p}|{most} {p} were
        diagnosed with {d}| {d} affected {most} {p}|{d} was seen in {most} {p}""",
        "",
    ),
    "order": (
        """{g} acts {before} {h}|{g} is recruited {before} {h}|{h} acts {before-} {g}|{h} comes
        {before-} {g}| Activation of {g} takes place {before} that of {h}""",
        "",
    ),
    "cure": (
        """{t} {works} {d}|In {p}, {t} {works} {d}|{t} turned out to be one that {works} {d}| We show
        that {t} {works} {d}""",
        "",
    ),
    "safety": (
        """{t} is {safe} in {p}|{t} was {safe} in {p}|In {p}, {t} proved {safe}|{p} found {t} {safe}|
        Treating {p} with {t} is {safe}""",
        "",
    ),
    "link": (
        """{a} {linked} {b}|{b} {linked} {a}|In {p}, {a} {linked} {b}|We found that {b} {linked} {a} in
        {p}""",
        "",
    ),
    "versus": (
        """{m} {beats} {n} on {s}|On {s}, {m} {beats} {n}|{n} {beats-} {m} on {s}|On {s}, {n} {beats-}
        {m}| {m} is {better} than {n} on {s}|{n} is {better-} than {m} on {s}|{m} performs {better}
        than {n} on {s}| {m} reaches {better} results than {n} on {s}|Compared with {n}, {m} does
        {better} on {s}| {m} {beats} {n} in {q} on {s}|The {q} of {n} on {s} is {better-} than that
        of {m}| On {s} {m} has a {better} {q} than {n}|{m} has {good} {q} than {n} on {s}|{n} has
        {good-} {q} than {m} on {s}| On {s}, {q} is {good} with {m} than with {n}|Compared with {m},
        {n} shows {good-} {q} on {s}|Of the two, {m} comes out {better} on {s}, {n} {better-}|
        Replacing {n} with {m} makes results on {s} {better}|On {s}, the results of {n} are
        {better-} than those of {m}""",
        """{m} and {n} perform equally well on {s}|On {s}, {m} matches {n}|{m} is on a par with {n} on
        {s}| There is no difference between {m} and {n} on {s}|{m} and {n} are tied on {s}""",
    ),
    "amount": (
        """{m} has {higher} {q} than {n}|{n} has {higher-} {q} than {m}|{q} is {higher} for {m} than
        for {n}| With {m}, {q} is {higher} than with {n}|{m} {moves} {q} compared with {n}|On {s},
        {m} has {higher} {q} than {n}| {q} on {s} {rose} when {n} was replaced by {m}|Moving from
        {n} to {m} {moves} {q}|{m} comes with {higher} {q} than {n}|Going from {m} to {n} {moves-}
        {q} on {s}|{n} shows {higher-} {q} on {s} than {m}""",
        """{m} and {n} have the same {q}|{q} of {m} and {n} is equal|{q} does not differ between {m}
        and {n} on {s}""",
    ),
    "part": (
        """{x} {helps} on {s}|Adding {x} {helps} on {s}|Leaving out {x} {helps-} on {s}|Removing {x}
        {helps-} for {m} on {s}| Without {x}, {m} is {better-} on {s}|{m} with {x} is {better} than
        without it on {s}| On {s}, {x} {helps}|{m} {beats} its variant without {x} on {s}|The
        variant of {m} that lacks {x} does {better-} on {s}""",
        """{x} makes no difference on {s}|Removing {x} changes nothing for {m} on {s}|On {s}, {m} does
        equally well with {x} and without it""",
    ),
    "weight": (
        """{x} {matters} {y}|{y} {matters-} {x}|For {m}, {x} {matters} {y}|Removing {x} hurts {m} {deg}
        than removing {y}| Removing {y} hurts {m} {deg-} than removing {x}|On {s}, {x} {matters} {y}""",
        "{x} and {y} matter equally for {m}|{x} is as important as {y} for {m}",
    ),
    "scale": (
        """{q} {rose} as {v} grows|The larger {v}, the {higher} {q}|{q} {rose} with {v}|Larger values
        of {v} {move} {q}| Lowering {v} {moves-} {q}|Raising {v} {moves} {q} of {m}|{m} has {higher}
        {q} when {v} is large than when it is small| {q} is {positively} related to {v}|As {v}
        shrinks, {q} {rose-}|Reducing {v} {moved-} {q}""",
        """{q} does not depend on {v}|{q} stays the same whatever {v}|{v} {none} {q}|Changing {v}
        leaves {q} of {m} as it is""",
    ),
    "growth": (
        """{q} of {m} grows {w} with {v}|{q} grows {w} with {v}|{m} scales {w} in {v}| The dependence
        of {q} on {v} is such that it grows {w}|As {v} increases, {q} of {m} goes up {w}""",
        "",
    ),
    "role": (
        """{m} {r} {z}|As in earlier work, {m} {r} {z}|In all experiments, {m} {r} {z}|{m}, like
        others, {r} {z}""",
        "",
    ),
    "best": (
        """{m} is the best of all systems on {s}|No other system reaches {m} on {s}|{m} ranks first on
        {s}| {m} has the best {q} on {s}|The best result on {s} is that of {m}|On {s} {m} leads all
        others| All other systems are behind {m} on {s}|On {s}, {m} takes the first place|Nothing
        beats {m} on {s}""",
        "",
    ),
}
DENIALS: dict[str, str] = {
    "effect": """{a} does not {move} {b}|{a} did not {move} {b} in {p}|{b} is not {moved} by {a}|{a} fails to
        {move} {b}| {b} was not {higher} with {a} than without|No evidence was found that {a}
        {moves} {b}""",
    "risk": """{a} does not {move} the risk of {b}|{p} with {a} are not {likely} to develop {b}| The risk
        of {b} is not {higher} with {a}|{b} is not seen {often} with {a}| There is no evidence that
        {a} {risks} {b}""",
    "gene": """{g} does not {move} {b}|Knockdown of {g} does not {move-} {b}|{g} is not a {agent} of {b}|
        Loss of {g} fails to {move-} {b}|{p} lacking {g} did not have {higher-} {b}""",
    "versus": """{m} is not {better} than {n} on {s}|{m} does not do {better} than {n} on {s}|{n} is not
        {better-} than {m} on {s}| On {s}, {m} does not have {good} {q} than {n}""",
    "amount": """{m} does not have {higher} {q} than {n}|{q} is not {higher} for {m} than for {n}""",
    "scale": """{q} does not become {higher} as {v} grows|Raising {v} does not {move} {q}""",
}
"""Denials of a rise, or of a fall: ruled out by just that, borne out by anything else."""

COMPONENTS = """data augmentation;the attention loss;the auxiliary loss;beam search;pre-training;label
        smoothing; the copy mechanism;dropout;the reranker;character embeddings;the retrieval
        step;back-translation;the memory module; knowledge distillation;positional encoding;the
        gating layer;instruction tuning;curriculum learning;the coverage penalty;weight sharing;the
        contrastive term;query expansion;the CRF layer;chain-of-thought prompting;
        self-training;adapters;the critic;layer normalisation;few-shot examples;the verifier;entity
        masking"""
SIZES = """the number of layers;model size;the amount of training data;the context window;the beam
        size;the number of heads;the learning rate;the batch size;the number of demonstrations;the
        temperature;the number of qubits;the noise level;the mask ratio;the vocabulary;the number of
        retrieved passages;the rank of the update;graph size;the number of languages;the dose;the
        sample size;the wavelength;the field strength"""
FEATURES = """WordPiece;SentencePiece;Adam;SGD with momentum;a bidirectional LSTM;a convolutional
        network;English Wikipedia;news text;tweets;web pages;biomedical abstracts;books;source
        code;parliamentary debates;subtitles;a dense retriever;BM25;trained linguists;crowd
        workers;one graduate student;eight GPUs;a single CPU;random weights;an autoencoder;weight
        decay;early stopping;character trigrams;nearest neighbours;patents;medical records;clinical
        notes;a rule-based parser;Gibbs sampling;a quantum annealer;a superconducting chip"""

DOUBTS = (
    "Whether {} is unknown.",
    "It has been debated whether {}.",
    "We asked whether {}.",
    "Little is known about whether {}.",
    "It was our hypothesis that {}.",
    "The aim of the study was to test if {}.",
    "Earlier authors disagreed on whether {}.",
    "Future work should clarify whether {}.",
    "Some have speculated that {}.",
)
FRAMES = (
    "We found that {}.",
    "Our results show that {}.",
    "Here we show that {}.",
    "In conclusion, {}.",
    "These data indicate that {}.",
    "The analysis revealed that {}.",
    "Taken together, {}.",
    "Notably, {}.",
)
FILLERS = (
    "A total of {n} took part.",
    "Data were analysed with mixed models.",
    "The study was approved by the ethics board.",
    "All runs used the same seed.",
    "Results are averaged over {k} runs.",
    "Participants were followed for {k} years.",
    "Experiments were repeated {k} times.",
    "Details are given in the appendix.",
    "Baselines were taken from earlier work.",
    "Samples were drawn at {k} centres.",
    "The mechanisms remain unclear.",
    "The protocol was registered in advance.",
)


MEASURED = (
    " (P < 0.001).",
    " (p = 0.0{k}).",
    " by {n}%.",
    " (95% CI {k}.1 to {n}.3).",
    " ({k}.{n} versus {n}.{k}).",
    " (n = {n}).",
    " in a cohort of {n}.",
    " over {k} weeks.",
    " at {k} of {n} sites.",
)
