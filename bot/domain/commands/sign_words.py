"""Words by which a text thanks or praises a user, by language: plain data, see `vocabulary`."""

from bot.domain.commands.vocabulary import WordList, merge_lists

GRATITUDE: WordList = {
    "en": (
        "much obliged, learned so much, learnt so much, learned a lot, learnt a lot, celebrating, "
        "we'd be lost, would be lost, i'd be lost, lost without, without we'd, without i'd, thankful, "
        "grateful, gratefully, appreciate, appreciated, appreciates, appreciating, appreciative, "
        "gratitude, owe you, owe her, owe him, owe them, i owe, we owe, indebted, in your debt, credit to, "
        "credits to, credit goes, all credit, tribute, standing ovation, round of applause, applause, "
        "big up, big ups, high five, hat tip, h/t, ht, thanked, thanking, thankies, thnk you, thank yous, "
        "cant thank you, can't thank you, cannot thank you, can't thank, cannot thank, "
        "never thank you enough, couldn't have done it, could not have done it, without you, without her, "
        "without him, without them, without your, without whom, lifesaver, life saver, saved my, "
        "saved our, saved us, saved me, saved the, rescued, saves the day, saves my, helped me, helped us, "
        "helped out, helping me, helping us, helped my, helped our, made my day, made my week, "
        "made our day, made my life, made our week, you rock, rockstar, rock star, superstar, hero, "
        "heroes, legend, mvp, goat, godsend, above and beyond, the extra mile, an extra mile, had my back, "
        "had our back, has my back, has our back, have my back, have our back, got my back, got our back, "
        "means a lot, meant a lot, means the world, meant the world, forever grateful, i am so lucky, "
        "so lucky to, lucky to have, lucky to work, couldn't do it without, where would we be, "
        "where would i be, what would we do without, what would i do without, never ceases to amaze, "
        "congratulate, congratulating, high-five, high-fives, high fives, "
        "never fails to, never stops helping, never lets us down, never let us down, never lets me down, "
        "can't say enough, cannot say enough, can't praise, no one better, nobody better, "
        "nothing is too much, not bad, not too shabby, second to none, +1, don't know what i'd do, "
        "don't know what we'd do, recognise, recognize, salute, kudo"
    ),
    "de": (
        "gratuliere, gratulieren, gratulier, "
        "aufgeschmissen, ohne wären wir, ohne wäre, ohne hätten wir, dankbar, dankbarkeit, bedanken, "
        "bedanke, bedankt, danken, gedankt, verdanke, verdanken, verdanken wir, verdankt, dankt, "
        "danksagung, ohne dich, ohne euch, ohne sie, ohne ihn, dank deiner, dank eurer, dank ihr, "
        "dank ihm, deinetwegen, gerettet, hast mir geholfen, hast uns geholfen, hat mir geholfen, "
        "hat uns geholfen, geholfen, tag gerettet, rettet mir, rettest, rettung, unbezahlbar, heldin, "
        "held, heldentat, hut ab, chapeau, stolz auf, lobenswert, lob, gelobt, anerkennung, applaus, "
        "hochachtung, respekt, vergelt's gott, vergelts gott, nicht genug danken, nicht schlecht, "
        "ein hoch auf, hoch auf, ein dreifach hoch, geht nicht besser, nicht zu toppen, daumen hoch, "
        "riesenlob, dankeschon, weiss nicht was ich ohne, weiß nicht was wir ohne, schätze, schätzen, "
        "geschätzt, wertschätzung, zu schätzen, freue mich über, immer für mich da, immer für uns da, "
        "für mich da, für uns da"
    ),
    "fr": (
        "remercie, remercier, remercions, remerciement, remerciements, remercié, reconnaissant, "
        "reconnaissante, reconnaissance, reconnaissants, gratitude, grâce à, sans toi, sans vous, "
        "sans elle, sans lui, sauvé, sauvée, sauve, sauvés, m'a aidé, m'a aidée, nous a aidé, "
        "nous a aidés, aidé, aidée, m'as aidé, m'as aidée, nous as aidés, bravo, félicitations, félicite, "
        "chapeau, respect, un héros, une héroïne, héros, apprécie, j'apprécie, apprécié, pas mal, merci, "
        "coup de chapeau, ravi, ravie"
    ),
    "es": (
        "agradezco, agradecemos, agradecido, agradecida, agradecidos, agradecidas, agradecer, "
        "agradecimiento, agradecerte, agradecerle, gratitud, gracias a, sin ti, sin ella, sin él, "
        "sin ustedes, sin vosotros, salvado, salvaste, salvó, me ayudó, nos ayudó, me ayudaste, "
        "nos ayudaste, ayudó, ayudaste, ayudado, me salvó, me salvaste, nos salvó, nos salvaste, héroe, "
        "heroína, felicidades, felicitaciones, enhorabuena, aprecio, apreciamos, me quito el sombrero, "
        "aplausos, un aplauso, reconocimiento, nada mal"
    ),
    "it": (
        "ringrazio, ringraziamo, ringraziare, ringraziamento, grato, grata, grati, senza di te, salvato, "
        "salvata, aiutato, aiutata, complimenti, bravo, brava, bravi, merito, apprezzo"
    ),
    "pt": (
        "agradeço, agradecemos, agradecer, grato, grata, gratidão, graças a, sem você, sem ti, salvou, "
        "ajudou, ajudaste, parabéns, reconhecimento, valeu, brigado, brigada"
    ),
    "nl": (
        "dankbaar, dankzij, bedanken, bedank, dankwoord, zonder jou, geholpen, gered, waardeer, petje, hulde"
    ),
    "da": "taknemmelig, takket være, takke, reddede, hjalp",
    "no": "takknemlig, takket være, takke, reddet, hjalp",
    "sv": "tacksam, tack vare, tacka, räddade, hjälpte",
    "pl": "dziękujemy, wdzięczny, wdzięczna, brawo, pomógł, pomogła",
    "ru": "благодарю, благодарен, благодарна, благодарим, спасибочки, выручил, выручила, помог, помогла",
    "uk": "дякуємо, вдячний, вдячна, допоміг, допомогла",
    "tr": "teşekkür, sağolun, minnettar",
    "he": "תודה, תודות, כל הכבוד, מעריך, מעריכה",
    "ar": "شكرا, شكراً, شكر, جزيلا, ممتن, أحسنت, رائع",
    "fa": "ممنون, متشکرم, مرسی, سپاس",
    "vi": "cảm ơn, cám ơn, tuyệt vời",
    "id": "terima kasih, makasih, terimakasih, mantap, keren, hebat",
    "tl": "salamat, maraming salamat, galing",
    "sw": "asante",
    "hr": "hvala, bravo, odlično",
    "bg": "благодаря, браво",
    "sk": "ďakujem, vďaka",
    "lt": "ačiū, dėkoju",
    "lv": "paldies",
    "et": "aitäh, tänan",
    "is": "takk, þakka",
    "el": "ευχαριστώ, ευχαριστούμε, μπράβο",
}
"""What thanks by itself, beside the words of thanks and praise in `vocabulary`."""

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
        "made my, makes my, made our, makes our, makes us, took my shift, took my on-call, kept us sane, "
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

