"""What the field calls its public data sets and tasks, what they are used for and how they are measured.

General knowledge of natural language processing, vision and machine learning. Names are found in a text
whatever signs stand between their parts ("CoNLL-2003", "CoNLL 2003"); those of up to five signs only in the
case written here or in capitals, as "CR" and "race" are words elsewhere.
"""

from __future__ import annotations

__all__ = ["BENCHMARKS", "TASKS"]

BENCHMARKS = """
SQuAD 2.0; SQuAD2.0, SQuAD v2, SQuAD2; question answering; F1, EM
SQuAD; SQuAD 1.1, SQuAD v1.1, SQuAD1.1, Stanford Question Answering Dataset; question answering; F1, EM
TriviaQA; Trivia QA; question answering; F1, EM
Natural Questions; NaturalQuestions, NQ, NQ-Open; question answering; EM, F1
NewsQA; News QA; question answering; F1, EM
NarrativeQA; Narrative QA; question answering; ROUGE-L, BLEU-1, BLEU-4, METEOR
SearchQA; Search QA; question answering; F1, EM, Accuracy
Quasar-T; QuasarT, Quasar; question answering; F1, EM
HotpotQA; Hotpot QA; question answering; F1, EM
MS MARCO; MSMARCO, MS-MARCO; question answering; ROUGE-L, BLEU-1, MRR
WikiQA; Wiki QA; question answering; MAP, MRR
TrecQA; TREC-QA, QASent; question answering; MAP, MRR
InsuranceQA; Insurance QA; question answering; Accuracy
WikiHop; Wiki Hop; question answering; Accuracy
QAngaroo; MedHop; question answering; Accuracy
RACE; RACE-M, RACE-H; reading comprehension, question answering; Accuracy
MCTest; MCTest-500, MCTest-160; question answering; Accuracy
CNN / Daily Mail; CNN and Daily Mail, CNN/DM, CNN-DM, CNN & Daily Mail, CNN-Daily, CNN/DailyMail, Daily \
Mail, \
DailyMail; summarization, question answering; ROUGE-1, ROUGE-2, ROUGE-L, METEOR, Accuracy
Children's Book Test; CBT, CBTest, CBT-NE, CBT-CN, CBT NE, CBT CN; question answering; Accuracy
Who did What; Who-did-What, WDW; question answering; Accuracy
LAMBADA; ; language modeling, question answering; Accuracy, Perplexity
bAbI; bAbI tasks, bAbI-10k, bAbI-1k; question answering; Accuracy, Error
ARC; AI2 Reasoning Challenge, ARC-Challenge, ARC-Easy; question answering; Accuracy
OpenBookQA; ; question answering; Accuracy
CoQA; ; question answering; F1
QuAC; ; question answering; F1
DuReader; ; question answering; ROUGE-L, BLEU-4
WebQuestions; WebQ, WebQA; question answering; F1, Accuracy
SimpleQuestions; Simple Questions; question answering; Accuracy
WikiTableQuestions; WTQ; semantic parsing, question answering; Accuracy
WikiMovies; ; question answering; Accuracy
WikiReading; ; question answering; F1
CliCR; ; question answering; F1
Story Cloze Test; StoryCloze, ROCStories, Story Cloze; common sense reasoning; Accuracy
Winograd Schema Challenge; WSC, Winograd; common sense reasoning; Accuracy
SWAG; ; common sense reasoning; Accuracy
CommonsenseQA; CSQA; common sense reasoning; Accuracy
Event2Mind; ; common sense reasoning; R@10
SNLI; Stanford Natural Language Inference; natural language inference; Accuracy
MultiNLI; MNLI, Multi-NLI, MNLI-m, MNLI-mm, Multi-Genre NLI; natural language inference; Accuracy
SciTail; ; natural language inference; Accuracy
SICK; SICK-E, SICK-R, SICKE; natural language inference, semantic textual similarity; Accuracy, Pearson
QNLI; ; natural language inference; Accuracy
RTE; ; natural language inference; Accuracy
MLQA; ; question answering; F1, EM
XQuAD; ; question answering; F1, EM
TyDi QA; TyDiQA, TyDiQA-GoldP, TyDi QA-GoldP; question answering; F1, EM
MKQA; ; question answering; F1, EM
BoolQ; ; question answering; Accuracy
PIQA; ; common sense reasoning; Accuracy
SIQA; Social IQA, SocialIQA; common sense reasoning; Accuracy
HellaSwag; ; common sense reasoning; Accuracy
WinoGrande; ; common sense reasoning; Accuracy
COPA; ; common sense reasoning; Accuracy
XCOPA; ; common sense reasoning; Accuracy
StrategyQA; ; common sense reasoning; Accuracy
GSM8K; ; mathematical reasoning; Accuracy
MGSM; ; mathematical reasoning; Accuracy
SVAMP; ; mathematical reasoning; Accuracy
ASDiv; ; mathematical reasoning; Accuracy
AQuA; AQUA-RAT, AQuA-RAT; mathematical reasoning; Accuracy
MAWPS; ; mathematical reasoning; Accuracy
MMLU; MMLU-Pro; multi-task language understanding; Accuracy
CoLA; ; linguistic acceptability; MCC
WNLI; ; natural language inference; Accuracy
PAWS-X; PAWSX; paraphrase identification; Accuracy
PAWS; ; paraphrase identification; Accuracy
FEVER; ; fact verification; Accuracy
WikiANN; PAN-X; named entity recognition; F1
MasakhaNER; ; named entity recognition; F1
BUCC; ; bitext mining; F1
Tatoeba; ; bitext mining; Accuracy
HumanEval; ; code generation; Pass@1
MBPP; ; code generation; Pass@1
TruthfulQA; ; question answering; Accuracy
BEIR; ; information retrieval; NDCG
NFCorpus; ; information retrieval; NDCG
TREC-COVID; ; information retrieval; NDCG
SAMSum; ; summarization; ROUGE-1, ROUGE-2, ROUGE-L
XL-Sum; XLSum; summarization; ROUGE-L
WebNLG; ; text generation; BLEU, METEOR
NLVR2; ; visual reasoning; Accuracy
GQA; ; visual question answering; Accuracy
VQAv2; ; visual question answering; Accuracy
LVIS; ; object detection, instance segmentation; AP
iNaturalist; iNat; fine-grained image classification; Top-1 accuracy
XNLI; ; natural language inference; Accuracy
Quora Question Pairs; Quora, QQP, Quora Question Pair, Quora duplicate; \
paraphrase identification, semantic textual similarity; Accuracy, F1
MRPC; MSRP, Microsoft Research Paraphrase Corpus, MSR Paraphrase; \
paraphrase identification, semantic textual similarity; Accuracy, F1
STS Benchmark; STS-B, STSB, STSBenchmark; semantic textual similarity; Pearson, Spearman
SentEval; ; semantic textual similarity; Accuracy
GLUE; ; natural language understanding; Average
SuperGLUE; ; natural language understanding; Average
Penn Treebank; PTB, Penn Tree Bank, WSJ, Wall Street Journal, PTB-SD, WSJ23, PTB3, Treebank-3; \
dependency parsing, constituency parsing, part-of-speech tagging, language modeling; UAS, LAS, F1, \
Accuracy, Perplexity, BPC
Chinese Treebank; CTB, CTB5, CTB 5.1, Penn Chinese Treebank, CTB6, CTB7; \
dependency parsing, constituency parsing, part-of-speech tagging; UAS, LAS, F1
CCGBank; CCG bank; CCG supertagging; Accuracy, F1
Universal Dependencies; UD, UD v1.2, UD 2.0; dependency parsing, part-of-speech tagging; LAS, UAS, Accuracy
WikiText-2; Wikitext2, WT2, WT-2; language modeling; Perplexity
WikiText-103; Wikitext103, WT103; language modeling; Perplexity
One Billion Word; 1B Words, Google Billion Word, Billion Word, One-Billion-Word Benchmark, 1B Word \
Benchmark, LM1B, \
1-Billion Word, GBW; language modeling; Perplexity
Hutter Prize; enwik8, enwiki8, Hutter Prize Wikipedia; language modeling; BPC
Text8; ; language modeling; BPC
CoNLL 2003; CoNLL03, CoNLL2003, CoNLL'03, CoNLL 03; named entity recognition; F1
CoNLL 2002; CoNLL02, CoNLL2002, CoNLL 02; named entity recognition; F1
CoNLL 2000; CoNLL00, CoNLL2000, CoNLL 00; chunking; F1
OntoNotes; OntoNotes 5.0, OntoNotes v5, OntoNotes5; named entity recognition, semantic role labeling, \
coreference resolution; F1
WNUT 2017; WNUT17, WNUT-17, W-NUT 2017, emerging entities; named entity recognition; F1
WNUT 2016; WNUT16, W-NUT 2016; named entity recognition; F1
CoNLL 2005; CoNLL05, CoNLL2005, CoNLL 05; semantic role labeling; F1
CoNLL 2009; CoNLL09, CoNLL2009, CoNLL 09; semantic role labeling, dependency parsing; F1, LAS
CoNLL 2012; CoNLL12, CoNLL2012, CoNLL-12; coreference resolution, semantic role labeling; Avg F1, F1
CoNLL 2014; CoNLL14, CoNLL2014; grammatical error correction; F0.5
JFLEG; ; grammatical error correction; GLEU
BC5CDR; ; named entity recognition; F1
JNLPBA; ; named entity recognition; F1
NCBI Disease; NCBI-disease; named entity recognition; F1
AIDA CoNLL-YAGO; AIDA, AIDA-CoNLL, CoNLL-YAGO, AIDA-B; entity linking; Accuracy
TAC-KBP 2010; TAC2010, TAC KBP 2010, TAC-2010; entity linking; Accuracy
Wikilinks; WikilinksNED; entity linking; Accuracy
FIGER; ; entity typing; F1, Accuracy
SemEval-2010 Task 8; SemEval 2010, SemEval2010, SemEval-10 Task 8; relation extraction; F1
TACRED; ; relation extraction; F1
New York Times Corpus; NYT, NYT10, NYT-10, New York Times, Riedel NYT; relation extraction; P@10%, P@30%, F1
ACE 2005; ACE05, ACE2005; relation extraction, event extraction, named entity recognition; F1
ACE 2004; ACE04, ACE2004; relation extraction, named entity recognition; F1
SciERC; ; relation extraction; F1
FewRel; ; relation extraction; Accuracy
ChemProt; ; relation extraction; F1
WN18RR; ; knowledge base completion, relation prediction, link prediction; MRR, Hits@10, Hits@1
WN18; ; knowledge base completion, relation prediction, link prediction; MRR, Hits@10
FB15K-237; FB15k237, FB237; knowledge base completion, relation prediction, link prediction; MRR, \
Hits@10, Hits@1
FB15K; ; knowledge base completion, relation prediction, link prediction; MRR, Hits@10
Senseval 2; Senseval-2, SE2, Senseval2; word sense disambiguation; F1
Senseval 3; Senseval-3, SE3, Senseval3; word sense disambiguation; F1
SemEval 2007; SE07, SE7, SemEval-07, SemEval07; word sense disambiguation; F1
SemEval 2013; SE13, SemEval-13, SemEval13, SemEval-2013 task 12; word sense disambiguation; F1
SemEval 2015; SE15, SemEval-15, SemEval15; word sense disambiguation; F1
SemEval 2018; SemEval-2018 Task 9; taxonomy learning; MAP, MRR, P@5
IMDb; IMDB reviews, IMDB movie review, Large Movie Review; sentiment analysis, text classification; \
Accuracy, Error
SST-2; SST2, SST binary, Stanford Sentiment Treebank binary, binary SST, SST-binary; sentiment analysis; \
Accuracy
SST-5; SST5, SST fine-grained, SST-fine, SST-1, SST1, fine-grained SST; sentiment analysis; Accuracy
SST; Stanford Sentiment Treebank, SSTB; sentiment analysis; Accuracy
Yelp; Yelp-2, Yelp-5, Yelp Polarity, Yelp Full, Yelp-bi, Yelp-full, Yelp 2013, Yelp 2014, Yelp 2015; \
sentiment analysis, text classification; Accuracy, Error
Amazon Review; Amazon-2, Amazon-5, Amazon Polarity, Amazon Full, Amazon reviews; sentiment analysis; \
Accuracy, Error
MR; Movie Review, Movie Reviews, Rotten Tomatoes, RTs, MR movie reviews; sentiment analysis; Accuracy
CR; Customer Reviews, Customer Review; sentiment analysis; Accuracy
SUBJ; Subj, Subjectivity, Subjectivity dataset; subjectivity analysis, sentiment analysis; Accuracy
MPQA; ; sentiment analysis; Accuracy
Multi-Domain Sentiment Dataset; multi-domain sentiment, Amazon multi-domain; sentiment analysis, domain \
adaptation; Accuracy
SemEval-2014 Task 4; SemEval 2014, SemEval14, SemEval-14; aspect-based sentiment analysis, sentiment \
analysis; Accuracy, F1
SemEval-2016 Task 5; ; aspect-based sentiment analysis; F1
SemEval-2017 Task 4; SemEval 2017 Task 4; sentiment analysis; F1
SemEval-2016 Task 4; SemEval 2016 Task 4; sentiment analysis; F1
Sentihood; SentiHood; aspect-based sentiment analysis, sentiment analysis; F1, Accuracy
AG News; AGNews, AG's News, AG's corpus, AG; text classification; Accuracy, Error
DBpedia; DBPedia ontology, DBP; text classification; Accuracy, Error
Yahoo Answers; Yahoo! Answers; text classification; Accuracy
Sogou News; Sogou; text classification; Accuracy
TREC; TREC-6, TREC-50, TREC6; question classification, text classification; Accuracy, Error
20 Newsgroups; 20NG, 20News, 20 Newsgroup, 20-Newsgroup; text classification; Accuracy
Reuters; RCV1, Reuters-21578, R8, R52; text classification; F1, Accuracy
Ohsumed; ; text classification; Accuracy
Gigaword; English Gigaword, Annotated Gigaword; summarization; ROUGE-1, ROUGE-2, ROUGE-L
DUC 2004; DUC-2004, DUC04, DUC2004, DUC 2004 Task 1; summarization; ROUGE-1, ROUGE-2, ROUGE-L
DUC 2002; DUC-2002, DUC02, DUC2002; summarization; ROUGE-1, ROUGE-2, ROUGE-L
DUC 2003; DUC-2003; summarization; ROUGE-1, ROUGE-2, ROUGE-L
LCSTS; ; summarization; ROUGE-1, ROUGE-2, ROUGE-L
XSum; X-Sum; summarization; ROUGE-1, ROUGE-2, ROUGE-L
Newsroom; ; summarization; ROUGE-1, ROUGE-2, ROUGE-L
Webis-TLDR-17; ; summarization; ROUGE-1, ROUGE-2, ROUGE-L
arXiv summarization; ; summarization; ROUGE-1, ROUGE-2, ROUGE-L
Google Dataset; Google sentence compression; sentence compression, summarization; F1
WMT 2014 EN-DE; WMT14 English-German, WMT'14 English-to-German, WMT 2014 English-German, WMT14 En-De, \
WMT 2014 English-to-German, newstest2014 English-German, WMT2014 English-German, WMT EN-DE; machine \
translation; BLEU
WMT 2014 EN-FR; WMT14 English-French, WMT'14 English-to-French, WMT 2014 English-French, WMT14 En-Fr, \
WMT 2014 English-to-French, WMT2014 English-French, WMT EN-FR; machine translation; BLEU
WMT 2016 EN-RO; WMT16 English-Romanian, WMT 2016 English-Romanian, WMT16 En-Ro; machine translation; BLEU
WMT 2016 RO-EN; WMT16 Romanian-English, WMT 2016 Romanian-English, WMT16 Ro-En; machine translation; BLEU
WMT 2015 EN-DE; WMT15 English-German, WMT 2015 English-German; machine translation; BLEU
WMT 2016 EN-DE; WMT16 English-German, WMT 2016 English-German; machine translation; BLEU
WMT 2017 EN-ZH; WMT17 English-Chinese, WMT 2017 English-Chinese; machine translation; BLEU
IWSLT 2014 DE-EN; IWSLT14 German-English, IWSLT 2014 German-English, IWSLT14 De-En, IWSLT'14 \
German-English; machine translation; BLEU
IWSLT 2015; IWSLT15, IWSLT'15, IWSLT 2015 English-Vietnamese; machine translation; BLEU
Multi30K; ; machine translation; BLEU, METEOR
NIST; NIST 2005, MT05, MT06, NIST06; machine translation; BLEU
DSTC2; Second dialogue state tracking challenge, Dialogue State Tracking Challenge 2, DSTC 2; dialogue \
state tracking; Joint goal accuracy, Request accuracy
WOZ 2.0; Wizard-of-Oz, Wizard of Oz, WoZ, WOZ; dialogue state tracking; Joint goal accuracy, Request \
accuracy
MultiWOZ; ; dialogue state tracking; Joint goal accuracy
Ubuntu Dialogue Corpus; Ubuntu V1, Ubuntu V2, Ubuntu, Ubuntu corpus; dialogue, response selection; R10@1
Switchboard; SWBD, Switchboard corpus, SwDA; dialogue act classification, speech recognition; Accuracy, WER
MRDA; ICSI Meeting Recorder; dialogue act classification; Accuracy
Douban; ; response selection; MAP, MRR
Persona-Chat; PersonaChat; dialogue generation; Hits@1
ATIS; ; slot filling, semantic parsing, intent detection; F1, Accuracy
SNIPS; ; slot filling; F1
GeoQuery; GEO, Geo880; semantic parsing; Accuracy
Jobs640; JOBS; semantic parsing; Accuracy
WikiSQL; ; semantic parsing; Accuracy
Spider; ; semantic parsing; Accuracy
Django; ; code generation; Accuracy, BLEU
CoNaLa; ; code generation; BLEU
Hearthstone; ; code generation; BLEU, Accuracy
Scholar; ; semantic parsing; Accuracy
Advising; ; semantic parsing; Accuracy
LDC2015E86; ; AMR parsing; Smatch
LDC2014T12; ; AMR parsing; Smatch
LDC2017T10; LDC2016E25; AMR parsing; Smatch
LexNorm; LexNorm1.1, LexNorm 1.1; lexical normalization; F1, Accuracy
RumourEval; RumourEval-2017, SemEval-2017 Task 8; stance detection; Accuracy
TempEval-3; TempEval3, TempEval 3; temporal information extraction; F1
TimeBank; TimeBank-Dense, TB-Dense; temporal information extraction; F1
THYME; ; temporal information extraction; F1
WikiSmall; PWKP; text simplification; BLEU, SARI
WikiLarge; ; text simplification; SARI, BLEU
Newsela; ; text simplification; SARI, BLEU
SimLex-999; SimLex; word similarity; Spearman
WordSim-353; WS353, WordSim353, WS-353; word similarity; Spearman
Europarl; ; machine translation; BLEU
MNIST; ; image classification; Error, Accuracy
CIFAR-10; CIFAR10; image classification; Error, Accuracy
CIFAR-100; CIFAR100; image classification; Error, Accuracy
SVHN; Street View House Numbers; image classification; Error, Accuracy
ImageNet; ImageNet-1K, ILSVRC, ILSVRC 2012, ImageNet 1K; image classification; Top-1 accuracy, Top-5 \
accuracy
STL-10; STL10; image classification; Accuracy
COCO; MS COCO, MSCOCO, MS-COCO, COCO test-dev; object detection, instance segmentation, image captioning; AP
PASCAL VOC 2007; VOC 2007, VOC07, VOC2007; object detection; mAP
PASCAL VOC 2012; VOC 2012, VOC12, VOC2012; semantic segmentation, object detection; mIoU, mAP
PASCAL Context; PASCAL-Context; semantic segmentation; mIoU
Cityscapes; ; semantic segmentation; mIoU
ADE20K; ; semantic segmentation; mIoU, Pixel accuracy
CamVid; ; semantic segmentation; mIoU
NYUDv2; NYUD, NYU Depth v2, NYU-v2; semantic segmentation, depth estimation; mIoU
SUN RGB-D; SUNRGBD; semantic segmentation; mIoU
KITTI; ; object detection, depth estimation; AP
Caltech Pedestrian; Caltech pedestrians; pedestrian detection; Miss rate
WIDER FACE; WIDER Face; face detection; AP
LFW; Labeled Faces in the Wild; face verification; Accuracy
YouTube Faces; YTF, YouTube Faces DB; face verification; Accuracy
MegaFace; ; face verification; Accuracy
CelebA; ; image generation; FID
Market-1501; Market1501; person re-identification; Rank-1, mAP
DukeMTMC-reID; DukeMTMC; person re-identification; Rank-1, mAP
CUHK03; ; person re-identification; Rank-1, mAP
MPII; MPII Human Pose; pose estimation; PCKh
Human3.6M; Human3.6; 3D human pose estimation; MPJPE
UCF101; UCF-101; action recognition; Accuracy
HMDB-51; HMDB51; action recognition; Accuracy
Kinetics; Kinetics-400; action recognition; Accuracy
ActivityNet; ; temporal action localization, action recognition; mAP
THUMOS; THUMOS14, THUMOS'14; temporal action localization; mAP
DAVIS; DAVIS 2016, DAVIS 2017; video object segmentation; J&F
VQA; VQA v1, VQA v2, VQA 2.0, COCO VQA; visual question answering; Accuracy
Visual Genome; ; scene graph generation; Recall
CLEVR; ; visual question answering; Accuracy
Flickr30k; Flickr30K; image captioning, cross-modal retrieval; R@1
Set5; ; image super-resolution; PSNR, SSIM
Set14; ; image super-resolution; PSNR, SSIM
BSD100; B100; image super-resolution; PSNR, SSIM
Urban100; ; image super-resolution; PSNR, SSIM
CUB; CUB-200-2011, CUB-200, Caltech-UCSD Birds; fine-grained image classification; Accuracy
ModelNet40; ; 3D object classification; Accuracy
ShapeNet; ShapeNet-Part; 3D part segmentation; mIoU
ScanNet; ; semantic segmentation; mIoU
S3DIS; ; semantic segmentation; mIoU
Office-31; ; domain adaptation; Accuracy
Omniglot; ; few-shot image classification; Accuracy
Mini-ImageNet; miniImageNet; few-shot image classification; Accuracy
ICDAR 2015; ICDAR15, ICDAR2015; scene text detection; F1
ICDAR 2013; ICDAR13, ICDAR2013; scene text detection; F1
LibriSpeech; test-clean, test-other; speech recognition; WER
TIMIT; ; speech recognition; PER
Hub5'00; ; speech recognition; WER
Cora; ; node classification; Accuracy
Citeseer; CiteSeer; node classification; Accuracy
Pubmed; PubMed citation; node classification, summarization; Accuracy, ROUGE-1, ROUGE-2, ROUGE-L
PPI; ; node classification; F1
MovieLens; MovieLens 1M, MovieLens-1M, MovieLens 20M, ML-1M, ML-20M; recommendation; RMSE, NDCG
Netflix; ; recommendation; RMSE
Criteo; ; click-through rate prediction; AUC
MUTAG; ; graph classification; Accuracy
PROTEINS; ; graph classification; Accuracy
BRATS; BraTS; brain tumor segmentation; Dice
PROMISE12; PROMISE 2012; medical image segmentation; Dice
Atari 2600; Atari; reinforcement learning, Atari games; Score
MuJoCo; ; continuous control; Score
"""

