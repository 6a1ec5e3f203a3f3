"""Conditions met in the expansion of macros: the branch that is printed is read, the others passed over."""

from __future__ import annotations

import re

from synth.passages.latex_conditions import BRACED, Switches, branch_end, read_test
from synth.passages.latex_definitions import read_argument
from synth.passages.latex_frames import Frame, Frames

__all__ = ["NAME", "Branches"]

NAME = re.compile(r"\s*\{([^{}]{1,80})\}")
"""A name in braces."""


class Branches(Frames):
    """Keeps the switches of a source and reads its conditions."""

    def __init__(self, budget: int) -> None:
        super().__init__(budget)
        self.switches = Switches()
        self.setters: dict[str, tuple[str, bool]] = {}
        """Macros that set a switch, and to what."""
        self.cases = 0
        """Conditions whose branch is being read."""

    def _new_if(self, frame: Frame, start: int) -> bool:
        del start
        match = re.compile(r"\s*\\if([a-zA-Z@]+)").match(frame.text, frame.at)
        if match is None:
            return False
        frame.at = match.end()
        name = match[1]
        self.switches.set(name, False)
        self.setters |= {f"{name}true": (name, True), f"{name}false": (name, False)}
        return True

    def _new_switch(self, frame: Frame, start: int) -> bool:
        del start
        match = NAME.match(frame.text, frame.at)
        if match is None:
            return False
        frame.at = match.end()
        self.switches.set(match[1], False)
        return True

    def _switch_on(self, frame: Frame, start: int) -> bool:
        return self._set_switch(frame, start, value=True)

    def _switch_off(self, frame: Frame, start: int) -> bool:
        return self._set_switch(frame, start, value=False)

    def _set_switch(self, frame: Frame, start: int, value: bool | None = None) -> bool:
        del start
        match = NAME.match(frame.text, frame.at)
        given = NAME.match(frame.text, match.end()) if match and value is None else None
        if match is None or (value is None and given is None):
            return False
        frame.at = given.end() if given else match.end()
        self.switches.set(match[1], given[1] if given else bool(value))
        return True

    def _enter_branch(self, frame: Frame, word: str) -> bool:
        if word == "ifmmode":
            is_true: bool | None = self._is_math()
        else:
            test = read_test(word, frame.text, frame.at, self.macros, self.switches)
            is_true, frame.at = test.is_true, test.stop
            if test.case is not None:
                return self._enter_case(frame, test.case)
        if is_true is None:
            following = branch_end(frame.text, frame.at, self.switches)
            # A switch that nobody sets is false to TeX; without another branch, keep what is there.
            is_true = following is None or following[0] == "fi"
        self.cases += 1
        if is_true:
            return True
        if self._skip_branch() in (None, "fi"):
            self.cases -= 1
        return True

    def _enter_case(self, frame: Frame, case: int) -> bool:
        del frame
        self.cases += 1
        ended: str | None = ""
        while case != 0 and ended not in (None, "fi", "else"):
            ended = self._skip_branch()
            case -= 1
        if ended in (None, "fi"):
            self.cases -= 1
        return True

    def _skip_branch(self) -> str | None:
        """Pass over the branch that is not printed; returns what ended it, None for the text's end."""
        while True:
            frame = self.frames[-1]
            found = branch_end(frame.text, frame.at, self.switches)
            if found:
                frame.at = frame.kept = found[2]
                return found[0]
            frame.at = frame.kept = len(frame.text)
            if len(self.frames) == 1:
                return None
            self.frames.pop()

    def _leave_branch(self, frame: Frame, start: int) -> bool:
        word = frame.text[start + 1 : frame.at]
        if word == "or" and not self.cases:
            return False
        if word != "fi":
            ended: str | None = word
            while self.cases and ended not in (None, "fi"):
                ended = self._skip_branch()
        self.cases = max(self.cases - 1, 0)
        return True

    def _is_math(self) -> bool:
        """Tell by what is written last whether mathematics is open."""
        tail = re.split(r"\n\s*\n|\\\\|(?<!\\)&", self.out.tail(600))[-1]
        dollars = len(re.findall(r"(?<!\\)\$", tail))
        return dollars % 2 == 1 or tail.rfind("\\(") > tail.rfind("\\)")

    def _choose(self, frame: Frame, start: int) -> bool:
        """Put the branch that is printed in the place of a condition in braces."""
        count, test = BRACED[frame.text[start + 1 : frame.at]]
        at, spans = frame.at, []
        for _ in range(count + 2):
            found = read_argument(frame.text, at)
            if found is None or frame.text[found[0] - 1 : found[0]] != "{":
                break
            spans.append(found)
            at = found[2]
        if len(spans) < count + 1:
            return False
        given = [frame.text[span[0] : span[1]] for span in spans[:count]]
        branches = spans[count:]
        # What cannot be told is not printed, as with switches.
        number = 0 if test(given, self.macros, self.switches) else 1
        frame.at = frame.kept = at
        if number < len(branches):
            self._push(frame.source[branches[number][0] : branches[number][1]])
        return True
