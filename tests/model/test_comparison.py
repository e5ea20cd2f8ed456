from __future__ import annotations

from memcon.model.comparison import Account, Asking, Comparison, Look, LookKind, Request, Standing, Topic, Unit
from memcon.text import Span
from tests.fakes import make_document


def unit(account: int, number: int, *, is_occasion: bool = False) -> Unit:
    return Unit(account, number, Span(0, 5), (Span(0, 3),), (), is_occasion)


def account(letter: str, request: Request | None = None) -> Account:
    return Account(letter, make_document("One  two."), (unit(ord(letter) - 65, 1),), request)


def comparison(topic: Topic, asking: Asking = Asking.NOBODY_SAYS) -> Comparison:
    return Comparison((account("A"), account("B")), (topic,), asking, ((1,), (1,)))


SHARED = Topic(1, Standing.ALIKE, ((unit(0, 1),), (unit(1, 1),)))
ALONE = Topic(
    1, Standing.ONLY, ((unit(0, 1),), ()), (Look(LookKind.AGREEMENT, (("agreed",), ())), Look(LookKind.DENIAL, (("denied",), ())))
)


def test_white_space_of_a_unit_is_one_blank() -> None:
    one = account("A")
    assert (one.text_of(Unit(0, 1, Span(0, 9), (Span(0, 3), Span(5, 8)))), one.content_of(unit(0, 1))) == ("One two.", "One")
    assert one.content_of(Unit(0, 1, Span(0, 9), (Span(0, 3), Span(5, 8)))) == "One … two"


def test_alike_is_when_nothing_differs() -> None:
    assert comparison(SHARED).is_alike
    assert not comparison(ALONE).is_alike
    assert not comparison(SHARED, Asking.SOME_SAY).is_alike


def test_a_talk_in_common_is_no_subject() -> None:
    talk = Topic(1, Standing.DIFFERENT, ((unit(0, 1, is_occasion=True),), (unit(1, 1, is_occasion=True),)))
    assert not comparison(talk).shares_a_subject
    assert comparison(SHARED).shares_a_subject


def test_what_one_has_alone() -> None:
    found = comparison(ALONE)
    assert (list(found.only(0)), list(found.only(1)), found.in_common) == ([ALONE], [], ())
    assert [look.kind for look in ALONE.claims] == [LookKind.AGREEMENT]


def test_the_words_of_a_request() -> None:
    found = Comparison((account("A", Request(None, Span(0, 8))), account("B")), (SHARED,), Asking.SOME_SAY, ((1,), (1,)))
    assert [found.words_of_request(k) for k in range(2)] == ["One two", None]
