/*
 * The board: cards are dragged, or moved with keys. A move is the same form that the card's menu sends; when the server
 * refuses it, the card goes back and the reason is shown.
 */
import htmx from "htmx.org";
import Sortable from "sortablejs";

const main = document.getElementById("main");
let busy = false;

const board = () => document.getElementById("board");
const lists = () => [...board().querySelectorAll("[data-stage]")];
const cardOf = (node) => node?.closest?.(".card");

/* Outside of what is exchanged, so that a screen reader keeps listening to it. */
const say = document.createElement("p");
say.id = "board-say";
say.className = "hide";
say.setAttribute("role", "status");

function tell(text) {
	say.textContent = text;
}

/* The page as the server made it anew, in the place of this one. */
function show(page, card) {
	main.replaceChildren(...document.adoptNode(page.getElementById("main")).childNodes);
	htmx.process(main);
	begin();
	board()?.querySelector(`[data-id="${card}"] .card-title`)?.focus({ preventScroll: false });
}

function refused(page) {
	const banner = page.querySelector(".banner.bad");
	const reason = page.querySelector(".banner.bad .say") ?? page.querySelector("main p");
	main.querySelector(".banner")?.remove();
	if (banner) main.prepend(document.adoptNode(banner));
	tell(reason?.textContent ?? "That did not work.");
}

async function move(card, stage) {
	const form = card.querySelector("form");
	const name = document.getElementById(`h-${stage}`)?.firstChild.textContent.trim() ?? stage;
	if (busy || !form) return false;
	busy = true;
	try {
		const data = new URLSearchParams(new FormData(form));
		data.set("stage", stage);
		const answer = await fetch(form.action, { method: "POST", body: data });
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		if (!answer.ok) {
			refused(page);
			return false;
		}
		show(page, card.dataset.id);
		tell(`Moved to ${name}. Press z to undo.`);
		return true;
	} catch {
		tell("Cairn does not answer. Nothing was moved.");
		return false;
	} finally {
		busy = false;
	}
}

/* Back to where it was dragged from. */
function putBack(e) {
	const after = e.from.children[e.oldIndex];
	e.from.insertBefore(e.item, after ?? null);
}

function begin() {
	if (!board() || board().classList.contains("one")) return;
	for (const list of lists())
		Sortable.create(list, {
			group: "board",
			draggable: ".card",
			filter: "details, select, button",
			preventOnFilter: false,
			sort: false,
			delay: 150,
			delayOnTouchOnly: true,
			animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
			emptyInsertThreshold: 24,
			onEnd: async (e) => {
				if (e.from === e.to) return;
				if (!(await move(e.item, e.to.dataset.stage))) putBack(e);
			},
		});
}

function focusCard(card) {
	card?.querySelector(".card-title")?.focus();
}

/* The nearest column to the side that has cards; the card at the same height, or its last. */
function aside(card, by) {
	const all = lists();
	const here = all.indexOf(card.closest("[data-stage]"));
	const height = [...all[here].querySelectorAll(".card")].indexOf(card);
	for (let i = here + by; i >= 0 && i < all.length; i += by) {
		const cards = all[i].querySelectorAll(".card");
		if (cards.length > 0) return focusCard(cards[Math.min(height, cards.length - 1)]);
	}
}

/* The nearest stage to the side where the card may go. */
function shift(card, by) {
	const all = lists().map((list) => list.dataset.stage);
	const may = new Set([...card.querySelectorAll("option")].map((o) => o.value));
	const here = all.indexOf(card.closest("[data-stage]").dataset.stage);
	for (let i = here + by; i >= 0 && i < all.length; i += by) if (may.has(all[i])) return move(card, all[i]);
	tell(by < 0 ? "No stage before this one is possible. Open the card to correct or undo an event." : "No stage after this one is possible.");
}

function menu(card) {
	const details = card.querySelector("details");
	if (!details) return;
	details.open = true;
	details.querySelector("select").focus();
}

const acts = {
	ArrowUp: (card) => focusCard(card.previousElementSibling?.matches(".card") ? card.previousElementSibling : null),
	ArrowDown: (card) => focusCard(card.nextElementSibling?.matches(".card") ? card.nextElementSibling : null),
	ArrowLeft: (card) => aside(card, -1),
	ArrowRight: (card) => aside(card, 1),
	h: (card) => shift(card, -1),
	l: (card) => shift(card, 1),
	m: menu,
};

if (board()) {
	document.querySelector("footer")?.append(say);
	begin();
	main.addEventListener("keydown", (e) => {
		const card = cardOf(e.target);
		if (e.ctrlKey || e.metaKey || e.altKey || !card) return;
		if (e.target.matches("select")) {
			if (e.key === "Escape") {
				card.querySelector("details").open = false;
				focusCard(card);
				e.stopPropagation();
			}
			return;
		}
		if (!acts[e.key]) return;
		e.preventDefault();
		e.stopPropagation();
		acts[e.key](card);
	});
	document.addEventListener("keydown", (e) => {
		if (e.key !== "z" || e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, textarea, select")) return;
		main.querySelector(".banner form button")?.click();
	});
	/* With no card chosen yet, an arrow goes to the first. */
	document.addEventListener("keydown", (e) => {
		if (e.key.startsWith("Arrow") && document.activeElement === document.body) {
			e.preventDefault();
			focusCard(board()?.querySelector(".card"));
		}
	});
}
