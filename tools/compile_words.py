"""Compile the catalogues: every ``.po`` under ``src/skykeep/words`` into the ``.mo`` beside it."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

for source in sorted((Path(__file__).parents[1] / "src" / "skykeep" / "words").rglob("*.po")):
    with source.open("rb") as opened:
        catalogue = read_po(opened, locale=source.parts[-3], abort_invalid=True)
    with source.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, catalogue)
