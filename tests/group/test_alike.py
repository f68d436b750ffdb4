"""How alike answers are over several sessions: which of them count, what stands side by side, nothing on a person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from qualifier.explanation.agreement import agreement
from qualifier.group.alike import alike_document
from qualifier.group.session import FIRST, SECOND, Session, Turn
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import figures
from qualifier.report.document import Document, Heading, Table, document_data
from qualifier.report.media import Medium, rendered
from qualifier.words import LANGS, Text, message
from tests.support import chance, texts

NAMES = (
    "s03_wednesday_slot",
    "s04_workshops_for_the_grant",
    "s05_sixty_kilometres",
    "s07_the_garden_behind_the_home",
    "s16_vaccination_mornings",
)
Changes = Mapping[str, Answer]
SPOKEN: Changes = {"word_use": Answer("spoken")}
UNKNOWN: Changes = {"word_use": Answer(None, "not_observed")}
WITHIN: Changes = {"other_side": Answer("same_organisation")}


@pytest.fixture(scope="module")
def cases(library: tuple[Scenario, ...]) -> tuple[Case, ...]:
    known = {one.case.id: one.case for one in library}
    return tuple(known[name] for name in NAMES)


def told(case: Case, changes: Changes) -> Case:
    return replace(case, answers={**case.answers, **changes})


def revealed(case: Case, *people: Changes, again: Mapping[str, Changes] | None = None) -> Session:
    """A session in which each answers as the case does, but for their own changes; then, if asked, a second round."""
    session = Session()
    for changes in people:
        session = session.answered(Turn(session.next_label, FIRST, told(case, changes)))
    session = session.reveal()
    if again is None:
        return session
    session = session.again()
    for label, changes in again.items():
        session = session.answered(Turn(label, SECOND, told(case, changes)))
    return session.reveal()


def tables(document: Document) -> dict[str, Table]:
    return {one.caption.en: one for one in document.blocks if isinstance(one, Table)}


def said(document: Document) -> list[str]:
    return [one.en for one in texts(document.blocks)]


def word(key: str, **values: object) -> str:
    return message("group", f"agreement_{key}", **values).en


def figure(key: str) -> str:
    return message("contents", f"figure_{key}").en


def row(reasoner: Reasoner, document: Document, key: str, question: str = "word_use") -> tuple[str, ...]:
    """The cells of a question in one of the tables by question; none when it has no line there."""
    ask = reasoner.base.questions[question].ask
    found = tables(document).get(figure(key))
    return next((tuple(cell.en for cell in cells) for name, *cells in found.rows if name == ask), ()) if found else ()


def heads(document: Document, key: str = "forms") -> list[str]:
    return [one.en for one in tables(document)[figure(key)].head[1:]]


TWO_APART = (SPOKEN, SPOKEN, {}, {}, {})
NOBODY_APART: tuple[Changes, ...] = ({},) * 5


# --- which sessions count ----------------------------------------------------------------------------------


def test_on_one_session_there_is_no_figure_and_it_is_said_why(reasoner: Reasoner, cases: tuple[Case, ...]) -> None:
    document = alike_document(reasoner, [revealed(cases[0], *TWO_APART)])

    assert tables(document) == {}
    assert word("one_case", count=1) in said(document)
    assert document.about[0][1] == Text("1", "1")


def test_what_a_single_session_holds_changes_nothing_that_is_said(reasoner: Reasoner, cases: tuple[Case, ...]) -> None:
    one, other = (alike_document(reasoner, [revealed(cases[0], *people)]) for people in (TWO_APART, NOBODY_APART))

    assert one == other


def test_sessions_that_cannot_count_are_told_by_their_rank_with_the_reason_and_nothing_of_what_they_hold(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    good = [revealed(case, *TWO_APART) for case in cases[:2]]

    def with_others(changes: Changes) -> Document:
        hidden = replace(revealed(cases[2], *[changes] * 5), revealed=False)
        few = revealed(cases[3], *[changes] * 4)
        higher = replace(revealed(cases[4], *[changes] * 6), least=7)
        return alike_document(reasoner, [*good, hidden, few, Session(), higher, good[0]])

    document = with_others({})
    alone = alike_document(reasoner, good)

    assert [one for one in said(document) if one not in said(alone)] == [
        word("aside"),
        word("aside_hidden", name=word("nameless", rank=3)),
        word("aside_few", name=word("nameless", rank=4), least=5),
        word("aside_hidden", name=word("nameless", rank=5)),
        word("aside_few", name=word("nameless", rank=6), least=7),
        word("aside_doubled", name=word("nameless", rank=7)),
    ]
    assert [name for name in NAMES if name in str(document_data(document))] == []
    assert tables(document) == tables(alone)
    assert document_data(with_others(SPOKEN)) == document_data(document)


def test_a_second_round_that_is_not_revealed_leaves_the_first_one_to_count(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    sessions = [revealed(case, *TWO_APART, again={label: {} for label in "ABCDE"}) for case in cases[:2]]
    under_way = [replace(one, revealed=False) for one in sessions]
    first_only = [revealed(case, *TWO_APART) for case in cases[:2]]

    assert alike_document(reasoner, under_way) == alike_document(reasoner, first_only)


# --- the figures -------------------------------------------------------------------------------------------


def test_the_figures_are_those_of_answers_compared_within_each_session(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    document = alike_document(reasoner, [revealed(case, *TWO_APART) for case in cases])
    own = [case.answers["word_use"].option for case in cases]
    wanted = agreement([*[["spoken"] * 5] * 2, *[own] * 3])
    assert wanted.raw is not None
    assert wanted.alpha_interval is not None
    low = f"{wanted.alpha_interval.low:.2f}"

    assert row(reasoner, document, "same_answer") == (figures.share(wanted.raw).en,)
    assert row(reasoner, document, "alpha")[0].startswith(f"{wanted.alpha:.2f} (between {low} ")
    assert row(reasoner, document, "ac1")[0].startswith(f"{wanted.ac1:.2f} (between ")
    assert tables(document)[figure("forms")].rows[0][1].en == "100%"


def test_letters_need_not_be_the_same_people_from_one_session_to_the_next(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    sessions = [revealed(case, *TWO_APART) for case in cases[:3]]
    mixed = [revealed(case, *reversed(TWO_APART)) for case in cases[:1]] + sessions[1:]

    assert alike_document(reasoner, mixed) == alike_document(reasoner, sessions)


def test_the_form_and_each_question_are_told_and_a_question_that_all_answer_alike_is_only_named(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    document = alike_document(reasoner, [revealed(case, *TWO_APART) for case in cases[:2]])
    always = message("group", "agreement_always").en

    assert heads(document) == [word("first")]
    assert len(tables(document)[figure("same_answer")].rows) == 1
    ask = reasoner.base.questions["evaluation"].ask.en
    assert ask in said(document)[said(document).index(always) :]


def test_questions_below_the_usual_marks_are_candidates_for_rewording_the_least_alike_first(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    otherwise = {"evaluation": Answer("each_own")}
    people = ({**SPOKEN, **otherwise}, otherwise, {}, {}, {})
    document = alike_document(reasoner, [revealed(case, *people) for case in cases])
    asked = [one[0] for one in tables(document)[figure("hardest_caption")].rows]
    asks = reasoner.base.questions

    assert asked == [asks["evaluation"].ask, asks["word_use"].ask]
    assert word("why") in said(document)


def test_where_all_agree_no_question_is_named_for_rewording(reasoner: Reasoner, cases: tuple[Case, ...]) -> None:
    document = alike_document(reasoner, [revealed(case, *NOBODY_APART) for case in cases[:2]])

    assert list(tables(document)) == [figure("forms")]
    assert figure("hardest_none") in said(document)


# --- what counts for a question ----------------------------------------------------------------------------


def test_a_session_counts_for_a_question_only_where_enough_people_answered_it(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    """Two of the three sessions have five answers; what the four say in the third leaves no trace."""
    two = [revealed(case, *TWO_APART) for case in cases[:2]]
    third = [revealed(cases[2], UNKNOWN, *others) for others in ((SPOKEN, {}, {}, {}), (SPOKEN, SPOKEN, {}, {}))]
    one, other = (alike_document(reasoner, [*two, session]) for session in third)

    assert one == other
    assert row(reasoner, one, "same_answer") == row(reasoner, alike_document(reasoner, two), "same_answer")


def test_with_too_few_answers_a_question_has_no_line_and_is_counted(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    people = [(UNKNOWN, SPOKEN, {}, {}, {}), TWO_APART]
    document = alike_document(reasoner, [revealed(case, *own) for case, own in zip(cases, people, strict=False)])
    full = alike_document(reasoner, [revealed(case, *TWO_APART) for case in cases[:2]])

    def untold(found: Document) -> int:
        (line,) = (one for one in said(found) if one.startswith("Questions without a figure"))
        return int(line.split(": ")[1].split(" ")[0])

    assert row(reasoner, document, "same_answer") == ()
    assert untold(document) == untold(full) + 1


def test_an_answer_to_a_question_that_was_not_to_be_asked_does_not_count(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    """Whoever sees one single organisation is not compared on what follows, though the answers are there."""
    within = {**WITHIN, "evaluation": Answer("each_own")}
    document = alike_document(reasoner, [revealed(case, *NOBODY_APART, within) for case in cases[:2]])

    assert row(reasoner, document, "same_answer", "other_side") == ("67%",)
    assert row(reasoner, document, "same_answer", "evaluation") == ()
    assert reasoner.base.questions["evaluation"].ask.en in said(document)


def test_a_questionnaire_left_too_early_has_answers_and_no_form(reasoner: Reasoner, cases: tuple[Case, ...]) -> None:
    ids = list(cases[0].answers)
    early = replace(cases[0], answers={id_: cases[0].answers[id_] for id_ in ids[:4]}, at=ids[4])
    started = revealed(cases[0], *NOBODY_APART)
    turns = (*started.turns, Turn("F", FIRST, early, finished=False))
    other = revealed(cases[1], *NOBODY_APART)
    document = alike_document(reasoner, [replace(started, turns=turns), other])

    forms = {one[0].en: one[1].en for one in tables(document)[figure("forms")].rows}
    assert (forms[figure("same_form")], forms[figure("cases")]) == ("100%", "2")


# --- two rounds --------------------------------------------------------------------------------------------


def test_two_rounds_stand_side_by_side_and_whoever_did_not_answer_again_is_as_before(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    sessions = [revealed(case, *TWO_APART, again={"A": {}}) for case in cases]
    document = alike_document(reasoner, sessions)

    assert heads(document) == heads(document, "same_answer") == [word("before"), word("after")]
    before, after = row(reasoner, document, "same_answer")
    own = [case.answers["word_use"].option for case in cases]
    assert (before, after) == tuple(
        figures.share(agreement([*[["spoken"] * 5] * apart, *[own] * (5 - apart)]).raw).en for apart in (2, 1)
    )
    assert figure("moved_caution") in said(document)


def test_a_question_is_compared_over_the_same_sessions_before_and_after(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    """In the third session a fifth answer comes or goes between the rounds: it counts in neither."""
    two = [revealed(case, *TWO_APART, again={"A": {}}) for case in cases[:2]]
    comes = revealed(cases[2], UNKNOWN, *TWO_APART[1:], again={"A": {}})
    goes = revealed(cases[2], *TWO_APART, again={"A": UNKNOWN})
    alone = row(reasoner, alike_document(reasoner, two), "same_answer")

    for third in (comes, goes):
        assert row(reasoner, alike_document(reasoner, [*two, third]), "same_answer") == alone


def test_whoever_takes_all_their_answers_back_counts_in_neither_round(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    def without(session: Session) -> Session:
        gone = Turn("F", SECOND, replace(session.turns[0].case, answers={}))
        return replace(session, turns=(*session.turns, gone))

    stayed = [revealed(case, *TWO_APART, again={"A": {}}) for case in cases[:2]]
    left = [without(revealed(case, *TWO_APART, SPOKEN, again={"A": {}})) for case in cases[:2]]

    assert alike_document(reasoner, left) == alike_document(reasoner, stayed)


def test_where_some_sessions_have_two_rounds_the_first_of_all_stands_beside_both_of_those(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    once = [revealed(case, *NOBODY_APART) for case in cases[:3]]
    twice = [revealed(case, *TWO_APART, again={"A": {}, "B": {}}) for case in cases[3:]]
    document = alike_document(reasoner, [*once, *twice])

    assert heads(document) == [word("first"), word("before"), word("after")]
    assert word("some_twice", count=2, total=5) in said(document)
    assert [one.en for one in tables(document)[figure("forms")].rows[-1][1:]] == ["5", "2", "2"]
    assert row(reasoner, document, "same_answer")[1:] == row(reasoner, alike_document(reasoner, twice), "same_answer")


def test_one_second_round_alone_is_not_compared(reasoner: Reasoner, cases: tuple[Case, ...]) -> None:
    sessions = [revealed(cases[0], *TWO_APART, again={"A": {}}), revealed(cases[1], *TWO_APART)]
    document = alike_document(reasoner, sessions)

    assert heads(document) == [word("first")]
    assert word("one_twice") in said(document)


# --- nobody in particular ----------------------------------------------------------------------------------


def test_the_order_of_sessions_and_the_letters_of_people_change_nothing(
    reasoner: Reasoner, cases: tuple[Case, ...]
) -> None:
    draw = chance(4)
    questions = [one for one in reasoner.base.questions.values() if one.id not in ("other_side", "done_together")]
    people = [
        [{one.id: Answer(draw.choice(one.options).id) for one in draw.sample(questions, 4)} for _ in range(6)]
        for _ in cases
    ]

    def document(order: Sequence[int]) -> Document:
        pairs = list(zip(cases, people, strict=True))
        sessions = [revealed(case, *(changes[rank] for rank in order)) for case, changes in pairs]
        return alike_document(reasoner, sessions if order[0] == 0 else sessions[::-1])

    assert document(range(6)) == document([3, 5, 0, 2, 1, 4])


def test_no_session_that_counts_is_named(reasoner: Reasoner, cases: tuple[Case, ...]) -> None:
    document = alike_document(reasoner, [revealed(case, *TWO_APART) for case in cases[:2]])

    assert not any(name in one for one in said(document) for name in NAMES)


@pytest.mark.parametrize("medium", [Medium.TEXT, Medium.MARKDOWN, Medium.HTML])
def test_the_document_goes_on_every_medium_in_both_languages(
    reasoner: Reasoner, cases: tuple[Case, ...], medium: Medium
) -> None:
    document = alike_document(reasoner, [revealed(case, *TWO_APART, again={"A": {}}) for case in cases])
    titles = [one.text for one in document.blocks if isinstance(one, Heading)]

    assert len(titles) >= 4
    for lang in LANGS:
        shown = rendered(document, medium, (lang,)).decode().replace("\u00a0", " ")
        assert all(title.to(lang).split(",")[0].split(" ?")[0] in shown for title in titles)
