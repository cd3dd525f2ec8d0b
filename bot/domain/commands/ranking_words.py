"""Words that count or compare people, by language: plain data, folded as in `vocabulary`."""

from bot.domain.commands.vocabulary import merge_lists

RANKING = merge_lists(
    {
        "en": (
            "leaderboard, leaderboards, leader board, scoreboard, scoreboards, ranking, rankings, rank, "
            "ranks, ranked, top, stats, stat, statistics, statistic, points, point, pts, score, scores, "
            "karma, level, levels, badge, badges, streak, streaks, winners, most, fewest, highest, "
            "reward, rewards, redeem, redeeming, redemption, shop, store, gift card, gift cards, giftcard, "
            "voucher, vouchers, coin, coins, credits, prize, prizes, bonus, bonuses, perks, wallet, budget, "
            "token, tokens, allowance, spend, exchange, catalog, catalogue, trophies, achievements, "
            "lowest, count, counts, counter, total, totals, number of, tally, metrics, analytics, kpi, "
            "kpis, podium, how many, how much, how often, most thanked, contest, competition, compare, "
            "versus, vs, league, chart, charts, graph, xp, balance, high score, highscore, highscores, "
            "employee of the month, employee of the week, employee of the year, player of the week, "
            "best employee, number one"
        ),
        "de": (
            "rangliste, ranglisten, bestenliste, rang, ränge, topliste, statistik, statistiken, punkte, "
            "punkt, punktestand, punktzahl, punkten, wertung, auswertung, bestwerte, meisten, am "
            "meisten, wenigsten, anzahl, gesamtzahl, zähler, wie viele, wie viel, wieviele, wieviel, "
            "wie oft, vergleich, vergleiche, rekord, rekorde, spitzenreiter, abzeichen, stufe, "
            "guthaben, kontostand, höchste, belohnung, belohnungen, prämie, prämien, gutschein, gutscheine, "
            "einlösen, löse ein, münzen, preise, prämienshop, laden, ausgeben, budget, erfolge, "
            "mitarbeiter des monats, mitarbeiterin des monats, mitarbeiter der woche, "
            "beste mitarbeiterin, bester mitarbeiter"
        ),
        "fr": (
            "classement, classements, statistiques, statistique, score, scores, récompense, récompenses, "
            "boutique, bons d'achat, bon d'achat, cadeaux, pièces, niveau, niveaux, podium, combien, "
            "échanger, primes, prime, solde, le plus, points, combien de points, employé du mois, "
            "employée du mois, meilleur employé"
        ),
        "es": (
            "clasificación, ranking, estadísticas, estadística, puntos, puntuación, recompensa, "
            "recompensas, tienda, canjear, canje, premios, premio, vales, monedas, nivel, niveles, podio, "
            "cuántos, cuántas, cuántos puntos, saldo, empleado del mes, mejor empleado, mejor empleada"
        ),
    }
)
"""What counts or compares people."""
SUPERLATIVES = merge_lists(
    {
        "en": (
            "most, best, top, highest, lowest, fewest, least, more, winning, leading, first, number, ahead"
        ),
        "de": (
            "meisten, am meisten, beste, besten, bester, wenigsten, mehr, vorne, führt, erster, erste, "
            "auf platz eins"
        ),
    }
)
"""What compares people in a question."""
COUNTING = merge_lists(
    {
        "en": "how many, how much, how often, number of",
        "de": "wie viele, wie viel, wieviele, wieviel, wie oft, anzahl",
        "fr": "combien de points, combien de mercis, combien de kudos",
        "es": "cuántos puntos, cuántas gracias, cuántos kudos",
    }
)
"""How a question about a number begins, whatever follows."""
COMPARED = merge_lists(
    {
        "en": (
            "people, givers, receivers, users, members, colleagues, teammates, team, teams, users, "
            "thankers, person, everyone, board, table, list, office, company, week, month, year, time, "
            "times, thanks, kudos, 10, 5, 3, ten, five, three, given, thanked, times, user, employee, "
            "employees, performers, contributors, more, than, or"
        ),
        "de": (
            "leute, personen, kollegen, kolleginnen, mitarbeiter, team, alle, woche, monat, jahr, dank, "
            "mal, gelobt, gedankt, bedankt, bekommen, mehr, als"
        ),
    }
)
"""What may be beside a word for ranking, which is still about ranking."""
