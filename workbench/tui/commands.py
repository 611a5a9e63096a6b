"""The one table of commands: it feeds keys, footer, palette, help screen and the manual.

A key that is not in this table does not exist. Contexts may reuse a key; two commands of one context may not.
Only keys that every terminal can send: letters, digits, punctuation, F1 to F10, arrows, shift+arrows, ctrl+letter
except i, m, h and j.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from workbench.core.fault import Fault

EVERYWHERE: Final = "everywhere"
LIBRARY: Final = "library"
READ: Final = "read"
LABEL: Final = "label"
RESIZE: Final = "resize"
HINT: Final = "hint"
CHOOSE: Final = "choose"
TICK: Final = "tick"
LISTED: Final = "listed"
COMMENTS: Final = "comments"
LINK: Final = "link"
GUIDELINE: Final = "guideline"
CELLS: Final = "cells"
AGREEMENT: Final = "agreement"
DISAGREEMENTS: Final = "disagreements"
COMPARE: Final = "compare"

CONTEXTS: Final[Mapping[str, str]] = {
    EVERYWHERE: "Everywhere",
    LIBRARY: "In the library",
    READ: "On the page",
    LABEL: "After a group key: the label",
    RESIZE: "Growing and shrinking a span (after e)",
    HINT: "Picking by hint (after r, f or F)",
    CHOOSE: "Choosing from a few",
    TICK: "Ticking what is meant (after A, or when bringing pages in)",
    LISTED: "In a list beside a field (comments, links)",
    COMMENTS: "Comments (after M)",
    LINK: "Links (after i)",
    GUIDELINE: "The guideline (after w)",
    CELLS: "In a table of figures or disagreements",
    AGREEMENT: "Agreement (in the library after a)",
    DISAGREEMENTS: "Disagreements (after enter on a figure)",
    COMPARE: "Annotators side by side (after enter on a disagreement)",
}
"""Contexts with their headings, in the order of the manual."""
UNDER: Final[Mapping[str, tuple[str, ...]]] = {
    TICK: (CHOOSE,), COMMENTS: (LISTED, CHOOSE), LINK: (LISTED, CHOOSE), GUIDELINE: (CHOOSE,),
    AGREEMENT: (CELLS,), DISAGREEMENTS: (CELLS,),
}  # fmt: skip
"""Contexts whose keys hold in another one too, beside those that hold everywhere."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do: its id, keys, context, a short name, and one sentence for help and manual.

    ``footer`` is the place in the footer (0: not shown); ``section`` groups the help.
    """

    id: str
    keys: tuple[str, ...]
    context: str
    name: str
    help: str
    section: str = ""
    footer: int = 0

    @property
    def action(self) -> str:
        """The name of the method that carries it out, without its ``action_`` prefix."""
        return self.id.replace("-", "_")


Keymap: TypeAlias = Mapping[str, Mapping[str, Command]]
"""Commands by context and key; those that hold everywhere stand in each context."""


def _c(context: str, section: str, rows: str) -> Iterator[Command]:
    """Commands from lines of ``id | keys | name | help | footer``."""
    for row in rows.strip().splitlines():
        id_, keys, name, help_, *footer = (part.strip() for part in row.split(" | "))
        yield Command(id_, tuple(keys.split()), context, name, help_, section, int(footer[0]) if footer else 0)


COMMANDS: Final[tuple[Command, ...]] = (
    *_c(
        EVERYWHERE,
        "",
        """
help | f1 question_mark | Help | Show the keys of this screen. | 9
palette | ctrl+p f2 | Commands | Find any command, document or label by typing.
theme | f9 | Theme | Step through the themes: dark, light, colour-blind safe, monochrome.
quit | ctrl+q f10 | Quit | Leave the workbench; everything is saved already.
""",
    ),
    *_c(
        LIBRARY,
        "Move",
        """
