"""Skip zones: the stretches of an article's body that are not its author's text.

Each rule needs a cue of form (brackets, capitals, a mark), because a false zone hides an author's words from training.
"""

from __future__ import annotations

from workbench.core.zone import Zone
from workbench.ingest.zones.closing import closing_zones
from workbench.ingest.zones.opening import opening_zones
from workbench.ingest.zones.own_lines import own_line_zones


def find_zones(body: str) -> tuple[Zone, ...]:
    """Return the body's skip zones in order, without overlaps; where two meet, the earlier and longer one stays."""
    found = [*opening_zones(body), *own_line_zones(body), *closing_zones(body)]
    kept: list[Zone] = []
    for zone in sorted(found, key=lambda zone: (zone.start, -zone.end, zone.kind)):
        if zone.start < zone.end and (not kept or zone.start >= kept[-1].end):
            kept.append(zone)
    return tuple(kept)