BEING: WordList = {
    "en": "is, was, are, were, you're, youre, you've been, has been, have been, she's, he's, they're, been",
    "de": "ist, war, bist, warst, seid, wart, waren, sind, bleibt",
    "fr": "est, es, était, étais, êtes, a été, as été, c'est, c'était, t'es",
    "es": "es, eres, fue, fuiste, ha sido, has sido, está, estás, sois, son",
    "it": "è, sei, era, eri, sei stato, sei stata",
    "pt": "é, foi, és, foste, está",
    "nl": "is, bent, was",
}
"""What leads from a user to what they are."""

CAUSES: WordList = {
    "en": "for, because, since, 'cause, cause, cuz, coz, due to, on account of",
    "de": "für, fuer, fürs, weil, wegen, dafür, da du, denn",
    "fr": "pour, parce que, parce qu'elle, parce qu'il, car, d'avoir",
    "es": "por, porque, gracias por",
    "it": "per, perché, perchè",
    "pt": "por, pela, pelo, pelas, pelos, porque",
    "nl": "voor, omdat",
    "da": "for, fordi",
    "no": "for, fordi",
    "sv": "för, eftersom",
    "pl": "za",
}
"""What leads to the cause of thanks, where it begins the words."""

POSITIVE_EMOJI = merge_lists(
    {
        "en": (
            "tada, clap, raised_hands, pray, heart, hearts, heart_eyes, heartpulse, sparkling_heart, "
            "two_hearts, revolving_hearts, blue_heart, green_heart, yellow_heart, purple_heart, "
            "orange_heart, black_heart, white_heart, brown_heart, heart_on_fire, "
            "heavy_heart_exclamation_mark_ornament, smiling_face_with_3_hearts, kissing_heart, "
            "hugging_face, hugs, people_hugging, star, star2, stars, dizzy, sparkles, trophy, medal, "
            "sports_medal, first_place_medal, rosette, crown, gem, muscle, rocket, fire, 100, +1, "
            "thumbsup, ok_hand, clinking_glasses, champagne, beers, balloon, confetti_ball, bow, "
            "man-bowing, woman-bowing, bowing_man, bowing_woman, person_bowing, bouquet, rose, sunflower, "
            "tulip, cherry_blossom, hibiscus, blossom, four_leaf_clover, handshake, superhero, "
            "female_superhero, male_superhero, partying_face, star-struck, face_holding_back_tears, "
            "saluting_face, heart_hands, fist, right-facing_fist, left-facing_fist, "
            "raised_hand_with_fingers_splayed, dancer, cake, birthday, cookie, chocolate_bar, rainbow, "
            "unicorn_face, goat, party_parrot, party-parrot, partyparrot, thank-you, thankyou, thank_you, "
            "ty, blob-heart, meow_heart, love, bow-down, applause, kudos, gratitude, mechanical_arm, "
            "sun_with_face, sunny, hatching_chick, angel, innocent"
        ),
    }
)
"""Names of emoji that thank or praise."""
POSITIVE_CHARACTERS = frozenset(
    "🎉👏🙌🙏❤💖💗💓💞💕💙💚💛💜🧡🖤🤍🤎💝💘😍🥰😘🤗🫂⭐🌟💫✨🏆🏅🥇🎖👑💎💪🚀🔥💯"
    "👍👌🥂🍾🍻🎈🎊🙇💐🌹🌻🌷🌸🌺🌼🍀🤝🦸🥳🤩🥹🫡🫶🤜🤛👊💃🎂🍪🍫🌈🦄🐐🦾😇👼☀♥❣"
)
"""Emoji that thank or praise."""
SIGNS_WITHOUT_BLANKS = merge_lists(
    {
        "ja": (
            "どうも, サンクス, お世話, ありがと, 有難, 有り難, 感謝, 助か, お疲れ, "
            "おつかれ, 素晴らし, すばらし, すごい, 凄い, 最高, さすが, 流石, 嬉し, "
            "うれし, おかげ, お陰, すてき, 尊敬, 完璧, 見事, 頼り, 上手, 神対応, 神様, "
            "優し"
        ),
        "zh": (
            "素敵, 谢, 謝, 辛苦, 厉害, 厲害, 太好, 很好, 真好, 太棒, 很棒, 真棒, "
            "优秀, 優秀, 出色, 帮忙, 幫忙, 帮助, 幫助, 佩服, 完美, 赞, 讚, 多亏, 点赞"
        ),
        "ko": ("고마, 고맙, 감사, 수고, 최고, 덕분, 훌륭, 멋지, 멋져, 대단, 도와, 잘했, 완벽"),
        "th": "ขอบคุณ, ขอบใจ, เยี่ยม, เก่ง, สุดยอด",
        "hi": "धन्यवाद, शुक्रिया, आभार, बहुत बढ़िया, शाबाश",
        "bn": "ধন্যবাদ",
        "ta": "நன்றி",
        "km": "អរគុណ",
        "my": "ကျေးဇူး",
    }
)
"""Parts of words that thank or praise, in scripts without blanks between words or with marks inside them."""
