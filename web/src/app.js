/*
 * The browser's side of Cairn. Every page works without it; with it, parts of a page are exchanged (htmx).
 */
import htmx from "htmx.org";

/* The pages' policy forbids eval and inline styles, and every request stays on this server. */
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
