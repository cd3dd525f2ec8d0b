"""Words that blame, deny or refuse, by language: plain data, see `vocabulary`."""

from bot.domain.commands.vocabulary import WordList

NEGATIONS: WordList = {
    "en": (
        "could have been more, could've been more, could be more, should be more, should have been more, "
        "not, never, no, isn't, isnt, wasn't, wasnt, aren't, arent, weren't, werent, don't, dont, doesn't, "
        "doesnt, didn't, didnt, won't, wont, can't, cant, cannot, couldn't, wouldn't, shouldn't, hasn't, "
        "haven't, hadn't, hardly, barely, nobody, none, neither, nor, far from, ain't, without, lacks, "
        "less, anything but, least, zero, instead of, stop, stopped, refuses, refused, rather than, fails, "
        "failed"
    ),
    "de": (
        "nicht, nie, niemals, kein, keine, keinen, keiner, keinem, kaum, wenig, weder, nix, niemand, "
        "alles andere als, null, ohne, mangelnde, mangelnder, fehlende, fehlender"
    ),
    "fr": "pas, jamais, aucun, aucune, peu, guère, ni, sans, manque",
    "es": "no, nunca, jamás, tampoco, ni, poco, poca, sin, ningún, ninguna, falta",
    "it": "non, mai, nessuno, nessuna, poco, poca",
    "pt": "não, nunca, jamais, nem, pouco, nenhum, nenhuma",
    "nl": "niet, nooit, geen, nauwelijks",
}
"""What turns praise that follows it soon into the opposite."""


NEGATIVE: WordList = {
    "en": (
        "outage, outages, delay, delayed, ruin, ruined, ruining, ruins, destroyed, destroying, destroys, "
        "can't stand, cannot stand, sick of, tired of, fed up, annoying, annoys, annoyed, annoys me, "
        "terrible, terribly, awful, horrible, rude, rudely, useless, worthless, lazy, idiot, idiotic, "
        "stupid, dumb, moron, incompetent, unprofessional, unreliable, unhelpful, unfair, unacceptable, "
        "disrespectful, disappointing, disappointed, disappoints, disappointment, frustrating, frustrated, "
        "angry, mad at, furious, hate, hates, hated, sucks, sucked, suck, crap, crappy, shit, shitty, "
        "bullshit, damn, wtf, ugh, worst, worse, bad, badly, poor, poorly, pathetic, ridiculous, toxic, "
        "bully, bullies, bullying, bullied, harassing, harassed, harasses, harassment, ignores, ignored, "
        "ignoring, ignorant, arrogant, selfish, liar, lies, lied, lying, cheated, cheats, stole, steals, "
        "stealing, complaint, complain, complains, complaining, broke, broken, breaks, breaking, crashed, "
        "crashes, failed, fails, failing, failure, down again, red, late again, always late, too late, "
        "is late, was late, missed, forgot, forgets, forgotten, messed up, mess, screwed up, wrong, "
        "mistake, mistakes, fault, blame, blames, issue, problem, slow, slacking, slacker, slacks, sloppy, "
        "careless, noisy, loud, smells, stinks, ugly, weird, creepy, inappropriate, mean to, mean, fired, "
        "quit, nightmare, disaster, waste, wasted, wasting, boring, clueless, hopeless, embarrassing, "
        "shame, shameful, overrated, sexist, racist, insulted, insulting, insults, yelled, yells, "
        "making me look bad, making us look bad, making me look stupid, making me look like, "
        "shouted at, shouts at, shouting, screamed, pissed, jerk, asshole, ass, bitch, fool, foolish, "
        "clown, loser, drunk"
    ),
    "de": (
        "zerstört, zerstörst, ruiniert, kaputtmachen, ausfall, nervig, nervt, nerven, nervst, nervte, "
        "schrecklich, furchtbar, schlimm, unhöflich, unfreundlich, frech, faul, dumm, blöd, blöde, doof, "
        "idiot, idiotin, unfähig, unprofessionell, unzuverlässig, unfair, inkompetent, respektlos, "
        "enttäuschend, enttäuscht, frustrierend, wütend, sauer, hasse, hasst, scheiße, scheiss, mist, "
        "mies, miese, schlecht, schlechte, schlechter, schlechtes, schlechteste, peinlich, lächerlich, "
        "mobbt, mobbing, gemobbt, belästigt, belästigung, arrogant, egoistisch, lügt, lügner, lügnerin, "
        "gelogen, geklaut, klaut, beschwerde, kaputt, kaputtgemacht, abgestürzt, verspätet, zu spät, "
        "unpünktlich, vergessen, vergisst, verbockt, versaut, versagt, falsch, fehler, schuld, langsam, "
        "langweilig, schlampig, laut, stinkt, hässlich, katastrophe, katastrophal, ärgerlich, ärgert, "
        "ärger, problem, rot, gemein, fies, beleidigt, anstrengend, unmöglich, unverschämt, zickig, "
        "eingebildet, nutzlos, spinnt, ignoriert, schreit, angeschrien, sexistisch, rassistisch"
    ),
    "fr": (
        "détruit, gâché, gâchée, ruiné, énervant, énervante, agaçant, agaçante, énerve, m'énerve, agace, "
        "terrible, horrible, impoli, impolie, malpoli, malpolie, paresseux, paresseuse, stupide, idiot, "
        "idiote, bête, nul, nulle, incompétent, incompétente, inutile, décevant, décevante, déçu, déçue, "
        "insupportable, pénible, ridicule, déteste, mauvais, mauvaise, mal, pire, cassé, cassée, casse, "
        "en panne, en retard, oublié, erreur, faute, problème, lent, lente, menteur, menteuse, ment, "
        "merde, chiant, chiante, fâché, fâchée, rouge, harcèle, harcèlement, irrespectueux, "
        "irrespectueuse, méchant, méchante, arrogant, arrogante, fainéant, fainéante, ennuyeux, ennuyeuse, "
        "plainte"
    ),
    "es": (
        "destruyó, arruinó, arruinar, romper, molesto, molesta, molestando, pesado, pesada, terrible, "
        "horrible, grosero, grosera, maleducado, maleducada, vago, vaga, perezoso, perezosa, estúpido, "
        "estúpida, tonto, tonta, idiota, inútil, incompetente, decepcionante, decepcionado, decepcionada, "
        "insoportable, ridículo, ridícula, odio, mal, malo, mala, peor, roto, rota, rompió, caído, caída, "
        "tarde, olvidó, error, culpa, problema, lento, lenta, mentiroso, mentirosa, miente, mierda, "
        "enfadado, enfadada, rojo, acosa, acoso, irrespetuoso, irrespetuosa, desastre, aburrido, aburrida, "
        "arrogante, egoísta, queja, fatal"
    ),
    "it": (
        "noioso, noiosa, fastidioso, fastidiosa, terribile, pigro, pigra, stupido, stupida, inutile, "
        "pessimo, pessima, rotto, rotta, sbagliato, odio"
    ),
    "pt": (
        "chato, chata, irritante, terrível, horrível, preguiçoso, preguiçosa, estúpido, burro, burra, "
        "inútil, péssimo, péssima, quebrado, quebrada, errado, atrasado, atrasada"
    ),
    "nl": (
        "irritant, vervelend, verschrikkelijk, lui, dom, stom, slecht, slechte, kapot, te laat, fout, "
        "nutteloos"
    ),
}
"""What complains of a user or something."""


