/*
 * The pages in a real browser, in TAP: accessible (axe-core), without an error, in light, dark and 390 pixels wide; the
 * main job from an empty file with and without scripts; the keys; nothing typed is lost; no inline script runs.
 *
 *	node test.mjs CAIRN SOURCE SHOTS
 *
 * Screenshots of every page go to the folder SHOTS, for looking.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { board } from "./board.mjs";
import { jobSearch } from "./search.mjs";
import { interview } from "./interview.mjs";

const [cairn, source, shots] = process.argv.slice(2);
const axeSource = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const samples = join(source, "tests/data/postings");
const tmp = mkdtempSync(join(tmpdir(), "cairn-browser-"));
const advert = `ML Engineer at Nordlicht
Location: Oslo, Norway
Type: Full-time

About us
Nordlicht runs the back office of hospitals in the north, and this is the team that keeps it well.

What you will do
- Build what doctors ask for, measure whether it helps, and tell them
- Keep it running at night when nobody is there to look

Requirements
- Three years of experience with Python and PyTorch
- You have worked with Kubernetes and Terraform in production

Nice to have
- Airflow, or another tool that runs pipelines
`;
let n = 0, failed = 0;

function ok(good, name, why) {
	n++;
	if (!good) failed++;
	console.log(`${good ? "ok" : "not ok"} ${n} - ${name}`);
	if (!good && why) for (const line of String(why).split("\n").slice(0, 12)) console.log(`#   ${line.slice(0, 300)}`);
}
const is = (got, want, name) => ok(got === want, name, `got    ${got}\nwanted ${want}`);
const has = (text, what, name) => ok(text.includes(what), name, `no "${what}" in: ${text.slice(0, 400)}`);

function freePort() {
	return new Promise((done) => {
		const s = createServer().listen(0, "127.0.0.1", () => {
			const { port } = s.address();
			s.close(() => done(port));
		});
	});
}

/* Starts the program and waits until it answers. */
async function start(...args) {
	const port = await freePort();
	const env = { ...process.env, XDG_DATA_HOME: tmp, XDG_CONFIG_HOME: tmp };
	const child = spawn(cairn, [...args, "--listen", `127.0.0.1:${port}`], { env, stdio: ["ignore", "ignore", "pipe"] });
	const ended = new Promise((done) => child.on("exit", done).on("error", done));
	let said = "";
	await new Promise((done, fail) => {
		child.stderr.on("data", (d) => {
			said += d;
			if (said.includes("Cairn is ready")) done();
		});
		ended.then(() => fail(new Error(`${args[0]} ended: ${said}`)));
	});
	return {
		url: `http://127.0.0.1:${port}`,
		said: () => said,
		stop: () => {
			child.kill("SIGTERM");
			return ended;
		},
	};
}

/* A page that keeps what went wrong in it: script errors, refusals by the policy, requests to anywhere else. */
async function open(browser, server, options) {
	const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();
	page.troubles = [];
	page.on("console", (m) => {
		if (m.type() === "error" || m.type() === "warning") page.troubles.push(`${m.type()}: ${m.text()}`);
	});
	page.on("pageerror", (e) => page.troubles.push(`script: ${e.message}`));
	page.on("request", (r) => {
		if (!r.url().startsWith(server.url) && !r.url().startsWith("data:")) page.troubles.push(`asked ${r.url()}`);
	});
	page.setDefaultTimeout(15000);
	return page;
}

async function axe(page) {
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	return violations
		.map((v) => `${v.id} (${v.impact}): ${v.nodes.length}x ${v.nodes[0].target} ${v.nodes[0].failureSummary?.replace(/\s+/g, " ")}`)
		.join("\n");
}

