/*
 * layers.h - everything that stands off from the text of one article.
 *
 * Lists are sorted by start, then end. Strings and lists inside entities lie in `arena` or belong
 * to the annotator, which must outlive the layers. Reused for the next article after
 * bs_layers_reset(), which keeps the memory.
 */
#ifndef BS_ANNOTATE_LAYERS_H
#define BS_ANNOTATE_LAYERS_H

#include "base/arena.h"
#include "broadsheet.h"
#include "text/finding.h"
#include "text/split.h"

#define BS_NONE UINT32_MAX /* no entity, no span, no such thing */

typedef enum bs_entity_type {
    BS_ENTITY_PERSON,
    BS_ENTITY_ORGANIZATION,
    BS_ENTITY_COUNTRY,
    BS_ENTITY_PLACE,
    BS_ENTITY_EVENT,
    BS_ENTITY_PROGRAMME,
    BS_ENTITY_DOCUMENT,
    BS_ENTITY_OTHER,
    BS_ENTITY_TYPES,
} bs_entity_type;

typedef enum bs_mention_kind {
    BS_MENTION_NAME, /* full or given form */
    BS_MENTION_FAMILY,
    BS_MENTION_ACRONYM,
    BS_MENTION_DEMONYM,
    BS_MENTION_NOMINAL,
    BS_MENTION_PRONOUN,
    BS_MENTION_KINDS,
} bs_mention_kind;

typedef enum bs_outcome {
    BS_OUTCOME_TAKEN,
    BS_OUTCOME_INNER,     /* named inside an event or a programme */
    BS_OUTCOME_OUTRANKED, /* another reading of some of its words was taken */
    BS_OUTCOME_COMMON,    /* more likely the common word here */
    BS_OUTCOME_DENIED,    /* a rule says that it is no such name */
    BS_OUTCOMES,
} bs_outcome;

typedef enum bs_quotation_kind {
    BS_QUOTATION_DIRECT,
    BS_QUOTATION_PARTIAL,
    BS_QUOTATION_INDIRECT,
    BS_QUOTATION_KINDS,
} bs_quotation_kind;

typedef enum bs_attribution {
    BS_ATTRIBUTION_NONE,
    BS_ATTRIBUTION_BEFORE,
    BS_ATTRIBUTION_AFTER,
    BS_ATTRIBUTION_MIDDLE,
    BS_ATTRIBUTIONS,
} bs_attribution;

typedef enum bs_date_type {
    BS_DATE_DATE,
    BS_DATE_TIME,
    BS_DATE_DURATION,
    BS_DATE_SET,
    BS_DATE_TYPES,
} bs_date_type;

typedef enum bs_claim_kind {
    BS_CLAIM_RANK,
    BS_CLAIM_QUANTITY,
    BS_CLAIM_ATTENDANCE,
    BS_CLAIM_TOPIC,
    BS_CLAIM_STREAK,    /* the first time, the third year in a row, since 2022 */
    BS_CLAIM_AGREEMENT, /* who agreed on what: a treaty, a programme */
    BS_CLAIM_DATE,      /* when an event or a speech was */
    BS_CLAIM_OFFICE,    /* who took or left which office, and when */
    BS_CLAIM_KINDS,
} bs_claim_kind;

/* As printed in exports: "person", "direct", "DATE", "rank", ... */
const char *bs_entity_type_name(bs_entity_type type);
const char *bs_mention_kind_name(bs_mention_kind kind);
const char *bs_outcome_name(bs_outcome outcome);
const char *bs_quotation_kind_name(bs_quotation_kind kind);
const char *bs_attribution_name(bs_attribution attribution);
const char *bs_date_type_name(bs_date_type type);
const char *bs_claim_kind_name(bs_claim_kind kind);
bool bs_entity_type_from(bs_str name, bs_entity_type *type);
bool bs_date_type_from(bs_str name, bs_date_type *type);
bool bs_quotation_kind_from(bs_str name, bs_quotation_kind *kind);
bool bs_claim_kind_from(bs_str name, bs_claim_kind *kind);

typedef struct bs_attribute {
    bs_str name, value;
} bs_attribute;

