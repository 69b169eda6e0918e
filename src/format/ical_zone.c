/* libical loaded, and the zones of the system. */
#include <ctype.h>

#include "base/dl.h"
#include "base/fs.h"
#include "format/ical_impl.h"

#define TZDATA     "/usr/share/zoneinfo/tzdata.zi"
#define TZDATA_MAX ((size_t)4 << 20)

static const char *const names[] = {
#define X(name) #name,
    ICAL_FUNCTIONS(X)
#undef X
};

/* What Outlook calls its zones, where its files bring no VTIMEZONE. */
static const char *const windows[][2] = {
    {"AUS Eastern Standard Time", "Australia/Sydney"},
    {"Arab Standard Time", "Asia/Riyadh"},
    {"Arabian Standard Time", "Asia/Dubai"},
    {"Argentina Standard Time", "America/Argentina/Buenos_Aires"},
    {"Atlantic Standard Time", "America/Halifax"},
    {"Cen. Australia Standard Time", "Australia/Adelaide"},
    {"Central America Standard Time", "America/Guatemala"},
    {"Central Europe Standard Time", "Europe/Budapest"},
    {"Central European Standard Time", "Europe/Warsaw"},
    {"Central Standard Time", "America/Chicago"},
    {"Central Standard Time (Mexico)", "America/Mexico_City"},
    {"China Standard Time", "Asia/Shanghai"},
    {"E. Africa Standard Time", "Africa/Nairobi"},
    {"E. Australia Standard Time", "Australia/Brisbane"},
    {"E. Europe Standard Time", "Europe/Chisinau"},
    {"E. South America Standard Time", "America/Sao_Paulo"},
    {"Eastern Standard Time", "America/New_York"},
    {"Egypt Standard Time", "Africa/Cairo"},
    {"FLE Standard Time", "Europe/Kyiv"},
    {"GMT Standard Time", "Europe/London"},
    {"GTB Standard Time", "Europe/Bucharest"},
    {"Greenwich Standard Time", "Atlantic/Reykjavik"},
    {"Hawaiian Standard Time", "Pacific/Honolulu"},
    {"India Standard Time", "Asia/Kolkata"},
    {"Israel Standard Time", "Asia/Jerusalem"},
    {"Korea Standard Time", "Asia/Seoul"},
    {"Mountain Standard Time", "America/Denver"},
    {"New Zealand Standard Time", "Pacific/Auckland"},
    {"Pacific SA Standard Time", "America/Santiago"},
    {"Pacific Standard Time", "America/Los_Angeles"},
    {"Pakistan Standard Time", "Asia/Karachi"},
    {"Romance Standard Time", "Europe/Paris"},
    {"Russian Standard Time", "Europe/Moscow"},
    {"SA Pacific Standard Time", "America/Bogota"},
    {"SE Asia Standard Time", "Asia/Bangkok"},
    {"Singapore Standard Time", "Asia/Singapore"},
    {"South Africa Standard Time", "Africa/Johannesburg"},
    {"Taipei Standard Time", "Asia/Taipei"},
    {"Tokyo Standard Time", "Asia/Tokyo"},
    {"Turkey Standard Time", "Europe/Istanbul"},
    {"US Eastern Standard Time", "America/Indiana/Indianapolis"},
    {"US Mountain Standard Time", "America/Phoenix"},
    {"W. Australia Standard Time", "Australia/Perth"},
    {"W. Central Africa Standard Time", "Africa/Lagos"},
    {"W. Europe Standard Time", "Europe/Berlin"},
};

static int
zone_cmp(const void *a, const void *b)
{
	return str_cmp(((const struct ical_zone *)a)->name, ((const struct ical_zone *)b)->name);
}

static icaltimezone *
find(const struct ical_lib *lib, struct str name)
{
	struct ical_zone key = {.name = name};
	const struct ical_zone *z =
	    lib->n_zones > 0 ? bsearch(&key, lib->zones, lib->n_zones, sizeof(key), zone_cmp) : NULL;

	return z != NULL ? z->zone : NULL;
}

