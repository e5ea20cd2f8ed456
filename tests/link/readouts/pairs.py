"""Invented readouts of one call, two or more of each, and the rows that they must give.

Each pair has one sort of difference as its subject; all names, places and offices are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

BOTH, ALIKE, ONLY = "different", "alike", "only"


@dataclass(frozen=True, slots=True)
class Row:
    """A topic: how it stands, words that stand in it in each account ("" where it is not), what is to be looked at."""

    standing: str
    words: tuple[str, ...]
    looks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """Accounts, the rows, and how they stand on who asked."""

    name: str
    texts: tuple[str, ...]
    rows: tuple[Row, ...]
    asking: str = "nobody says"
    moved: tuple[str, ...] = ()
    """Words of the topics that are told in another order."""


def row(standing: str, *words: str, looks: str = "") -> Row:
    """A row; the looks as words."""
    return Row(standing, words, frozenset(looks.split()))


ONE_AGAINST_SIX = Case(
    "one sentence against six",
    (
        """Secretary Lomax's Call with Foreign Minister Sorel

Secretary of State Adaeze Lomax spoke today with Lornish Foreign Minister Henrik Sorel about Vasko and the evolving situation there.
""",
        """Telephone Conversation between the Foreign Minister and the Secretary of State

Foreign Minister Henrik Sorel received a telephone call from Secretary of State Adaeze Lomax today.

The two exchanged views on the evolving situation in Vasko.

The Foreign Minister underlined that an inclusive political settlement was the best way forward. He stressed that Lorn would remain
engaged with all neighbours of the coast.

The Foreign Minister reiterated the desire of Lorn for a broad relationship anchored in economic cooperation.

The two agreed to remain in close contact.
""",
    ),
    (
        row(BOTH, "spoke today with", "received a telephone call", looks="name"),
        row(BOTH, "evolving situation there", "exchanged views"),
        row(ONLY, "", "inclusive political settlement"),
        row(ONLY, "", "remain engaged"),
        row(ONLY, "", "broad relationship"),
        row(ONLY, "", "close contact", looks="agreement"),
    ),
    asking="some say",
)

WHO_ASKED = Case(
    "who asked for the call",
    (
        """Readout of President Varga's Call with President Ostrov

President Milena Varga spoke today with President Pavel Ostrov by telephone. The call took place at the request of President Ostrov.

President Varga made clear that a further invasion of the Vaskan plain would cause widespread human suffering. She warned that Lorn
would respond decisively and impose swift and severe costs.
""",
        """Telephone conversation with the President of Lorn

A telephone conversation between Pavel Ostrov and President of Lorn Milena Varga took place at the initiative of the Lornish side.

President Varga warned that sanctions would be imposed. President Ostrov said that the invasion of the Vaskan plain was a fiction of the press.
""",
    ),
    (
        row(BOTH, "at the request of", "at the initiative of", looks="name"),
        row(BOTH, "a further invasion", "a fiction of the press", looks="speaker"),
        row(BOTH, "impose swift and severe costs", "sanctions would be imposed", looks="name"),
    ),
    asking="undecided",
    moved=("a further invasion",),
)

COMMITMENT = Case(
    "a commitment in one text only",
    (
        """Readout of the President's call

President Milena Varga spoke with President Pavel Ostrov yesterday. President Varga urged President Ostrov to reduce tensions along the
Vaskan border. She reaffirmed that progress in the talks could occur only in an environment of calm.
""",
        """On the telephone conversation of the two Presidents

President Pavel Ostrov spoke with President Milena Varga yesterday. President Ostrov said that tensions along the Vaskan border were raised
by others. Milena Varga promised that Lorn would not place strike weapons in Vasko. Both agreed to continue the dialogue in the spring.
""",
    ),
    (
        row(BOTH, "President Milena Varga spoke", "President Pavel Ostrov spoke"),
        row(BOTH, "reduce tensions", "raised by others", looks="speaker"),
        row(ONLY, "environment of calm", ""),
        row(ONLY, "", "strike weapons", looks="commitment"),
        row(ONLY, "", "continue the dialogue", looks="agreement"),
    ),
)

FIRE = (
    "President Shen said that those who play with fire will perish by it.",
    "President Shen stressed that those who play with fire will eventually get burned.",
    "President Shen warned that whoever plays with fire will get burnt.",
    "President Shen noted that people who toy with fire will be consumed by the flames.",
    "President Shen said that he who plays with fire will set himself on fire.",
    "President Shen emphasised that playing with fire would burn those who do it.",
)
SIX_WORDINGS = Case(
    "a translated sentence in six wordings",
    tuple(f"Account {k} of the call\n\nPresident Shen spoke with President Varga. {words}\n" for k, words in enumerate(FIRE, 1)),
    (row(ALIKE, *["President Shen spoke"] * 6), row(BOTH, "perish", "eventually", "whoever", "consumed", "set himself", "would burn")),
)

SECOND_WORDING = Case(
    "a second authentic wording",
    (
        """Readout of Secretary Lomax's Meeting with State Councillor Wen

