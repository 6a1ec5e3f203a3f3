"""Words of the sciences that mean the same, and words of questions that carry no subject.

A modest, generic lexicon: each row of `SYNONYMS` names one idea, and a facet that is one of a row's
terms takes the others as synonyms. Abbreviations stand beside what they abbreviate.
"""

from __future__ import annotations

__all__ = [
    "AUXILIARIES",
    "BOUNDARIES",
    "GENERIC",
    "NOUN_VERBS",
    "PREFIXES",
    "QUALITIES",
    "RELATIONS",
    "SPELLINGS",
    "SYNONYMS",
]

SYNONYMS: tuple[tuple[str, ...], ...] = (
    # language
    ("natural language inference", "NLI", "textual entailment"),
    ("natural language processing", "NLP"),
    ("natural language understanding", "NLU"),
    ("natural language generation", "NLG"),
    ("question answering", "QA"),
    ("open-domain question answering", "ODQA", "open-domain QA", "open-retrieval question answering"),
    ("reading comprehension", "machine reading"),
    ("machine translation", "neural machine translation", "NMT"),
    ("named entity recognition", "NER"),
    ("part-of-speech tagging", "POS tagging"),
    ("word sense disambiguation", "WSD"),
    ("semantic textual similarity", "STS"),
    ("large language model", "LLM", "generative language model"),
    ("language model", "LM", "language modeling"),
    ("masked language model", "MLM", "masked language modeling"),
    ("multilingual pre-training", "multilingual language model", "cross-lingual pre-training"),
    ("multilingual language model", "cross-lingual language model", "multilingual encoder"),
    ("cross-lingual transfer", "cross-lingual generalization", "language transfer"),
    ("cross-lingual", "multilingual"),
    ("low-resource language", "under-resourced language"),
    ("word embedding", "word vector"),
    ("sentence embedding", "sentence representation"),
    ("chain-of-thought", "step-by-step reasoning"),
    ("in-context learning", "ICL", "few-shot prompting"),
    ("instruction tuning", "instruction finetuning"),
    ("reinforcement learning from human feedback", "RLHF"),
    ("hallucination", "factual error", "confabulation"),
    ("fact checking", "fact verification", "claim verification"),
    ("speech recognition", "ASR", "automatic speech recognition"),
    ("text to speech", "TTS", "speech synthesis"),
    ("sentiment analysis", "opinion mining"),
    ("summarization", "text summarization", "abstractive summarization"),
    # search
    ("information retrieval", "IR", "document retrieval"),
    ("dense retrieval", "dense passage retrieval", "neural retrieval", "dense retriever", "dual encoder"),
    ("passage retrieval", "passage ranking", "document retrieval"),
    ("sparse retrieval", "lexical retrieval", "term-based retrieval"),
    ("BM25", "Okapi BM25", "sparse retrieval", "lexical retrieval"),
    ("retrieval-augmented generation", "RAG", "retrieval augmentation"),
    ("re-ranking", "reranker", "cross-encoder"),
    ("recommender system", "recommendation system", "collaborative filtering"),
    ("knowledge graph", "KG", "knowledge base"),
    # numbers
    ("arithmetic", "numeracy", "numerical reasoning", "integer addition", "integer multiplication"),
    ("mathematical reasoning", "math word problem", "maths problem", "mathematical problem solving"),
    ("numerical reasoning", "quantitative reasoning", "numeracy"),
    # vision
    ("computer vision", "CV", "visual recognition"),
    ("convolutional neural network", "CNN", "ConvNet", "convolutional network"),
    ("vision transformer", "ViT", "visual transformer", "image transformer"),
    ("image classification", "image recognition", "object recognition"),
    ("object detection", "object detector"),
    ("semantic segmentation", "image segmentation"),
    ("ImageNet", "ImageNet-1k", "ILSVRC"),
    ("diffusion model", "denoising diffusion", "score-based generative model"),
    ("generative adversarial network", "GAN"),
    ("optical character recognition", "OCR"),
    # learning
    ("artificial intelligence", "AI"),
    ("machine learning", "ML", "statistical learning"),
    ("deep learning", "DL", "deep neural network"),
    ("neural network", "NN", "multilayer perceptron"),
    ("graph neural network", "GNN", "message passing network"),
    ("recurrent neural network", "RNN", "LSTM"),
    ("long short-term memory", "LSTM"),
    ("support vector machine", "SVM"),
    ("reinforcement learning", "RL", "policy optimization"),
    ("self-supervised learning", "SSL", "contrastive learning", "unsupervised pre-training"),
    ("semi-supervised learning", "pseudo-labeling"),
    ("transfer learning", "domain adaptation"),
    ("few-shot", "low-shot"),
    ("knowledge distillation", "model distillation", "teacher-student"),
    ("parameter-efficient fine-tuning", "PEFT", "adapter tuning", "low-rank adaptation"),
    ("data augmentation", "augmented data"),
    ("batch normalization", "BN"),
    ("stochastic gradient descent", "SGD"),
    ("mixture of experts", "MoE"),
    ("variational autoencoder", "VAE"),
    ("principal component analysis", "PCA"),
    ("Gaussian process", "GP", "kriging"),
    ("Bayesian optimization", "BO"),
    ("active learning", "query learning"),
    ("federated learning", "FL", "decentralized learning"),
    ("continual learning", "lifelong learning", "incremental learning"),
    ("multi-armed bandit", "bandit problem"),
    ("adversarial attack", "adversarial example", "adversarial robustness"),
    ("jailbreak", "jailbreaking", "red teaming"),
    ("quantization", "low-bit", "model compression"),
    # physics and astronomy
    ("quantum machine learning", "QML", "variational quantum circuit", "quantum neural network"),
    ("quantum computing", "quantum computation", "quantum algorithm"),
    ("quantum field theory", "QFT"),
    ("quantum chromodynamics", "QCD"),
    ("quantum error correction", "QEC"),
    ("density functional theory", "DFT"),
    ("molecular dynamics", "MD"),
    ("cosmic microwave background", "CMB"),
    ("dark matter", "DM", "WIMP"),
    ("Hubble constant", "Hubble parameter", "H0"),
    ("gravitational wave", "GW"),
    ("active galactic nucleus", "AGN", "quasar"),
    ("gamma-ray burst", "GRB"),
    ("Large Hadron Collider", "LHC"),
    ("Standard Model", "electroweak theory"),
    ("general relativity", "GR", "Einstein gravity"),
    ("magnetohydrodynamics", "MHD"),
    ("exoplanet", "extrasolar planet"),
    ("critical temperature", "transition temperature"),
    ("superconductivity", "superconductor"),
    # mathematics and statistics
    ("partial differential equation", "PDE"),
    ("ordinary differential equation", "ODE"),
    ("Markov chain Monte Carlo", "MCMC"),
    ("Monte Carlo", "stochastic simulation"),
    ("maximum likelihood", "MLE", "likelihood estimation"),
    ("fast Fourier transform", "FFT"),
    ("power spectrum", "periodogram", "spectral density"),
    ("time series", "temporal data"),
    ("randomized controlled trial", "RCT", "randomised trial"),
    ("meta-analysis", "systematic review"),
    # computing, biology and medicine
    ("central processing unit", "CPU"),
    ("graphics processing unit", "GPU"),
    ("Internet of Things", "IoT"),
    ("electronic health record", "EHR", "medical record"),
    ("magnetic resonance imaging", "MRI"),
    ("computed tomography", "CT"),
    ("COVID-19", "SARS-CoV-2", "coronavirus"),
    ("single nucleotide polymorphism", "SNP"),
    ("genome-wide association study", "GWAS"),
    ("protein structure prediction", "protein folding"),
)
"""Each row: names of one idea, the commonest first."""

