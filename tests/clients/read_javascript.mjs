// What ical.js (Thunderbird, Nextcloud) and node-ical make of a feed, as JSON.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [feed, modules] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/`));
const load = async (name) => {
  const found = await import(pathToFileURL(require.resolve(name)));
  return found.default ?? found;
};
const ICAL = await load("ical.js");
const nodeIcal = await load("node-ical");

const text = fs.readFileSync(feed, "utf8");
const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const first = {};
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  first[event.uid] = {
    start: String(event.startDate), end: String(event.endDate),
    instant: event.startDate.toJSDate().toISOString(),
    status: component.getFirstPropertyValue("status"), title: event.summary, about: event.description,
  };
}
const second = {};
for (const event of Object.values(nodeIcal.sync.parseICS(text))) {
  if (event.type !== "VEVENT") continue;
  second[event.uid] = {
    instant: event.start.toISOString(), date: event.datetype === "date", status: event.status,
    title: event.summary?.val ?? event.summary,
  };
}
const types = ["refresh-interval", "source"].map((name) => calendar.getFirstProperty(name)?.type);
console.log(JSON.stringify({ "ical.js": first, "node-ical": second, types }));
