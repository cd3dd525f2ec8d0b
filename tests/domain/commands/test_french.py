"""What people type in French means what its English counterpart means."""

import pytest

from bot.domain.commands.command import GiveCommand
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES

MAYA, LI, TEAM = "<@U0MAYA>", "<@U0LI>", "<#C0TEAM|team>"


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("historique", "history"),
        ("HISTORIQUE", "history"),
        ("historique depuis lundi", "history since monday"),
        ("historique depuis lundi dernier", "history since last monday"),
        ("historique du mois dernier", "history last month"),
        ("historique de la semaine dernière", "history last week"),
        ("historique d’octobre", "history october"),
        ("historique d'août 2025", "history august 2025"),
        ("historique il y a 3 semaines", "history 3 weeks ago"),
        ("historique des 30 derniers jours", "history last 30 days"),
        ("historique entre le 3 mars et le 5 avril", "history between 3 march and 5 april"),
        ("historique du 1er septembre jusqu'au 3 octobre", "history 1 september until 3 october"),
        ("historique aujourd’hui", "history today"),
        (f"historique donné à {MAYA}", f"history given to {MAYA}"),
        (f"historique de {MAYA} depuis hier", f"history from {MAYA} since yesterday"),
        ("historique « depuis lundi »", "history “depuis lundi”"),
        ("historique depuis lundi facture", "history since monday facture"),
        ("résumé", "digest"),
        ("resume", "digest"),
        ("résumé activer vendredi à 15 h", "digest on friday 15:00"),
        ("résumé chaque vendredi à 15h30 heure de Paris", "digest friday 15:30 Europe/Paris"),
        ("résumé lundi à midi, toute l’entreprise", "digest monday 12:00 all"),
        ("résumé vendredi 3 heures de l'après-midi", "digest friday 3 pm"),
        ("récap mardi 9 heures du matin, membres, sans image", "digest tuesday 9:00 members picture off"),
        ("résumé lundi avec semaines vides", "digest monday with empty weeks"),
        ("résumé maintenant depuis lundi", "digest now since monday"),
        ("souvenir", "keepsake"),
        ("souvenir année dernière", "keepsake last year"),
        ("souvenirs tout", "keepsake all"),
        ("souvenir chaque année", "keepsake yearly"),
        ("résumé langue fr", "digest language fr"),
        ("résumé désactiver", "digest off"),
        ("résumé aperçu", "digest preview"),
        ("vie privée", "privacy"),
        ("confidentialité merci en privé", "privacy thanks privately"),
        ("confidentialité messages une fois par jour", "privacy messages daily"),
        ("vie privée résumés non", "privacy digests off"),
        ("paramètres", "settings"),
        ("paramètres conserver 24 mois", "settings keep 24 months"),
        ("paramètres langue fr", "settings language fr"),
        ("paramètres valeurs libres", "settings values open"),
        ("paramètres résumés par admins", "settings digests by admins"),
        (f"paramètres mercis dans {TEAM}", f"settings shoutouts in {TEAM}"),
        (f"paramètres admins ajouter {MAYA}", f"settings admins add {MAYA}"),
        (f"responsables ajouter {MAYA} pour {TEAM}", f"leads add {MAYA} for {TEAM}"),
        ("responsables note non", "leads note off"),
        ("valeurs", "values"),
        ("exporter", "export"),
        ("annuler", "undo"),
        ("aide", "help"),
        ("oubliez-moi", "forget me"),
        ("history il y a 3 semaines", "history 3 weeks ago"),
        ("history depuis lundi", "history since monday"),
        ("digest désactivé", "digest off"),
        ("privacy mercis publiquement", "privacy thanks publicly"),
    ],
)
def test_french_means_its_english_counterpart(french: str, english: str) -> None:
    assert parse(french, VALUES) == parse(english, VALUES)


@pytest.mark.parametrize(
    "text",
    [
        f"historique merveilleux, merci {MAYA}",
        f"merci {MAYA} pour le résumé de vendredi",
        f"{MAYA} merci pour ton aide",
        f"bravo à {MAYA} et {LI} pour avoir tenu jusqu'à minuit",
        f"{MAYA} a sauvé notre lancement, merci beaucoup",
    ],
)
def test_thanks_stay_thanks(text: str) -> None:
    command = parse(text, VALUES)
    assert isinstance(command, GiveCommand)
    assert not command.is_private


@pytest.mark.parametrize(
    "text", [f"discrètement {MAYA} merci pour ton aide", f"en privé {MAYA} merci pour tout"]
)
def test_quiet_thanks_are_private(text: str) -> None:
    command = parse(text, VALUES)
    assert isinstance(command, GiveCommand)
    assert command.is_private