DISAPPROVING_EMOJI = frozenset(
    (
        *("-1", "thumbsdown", "middle_finger", "fu", "face_with_rolling_eyes", "rolling_eyes", "unamused"),
        *("rage", "angry", "face_vomiting", "clown_face", "face_with_symbols_on_mouth"),
        "reversed_hand_with_middle_finger_extended",
    )
)
"""Names of emoji that no one thanks with."""


DISAPPROVING_CHARACTERS = frozenset("👎🖕🙄😒😡😠🤮🤡🤬")
"""Emoji that no one thanks with."""


REFUSALS: WordList = {
    "en": (
        "thanks for nothing, thank you for nothing, thx for nothing, no thanks, no thank you, no thx, "
        "thanks but no thanks, no kudos, no praise, no credit, slow clap, not thankful, not grateful, "
        "thanks a lot for nothing, nothing to thank, doesn't deserve, does not deserve, don't deserve, "
        "deserves no, didn't deserve, did not deserve, undeserved, don't thank, do not thank, never thank, "
        "stop thanking, nice try"
    ),
    "de": (
        "danke für nichts, danke fuer nichts, danke für gar nichts, vielen dank für nichts, nein danke, "
        "danke nein, kein dank, keinen dank, kein lob, keinen dank verdient, kein danke, verdient kein, "
        "verdient keinen, verdient keine, na super, na toll, na bravo, na danke, nicht danken"
    ),
    "fr": "merci pour rien, merci de rien, non merci, pas merci, ne mérite pas, mérite pas, bravo le",
    "es": "gracias por nada, no gracias, no se lo merece, no merece, no te lo mereces",
    "it": "grazie per niente, no grazie, non merita",
    "pt": "obrigado por nada, obrigada por nada, não obrigado, não merece",
    "nl": "bedankt voor niets, nee bedankt, nee dank je, verdient geen",
}
"""Words of thanks that thank no one."""


REMEDIES: WordList = {
    "de": (
        "gefunden, behoben, gelöst, repariert, gefixt, entdeckt, beseitigt, verhindert, ausgebügelt, "
        "abgefangen, gerettet, aufgeklärt, geklärt"
    ),
}
"""What was done about trouble that is named before: "hat den Fehler gefunden"."""


CIRCUMSTANCES: WordList = {
    "en": (
        "fix, fixed, fixing, fixes, solve, solved, solving, repair, repaired, debug, debugged, debugging, "
        "handled, handling, resolve, resolved, resolving, sorted, cleaned, with, my, our, against, "
        "found, finds, caught, catches, spotted, prevented, tackled, cracked, tracked, diagnosed, averted, "
        "untangled, survived, when, while, although, though, despite, after, during, from, through, out of, "
        "even, until, as, in"
    ),
    "de": (
        "mit, meinen, meine, unsere, unseren, gegen, repariert, behoben, gelöst, als, wenn, während, "
        "obwohl, trotz, nachdem, bei, beim, aus, bis, durch, im"
    ),
    "fr": "quand, lorsque, pendant, malgré, alors, après, dans, jusqu'à",
    "es": "cuando, mientras, aunque, durante, después, tras, en, hasta",
    "it": "quando, mentre, nonostante, durante",
    "pt": "quando, enquanto, apesar, durante",
    "nl": "toen, terwijl, ondanks, tijdens",
}
"""What leads to the trouble in which a user helped."""
