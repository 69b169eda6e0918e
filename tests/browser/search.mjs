/*
 * The job search in a real browser, with and without scripts: from a posting to the offer that was accepted, through what
 * was sent, the rounds and the comparison.
 */
import { join } from "node:path";

const iso = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

export async function jobSearch({ browser, scripts, advert, start, open, imported, tmp, ok, is, has }) {
	const how = scripts ? "with scripts" : "without scripts";
	const say = (name) => `the search, ${how}: ${name}`;
	const server = await start("serve", "--db", join(tmp, scripts ? "search1.db" : "search2.db"));
	const page = await open(browser, server, { javaScriptEnabled: scripts });
	const main = () => page.locator("main").innerText();
	const press = (name) => page.locator("main").getByRole("button", { name, exact: true }).first().click();

	await page.goto("/welcome");
	await page.getByRole("radio", { name: "Software engineer" }).check();
	await page.selectOption("select[name=role]", "ml-engineer");
	await page.fill("input[name=hours]", "5");
	await press("Show me the plan");
	await page.waitForURL("**/plan*");
	await page.goto("/import");
	await page.fill("textarea[name=text]", advert);
	await press("Import");
	await imported(page, scripts);

	/* Tracked from the posting, and applied for: what was sent is frozen. */
	await page.goto("/postings");
	await page.getByRole("link", { name: /ML Engineer/ }).first().click();
	await press("Track");
	await page.waitForURL("**/jobs/*");
	const job = new URL(page.url()).pathname;
	has(await main(), "Nordlicht", say("a posting becomes an application"));
	await page.goto(`${job}/apply`);
	await page.fill("input[name=channel]", "mail");
	await page.fill('textarea[name="text"]', "Dear Nordlicht,\n\nI have run pipelines at night.");
	await page.fill('input[name="q.0"]', "When can you begin?");
	await page.fill('textarea[name="a.0"]', "In spring.");
	await press("It is sent");
	await page.goto(job);
	has(await main(), "Applied", say("applying is an event"));
	const packet = await page.locator("main a[href^='/packets/'], main a[href*='/packet']").first().getAttribute("href");
	await page.goto(packet);
	has(await main(), "I have run pipelines at night.", say("the packet holds the letter"));
	has(await main(), "In spring.", say("and the answers"));

	/* A date that cannot be is refused, and what was typed stays. */
	await page.goto(job);
	await page.locator("form.happened select[name=kind]").selectOption("screen");
	await page.locator("form.happened input[name=on]").fill("2001-01-01");
	await page.locator("form.happened input[name=note]").fill("a pleasant call");
	await page.locator("form.happened button").click();
	ok((await page.locator(".banner.bad").count()) === 1, say("an event before the application is refused"), await main());
	is(await page.locator("form.happened input[name=note]").inputValue(), "a pleasant call", say("and what was typed stays"));
	await page.locator("form.happened input[name=on]").fill(iso(0));
	await page.locator("form.happened button").click();
	has(await main(), "a pleasant call", say("with a day that can be, it is recorded"));

	/* A round, on the desk. */
	await page.goto("/interviews");
	await page.locator("summary", { hasText: "A round" }).click();
	const round = page.locator('form[action="/rounds"]');
	await round.locator("select[name=kind]").selectOption("technical");
	await round.locator("input[name=day]").fill(iso(0));
	await round.locator("input[name=time]").fill("10:00");
	await round.locator("input[name=people]").fill("Kari Moen");
	await round.locator("button").click();
	await page.goto("/interviews");
	has(await main(), "Kari Moen", say("a round stands on the desk"));

	/* The offer, by the board without a mouse when there are scripts, else by the form. */
	await page.goto(job);
	await page.locator("form.happened select[name=kind]").selectOption("offer");
	await page.locator("form.happened button").click();
	await page.goto("/jobs");
	has(await main(), "Nordlicht", say("the board shows it"));
	await page.goto("/offers/new");
	await page.fill("input[name=company]", "Nordlicht");
	await page.fill("input[name=title]", "ML Engineer");
	await page.fill("input[name=currency]", "NOK");
	await page.fill("input[name=base]", "850000");
	await page.fill("input[name=deadline]", iso(9));
	await page.locator("select[name=application]").selectOption({ index: 1 }).catch(() => {});
	await press("Keep the offer");
	await page.goto("/offers");
	has(await main(), "NOK 850,000", say("the offer is compared"));
	has(await main(), "NOK 3,400,000", say("over four years"));
	await page.locator('main a[href^="/offers/"]').filter({ hasText: "Nordlicht" }).first().click();
	await page.locator('input[name=verdict][value="accepted"]').check();
	await page.fill("textarea[name=reasons]", "The people, and the nights.");
	const offer = new URL(page.url()).pathname;
	await press("Decide");
	await page.goto(offer);
	has(await main(), "The people, and the nights.", say("decided, with its reasons"));
	await page.goto(job);
	has(await main(), "Accepted", say("the application is accepted"));
	await page.goto("/leaving");
	await page.fill("input[name=company]", "My firm of today");
	await page.fill("input[name=last]", iso(40));
	await press("Make the list");
	has(await main(), "My firm of today", say("and the old place is left well"));
	await page.goto("/report");
	has(await main(), "Accepted", say("the report counts it"));

	is(page.troubles.filter((t) => !/status of 4\d\d/.test(t)).join("\n"), "", say("nothing amiss on the way"));
	await page.context().close();
	is(await server.stop(), 0, say("the server ends well"));
	ok(!/Sanitizer|runtime error/.test(server.said()), say("and without a word of the sanitizers"), server.said());
}
