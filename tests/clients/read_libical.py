"""Run by the system's Python (gir1.2-ical-3.0): what libical, the parser of GNOME and KDE, makes of a feed, as JSON."""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

calendar = ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_bytes().decode())
faults = calendar.count_errors()
calendar.check_restrictions()
shown = {}
event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
while event:
    status = event.get_status()
    shown[event.get_uid()] = {
        "start": event.get_dtstart().as_ical_string(),
        "end": event.get_dtend().as_ical_string(),
        "status": ICalGLib.property_status_to_string(status) if hasattr(ICalGLib, "property_status_to_string") else "",
        "title": event.get_summary(),
    }
    event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
print(json.dumps({"faults": faults + calendar.count_errors(), "events": shown}))
