"""Paper for what is printed: PDF in the portal's colours, in a font that has the letters of all its languages."""

import fontpkg_pt_sans
from django.conf import settings
from django.utils.translation import get_language
from fpdf import FPDF

FONTS = {"": "PT_Sans-Web-Regular.ttf", "B": "PT_Sans-Web-Bold.ttf"}
# The letter of Uzbek oʻ and gʻ is the only one that the font lacks; this one looks the same.
STAND_INS = str.maketrans({"ʻ": "‘", "ʼ": "’"})
BRIDGE, INK, MUTED = (11, 92, 102), (28, 36, 48), (86, 96, 114)


class Paper(FPDF):
    """A sheet in the portal's colours, in a font that has the letters of all its languages."""

    def __init__(self, title, **options):
        super().__init__(**options)
        for style, file in FONTS.items():
            self.add_font("PT Sans", style, fontpkg_pt_sans.ROOT / "files" / file)
        self.set_title(title)
        self.set_lang(get_language())
        self.set_creator(settings.SITE_NAME)
        self.set_auto_page_break(True, margin=10)
        self.add_page()
        self.set_fill_color(*BRIDGE)
        self.rect(0, 0, self.w, 6, style="F")

    def line_of(self, text, size, *, style="", colour=INK, align="L", after=2):
        """Write `text`, over as many lines as it needs."""
        self.set_font("PT Sans", style, size)
        self.set_text_color(*colour)
        self.multi_cell(0, size * 0.45, str(text).translate(STAND_INS), align=align, new_x="LMARGIN", new_y="NEXT")
        self.ln(after)

    def fact(self, label, value):
        if value:
            self.line_of(label, 9, colour=MUTED, after=0)
            self.line_of(value, 13, after=3)
