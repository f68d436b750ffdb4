"""The report of a session: what the group put together, and only coarse words of what each answered."""

from dataclasses import replace

import pytest

from qualifier.group.report import session_report
from qualifier.group.session import SECOND, Dissent, Session, Turn
from qualifier.knowledge.cases import Answer
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import Document, Picture
from qualifier.report.media import Medium, rendered
from qualifier.words import LANGS, Lang, Text, message
from tests.group.documents import headings, missing_words, part, said
from tests.group.sessions import SIDES, session_of
from tests.support import case_of

Five = list[dict[str, str]]
WHY = "la convention nous est dictée par <le bailleur> & d'autres, « à prendre ou à laisser »"
TITLES = {key: message("group", f"{key}_title") for key in ("map", "divided", "sides", "moved", "talked", "joint")}
OTHERS, FRAME = message("group", "dissents_title"), message("group", "frame_title")
GARDEN = {"house": "other", "work": "dug"}
BEGINS = {Medium.PDF: b"%PDF", Medium.DOCX: b"PK", Medium.HTML: b"<!"}


def split(five: Five, people: int = 6) -> Session:
    """Return a session in which half see a common action, and half that nobody changed a way of working."""
    other = {**five[0], "practice_change": "nobody"}
    return session_of(*[five[0], other] * (people // 2), sides=[*SIDES] * (people // 2))


def whole(five: Five) -> Session:
    """Return a whole supervision: two rounds, a joint viewpoint, a dissent."""
    second = split(five).reveal().again().answered(Turn("B", SECOND, case_of(five[0])))
    second = second.answered(Turn("D", SECOND, case_of(five[0]))).reveal().talking(["practice_change", "money"])
    return second.together(case_of(five[0])).dissenting(Dissent(WHY, "imposed")).dissenting(Dissent("trop tôt"))


def made(reasoner: Reasoner, session: Session, *, only_together: bool = False) -> Document:
    return session_report(reasoner, session, "mardi", only_together=only_together)


# --- what the group put together -------------------------------------------------------------------------------


def test_a_dissent_stands_beside_the_joint_viewpoint_with_its_reason_and_the_form_it_would_name(
    reasoner: Reasoner, five: Five
) -> None:
    told = part(made(reasoner, whole(five)), OTHERS)
    name = reasoner.base.forms["imposed"].name

    assert message("group", "dissent_form", why=WHY, name=name).fr in told
    assert message("group", "dissent", why="trop tôt").fr in told


def test_a_dissent_for_a_form_that_the_rules_do_not_have_any_more_keeps_its_reason(
    reasoner: Reasoner, five: Five
) -> None:
    session = split(five).reveal().together(case_of(five[0])).dissenting(Dissent(WHY, "a_form_of_old"))

    assert message("group", "dissent", why=WHY).fr in part(made(reasoner, session), OTHERS)


def test_the_joint_viewpoint_has_its_verdict_reasons_and_answers(reasoner: Reasoner, five: Five) -> None:
    told = part(made(reasoner, whole(five)), TITLES["joint"])

    assert told[0].startswith(reasoner.base.forms["common_action_project"].headline.fr)
    assert message("report", "answers").fr in told
    assert reasoner.base.questions["steering"].ask.fr in told


def test_without_a_joint_viewpoint_the_report_says_that_none_is_needed(reasoner: Reasoner, five: Five) -> None:
    document = made(reasoner, split(five).reveal())

    assert part(document, TITLES["joint"]) == [message("group", "no_joint").fr]
    assert OTHERS not in headings(document)


def test_a_joint_viewpoint_with_hardly_an_answer_still_makes_a_report(reasoner: Reasoner, five: Five) -> None:
    unknown = replace(case_of({}), answers={"other_side": Answer(None, "disputed")})
    for joint in (case_of({}), unknown):
        document = made(reasoner, split(five).reveal().together(joint))

        assert TITLES["joint"] in headings(document)
        assert missing_words(document) == []


def test_of_what_was_talked_about_the_report_tells_what_the_rules_still_ask(reasoner: Reasoner, five: Five) -> None:
    document = made(reasoner, split(five).reveal().talking(["a_question_of_old", "money"]))
    assert part(document, TITLES["talked"]) == [reasoner.base.questions["money"].ask.fr]

    only_old = made(reasoner, split(five).reveal().talking(["a_question_of_old"]))
    assert TITLES["talked"] not in headings(only_old)


def test_a_joint_viewpoint_under_way_is_not_in_the_report(reasoner: Reasoner, five: Five) -> None:
    session = split(five).reveal()
    begun = session.together(case_of(five[0]), finished=False)

    assert made(reasoner, begun) == made(reasoner, session)


def test_what_the_group_talked_about_is_in_its_report_whatever_its_size(reasoner: Reasoner, five: Five) -> None:
    for people in (2, 6):
        document = made(reasoner, split(five, people).reveal().talking(["money"]))
        assert part(document, TITLES["talked"]) == [reasoner.base.questions["money"].ask.fr]


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_says_first_what_it_is_not_for_and_gives_the_frame(
    reasoner: Reasoner, five: Five, lang: Lang
) -> None:
    document = made(reasoner, whole(five))
    told = said(document, lang)

    assert message("group", "report_note").to(lang) in told[:12]
    assert headings(document)[-1] == FRAME
    assert {one.say.to(lang) for one in reasoner.base.frame.values()} <= set(told)
    assert document.foot == message("group", "report_foot")


# --- what comes from the answers of each -----------------------------------------------------------------------


def test_below_the_threshold_the_report_says_why_nothing_of_the_answers_is_in_it(
    reasoner: Reasoner, five: Five
) -> None:
    document = made(reasoner, split(five, 4).reveal())

    assert message("group", "too_few_to_tell", least=5).fr in said(document)
    assert {TITLES[key] for key in ("map", "divided", "sides", "moved")} & set(headings(document)) == set()


def test_above_the_threshold_what_divides_several_from_several_is_told_without_numbers(
    reasoner: Reasoner, five: Five
) -> None:
    document = made(reasoner, split(five).reveal())
    question = reasoner.base.questions["practice_change"]
    (picture,) = (block for block in document.blocks if isinstance(block, Picture))

    told = part(document, TITLES["divided"])
    assert told[0] == question.ask.fr
    assert set(told[1:]) == {question.option(one).label.fr for one in ("each", "nobody")}
    # What lies between two conclusions is for the room, where the viewpoints are.
    assert question.ask.fr not in picture.alt.fr
    assert "<circle" not in picture.svg.fr
    assert message("group", "held_several").fr in picture.alt.fr


def divided_told(reasoner: Reasoner, joint: dict[str, str] | None) -> list[str]:
    """Return what divided three who see a common action from three who see none, and where decisions are made."""
    ours, other = GARDEN | {"harvest": "shared", "sign": "none"}, GARDEN | {"harvest": "unsaid", "sign": "painted"}
    session = session_of(*[ours, other] * 3).reveal()
    return part(made(reasoner, session.together(case_of(joint)) if joint else session), TITLES["divided"])


def asked(reasoner: Reasoner, question: str) -> list[str]:
    """Return a question of the small rules, followed by its options in the rules' order, as a report lists them."""
    found = reasoner.base.questions[question]
    return [found.ask.fr, *(one.label.fr for one in found.options if one.id in {"shared", "unsaid", "none", "painted"})]


def test_beside_a_joint_viewpoint_what_divides_is_told_by_whether_it_changes_the_joint_conclusion(
    small_reasoner: Reasoner,
) -> None:
    told = divided_told(small_reasoner, GARDEN | {"harvest": "shared"})

    assert told == [
        message("group", "divided_matter").fr,
        *asked(small_reasoner, "harvest"),
        message("group", "divided_aside").fr,
        *asked(small_reasoner, "sign"),
    ]


def test_a_joint_viewpoint_that_closes_a_branch_leaves_nothing_behind_it_to_change_its_conclusion(
    small_reasoner: Reasoner,
) -> None:
    told = divided_told(small_reasoner, {"house": "same"})

    assert message("group", "divided_matter").fr not in told
    assert told[0] == message("group", "divided_aside").fr
    assert {*asked(small_reasoner, "harvest"), *asked(small_reasoner, "sign")} <= set(told)


def test_without_a_joint_viewpoint_what_divides_is_one_list(small_reasoner: Reasoner) -> None:
    told = divided_told(small_reasoner, None)

    assert told == [*asked(small_reasoner, "sign"), *asked(small_reasoner, "harvest")]


def test_what_people_set_aside_by_their_own_answers_divides_nobody_in_the_report(small_reasoner: Reasoner) -> None:
    """Two see one house: what they had said before of the harvest does not stand against the others."""
    ours, within = GARDEN | {"harvest": "shared"}, {**GARDEN, "house": "same", "harvest": "unsaid"}
    told = part(made(small_reasoner, session_of(*[ours] * 3, within, within).reveal()), TITLES["divided"])

    assert small_reasoner.base.questions["house"].ask.fr in told
    assert small_reasoner.base.questions["harvest"].ask.fr not in told


def test_only_those_who_gave_an_answer_are_counted_as_viewpoints(reasoner: Reasoner, five: Five) -> None:
    session = split(five).answered(Turn("G", 1, case_of({}))).reveal()

    assert dict(made(reasoner, session).about)[message("group", "viewpoints")] == Text("6", "6")


def test_before_the_reveal_the_report_says_that_nothing_was_shown_yet(reasoner: Reasoner, five: Five) -> None:
    for session in (split(five), split(five).reveal().again()):
        assert message("group", "not_revealed_yet").fr in said(made(reasoner, session))


def test_the_conclusions_stay_hidden_as_long_as_the_room_has_not_seen_them(reasoner: Reasoner, five: Five) -> None:
    hidden = replace(split(five), verdicts=False).reveal()
    document = made(reasoner, hidden)

    assert TITLES["map"] not in headings(document)
    assert TITLES["divided"] in headings(document)
    assert TITLES["map"] in headings(made(reasoner, hidden.together(case_of(five[0]))))


def test_what_each_large_side_holds_is_told(reasoner: Reasoner, five: Five) -> None:
    told = part(made(reasoner, split(five).reveal()), TITLES["sides"])
    question = reasoner.base.questions["practice_change"]
    label = question.option("nobody").label

    assert told[0] == question.ask.fr
    assert message("group", "side_says", side=SIDES[1], labels=label).fr in told


def test_two_rounds_tell_what_no_longer_splits_the_group_and_the_conclusions_before_and_after(
    reasoner: Reasoner, five: Five
) -> None:
    told = part(made(reasoner, whole(five)), TITLES["moved"])
    forms = reasoner.base.forms
    before = Text(f"{forms['cooperation'].name.fr} ; {forms['common_action_project'].name.fr}", "")
    after = forms["common_action_project"].name

    assert told[:2] == [message("group", "joined_told").fr, reasoner.base.questions["practice_change"].ask.fr]
    assert told[2] in {
        message("group", "moved_outcomes", before=one, after=after).fr
        for one in (before, Text(" ; ".join(reversed(before.fr.split(" ; "))), ""))
    }


def test_what_moved_is_not_told_when_a_single_person_changed_something(reasoner: Reasoner, five: Five) -> None:
    """Between two such reports, and with all the other answers known, the move would be that person's."""
    apart = {**five[0], "practice_change": "nobody"}
    second = session_of(*[five[0]] * 4, apart, apart).reveal().again()
    one = second.answered(Turn("F", SECOND, case_of(five[0])))
    reopened = one.answered(Turn("A", SECOND, case_of(five[0])))
    two = one.answered(Turn("E", SECOND, case_of(five[0])))

    assert TITLES["moved"] not in headings(made(reasoner, one.reveal()))
    assert TITLES["moved"] not in headings(made(reasoner, reopened.reveal()))
    assert TITLES["moved"] in headings(made(reasoner, two.reveal()))


def test_a_second_round_may_split_the_group_anew(reasoner: Reasoner, five: Five) -> None:
    second = session_of(*[five[0]] * 6).reveal().again()
    for label in "ABC":
        second = second.answered(Turn(label, SECOND, case_of({**five[0], "practice_change": "nobody"})))

    told = part(made(reasoner, second.reveal()), TITLES["moved"])
    assert told[:2] == [message("group", "parted_told").fr, reasoner.base.questions["practice_change"].ask.fr]


def test_where_everyone_holds_another_view_the_report_says_no_more_than_that(reasoner: Reasoner, five: Five) -> None:
    document = made(reasoner, session_of(*five).reveal())

    assert part(document, TITLES["divided"]) != []
    alone = session_of(
        five[0], five[1], five[3], {"other_side": "same_organisation"}, {"other_side": "person_or_family"}
    )
    told = part(made(reasoner, alone.reveal()), TITLES["map"])
    assert told[0] == message("group", "scattered").fr


def test_on_demand_only_what_was_put_together_is_in_the_report(reasoner: Reasoner, five: Five) -> None:
    document = made(reasoner, whole(five), only_together=True)

    assert headings(document) == [TITLES["talked"], TITLES["joint"], OTHERS, FRAME]


# --- on every medium -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("langs", [("fr",), ("en", "fr")], ids="-".join)
@pytest.mark.parametrize("medium", Medium)
def test_every_medium_holds_the_report(reasoner: Reasoner, five: Five, medium: Medium, langs: tuple[Lang, ...]) -> None:
    pytest.importorskip({Medium.PDF: "typst", Medium.DOCX: "docx"}.get(medium, "qualifier"))
    content = rendered(made(reasoner, whole(five)), medium, langs)

    assert content.startswith(BEGINS.get(medium, b""))
    if medium in (Medium.TEXT, Medium.MARKDOWN, Medium.HTML):
        whole_text = " ".join(content.decode().replace("\u00a0", " ").split())
        for lang in langs:
            assert message("group", "report_title").to(lang) in whole_text
        assert "<le bailleur>" not in whole_text or medium is not Medium.HTML


def test_no_text_of_the_report_is_in_one_language_only(reasoner: Reasoner, five: Five) -> None:
    for session in (whole(five), split(five).reveal(), split(five, 4).reveal(), session_of(*five)):
        assert missing_words(made(reasoner, session)) == []