icaltimezone *
ical_zone_named(const struct ical_lib *lib, struct str tzid)
{
	char slashed[64];

	for (size_t i = 0; i < ARRAY_LEN(windows); i++)
		if (str_eq(tzid, str_of(windows[i][0])))
			return find(lib, str_of(windows[i][1]));
	/* "US-Eastern", as some write it. */
	if (str_find_byte(tzid, '-') < tzid.n && str_find_byte(tzid, '/') == tzid.n && tzid.n < sizeof(slashed)) {
		memcpy(slashed, tzid.p, tzid.n);
		slashed[str_find_byte(tzid, '-')] = '/';
		if (find(lib, (struct str){slashed, tzid.n}) != NULL)
			return find(lib, (struct str){slashed, tzid.n});
	}
	/* "/freeassociation.sourceforge.net/Tzfile/Europe/Oslo": the longest end that is a name. */
	for (struct str rest = tzid; rest.n > 0;) {
		icaltimezone *z = find(lib, rest);
		size_t slash = str_find_byte(rest, '/');

		if (z != NULL || slash == rest.n)
			return z;
		rest = str_sub(rest, slash + 1, rest.n);
	}
	return NULL;
}

/* The zones in the library's own table, and every other name of them there is. All are read now: a worker that is
 * locked in opens no file. */
static void
load_zones(struct arena *a, struct ical_lib *lib)
{
	struct ical_functions *f = &lib->f;
	icalarray *table = f->icaltimezone_get_builtin_timezones();
	VEC(struct ical_zone) zones = {0};
	struct str text = STR_NONE, line;

	for (size_t i = 0; table != NULL && i < table->num_elements; i++) {
		icaltimezone *z = f->icalarray_element_at(table, i);
		/* Loading the zone frees the name it had. */
		struct str name = arena_str(a, str_of(f->icaltimezone_get_location(z)));

		if (name.n > 0 && f->icaltimezone_get_component(z) != NULL)
			*VEC_PUSH(a, &zones) = (struct ical_zone){name, z};
	}
	if (!fs_read(a, TZDATA, TZDATA_MAX, &text, NULL))
		text = STR_NONE; /* then those of the table will do */
	while (str_line(&text, &line)) {
		struct str kind, name;

		/* "Z NAME ..." and "L TARGET NAME". */
		if (!str_split(&line, ' ', &kind) || !str_split(&line, ' ', &name))
			continue;
		if (str_eq(kind, STR("L")) ? !str_split(&line, ' ', &name) : !str_eq(kind, STR("Z")))
			continue;
		*VEC_PUSH(a, &zones) = (struct ical_zone){name, NULL};
	}
	lib->zones = zones.p;
	lib->n_zones = zones.n;
}

/* Sorts, drops doubles, and loads those that are names only. */
static void
finish_zones(struct arena *a, struct ical_lib *lib)
{
	size_t kept = 0;

	if (lib->n_zones > 0)
		qsort(lib->zones, lib->n_zones, sizeof(*lib->zones), zone_cmp);
	for (size_t i = 0; i < lib->n_zones; i++) {
		struct ical_zone z = lib->zones[i];

		if (kept > 0 && str_eq(lib->zones[kept - 1].name, z.name)) {
			if (lib->zones[kept - 1].zone == NULL)
				lib->zones[kept - 1].zone = z.zone;
			continue;
		}
		lib->zones[kept++] = z;
	}
	lib->n_zones = kept;
	kept = 0;
	for (size_t i = 0; i < lib->n_zones; i++) {
		struct ical_zone z = lib->zones[i];

		if (z.zone == NULL) {
			z.zone = lib->f.icaltimezone_get_builtin_timezone(arena_cstr(a, z.name));
			if (z.zone == NULL || lib->f.icaltimezone_get_component(z.zone) == NULL)
				continue;
		}
		lib->zones[kept++] = z;
	}
	lib->n_zones = kept;
}

bool
ical_lib_load(struct arena *a, struct ical_lib **ret, struct err *err)
{
	struct ical_lib *lib = ARENA_NEW(a, struct ical_lib);

	if (!dl_load("libical.so.3", "libical3", names, ARRAY_LEN(names), &lib->f, err))
		return false;
	lib->f.icalerror_set_errors_are_fatal(0);
	load_zones(a, lib);
	finish_zones(a, lib);
	*ret = lib;
	return true;
}