SPELLINGS: tuple[tuple[str, str], ...] = (
    ("isation", "ization"),
    ("randomised", "randomized"),
    ("generalised", "generalized"),
    ("optimised", "optimized"),
    ("optimising", "optimizing"),
    ("normalised", "normalized"),
    ("localised", "localized"),
    ("modelling", "modeling"),
    ("labelling", "labeling"),
    ("labelled", "labeled"),
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("neighbour", "neighbor"),
    ("tumour", "tumor"),
    ("fibre", "fiber"),
    ("centre", "center"),
    ("finetuning", "fine-tuning"),
    ("pretraining", "pre-training"),
    ("pretrained", "pre-trained"),
    ("crosslingual", "cross-lingual"),
    ("reranking", "re-ranking"),
    ("dataset", "data set"),
)
"""Spellings that a word is found in, either way round."""

PREFIXES = frozenset(
    """anti bi bio co cross cyber electro fine geo hyper infra inter intra macro mega meta micro mid
    mono multi nano neuro non over photo post pre pseudo re semi sub super thermo trans tri ultra un
    under""".split()
)
"""What is written before a word with a hyphen or joined to it (pre-training, pretraining)."""

RELATIONS = frozenset(
    """accelerate accelerates achieve achieves affect affects agree agrees allow allows alter alters
    avoid avoids beat beats become becomes behave behaves benefit benefits boost boosts bring brings
    cause causes compare compared compares contribute contributes converge converges correlate
    correlates decrease decreases degrade degrades depend depends deteriorate deteriorates determine
    determines differ differs disagree disagrees eliminate eliminates emerge emerges enable enables
    encourage encourages enhance enhances ensure ensures estimated evaluated evolve evolves exceed
    exceeds exist exists explain explains extend extends fail fails follow follows found generalise
    generalises generalize generalizes generate generates get gets give given gives grew grow grows
    handle handles happen happens help helped helps hinder hinders hurt hurts implies imply improve
    improved improves improving increase increased increases induce induces influence influences inhibit
    inhibits involve involves keep keeps know known knows lag lags learn learns lose loses lower lowers
    made maintain maintains make makes match matched matches measured mitigate mitigates need needs
    observed obtain obtained obtains occur occurs outperform outperformed outperforms perform performed
    performs play plays predict predicts prefer prefers preserve preserves prevent prevents produce
    produces promote promotes raise raises reach reaches recover recovers reduce reduced reduces relies
    rely remain remains replace replaces reported require requires resist resists respond responds rival
    rivals save saves see seen sees show shows solve solves stay stays suffer suffers suppress
    suppresses surpass surpasses survive survives take takes tell tells tested understand understands
    use uses varies vary weaken weakens work works worsen worsens yield yields""".split()
)
"""Verbs of questions: they part the phrases beside them and only colour the question."""

