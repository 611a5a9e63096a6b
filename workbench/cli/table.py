"""The commands there are, as data: asking for help imports none of them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Command(NamedTuple):
    """A command's name, the module whose ``app`` runs it, and its line of help."""

    name: str
    module: str
    help: str


COMMANDS: Final = (
    Command("init", "workbench.cli.init", "Start a project of your own."),
    Command("samples", "workbench.cli.samples", "Start a project on the sample pages."),
    Command("ingest", "workbench.cli.ingest", "Bring in pages and text files."),
    Command("import", "workbench.cli.import_", "Bring in annotated work from files."),
    Command("export", "workbench.cli.export", "Write the project, or training data, to files."),
    Command("formats", "workbench.cli.formats", "List other tools' formats, and what each can carry."),
    Command("copy-annotations", "workbench.cli.copy_annotations", "Copy your work to a near-duplicate."),
    Command("documents", "workbench.cli.documents", "List the documents of the project."),
    Command("show", "workbench.cli.show", "Print one document with its annotations."),
    Command("history", "workbench.cli.history", "Say who did what to a document, and when."),
    Command("archive", "workbench.cli.archive", "Put documents aside, or bring them back."),
    Command("schema", "workbench.cli.schema", "Check, show or apply an annotation schema."),
    Command("agreement", "workbench.cli.agreement", "Say how far annotators agree, and what to do next."),
    Command("disagreements", "workbench.cli.disagreements", "List where annotators differ, and what settling changes."),
    Command("compare", "workbench.cli.compare", "Say what a model gets wrong, and where."),
    Command("patterns", "workbench.cli.patterns", "Write accepted names as patterns for spaCy's rulers."),
    Command("split", "workbench.cli.split", "Divide documents into train, dev and test."),
    Command("annotator", "workbench.cli.annotator", "Add and list annotators, and set their roles."),
    Command("keys", "workbench.cli.keys", "List what the screens can do, and with which keys."),
    Command("db", "workbench.cli.db", "Check, back up, restore or upgrade the database."),
)


def find(name: str) -> Command | None:
    """The command of this name, or None."""
    return next((command for command in COMMANDS if command.name == name), None)
