"""The field's terms: names of metrics, hedges, words of change, conditions, well-known data sets.

Generic vocabulary only: nothing here is taken from one paper's wording. Longest forms come first
in every alternation, so that "top-1 accuracy" is one name.
"""

from __future__ import annotations

import re

__all__ = [
    "BASELINE_HEADS",
    "CONDITION",
    "DATASET_HEADS",
    "FALL",
    "LANGUAGES",
    "LANGUAGE_LIST",
    "LOWER_IS_BETTER",
    "METRIC",
    "METRIC_PATTERN",
    "RISE",
    "TASK_HEADS",
    "is_known_dataset",
    "is_score_metric",
    "metric_head",
    "words_re",
]


def words_re(words: str) -> str:
    """Return an alternation of whitespace-separated words, longest first ("_" stands for a space)."""
    parts = sorted({w.replace("_", " ") for w in words.split()}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(p).replace(r"\ ", r"\s") for p in parts)


_METRIC_QUALIFIER = (
    r"(?:(?:average|averaged|mean|median|overall|macro|micro|weighted|zero-shot|few-shot|test"
    r"|dev|validation|training|exact|box/mask|bbox|box|mask|absolute|relative|top-?\s?\d+"
    r"|sacre|unlabeled|labeled|word|character|sentence|token|token-level|classification"
    r"|retrieval|answer|passage|translation|linear|Top-?\s?\d+|balanced|human|execution)[- ]"
    r"|(?:macro|micro|sacre|detokenized|tokenized)-?)"
)
_METRIC_NAME = r"""(?:
    [Aa]ccurac(?:y|ies) | [Aa]cc\.? (?=\W) | ACC\b
  | (?:[Ff]-?(?:1|0\.5|2)|F_?\{?1\}?|F₁)(?:[- ](?:[Ss]cores?|[Mm]easures?))? | [Ff]-?(?:[Ss]cores?
    |[Mm]easures?)
  | EM(?:[- ][Ss]cores?)? | [Ee]xact[- ][Mm]atch(?:[ ](?:accuracy|scores?))? | (?:EM/F1|F1/EM)
  | (?:sacre|Sacre|SACRE|spm|sp)?(?:BLEU|Bleu|bleu)(?:-?[1-4])?(?:[ ][Ss]cores?)? | (?:ROUGE|Rouge
    |rouge)(?:-?(?:1|2|L|Lsum|SU4))?(?:[ ][Ss]cores?)?
  | METEOR | chr[Ff](?:\+\+|3)? | COMET(?:-?\d\d)? | BLEURT | BERT[Ss]core | CIDEr(?:-D)? | SPICE | TER\b
  | [Tt]op-[15](?=[ ]?(?:[,.;)]|and\b|on\b|$))
  | [Pp]erplexit(?:y|ies) | PPL | ppl\b | [Bb]its[ ]per[ ](?:byte|character|word) | BPC | bpc | BPB
  | WER\b | CER\b | PER\b | EER\b | (?:error|Error)[ ][Rr]ates? 
    | (?<!tandard[ ])[Ee]rror(?=[ ]of|[ ]by|[ ]rate)
  | mAP(?:@\[?[\d.:]+\]?)? | AP(?:_?\{?(?:50|75|S|M|L)\}?)?\b(?!I) | mIoU | IoU | [Mm]ean[ ]IoU | PQ\b
    | Dice(?:[ ](?:score|coefficient))?
  | (?:AU(?:ROC|PRC|C)|ROC[- ]AUC|AUC-ROC|AUC-PR)(?:[ ][Ss]cores?)?
  | M?RR(?:@\d+)?\b | MAP(?:@\d+)?\b | n?DCG(?:@\d+)? | [Nn][Dd][Cc][Gg](?:@\d+)?
  | (?:[Rr]ecall|[Pp]recision|[Hh]its?|[Hh]ole|[Ss]uccess|[Pp]ass|R|P|Acc|[Aa]ccuracy)@\d+(?:-?\d+)?
    | [Rr]ecall\b | [Pp]recision\b(?![ ]training) | [Ss]ensitivity\b | [Ss]pecificity\b
  | MCC\b | [Mm]atthews[ ]correlation | (?:[Ss]pearman|[Pp]earson
    |[Kk]endall)(?:['’]s)?(?:[ ](?:rank[ ])?(?:correlation|rho|tau|r|ρ|τ))?(?:[ ]coefficients?)?
      | [Cc]orrelation(?:[ ]coefficient)?
  | RMSE | MAE\b | MSE\b | MAPE | [Mm]ean[ ](?:absolute|squared)[ ]error | R\^?2(?=\W) | R² 
  | FID\b | [Ii]nception[ ][Ss]core | PSNR | SSIM | LPIPS
  | ECE\b | Brier(?:[ ]score)? | (?:win|success|refusal|pass|attack[ ]success|jailbreak(?:ing)?[ ]success
    |bypass|solve|hit|hallucination|false[ ]positive|false[ ]negative|agreement|acceptance|completion
      |compression)[ -][Rr]ates? | ASR\b
  | UAS\b | LAS\b | [Uu]nlabeled[ ]attachment[ ]score | [Ll]abeled[ ]attachment[ ]score
  | [Kk]appa | (?:Cohen|Fleiss)['’]s?[ ](?:kappa|κ) | [Kk]rippendorff['’]s[ ][Aa]lpha
  | [Ll]atency | [Tt]hroughput | (?:inference|training|running|wall-clock)[ ]time | [Ff]idelit(?:y|ies)
    | [Ss]peed-?up
  | (?:training|validation|test|cross-entropy)[ ]loss | [Ee]ffect[ ]size | [Hh]azard[ ]ratio
    | [Oo]dds[ ]ratio | (?:macro|overall|average|GLUE|avg\.?|Avg\.?|aggregate)[- ](?:class[ ])?[Ss]cores?
      | [Ss]uccess[ ]probability | [Cc]overage\b(?=[ ](?:of|rate|by))
)"""
METRIC_PATTERN = rf"(?<![\w-])(?:{_METRIC_QUALIFIER}{{0,3}}{_METRIC_NAME})(?![\w])"
"""Source of `METRIC`, for use inside other patterns (verbose mode, no groups)."""
METRIC = re.compile(METRIC_PATTERN, re.VERBOSE)
"""A metric's name with its qualifiers ("average top-1 accuracy")."""

