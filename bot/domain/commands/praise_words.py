"""Words that praise a user, by language: plain data, see `vocabulary`."""

from bot.domain.commands.vocabulary import WordList

PRAISE: WordList = {
    "en": (
        "gj, gg, wp, w00t, woot, good on you, good on ya, killing it, does so much, do so much, "
        "boss move, couldn't be prouder, could not be prouder, couldn't be happier, "
        "could not be happier, "
        "painless, painlessly, seamless, seamlessly, delicious, delighted, rely on, count on, "
        "willing to help, work of art, bless you, you complete me, grace, gracefully, positive energy, "
        "so much energy, 10 10, better every day, what a, what an, deserve, deserves, deserved, was fun, "
        "so much fun, fun with, more fun, hug, hugs, pat on the back, gold star, a medal, a cookie, "
        "a beer, a cake, a raise, flowers, great, best, awesome, amazing, wonderful, fantastic, brilliant, "
        "brilliantly, excellent, lovely, love, loved, loves, perfect, perfectly, superb, outstanding, "
        "incredible, incredibly, fabulous, marvellous, marvelous, phenomenal, remarkable, exceptional, "
        "extraordinary, splendid, magnificent, stellar, terrific, impressive, impressed, impresses, "
        "inspiring, inspired, inspiration, inspirational, helpful, invaluable, priceless, tremendous, "
        "delightful, flawless, flawlessly, beautiful, beautifully, heroic, generous, generously, "
        "generosity, kindness, kindest, patience, proud, wow, genius, elegant, elegantly, rocks, rocked, "
        "bravo, congrats, congratulations, yay, hooray, hurray, hurrah, woohoo, woo hoo, kudos, "
        "masterpiece, masterclass, top notch, top-notch, first class, first-class, world class, "
        "world-class, spot on, on point, on fire, killed it, nailed it, nailed, crushed it, crushing it, "
        "smashed it, aced, slayed, knocked it out, mad skills, chef's kiss, magical, rock of, backbone, "
        "heart and soul, role model, heartwarming, thoughtful, thoughtfully, thoughtfulness, caring, "
        "considerate, selfless, selflessly, tireless, tirelessly, reliable, dependable, stunning, "
        "gorgeous, neat, sweet, adorable, admire, admirable, enjoyed, enjoyable, a joy, a pleasure, "
        "a treat, a delight, a blast, pleasure working, pleasure to work, joy to work, top job, top work, "
        "top effort, top man, topper, good stuff, good call, good catch, great catch, nice catch, "
        "nice touch, good thinking, good idea, good effort, good show, good going, good teamwork, "
        "nice job, nice work, nice one, nice going, neat work, solid work, solid job, clean work, "
        "quick fix, quick work, fast work, smart move, smart thinking, smart work, clever fix, "
        "clever idea, clever trick, cool idea, cool trick, cool work, strong work, hard work, worked hard, "
        "works hard, works so hard, working hard, hardworking, hard-working, teamwork, team player, "
        "team spirit, going strong, keep it up, way to go, well deserved, well-deserved, well played, "
        "well handled, well organised, well organized, well said, well spotted, did well, handled it, "
        "made it happen, makes it happen, made it work, got it done, gets it done, gets things done, "
        "made it easy, makes it easy, made it look easy, makes me smile, made me smile, made us smile, "
        "made me laugh, made us laugh, cheered me, cheered us, brightened, lit up, warms my heart, "
        "big help, huge help, such a help, of great help, real help, was a help, big win, huge win, "
        "great win, talented, gifted, unstoppable, unbeatable, true professional, consummate professional, "
        "pure gold, solid gold, worth their weight, worth her weight, hats off"
    ),
    "de": (
        "was für ein, was für eine, große hilfe, riesige hilfe, verdient, starke, starker, starkes, "
        "so viel gelernt, viel gelernt, vergnügen, umarmung, gedrückt, schulterklopfer, blumen, toll, "
        "tolle, toller, tolles, tollen, super, klasse, prima, spitze, spitzenmäßig, spitzenklasse, "
        "großartig, großartige, großartiger, großartiges, großartigen, wunderbar, wunderbare, wunderbarer, "
        "wunderbares, hervorragend, hervorragende, hervorragender, hervorragendes, ausgezeichnet, "
        "ausgezeichnete, ausgezeichneter, genial, geniale, genialer, geniales, perfekt, perfekte, "
        "perfekter, perfektes, fantastisch, fantastische, fantastischer, fantastisches, phantastisch, "
        "beeindruckend, beeindruckende, beeindruckt, begeistert, erstklassig, erstklassige, vorbildlich, "
        "vorbildliche, hilfreich, hilfreiche, gefreut, bravo, mega, hammer, weltklasse, bombe, bombig, "
        "traumhaft, unglaublich, sensationell, sensationelle, exzellent, exzellente, brillant, brillante, "
        "bester, beste, bestes, besten, wahnsinn, irre gut, einfach gut, so gut, sehr gut, richtig gut, "
        "echt gut, verdammt gut, wirklich gut, gut gemacht, gute arbeit, gute idee, guter fund, guter job, "
        "guter einsatz, gute teamarbeit, super gemacht, stark, starke leistung, stark gemacht, "
        "starke arbeit, saubere arbeit, sauber gemacht, schöne arbeit, schön gemacht, klasse arbeit, top, "
        "top arbeit, engel, schatz, goldstück, lieblingskollegin, lieblingskollege, liebe, lieb von dir, "
        "lieb von euch, nett von dir, sehr nett, so nett, so lieb, sehr lieb, geduld, geduldig, geduldige, "
        "großzügig, hilfsbereit, hilfsbereite, hilfsbereitschaft, zuverlässig, zuverlässige, unermüdlich, "
        "engagiert, engagierte, engagement, einsatz, einsatzbereitschaft, teamplayer, teamgeist, "
        "glückwunsch, glückwünsche, gratulation, gratuliere, herzlichen glückwunsch, alle achtung, "
        "ich liebe, vorbild, freude, eine freude, mir eine freude, macht spaß, hat spaß gemacht, tut gut, "
        "tat gut, hat mir den tag, meinen tag, unseren tag, wahre freude, meister, meisterin, meisterhaft, "
        "meisterwerk, königin, könig, sonnenschein, fleißig, professionell, souverän, mit bravour, "
        "lieblingsmensch, 1a, eins a, feiner zug"
    ),
    "fr": (
        "quelle belle, quel beau, quelle super, tellement appris, beaucoup appris, mérite, câlin, bisous, "
        "bises, super, génial, géniale, géniaux, excellent, excellente, formidable, fantastique, parfait, "
        "parfaite, magnifique, incroyable, extraordinaire, exceptionnel, exceptionnelle, remarquable, top, "
        "au top, le meilleur, la meilleure, les meilleurs, meilleure, meilleur, impressionnant, "
        "impressionnante, bon travail, beau travail, bon boulot, beau boulot, super boulot, du bon boulot, "
        "sacré boulot, bien joué, bien fait, bien vu, bonne idée, belle idée, chouette, merveilleux, "
        "merveilleuse, admirable, brillant, brillante, splendide, trop fort, trop forte, très fort, "
        "très forte, j'adore, j'aime, on adore, adorable, généreux, généreuse, patience, patient, "
        "patiente, utile, très utile, gentil, gentille, très gentil, très gentille, gentillesse, fier, "
        "fière, fiers, une perle, un ange, un amour, une star, un génie, un pro, une pro, inspirant, "
        "inspirante, dévoué, dévouée, du beau travail, belle équipe, chapeau bas, hourra"
    ),
    "es": (
        "qué gran, qué buen, qué buena, menudo, menuda, aprendí mucho, merece, mereces, abrazo, abrazos, "
        "besos, genial, geniales, excelente, excelentes, fantástico, fantástica, increíble, increíbles, "
        "maravilloso, maravillosa, perfecto, perfecta, magnífico, magnífica, extraordinario, "
        "extraordinaria, estupendo, estupenda, espectacular, impresionante, admirable, brillante, "
        "buen trabajo, gran trabajo, buena idea, gran idea, gran labor, buena labor, gran ayuda, "
        "trabajazo, bien hecho, muy bien, bravo, crack, eres la mejor, eres el mejor, el mejor, la mejor, "
        "los mejores, las mejores, la leche, un ángel, una joya, una estrella, un sol, una máquina, "
        "una crack, un crack, me encanta, nos encanta, me encantó, amable, muy amable, generoso, generosa, "
        "paciencia, paciente, útil, muy útil, orgulloso, orgullosa, orgullosos, inspirador, inspiradora, "
        "olé, viva, súper, top, de maravilla, todo bien, lo mejor"
    ),
    "it": (
        "fantastico, fantastica, ottimo, ottima, eccellente, bravissimo, bravissima, meraviglioso, "
        "meravigliosa, perfetto, perfetta, grande, geniale, incredibile, bel lavoro, ben fatto, "
        "ottimo lavoro, gentile"
    ),
    "pt": (
        "ótimo, ótima, excelente, fantástico, fantástica, incrível, maravilhoso, maravilhosa, perfeito, "
        "perfeita, genial, bom trabalho, ótimo trabalho, muito bom, muito boa, adorei, show, sensacional"
    ),
    "nl": (
        "geweldig, geweldige, fantastisch, fantastische, top, super, goed gedaan, goed werk, mooi werk, "
        "lekker bezig, knap, knap werk, toppertje, held, ster, kanjer, uitstekend"
    ),
    "da": "fantastisk, flot arbejde, godt arbejde, super, dygtig, sejt",
    "no": "fantastisk, bra jobbet, bra jobba, flott jobb, super, dyktig, rått",
    "sv": "fantastisk, fantastiskt, bra jobbat, jättebra, super, grymt, snyggt jobbat, toppen",
    "fi": "mahtava, loistava, hyvää työtä, upea",
    "pl": "świetnie, świetna, świetny, super, wspaniale, genialnie, dobra robota",
    "ru": (
        "отлично, отличная, отличный, супер, молодец, молодцы, классно, здорово, замечательно, прекрасно, "
        "великолепно, круто"
    ),
    "uk": "чудово, молодець, супер, відмінно",
    "tr": "harika, mükemmel, süper, bravo, tebrikler",
}
"""What praises by itself."""


