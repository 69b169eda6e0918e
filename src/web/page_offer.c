/* Offers side by side, one offer, leaving well. */
#include "base/num.h"
#include "base/vec.h"
#include "domain/job/offer.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view_offer.h"

static const char *const tones[OFFER_PART__COUNT] = {"base", "bonus", "equity", "signon", "other"};

static void
bar_of(const struct offer_row *r, int64_t most, struct offer_bar bar[static OFFER_PART__COUNT])
{
	double x = 0;

	for (int i = 0; i < OFFER_PART__COUNT; i++) {
		double width = most > 0 ? 1000 * (double)MAX(r->years.total[i], 0) / (double)most : 0;

		bar[i] = (struct offer_bar){tones[i], (double)(int)x, (double)(int)(x + width) - (double)(int)x};
		x += width;
	}
}

static bool
offers_get(struct page *p, struct offers_view *v, struct err *err)
{
	struct offer *list;
	size_t n;
	int64_t most = 0;

	*v = (struct offers_view){0};
	if (!offer_compare(&p->c, query_str(p, "currency"), &v->cmp, err) || !offer_list(&p->c, &list, &n, err) ||
	    !money_rates(&p->c, &v->rates, &v->n_rates, err) ||
	    !leaving_current(&p->c, &v->leaving, &v->has_leaving, err))
		return false;
	v->decided = ARENA_ARRAY(p->c.a, n, struct offer);
	for (size_t i = 0; i < n; i++)
		if (list[i].state != OFFER_OPEN)
			v->decided[v->n_decided++] = list[i];
	v->bars = arena_array(p->c.a, v->cmp.n, sizeof(*v->bars));
	for (size_t i = 0; i < v->cmp.n_ranked; i++)
		most = MAX(most, v->cmp.rows[i].years.all);
	for (size_t i = 0; i < v->cmp.n_ranked; i++)
		bar_of(&v->cmp.rows[i], most, v->bars[i]);
	return true;
}