typedef struct bs_entity {
    bs_str id; /* "country:KR", "org:nato", "person:jens-stoltenberg"; the same in every article */
    bs_entity_type type;
    bs_str name;         /* the preferred one */
    const bs_str *names; /* all of them, the preferred one first */
    size_t name_count;
    const bs_attribute *attributes; /* iso2, office, from, to, .. in a fixed order */
    size_t attribute_count;
    bool is_of_article; /* a person whom no lexicon has: another article's may be another */
} bs_entity;

typedef struct bs_mention {
    bs_span span;                    /* bytes */
    uint32_t token_start, token_end; /* tokens */
    uint32_t entity;                 /* in `entities` of the layers, or BS_NONE */
    uint8_t type;                    /* bs_entity_type */
    uint8_t kind;                    /* bs_mention_kind */
    bool is_inner;                   /* lies inside another, of an event or a programme */
    bs_str rule;
} bs_mention;

/* A reading of words as a name, whether it was taken or not: kept where it is asked for. */
typedef struct bs_reading {
    bs_span span;
    uint8_t type, kind, outcome;
    bs_str rule;   /* "lexicon", "tagger", or the name of a rule */
    bs_str entity; /* the id that the lexicons have for it, absent for none */
} bs_reading;

typedef struct bs_readings {
    bs_reading *items;
    size_t count, capacity;
} bs_readings;

typedef struct bs_quotation {
    const bs_span *parts; /* bytes, without the quotation marks */
    size_t part_count;
    uint8_t kind; /* bs_quotation_kind */
    uint8_t attribution;
    uint32_t speaker; /* entity, or BS_NONE */
    bs_str speaker_text;
    bs_span cue; /* empty when there is none */
    bs_str rule;
} bs_quotation;

typedef struct bs_date_expression {
    bs_span span;
    uint8_t type; /* bs_date_type */
    bs_str value; /* TIMEX3: "2024-07-09", "2024-W28", "P2Y", "PAST_REF"; absent when open */
    bs_str mod;   /* TIMEX3: START, MID, END, APPROX, LESS_THAN, ..; absent where nothing is said */
    bs_str anchor;
    bs_str rule;
} bs_date_expression;

/* One struct for all kinds; what does not belong to a kind, or was not said, is absent. */
typedef struct bs_claim {
    bs_span span;
    uint8_t kind;   /* bs_claim_kind */
    bs_str subject; /* rank, quantity: who; an entity id where it is known */
    bs_str metric, scope, period, according_to, unit;
    int64_t rank;                               /* streak: its length; 0 when absent */
    double value;                               /* NaN when absent */
    bs_str event, party, person, level, status; /* attendance; status of others: hedges */
    bs_str topic;
    bool is_stated; /* topic: false for "was not discussed" */
    bs_str rule;
} bs_claim;

/* The day of an article that states none, where what it says tells. Absent otherwise. */
typedef struct bs_inferred_date {
    bs_str from, to; /* days, both inside */
    bs_str value;    /* what the two have in common: a day, a month, a year, or nothing */
    bs_str anchor;   /* from which its dates are read: the likeliest day where there are few */
} bs_inferred_date;

typedef struct bs_mentions {
    bs_mention *items;
    size_t count, capacity;
} bs_mentions;

typedef struct bs_entities {
    bs_entity *items;
    size_t count, capacity;
} bs_entities;

typedef struct bs_quotations {
    bs_quotation *items;
    size_t count, capacity;
} bs_quotations;

typedef struct bs_date_expressions {
    bs_date_expression *items;
    size_t count, capacity;
} bs_date_expressions;

typedef struct bs_claims {
    bs_claim *items;
    size_t count, capacity;
} bs_claims;

typedef struct bs_layers {
    bs_arena arena;
    bs_tokens tokens;
    bs_sentences sentences;
    bs_entities entities; /* those that are mentioned, in order of first mention */
    bs_mentions mentions;
    bs_readings readings; /* sentence by sentence, each in the order of their standing */
    bs_quotations quotations;
    bs_date_expressions dates;
    bs_claims claims;
    bs_inferred_date inferred;
    bs_findings findings; /* open quotations, glued words, .. */
} bs_layers;

void bs_layers_reset(bs_layers *layers);
void bs_layers_clear(bs_layers *layers);

#endif