PRAISING_NOUNS: WordList = {
    "en": (
        "star, queen, king, champ, champion, beast, boss, machine, angel, saint, treasure, wizard, ninja, "
        "magician, gem, pro, rock, pillar, wonder, hero, legend, superstar, blessing, gift, unicorn, "
        "goddess, god, powerhouse, force, natural, diamond, jewel, sunshine, delight, pleasure, "
        "star player, friend, teacher, mentor, example, inspiration, bomb, bee's knees, goat, winner, "
        "keeper"
    ),
    "de": (
        "stern, star, maschine, profi, kracke, könner, könnerin, wucht, perle, nummer, schätzchen, bank, "
        "macht"
    ),
    "fr": "star, machine, perle, amour, ange, pro, reine, roi, champion, championne, boss, bombe",
    "es": "estrella, máquina, joya, ángel, sol, reina, rey, campeón, campeona, fenómeno, bestia, pro",
}
"""What praises where a user is called so: "you are a star"."""


PEOPLE: WordList = {
    "en": (
        "learner, listener, thinker, communicator, teammate, team mate, colleague, coworker, co-worker, "
        "worker, person, human, human being, soul, leader, coach, partner, manager, buddy, helper, "
        "organiser, organizer, speaker, presenter, host, writer, reviewer"
    ),
    "de": (
        "kollege, kollegin, kollegen, mensch, zuhörer, zuhörerin, chef, chefin, lehrer, lehrerin, "
        "partner, partnerin, gastgeber, gastgeberin, mitarbeiter, mitarbeiterin, seele"
    ),
    "fr": "collègue, personne, équipière, coéquipier, coéquipière",
    "es": "compañero, compañera, persona, colega",
}
"""What a user is called who is praised by the adjective before it: "good listener"."""