"""Name; other spellings; tasks, the usual one first; measures, the leading one first. A line each."""

TASKS = """
question answering; QA, machine comprehension, machine reading, answer sentence selection, answer selection
reading comprehension; machine reading comprehension
summarization; summarisation, headline generation, sentence summarization
machine translation; NMT, neural translation
language modeling; language modelling, language model
named entity recognition; NER, named entity recognizer, entity recognition
part-of-speech tagging; POS tagging, part of speech tagging, POS
dependency parsing; dependency parser, dependency parsers
constituency parsing; constituent parsing, phrase structure parsing, constituency parser
semantic role labeling; SRL, semantic role labelling
coreference resolution; coreference, coref
sentiment analysis; sentiment classification, opinion mining
aspect-based sentiment analysis; aspect sentiment, targeted sentiment
subjectivity analysis; subjectivity classification
text classification; document classification, sentence classification, topic classification, text \
categorization
natural language inference; NLI, textual entailment, recognizing textual entailment, entailment
semantic textual similarity; sentence similarity, semantic similarity, semantic relatedness, sentence \
representations
paraphrase identification; paraphrase detection, duplicate question
relation extraction; relationship extraction, relation classification, distant supervision
knowledge base completion; knowledge graph completion, knowledge base embedding
link prediction; knowledge graph embedding
relation prediction; relational data
word sense disambiguation; WSD
entity linking; entity disambiguation, named entity disambiguation
entity typing; fine-grained entity typing
event extraction; event detection
chunking; shallow parsing, syntactic chunking
CCG supertagging; CCG parsing, supertagging
semantic parsing; SQL parsing, text-to-SQL, natural language interface
AMR parsing; abstract meaning representation
code generation; program synthesis
dialogue state tracking; dialog state tracking, belief tracking
dialogue act classification; dialogue act recognition, dialog act
response selection; response retrieval
dialogue generation; response generation
slot filling; spoken language understanding
intent detection; intent classification
grammatical error correction; GEC, error correction
text simplification; sentence simplification
sentence compression; deletion-based compression
temporal information extraction; temporal relation, event ordering, temporal processing
taxonomy learning; hypernym discovery, taxonomy induction, hypernymy
common sense reasoning; commonsense reasoning, common sense, commonsense inference
word similarity; word relatedness
natural language understanding; language understanding
question generation; generating questions
domain adaptation; unsupervised domain adaptation
stance detection; stance classification
lexical normalization; lexical normalisation, text normalization
keyphrase extraction; keyword extraction
speech recognition; ASR, acoustic modeling
image classification; image recognition, visual recognition
fine-grained image classification; fine-grained recognition
few-shot image classification; few-shot learning, one-shot learning
object detection; object detector
instance segmentation; instance-level segmentation
semantic segmentation; scene parsing, semantic image segmentation
medical image segmentation; biomedical image segmentation, volumetric segmentation
image captioning; caption generation, image caption
image generation; image synthesis, generative adversarial
image super-resolution; super-resolution, super resolution
image denoising; denoising
image-to-image translation; image translation
visual question answering; VQA
person re-identification; person re-ID, re-identification
pose estimation; human pose estimation, keypoint detection
3D human pose estimation; 3D pose estimation
face verification; face recognition
face detection; face detector
face alignment; facial landmark
pedestrian detection; pedestrian detector
action recognition; action classification, video classification
temporal action localization; action localization, action detection, temporal action detection
video object segmentation; video segmentation
object tracking; visual tracking
depth estimation; monocular depth
optical flow estimation; optical flow
scene text detection; text detection
scene text recognition; text recognition
cross-modal retrieval; image-text matching, image retrieval
3D object classification; point cloud classification, shape classification
3D part segmentation; part segmentation
node classification; semi-supervised classification
graph classification; graph kernels
recommendation; recommender systems, collaborative filtering
click-through rate prediction; CTR prediction
Atari games; Atari
continuous control; robotic control
text generation; language generation
style transfer; text style transfer
scene graph generation; visual relationship detection
mathematical reasoning; arithmetic reasoning, math word problems, mathematical problem solving
multi-task language understanding; multitask language understanding
linguistic acceptability; grammatical acceptability
fact verification; fact checking, fact-checking, claim verification
bitext mining; parallel sentence mining, bitext retrieval
information retrieval; passage retrieval, document retrieval, passage ranking, document ranking
visual reasoning; compositional visual reasoning
"""
"""Name; other ways to say it. A line each."""
