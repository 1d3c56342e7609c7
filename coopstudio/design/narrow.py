"""The one font of our own: an empty glyph, U+202F, a fifth of an em wide.

Neither of the fonts that pages wear has the narrow no-break space of « 1 500,00 € », and a browser
that finds none halves its own. ``python -m coopstudio.design.narrow`` writes it again.
"""

from django.conf import settings
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM, WIDE, NARROW = 1000, 200, 0x202F
PATH = settings.BASE_DIR / "static" / "fonts" / "narrow.woff2"


def drawn():
    """The font, with nothing in it but this space."""
    made = FontBuilder(EM, isTTF=True)
    made.setupGlyphOrder([".notdef", "narrow"])
    made.setupCharacterMap({NARROW: "narrow"})
    made.setupGlyf({".notdef": Glyph(), "narrow": Glyph()})
    made.setupHorizontalMetrics({".notdef": (WIDE, 0), "narrow": (WIDE, 0)})
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Narrow", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost(keepGlyphNames=False)
    made.font.flavor = "woff2"
    return made.font


if __name__ == "__main__":
    drawn().save(PATH)