_QUALIFIERS = re.compile(
    r"(?i:\b(?:average|averaged|mean|median|overall|zero-shot|few-shot|test|dev|validation|training|absolute"
    r"|relative|classification|scores?|measures?|balanced|human)\b[ -]?)"
)


def metric_head(metric: str) -> str:
    """Return a metric's name without what qualifies it, to compare: "averaged test accuracy" → "accuracy"."""
    plain = _QUALIFIERS.sub("", metric).lower().replace("accuracies", "accuracy")
    return re.sub(r"[\s_-]|s$", "", plain) or metric.lower()


_NO_SCORE = re.compile(
    r"(?i:time|latency|throughput|speed|loss|perplexit|ppl|effect size|ratio|coverage|fidelit|bits per"
    r"|^error$)"
)


def is_score_metric(metric: str) -> bool:
    """Tell whether values of a metric may be printed bare or in % ("accuracy"), unlike a time or loss."""
    return METRIC.fullmatch(metric) is not None and _NO_SCORE.search(metric) is None


LOWER_IS_BETTER = re.compile(
    r"error|perplexity|ppl|\bwer\b|\bcer\b|\bper\b|\beer\b|\bter\b|loss|latency|\btime\b|rmse"
    r"|\bmae\b|\bmse\b|\bfid\b|\bece\b|brier|lpips|bits per|\bbpc\b|\bbpb\b|false"
    r"|hallucination|cost|memory",
    re.IGNORECASE,
)
"""Metrics whose improvement is a decrease."""

_RISE_WORDS = """
    improve improves improved improving improvement improvements gain gains gained gaining increase
    increases increased increasing increment boost boosts boosted boosting rise rises rose rising
    raise raises raised raising grow grows grew growing outperform outperforms outperformed
    outperforming exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing beat
    beats beating higher better more greater larger faster longer bigger wider ahead above up
    advantage lead leads_by jump jumps jumped climb climbs climbed speedup speed-up enhance enhances
    enhanced enhancing outdo outdoes outdid outdoing uplift advance advances superior stronger additional
    outscore outscores lift lifts lifted lifting push pushes pushed pushing quicker heavier extra tops
    topped surge surges surged doubling widen widens widened"""
_PASSIVE = r"(?:outperformed|surpassed|exceeded|beaten|topped|outscored|bettered|outdone)\sby"
RISE = re.compile(
    rf"(?<![\w-])(?!{_PASSIVE}\b)(?:{words_re(_RISE_WORDS)}|leads(?!\sto\b))(?![\w-])", re.IGNORECASE
)
"""Words that say that a value goes up, or that the subject is ahead."""

