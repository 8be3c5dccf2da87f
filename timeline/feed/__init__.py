"""The iCalendar file made from events: what people subscribe to."""
