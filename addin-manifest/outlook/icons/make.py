"""Draws the icons: an envelope with the striped edge of the dialog. Run it with Python 3 and Pillow after a change.

The files are kept beside it, so that neither building nor testing needs Python.
"""

from pathlib import Path

from PIL import Image, ImageDraw

SIZES = [16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 192]
OVER = 8
PAPER, BLUE, EDGE, CLEAR = "#ffffff", "#0b5cad", "#e8a33d", (0, 0, 0, 0)


def coloured(size):
    side = size * OVER
    at = lambda *parts: [side * part for part in parts]
    image = Image.new("RGBA", (side, side), CLEAR)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle(at(0.03, 0.12, 0.97, 0.88), radius=side * 0.09, fill=BLUE)
    stripe = side * 0.94 / 6
    for number in range(0, 6, 2):
        left = side * 0.03 + number * stripe
        draw.rectangle([left, side * 0.76, left + stripe, side * 0.82], fill=EDGE)
    line = max(OVER, round(side * 0.08))
    draw.line(at(0.14, 0.26) + at(0.5, 0.56) + at(0.86, 0.26), fill=PAPER, width=line, joint="curve")
    return image.resize((size, size), Image.LANCZOS)


def outline(size):
    """White on nothing, as the unified manifest wants it."""
    side = size * OVER
    at = lambda *parts: [side * part for part in parts]
    image = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    line = round(side * 0.07)
    draw.rounded_rectangle(at(0.06, 0.16, 0.94, 0.84), radius=side * 0.08, outline=PAPER, width=line)
    draw.line(at(0.14, 0.28) + at(0.5, 0.56) + at(0.86, 0.28), fill=PAPER, width=line, joint="curve")
    small = image.resize((size, size), Image.LANCZOS)
    white = Image.new("RGBA", small.size, (255, 255, 255, 0))
    white.putalpha(small.getchannel("A"))
    return white


folder = Path(__file__).parent
for size in SIZES:
    coloured(size).save(folder / f"icon-{size}.png", optimize=True)
outline(32).save(folder / "outline.png", optimize=True)