BEFORE_NOUNS: WordList = {
    "en": "a, an, the, my, our, such, true, real, total, absolute, you, are, is, one",
    "de": (
        "ein, eine, die, der, mein, meine, unser, unsere, echte, echter, wahre, wahrer, absolute, absoluter"
    ),
    "fr": "un, une, le, la, notre, mon, ma, vraie, vrai",
    "es": "un, una, el, la, mi, nuestro, nuestra, todo, toda",
}


DEEDS: WordList = {
    "en": (
        "brought cake, brought cookies, brought coffee, brought breakfast, brought snacks, brought lunch, "
        "made my, makes my, made our, makes our, makes us, made me laugh, made us laugh, gets stuff done, "
        "gets things done, took the late shift, took the night shift, never gave up, didn't give up, "
        "took my shift, took my on-call, kept us sane, "
        "kept your cool, kept her cool, kept his cool, always has time, always have time, "
        "always makes time, always make time, brings so much, bring so much, crushed, caught a, found the, "
        "never gives up, never gave up, never give up, all-nighter, all nighter, worked the weekend, "
        "fixed, solved, shipped, delivered, unblocked, mentored, taught, stayed, stepped up, stepped in, "
        "stood in, stood up for, stood by, volunteered, listened, encouraged, covered for, covering for, "
        "supported, supports, organised, organized, organises, organizes, nailed, jumped in, pitched in, "
        "chipped in, took over, took care, takes care, takes time, took the time, took time, lent a hand, "
        "lends a hand, gave me a hand, gave us a hand, showed me how, showed us how, showed me, showed us, "
        "explained, explains, walked me through, walked us through, patched, repaired, rebuilt, "
        "redesigned, welcomed, welcomes, cheered, helped, helps, helping, saved, saves, saving, carried, "
        "carries, always there, there for me, there for us, shared her, shared his, shared their, "
        "shares her, shares his, shares their, went out of her way, went out of his way, "
        "went out of their way, goes out of, kept calm, stays calm, kept us, keeps us, held the fort, "
        "held it together, brought us, brought the, put in the, worked late, worked overnight, "
        "worked all night, worked through, working late, gave me, gave us, help from, led us, led the, "
        "guided, coached, trained me, trained us, believed in me, trusted me, answered all, "
        "answered every, answers every, answers all, caught the, spotted the, found the bug, tracked down, "
        "because of you, because of her, because of him, stuck with, sticks with, kept afloat, "
        "kept us afloat, calmed, paired with, wrote great, mopped up, tidied up, cleaned up, what you did, "
        "what she did, what he did"
    ),
    "de": (
        "immer da, mitgebracht, "
        "zeit genommen, viel zeit für, beruhigt, rockst, rockt, gibt nie auf, gibt nicht auf, "
        "nie aufgegeben, eingesprungen, springt ein, sprang ein, unterstützt, unterstützte, unterstützung, "
        "hilft, half, helfen, repariert, gelöst, behoben, gefixt, gezeigt, erklärt, beigebracht, "
        "organisiert, organisierte, rettete, zugehört, hört zu, ausgeholfen, angepackt, packt an, "
        "mitgedacht, mitgeholfen, weitergeholfen, drangeblieben, durchgehalten, eingearbeitet, übernommen, "
        "gekümmert, kümmert sich, vertreten, ruhe bewahrt, den rücken frei, den rücken gestärkt, "
        "rücken freigehalten, nicht aufgegeben, nie hängen, zum lachen gebracht, "
        "mut gemacht, ermutigt, motiviert, aufgemuntert, hat geklappt, läuft wieder, läuft alles wieder, "
        "läuft alles, ans laufen gebracht, möglich gemacht, nachtschicht, überstunden, länger geblieben, "
        "geblieben, dran geblieben"
    ),
    "fr": (
        "aide précieuse, a aidé, m'aide, nous aide, m'a montré, m'a expliqué, nous a montré, "
        "nous a expliqué, a réparé, a résolu, a organisé, a corrigé, a dépanné, m'a dépanné, dépanné, "
        "a pris le temps, a pris soin, toujours là, était là, a soutenu, soutien, m'a soutenu, "
        "m'a soutenue, nous a soutenus, m'a encouragé, m'a encouragée, est restée, est resté, l'aide de"
    ),
    "es": (
        "me apoyó, nos apoyó, apoyo, apoyaste, me enseñó, nos enseñó, me explicó, nos explicó, arregló, "
        "arreglaste, resolvió, resolviste, solucionó, solucionaste, organizó, organizaste, se quedó, "
        "te quedaste, siempre ahí, siempre está, siempre estás, me animó, nos animó, me cubrió, "
        "me escuchó, nos escuchó, se tomó el tiempo, ayuda, ayudar, ayudarme, ayudarnos, echó una mano, "
        "echado una mano"
    ),
}
"""What a thanked user did; in the first person it is a report."""


