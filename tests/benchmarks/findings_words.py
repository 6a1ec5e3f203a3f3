"""Words for invented findings: things that are studied, and ways to say how one bears on
another. `|` stands between wordings of one meaning. None of these findings was ever made:
they teach how findings are worded, not what is true."""

from __future__ import annotations


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(one.split()) for one in group.split("|")) for group in text.split(";"))


TREATMENTS = _groups(
    """aspirin|acetylsalicylic acid; statin therapy|treatment with statins; vitamin D
        supplementation|supplementary vitamin D; regular exercise|physical activity|physical
        training; smoking|tobacco use|cigarette smoking; a low-carbohydrate diet|carbohydrate
        restriction; caloric restriction|eating less|reduced calorie intake; metformin; beta
        blockade|treatment with beta blockers; cognitive behavioural therapy|CBT; sleep
        deprivation|lack of sleep; influenza vaccination|the flu vaccine|a flu shot; antibiotic
        prophylaxis|preventive antibiotics; bariatric surgery|weight-loss surgery; hormone
        replacement therapy|HRT; chronic stress|long-lasting stress; alcohol consumption|drinking
        alcohol; air pollution|polluted air; breastfeeding|breast feeding; iron supplementation|iron
        tablets; fish oil|omega-3 fatty acids; radiotherapy| radiation treatment; adjuvant
        chemotherapy|chemotherapy after surgery; dialysis; hand washing|hand hygiene;
        telemonitoring|remote monitoring; high salt intake|a diet rich in salt;
        meditation|mindfulness training; oxygen therapy|supplemental oxygen; folic acid|folate;
        mechanical ventilation|artificial respiration; insulin therapy|treatment with insulin;
        immunosuppression|suppression of the immune system; heat stress|exposure to heat; a high-fat
        diet|fat-rich feeding; gut microbiota depletion|removal of the intestinal flora; hypoxia|low
        oxygen|oxygen deprivation; lithium; probiotics|probiotic bacteria; zinc deficiency|lack of
        zinc; male circumcision|circumcision of men; mosquito nets|insecticide-treated bed nets;
        cash transfers|direct payments to households; screening mammography|mammographic screening;
        early palliative care; shift work|working at night; maternal obesity|obesity of the mother;
        contraceptive pills|oral contraceptives; tamoxifen; anticoagulation| blood thinners;
        ageing|advancing age; pregnancy; ultraviolet light|UV radiation; noise exposure|exposure to
        noise; fasting|going without food; music therapy; a sedentary lifestyle|physical inactivity"""
)
MEASURES = _groups(
    """tumour growth|growth of tumours|tumor progression; blood pressure|arterial pressure; insulin
        sensitivity|sensitivity to insulin; bone density|bone mineral density; cell
        proliferation|proliferation of cells|cell division; apoptosis|programmed cell death; cell
        migration|migration of cells|cell motility; inflammation|the inflammatory response; insulin
        secretion|the release of insulin; body weight|body mass; food intake|eating; glucose
        uptake|uptake of glucose; lifespan|longevity|length of life; survival|time to death;
        mortality|the death rate|deaths; hospital stay|time in hospital|length of stay; memory
        performance|recall; anxiety|anxious behaviour; pain|pain intensity; quality of
        life|well-being; viral load|the amount of virus; antibody titres|antibody levels;
        neurogenesis|formation of new neurons; synaptic plasticity|plasticity of synapses;
        autophagy; oxidative stress|oxidative damage; DNA damage|damage to DNA; gene
        expression|transcription; protein degradation|breakdown of proteins|protein turnover;
        fibrosis|scarring; angiogenesis|formation of blood vessels|vessel growth; T cell
        activation|activation of T lymphocytes; cytokine production|production of cytokines;
        bacterial growth|growth of bacteria; biofilm formation; mitochondrial respiration|oxygen use
        by mitochondria; cholesterol levels|blood cholesterol; liver fat|hepatic fat content; kidney
        function|renal function; heart rate|pulse; lung function|pulmonary function; wound
        healing|healing of wounds; fertility|reproductive success; birth weight|weight at birth;
        crop yield|harvest per hectare; enzyme activity|catalytic activity; telomere length|length
        of telomeres; stem cell self-renewal|renewal of stem cells; myelination|formation of myelin;
        histone acetylation|acetylation of histones; membrane permeability|leakiness of the
        membrane; metastasis| spread of the tumour|dissemination of cancer cells; drug
        resistance|resistance to treatment; school attendance| presence at school;
        costs|expenses|spending; treatment adherence|compliance with treatment; muscle
        strength|muscular force; walking speed|gait speed; attention|concentration; cortical
        thickness|thickness of the cortex; readmissions|return to hospital; thermal
        conductivity|heat conduction; the critical temperature; charge mobility|mobility of charge
        carriers; photosynthesis|carbon fixation; species richness|number of species"""
)
DISEASES = _groups(
    """stroke|cerebrovascular accident; heart attack|myocardial infarction; type 2
        diabetes|diabetes mellitus type 2| adult-onset diabetes; breast cancer|carcinoma of the
        breast|mammary cancer; lung cancer|pulmonary carcinoma; asthma; depression|depressive
        disorder; dementia; Alzheimer's disease; Parkinson's disease; high blood
        pressure|hypertension; obesity|excess body weight; kidney failure|renal failure; liver
        cirrhosis|cirrhosis; pneumonia|lung infection; sepsis|blood poisoning; tuberculosis|TB;
        malaria; HIV infection|infection with HIV; preterm birth|premature delivery|prematurity;
        miscarriage|spontaneous abortion; osteoporosis; hip fracture|fracture of the hip; rheumatoid
        arthritis; multiple sclerosis; schizophrenia; autism| autism spectrum disorder;
        epilepsy|seizures; migraine; deep vein thrombosis|clots in deep veins; atrial fibrillation;
        heart failure|cardiac insufficiency; colorectal cancer|bowel cancer; prostate
        cancer|carcinoma of the prostate; leukaemia|leukemia|blood cancer; melanoma; influenza|the
        flu; anaemia|anemia; coeliac disease|celiac disease; neural tube defects|spina bifida and
        related defects; wound infection|surgical site infection; falls| falling; blindness|loss of
        sight; hearing loss|deafness; burnout|occupational exhaustion; suicide|death by suicide"""
)
PEOPLE = _groups(
    """mice|murine models; rats; older adults|elderly people|the elderly; children|paediatric
        patients; adolescents| teenagers; pregnant women|expectant mothers; men|males;
        women|females; smokers|people who smoke; infants|babies; patients with cancer|cancer
        patients; obese patients|patients with obesity; healthy volunteers|healthy participants;
        yeast; zebrafish; fruit flies|Drosophila; human cell lines|cultured human cells; primary
        neurons|cultured neurons; nurses; veterans|former soldiers; patients in intensive
        care|critically ill patients; transplant recipients; low-income households|poor families;
        macrophages; endothelial cells; patients with diabetes|diabetic patients; survivors of
        stroke|stroke survivors; premature infants|infants born preterm; athletes;
        students|university students; monkeys|non-human primates; hepatocytes|liver cells; cardiac
        muscle cells|cardiomyocytes; B lymphocytes|B cells; regulatory T cells; epithelial cells;
        rural communities|people in the countryside"""
)
PLACES = _groups(
    """the nucleus|the cell nucleus; the cytoplasm|the cytosol; mitochondria; the plasma
        membrane|the cell surface; the endoplasmic reticulum; the hippocampus; the prefrontal
        cortex; the liver; the kidney; skeletal muscle; adipose tissue|fat tissue; the small
        intestine; the retina; bone marrow; the spleen; the placenta; the lung; the thymus; lymph
        nodes; the cerebellum; synapses; lysosomes; the Golgi apparatus; cilia; stress granules"""
)
ROLES = _groups(
    """was trained on|learns from|uses training data from; is evaluated on|is tested on|is measured
        on; is optimised with|is trained with the optimiser|minimises its loss with; starts from|is
        initialised with|takes its weights from; takes its word vectors from|uses embeddings from;
        encodes its input with|uses as encoder; retrieves passages with|finds passages by; is
        distilled from|has as teacher|learns from the teacher; splits text with|tokenises with; runs
        on|was run on|is executed on; is regularised by|avoids overfitting by; was annotated by|got
        its labels from; was published by|comes from the group at; is measured with|is quantified by"""
)
METRICS_HIGH = _groups(
    """accuracy|share of right answers; F1|F1 score|F-score; BLEU|BLEU score; recall; precision;
        exact match|EM; throughput|speed; average score|mean score; correlation with
        people|agreement with human ratings; success rate; robustness; coverage; sample efficiency;
        ROUGE; translation quality|quality of translations"""
)
METRICS_LOW = _groups(
    """error rate|share of errors; perplexity; word error rate|WER; latency|delay; memory
        use|memory footprint; training time|time to train; mean absolute error; cost|expense; number
        of parameters|model size; calibration error; hallucination rate|share of invented answers;
        toxicity; energy use|power consumption; gap to supervised training"""
)
GROWTH = _groups(
    """linearly|in proportion; quadratically|with the square; logarithmically|with the logarithm;
        exponentially; cubically|with the third power; as the square root"""
)
MODELS = """Lum Kor Vex Tarn Bri Quil Ost Nev Dra Fen Sol Mar Gri Pol Zan Ark Hel Cor Mir Tel Wis Yar Jun
    Pra Ras Ond""".split()
