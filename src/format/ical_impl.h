/* Within format only: libical's functions, the zones, and what reading an iCalendar file shares. */
#ifndef FORMAT_ICAL_IMPL_H
#define FORMAT_ICAL_IMPL_H

#include <libical/ical.h>

#include "base/vec.h"
#include "format/ical_read.h"

/* What is used of libical, by name; it is loaded, not linked. */
#define ICAL_FUNCTIONS(X)                                                                                              \
	X(icalarray_element_at)                                                                                        \
	X(icalcomponent_free)                                                                                          \
	X(icalcomponent_get_first_component)                                                                           \
	X(icalcomponent_get_first_property)                                                                            \
	X(icalcomponent_get_next_component)                                                                            \
	X(icalcomponent_get_next_property)                                                                             \
	X(icalcomponent_get_timezone)                                                                                  \
	X(icalcomponent_isa)                                                                                           \
	X(icalerror_set_errors_are_fatal)                                                                              \
	X(icalparameter_get_fbtype)                                                                                    \
	X(icalparameter_get_range)                                                                                     \
	X(icalparameter_get_tzid)                                                                                      \
	X(icalparser_parse_string)                                                                                     \
	X(icalproperty_get_dtend)                                                                                      \
	X(icalproperty_get_dtstart)                                                                                    \
	X(icalproperty_get_duration)                                                                                   \
	X(icalproperty_get_exdate)                                                                                     \
	X(icalproperty_get_exrule)                                                                                     \
	X(icalproperty_get_first_parameter)                                                                            \
	X(icalproperty_get_freebusy)                                                                                   \
	X(icalproperty_get_method)                                                                                     \
	X(icalproperty_get_rdate)                                                                                      \
	X(icalproperty_get_recurrenceid)                                                                               \
	X(icalproperty_get_rrule)                                                                                      \
	X(icalproperty_get_sequence)                                                                                   \
	X(icalproperty_get_status)                                                                                     \
	X(icalproperty_get_summary)                                                                                    \
	X(icalproperty_get_transp)                                                                                     \
	X(icalproperty_get_uid)                                                                                        \
	X(icalproperty_get_value_as_string)                                                                            \
	X(icalproperty_get_x_name)                                                                                     \
	X(icalproperty_get_xlicerror)                                                                                  \
	X(icalrecur_iterator_free)                                                                                     \
	X(icalrecur_iterator_new)                                                                                      \
	X(icalrecur_iterator_next)                                                                                     \
	X(icaltime_is_utc)                                                                                             \
	X(icaltime_null_time)                                                                                          \
	X(icaltimezone_get_builtin_timezone)                                                                           \
	X(icaltimezone_get_builtin_timezones)                                                                          \
	X(icaltimezone_get_component)                                                                                  \
	X(icaltimezone_get_location)                                                                                   \
	X(icaltimezone_get_utc_offset)                                                                                 \
	X(icaltimezone_get_utc_offset_of_utc_time)

struct ical_functions {
#define X(name) __typeof__(&(name)) name;
	ICAL_FUNCTIONS(X)
#undef X
};

struct ical_zone {
	struct str name;
	icaltimezone *zone;
};

struct ical_lib {
	struct ical_functions f;
	struct ical_zone *zones; /* by name */
	size_t n_zones;
};

/* The system's zone of a TZID: its name, the end of a path that is a name, or the name Windows has for it. NULL: none.
 */
icaltimezone *ical_zone_named(const struct ical_lib *lib, struct str tzid);

/* The place a time has on the line, in three ways. */
enum ical_frame { ICAL_UTC, ICAL_LOCAL, ICAL_DATE };
struct ical_moment {
	enum ical_frame frame; /* LOCAL: floating */
	int64_t local;         /* as if UTC */
	int64_t utc;           /* the same as local for what floats */
};

struct ical_event {
	icalcomponent *comp;
	icalcomponent *calendar; /* NULL: none around it */
	struct str uid;
	struct str name; /* for notes */
	int sequence;
	size_t order;
	bool has_id; /* RECURRENCE-ID */
	bool cancelled;
	bool free;
	bool used; /* an override that has found its place */
	struct ical_moment id;
	icaltimezone *zone; /* of DTSTART; NULL: UTC or floating */
	struct icaltimetype dtstart;
	struct ical_moment start;
	int64_t length;  /* exact milliseconds, or days of what is whole days, or of a DURATION in days */
	int64_t days_ms; /* nominal part of it: local days */
};

struct ical_reading {
	struct ical_lib *lib;
	struct arena *a;
	int64_t from; /* window, as milliseconds of local time; a day wider on both sides where UTC is compared */
	int64_t to;
	size_t steps;
	VEC(struct ical_event) events;
	VEC(struct ical_busy) busy;
	VEC(struct ical_note) notes;
	struct ical_calendar *ret;
};

bool ical_time_exists(struct icaltimetype t);
/* The milliseconds of the clock on the wall. */
int64_t ical_local_ms(struct icaltimetype t);
struct ical_moment ical_moment_of(const struct ical_reading *r, struct icaltimetype t, icaltimezone *zone);
/* The zone of a property's TZID, noted when nobody knows it. */
icaltimezone *ical_zone_of(struct ical_reading *r, struct ical_event *e, icalproperty *prop);
PRINTF(3, 4)
void ical_note(struct ical_reading *r, const struct ical_event *e, const char *fmt, ...);
/* Adds the instance unless it is outside the window. */
void ical_add(struct ical_reading *r, const struct ical_event *e, struct ical_moment start);
/* All instances of a master event; overrides are the n events behind it with the same UID. */
void ical_expand(struct ical_reading *r, struct ical_event *e, struct ical_event *overrides, size_t n);

#endif