Secretary Adaeze Lomax met today with State Councillor Wen Luo. The Secretary directly spoke to the unacceptable violation of Lornish
sovereignty by the high-altitude balloon and underscored that this irresponsible act must never again occur. The Secretary condemned
the missile test of the Northern League.
""",
        """Wen Luo met with Adaeze Lomax

At the request of the Lornish side, State Councillor Wen Luo had an informal contact with Secretary Adaeze Lomax. Wen Luo stated the
position on the so-called balloon incident. He urged the Lornish side to acknowledge and repair the damage that its abuse of force did to
relations.
""",
    ),
    (
        row(BOTH, "met today with", "had an informal contact"),
        row(ONLY, "high-altitude balloon", ""),
        row(ONLY, "", "balloon incident"),
        row(ONLY, "must never again occur", ""),
        row(ONLY, "missile test", ""),
        row(ONLY, "", "repair the damage"),
    ),
    asking="some say",
)

INCORRECT = Case(
    "factually incorrect",
    (
        """Secretary Lomax's Call with Prime Minister Sorel

Secretary Adaeze Lomax spoke today with Prime Minister Henrik Sorel and wished him success. Secretary Lomax raised the importance of Lorn
taking decisive action against all smugglers operating in Lorn.
""",
        """Statement by the Foreign Office

The Foreign Office takes exception to the factually incorrect statement on the call of today between Prime Minister Henrik Sorel and
Secretary Adaeze Lomax. There was no mention at all in the conversation about smugglers operating in Lorn. This should be immediately corrected.
""",
    ),
    (
        row(ONLY, "spoke today with", ""),
        row(ONLY, "wished him success", ""),
        row(BOTH, "smugglers operating", "no mention", looks="denial negation"),
        row(ONLY, "", "takes exception", looks="denial"),
        row(ONLY, "", "immediately corrected"),
    ),
)

FIGURES = Case(
    "numbers, negations and names",
    (
        """Readout of the meeting

The Secretary of the League, Oona Marsh, met Governor Tove Lind in Woodside. Governor Lind said that 30 boats would return by May.
Secretary Marsh said that the harbour at Kell would be reopened. Both agreed on a joint patrol.
""",
        """Readout of the meeting

Governor Tove Lind met the Secretary of the League, Oona Marsh, in Harbour Bay. Governor Lind said that 20 boats would return by May.
Secretary Marsh said that the harbour at Kell would not be reopened. Both agreed on a joint patrol.
""",
    ),
    (
        row(BOTH, "Woodside", "Harbour Bay", looks="name"),
        row(BOTH, "30 boats", "20 boats", looks="number"),
        row(BOTH, "would be reopened", "would not be reopened", looks="negation"),
        row(ALIKE, "joint patrol", "joint patrol"),
    ),
)

SPLIT = Case(
    "one topic split, another order",
    (
        """Readout of the call

Minister Anneke Dahl spoke with Minister Bram Toller today. Minister Dahl stressed freedom of navigation. She said that the grain deal must be
extended and that the fertiliser quota must be raised. Minister Toller thanked her for the relief sent after the flood.
""",
        """Readout of the call

Minister Bram Toller and Minister Anneke Dahl held a phone call today. Minister Toller thanked Minister Dahl for the aid sent after the flood.
Minister Dahl called for an extension of the grain deal. She asked that the quota for fertiliser be raised. She spoke of the need for open sea lanes.
""",
    ),
    (
        row(BOTH, "spoke with", "held a phone call"),
        row(BOTH, "freedom of navigation", "open sea lanes"),
        row(BOTH, "fertiliser quota", "an extension of the grain deal"),
        row(BOTH, "the grain deal must be extended", "quota for fertiliser"),
        row(BOTH, "relief sent", "aid sent"),
    ),
    moved=("freedom of navigation", "grain deal"),
)

CASES = (ONE_AGAINST_SIX, WHO_ASKED, COMMITMENT, SIX_WORDINGS, SECOND_WORDING, INCORRECT, FIGURES, SPLIT)
