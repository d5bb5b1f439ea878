"""Edits of a text, as people make them, and as the shared data has them."""
import re
import textwrap

HEADER = ("Copied from a mirror. This copy may be out of date; see the place it was first published at for the current "
          "text, and for the terms under which it may be passed on.\n\n")
FOOTER = ("\n\nPassed on as it was received. Send remarks on this copy to whoever you have it from. Printed on demand, "
          "without warranty of any kind.\n")


def words(text, percent, foreign, random):
    """So many percent of the words replaced by foreign ones, deleted, or one inserted before, a third each."""
    parts = re.split(r"(\s+)", text)
    for at in range(0, len(parts), 2):
        if parts[at] and random.random() * 100 < percent:
            change = random.randrange(3)
            other = random.choice(foreign)
            parts[at] = other if change == 0 else "" if change == 1 else f"{other} {parts[at]}"
    return "".join(parts)


def edited(edit, text, foreign, random):
    name, _, number = edit.rpartition("-")
    if name == "words":
        return words(text, int(number), foreign, random)
    if name == "first":
        return text[:len(text) * int(number) // 100]
    if edit == "header-footer":
        return HEADER + text + FOOTER
    if edit == "reflowed":
        return "\n".join(textwrap.fill(line, 64, break_on_hyphens=False) for line in text.splitlines())
    raise ValueError(edit)


def other_title(title, foreign, random):
    """A title of which half of the words, at least one, are others."""
    parts = re.split(r"([\s/]+)", title)
    places = list(range(0, len(parts), 2))
    for at in random.sample(places, (len(places) + 1) // 2):
        parts[at] = random.choice(foreign)
    return "".join(parts)
