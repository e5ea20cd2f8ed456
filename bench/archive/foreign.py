"""Stories in other languages, in our own sentences: they are set aside and counted, not read."""

from __future__ import annotations

import random
from typing import Final

from bench.archive.cast import person, town

LANGUAGES: Final = ("fr", "es", "de")
_SENTENCES: Final = {
    "fr": (
        "Le maire de {town} a déclaré que le pont resterait fermé jusqu’à lundi.",
        "Selon {name}, les travaux du port ne seront pas terminés avant l’hiver.",
        "« Nous n’avons jamais promis cela », a répondu {name} devant les journalistes.",
        "La commission du fleuve a démenti avoir ouvert les vannes pendant la nuit.",
        "Les habitants de {town} attendent depuis trois semaines le retour de l’eau.",
        "{name} a demandé au gouverneur de publier le rapport sur la centrale.",
        "Les négociations doivent reprendre la semaine prochaine à {town}.",
        "Le syndicat des cheminots accuse la direction d’avoir caché les fissures.",
        "Un convoi de blé a quitté {town} dans la soirée, sous bonne garde.",
        "Le prix du pain a doublé depuis le printemps, et personne ne sait pourquoi.",
        "Deux personnes qui ont lu la lettre affirment qu’elle ne parle pas du port.",
        "Le ministre a remercié les pompiers, mais il n’a rien dit des victimes.",
    ),
    "es": (
        "El alcalde de {town} dijo que el puente seguirá cerrado hasta el lunes.",
        "Según {name}, las obras del puerto no terminarán antes del invierno.",
        "«Nunca prometimos eso», respondió {name} ante los periodistas.",
        "La comisión del río negó haber abierto las compuertas durante la noche.",
        "Los vecinos de {town} esperan desde hace tres semanas que vuelva el agua.",
        "{name} pidió al gobernador que publicara el informe sobre la central.",
        "Las conversaciones deben continuar la próxima semana en {town}.",
        "El sindicato acusa a la dirección del ferrocarril de ocultar las grietas.",
        "Un convoy de trigo salió de {town} por la tarde con una fuerte escolta.",
        "El precio del pan se ha duplicado desde la primavera y nadie sabe por qué.",
        "Dos personas que leyeron la carta aseguran que no habla del puerto.",
        "El ministro dio las gracias a los bomberos, pero no habló de las víctimas.",
    ),
    "de": (
        "Der Bürgermeister von {town} sagte, die Brücke bleibe bis Montag gesperrt.",
        "Nach Angaben von {name} werden die Arbeiten am Hafen nicht vor dem Winter fertig.",
        "„Das haben wir nie versprochen“, antwortete {name} vor den Journalisten.",
        "Die Flusskommission bestritt, in der Nacht die Schleusen geöffnet zu haben.",
        "Die Einwohner von {town} warten seit drei Wochen darauf, dass das Wasser wieder läuft.",
        "{name} forderte den Gouverneur auf, den Bericht über das Kraftwerk zu veröffentlichen.",
        "Die Gespräche sollen in der nächsten Woche in {town} fortgesetzt werden.",
        "Die Gewerkschaft wirft der Bahn vor, die Risse verschwiegen zu haben.",
        "Ein Getreidezug verließ {town} am Abend unter starker Bewachung.",
        "Der Brotpreis hat sich seit dem Frühjahr verdoppelt, und niemand weiß, warum.",
        "Zwei Personen, die den Brief gelesen haben, sagen, er handle nicht vom Hafen.",
        "Der Minister dankte der Feuerwehr, erwähnte aber die Opfer mit keinem Wort.",
    ),
}
_TITLES: Final = {
    "fr": "{town} attend la réouverture du pont",
    "es": "{town} espera que se abra el puente",
    "de": "{town} wartet auf die Brücke",
}


def foreign_story(dice: random.Random, language: str) -> tuple[str, tuple[str, ...]]:
    """A title and paragraphs in the language."""
    paragraphs = []
    for _ in range(dice.randrange(4, 9)):
        chosen = dice.sample(_SENTENCES[language], dice.randrange(2, 4))
        paragraphs.append(" ".join(_filled(one, dice) for one in chosen))
    return _filled(_TITLES[language], dice), tuple(paragraphs)


def _filled(pattern: str, dice: random.Random) -> str:
    return pattern.format(town=town(dice.randrange(162)), name=person(dice.randrange(400)).name)
