"""Numbers as people retell them: parts and multiples in words, hedges, units left out, ways to go.

Each case is a defect that was seen on retold claims; the comment names its cause.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.claims.cases import Case, assert_reads, q

PARTS: list[Case] = [
    # Only parts up to two and three fifths were known: "nine" was read as a count of "tenths".
    ("More than nine tenths of the lamps went out.", [q("0.9", unit="x", comparator=">")]),
    ("Five sixths of the lamps went out.", [q("0.83", unit="x")]),
    ("One in five readers noticed.", [q("0.2", unit="x")]),
    ("The rate is warmed up over the first tenth of the steps.", [q("0.1", unit="x")]),
    # A share of things is a level like a percentage; "half of that" compares.
    ("A quarter of the tokens is masked.", [q("0.25", role="level")]),
    ("The best weight is a quarter on Quillfish.", [q("0.25", role="level")]),
    ("The distance is half of that under Tallow.", [q("0.5", role="ratio")]),
    ("It needs a third of the memory.", [q("0.33", role="ratio")]),
    (
        "Lantern more than triples Tallow's accuracy.",
        [q("3", unit="x", comparator=">", direction="increase")],
    ),
    ("It takes more than three times what Tallow needs.", [q("3", unit="x", role="ratio")]),
    # Without digits, only halves, thirds and quarters made a sentence worth reading.
    ("Roughly a fifth of the lamps went out.", [q("0.2", unit="x", comparator="~")]),
    # A verb without object was no number, and "triples in a graph" was one.
    ("Accuracy triples when notes are added.", [q("3", unit="x", direction="increase")]),
    ("The cost roughly quadruples.", [q("4", unit="x", comparator="~")]),
    ("We store the triples in a graph.", []),
    ("It cuts the error in half.", [q("0.5", unit="x", role="ratio")]),
    ("Scores rise by more than half.", [q("0.5", unit="x", comparator=">")]),
    ("Lantern has nearly twice Tallow's throughput.", [q("2", unit="x", comparator="~")]),
    ("Lantern's throughput is 1.8 times Tallow's.", [q("1.8", unit="x", role="ratio")]),
    ("Two dozen lamps were tried.", [q("24", unit="lamps")]),
]

ONE_OF_A_UNIT: list[Case] = [
    # "A day" was no number, though "one day" was.
    ("It took about a day.", [q("1", unit="days", comparator="~")]),
    ("It took less than an hour.", [q("1", unit="h", comparator="<")]),
    ("The gap is a single point.", [q("1", unit="points")]),
    ("It takes an hour and a half.", [q("1.5", unit="h")]),
    ("It lasts a day and a half on two lamps.", [q("1.5", unit="days"), q("2", unit="lamps")]),
    ("It runs three times a day.", [q("3", unit="times")]),
]

APART: list[Case] = [
    # What tells how far two things lie apart was the level of one.
    ("Wide lamps take 84 ms per sample off the total.", [q("84", unit="ms", role="difference")]),
    ("Lantern is done 12 hours earlier than Tallow.", [q("12", unit="h", role="difference")]),
    ("Lantern is 12 MB larger than Tallow.", [q("12", unit="MB", role="difference")]),
    # In a form, or a table read as text, the unit stands ahead of the number.
    ("Total Energy [kWh] ≈ 5 Total Mass [kg] ≈ 7.5", [q("5", unit="kWh"), q("7.5", unit="kg")]),
    ("See panel (a) 5 and panel (b) 6.", [q("5", unit=None), q("6", unit=None)]),
]

ROUND_NUMBERS: list[Case] = [
    # "a thousand" was no number at all.
    ("It serves nearly a thousand questions per second.", [q("1", unit="thousand questions/s")]),
    ("We add another million pairs.", [q("1", unit="million pairs")]),
    ("A random million keys are drawn.", [q("1", unit="million keys")]),
    # Text layers put a blank behind the separator.
    ("It has roughly 42, 000 training examples.", [q("42000", unit="examples")]),
    ("It holds 56, 355/8, 421 training/validation rows.", [q("56355"), q("8421")]),
    ("We tried batches of 64, 128 and 256.", [q("64"), q("128"), q("256")]),
    # 2048 looked like a year to come.
    ("We use a length of 384 for Brindle, and 2048 for Marrow.", [q("384"), q("2048")]),
]

NAMES: list[Case] = [
    # A number behind "4-" or "3-" was read, though it is a name's tail.
    ("Lantern-4-32k is right in 70.9% of cases.", [q("70.9")]),
    ("We test lantern-4-0314.", []),
    ("Lantern-3-8B reaches 40.7 EM.", [q("40.7")]),
    ("4.1 MODEL SETUP The student has 14.5M parameters.", [q("14.5")]),
]

HEDGES: list[Case] = [
    ("It lasts just under seven minutes.", [q("7", comparator="<", hedge="just under")]),
    ("It lasts a little more than 3 hours.", [q("3", comparator=">", hedge="a little more than")]),
    ("It is not quite 60%.", [q("60", comparator="<")]),
    ("It fits in barely half of the cases.", [q("0.5", comparator="~")]),
    ("It takes some six times that many.", [q("6", unit="x", comparator="~")]),
    ("It is well above 90%.", [q("90", comparator=">", hedge="well above")]),
    # What a mean is taken over, or a run spread over, is no bound.
    ("Scores are means over five datasets.", [q("5", comparator="=")]),
    ("It takes 8.8 hours when spread over eight GPUs.", [q("8.8"), q("8", comparator="=")]),
    ("It covers over 100 languages.", [q("100", comparator=">")]),
    # "up to" told where a rise ends.
    ("It goes from 77.7 up to 79.1.", [q("77.7"), q("79.1", comparator="=", direction="increase")]),
    # … and what a sum is.
    ("The other lamps add up to 10.3 kg.", [q("10.3", unit="kg")]),
]

UNITS: list[Case] = [
    ("It embeds 1,318 sentences a second.", [q("1318", unit="sentences/s")]),
    ("It costs 12.3 TPUv3-core-days.", [q("12.3", unit="TPUv3 core days")]),
    ("It took 2,100 V100 GPU-hours.", [q("2100", unit="V100 GPU hours")]),
    ("It uses about 1.2 terabytes.", [q("1.2", unit="TB")]),
    ("It costs 246 exaFLOPs.", [q("246", unit="EFLOPs")]),
    ("Fees came to 14,000 US dollars.", [q("14000", unit="$")]),
    # The noun counted stands behind the set that it is one of.
    ("It wins on seven of the nine tasks.", [q("7", unit="tasks"), q("9", unit="tasks")]),
    # A verb with an object was taken for the last noun of a chain.
    ("Lantern with six layers answers 62.4% of them.", [q("6", unit="layers"), q("62.4")]),
    ("Text is cut into 100-word passages.", [q("100", unit="words")]),
    # A unit that is left out the second time.
    ("It was trained on 64 GPUs, the others on eight.", [q("64"), q("8", unit="GPUs")]),
    ("It needs just under seven minutes, Tallow a little more than eleven.", [q("7"), q("11", unit="min")]),
    ("It has 66 million parameters compared with 110 million in Tallow.",
     [q("66"), q("110", unit="million parameters")]),
    # A scale that is not the first number's, and a share beside a percentage.
    ("It has a hidden size of 312 and 14.5 million parameters.", [q("312", unit=None), q("14.5")]),
    ("The gap is large (0.784 vs. 59.1% accuracy).", [q("0.784", unit=None), q("59.1", unit="%")]),
    ("It reached 98% in precision, recall and F1.", [q("98", metric="precision, recall and F1")]),
    ("It scored 61.7% top-1 and 82.1% top-5.", [q("61.7", metric="top-1"), q("82.1", metric="top-5")]),
]  # fmt: skip

DIRECTIONS: list[Case] = [
    ("Lantern leads Tallow by 2.6 points.", [q("2.6", direction="increase", baseline="Tallow")]),
    ("The step lifts the macro-score by 4.83 points.", [q("4.83", direction="increase")]),
    ("It buys Lantern an extra 15.6 accuracy points.", [q("15.6", direction="increase")]),
    ("The swap costs Lantern 11.2 points.", [q("11.2", direction="decrease")]),
    ("Even the weakest takes 0.82 off the perplexity.", [q("0.82", direction="decrease")]),
    ("It is eight times more slowly done.", [q("8", unit="x")]),
    ("We have a 5.5% loss on Brindle.", [q("5.5", role="difference", direction="decrease")]),
    ("Lantern-A is outperformed by Tallow-B by 2 points.", [q("2", direction="decrease")]),
    ("The app is 71% quicker than Tallow.", [q("71", role="ratio", direction="increase")]),
    # The same change told twice.
    ("It reduces the perplexity by 47.9 points, or about 30%.",
     [q("47.9", direction="decrease"), q("30", role="ratio", direction="decrease")]),
    ("It drags the score from 75.3 down to 56.3.", [q("75.3"), q("56.3", direction="decrease")]),
]  # fmt: skip

SHARES: list[Case] = [
    ("About nine out of ten readers agreed.", [q("0.9", unit="x", role="level", comparator="~")]),
    ("Seven in a hundred items had no label.", [q("0.07", unit="x", role="level")]),
    ("It gets 28 correct answers out of a hundred.", [q("0.28", unit="x")]),
    ("It wins in 16 of 18 tasks.", [q("16", unit="tasks"), q("18", unit="tasks")]),
    ("It took two in 10 days.", [q("10", unit="days")]),
]  # fmt: skip

MEASURED: list[Case] = [
    # The number ahead of the unit's own measure once went unread.
    ("It ran on five-hundred 32GB cards.", [q("500"), q("32", unit="GB")]),
    ("It has 32Gb of memory.", [q("32", unit="GB")]),
    ("A card with 12G memory was used.", [q("12", unit="GB")]),
    ("The learning rate was 3e-5. It fell.", [q("3e-5", role="setting")]),
    ("They are longer than 512 tokens.", [q("512", comparator=">", unit="tokens")]),
    ("It takes 16 minutes at beam size 5 and about 35 minutes at beam size 15.",
     [q("16", unit="min"), q("5", unit=None), q("35", unit="min"), q("15", unit=None)]),
    # "leads to" and what stands behind a bracket once made a level a gain.
    ("The swap leads to 0.014 on Brindle.", [q("0.014", role="level")]),
    ("It leaves even Tallow (87.7) behind.", [q("87.7", role="level")]),
]  # fmt: skip

PARTS_OF_A_UNIT: list[Case] = [
    # A part was read of a few units of time only: "of a terabyte" stayed behind.
    ("The dump holds three quarters of a terabyte.", [q("0.75", unit="TB")]),
    ("It took two thirds of a minute to start.", [q("0.67", unit="min")]),
    ("It loses half a percentage point.", [q("0.5", unit="points")]),
    ("The lens is a tenth of a degree off.", [q("0.1", unit="°")]),
    ("It adds three thousandths of a second.", [q("0.003", unit="s")]),
    ("A half-hour session was paid.", [q("0.5", unit="h", text="half-hour")]),
    ("Half of a page is blank.", [q("0.5", unit="x")]),
    # Parts beyond a tenth, and one of a round whole.
    ("It keeps a sixteenth of the lamps.", [q("0.0625", unit="x", role="level")]),
    ("One in every thousand lamps is dark.", [q("0.001", unit="x", role="level")]),
    ("One in a million lamps is dark.", [q("0.000001", unit="x", role="level")]),
    ("The rate is one hundred-thousandth.", [q("0.00001", unit="x")]),
    # "One" stands for a noun here, and "four" counts.
    ("The word-level lamp beats the sentence-level one in four of the six rooms.",
     [q("4", unit="rooms"), q("6", unit="rooms")]),
    # What is told of things is a share though no article stands before them.
    ("A quarter of tokens is masked.", [q("0.25", role="level")]),
    ("It uses half of its memory.", [q("0.5", role="ratio")]),
]  # fmt: skip

LONG_WORDS: list[Case] = [
    ("It holds three thousand two hundred lamps.", [q("3200", unit="lamps")]),
    ("It holds three thousand one hundred and fifty lamps in nine rooms.",
     [q("3150", unit="lamps"), q("9", unit="rooms")]),
    ("It holds some 3 dozen lamps.", [q("36", unit="lamps", comparator="~")]),
    ("It has two thousand lamps and three hundred rooms.",
     [q("2", unit="thousand lamps"), q("300", unit="rooms")]),
    ("It is two-and-a-half times faster.", [q("2.5", unit="x")]),
    ("The runtime quintupled.", [q("5", unit="x", direction="increase")]),
    ("It lasted two decades.", [q("2", unit="decades")]),
    # "Tripled to 90" was read as a range from 90 down to 3.
    ("The latency tripled to 90 ms.", [q("3", unit="x"), q("90", unit="ms")]),
    # The head of a name was read as a unit: teslas, volts, kelvins.
    ("We compare five T5 sizes on 3 V2 cards.", [q("5", unit="sizes"), q("3", unit="cards")]),
    ("The best of the seven mT5 variants wins.", [q("7", unit="variants")]),
    ("A quarter-million lamps were used.", [q("0.25", unit="million lamps")]),
    ("Half of one percent of lamps are dark.", [q("0.5", unit="%")]),
    ("A dozen or so lamps were used.", [q("12", unit="lamps", comparator="~")]),
    ("Ninety-odd per cent of the lamps are lit.", [q("90", unit="%", comparator="~")]),
    ("It took 90-odd minutes.", [q("90", unit="min", comparator="~")]),
    ("Three in four readers agreed.", [q("0.75", unit="x", role="level")]),
    ("Four out of every five lamps are lit.", [q("0.8", unit="x", role="level")]),
    ("It uses two in four of the rooms.", [q("4", unit="rooms")]),
    # "More than halved" was held to mean more than a half; and what follows it was a range.
    ("The gap more than halved, from 6.2 to 2.9 points.",
     [q("0.5", unit="x", comparator="<"), q("6.2", unit="points"), q("2.9", unit="points")]),
    # Time on a machine with a raised dot, and time as a log prints it.
    ("It amounts to ~625 CPU·days.", [q("625", unit="CPU days", comparator="~")]),
    ("It ran for 1:30:00 on one card.", [q("5400", unit="s")]),
    ("It began at 09:32:03 on 4 cards.", [q("4", unit="cards")]),
    # An exponent as a page prints it, raised.
    ("The learning rate was 1e^-5.", [q("1e-5")]),
    ("The learning rate was 5e^{−4}.", [q("5e-4")]),
    # "Is less than" bounds, and so does "is slightly less than".
    ("Its run time is slightly less than 30 seconds.", [q("30", unit="s", comparator="<")]),
]  # fmt: skip

CASES = (
    PARTS_OF_A_UNIT
    + LONG_WORDS
    + PARTS
    + ONE_OF_A_UNIT
    + APART
    + ROUND_NUMBERS
    + NAMES
    + HEDGES
    + UNITS
    + DIRECTIONS
    + SHARES
    + MEASURED
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_reads(text: str, expected: list[dict[str, Any]]) -> None:
    assert_reads(text, expected)
