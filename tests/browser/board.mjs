/*
 * The board with a mouse and with keys: moves, their undo, and a refusal that puts the card back.
 */
import { join } from "node:path";

export async function board({ browser, start, open, tmp, ok, is, has }) {
	const say = (name) => `the board: ${name}`;
	const server = await start("serve", "--db", join(tmp, "board.db"));
	const page = await open(browser, server);
	const where = (title) =>
		page.evaluate((t) => [...document.querySelectorAll(".card")].find((c) => c.textContent.includes(t))?.closest("[data-stage]").dataset.stage, title);
	const card = (title) => page.locator(".card", { hasText: title });
	const settled = (title, stage) =>
		page.waitForFunction(
			([t, s]) => [...document.querySelectorAll(`[data-stage="${s}"] .card`)].some((c) => c.textContent.includes(t)),
			[title, stage],
		);
	const drag = async (title, stage) => {
		const from = await card(title).boundingBox();
		const to = await page.locator(`[data-stage="${stage}"]`).boundingBox();
		await page.mouse.move(from.x + 20, from.y + 12);
		await page.mouse.down();
		await page.mouse.move(from.x + 40, from.y + 24, { steps: 4 });
		await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 12 });
		await page.waitForTimeout(100);
		await page.mouse.up();
	};

	await page.setViewportSize({ width: 1500, height: 900 });
	for (const title of ["Shepherd", "Miller"]) {
		await page.goto("/jobs/new");
		await page.fill("input[name=title]", title);
		await page.fill("input[name=company]", "Aster");
		await page.locator("main").getByRole("button", { name: "Add", exact: true }).click();
	}
	await page.goto("/jobs");
	await drag("Shepherd", "applied");
	await settled("Shepherd", "applied");
	ok(true, say("a card is dragged"));
	await page.waitForFunction(() => document.getElementById("board-say").textContent.includes("Moved to Applied"));
	ok(true, say("and it is said aloud"));
	await drag("Shepherd", "found");
	await page.locator(".banner.bad").waitFor();
	has(await page.locator(".banner.bad").innerText(), "found already", say("a move that cannot be is refused with the reason"));
	is(await where("Shepherd"), "applied", say("and the card goes back"));
	await page.reload();
	is(await where("Shepherd"), "applied", say("on the server too"));

	await card("Miller").locator(".card-title").focus();
	await page.keyboard.press("l");
	await settled("Miller", "referred");
	await page.keyboard.press("l");
	await settled("Miller", "applied");
	ok(await page.evaluate(() => document.activeElement.closest(".card")?.textContent.includes("Miller")), say("keys move a card, which keeps the cursor"));
	await page.keyboard.press("z");
	await settled("Miller", "referred");
	ok(true, say("and undo"));
	await page.keyboard.press("Escape");
	await card("Miller").locator(".card-title").focus();
	await page.keyboard.press("ArrowRight");
	ok(await page.evaluate(() => document.activeElement.closest(".card")?.textContent.includes("Shepherd")), say("arrows go from card to card"));
	await page.keyboard.press("m");
	is(await page.evaluate(() => document.activeElement.tagName), "SELECT", say("the menu opens by a key"));
	await page.keyboard.press("Escape");
	ok(await page.evaluate(() => document.activeElement.matches(".card-title")), say("and closes"));

	const amiss = page.troubles.filter((t) => !/status of 409/.test(t));
	is(amiss.join("\n"), "", say("nothing amiss on the way"));
	await page.context().close();
	is(await server.stop(), 0, say("the server ends well"));
}