library-down | down j | Down | Next document.
library-up | up k | Up | Previous document.
library-page-down | pagedown ctrl+f | Page down | Next screen of documents.
library-page-up | pageup ctrl+b | Page up | Previous screen of documents.
library-first | home g | First | First document.
library-last | end G | Last | Last document.
""",
    ),
    *_c(
        LIBRARY,
        "Work",
        """
open | enter right l | Open | Open the document to annotate it. | 1
next-todo | n | Next to do | Go to the next document you have not finished. | 2
filter | slash | Filter | Filter by title, source or name as you type. | 3
sort | s | Sort | Step through the orders: project, title, source, date, status. | 4
sort-reverse | S | Reverse | Turn the order round.
ingest | i | Ingest | Bring in pages or folders of text, after a look at what is in them. | 5
archive | x delete | Archive | Put the document away (or fetch it back); nothing is ever deleted.
show-archived | X | Archived | Show or hide what was put away.
agreement | a | Agreement | See how far annotators agree, where they differ, and what to do next. | 6
library-tour | t | Tour | Learn the five first keys on a practice page. | 7
library-undo | u | Undo | Take back your latest operation on this document's own data.
""",
    ),
    *_c(
        READ,
        "Move",
        """
left | left h | Left | One token back (one character in character mode).
right | right l | Right | One token on.
up | up k | Up | One line up.
down | down j | Down | One line down.
page-up | pageup ctrl+b | Page up | One screen up.
page-down | pagedown ctrl+f | Page down | One screen down.
row-start | home 0 | Line start | Start of the line.
row-end | end dollar_sign | Line end | End of the line.
first | g | Top | Start of the document.
last | G | Bottom | End of the document.
sentence-next | right_parenthesis | Sentence | Next sentence.
sentence-previous | left_parenthesis | Sentence back | Previous sentence.
paragraph-next | right_curly_bracket | Paragraph | Next paragraph.
paragraph-previous | left_curly_bracket | Paragraph back | Previous paragraph.
span-next | tab | Next span | Next span in reading order.
span-previous | shift+tab backspace | Previous span | Previous span in reading order.
name-next | right_square_bracket | Next name | Next thing that looks like a name and has no label.
name-previous | left_square_bracket | Previous name | Previous thing that looks like a name and has no label.
problem-next | p | Next problem | Next problem of this layer.
hint-span | f | Jump to span | Show a letter on every span; typing it goes there.
hint-token | F | Jump to word | Show letters on every word; typing them goes there.
find | slash | Find | Find by regular expression.
match-next | n | Next match | Next match of what was found.
match-previous | N | Previous match | Previous match.
""",
    ),
    *_c(
        READ,
        "Select",
        """
extend-left | shift+left H | Extend left | Extend the selection one token back.
extend-right | shift+right L | Extend right | Extend the selection one token on. | 6
extend-up | shift+up K | Extend up | Extend the selection one line up.
extend-down | shift+down J | Extend down | Extend the selection one line down.
anchor | v | Select | Start a selection here, or drop it.
select-sentence | V | Select sentence | Select the whole sentence.
unit | semicolon | Unit | Switch between tokens and characters.
cancel | escape | Cancel | Drop the selection, the hints or the matches.
""",
    ),
    *_c(
        READ,
        "Label",
        """
repeat | full_stop | Repeat | Give the latest label again. | 7
relabel | c | Change label | Give the current span another label.
cycle | o | Other span | Step through the spans that cover the cursor.
delete | x delete | Delete | Delete the current span (and its relations), or the relation being looked at. | 2
grow | greater_than_sign | Grow | Grow the current span by one token at its end.
shrink | less_than_sign | Shrink | Shrink the current span by one token at its end.
resize | e | Resize | Move the edges of the current span with the arrows.
fragment | plus | Add fragment | Add another stretch of text to the current span: press, select, press again.
snap | s | Snap out | Move the edges of the current span out to token edges.
snap-in | S | Snap in | Move the edges of the current span in to token edges.
label-all | A | Label all | Give the current span's label to all identical text of this document, after a preview.
attribute | a | Attribute | Set an attribute of the current span or relation.
link | i | Link | Link the current span to an entry of the registry, or make one.
note | m | Note | Write a note on the current span.
guideline | w | Guideline | Show what the guideline says about the current label.
""",
    ),
    *_c(
        READ,
        "Relate",
        """
