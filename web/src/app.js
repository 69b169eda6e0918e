/*
 * The browser's side of Cairn. Every page works without it; with it, parts of a page are exchanged (htmx), keys lead
 * around, and files can be dropped.
 */
import htmx from "htmx.org";
import "./board.js";

/* The pages' policy forbids eval and inline styles, and every request stays on this server. */
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

document.documentElement.classList.add("js");

const goes = { t: "/", e: "/due", c: "/calendar", b: "/jobs", m: "/map", p: "/plan", o: "/postings", u: "/routes", v: "/offers", r: "/report", f: "/informational", w: "/interviews", i: "/import", d: "/data", s: "/settings" };
let went = 0; /* when g was pressed */

function rows() {
	return [...document.querySelectorAll("[data-list] > li")];
}

function step(by) {
	const all = rows();
	if (all.length === 0) return;
	const at = all.findIndex((li) => li.contains(document.activeElement));
	const to = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
	all.forEach((li) => li.classList.toggle("at", li === to));
	to.querySelector("a")?.focus();
}

function isTyping(target) {
	return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

document.addEventListener("keydown", (e) => {
	if (e.ctrlKey || e.metaKey || e.altKey) return;
	if (isTyping(e.target)) {
		if (e.key === "Escape") e.target.blur();
		return;
	}
	if (e.timeStamp - went < 1500 && goes[e.key]) {
		location.href = goes[e.key];
		return;
	}
	went = e.key === "g" ? e.timeStamp : 0;
	const acts = {
		"/": () => (document.getElementById("q") ?? document.getElementById("find"))?.focus(),
		"?": () => (location.href = "/keys"),
		j: () => step(1),
		k: () => step(-1),
		n: () => document.querySelector("[data-next]")?.click(),
		l: () => document.querySelector(".next input[name=minutes]")?.select(),
	};
	if (acts[e.key]) {
		e.preventDefault();
		acts[e.key]();
	}
});

/* Files dropped anywhere on the import page land in its field. */
const drop = document.querySelector("[data-drop]");
if (drop) {
	const input = drop.querySelector("input[type=file]");
	const chosen = drop.querySelector("[data-chosen]");
	const tell = () => {
		const bytes = [...input.files].reduce((n, f) => n + f.size, 0);
		const over = bytes > +drop.dataset.drop - 65536; /* what the form adds */
		chosen.textContent = [...input.files].map((f) => f.name).join(", ");
		input.setCustomValidity(over ? `Together they have ${Math.ceil(bytes / 1e6)} MB; Cairn takes up to 64 MB at once. Choose fewer, or use cairn import.` : "");
		if (over) input.reportValidity();
	};
	for (const name of ["dragover", "dragleave", "drop"])
		document.addEventListener(name, (e) => {
			e.preventDefault();
			drop.classList.toggle("over", name === "dragover");
			if (name === "drop" && e.dataTransfer.files.length > 0) {
				input.files = e.dataTransfer.files;
				tell();
			}
		});
	input.addEventListener("change", tell);
}

/* The field a failed form complains of. */
const bad = document.querySelector(".banner.bad[data-field]")?.dataset.field;
if (bad) document.querySelector(`main form [name="${CSS.escape(bad)}"]:not([type=hidden])`)?.focus();

/* The map opens at what is next. */
const frame = document.querySelector(".map-frame");
const here = frame?.querySelector("a.here") ?? frame?.querySelector("a.goal");
if (here) {
	const box = here.getBoundingClientRect();
	const around = frame.getBoundingClientRect();
	frame.scrollLeft = box.left - around.left - (frame.clientWidth - box.width) / 2;
	frame.scrollTop = box.top - around.top - (frame.clientHeight - box.height) / 2;
}
