/* claims.h - inside of the room: from matches of claim rules to claims, kind by kind. */
#ifndef BS_ANNOTATE_CLAIMS_H
#define BS_ANNOTATE_CLAIMS_H

#include "annotate/worker.h"

/* One match that is being read. */
typedef struct bs_claim_reading {
    bs_annotate_worker *worker;
    const bs_sentence *sentence;
    const bs_rule_match *match;
    const bs_rule *rule;
} bs_claim_reading;

enum { BS_CLAIM_LIST_MAX = 48 }; /* subjects, parties or topics of one statement */

/* The entities of the mentions in all parts of that name: countries and organisations before
 * anything else. */
size_t bs_claim_entities(const bs_claim_reading *of, const char *part,
                         uint32_t entities[BS_CLAIM_LIST_MAX]);
/* The text of the first part of that name as it stands, absent when there is none. */
bs_str bs_claim_text(const bs_claim_reading *of, const char *part);
/* A part of that name, else the fact of that name. */
bs_str bs_claim_fact(const bs_claim_reading *of, const char *name);
/* A new claim over the match with all strings absent, or NULL when there is no memory. */
bs_claim *bs_claim_add(const bs_claim_reading *of, bs_claim_kind kind);
/* The value of the first date in the part, else in the match, else its text. */
bs_str bs_claim_period(const bs_claim_reading *of, const char *part);

/* "leader", "deputy", "minister" or "official" for the words of an office; absent for none. */
bs_str bs_claim_level(bs_str office);
/* Whether the words of the match look ahead: "will", "is expected". */
bool bs_claim_is_ahead(const bs_claim_reading *of);

/* events.c: the id of the event that the match is about, absent when none is named. */
bs_str bs_claim_event(const bs_claim_reading *of);
/* The event that the part `event` names itself, absent for none. */
bs_str bs_claim_event_named(const bs_claim_reading *of);
/* The events that the match is about: one, or as many as "the past two summits" are. */
size_t bs_claim_events(const bs_claim_reading *of, bs_str events[BS_CLAIM_LIST_MAX]);
/* The series of which the match speaks: "NATO summit"; absent for none. */
bs_str bs_claim_series(const bs_claim_reading *of);

bs_status bs_claim_attendance(const bs_claim_reading *of, bs_error *error);
bs_status bs_claim_topics(const bs_claim_reading *of, bs_error *error);
bs_status bs_claim_ranks(const bs_claim_reading *of, bs_error *error);
bs_status bs_claim_quantities(const bs_claim_reading *of, bs_error *error);
bs_status bs_claim_streaks(const bs_claim_reading *of, bs_error *error);
bs_status bs_claim_agreements(const bs_claim_reading *of, bs_error *error);
bs_status bs_claim_dates(const bs_claim_reading *of, bs_error *error);
bs_status bs_claim_offices(const bs_claim_reading *of, bs_error *error);

#endif
