/*
 * An informational interview from wish to thank-you, with the keyboard alone; once with scripts (notes save themselves)
 * and once without.
 */

/* Presses Tab until the element has the focus, as somebody without a mouse would. */
async function tabTo(page, selector) {
	for (let i = 0; i < 250; i++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
	}
	throw new Error(`Tab never reaches ${selector} at ${page.url()}`);
}

async function fill(page, selector, text) {
	await tabTo(page, selector);
	await page.keyboard.press("Control+A");
	await page.keyboard.type(text);
}

/* Enter on a button or link, and the page it leads to. */
async function press(page, selector) {
	await tabTo(page, selector);
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

/* Chooses by the option's first letters. */
async function choose(page, selector, words) {
	await tabTo(page, selector);
	await page.keyboard.type(words);
}

async function step(page, kind) {
	await choose(page, "form[action$='/step'] select[name=kind]", kind);
	await press(page, "form[action$='/step'] button");
}

export async function interview({ open, is, has, axe }, browser, server, scripts) {
	const page = await open(browser, server, { javaScriptEnabled: scripts });
	const say = (what) => `an interview, scripts ${scripts}: ${what}`;
	const state = () => page.locator("dl.facts dd").first().innerText();
	const name = scripts ? "Ada Okafor" : "Bea Okafor";

	await page.goto("/informational");
	if ((await page.locator("details.form[open]").count()) === 0) {
		await tabTo(page, "details.form > summary");
		await page.keyboard.press("Enter");
	}
	await fill(page, "form[action='/informational'] input[name=name]", name);
	await fill(page, "form[action='/informational'] textarea[name=tests]", "Would I still build models?");
	await press(page, "form[action='/informational'] p button");
	has(await page.locator("h1").innerText(), name, say("a wish"));
	is(await page.locator(".asks > li").count(), 6, say("six questions to begin with"));

	await step(page, "asked");
	is(await state(), "asked", say("asked"));
	await step(page, "agreed");
	is(await state(), "agreed", say("agreed"));
	await fill(page, "form[action$='/question'] input[name=text]", "Whom else should I ask?");
	await press(page, "form[action$='/question'] button");
	is(await page.locator(".asks > li").count(), 7, say("a question of my own"));

	await press(page, "a[href$='/talk']");
	await fill(page, ".talk textarea[name^='t.q']", "Half the week is data.");
	if (scripts) {
		await page.waitForSelector(".saved span:has-text('Saved')");
		await page.keyboard.type(" The other half is meetings.");
		await page.waitForResponse((r) => r.url().endsWith("/texts"));
	} else {
		await press(page, ".talk-foot button");
	}
	await page.reload();
	has(await page.locator(".talk textarea").first().inputValue(), "Half the week is data.", say("notes are kept"));

	await press(page, ".eyebrow a");
	await step(page, "done");
	is(await state(), "done", say("done"));
	has(await page.locator(".banner[role=status]").last().innerText(), "thank-you note", say("the thanks are due"));
	await fill(page, "form[action$='/lesson'] textarea", "It is mostly data work.");
	await press(page, "form[action$='/lesson'] button");
	has(await page.locator("aside").innerText(), "It is mostly data work.", say("what was learned"));
	await step(page, "thanked");
	is(await state(), "thanked", say("thanked"));
	await press(page, ".banner button"); /* the notice's undo */
	is(await state(), "done", say("taken back"));
	if (scripts) is(await axe(page), "", say("accessible"));
	is(page.troubles.join("\n"), "", say("nothing amiss on the way"));
	await page.context().close();
}
