"""Text that a paper only shows: prompts, word problems, sample answers. Their numbers claim nothing.

A block opens with a marker ("Q:", "Answer:") or a telling heading ("Prompt for …") and ends where
the paper speaks again: a heading, the first person, a table, a metric. Outside of blocks a sentence
is a word problem when it tells a story of people and counts, asks "how many" or gives "the answer".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from synth.claims.lexicon import METRIC
from synth.types import Passage

__all__ = ["ExampleBlocks"]

_HEADING = re.compile(
    r"(?i:\b(?:prompts?|exemplars?|few-shot[ ]examples?|in-context[ ]examples?|demonstrations?"
    r"|prompt[ ]templates?|(?:sample|example|generated)[ ](?:outputs?|answers?|questions?|problems?"
    r"|responses?)"
    r"|chains?[ ]of[ ]thought[ ]for|(?:model|gold|reference)[ ]answers?|full[ ]list[ ]of[ ]examples?"
    r"|qualitative[ ]examples?|explanation[ ]for)\b|\bchains?[ ]of[ ]thought[ ]\(|^[\W\d]*(?:questions?"
    r"|answers?"
    r"|inputs?|outputs?|ground[ ]truth|instructions?|solutions?)\W*$)"
)
_MARKER = re.compile(
    r"[\W_]{0,3}(?:Q|A|Question|Answer|Input|Output|Instruction|Human|Assistant|User|System|Prompt|Response"
    r"|Premise|Hypothesis|Context|Passage|Problem|Solution|Reasoning|Rationale|Model[ ]answer)"
    r"(?:[ ]\d{1,2})?[ ]?:(?=[ ]|$)|[\W_]{0,3}(?:PROMPT|QUESTION|ANSWER)\b"
)
_PAPER_SPEAKS = re.compile(
    r"(?:(?i:\b(?:tables?|figures?|fig\.|sections?|sec\.|appendix)[ ][A-Z]?\d|\bet[ ]al\b"
    r"|\b(?:we|our|ours)\b(?![ ](?:have|had|get|need|know|can)\b)|\b(?:baselines?|datasets?|benchmarks?"
    r"|exemplars"
    r"|annotators?|prompting|performance|hyper-?parameters?|state-of-the-art)\b)|\[\d)"
)
_DOES = (
    r"(?:buys|bought|gives|gave|ate|eats|sold|sells|wants|wanted|earns|earned|plants|planted|bakes|baked|picks|picked"
    r"|spends|spent|walks|walked|drives|drove|paid|pays|borrowed|brought[ ]home)"
)
_NO_NAME = r"(?!(?:The|This|That|These|Those|It|We|Each|One|All|Both|Training|Table|Figure|Model|Data)\b)"
# A model "has 12 layers" and "takes 6 hours" as people do; only what no method does tells a story.
_STORY = re.compile(
    rf"(?<![\w-]){_NO_NAME}[A-Z][a-z]{{2,11}}(?:[ ]and[ ][A-Z][a-z]{{2,11}})?[ ](?:then[ ]|already[ ]"
    rf"|also[ ])?{_DOES}\b"
    rf"|\b(?:[Hh]e|[Ss]he)[ ](?:\w+ly[ ]|then[ ]|already[ ]|also[ ])?(?:{_DOES}|has|had|needs|needed"
    rf"|made|makes|got|gets|found|lost)\b"
)
_ASKS = re.compile(
    r"\b[Hh]ow[ ](?:many|much|far|old|long)\b[^.]{0,200}\?|\b[Tt]he[ ](?:final[ ])?answer[ ]is\b"
    r"|\b[Ss]o[ ]the[ ]answer\b"
    r"|^[ ]*(?:You|Your)\b"
)
_PLAIN_COUNT = re.compile(r"(?<![\d.])\d{1,4}(?![\d.,]*\d|[ ]?%|-(?:shot|way))\b")


@dataclass(slots=True)
class ExampleBlocks:
    """Tells examples from the paper's own voice; ask of every passage, in reading order."""

    is_open: bool = False
    """Whether the last passages were of an example."""

    def is_example(self, passage: Passage) -> bool:
        """Whether a passage is shown as an example, not said by the paper."""
        if passage.kind == "heading":
            self.is_open = False
            return False
        if passage.kind not in ("sentence", "footnote") or passage.where == "abstract":
            return False
        text = passage.text
        if _MARKER.match(text):
            self.is_open = True
            return True
        is_shown = self.is_open or (
            passage.section is not None and _HEADING.search(passage.section) is not None
        )
        if not is_shown and not _is_word_problem(text):
            return False
        if _PAPER_SPEAKS.search(text) or METRIC.search(text):
            self.is_open = False
            return False
        return True


def _is_word_problem(text: str) -> bool:
    if _ASKS.search(text) is not None:
        return True
    return _PLAIN_COUNT.search(text) is not None and _STORY.search(text) is not None
