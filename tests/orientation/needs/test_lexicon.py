"""The lexicon, its rules and its phrases are readable and whole."""

from __future__ import annotations

import pytest

from orientation.answers import DOING, EQUIPMENT, WHOM
from orientation.data.elsewhere import DOORS
from orientation.data.emergencies import EMERGENCIES
from orientation.needs.danger_words import danger_words, read_danger
from orientation.needs.lexicon import DATA, build, lexicon, read_concepts
from orientation.needs.weighing import LABELS, read_rules, rules
from orientation.procedures import PROCEDURES

HINTS = {
    "doing": set(DOING),
    "equipment": set(EQUIPMENT),
    "whom": set(WHOM),
    "demarche": set(PROCEDURES),
    "elsewhere": set(DOORS),
    "emergency": {one.key for one in EMERGENCIES},
}


def test_the_lexicon_is_large() -> None:
    known = lexicon()
    assert known.form_count >= 1_200
    assert len(known.concepts) >= 150


def test_concepts_weigh_on_known_services_and_hint_at_known_answers() -> None:
    for concept in lexicon().concepts.values():
        assert concept.name
        assert concept.weights
        assert set(concept.weights) <= set(LABELS), concept.key
        for name, value in concept.hints.items():
            assert value in HINTS[name], concept.key


def test_rules_name_concepts_or_tags_that_exist() -> None:
    known = lexicon().concepts
    names = set(known) | {tag for one in known.values() for tag in one.tags} | {"anchored"}
    unknown = {
        name
        for rule in rules()
        for name in set().union(*rule.needed, rule.refused)
        if name not in names
    }
    assert unknown == set()


@pytest.mark.parametrize("line", ["caf | CAF | demarches=3", "caf"])
def test_a_bad_line_of_the_lexicon_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        list(read_concepts(line))


def test_a_concept_is_there_once() -> None:
    line = "caf | CAF | demarches=3 |  | caf"
    with pytest.raises(ValueError, match="twice"):
        build(f"{line}\n{line}", "")


@pytest.mark.parametrize("line", ["print body", "print -> inconnu=1", "print ->"])
def test_a_bad_rule_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 1|not enough|unpack"):
        list(read_rules(line))


def test_every_emergency_has_its_words_and_no_other() -> None:
    assert set(danger_words()) == {one.key for one in EMERGENCIES}
    assert all(one.says for one in danger_words().values())


def test_a_pattern_out_of_a_section_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        read_danger("au secours")


def test_learned_weights_stay_small() -> None:
    assert (DATA / "weights.npz").stat().st_size < 1_000_000
