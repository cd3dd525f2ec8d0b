"""Emoji as Slack names them.

Slack writes an emoji as a short name between colons; this table holds the common ones. A name it does not
hold stays as it was written, which is also what Slack does with an emoji that a workspace has not got.
"""

import re
from typing import Final
from urllib.parse import quote

_TABLE: Final = """
bulb 💡 handshake 🤝 jigsaw 🧩 heart ❤️ raised_hands 🙌 clap 👏 pray 🙏 tada 🎉 rocket 🚀 +1 👍
eyes 👀 star ⭐ sparkles ✨ grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 joy 😂
rolling_on_the_floor_laughing 🤣 slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊
innocent 😇 smiling_face_with_3_hearts 🥰 heart_eyes 😍 star-struck 🤩 relaxed ☺️ relieved 😌
yum 😋 sunglasses 😎 nerd_face 🤓 face_with_monocle 🧐 thinking_face 🤔
face_with_raised_eyebrow 🤨 neutral_face 😐 expressionless 😑 smirk 😏 unamused 😒 grimacing 😬
sleeping 😴 mask 😷 exploding_head 🤯 partying_face 🥳 confused 😕 worried 😟 open_mouth 😮
hushed 😯 astonished 😲 pleading_face 🥺 cry 😢 sob 😭 scream 😱 sweat 😓 sweat_smile 😅 weary 😩
tired_face 😫 rage 😡 skull 💀 robot_face 🤖 ghost 👻 hugging_face 🤗 zipper_mouth_face 🤐
melting_face 🫠 saluting_face 🫡 satisfied 😆 thinking 🤔 rofl 🤣 -1 👎 wave 👋 ok_hand 👌 v ✌️
crossed_fingers 🤞 point_up ☝️ point_down 👇 point_left 👈 point_right 👉 muscle 💪 fist ✊
writing_hand ✍️ open_hands 👐 palms_up_together 🤲 call_me_hand 🤙 heart_hands 🫶 shrug 🤷
man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ bow 🙇 dancer 💃 busts_in_silhouette 👥
bust_in_silhouette 👤 brain 🧠 ear 👂 punch 👊 facepunch 👊 raised_hand ✋ hand ✋ facepalm 🤦
thumbsup 👍 thumbsdown 👎 raised_hand_with_fingers_splayed 🖐️ orange_heart 🧡 yellow_heart 💛
green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 white_heart 🤍 brown_heart 🤎
broken_heart 💔 two_hearts 💕 sparkling_heart 💖 100 💯 white_check_mark ✅ heavy_check_mark ✔️
x ❌ heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓ exclamation ❗ bangbang ‼️ warning ⚠️
no_entry ⛔ no_entry_sign 🚫 information_source ℹ️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️
arrow_down ⬇️ arrows_counterclockwise 🔄 red_circle 🔴 large_yellow_circle 🟡
large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ hash #️⃣ one 1️⃣ two 2️⃣ three 3️⃣
seedling 🌱 herb 🌿 four_leaf_clover 🍀 sunflower 🌻 rose 🌹 tulip 🌷 cherry_blossom 🌸
maple_leaf 🍁 evergreen_tree 🌲 deciduous_tree 🌳 cactus 🌵 sunny ☀️ partly_sunny ⛅ cloud ☁️
rain_cloud 🌧️ rainbow 🌈 snowflake ❄️ zap ⚡ fire 🔥 ocean 🌊 earth_africa 🌍 crescent_moon 🌙
star2 🌟 dog 🐶 cat 🐱 unicorn_face 🦄 bee 🐝 turtle 🐢 owl 🦉 hatching_chick 🐣 penguin 🐧
butterfly 🦋 apple 🍎 banana 🍌 pizza 🍕 cake 🍰 birthday 🎂 cookie 🍪 doughnut 🍩 coffee ☕ tea 🍵
beers 🍻 clinking_glasses 🥂 champagne 🍾 computer 💻 keyboard ⌨️ iphone 📱
telephone_receiver 📞 email ✉️ mailbox 📫 memo 📝 pencil2 ✏️ books 📚 book 📖 bookmark_tabs 📑
clipboard 📋 calendar 📆 date 📅 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉
bar_chart 📊 pushpin 📌 paperclip 📎 link 🔗 mag 🔍 lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧
hammer_and_wrench 🛠️ gear ⚙️ toolbox 🧰 bug 🐛 microscope 🔬 test_tube 🧪 package 📦
inbox_tray 📥 outbox_tray 📤 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 speech_balloon 💬
thought_balloon 💭 hourglass ⌛ hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ watch ⌚
battery 🔋 electric_plug 🔌 floppy_disk 💾 art 🎨 performing_arts 🎭 musical_note 🎵
headphones 🎧 microphone 🎤 camera 📷 moneybag 💰 receipt 🧾 house 🏠 office 🏢 hospital 🏥
school 🏫 construction 🚧 rotating_light 🚨 traffic_light 🚥 checkered_flag 🏁
triangular_flag_on_post 🚩 ship 🚢 airplane ✈️ car 🚗 bike 🚲 steam_locomotive 🚂 tent ⛺
balloon 🎈 confetti_ball 🎊 gift 🎁 trophy 🏆 medal 🎖️ sports_medal 🏅 first_place_medal 🥇
dart 🎯 soccer ⚽ basketball 🏀 crystal_ball 🔮 magic_wand 🪄 umbrella ☂️ broom 🧹 compass 🧭
ladder 🪜 ring_buoy 🛟 envelope ✉️ people_hugging 🫂
"""
_SKIN_TONES: Final = "🏻🏼🏽🏾🏿"
_words = _TABLE.split()

CHARACTERS: Final[dict[str, str]] = dict(zip(_words[::2], _words[1::2], strict=True))
"""Short name to character, the ones most used among colleagues first."""

NAME: Final = r"(?:[a-z0-9_+'-]|[^\x00-\x7f\s]){1,100}(?:::skin-tone-[2-6](?:-[2-6])?)?"
"""Pattern of a short name as it stands between colons, with its skin tones if it has any."""

_TOKEN: Final = re.compile(rf":({NAME}):")


def character(name: str) -> str | None:
    """Give the character of a short name such as ``bulb`` or ``wave::skin-tone-3``; None if unknown."""
    base, _, tones = name.partition("::skin-tone-")
    found = CHARACTERS.get(base)
    # Of two people with two skin tones, there is no picture here: the first one's does.
    tone = tones.partition("-")[0]
    if found is None or tone not in {"2", "3", "4", "5", "6"}:
        return found
    return found.removesuffix("\ufe0f") + _SKIN_TONES[int(tone) - 2]


def address(name: str) -> str:
    """Where the picture of one of the workspace's own emoji is on this page."""
    return f"/emoji/{quote(name, safe='')}"


def split(text: str) -> list[str]:
    """Cut a text at every ``:name:``; each second part is a name, without its colons."""
    return _TOKEN.split(text)


def with_characters(text: str) -> str:
    """Replace every ``:name:`` that is known by its character and leave the others as they are."""
    return _TOKEN.sub(lambda match: character(match[1]) or match[0], text)
