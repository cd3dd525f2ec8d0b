"""What people type in Spanish means what its English counterpart means."""

import pytest

from bot.domain.commands.command import GiveCommand
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES

MAYA, LI, TEAM = "<@U0MAYA>", "<@U0LI>", "<#C0TEAM|team>"


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("historial", "history"),
        ("historial desde el lunes", "history since monday"),
        ("historial del mes pasado", "history last month"),
        ("historial de la semana pasada", "history last week"),
        ("historial en setiembre de 2025", "history in september 2025"),
        ("historial hace tres semanas", "history three weeks ago"),
        ("historial de los últimos 30 días", "history last 30 days"),
        ("historial los 30 ultimos dias", "history last 30 days"),
        ("historial entre el 3 de marzo y el 5 de abril", "history between 3 march and 5 april"),
        ("historial desde el 1 de mayo hasta el 3 de junio", "history since 1 may until 3 june"),
        ("historial hoy", "history today"),
        ("historial anteayer", "history 2 days ago"),
        (f"historial dado a {MAYA}", f"history given to {MAYA}"),
        (f"historial de {MAYA} desde ayer", f"history from {MAYA} since yesterday"),
        ("historial «desde el lunes»", "history “desde el lunes”"),
        ("historial desde el lunes factura", "history since monday factura"),
        ("resumen", "digest"),
        ("resumen activar el lunes a las 9:00 todo", "digest on monday 9:00 all"),
        ("resumen el viernes a las 3 de la tarde", "digest friday 3 pm"),
        ("resumen el viernes a las 9 de la mañana", "digest friday 9 am"),
        ("resumen cada viernes a las 15:30 hora de Madrid", "digest friday 15:30 Europe/Madrid"),
        ("resumen los viernes a las 4", "digest friday at 4"),
        ("resumen viernes 15 h, miembros, sin imagen", "digest friday 15:00 members picture off"),
        ("resumen lunes con semanas vacías", "digest monday with empty weeks"),
        ("resumen mañana a mediodía", "digest tomorrow 12:00"),
        ("resumen ahora desde el lunes", "digest now since monday"),
        ("recuerdo", "keepsake"),
        ("recuerdo del año pasado", "keepsake last year"),
        ("recuerdo todo", "keepsake all"),
        ("recuerdo cada año no", "keepsake yearly off"),
        ("resumen idioma es", "digest language es"),
        ("resumen no", "digest off"),
        ("resumen vista previa", "digest preview"),
        ("privacidad", "privacy"),
        ("privacidad gracias en privado", "privacy thanks privately"),
        ("privacidad mensajes una vez al día", "privacy messages daily"),
        ("privacidad resúmenes no", "privacy digests off"),
        ("ajustes", "settings"),
        ("configuración conservar 2 años", "settings keep 2 years"),
        ("ajustes idioma es", "settings language es"),
        ("ajustes valores libres", "settings values open"),
        (f"ajustes agradecimientos en {TEAM}", f"settings shoutouts in {TEAM}"),
        (f"ajustes admins añadir {MAYA}", f"settings admins add {MAYA}"),
        (f"responsables añadir {MAYA} para {TEAM}", f"leads add {MAYA} for {TEAM}"),
        ("responsables nota no", "leads note off"),
        ("valores", "values"),
        ("exportar", "export"),
        ("deshacer", "undo"),
        ("ayuda", "help"),
        ("olvídame", "forget me"),
        ("history hace 3 semanas", "history 3 weeks ago"),
        ("history desde ayer", "history since yesterday"),
        ("digest desactivar", "digest off"),
        ("privacy gracias en público", "privacy thanks publicly"),
    ],
)
def test_spanish_means_its_english_counterpart(spanish: str, english: str) -> None:
    assert parse(spanish, VALUES) == parse(english, VALUES)


@pytest.mark.parametrize(
    "text",
    [
        f"historial genial {MAYA}, gracias",
        f"gracias {MAYA} por el resumen del viernes",
        f"{MAYA} gracias por tu ayuda",
        f"gracias a {MAYA} y {LI} por quedarse hasta el final",
        f"{MAYA} eres la mejor, gracias",
    ],
)
def test_thanks_stay_thanks(text: str) -> None:
    command = parse(text, VALUES)
    assert isinstance(command, GiveCommand)
    assert not command.is_private


@pytest.mark.parametrize("text", [f"en privado {MAYA} gracias por todo", f"discretamente {MAYA} gracias"])
def test_quiet_thanks_are_private(text: str) -> None:
    command = parse(text, VALUES)
    assert isinstance(command, GiveCommand)
    assert command.is_private


def test_no_is_no_word_of_thanks() -> None:
    command = parse(f"no gracias {MAYA}", VALUES)
    assert isinstance(command, ParseError)
    assert command.kind is ParseErrorKind.COMPLAINT