_FALL_WORDS = """
    decrease decreases decreased decreasing drop drops dropped dropping reduce reduces reduced reducing
    reduction reductions lower lowers lowered lowering worse worsen worsens worsened fall falls fell
    falling decline declines declined declining degrade degrades degraded degrading degradation lose
    loses lost losing loss_of losses_of less fewer smaller shorter slower cheaper underperform
    underperforms underperformed underperforming behind lag lags lagging lagged trail trails
    trailing shrink shrinks shrank shrinking cut cuts cutting save saves saving savings below down
    diminish diminishes deterioration hurt hurts hurting weaker inferior deteriorate deteriorates
    suffer suffers sacrificing slows slowed more_slowly lighter costing trim trims trimmed
    shave shaves shaved drag drags dragged harm harms harmed short_of shy_of weaken weakens weakened
    halving lessen lessens lessened narrow narrows narrowed worsening"""
FALL = re.compile(
    rf"(?<![\w-])(?:{words_re(_FALL_WORDS)}|{_PASSIVE}|costs(?=\s(?:(?-i:[A-Z])|it|us|them|\W)))(?![\w-])",
    re.IGNORECASE,
)
"""Words that say that a value goes down, or that the subject is behind."""

LANGUAGES = words_re(
    """Afrikaans Arabic Azerbaijani Basque Belarusian Bengali Breton Bulgarian Burmese Catalan Chinese
    Croatian Czech Danish Dutch English Esperanto Estonian Finnish French Galician Georgian German
    Greek Gujarati Hausa Hebrew Hindi Hungarian Icelandic Igbo Indonesian Irish Italian Japanese
    Javanese Kannada Kazakh Khmer Korean Kurdish Lao Latin Latvian Lithuanian Macedonian Malay
    Malayalam Marathi Mongolian Nepali Norwegian Oromo Pashto Persian Polish Portuguese Punjabi
    Quechua Romanian Russian Sanskrit Serbian Sindhi Sinhala Slovak Slovenian Somali Spanish
    Sundanese Swahili Swedish Tagalog Tamil Telugu Thai Tibetan Turkish Ukrainian Urdu Uyghur Uzbek
    Vietnamese Welsh Xhosa Yoruba Zulu"""
)
"""Names of languages: conditions of a multilingual result."""

LANGUAGE_LIST = re.compile(
    rf"\b(?:[Oo]n|[Ff]or|[Ii]n)[ ](?P<items>(?:{LANGUAGES})(?:(?:,|,?[ ](?:and"
    rf"|or))[ ](?:{LANGUAGES})){{1,12}})(?![\w-])"
)
"""Languages in a row behind a preposition: "on Swahili and Urdu"."""

CONDITION = re.compile(
    rf"""(?<![\w-])(?P<condition>
        (?:zero|few|one|two|three|four|five|ten|many|\d{{1,4}}|k|low)-(?:shot
          |resource) (?:[ ](?:cross-lingual|in-context))?
      | (?:TRANSLATE|[Tt]ranslate)-(?:[Tt]rain|[Tt]est|TRAIN|TEST)(?:-(?:[Aa]ll|ALL))?
      | (?:(?<=[Oo]n[ ])|(?<=[Oo]n[ ]the[ ])|(?<=[Ii]n[ ]the[ ])|(?<=[ ](?:of|or)[ ]the[ ])
        |(?<=\w['’]s[ ])|(?<=[A-Z\d][ ]))(?:development|dev|validation|held-out|test|training)[ -](?:sets?
          |splits?|data|portion)
      | test-dev | test-std | dev\b | val\b | (?:matched|mismatched)\b
      | single-(?:model|crop|task|GPU) | ensembles?\b | (?:semi-|un|self-)?supervised(?=[ ](?:setting
        |learning|setup|case))
      | (?:in|out)-(?:of-)?(?:domain|distribution) | cross-lingual(?=[ ](?:setting|transfer))
        | monolingual(?=[ ](?:setting))
      | (?:without|with)[ ](?:fine-?tuning|pre-?training|distillation|data[ ]augmentation|re-?ranking
        |chain[- ]of[- ]thought(?:[ ]prompting)?|self-consistency|a[ ]CRF|the[ ]CRF|[Ff]ull[ ]supervision)
      | (?:[Ww]ith|[Uu]sing)[ ](?:only[ ]|just[ ])?\d{{1,3}}(?:\.\d+)?[ ]?%[ ](?:of[ ](?:the[ ])?)?(?:labels
        |labeled[ ]data|labelled[ ]data|data|annotations|(?:training|labell?ed|annotated)[ ][a-z]+)
      | (?:after|before)[ ](?:fine-?tuning|pre-?training|distillation|quantization)
      | fine-tuned | frozen | linear[ ]prob(?:e|ing) | greedy[ ]decoding | beam[ ]search
      | (?:low|high|medium)-resource(?:[ ]languages)?
    )(?![\w-])
    | (?<=[Ff]or[ ])(?P<language_for>{LANGUAGES})\b(?![- ](?:to|language|Wikipedia|translation))
    | (?<=[Ii]n[ ])(?P<language_in>{LANGUAGES})\b
    | (?<=[Oo]n[ ])(?P<language_on>{LANGUAGES})\b(?![ -](?:to|data|text|Wikipedia|corp|and|[A-Z]))
    | (?<=[Tt]o[ ])(?P<language_to>{LANGUAGES})\b(?![ -][a-z])""",
    re.VERBOSE,
)
"""Settings that tell two values of one subject apart."""

