"""The narrow space of amounts is a glyph of our own, and the file is what its drawing says."""

from fontTools.ttLib import TTFont

from coopstudio.design import narrow


def test_the_font_holds_the_narrow_space_and_nothing_else():
    kept, again = TTFont(narrow.PATH), narrow.drawn()

    assert kept.getBestCmap() == again.getBestCmap() == {narrow.NARROW: "narrow"}
    assert kept["hmtx"].metrics["narrow"][0] == again["hmtx"].metrics["narrow"][0] == narrow.WIDE
    assert kept["head"].unitsPerEm == narrow.EM
    assert not kept["glyf"]["narrow"].numberOfContours