/* Every GET page there is; those with an {id} are found by following links, so that none is beyond reach. */
async function pages(page) {
	const patterns = readdirSync(join(source, "src/web")).filter((f) => f.endsWith(".c"))
		.flatMap((f) => [...readFileSync(join(source, "src/web", f), "utf8").matchAll(/^ *PAGE\("([^"]*)"/gm)].map((m) => m[1]));
	const found = new Map(patterns.filter((p) => !p.includes("{id}")).map((p) => [p, p]));
	found.set("/skills/{id}", "/skills/ml.log");
	const files = [];
	const seen = new Map(patterns.map((p) => [p, new Set()])); /* a few of each: not every application has a packet */
	for (let visited = new Set(); ;) {
		const next = [...found.values(), ...[...seen.values()].flatMap((s) => [...s])].filter((p) => !visited.has(p));
		if (next.length === 0) break;
		for (const path of next) {
			visited.add(path);
			const answer = await page.request.get(path);
			if (!answer.headers()["content-type"].startsWith("text/html")) {
				files.push(path);
				continue;
			}
			for (const [, href] of (await answer.text()).matchAll(/href="(\/[^"#]*)/g))
				for (const pattern of patterns) {
					const path = href.split("?")[0];
					if (patterns.includes(path) || !new RegExp(`^${pattern.replace("{id}", "[^/]+")}$`).test(path)) continue;
					if (!found.has(pattern)) found.set(pattern, href.replaceAll("&amp;", "&"));
					if (seen.get(pattern).size < 15) seen.get(pattern).add(path);
				}
		}
	}
	const lost = patterns.filter((p) => !found.has(p) && p !== "/packets/{id}/pdf"); /* the packet there has no PDF */
	ok(lost.length === 0, "every page can be reached by links in the example life", lost.join(" "));
	return [...found.values()].filter((p) => !files.includes(p)).concat(["/map?by=freshness", "/postings?q=engineer&sort=company", "/postings?q=zzzz", "/search?q=grid",
		"/no/such/page"]);
}

async function lookAtEveryPage(browser, server) {
	const before = await open(browser, server, {});
	await before.goto("/import"); /* so that there is an import to look at, with something refused */
	await before.setInputFiles("input[name=files]", [join(samples, "rows.csv"), join(samples, "nocolumn.csv")]);
	await before.getByRole("button", { name: "Import", exact: true }).click();
	await imported(before, true);
	await before.goto("/");
	const paths = await pages(before);
	await before.context().close();
	const modes = [
		["light", { colorScheme: "light" }],
		["dark", { colorScheme: "dark" }],
		["phone", { colorScheme: "light", viewport: { width: 390, height: 844 }, hasTouch: true }],
		["phone-dark", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
		["noscript", { javaScriptEnabled: false }],
	];
	for (const [mode, options] of modes) {
		const page = await open(browser, server, options);
		for (const path of paths) {
			page.troubles.length = 0;
			const answer = await page.goto(path);
			const missing = path === "/no/such/page";
			is(answer.status(), missing ? 404 : 200, `${mode} ${path}: status`);
			const name = path.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "today";
			const over = await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
			is(over, 0, `${mode} ${path}: no sideways scrolling`);
			await page.screenshot({ path: join(shots, `${mode}-${name.replace(/\d{6,}/, "one")}.png`), fullPage: true });
			const wrong = mode === "noscript" ? "" : await axe(page);
			is(wrong, "", `${mode} ${path}: accessible`);
			is(await page.locator("h1").count(), 1, `${mode} ${path}: one heading above all`);
			is(page.troubles.filter((t) => !(missing && t.includes("404"))).join("\n"), "", `${mode} ${path}: nothing amiss`);
		}
		await page.context().close();
	}
}

async function keys(browser, server) {
	const page = await open(browser, server, {});
	const at = () => new URL(page.url()).pathname;
	const press = async (...all) => {
		for (const key of all) await page.keyboard.press(key);
	};
	await page.goto("/plan");
	await press("?");
	await page.waitForURL("**/keys");
	is(at(), "/keys", "? shows the keys");
	for (const [key, path] of [["t", "/"], ["m", "/map"], ["p", "/plan"], ["o", "/postings"], ["i", "/import"], ["d", "/data"], ["s", "/settings"]]) {
		await press("g", key);
		await page.waitForURL(`${server.url}${path}`);
		is(at(), path, `g ${key} goes to ${path}`);
	}
	await page.goto("/postings");
	await press("/");
	is(await page.evaluate(() => document.activeElement.tagName), "INPUT", "/ goes to the search");
	await press("g", "t");
	is(at(), "/postings", "keys are letters while one types");
	const link = () => page.evaluate(() => document.activeElement.getAttribute("href"));
	await page.goto("/postings");
	await press("j");
	const one = await link();
	await press("j");
	const two = await link();
	ok(one?.startsWith("/postings/") && two?.startsWith("/postings/") && one !== two, "j goes down the list", `${one} ${two}`);
	await press("k");
	is(await link(), one, "k goes up again");
	await page.goto("/");
	await press("l");
	is(await page.evaluate(() => document.activeElement.name), "minutes", "l goes to the minutes");
	await page.goto("/");
	await press("Tab");
	is(await page.evaluate(() => document.activeElement.className), "skip", "the first tab stop skips to the content");
	await press("Enter");
	is(new URL(page.url()).hash, "#main", "and does");

	page.troubles.length = 0;
	const ran = await page.evaluate(() => {
		const s = document.createElement("script");
		s.textContent = "window.ran = true";
		document.body.append(s);
		const b = document.createElement("button");
		b.setAttribute("onclick", "window.ran = true");
		document.body.append(b);
		b.click();
		return window.ran;
	});
	is(ran, undefined, "an inline script does not run");
	ok(page.troubles.some((t) => t.includes("Content Security Policy")), "and the policy says so", page.troubles.join("\n"));
	await page.context().close();
}

/* The import's page, when it has ended. */
async function imported(page, scripts) {
	await page.waitForURL("**/import/*");
	if (scripts) {
		await page.locator("#run dl.facts, #run p.lead").first().waitFor();
	} else {
		for (let i = 0; i < 100 && (await page.locator("#run p.big").count()) > 0; i++) {
			await page.waitForTimeout(100);
			await page.reload();
		}
	}
	return page.locator("#run").innerText();
}
const fact = (text, name) => text.match(new RegExp(`${name}\\s+([\\d,]+)`, "i"))?.[1];

/* What a person does on the first day. */
async function mainJob(browser, scripts) {
	const how = scripts ? "with scripts" : "without scripts";
	const server = await start("serve", "--db", join(tmp, scripts ? "one.db" : "two.db"));
	const page = await open(browser, server, { javaScriptEnabled: scripts });
	const say = (name) => `${how}: ${name}`;
	const main = () => page.locator("main").innerText();

	await page.goto("/");
	is(new URL(page.url()).pathname, "/welcome", say("an empty file begins with the first run"));
	await page.getByRole("radio", { name: "Software engineer" }).check();
	await page.selectOption("select[name=role]", "ml-engineer");
	await page.selectOption("select[name=industry]", "health");
	await page.fill("input[name=hours]", "7.5");
	await page.getByRole("button", { name: "Show me the plan" }).click();
	await page.waitForURL("**/plan*");
	has(await main(), "7 h 30 min a week", say("then there is a plan"));
	has(await page.locator("section[aria-labelledby=demand]").innerText(), "No postings yet", say("of the role alone"));
	const tasks = await page.locator("ol.plan > li").count();
	ok(tasks > 0, say("with tasks"));
	ok((await page.locator("ol.plan > li p:not(.small)").allInnerTexts()).every((t) => t.length > 20), say("each with its reason"));

	await page.goto("/import");
	await page.fill("textarea[name=text]", advert);
	await page.getByRole("button", { name: "Import", exact: true }).click();
	let text = await imported(page, scripts);
	has(text, "Done.", say("a pasted advert is read"));
	is(fact(text, "New"), "1", say("as one new posting"));
	await page.getByRole("link", { name: "See the plan" }).click();
	has(await page.locator("section[aria-labelledby=demand]").innerText(), "Measured from 1 posting", say("the plan follows it"));
	await page.goto("/import");
	await page.setInputFiles("input[name=files]", [join(samples, "greenhouse.json"), join(samples, "lever.json")]);
	await page.getByRole("button", { name: "Import", exact: true }).click();
	text = await imported(page, scripts);
	is(fact(text, "New"), "4", say("files are read"));
	await page.goto("/import");
	await page.setInputFiles("input[name=files]", join(samples, "lever.json"));
	await page.getByRole("button", { name: "Import", exact: true }).click();
	text = await imported(page, scripts);
	is(`${fact(text, "New")} ${fact(text, "The same")}`, "0 2", say("the same file again changes nothing"));
	await page.goto("/postings?q=nordlicht");
	await page.getByRole("link", { name: /ML Engineer/ }).first().click();
	has(await main(), "Kubernetes", say("the posting shows its words"));
	ok((await page.locator("main mark").count()) > 2, say("with the skills marked"));

	await page.goto("/");
	await page.fill(".next input[name=minutes]", "37");
	await page.fill(".next input[name=note]", "ünïcode & <b>marks</b>");
	await page.locator(".next form button").click();
	has(await main(), "37 min", say("minutes are logged"));
	const undo = page.locator(".banner").getByRole("button", { name: "Undo" });
	is(await undo.count(), 1, say("and can be undone at once"));
	await undo.click();
	ok(!(await main()).includes("37 min"), say("undone"));

	await page.goto("/skills/ml.log");
	await page.locator("details.form > summary").click();
	const form = page.locator('form[action="/evidence"]');
	await form.locator("select[name=level]").selectOption("2");
	await form.locator("select[name=kind]").selectOption("project");
	await form.locator("input[name=url]").fill("https://example.org/churn");
	await form.locator("textarea[name=note]").fill("predicts who leaves <script>alert(1)</script>");
	await form.getByRole("button", { name: "Record" }).click();
	has(await main(), "predicts who leaves <script>alert(1)</script>", say("evidence is recorded, as it was typed"));
	is(await page.locator('a[href="https://example.org/churn"]').count(), 1, say("with its address"));
	await page.locator(".banner").getByRole("button", { name: "Undo" }).click();
	ok(!(await main()).includes("predicts who leaves"), say("undone"));

	/* An error: what was typed stands there still. */
	await page.goto("/skills/ml.log");
	await page.locator("details.form > summary").click();
	await form.locator("input[name=url]").fill("javascript:alert(1)");
	await form.locator("textarea[name=note]").fill("words that took an hour");
	await form.locator("select[name=kind]").selectOption("exam");
	await form.getByRole("button", { name: "Record" }).click();
	await page.locator("[role=alert]").waitFor();
	has(await page.locator("[role=alert]").innerText(), "not a web address", say("a wrong address is told"));
	is(await form.locator("textarea[name=note]").inputValue(), "words that took an hour", say("the note is still there"));
	is(await form.locator("input[name=url]").inputValue(), "javascript:alert(1)", say("so is the address"));
	is(await form.locator("select[name=kind]").inputValue(), "exam", say("so is the kind"));
	await page.goto("/goal");
	await page.fill('main input[name="hours"]', "5.5");
	await page.evaluate(() => document.querySelectorAll("form").forEach((f) => (f.noValidate = true)));
	await page.fill('main input[name="by"]', "2020-01-01");
	await page.locator('form[action="/goal"] button:not(.quiet)').last().click();
	if ((await page.locator("[role=alert]").count()) > 0)
		is(await page.inputValue('main input[name="hours"]'), "5.5", say("a goal with a bad day keeps the hours"));
	else ok(false, say("a goal in the past is refused"), await main());
	await page.goto("/import");
	await page.fill("textarea[name=text]", "milk\neggs\nbread");
	await page.getByRole("button", { name: "Import", exact: true }).click();
	text = await imported(page, scripts);
	has(text, "It did not work", say("a text that is no advert is told"));
	await page.goBack();
	is(await page.inputValue("textarea[name=text]"), "milk\neggs\nbread", say("and is still there one page back"));

	await page.goto("/plan");
	const one = page.locator("ol.plan > li").first();
	const name = await one.locator("h3").innerText();
	await one.getByRole("button", { name: "Skip" }).click();
	const names = async () => (await page.locator("ol.plan > li h3").allInnerTexts()).join("; ");
	ok(!(await names()).includes(name), say("a task is skipped with one action"), await names());
	await page.goto("/plan");
	await page.locator(".plain-list").getByRole("button", { name: "Undo" }).first().click();
	has(await names(), name, say("and taken back"));

	await page.goto("/settings");
	await page.selectOption('select[name="set.theme"]', "dark");
	await page.getByRole("button", { name: "Save" }).click();
	is(await page.getAttribute("html", "data-theme"), "dark", say("a setting is saved"));
	await page.goto("/data");
	await page.getByRole("button", { name: "Check" }).click();
	ok(/whole|no fault|sound/i.test(await main()), say("the data is checked"), await main());
	await page.getByRole("button", { name: "Make a copy now" }).click();
	has(await main(), "In ", say("a copy is made"));
	const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export", exact: true }).click()]);
	const file = join(tmp, `${scripts}.tar.zst`);
	await download.saveAs(file);
	ok(readFileSync(file).readUInt32LE(0) === 0xfd2fb528, say("an export is a zstd file"));
	await page.setInputFiles("input[name=archive]", file);
	await page.getByRole("button", { name: "Restore" }).click();
	ok(/already|nothing new|restored/i.test(await main()), say("and can be restored"), await main());
	writeFileSync(join(tmp, "bad.tar.zst"), "no archive");
	await page.setInputFiles("input[name=archive]", join(tmp, "bad.tar.zst"));
	await page.getByRole("button", { name: "Restore" }).click();
	ok((await page.locator("[role=alert], .banner.bad").count()) > 0, say("a file that is none is told"), await main());

	const amiss = page.troubles.filter((t) => !/status of 4\d\d/.test(t));
	is(amiss.join("\n"), "", say("nothing amiss on the way"));
	await page.context().close();
	is(await server.stop(), 0, say("the server ends well"));
	ok(!/Sanitizer|runtime error/.test(server.said()), say("and without a word of the sanitizers"), server.said());
}

mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
	executablePath: "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync"],
});
try {
	for (const scripts of [true, false]) await mainJob(browser, scripts).catch((e) => ok(false, `the main job, scripts ${scripts}`, e.stack));
	for (const scripts of [true, false])
		await jobSearch({ browser, scripts, advert, start, open, imported, tmp, ok, is, has })
			.catch((e) => ok(false, `the job search, scripts ${scripts}`, e.stack));
	await board({ browser, start, open, tmp, ok, is, has }).catch((e) => ok(false, "the board", e.stack));
	const demo = await start("demo");
	for (const scripts of [true, false])
		await interview({ open, is, has, axe }, browser, demo, scripts).catch((e) => ok(false, `an interview, scripts ${scripts}`, e.stack));
	await keys(browser, demo).catch((e) => ok(false, "the keys", e.stack));
	await lookAtEveryPage(browser, demo).catch((e) => ok(false, "every page", e.stack));
	is(await demo.stop(), 0, "the demo ends well");
	ok(!/Sanitizer|runtime error/.test(demo.said()), "and without a word of the sanitizers", demo.said());
} catch (e) {
	ok(false, "the browser's tests", e.stack);
} finally {
	await browser.close();
	rmSync(tmp, { recursive: true, force: true });
}
console.log(`1..${n}`);
process.exit(failed > 0 ? 1 : 0);
