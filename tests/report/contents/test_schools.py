"""What other schools say: a case on one scale, on one page, in the full report and in the student's."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from pypdf import PdfReader

from qualifier.explanation.schools import ScaleSaid
from qualifier.knowledge.cases import Case, Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.compared import compared
from qualifier.report.contents.purposes import Purpose, report
from qualifier.report.contents.scales import facts_words, place_words, scale_blocks
from qualifier.report.contents.schools import PAIR, schools
from qualifier.report.contents.subject import Subject, subject
from qualifier.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Table,
    document_data,
    document_from,
    texts_of,
)
from qualifier.report.media import Medium, rendered
from qualifier.words import LANGS, NOTHING, Lang, Text, message
from tests.report.tiny_scales import on_tiny_scales, tiny_reasoner

# Most to place; few scales that speak; a name that changes with the school; answers half told.
LOOKED_AT = ("c19_football_project", "c27_judge_and_service", "c25_protocol_2012", "u05_half_answered")
DUG = {"house": "other", "sign": "none", "work": "dug", "harvest": "shared"}
TALKED = {"house": "other", "work": "talked"}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Reasoner:
    return tiny_reasoner(tmp_path_factory.mktemp("rules") / "tiny")


@pytest.fixture(scope="module")
def subjects(reasoner: Reasoner, library: tuple[Scenario, ...]) -> dict[str, Subject]:
    return {one.case.id: subject(reasoner, one.case) for one in library if one.case.id in LOOKED_AT}


def said(document: Document, lang: Lang = "fr") -> str:
    return "\n".join(one.to(lang) for one in texts_of(document.blocks))


def place(about: Subject, scale: str) -> str:
    return place_words(about.schools.scales[scale]).fr.replace("\u00a0", " ")


# --- on one scale, in a few words --------------------------------------------------------------------------


def test_a_ladder_is_drawn_with_the_place_reached_and_its_trap_marked(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **TALKED)

    assert place(about, "digging") == "○ friche ─ ● causette* ─ ○ bêchage"
    assert [one.fr for one in facts_words(about, about.schools.scales["digging"], 2)] == ["Vous vous êtes parlé."]


def test_an_open_ladder_says_which_places_are_left_and_what_would_tell(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, house="other")

    assert place(about, "digging") == "reste à savoir : (?) friche ─ (?) causette ─ (?) bêchage"
    told = facts_words(about, about.schools.scales["digging"], 2)
    assert [one.fr for one in told] == ["Ce qui le dirait : « Qu'avez-vous fait au jardin cette année ? »"]


def test_a_scale_with_nothing_to_say_says_what_makes_it_so(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, house="same", sign="none")
    scale = about.schools.scales["digging"]

    assert place(about, "digging") == message("schools", "place_outside").fr
    assert [one.fr for one in facts_words(about, scale, 2)] == ["C'est la même maison."]
    quiet = [one.text.fr for one in in_full(about, "digging") if isinstance(one, Paragraph)]
    assert quiet[1:3] == ["Une seule maison : personne avec qui bêcher.", "Vos réponses : C'est la même maison."]
    assert not any(isinstance(one, Listing) for one in in_full(about, "digging"))


def test_the_fact_said_the_least_is_preferred_and_nothing_is_said_where_all_holds(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **TALKED)
    marks = about.schools.scales["marks"]
    first = marks.lines[1].facts[0]

    assert facts_words(about, marks, 1) == (first,)
    other = Text("Autre chose.", "Something else.")
    line = replace(marks.lines[1], facts=(first, other))
    assert facts_words(about, replace(marks, lines=(line,)), 1, {first: 1}) == (other,)
    whole = on_tiny_scales(tiny, **(DUG | {"sign": "painted"}))
    assert facts_words(whole, whole.schools.scales["marks"], 1) == ()


def test_all_the_questions_that_would_tell_stand_in_one_sentence(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny)
    line = replace(about.schools.scales["marks"].lines[0], ask=("sign", "work"))
    blocks = scale_blocks(about, replace(about.schools.scales["marks"], lines=(line,)))

    told = [one for below in lines_of(list(blocks)).values() for one in below]
    asked = "« Y a-t-il un écriteau ? », « Qu'avez-vous fait au jardin cette année ? »"
    assert told == [f"Ce qui le dirait : {asked}"]


def test_what_the_only_line_of_a_ladder_means_stands_under_it(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **TALKED)
    digging = about.schools.scales["digging"]
    meant = Text("Le sol, cette année.", "The soil, this year.")

    told = replace(digging, lines=(replace(digging.lines[0], means=meant),))
    assert list(scale_blocks(about, told))[3] == Paragraph(meant)
    assert Paragraph(meant) not in in_full(about, "digging")


def test_the_new_space_tells_which_points_are_the_test_and_which_are_ours(subjects: dict[str, Subject]) -> None:
    note = message("schools", "new_space_note").fr

    assert said(schools(subjects["c19_football_project"])).count(note) == 1


def test_parts_are_counted_and_those_missing_open_or_not_looked_at_are_told(tiny: Reasoner) -> None:
    assert place(on_tiny_scales(tiny, **DUG), "marks") == "Tient : 2 sur 3 ; manque : Un écriteau"
    talked = "Tient : 0 sur 3 ; manque : Un bêchage · Un partage dit ; reste à savoir : Un écriteau"
    assert place(on_tiny_scales(tiny, **TALKED), "marks") == talked
    same = on_tiny_scales(tiny, house="same", sign="painted")
    assert place(same, "marks") == "Tient : 1 sur 3 ; pas regardé ici : 2"
    nothing_known = "Tient : 0 sur 3 ; reste à savoir : 3 sur 3"
    assert place(on_tiny_scales(tiny), "marks") == nothing_known


def test_what_is_missing_is_explained_before_what_holds(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **DUG)

    assert [one.fr for one in facts_words(about, about.schools.scales["marks"], 1)] == [
        "« Y a-t-il un écriteau ? » — Non"
    ]


def test_a_table_groups_its_lines_by_place_and_says_that_they_disagree(tiny: Reasoner) -> None:
    split = "Les points ne s'accordent pas ; haie basse : Le travail ; haie haute : L'annonce"

    assert place(on_tiny_scales(tiny, **DUG), "table") == split
    agreed = on_tiny_scales(tiny, house="other", work="nothing", since="years", sign="none")
    assert place(agreed, "table") == "Haie haute : Le travail · L'annonce"


def test_a_table_whose_lines_have_places_of_their_own_names_each_line(tiny: Reasoner) -> None:
    assert place(on_tiny_scales(tiny, **DUG), "apart") == "La maison (deux clés) ; Le sol (sol remué)"


def test_of_kinds_that_may_be_several_those_that_hold_are_named_or_that_none_does(tiny: Reasoner) -> None:
    assert place(on_tiny_scales(tiny, **(DUG | {"sign": "painted"})), "neighbours") == "Bêcheur · Peintre"
    none = on_tiny_scales(tiny, house="other", work="talked", sign="none")
    assert place(none, "neighbours") == message("schools", "several_none").fr.capitalize()


def test_stages_tell_how_many_are_done_and_the_next_or_the_one_passed_over(tiny: Reasoner) -> None:
    assert place(on_tiny_scales(tiny, **DUG), "seasons") == "Fait : 1 sur 2 ; sauté : Annoncer"
    begun = on_tiny_scales(tiny, house="other", sign="painted", work="talked")
    assert place(begun, "seasons") == "Fait : 1 sur 2 ; la suivante : Bêcher"
    assert place(on_tiny_scales(tiny, **(DUG | {"sign": "painted"})), "seasons") == message("schools", "stage_all").fr


# --- on one scale, in full ---------------------------------------------------------------------------------


def in_full(about: Subject, scale: str, *, drawn: bool = True) -> list[Block]:
    return list(scale_blocks(about, about.schools.scales[scale], drawn=drawn))


def lines_of(blocks: list[Block]) -> dict[str, list[str]]:
    """What stands below each line of the lists."""

    def below(item: Item) -> list[str]:
        return [one.text.fr for one in item.below]

    return {item.text.fr: below(item) for block in blocks if isinstance(block, Listing) for item in block.items}


def test_a_ladder_tells_what_each_place_is_and_the_facts_at_the_one_reached(tiny: Reasoner) -> None:
    blocks = in_full(on_tiny_scales(tiny, **TALKED), "digging")

    assert lines_of(blocks) == {
        "friche : On n'y touche pas.": [],
        "causette (c'est ici) : On en parle.": [
            "Vos réponses : Vous vous êtes parlé.",
            "En anglais, garden est aussi la cour.",
        ],
        "bêchage : On bêche à deux.": [],
    }
    caution = blocks[-1]
    assert isinstance(caution, Paragraph)
    assert caution.text.fr == "Prudence : Lu sur une bêche."


def test_a_part_tells_its_meaning_its_facts_and_what_it_would_take_where_it_is_missing(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **TALKED)
    lines = lines_of(in_full(about, "marks"))

    meant, answered = "La terre est retournée.", "Vos réponses : Vous vous êtes parlé."
    assert lines["Un bêchage : manque"] == [meant, answered, "Pour que cela tienne : Un samedi de bêche."]
    assert lines["Un partage dit : manque"] == [answered]
    assert lines["Un écriteau : reste à savoir"] == ["Ce qui le dirait : « Y a-t-il un écriteau ? »"]


def test_a_part_names_its_own_works_when_they_are_not_those_of_the_scale(tiny: Reasoner) -> None:
    listing = next(one for one in in_full(on_tiny_scales(tiny, **DUG), "marks") if isinstance(one, Listing))

    assert [[one.fr for one in item.cites] for item in listing.items] == [[], ["Abel s. d."], []]


def test_parts_not_looked_at_are_gathered_under_their_reason(tiny: Reasoner) -> None:
    blocks = in_full(on_tiny_scales(tiny, house="same", sign="painted"), "marks")

    assert list(lines_of(blocks)) == ["Un écriteau : tient"]
    apart = [one.text.fr.replace("\u00a0", " ") for one in blocks if isinstance(one, Paragraph) and one.tone == "quiet"]
    assert apart[-1] == "Un bêchage · Un partage dit : Pas de voisin."


def test_lines_of_a_table_are_drawn_on_paper_and_in_a_table_on_a_screen(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **DUG)
    picture = next(one for one in in_full(about, "table") if isinstance(one, Picture))
    table = next(one for one in in_full(about, "table", drawn=False) if isinstance(one, Table))

    for line in about.schools.scales["table"].lines:
        assert line.rung is not None
        assert f"{line.name.fr} : {line.rung.name.fr} (« {line.facts[0].fr.rstrip('. ')}" in picture.alt.fr
    assert [row[1].fr.replace("\u00a0", " ") for row in table.rows] == [
        "● haie basse · ○ haie haute",
        "○ haie basse · ● haie haute",
    ]
    for blocks in (in_full(about, "table"), in_full(about, "table", drawn=False)):
        assert Paragraph(message("schools", "lines_split"), "note") in blocks


def test_lines_with_places_of_their_own_are_never_drawn_side_by_side(tiny: Reasoner) -> None:
    blocks = in_full(on_tiny_scales(tiny, house="same", sign="none"), "apart")
    table = next(one for one in blocks if isinstance(one, Table))

    assert [row[1].fr for row in table.rows] == ["une clé : On entre sans frapper.", "n'en dit rien"]
    assert table.rows[1][2].fr == "Pas de sol."
    assert not [one for one in blocks if isinstance(one, Picture)]


def test_a_stage_passed_over_is_said_with_what_can_still_be_done_there(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **DUG)
    blocks = in_full(about, "seasons")

    assert (
        Paragraph(message("schools", "stage_jumped_note", names=about.schools.scales["seasons"].jumped[0].name), "note")
        in blocks
    )
    assert lines_of(blocks)["Annoncer : pas fait"][-1] == "Ce qu'on peut y faire : Peindre."


# --- on one page -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", LOOKED_AT)
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_holds_every_scale_the_readings_and_the_debates(
    subjects: dict[str, Subject], case: str, lang: Lang
) -> None:
    about = subjects[case]
    shown = said(compared(about), lang)

    for scale in about.schools.scales.values():
        assert scale.name.to(lang) in shown
        assert scale.speaks == (place_words(scale).to(lang) in shown)
    for debate in about.debates:
        assert debate.question.to(lang) in shown
    for reading in about.readings:
        assert reading.name.to(lang) in shown
        assert reading.changed is None or reading.changed.to(lang) in shown
    assert message("schools", "no_rank").to(lang) in shown


def test_the_page_says_why_the_name_changes_with_the_school(subjects: dict[str, Subject]) -> None:
    shown = said(compared(subjects["c25_protocol_2012"]), "en")

    assert "For the institutional reading" in shown
    assert "and not: coordination." in shown
    same = said(compared(subjects["c19_football_project"]), "en")
    assert "For the institutional reading (Dumont, Lahary): the same name" in same


def test_the_page_tells_each_false_friend_once(subjects: dict[str, Subject]) -> None:
    about = subjects["c19_football_project"]
    shown = said(compared(about))

    traps = {rung.false_friend for _, rung in about.schools.false_friends if rung.id not in PAIR}
    assert len(traps) >= 2
    for trap in traps:
        assert trap is not None
        assert shown.count(trap.fr) == 1


@pytest.mark.parametrize("case", ["c19_football_project", "c25_protocol_2012"])
def test_collaboration_and_collaborating_are_told_apart_once_wherever_both_can_be_read(
    subjects: dict[str, Subject], case: str
) -> None:
    about = subjects[case]
    trap = about.base.terms["collaborating"].false_friend

    assert trap is not None
    for document in (compared(about), schools(about)):
        line = next(one for one in said(document).splitlines() if one.endswith(trap.fr))
        assert said(document).count(trap.fr) == 1
        assert line.startswith("« collaboration »")
        assert "« collaborating" in line


def test_scales_with_nothing_to_say_are_gathered_under_the_fact_that_makes_it_so(subjects: dict[str, Subject]) -> None:
    about = subjects["c27_judge_and_service"]
    silent = [one.name.fr for one in about.schools.scales.values() if not one.speaks]
    listed = [item.text.fr for one in compared(about).blocks if isinstance(one, Listing) for item in one.items]
    told = [one for one in listed if one.startswith("Rien à placer")]

    assert len(silent) > 10
    assert len(told) == 1
    assert told[0].startswith("Rien à placer, parce que : Sur ce travail même, l'un peut ordonner")
    assert [name for name in silent if name not in told[0]] == []


def test_the_page_gives_both_sides_of_the_word_partner_and_the_better_word(subjects: dict[str, Subject]) -> None:
    about = subjects["c27_judge_and_service"]
    shown = said(compared(about))

    assert about.schools.partner_words
    for word in about.schools.partner_words:
        assert all(one.fr in shown for one in (word.yes.text, word.no.text, word.better))


def test_a_fact_is_quoted_for_one_scale_as_long_as_another_one_remains(subjects: dict[str, Subject]) -> None:
    table = next(one for one in compared(subjects["c19_football_project"]).blocks if isinstance(one, Table))
    quoted = [row[2] for row in table.rows]

    assert len(set(quoted)) * 4 >= len(quoted) * 3


def test_where_authors_agree_the_page_does_not_say_that_they_do_not(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **DUG)

    assert about.debates == ()
    assert message("schools", "debates").fr not in said(compared(about))


def test_the_page_counts_what_is_not_told_yet(subjects: dict[str, Subject]) -> None:
    about = subjects["u05_half_answered"]
    left = sum(line.open for scale in about.schools.scales.values() for line in scale.lines)
    shown = said(compared(about), "en")

    assert left > 0
    assert f"Points left open on these scales: {left} (" in shown
    assert f"left unanswered: {len(about.schools.unasked)}." in shown
    done = said(compared(subjects["c27_judge_and_service"]), "en")
    assert message("schools", "not_told_none").en in done
    assert "still unanswered" not in done


@pytest.mark.parametrize("case", LOOKED_AT)
@pytest.mark.parametrize(("langs", "pages"), [(("fr",), 1), (("en",), 1), (("fr", "en"), 2)])
def test_one_page_of_a4_is_enough_in_one_language_and_two_in_both(
    subjects: dict[str, Subject], case: str, langs: tuple[Lang, ...], pages: int
) -> None:
    reader = PdfReader(io.BytesIO(rendered(compared(subjects[case]), Medium.PDF, langs)))

    assert len(reader.pages) <= pages
    assert [round(float(length)) for length in reader.pages[0].mediabox[2:]] == [595, 842]


def test_the_page_survives_being_kept(subjects: dict[str, Subject]) -> None:
    document = compared(subjects["c19_football_project"])

    assert document.one_page
    assert document_from(json.loads(json.dumps(document_data(document)))) == document


def test_no_cell_of_the_page_is_left_to_be_filled_in(subjects: dict[str, Subject]) -> None:
    tables = [one for about in subjects.values() for one in compared(about).blocks if isinstance(one, Table)]

    assert len(tables) == len(LOOKED_AT)
    assert [row for table in tables for row in table.rows if NOTHING in row] == []


# --- in full -----------------------------------------------------------------------------------------------


def speaking(about: Subject) -> list[ScaleSaid]:
    return [one for one in about.schools.scales.values() if one.speaks]


@pytest.mark.parametrize("case", LOOKED_AT)
@pytest.mark.parametrize("lang", LANGS)
def test_the_full_report_has_every_line_what_it_would_take_and_every_caution(
    subjects: dict[str, Subject], case: str, lang: Lang
) -> None:
    about = subjects[case]
    shown = said(schools(about), lang)

    assert about.explained.headline.to(lang) in shown
    for scale in about.schools.scales.values():
        assert scale.name.to(lang) in shown
        assert scale.caution is None or scale.caution.to(lang) in shown
        for line in scale.lines:
            assert line.toward is None or line.toward.to(lang) in shown
            assert line.outside is None or line.outside.to(lang) in shown
    for debate in about.debates:
        assert all(side.text.to(lang) in shown for side in debate.sides)
    for word in about.schools.partner_words:
        for text in (word.who, word.yes.text, word.no.text, word.better):
            assert text.to(lang) in shown


def test_texts_of_law_come_with_their_dates_questions_and_that_it_is_no_advice(tiny: Reasoner) -> None:
    about = on_tiny_scales(tiny, **DUG)
    document = schools(about)
    shown = said(document)

    assert message("schools", "rights_not_advice").fr in shown
    assert "Code des haies (texte ou version du 01/04/1999 ; à relire avant le 31/05/2030)" in shown
    assert "2030-05-31" in said(document, "en")
    boxes = [one for one in document.blocks if isinstance(one, Listing) and one.mark == "box"]
    assert [item.text.fr for item in boxes[0].items] == ["Qui taille, et quand ?"]


def test_nothing_is_said_of_law_where_no_text_bears_on_the_case(tiny: Reasoner) -> None:
    document = schools(on_tiny_scales(tiny, **TALKED))

    assert message("schools", "rights").fr not in [one.text.fr for one in document.blocks if isinstance(one, Heading)]
    assert message("schools", "rights_not_advice").fr not in said(document)


def test_whether_partner_is_the_word_shows_both_sides_with_their_works(tiny: Reasoner) -> None:
    listing = next(
        one
        for one in schools(on_tiny_scales(tiny, **TALKED)).blocks
        if isinstance(one, Listing) and one.items[0].text.fr.startswith("Pour : ")
    )

    assert [item.text.fr for item in listing.items] == [
        "Pour : On partage une haie.",
        "Contre : On ne partage qu'une haie.",
    ]
    assert [[one.fr for one in item.cites] for item in listing.items] == [["Dupré 1999"], ["Abel s. d."]]


@pytest.mark.parametrize("case", LOOKED_AT)
def test_the_works_of_the_full_report_are_listed_at_its_end(subjects: dict[str, Subject], case: str) -> None:
    about = subjects[case]
    listing = schools(about).blocks[-1]

    assert isinstance(listing, Listing)
    listed = "\n".join(item.text.fr for item in listing.items)
    used = {work for scale in speaking(about) for work in scale.source if work in about.base.sources}
    assert used
    for work in used:
        assert f"{about.base.sources[work].short} — " in listed


def test_the_report_and_the_page_can_be_made_of_rules_that_know_no_other_school(small_reasoner: Reasoner) -> None:
    about = subject(small_reasoner, Case("empty", {}))

    for document in (schools(about), compared(about)):
        for lang in LANGS:
            assert message("schools", "readings").to(lang) in said(document, lang)
            assert message("schools", "on_each_scale").to(lang) not in said(document, lang)


# --- for a student -----------------------------------------------------------------------------------------


def test_a_student_gets_the_readings_and_the_places_on_definitions_and_ladders(subjects: dict[str, Subject]) -> None:
    about = subjects["c25_protocol_2012"]
    document = report(about, Purpose.STUDENT)
    table = next(
        one for one in document.blocks if isinstance(one, Table) and one.caption == message("schools", "no_rank")
    )

    chapters = ("definitions", "ladders")
    wanted = [one.name for chapter in chapters for one in about.schools.chapter(chapter) if one.speaks]
    assert [row[0] for row in table.rows] == wanted
    assert len(wanted) >= 2
    assert all(one.changed is None or one.changed.fr in said(document) for one in about.readings)


def test_the_report_for_a_team_says_nothing_of_other_schools(subjects: dict[str, Subject]) -> None:
    about = subjects["c25_protocol_2012"]
    shown = said(report(about, Purpose.TEAM))

    assert [one.name.fr for one in about.schools.scales.values() if one.name.fr in shown] == []