MODEL_ENDS = """Net Former BERT LM GAN Mix Coder Rank Flow Prop Boost Hash Align Seg QA Gen Search
    Diff Cap Sum""".split()
SET_ENDS = """Bench QA 10k Corpus NLI Eval Set Web News Bank Mix Sum Dev Med Tree""".split()
VARIANTS = ("", "", "", " large", " base", "-XL", " v2", "-small", " 7B", " 70B")
GENE_LETTERS = "ABCDEFGHIKLMNPRSTWXZ"

# What a slot stands for when something goes up and when it goes down.
SENSES: dict[str, tuple[str, str]] = {
    "moves": (
        """increases|raises|enhances|elevates|boosts|promotes|augments|stimulates|drives up|adds
        to|heightens""",
        """decreases|reduces|lowers|diminishes|cuts|inhibits|suppresses|attenuates|limits|lessens|curbs|weakens""",
    ),
    "moved": (
        """increased|raised|enhanced|elevated|boosted|promoted|augmented|stimulated|heightened""",
        """decreased|reduced|lowered|diminished|cut|inhibited|suppressed|attenuated|limited|lessened|curbed""",
    ),
    "move": (
        "increase|raise|enhance|elevate|boost|promote|augment|stimulate",
        "decrease|reduce|lower|diminish|inhibit|suppress|attenuate|limit|curb",
    ),
    "rose": ("rose|increased|went up|grew|climbed", "fell|decreased|went down|declined|dropped|shrank"),
    "rise": (
        "an increase in|a rise in|higher|greater|more|elevated|a gain in",
        """a decrease in|a reduction in|lower|less|a decline in|a drop in|reduced|a loss of""",
    ),
    "higher": ("higher|greater|larger|increased|elevated", "lower|smaller|reduced|decreased|diminished"),
    "positively": ("positively|directly", "negatively|inversely"),
    "agent": (
        "promoter|driver|stimulator|activator|positive regulator",
        "inhibitor|suppressor|negative regulator|repressor",
    ),
    "risks": (
        """increases the risk of|raises the risk of|makes more likely|is a risk factor
        for|favours|predisposes to|raises the odds of|contributes to""",
        """reduces the risk of|lowers the risk of|makes less likely|protects against|helps to
        prevent|guards against|lowers the odds of|is protective against|wards off|decreases the
        chance of""",
    ),
    "risked": (
        """increased the risk of|raised the risk of|led to more|was followed by more cases of|doubled
        the odds of""",
        """reduced the risk of|lowered the risk of|led to fewer cases of|prevented|protected
        against|halved the odds of|cut the incidence of|was followed by fewer cases of""",
    ),
    "likely": (
        "more likely|at higher risk|more prone|at greater danger",
        "less likely|at lower risk|less prone|better protected than others not",
    ),
    "often": ("more often|more frequently|at a higher rate", "less often|more rarely|at a lower rate"),
    "beats": (
        """outperforms|surpasses|beats|exceeds|is ahead of|does better than|is superior
        to|outscores|wins over|improves on|leaves behind""",
        """underperforms|trails|lags behind|falls short of|does worse than|is inferior to|loses to|is
        behind|cannot match|does not reach""",
    ),
    "better": ("better|stronger|superior", "worse|weaker|inferior"),
    "needs": (
        """requires|depends on|needs|relies on|cannot take place without|does not occur without""",
        """does not require|does not depend on|is independent of|needs no|takes place without|occurs
        even without""",
    ),
    "needed": (
        """essential for|required for|necessary for|indispensable for|crucial for|needed for""",
        """dispensable for|not required for|unnecessary for|not essential for|not needed for""",
    ),
    "before": ("before|prior to|ahead of|earlier than", "after|following|later than|subsequent to"),
    "most": (
        "most|the majority of|the great part of|nearly all|more than half of",
        "few|only a minority of|hardly any|a small part of|fewer than half of",
    ),
    "common": (
        "common|frequent|widespread|usual|often seen",
        "rare|uncommon|infrequent|unusual|seldom seen",
    ),
    "found": (
        """is found in|is expressed in|localises to|is present in|occurs in|accumulates in|can be
        detected in""",
        """is absent from|is not expressed in|is not found in|is missing from|cannot be detected in|is
        lacking in""",
    ),
    "binds": (
        """binds|binds to|interacts with|associates with|forms a complex with|attaches to""",
        """does not bind|does not interact with|has no affinity for|fails to associate with|shows no
        binding to""",
    ),
    "works": (
        """is effective against|works against|helps against|is an effective treatment for|benefits
        people with|improves""",
        """is ineffective against|does not help against|is of no use in|has no benefit in|fails to
        improve|worsens""",
    ),
    "safe": (
        "safe|well tolerated|harmless|without serious side effects",
        "unsafe|poorly tolerated|harmful|toxic",
    ),
    "able": ("can|is able to|has the capacity to|succeeds to", "cannot|is unable to|fails to|is not able to"),
    "linked": (
        """is associated with|is linked to|correlates with|is related to|goes along with""",
        """is not associated with|is unrelated to|is independent of|does not correlate with|has no link
        to""",
    ),
    "helps": (
        "helps|improves results|raises scores|is beneficial|pays off|brings gains",
        """hurts|harms results|lowers scores|is harmful|does damage|costs performance""",
    ),
    "matters": (
        """matters more than|has a larger effect than|contributes more than|is more important than""",
        """matters less than|has a smaller effect than|contributes less than|is less important than""",
    ),
}
NO_EFFECT = """has no effect on|does not affect|does not change|leaves unchanged|does not alter|does not
        influence|has no influence on|makes no difference to"""
