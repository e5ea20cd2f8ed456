"""An invented agency story, and what outlets make of it."""

from __future__ import annotations

from memcon.link.origins.finding import Copy, Text, trace

STORY = """Guards at Tarn closed the customs house on Monday after 41 crates of rifles were found under sacks of grain from Quill.

Ines Tolland, who runs the Harbour Board, said the ship had been searched twice before it left the northern port of Vardo.

“We opened every hold and counted every sack by hand,” Tolland told reporters. “Nobody can say that we looked away.”

The captain, Marek Orlov, and 9 sailors were taken to the fort at Drin, where a judge will hear them on Thursday.

Orlov's lawyer rejected the charge and said the crates had been loaded by dockers whom the captain never met.

The ministry in Belmora has asked for a list of all 17 vessels that called at Vardo since 3 February.

It is the third seizure since the truce was signed at Castell, and the largest by far.
"""

SPUN = """Sentries in Tarn shuttered a customs house Monday when 41 containers of guns were discovered beneath bags of cereal out of Quill.

The ship was examined two times prior to departing Vardo harbour up north, stated Ines Tolland, head of a Harbour Board.

“We opened every hold and counted every sack by hand,” Tolland informed journalists. “Nobody can say that we looked away.”

Skipper Marek Orlov plus 9 mariners got transferred into Drin fortress, with magistrate listening to them Thursday.

Accusation was dismissed by attorney of Orlov, stating containers got put aboard by longshoremen unknown to skipper.

Belmora department requested register of every one of 17 boats visiting Vardo from 3 February on.

This marks third confiscation after armistice inked in Castell, biggest ever.
"""

OTHER = """Fishermen in Tarn were back at sea on Tuesday, a week after the Harbour Board lifted its ban on nets.

Ines Tolland met 60 of them at the customs house and promised that the quota for herring would stay as it is until spring.

Boats from Quill may land their fish at Vardo again, but not at Drin, where the new pier is still closed for repairs.

“I have waited all winter for this,” said Lidia Nasser, whose family has two boats. Her brother sold his in January.

The ministry in Belmora pays each crew 300 crowns for the days that were lost. Many have not seen the money.

Snow is expected by the weekend, and with it the end of the season for the smaller harbours on the coast.
"""

REPORT = """The Harbour Board came under fire in parliament on Wednesday over its handling of shipping inspections.

Deputies pointed to a remark by its director. “We opened every hold and counted every sack by hand,” she had said. “Nobody can say that we looked away.”

Oskar Nyberg of the Coast Party called that a fairy tale. Three inspectors, he noted, serve a coast of eight hundred miles, and their
only launch has been in dry dock since autumn.

The chamber votes next week on whether to set up an inquiry. Its chairman would be drawn by lot, as the statutes demand, and hearings
would be open to the public.

Observers doubt that a majority can be found. The governing coalition has closed ranks before, most recently over the lighthouse affair.
"""


def text(id_: str, body: str = STORY, *, day: str | None = None, outlet: str | None = None, sources: tuple[str, ...] = ()) -> Text:
    return Text(id_, body, day, outlet, sources)


def traced(*texts: Text) -> dict[str, Copy]:
    """What each text is, by id."""
    return {copy.document: copy for copy in trace(texts)}
