"""The words that stories are made of. All people, offices, towns and papers are invented."""

from __future__ import annotations

from typing import Final

GIVEN: Final = (
    "Ines Anton Mira Tomas Lena Viktor Sabine Karel Nadia Oskar Elif Jonas Petra Dario Hana Milan Rosa Emil Zora Felix Irina Bruno "
    "Greta Pavel Amina Leo Dina Marek Olga Stefan Yara Hugo Selma Ivo Clara Rafael Tilda Arman Nora Samir"
).split()
"""By turns of women and men."""
SURNAME_STARTS: Final = "Ro Dor Kel Mar Vel Han Tor Bren Sal Lin Ost Var Gel Nor Pel Ruv Sten Tal Ulm Wes Zan Bor Cal Dun Fer".split()
SURNAME_ENDS: Final = "nik mann sen dov ard wick let tano berg rich stad lund vane mora din keller win zell hart ska".split()
TOWN_STARTS: Final = "Lorn Dorn Vell Marrow Salen Kestrel Tide Harrow Oster Wend Brack Calder Fenn Grel Holm Isk Jarn Karst".split()
TOWN_ENDS: Final = ("", "ford", "mouth", "haven", "burg", "vale", "by", "port", "stead")
RIVERS: Final = "Arv Tolle Merrin Sable Quill Oss Vanna Ister".split()
PAPERS: Final = "Courier Gazette Post Herald Tribune Observer Wire Chronicle".split()
OFFICES: Final = (
    ("Mayor", "the mayor of {town}"),
    ("Foreign Minister", "the foreign minister"),
    ("Ambassador", "the ambassador in {town}"),
    ("Governor", "the governor of {town}"),
    ("General", "the commander at {town}"),
    ("Interior Minister", "the interior minister"),
    ("Police Chief", "the police chief of {town}"),
    ("Judge", "a judge in {town}"),
    ("Senator", "the senator for {town}"),
    ("Bishop", "the bishop of {town}"),
    ("Transport Minister", "the transport minister"),
    ("Captain", "the captain of the port of {town}"),
)
BODIES: Final = (
    "the harbour authority",
    "the coast guard",
    "the transport ministry",
    "the teachers’ union",
    "the border police",
    "the relief agency",
    "the foreign ministry",
    "the river commission",
    "the state railway",
    "the grain board",
    "the army",
    "the port workers’ union",
    "the health ministry",
    "the electoral council",
)
SOURCES: Final = (
    "two officials who had read the report",
    "a diplomat who was in the room",
    "a letter seen by the {outlet}",
    "three people with knowledge of the talks",
    "residents reached by telephone",
    "a report by {body}",
    "minutes of the meeting",
    "an official who asked not to be named",
)
THINGS: Final = (
    "the ferry to {town}",
    "the bridge over the {river}",
    "the grain convoy",
    "the border crossing at {town}",
    "the ceasefire",
    "the new harbour wall",
    "the reservoir above {town}",
    "the railway line to {town}",
    "the second round of talks",
    "the vote in {town}",
    "the power station at {town}",
    "the hospital in {town}",
    "the fuel depot",
    "the exchange of prisoners",
    "the pipeline under the {river}",
    "the school at {town}",
    "the customs post",
    "the market in {town}",
    "the airfield near {town}",
    "the water main",
)
PREDICATES: Final = (
    ("would open before {month}", "will open before {month}"),
    ("would stay shut until {weekday}", "will stay shut until {weekday}"),
    ("would cost {number} million crowns", "will cost {number} million crowns"),
    ("would be inspected by both sides", "will be inspected by both sides"),
    ("could not wait for another meeting", "cannot wait for another meeting"),
    ("had been closed for {number} days", "has been closed for {number} days"),
    ("had been searched twice since {month}", "has been searched twice since {month}"),
    ("had never been agreed", "was never agreed"),
    ("had been paid for in {month}", "was paid for in {month}"),
    ("was safe", "is safe"),
    ("was in the hands of {body}", "is in the hands of {body}"),
    ("had been damaged by the storm", "was damaged by the storm"),
    ("needed {number} more engineers", "needs {number} more engineers"),
    ("was guarded by {number} men", "is guarded by {number} men"),
    ("had been promised to the people of {town}", "was promised to the people of {town}"),
    ("would be moved to {town}", "will be moved to {town}"),
    ("had cost {number} families their homes", "has cost {number} families their homes"),
    ("would not be discussed again", "will not be discussed again"),
)
REQUESTS: Final = (
    "reopen {thing}",
    "let the convoy pass",
    "send {number} engineers to {town}",
    "publish the report on {thing}",
    "release the crew of the trawler",
    "extend the ceasefire by {number} days",
    "withdraw the patrols from {town}",
    "pay for the repair of {thing}",
    "invite observers to {town}",
    "hand over the list of prisoners",
    "explain the delay",
    "join the talks in {town}",
)
DEEDS: Final = (
    "firing on the ferry",
    "hiding the report",
    "breaking the ceasefire",
    "blocking the road to {town}",
    "holding back {number} wagons of grain",
    "paying the guards",
    "moving troops to {town}",
    "cutting the water of {town}",
)
JUDGEMENTS: Final = (
    "a step back",
    "reckless",
    "a gift to the other side",
    "long overdue",
    "a matter of days",
    "not worth the paper",
    "the last chance",
    "beyond repair",
)
PLAIN: Final = (
    "Snow had covered the road to {town} since {month}.",
    "The crossing is used by some {number} lorries a day.",
    "{Thing} was built {number} years ago.",
    "Shops near the square stayed shut for the rest of the day.",
    "The two sides last met in {town} in {month}.",
    "Repairs began in {month} and have been broken off twice.",
    "About {number} people live in the villages below the dam.",
    "The delegation left {town} by train in the evening.",
    "A second vessel lay at anchor outside the harbour.",
    "The price of bread in {town} has doubled since {month}.",
    "Talks are to go on in {town} next week.",
    "The road runs along the {river} for {number} kilometres.",
)
MONTHS: Final = "January February March April May June July August September October November December".split()
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
HAPPENINGS: Final = (
    ("a bus left the road near {town}", "Bus leaves road near {town}", "the driver had been speeding", "{body}"),
    ("shells struck the market of {town}", "Shells strike market in {town}", "its guns had fired on the market", "the army"),
    ("a fire broke out in a warehouse in {town}", "Fire in {town} warehouse", "the doors had been locked", "the port workers’ union"),
    ("the {river} burst its banks at {town}", "Flood at {town}", "the sluices had been opened too late", "the river commission"),
    ("a ferry capsized off {town}", "Ferry capsizes off {town}", "the ferry had been overloaded", "the harbour authority"),
    ("a bomb went off at the station of {town}", "Blast at {town} station", "it had been warned", "the border police"),
    ("gunmen attacked a convoy outside {town}", "Convoy attacked near {town}", "the guards had fled", "the relief agency"),
    ("part of a bridge fell at {town}", "Bridge collapses at {town}", "cracks had been reported", "the state railway"),
)
"""What happened, its headline, what is said of it, and who denies that."""