static bool
page_offers(struct page *p, struct err *err)
{
	struct offers_view v;

	if (!offers_get(p, &v, err))
		return false;
	page_begin(p, NAV_OFFERS, "Offers");
	tmpl_offers(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
page_offer_new(struct page *p, struct err *err)
{
	struct offer o = offer_new(&p->c);
	struct application app;
	int64_t id;

	if (num_parse_i64(query_str(p, "application"), 1, INT64_MAX, "application", &id, NULL)) {
		if (!application_get(&p->c, id, &app, err))
			return false;
		o.application_id = id;
		o.company = app.company;
		o.title = app.title;
	}
	page_begin(p, NAV_OFFERS, "An offer");
	tmpl_offer_new(p->out, p, &o);
	page_end(p);
	return true;
}

static bool
offer_view_get(struct page *p, struct offer_view *v, struct err *err)
{
	struct offer_score *scores;
	size_t n;
	int64_t id;

	*v = (struct offer_view){0};
	if (!page_id(p, &id, err) || !offer_get(&p->c, id, &v->o, err) ||
	    !offer_versions(&p->c, &v->o, &v->versions, &v->n_versions, err) ||
	    !negotiation_list(&p->c, id, &v->said, &v->n_said, err) ||
	    !offer_decisions(&p->c, id, &v->decisions, &v->n_decisions, err) ||
	    !offer_weights(&p->c, &v->weights, &v->n_weights, err) || !offer_scores(&p->c, &scores, &n, err) ||
	    !growth_propose(&p->c, v->o.application_id, &v->growth, err) ||
	    (v->o.application_id != 0 && !application_get(&p->c, v->o.application_id, &v->app, err)))
		return false;
	v->years = offer_years(&v->o);
	v->scores = ARENA_ARRAY(p->c.a, v->n_weights, const struct offer_score *);
	for (size_t k = 0; k < v->n_weights; k++)
		for (size_t i = 0; i < n; i++)
			if (scores[i].offer_id == id && str_eq(scores[i].factor, v->weights[k].factor))
				v->scores[k] = &scores[i];
	return true;
}

static bool
page_offer(struct page *p, struct err *err)
{
	struct offer_view v;

	if (!offer_view_get(p, &v, err))
		return false;
	page_begin_str(p, NAV_OFFERS, page_printf(p, "%.*s", STR_ARG(v.o.company)));
	tmpl_offer(p->out, p, &v);
	page_end(p);
	return true;
}

/* The fields the form has sent, in the order of the table. */
static bool
form_fields(struct page *p, struct offer *o, struct err *err)
{
	for (size_t i = 0; i < offer_fields_n; i++) {
		const struct offer_field *f = &offer_fields[i];

		if (http_get(&p->req->form, f->name).p == NULL)
			continue;
		if (!offer_set(p->c.a, o, f, form_str(p, f->name), err)) {
			p->problem_field = f->name;
			return false;
		}
	}
	return true;
}

static struct str
offer_path(struct page *p, int64_t id)
{
	return page_printf(p, "/offers/%lld", (long long)id);
}

static bool
post_offer_new(struct page *p, struct err *err)
{
	struct offer o = offer_new(&p->c);

	o.application_id = form_i64(p, "application", 0);
	if (!form_fields(p, &o, err) || !offer_add(&p->c, &o, err))
		return false;
	page_go(p, offer_path(p, o.id), "offer", o.id);
	return true;
}

static bool
post_offer(struct page *p, struct err *err)
{
	struct offer o;
	int64_t id, change;

	if (!page_id(p, &id, err) || !offer_get(&p->c, id, &o, err))
		return false;
	o.version = form_i64(p, "version", o.version);
	if (!form_fields(p, &o, err) || !offer_save(&p->c, &o, &change, err))
		return false;
	page_go(p, offer_path(p, id), change != 0 ? "offer-changed" : NULL, change);
	return true;
}

static bool
post_line(struct page *p, struct err *err)
{
	struct offer_line l = {.label = form_str(p, "label"), .yearly = form_i64(p, "yearly", 1) != 0};
	struct offer o;
	int64_t id;

	if (!page_id(p, &id, err) || !offer_get(&p->c, id, &o, err) ||
	    !money_parse(form_str(p, "amount"), o.currency, "amount", &l.amount, err) ||
	    !offer_line_add(&p->c, id, &l, err))
		return false;
	page_go(p, offer_path(p, id), "offer-line", l.id);
	return true;
}

static bool
post_said(struct page *p, struct err *err)
{
	struct negotiation n = {.who = form_str(p, "who"),
	                        .asked = form_str(p, "asked"),
	                        .answer = form_str(p, "answer"),
	                        .on_day = form_day(p, "on")};
	int64_t id;

	if (n.on_day == DAY_NONE)
		n.on_day = ctx_today(&p->c);
	if (!page_id(p, &id, err) || !negotiation_add(&p->c, id, &n, err))
		return false;
	page_go(p, offer_path(p, id), "offer-said", n.id);
	return true;
}

static bool
post_score(struct page *p, struct err *err)
{
	struct offer_score s = {.factor = form_str(p, "factor"), .reason = form_str(p, "reason")};

	if (!page_id(p, &s.offer_id, err) || !offer_points_parse(form_str(p, "points"), &s.tenths, err) ||
	    !offer_score_add(&p->c, &s, err))
		return false;
	page_go(p, page_printf(p, "/offers/%lld#scores", (long long)s.offer_id), "offer-score", s.id);
	return true;
}

static bool
post_decide(struct page *p, struct err *err)
{
	struct offer_decision d = {.reasons = form_str(p, "reasons"), .on_day = form_day(p, "on")};

	if (d.on_day == DAY_NONE)
		d.on_day = ctx_today(&p->c);
	for (int i = OFFER_ACCEPTED; i < OFFER_STATE__COUNT; i++)
		if (str_eq(form_str(p, "verdict"), str_of(offer_state_name((enum offer_state)i))))
			d.verdict = (enum offer_state)i;
	if (!page_id(p, &d.offer_id, err) || !offer_decide(&p->c, &d, err))
		return false;
	page_go(p, d.verdict == OFFER_ACCEPTED ? STR("/leaving") : offer_path(p, d.offer_id),
	        d.verdict == OFFER_ACCEPTED ? "offer-accepted" : "offer-decided", d.id);
	return true;
}

static bool
post_remove(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !offer_delete(&p->c, id, err))
		return false;
	page_go(p, STR("/offers"), "offer-removed", id);
	return true;
}

static bool
post_undo(struct page *p, struct err *err)
{
	const char *what;
	int64_t id;

	if (!page_id(p, &id, err) || !offer_undo(&p->c, id, false, &what, err))
		return false;
	page_go(p, STR("/offers"), "undone", 0);
	return true;
}

static bool
post_back(struct page *p, struct err *err)
{
	const char *what;
	int64_t id;

	if (!page_id(p, &id, err) || !offer_undo(&p->c, id, true, &what, err))
		return false;
	page_go(p, STR("/offers"), "offer-back", 0);
	return true;
}

static bool
post_rate(struct page *p, struct err *err)
{
	struct money_rate r = {.on_day = form_day(p, "on")};

	if (r.on_day == DAY_NONE)
		r.on_day = ctx_today(&p->c);
	if (!money_currency(p->c.a, form_str(p, "from"), &r.from, err) ||
	    !money_currency(p->c.a, form_str(p, "to"), &r.to, err) ||
	    !money_rate_parse(form_str(p, "rate"), &r.nano, err) || !money_rate_add(&p->c, &r, err))
		return false;
	page_go(p, STR("/offers"), "offer-rate", r.id);
	return true;
}

static bool
post_weight(struct page *p, struct err *err)
{
	int64_t id;

	if (!offer_weight_set(&p->c, form_str(p, "factor"), form_i64(p, "weight", -1), &id, err))
		return false;
	page_go(p, STR("/offers#weights"), "offer-weight", id);
	return true;
}

/* --- leaving well ------------------------------------------------------------------------------------------------- */

static bool
page_leaving(struct page *p, struct err *err)
{
	struct leaving_view v = {0};
	struct offer *list;
	size_t n;

	if (!leaving_current(&p->c, &v.l, &v.found, err) || !offer_list(&p->c, &list, &n, err) ||
	    (v.found && !leaving_items(&p->c, &v.l, &v.items, &v.n, err)))
		return false;
	for (size_t i = 0; i < v.n; i++)
		v.n_done += v.items[i].done_day != DAY_NONE;
	for (size_t i = 0; v.accepted == NULL && i < n; i++)
		if (list[i].state == OFFER_ACCEPTED)
			v.accepted = &list[i];
	page_begin(p, NAV_OFFERS, "Leaving well");
	tmpl_leaving(p->out, p, &v);
	page_end(p);
	return true;
}

static bool
leaving_get(struct page *p, struct leaving *l, struct err *err)
{
	bool found;

	if (!leaving_current(&p->c, l, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no job is being left");
}

static bool
post_leaving(struct page *p, struct err *err)
{
	struct leaving l = {
	    .company = form_str(p, "company"), .last_day = form_day(p, "last"), .offer_id = form_i64(p, "offer", 0)};

	if (!leaving_begin(&p->c, &l, err))
		return false;
	page_go(p, STR("/leaving"), "leaving", l.id);
	return true;
}

static bool
post_leaving_move(struct page *p, struct err *err)
{
	struct leaving l;
	int64_t id;

	if (!leaving_get(p, &l, err) || !leaving_move(&p->c, &l, form_day(p, "last"), &id, err))
		return false;
	page_go(p, STR("/leaving"), "leaving-moved", id);
	return true;
}

static bool
post_leaving_item(struct page *p, struct err *err)
{
	struct leaving_item i = {.text = form_str(p, "text")};
	int32_t day = form_day(p, "on");
	struct leaving l;

	if (!leaving_get(p, &l, err))
		return false;
	i.days_before = (int64_t)l.last_day - (day == DAY_NONE ? l.last_day : day);
	if (!leaving_add(&p->c, &l, &i, err))
		return false;
	page_go(p, STR("/leaving"), "leaving-item", i.id);
	return true;
}

static bool
post_leaving_done(struct page *p, struct err *err)
{
	int64_t id, done;

	if (!page_id(p, &id, err) || !leaving_done(&p->c, id, ctx_today(&p->c), &done, err))
		return false;
	page_go(p, STR("/leaving"), "leaving-done", done);
	return true;
}

static bool
post_leaving_remove(struct page *p, struct err *err)
{
	int64_t id;

	if (!page_id(p, &id, err) || !leaving_remove(&p->c, id, err))
		return false;
	page_go(p, STR("/leaving"), "leaving-removed", id);
	return true;
}

static bool
leaving_undo_run(struct page *p, bool back, struct err *err)
{
	const char *what;
	int64_t id;

	if (!page_id(p, &id, err) || !leaving_undo(&p->c, id, back, &what, err))
		return false;
	page_go(p, STR("/leaving"), back ? "offer-back" : "undone", 0);
	return true;
}

static bool
post_leaving_undo(struct page *p, struct err *err)
{
	return leaving_undo_run(p, false, err);
}

static bool
post_leaving_back(struct page *p, struct err *err)
{
	return leaving_undo_run(p, true, err);
}

#define AMOUNT(name, label)                                                                                            \
	{                                                                                                              \
		name, label, FIELD_TEXT, false, 0, 40                                                                  \
	}

static const struct form_field offer_form[] = {
    {"company", "the company", FIELD_TEXT, true, 0, 500},
    {"title", "the title", FIELD_TEXT, true, 0, 500},
    {"currency", "the currency", FIELD_TEXT, true, 0, 3},
    AMOUNT("base", "the base"),
    {"unit", "what the base is per", FIELD_TEXT, true, 0, 8},
    AMOUNT("times", "how often a year"),
    AMOUNT("bonus", "the bonus"),
    AMOUNT("bonus_share", "what of the bonus counts"),
    AMOUNT("equity", "the equity"),
    {"equity_kind", "the kind of equity", FIELD_TEXT, false, 0, 32},
    AMOUNT("equity_share", "what of the equity counts"),
    AMOUNT("vest_months", "the months of vesting"),
    AMOUNT("cliff_months", "the cliff"),
    {"vest_split", "the split", FIELD_TEXT, false, 0, 64},
    AMOUNT("signon", "the sign-on"),
    {"signon_note", "what is paid back", FIELD_TEXT, false, 0, 2000},
    AMOUNT("days_off", "the days off"),
    AMOUNT("remote_days", "the remote days"),
    {"start", "the first day", FIELD_DAY, false, 0, 0},
    {"deadline", "the deadline", FIELD_DAY, false, 0, 0},
    {"on", "the day it was made", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    {"version", "the version", FIELD_INT, false, 0, INT64_MAX},
    {"application", "the application", FIELD_INT, false, 0, INT64_MAX},
    FIELDS_END,
};

static const struct form_field line_form[] = {
    {"label", "what it is", FIELD_TEXT, true, 0, 200},
    {"amount", "the amount", FIELD_TEXT, true, 0, 40},
    {"yearly", "how often", FIELD_INT, false, 0, 1},
    FIELDS_END,
};

static const struct form_field said_form[] = {
    {"who", "who asked", FIELD_TEXT, false, 0, 200},
    {"asked", "what was asked", FIELD_LINES, true, 0, 10000},
    {"answer", "the answer", FIELD_LINES, false, 0, 10000},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    FIELDS_END,
};

static const struct form_field score_form[] = {
    {"factor", "the factor", FIELD_TEXT, true, 0, 64},
    {"points", "the points", FIELD_TEXT, true, 0, 8},
    {"reason", "the reason", FIELD_TEXT, true, 0, 2000},
    FIELDS_END,
};

static const struct form_field decide_form[] = {
    {"verdict", "the decision", FIELD_TEXT, true, 0, 16},
    {"reasons", "the reasons", FIELD_LINES, true, 0, 10000},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    FIELDS_END,
};

static const struct form_field rate_form[] = {
    {"from", "the currency", FIELD_TEXT, true, 0, 3},
    {"to", "the other currency", FIELD_TEXT, true, 0, 3},
    {"rate", "the rate", FIELD_TEXT, true, 0, 24},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    FIELDS_END,
};

static const struct form_field weight_form[] = {
    {"factor", "the factor", FIELD_TEXT, true, 0, 64},
    {"weight", "the weight", FIELD_INT, true, 0, 100},
    FIELDS_END,
};

static const struct form_field leaving_form[] = {
    {"company", "the company", FIELD_TEXT, true, 0, 500},
    {"last", "the last day", FIELD_DAY, true, 0, 0},
    {"offer", "the offer", FIELD_INT, false, 0, INT64_MAX},
    FIELDS_END,
};

static const struct form_field move_form[] = {
    {"last", "the last day", FIELD_DAY, true, 0, 0},
    FIELDS_END,
};

static const struct form_field item_form[] = {
    {"text", "what to do", FIELD_TEXT, true, 0, 2000},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    FIELDS_END,
};

static const struct route offer_routes[] = {
    PAGE("/offers", page_offers, "Offers side by side: money over four years, points, what would turn the order."),
    PAGE("/offers/new", page_offer_new, "A new offer."),
    FORM("/offers/new", post_offer_new, offer_form, page_offer_new, "Keeps an offer."),
    FORM("/offers/rate", post_rate, rate_form, page_offers, "Enters a rate between two currencies."),
    FORM("/offers/weight", post_weight, weight_form, page_offers, "Says how much a factor counts."),
    PAGE("/offers/{id}", page_offer, "One offer: its fields, four years, what was said and decided."),
    FORM("/offers/{id}", post_offer, offer_form, page_offer, "Changes an offer; what it said is kept."),
    FORM("/offers/{id}/line", post_line, line_form, page_offer, "Adds further money to an offer."),
    FORM("/offers/{id}/said", post_said, said_form, page_offer, "Keeps what was asked and answered."),
    FORM("/offers/{id}/score", post_score, score_form, page_offer, "Scores an offer at a factor."),
    FORM("/offers/{id}/decide", post_decide, decide_form, page_offer, "Decides on an offer, with reasons."),
    FORM("/offers/{id}/remove", post_remove, NULL, page_offer, "Takes an offer off the list."),
    FORM("/offers/{id}/undo", post_undo, NULL, page_offers, "Takes back whatever has the id."),
    FORM("/offers/{id}/back", post_back, NULL, page_offers, "Brings back whatever has the id."),
    PAGE("/leaving", page_leaving, "Leaving a job well: what to do when."),
    FORM("/leaving", post_leaving, leaving_form, page_leaving, "Begins the list."),
    FORM("/leaving/move", post_leaving_move, move_form, page_leaving, "Moves the last day."),
    FORM("/leaving/item", post_leaving_item, item_form, page_leaving, "Adds an item."),
    FORM("/leaving/{id}/done", post_leaving_done, NULL, page_leaving, "Says that an item is done."),
    FORM("/leaving/{id}/remove", post_leaving_remove, NULL, page_leaving, "Takes an item off the list."),
    FORM("/leaving/{id}/undo", post_leaving_undo, NULL, page_leaving, "Takes back whatever has the id."),
    FORM("/leaving/{id}/back", post_leaving_back, NULL, page_leaving, "Brings back whatever has the id."),
};

static const struct notice offer_notices[] = {
    {"offer", "Offer kept.", "/offers/{id}/undo"},
    {"offer-changed", "Offer changed; what it said is kept below.", "/offers/{id}/undo"},
    {"offer-line", "Added.", "/offers/{id}/undo"},
    {"offer-said", "Kept.", "/offers/{id}/undo"},
    {"offer-score", "Scored.", "/offers/{id}/undo"},
    {"offer-decided", "Decided. How the offers stood is kept with the reasons.", "/offers/{id}/undo"},
    {"offer-accepted", "Accepted, congratulations. Now leave well.", "/offers/{id}/undo"},
    {"offer-removed", "Taken off the list.", "/offers/{id}/back"},
    {"offer-back", "Brought back.", NULL},
    {"offer-rate", "Rate kept.", "/offers/{id}/undo"},
    {"offer-weight", "Weight set.", "/offers/{id}/undo"},
    {"leaving", "The list is made. Its days count backwards from the last one.", "/leaving/{id}/undo"},
    {"leaving-moved", "All days moved with the last one.", "/leaving/{id}/undo"},
    {"leaving-item", "Added.", "/leaving/{id}/undo"},
    {"leaving-done", "Done.", "/leaving/{id}/undo"},
    {"leaving-removed", "Taken off the list.", "/leaving/{id}/back"},
};

WEB_PART(offer_part, offer_routes, offer_notices);
