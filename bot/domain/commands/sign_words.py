"""Words and emoji by which a text shows gratitude, by language: plain data, see `vocabulary`."""

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