relate | r | Relate | Relate the current span: hints show only what the schema allows. | 1
relation-cycle | t | Look at relation | Step through the relations of the current span.
reverse | tilde | Reverse | Exchange head and tail of the relation being looked at.
relation-go | enter | Other end | Go to the other end of the relation being looked at.
relations-toggle | R | Relations | Hide or show the relation lanes.
""",
    ),
    *_c(
        READ,
        "Document",
        """
undo | u ctrl+z | Undo | Take back your latest operation on this document. | 3
redo | U ctrl+r ctrl+y | Redo | Do again what you took back.
done-next | D | Done, next | Mark the document done and open the next one to do. | 4
skip | Z | Skip | Mark the document skipped and open the next one.
flag | exclamation_mark | Flag | Flag the document for the lead, with a word why.
document-label | d | Document label | Choose labels of the whole document.
comment | M | Comment | Write or read comments on this document.
whose-layer | O | Whose layer | Look at a colleague's layer of this document, where you may, or come back to yours.
problems | P | Problems | Show or hide the list of problems.
inspector | I | Inspector | Show or hide the panel beside the page.
reading | B | Reading mode | Switch between lanes, and background colours with short codes under them.
unsaved | W | Unsaved | Ask again what to do with steps that could not be saved.
back | q | Library | Back to the library. | 5
""",
    ),
    *_c(
        LABEL,
        "",
        """
label-cancel | escape backspace | Cancel | Give no label.
""",
    ),
    *_c(
        RESIZE,
        "",
        """
resize-grow-right | right l | End on | Move the end one token on.
resize-shrink-right | left h | End back | Move the end one token back.
resize-grow-left | shift+left H up k | Start back | Move the start one token back.
resize-shrink-left | shift+right L down j | Start on | Move the start one token on.
resize-end | enter escape e q | Done | Leave the edges where they are.
""",
    ),
    *_c(
        HINT,
        "",
        """
hint-cancel | escape | Cancel | Pick nothing.
hint-back | backspace | Back | Take back the latest letter.
hint-down | pagedown down | Further down | Scroll down and show hints there.
hint-up | pageup up | Further up | Scroll up and show hints there.
""",
    ),
    *_c(
        CHOOSE,
        "",
        """
choose-cancel | escape backspace q | Cancel | Choose nothing.
""",
    ),
    *_c(
        TICK,
        "",
        """
tick | space x | Tick | Leave the highlighted one out, or take it in again.
tick-all | a | All or none | Take all of them, or none where all are taken.
tick-take | enter | Take | Take those that are ticked.
tick-down | down j | Down | Next one.
tick-up | up k | Up | Previous one.
tick-page-down | pagedown | Page down | Next screen of them.
tick-page-up | pageup | Page up | Previous screen of them.
""",
    ),
    *_c(
        LISTED,
        "",
        """
list-down | down | Down | Next line of the list; what is typed goes to the field all the same.
list-up | up | Up | Previous line of the list.
list-page-down | pagedown | Page down | Next screen of the list.
list-page-up | pageup | Page up | Previous screen of the list.
""",
    ),
    *_c(
        COMMENTS,
        "",
        """
comment-settle | ctrl+r | Settle | Mark the highlighted comment as settled, or as open again.
comment-go | ctrl+g | Go there | Go to the place of the highlighted comment.
""",
    ),
    *_c(
        LINK,
        "",
        """
link-make | ctrl+n | New entry | Make a new entry of what is typed, and link to it.
""",
    ),
    *_c(
        GUIDELINE,
        "",
        """