DATASET_HEADS = words_re(
    """dataset datasets data_set data_sets benchmark benchmarks corpus corpora test_set dev_set leaderboard
    suite challenge collection task tasks treebank"""
)
"""Nouns that make the name before them a data set or task."""

TASK_HEADS = words_re(
    """classification answering QA recognition translation transfer inference retrieval summarization
    summarisation generation parsing tagging detection segmentation similarity understanding
    reasoning addition subtraction multiplication arithmetic entailment identification prediction
    modeling modelling disambiguation extraction reading_comprehension NER NLI POS alignment
    verification search regression reconstruction completion matching induction"""
)
"""Nouns that name a task, in lower case or as abbreviation."""

BASELINE_HEADS = re.compile(
    r"(?:state[- ]of[- ]the[- ]arts?|SOTA|SotA|baselines?|best(?:[- ](?:performing|known"
    r"|published|reported|existing|previous))?[ ](?:results?|models?|systems?|methods?|scores?"
    r"|approach(?:es)?)"
    r"|(?:prior|previous|existing)[ ](?:best[ ])?(?:works?|results?|methods?|models?|systems?"
    r"|best|approach(?:es)?|SOTA)|random[ ](?:baseline|chance|guessing)|chance"
    r"|human[ ](?:performance|baseline)|majority[ ]baseline|competitors?|runner-up)",
)
"""What something is compared with when it has no name."""

_KNOWN_DATASETS = frozenset(
    """xnli mnli multinli snli qnli rte wnli cola sst sst-2 mrpc qqp sts sts-b stsb stsbenchmark glue
    superglue squad xquad mlqa tydiqa tydi tydiqa-goldp paws paws-x pawsx wikiann conll conll-2002
    conll-2003 ontonotes bucc tatoeba xcopa copa xtreme xglue mldoc mgsm gsm8k svamp asdiv aqua
    mawps math mmlu hellaswag winogrande piqa boolq arc arc-c arc-e csqa commonsenseqa strategyqa
    hotpotqa triviaqa nq webq webquestions wq trec curatedtrec msmarco ms-marco ms marco beir fever
    eli5 drop race lambada wikitext wikitext-2 wikitext-103 enwik8 text8 ptb wsj wmt iwslt flores
    flores-101 flores-200 imagenet imagenet-1k imagenet-21k imagenet-22k inet cifar cifar-10
    cifar-100 cifar10 cifar100 mnist svhn coco lvis lvis ade20k cityscapes kinetics kinetics-400
    vtab pascal voc oxford-iiit flowers-102 places365 inaturalist jft jft-300m openimages cnn/dm
    cnn/dailymail xsum xlsum gigaword samsum librispeech timit switchboard humaneval mbpp bbh
    big-bench truthfulqa advbench scifact scidocs trec-covid nfcorpus fiqa touche-2020 robust04
    dbpedia imdb yelp agnews cc-100 cc100 masakhaner wikisql e2e webnlg dart clevr vqa vqav2 gqa
    nlvr2 flickr30k kilt zeroscrolls longbench numglue""".split()
)


def is_known_dataset(name: str) -> bool:
    """Tell whether a name is that of a widely used data set or benchmark (versions ignored)."""
    lowered = name.lower().strip()
    return lowered in _KNOWN_DATASETS or re.sub(r"[ -]?v?\d+(?:\.\d+)?$", "", lowered) in _KNOWN_DATASETS
