"""Texts aligned by their letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from synth.passages.letters import align_letters, letters_of, without_keys


def test_letters_know_where_they_stand() -> None:
    found = letters_of("A-b, 2.1\u00a0%")
    assert found.text == "ab21"
    assert list(found.offsets) == [0, 2, 5, 7]


def test_what_was_put_in_between_is_passed_over() -> None:
    a = "theharbourwasmeasuredeverydayoftheyear"
    b = "theharbourwasmea" + "runninghead12" + "suredeverydayoftheyear"
    places = align_letters(a, b)
    assert "".join(b[place] for place in places) == a


def test_a_sentence_said_twice_is_told_by_its_neighbours() -> None:
    one, two, same = "firsttheboatswerecounted", "thenthebellswererung", "thetidewaslow"
    a = one + same + two + same
    places = align_letters(a, "intro" + one + same + "float" * 9 + two + same)
    assert list(places) == sorted(places)
    assert places[len(one)] == 5 + len(one)
    assert places[-1] == len("intro" + one + same + "float" * 9 + two + same) - 1


@given(st.text(alphabet="abc1", max_size=80), st.text(alphabet="abc1", max_size=80))
def test_counterparts_are_equal_and_in_order(a: str, b: str) -> None:
    places = align_letters(a, b)
    found = [place for place in places if place >= 0]
    assert found == sorted(set(found))
    assert all(a[i] == b[place] for i, place in enumerate(places) if place >= 0)


def test_keys_of_citations_are_no_letters_of_the_print() -> None:
    assert without_keys("as shown [smith2019, doe-etal] in [3] and [0, 1]") == "as shown   in [3] and [0, 1]"