guideline-next | right l | Next label | Show the next label.
guideline-previous | left h | Previous label | Show the previous label.
guideline-down | down j | Down | Scroll a line down.
guideline-up | up k | Up | Scroll a line up.
guideline-page-down | pagedown space | Page down | Scroll a screen down.
guideline-page-up | pageup | Page up | Scroll a screen up.
guideline-close | w enter | Close | Back to the page.
""",
    ),
    *_c(
        CELLS,
        "",
        """
cell-down | down j | Down | Next line with a figure.
cell-up | up k | Up | Previous line with a figure.
cell-right | right l tab | Right | Next figure of the line.
cell-left | left h shift+tab | Left | Previous figure of the line.
cell-page-down | pagedown ctrl+f space | Page down | Next screen.
cell-page-up | pageup ctrl+b | Page up | Previous screen.
cell-first | home g | First | First line.
cell-last | end G | Last | Last line.
""",
    ),
    *_c(
        AGREEMENT,
        "",
        """
agreement-open | enter | Disagreements | List the disagreements behind the figure. | 1
agreement-next | right_square_bracket | Next table | Go to the next table. | 2
agreement-previous | left_square_bracket | Previous table | Go to the previous table.
agreement-again | r | Again | Read everything again. | 3
agreement-back | q escape | Library | Back to the library. | 4
""",
    ),
    *_c(
        DISAGREEMENTS,
        "",
        """
disagreement-open | enter | Side by side | Open the document there, with the annotators one under the other. | 1
disagreement-sort | s | Sort | Step through the orders: weight, text, kind. | 2
disagreement-back | q escape | Agreement | Back to the figures. | 3
""",
    ),
    *_c(
        COMPARE,
        "",
        """
compare-next | n right l | Next | Next disagreement of the list. | 1
compare-previous | N p left h | Previous | Previous disagreement of the list. | 2
compare-down | down j | Down | Scroll a line down.
compare-up | up k | Up | Scroll a line up.
compare-page-down | pagedown ctrl+f space | Page down | Scroll a screen down.
compare-page-up | pageup ctrl+b | Page up | Scroll a screen up.
compare-relations | R | Relations | Hide or show the relations.
compare-annotate | e enter | Annotate | Open your own layer of the document there. | 3
compare-back | q escape | List | Back to the list. | 4
""",
    ),
)


def table(keys: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Command, ...]:
    """The commands, with keys replaced by those of a configuration (by command id).

    Raises:
        Fault: for an unknown id, or where two commands of one context (or one and *everywhere*) share a key.
    """
    keys = keys or {}
    known = {c.id for c in COMMANDS}
    for id_ in keys:
        if id_ not in known:
            raise Fault(f"the key configuration names an unknown command, {id_}", "See `workbench keys` for their ids.")
    commands = tuple(replace(c, keys=keys.get(c.id, c.keys)) for c in COMMANDS)
    for context in CONTEXTS:
        _require_distinct(live(context, commands))
    return commands


def keymap(commands: tuple[Command, ...]) -> Keymap:
    """The commands by context and key."""
    return {context: {key: c for c in live(context, commands) for key in c.keys} for context in CONTEXTS}


def live(context: str, commands: tuple[Command, ...] = COMMANDS) -> tuple[Command, ...]:
    """The commands whose keys work in a context: its own, then those of the contexts under it, then everywhere's."""
    contexts = dict.fromkeys((context, *UNDER.get(context, ()), EVERYWHERE))
    return tuple(command for each in contexts for command in of(each, commands))


def of(context: str, commands: tuple[Command, ...] = COMMANDS) -> tuple[Command, ...]:
    """The commands that a context has for itself."""
    return tuple(c for c in commands if c.context == context)


def _require_distinct(commands: tuple[Command, ...]) -> None:
    owner: dict[str, Command] = {}
    for command in commands:
        for key in command.keys:
            other = owner.setdefault(key, command)
            if other is not command:
                raise Fault(
                    f"{other.id} and {command.id} share the key {key}",
                    "Give one of them another key in the configuration.",
                )