NOUN_VERBS = frozenset(
    """age ages decline declines drop drops fall falls gain gains hold holds last lasts lead leads live
    profit profits reason rise rises run runs scale scales slow slows spread spreads train""".split()
)
"""Nouns that are verbs behind the subject of a question with "do"."""

AUXILIARIES = frozenset("can could did do does may might must shall should will would".split())
"""Words behind which a question's verb is to come."""

QUALITIES = frozenset(
    """accurate accurately bad best better big common correct current difference different easy
    effective effectively effectiveness efficient efficiently exact fast faster feasible frequent
    frequently good great hard high higher important large larger latest likely long low new novel
    possible precise precisely quick quickly recent reliable reliably robust slow small smaller strong
    stronger successful superior true useful valid weak worse worst""".split()
)
"""Words that only colour a question when they stand alone; inside a phrase they belong to it."""

GENERIC = frozenset(
    """accuracy advance advances algorithm algorithms application applications approach approaches
    benchmark benchmarks case cases data dataset datasets domain effect effects evidence experiment
    experiments improvement improvements language languages level measure method methods metric metrics
    model models number paper papers performance problem problems quality question questions rate result
    results role score scores setting settings size state studies study system systems task tasks
    technique techniques tool tools type types value values way ways""".split()
)
"""Nouns too general to search for alone."""

BOUNDARIES = frozenset(
    """across actually against ago alone along already among amongst around aside away based besides
    beyond compared concerning currently despite either ever every evidence-based given however inside
    instead later like may might must near neither never nevertheless nowadays often one ones onto
    others otherwise outside per perhaps quite rather really regarding shall since sometimes still
    therefore though thus today toward towards two typically unless unlike upon us usually whether
    within without wonder yet""".split()
)
"""Further words that part phrases, beside `synth.text.STOPWORDS`."""
