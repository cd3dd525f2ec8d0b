"""What people type in Portuguese means what its English counterpart means."""

import pytest

from bot.domain.commands.command import GiveCommand
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES

MAYA, LI, TEAM = "<@U0MAYA>", "<@U0LI>", "<#C0TEAM|team>"


@pytest.mark.parametrize(
    ("portuguese", "english"),
    [
        ("histórico", "history"),
        ("HISTORICO", "history"),
        ("histórico dados", "history given"),
        ("histórico semana passada", "history last week"),
        ("histórico desde segunda-feira", "history since monday"),
        ("histórico de segunda a sexta", "history monday until friday"),
        ("histórico desde 28/11", "history since 28.11."),
        ("histórico 03/11/2026", "history 2026-11-03"),
        ("histórico de 1º de novembro até 28 de novembro", "history 1 november until 28 november"),
        ("histórico em março", "history in march"),
        ("histórico há 3 dias", "history 3 days ago"),
        ("histórico três semanas atrás", "history three weeks ago"),
        ("histórico nos últimos 30 dias", "history last 30 days"),
        (f"histórico de {MAYA}", f"history from {MAYA}"),
        (f"histórico para {MAYA}", f"history to {MAYA}"),
        ("histórico “desde segunda”", "history “desde segunda”"),
        ("resumo", "digest"),
        ("resumo toda sexta às 15h30", "digest friday 15:30"),
        ("resumo na sexta às 3 da tarde, membros, sem imagem", "digest friday 15:00 members picture off"),
        ("resumo segunda-feira 9h horário de Brasília", "digest monday 9:00 America/Sao_Paulo"),
        (
            "resumo segunda 9:00 com semanas vazias idioma pt-BR",
            "digest monday 9:00 with empty weeks language pt-BR",
        ),
        ("resumo todo dia", "digest daily"),
        ("resumo desligar", "digest off"),
        ("resumo prévia", "digest preview"),
        ("privacidade", "privacy"),
        ("privacidade agradecimentos em particular", "privacy thanks privately"),
        ("privacidade agradecimentos nunca", "privacy thanks never"),
        ("privacidade mensagens uma vez por dia", "privacy messages daily"),
        ("privacidade resumos não", "privacy digests off"),
        ("configurações", "settings"),
        ("configurações guardar 24 meses", "settings keep 24 months"),
        ("configurações idioma português", "settings language pt-br"),
        ("configurações valores em aberto", "settings values open"),
        (f"configurações agradecimentos em {TEAM}", f"settings shoutouts in {TEAM}"),
        (f"configurações admins adicionar {MAYA}", f"settings admins add {MAYA}"),
        ("configurações mudanças", "settings changes"),
        (f"líderes adicionar {MAYA} para {TEAM}", f"leads add {MAYA} for {TEAM}"),
        ("líderes nota desligada", "leads note off"),
        ("valores", "values"),
        ("exportar", "export"),
        ("desfazer", "undo"),
        ("ajuda", "help"),
        ("me esqueça", "forget me"),
    ],
)
def test_subcommands(portuguese: str, english: str) -> None:
    assert parse(portuguese, VALUES) == parse(english, VALUES)


@pytest.mark.parametrize(
    ("typed", "users", "is_private"),
    [
        (f"{MAYA} e {LI} valeu por refazer a apresentação", ["U0MAYA", "U0LI"], False),
        (f"em particular {MAYA} obrigado pela paciência", ["U0MAYA"], True),
        (f"resumo {MAYA} obrigada pelo resumo da reunião", ["U0MAYA"], False),
        (f"valores {MAYA} obrigada por cuidar dos nossos valores", ["U0MAYA"], False),
    ],
)
def test_thanks_are_no_subcommand(typed: str, users: list[str], is_private: bool) -> None:
    command = parse(typed, VALUES)
    assert isinstance(command, GiveCommand)
    assert (list(command.users), command.is_private) == (users, is_private)
