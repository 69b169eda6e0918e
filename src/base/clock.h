/*
 * Time comes from here and through struct clock in the context, so that a test can stop it: CAIRN_NOW (an ISO instant)
 * fixes the clock of a process.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "err.h"

struct clock {
	int64_t fixed_ms; /* 0: the real clock */
	int offset_min;   /* minutes east of UTC */
};

/* The system's clock with its local offset; CAIRN_NOW fixes it (offset 0). */
bool clock_init(struct clock *c, struct err *err) MUST_USE;
/* Takes the zone's offset of this moment, for a process that lives through a change of summer time; a fixed clock
 * stays. */
void clock_refresh(struct clock *c);
/* Minutes east of UTC at an instant, by the rules of the system's zone; a fixed clock's offset never changes. */
int clock_offset_at(const struct clock *c, int64_t ms);
/* The instant at which the clock on the wall shows so many milliseconds since 1970-01-01 00:00. An hour that summer
 * time skips or repeats is taken as the C library takes it. */
int64_t clock_of_local(const struct clock *c, int64_t local_ms);
/* Milliseconds since the epoch, UTC. */
int64_t clock_now_ms(const struct clock *c);
/* Today's day number in the clock's zone. */
int32_t clock_today(const struct clock *c);
/* The real time, for logs. */
int64_t clock_wall_ms(void);
/* Microseconds of a clock that never jumps, for measuring. */
int64_t clock_monotonic_us(void);

#endif
