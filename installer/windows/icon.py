"""The program's icon, drawn: a headset on a rounded square."""

from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_GROUND = (31, 94, 168, 255)
_GLYPH = "\U000f02ce"  # mdi-headset
_FONT = "materialdesignicons6-webfont-6.9.96.ttf"


def draw(size: int) -> Image.Image:
    """``size``: of a side, pixels. Drawn four times as large, so that edges are smooth."""
    side = size * 4
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, side - 1, side - 1), radius=side // 5, fill=_GROUND)
    font_file = files("qtawesome") / "fonts" / _FONT
    with font_file.open("rb") as data:
        font = ImageFont.truetype(data, int(side * 0.72))
        pen.text((side / 2, side / 2), _GLYPH, font=font, fill="white", anchor="mm")
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def save(target: Path) -> None:
    pictures = [draw(size) for size in _SIZES]
    pictures[-1].save(
        target, format="ICO", sizes=[(size, size) for size in _SIZES], append_images=pictures[:-1]
    )