ADJECTIVES: WordList = {
    "en": (
        "good, nice, cool, kind, quick, fast, clear, smart, clever, happy, glad, fun, smooth, thorough, "
        "patient, solid, strong, wise, brave, calm, friendly, warm, honest, creative, positive, "
        "supportive, organised, organized, careful, detailed, useful, well, dedicated, committed, sharp, "
        "funny, humble, professional, lucky, pleased, special, rare, cheerful, polite, inclusive, "
        "welcoming, motivating, bright"
    ),
    "de": (
        "gut, gute, guter, gutes, guten, nett, nette, lieb, schön, schöne, schönes, schnell, klar, klug, "
        "clever, sauber, gründlich, freundlich, ruhig, kreativ, mutig, lustig, froh, glücklich, geduldig, "
        "stark, aufmerksam, kompetent, nützlich, cool, fleißig, pünktlich, fair, herzlich"
    ),
    "fr": (
        "bon, bonne, bien, beau, belle, rapide, clair, claire, efficace, calme, sympa, drôle, courageux, "
        "courageuse, créatif, créative, fort, forte, content, contente, heureux, heureuse, intelligent, "
        "intelligente, cool, attentionné, attentionnée, professionnel, professionnelle"
    ),
    "es": (
        "bueno, buena, bien, rápido, rápida, claro, clara, eficaz, listo, lista, simpático, simpática, "
        "divertido, divertida, valiente, creativo, creativa, fuerte, feliz, contento, contenta, majo, "
        "maja, atento, atenta, profesional, inteligente, guay"
    ),
    "it": "bravo, brava, buono, buona, bello, bella, veloce, chiaro, chiara",
    "pt": "bom, boa, legal, rápido, rápida, claro, clara, gentil, querida, querido",
    "nl": "goed, goede, leuk, fijn, lief, snel, slim, mooi",
}
"""What praises where it is said of a user, or made stronger: "so kind", "is good at it"."""


STRENGTHENING: WordList = {
    "en": (
        "so, really, very, such, such a, such an, how, what a, what an, always, super, extremely, "
        "incredibly, truly, real, absolutely, most, genuinely, particularly, ever so, seriously, "
        "unbelievably"
    ),
    "de": (
        "so, sehr, echt, wirklich, immer, wie, total, richtig, besonders, unglaublich, extrem, mega, "
        "super, was für ein, was für eine, ganz"
    ),
    "fr": "si, très, tellement, vraiment, toujours, trop, hyper, quel, quelle, super",
    "es": "tan, muy, siempre, realmente, qué, que, tan tan, super",
    "it": "così, molto, davvero, sempre, che",
    "pt": "tão, muito, sempre, que",
    "nl": "zo, heel, erg, echt, altijd",
}
